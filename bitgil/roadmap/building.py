"""A Plan and a date → a Problem with the facts around it, and everything that cannot be decided, in words.

Finished and running projects are facts. Bids, requests and projects not begun are candidates; one without
value, dates or yearly money is *unscored*: listed with what is missing, never ranked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bitgil.plan.types import Plan, Project
from bitgil.quantity import Grade, Won, Words
from bitgil.roadmap.facts import Fact, Money, lead_quarters, money_of, quarters_of, settled
from bitgil.roadmap.problem import (
    QUARTERS,
    Aim,
    Candidate,
    Cost,
    Horizon,
    Limits,
    MoneyLimit,
    Problem,
    Worth,
)
from bitgil.roadmap.undecided import broken_links, gaps_of, out_of_time
from bitgil.roadmap.wording import SOURCE_WORDS, in_won

Values = Mapping[str, Mapping[str, Sequence[Decimal]]]
"""project id → objective id → what it gives if it starts in quarter 0, 1, 2, … of the horizon."""


@dataclass(frozen=True, slots=True)
class Building:
    """The stated problem, the fact of every other project, and what the reader must know beside it."""

    problem: Problem
    facts: tuple[Fact, ...]
    notes: tuple[Words, ...]

    @property
    def unscored(self) -> tuple[Fact, ...]:
        """Return the candidates that cannot be scored, with what each of them lacks."""
        return tuple(fact for fact in self.facts if fact.verdict == "unscored")


def horizon_from(as_of: str, quarters: int) -> Horizon:
    """Return the horizon that begins with the quarter after *as_of* (an ISO date)."""
    day = date.fromisoformat(as_of)
    here = Horizon(day.year, (day.month - 1) // 3 + 1, quarters)
    year = here.year_of(1)
    return Horizon(year, here.quarter % QUARTERS + 1, quarters)


def build(  # noqa: PLR0913  each is one independent choice of whoever asks
    plan: Plan,
    *,
    as_of: str,
    values: Values | None = None,
    limits: Limits | None = None,
    weights: Mapping[str, Decimal] | None = None,
    quarters: int = 20,
    step: int = 1,
    must: Collection[str] = (),
    reopened: Collection[str] = (),
) -> Building:
    """Return the problem of *plan* as it stood on *as_of*, with everything that could not go into it.

    *limits* are the plan's own where none are given, *weights* are 1 for each objective. A *step* of 4
    lets projects start only with a year's first quarter; *reopened* projects are chosen anew although
    they run, as when a whole plan is made. Raises ValueError where *as_of* is no date.
    """
    horizon = horizon_from(as_of, quarters)
    given = limits_of(plan, horizon) if limits is None else limits
    facts = settled(plan, horizon, reopened)
    open_ones = {project.id: project for project in plan.projects if project.id not in facts}
    lacking = {
        key: tuple(gaps_of(project, valued=bool((values or {}).get(key))))
        for key, project in open_ones.items()
    }
    facts |= {
        key: late
        for key, project in open_ones.items()
        if not lacking[key] and (late := _too_long(project, horizon, step))
    }
    facts |= _unscored(open_ones, facts, lacking)
    scored = [project for project in open_ones.values() if project.id not in facts]
    running = [_running(fact, horizon) for fact in facts.values() if fact.verdict == "running"]
    frame = _Frame(horizon, step, {each.id for each in scored}, {each.id for each in running})
    candidates = [
        replace(_candidate(project, frame, (values or {})[project.id]), must=project.id in must)
        for project in scored
    ]
    aims = tuple(
        Aim(each.id, each.name, Decimal(1) if weights is None else weights.get(each.id, Decimal(0)))
        for each in plan.objectives
    )
    problem = Problem(horizon, tuple(sorted((*candidates, *running), key=lambda each: each.id)), aims, given)
    notes = tuple(_notes(plan, problem, facts))
    return Building(problem, tuple(facts[key] for key in sorted(facts)), notes)


def limits_of(plan: Plan, horizon: Horizon) -> Limits:
    """Return the plan's own limits in the years of the horizon; a year without one is not limited."""
    years = range(horizon.year, horizon.year_of(horizon.quarters - 1) + 1)
    return Limits(
        tuple(
            MoneyLimit(year, limit.source, limit.amount, f"{limit.name.ko} (등급 {limit.grade.value})")
            for limit in plan.limits
            for year in years
            if limit.first <= year <= limit.last
        )
    )


def _too_long(project: Project, horizon: Horizon, step: int) -> Fact | None:
    length = lead_quarters(project)
    if length is None or length <= horizon.quarters - _earliest(project, horizon, step):
        return None
    why = out_of_time(length, horizon.name_of(horizon.quarters - 1))
    return Fact(project.id, project.name, "out", money=money_of(project), why=(why,))


def _earliest(project: Project, horizon: Horizon, step: int) -> int:
    """Return the first quarter in which it may start, moved on to a year's first where a year is the step."""
    start, _ = quarters_of(project, horizon)
    first = max(0, start or 0)
    return first if step == 1 else first + (-(horizon.quarter - 1 + first)) % step


def _unscored(
    open_ones: Mapping[str, Project], facts: Mapping[str, Fact], lacking: Mapping[str, tuple[Words, ...]]
) -> dict[str, Fact]:
    """Return the facts of the unscored, spreading along prerequisites until nothing changes."""
    scored = {key for key in open_ones if key not in facts and not lacking[key]}
    while True:
        known = _nameless(open_ones, scored) | dict(facts)
        broken = {key for key in scored if any(broken_links(open_ones[key], scored, known))}
        if not broken:
            break
        scored -= broken
    found = {}
    for key in sorted(open_ones.keys() - facts.keys() - scored):
        project = open_ones[key]
        why = (*lacking[key], *broken_links(project, scored, known))
        found[key] = Fact(key, project.name, "unscored", money=money_of(project), why=why)
    return found


def _nameless(open_ones: Mapping[str, Project], scored: set[str]) -> dict[str, Fact]:
    return {key: Fact(key, p.name, "unscored") for key, p in open_ones.items() if key not in scored}


def _running(fact: Fact, horizon: Horizon) -> Candidate:
    """Return a running project as a fixed start; one without a known end lasts past the horizon."""
    first_paid = [horizon.index_of(part.year, 1) for part in fact.money.by_year]
    start = min([-1 if fact.start is None else min(fact.start, -1), *first_paid])
    end = horizon.quarters + 1 if fact.end is None else fact.end
    return Candidate(
        fact.id,
        fact.name,
        duration=max(end - start, 1),
        cost=tuple(
            Cost(horizon.index_of(part.year, 1) - start, part.source, part.amount)
            for part in fact.money.by_year
        ),
        fixed=start,
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """What every candidate of one problem is set into."""

    horizon: Horizon
    step: int
    scored: set[str]
    running: set[str]

    def others(self, project: Project, kind: str, within: set[str]) -> tuple[str, ...]:
        return tuple(sorted({r.other for r in project.relations if r.kind == kind and r.other in within}))


def _candidate(project: Project, frame: _Frame, values: Mapping[str, Sequence[Decimal]]) -> Candidate:
    """Return the project as a candidate; what stands together with a running one is free of it."""
    length = lead_quarters(project) or 1
    everyone = frame.scored | frame.running
    return Candidate(
        project.id,
        project.name,
        duration=length,
        first=_earliest(project, frame.horizon, frame.step),
        last=frame.horizon.quarters - length,
        step=frame.step,
        cost=tuple(_costs(money_of(project), project.period.first or 0, length)),
        value=tuple(Worth(aim, tuple(by_start)) for aim, by_start in sorted(values.items())),
        requires=frame.others(project, "requires", everyone),
        excludes=frame.others(project, "excludes", everyone),
        together=frame.others(project, "together", frame.scored),
    )


def _costs(money: Money, first: int, length: int) -> Iterator[Cost]:
    """Yield each year's money in four equal quarters from the start; the first takes the odd won."""
    for part in money.by_year:
        year = min(max(part.year - first, 0), length // QUARTERS - 1)
        quarter, odd = divmod(part.amount, QUARTERS)
        for place in range(QUARTERS):
            yield Cost(year * QUARTERS + place, part.source, Won(quarter + (odd if place == 0 else 0)))


def _notes(plan: Plan, problem: Problem, facts: Mapping[str, Fact]) -> Iterator[Words]:
    unscored = [fact for fact in facts.values() if fact.verdict == "unscored"]
    free = [each for each in problem.candidates if each.fixed is None]
    whole, left_out = len(unscored) + len(free), len(unscored)
    if left_out:
        yield Words(
            f"선택 대상 사업 {whole}개 가운데 {left_out}개는 근거가 모자라 평가하지 않습니다(순위 없음).",
            f"Of {whole} open projects {left_out} lack what a score needs; they are not ranked.",
        )
    else:
        yield Words(
            f"선택 대상 사업 {whole}개를 모두 평가했습니다.", f"All {whole} open projects are scored."
        )
    for limit in plan.limits:
        if limit.grade is Grade.ASSUMED:
            most = limit.amount if limit.high is None else limit.high
            least = limit.amount if limit.low is None else limit.low
            low, middle, high = (in_won(amount) for amount in (least, limit.amount, most))
            yield Words(
                f"{limit.name.ko}: 연 {middle.ko}, 범위 {low.ko}~{high.ko}(등급 X). {limit.why}",
                f"{limit.name.in_('en')}: {middle.en} a year, {low.en} to {high.en} (grade X, assumed).",
            )
    yield from _unlimited(problem)


def _unlimited(problem: Problem) -> Iterator[Words]:
    limited = {cap.source for cap in problem.limits.money}
    spent = {part.source for each in problem.candidates for part in each.cost}
    if spent - limited:
        names = [SOURCE_WORDS[source] for source in sorted(spent - limited)]
        yield Words(
            f"한도를 알 수 없어 제한하지 않은 재원: {', '.join(name.ko for name in names)}.",
            f"Not limited, because no limit is known: {', '.join(name.in_('en') for name in names)}.",
        )
    yield from _mixed(problem)
    if not problem.limits.staff:
        yield Words("부서별 인력은 알려지지 않아 제한하지 않았습니다.", "Staff is unknown and not limited.")


def _mixed(problem: Problem) -> Iterator[Words]:
    """Yield a warning where money of unknown source in limited years may hide money that is limited."""
    years = {cap.year for cap in problem.limits.money}
    hidden: Counter[int] = Counter()
    for each in problem.candidates:
        if each.fixed is not None:
            for part in each.cost:
                year = problem.horizon.year_of(each.fixed + part.offset)
                if part.source == "unknown" and year in years:
                    hidden[year] += part.amount
    if hidden:
        named = {year: in_won(amount) for year, amount in sorted(hidden.items())}
        sums = ", ".join(f"{year}년 {amount.ko}" for year, amount in named.items())
        sums_en = ", ".join(f"{year}: {amount.en}" for year, amount in named.items())
        yield Words(
            f"진행 중인 사업의 재원 미상 사업비({sums})에 든 시비·도비만큼 한도는 이미 쓰인 것입니다.",
            f"Running projects spend money of unknown source ({sums_en}); what of it is the city's or the "
            "province's is already taken from their limits.",
        )
