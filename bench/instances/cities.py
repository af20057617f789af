"""Made-up cities after a published set of parameters, with every kind of rule between projects.

Lognormal costs (median 40억원, sigma 1.1), three sources limited to 38 % of all demand, 17, 20, 21, 21 and
21 % of it a year; 2 to 14 quarters long; four stages released in quarters 0, 3, 8 and 13; 6 to 14 offices
with half the persons of their mean load (at least 8); 35 % of the later projects have a prerequisite; n/15
groups of three exclude one another; n/3 pairs add value; three stage gates; four outcomes of equal weight. In
months all times are three times as long.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np

from bitgil.quantity import Won, Words
from bitgil.roadmap.problem import (
    Aim,
    Candidate,
    Cost,
    Gate,
    Horizon,
    Limits,
    MoneyLimit,
    Need,
    Problem,
    StaffLimit,
    Synergy,
    Worth,
)

YEARS, MILLION = 5, 1_000_000
SOURCES = ("national", "city", "private")
RELEASES = (0, 3, 8, 13)
YEAR_SHARES = (17, 20, 21, 21, 21)
LATER = 10
"""So many more years than the plan's count as value."""


def city_of(seed: int, projects: int, *, months: bool = False) -> Problem:
    """Return a made-up city's problem over 20 quarters, or 60 months."""
    rng, thick = np.random.default_rng(seed), 3 if months else 1
    horizon = Horizon(2027, 1, 20 * thick, per_year=4 * thick)
    offices = min(14, max(6, projects // 12))
    stages = [int(rng.integers(0, 4)) for _ in range(projects)]
    candidates = [_candidate(rng, k, stage, offices, thick) for k, stage in enumerate(stages)]
    candidates = _related(rng, candidates, thick)
    totals = {s: sum(p.amount for c in candidates for p in c.cost if p.source == s) for s in SOURCES}
    money = tuple(
        MoneyLimit(2027 + year, source, Won(int(totals[source] * 0.38 * share / 100)))
        for source in SOURCES
        for year, share in enumerate(YEAR_SHARES)
    )
    aims = tuple(Aim(f"outcome {k}", Words(f"성과 {k}"), Decimal(1)) for k in range(4))
    return Problem(
        horizon,
        tuple(candidates),
        aims,
        Limits(money, tuple(_staff(candidates, offices, horizon.quarters))),
        gates=tuple(_gates(candidates, stages, thick)),
        synergies=tuple(_synergies(rng, candidates, horizon.quarters, thick)),
    )


def _candidate(rng: np.random.Generator, number: int, stage: int, offices: int, thick: int) -> Candidate:
    duration = int(rng.integers(2, min(15, 20 - RELEASES[stage] - 1))) * thick
    total = int(rng.lognormal(np.log(4000), 1.1)) + 10
    parts = rng.dirichlet(np.ones(3)) * total / duration
    cost = tuple(
        Cost(offset, source, Won((int(part) + 1) * MILLION))
        for offset in range(duration)
        for source, part in zip(SOURCES, parts, strict=True)
    )
    left = np.maximum((YEARS + LATER) * 4 * thick - np.arange(20 * thick) - duration, 0) / (40 * thick)
    effects = rng.lognormal(0, 0.8, 4) * total**0.7 / 2
    return Candidate(
        f"T{number:04}",
        Words(f"사업 {number}"),
        duration=duration,
        first=RELEASES[stage] * thick,
        last=20 * thick - duration,
        cost=cost,
        staff=(Need(f"office {int(rng.integers(0, offices))}", int(rng.integers(1, 10)) % 8 + 1),),
        value=tuple(
            Worth(f"outcome {k}", tuple(Decimal(round(effect * y)) for y in left))
            for k, effect in enumerate(effects)
        ),
    )


def _related(rng: np.random.Generator, candidates: list[Candidate], thick: int) -> list[Candidate]:
    found = []
    for each in candidates:
        fitting = [c.id for c in candidates if c.first < each.first and c.first + c.duration <= each.last]
        later = fitting and each.first >= RELEASES[1] * thick and rng.random() < 0.35
        found.append(replace(each, requires=(str(rng.choice(fitting)),)) if later else each)
    places = list(rng.permutation(len(found)))
    for _ in range(len(found) // 15):
        group = [found[int(places.pop())] for _ in range(3)]
        for one in group:
            others = tuple(o.id for o in group if o.id != one.id and o.id not in one.requires)
            others = tuple(o for o in others if one.id not in next(c for c in group if c.id == o).requires)
            found[int(one.id[1:])] = replace(one, excludes=others)
    return found


def _staff(candidates: list[Candidate], offices: int, quarters: int) -> list[StaffLimit]:
    limits = []
    for number in range(offices):
        office = f"office {number}"
        work = sum(n.persons * c.duration for c in candidates for n in c.staff if n.office == office)
        limits += [StaffLimit(office, q, max(8, int(0.5 * work / quarters))) for q in range(quarters)]
    return limits


def _gates(candidates: list[Candidate], stages: list[int], thick: int) -> list[Gate]:
    """Return three gates: of each stage but the last a fifteenth has finished by a quarter of its own."""
    found = []
    for stage, at in enumerate((8, 13, 19)):
        core = tuple(c.id for c, own in zip(candidates, stages, strict=True) if own == stage)
        quick = [c for c in candidates if c.id in core and c.first + c.duration <= at * thick]
        if quick:
            least = max(1, len(core) // 15)
            found.append(Gate(f"gate {stage}", Words(f"관문 {stage}"), core, least, at=at * thick))
    return found


def _synergies(
    rng: np.random.Generator, candidates: list[Candidate], quarters: int, thick: int
) -> list[Synergy]:
    found: dict[tuple[str, str], Synergy] = {}
    for _ in range(len(candidates) // 3):
        one, two = (candidates[int(k)] for k in rng.choice(len(candidates), 2, replace=False))
        size = float(min(max(w.by_start) for c in (one, two) for w in c.value)) / (40 * thick)
        values = [Decimal(round(size * int(rng.integers(1, 4))))] * quarters
        values.append(values[0] * LATER * 4 * thick)
        key = (min(one.id, two.id), max(one.id, two.id))
        if values[0]:
            found[key] = Synergy(*key, "outcome 0", tuple(values))
    return list(found.values())
