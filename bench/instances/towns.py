"""Made-up cities: lognormal costs (median 40억원, sigma 1.1), three sources limited to 38 % of the demand.

Projects last 2 to 14 quarters of 20 and belong to four stages; small offices, prerequisites and exclusions.
"""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from bitgil.quantity import Won, Words
from bitgil.roadmap.problem import (
    Aim,
    Candidate,
    Cost,
    Horizon,
    Limits,
    MoneyLimit,
    Need,
    Problem,
    StaffLimit,
    Worth,
)

QUARTERS, OFFICES = 20, 6
WIDTH = 4
SOURCES = ("national", "city", "private")
RELEASES = (0, 3, 8, 13)
YEAR_SHARES = (17, 20, 21, 21, 21)
MILLION = 1_000_000


def made_up(seed: int, projects: int) -> Problem:
    """Return a made-up city's problem; there is one office for every five projects, at least six."""
    offices = max(OFFICES, projects // 5)
    rng = np.random.default_rng(seed)
    candidates = [_candidate(rng, number, offices) for number in range(projects)]
    candidates = _related(rng, candidates)
    totals = {
        source: sum(part.amount for each in candidates for part in each.cost if part.source == source)
        for source in SOURCES
    }
    money = tuple(
        MoneyLimit(2027 + year, source, Won(int(totals[source] * 0.38 * share / 100)))
        for source in SOURCES
        for year, share in enumerate(YEAR_SHARES)
    )
    staff = []
    for number in range(offices):
        office = f"office {number}"
        work = sum(n.persons * each.duration for each in candidates for n in each.staff if n.office == office)
        staff += [StaffLimit(office, q, max(8, int(0.5 * work / QUARTERS))) for q in range(QUARTERS)]
    aims = tuple(Aim(f"outcome {k}", Words(f"성과 {k}"), Decimal(1)) for k in range(4))
    return Problem(Horizon(2027, 1, QUARTERS), tuple(candidates), aims, Limits(money, tuple(staff)))


def _candidate(rng: np.random.Generator, number: int, offices: int) -> Candidate:
    stage = int(rng.integers(0, 4))
    duration = int(rng.integers(2, min(15, QUARTERS - RELEASES[stage] - 2)))
    total = int(rng.lognormal(np.log(4000), 1.1)) + 10
    parts = rng.dirichlet(np.ones(3)) * total / duration
    cost = tuple(
        Cost(offset, source, Won(int(part) * MILLION))
        for offset in range(duration)
        for source, part in zip(SOURCES, parts, strict=True)
    )
    value = []
    for k in range(4):
        effect = rng.lognormal(0, 0.8) * total**0.7 / 20
        years = np.maximum(60 - np.arange(QUARTERS) - duration, 0) / 40
        value.append(Worth(f"outcome {k}", tuple(Decimal(round(effect * y)) for y in years)))
    return Candidate(
        f"T{number:0{WIDTH}}",
        Words(f"사업 {number}"),
        duration=duration,
        first=RELEASES[stage],
        last=QUARTERS - duration,
        cost=cost,
        staff=(Need(f"office {int(rng.integers(0, offices))}", int(rng.integers(1, 10)) % 8 + 1),),
        value=tuple(value),
    )


def _related(rng: np.random.Generator, candidates: list[Candidate]) -> list[Candidate]:
    """Give 35 % of the later projects a prerequisite that fits, and every 15th an exclusion."""
    found: list[Candidate] = []
    for each in candidates:
        fitting = [c.id for c in candidates if c.first < each.first and c.first + c.duration <= each.last]
        requires = (str(rng.choice(fitting)),) if fitting and rng.random() < 0.35 else ()
        excludes = (found[-1].id,) if found and len(found) % 15 == 0 and found[-1].id not in requires else ()
        found.append(
            Candidate(
                **{
                    **{name: getattr(each, name) for name in Candidate.__slots__},
                    "requires": requires,
                    "excludes": excludes,
                }
            )
        )
    return found
