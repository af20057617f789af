"""Reference classes: what similar projects of the plan came to, as wide estimates for what nobody reported.

Belongs here: cost, delay, length and effect of the plan's own past projects, each with its arithmetic, and a
view of the plan in which open candidates carry such estimates (grade X), if somebody asks. Does not: changing
the plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import median

from bitgil.city.reforms import OWNED_BY
from bitgil.plan.types import Assumption, Delivery, Effect, Period, Plan, Project, Spread, YearShare
from bitgil.plan.types.project import Standing
from bitgil.quantity import Grade, Won, Words, eok, plain, year_of
from bitgil.roadmap.facts import FINISHED, OPEN

OTHER_THING = Decimal(3)
"""A budget that changed by more than this factor is that of another thing, not a dearer same one."""
WIDE = Decimal(2)
"""An estimated effect reaches from nothing to this many times the largest of its class."""
FEWEST = 3
"""A class of fewer cases says nothing."""
_EOK = re.compile(r"^([\d,]+(?:\.\d+)?)\s*억원?$")


@dataclass(frozen=True, slots=True)
class Case:
    """What one past project came to, and how that was worked out."""

    project: str
    value: Decimal
    arithmetic: str


@dataclass(frozen=True, slots=True)
class ReferenceClass:
    """The plan's own past: cost ratios, years of slip, years of length, and what became of what was due."""

    costs: tuple[Case, ...]
    slips: tuple[Case, ...]
    lengths: tuple[Case, ...]
    done: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Estimated:
    """The plan as it would read with the estimates, which projects carry them, and the arithmetic."""

    plan: Plan
    projects: tuple[str, ...]
    notes: tuple[Words, ...]


def class_of(plan: Plan, as_of: str) -> ReferenceClass:
    """Return what the projects of *plan* came to until *as_of*; every case shows its arithmetic.

    Cost: last budget / first budget of the reported revisions, without a change of more than threefold.
    Slip: last year now - last year first printed; a finished project without a revision slipped 0 years.
    Length: years from first to last. Done: 1 where a project that was due is finished, else 0.
    """
    year = year_of(as_of)
    return ReferenceClass(
        tuple(_costs(plan)), tuple(_slips(plan)), tuple(_lengths(plan)), tuple(_done(plan, year))
    )


def _costs(plan: Plan) -> Iterator[Case]:
    for project in plan.projects:
        sums = [
            (_amount(act.old), _amount(act.new))
            for act in sorted(plan.history, key=lambda act: (act.date, act.id))
            if act.subject == project.id and act.field == "budget"
        ]
        known = [each for pair in sums for each in pair if each is not None]
        if len(known) > 1 and known[0] > 0 and 1 / OTHER_THING <= known[-1] / known[0] <= OTHER_THING:
            ratio = known[-1] / known[0]
            yield Case(project.id, ratio, f"{known[-1]:,} ÷ {known[0]:,} = {ratio:.2f}")


def _amount(text: str) -> Decimal | None:
    found = _EOK.match(text.strip())
    return Decimal(found.group(1).replace(",", "")) if found else None


def _slips(plan: Plan) -> Iterator[Case]:
    for project in plan.projects:
        years = [
            (int(act.old), int(act.new))
            for act in sorted(plan.history, key=lambda act: (act.date, act.id))
            if act.subject == project.id
            and act.field == "period.last"
            and act.old.isdigit()
            and act.new.isdigit()
        ]
        if years:
            first, last = years[0][0], years[-1][1]
            yield Case(project.id, Decimal(last - first), f"{last} - {first} = {last - first}")
        elif project.status.value in FINISHED and project.period.last is not None:
            yield Case(project.id, Decimal(0), f"{project.period.last}: 0")


def _lengths(plan: Plan) -> Iterator[Case]:
    for project in plan.projects:
        first, last = project.period.first, project.period.last
        if first is not None and last is not None and project.kind == "project":
            yield Case(project.id, Decimal(last - first + 1), f"{last} - {first} + 1 = {last - first + 1}")


def _done(plan: Plan, year: int) -> Iterator[Case]:
    for project in plan.projects:
        last = project.period.last
        if last is not None and last < year and project.status.value is not Standing.UNKNOWN:
            done = project.status.value in FINISHED
            yield Case(project.id, Decimal(int(done)), f"{last} < {year}: {'1' if done else '0'}")


def estimated(plan: Plan, as_of: str) -> Estimated:
    """Return *plan* with reference-class estimates on each open candidate that lacks an effect.

    A candidate is estimated where its cost is known and a project of the same task, else of the same kind,
    has an effect on a driver that the candidate's own decider owns. Raises ValueError where *as_of* is no
    date.
    """
    past = class_of(plan, as_of)
    short = [name for name, cases in (("slip", past.slips), ("done", past.done)) if len(cases) < FEWEST]
    if short:
        return Estimated(plan, (), (_too_few(short),))
    found = {
        project.id: view
        for project in plan.projects
        if project.status.value in OPEN and not project.effects
        if (view := _view(plan, project, past, year_of(as_of))) is not None
    }
    notes = (*_about(past), *(_told(found[key]) for key in sorted(found)))
    projects = tuple(found.get(project.id, project) for project in plan.projects)
    return Estimated(replace(plan, projects=projects), tuple(sorted(found)), notes)


def _view(plan: Plan, project: Project, past: ReferenceClass, year: int) -> Project | None:
    effects = tuple(_effects(plan, project))
    if not effects or project.budget is None:
        return None
    ratio = _middle(past.costs) if len(past.costs) >= FEWEST else Decimal(1)
    first = max(project.period.first or 0, year + 1)
    reported = project.period.first is not None and project.period.last is not None
    span = (project.period.last or 0) - (project.period.first or 0) + 1
    length = span if reported else int(_middle(past.lengths))
    last = first + length - 1
    return replace(
        project,
        period=Period(first, last),
        budget=replace(project.budget, amount=_scaled(project.budget.amount, ratio)),
        money=tuple(replace(line, amount=_scaled(line.amount, ratio)) for line in project.money),
        spread=project.spread or _even(first, last),
        delivery=_delivery(past, last),
        effects=effects,
        no_effect="",
    )


def _scaled(amount: Won, ratio: Decimal) -> Won:
    return Won(int((amount * ratio).to_integral_value()))


def _even(first: int, last: int) -> Spread:
    years = range(first, last + 1)
    share = (Decimal(1) / len(years)).quantize(Decimal("0.0001"))
    shares = [share] * (len(years) - 1)
    parts = (*shares, 1 - sum(shares, Decimal(0)))
    why = f"참조집단 추정: 해마다 같은 몫(1 ÷ {len(years)})으로 나눈다"
    placed = tuple(YearShare(year, part) for year, part in zip(years, parts, strict=True))
    return Spread(placed, Grade.ASSUMED, why)


def _delivery(past: ReferenceClass, last: int) -> Delivery:
    slips = sorted(case.value for case in past.slips)
    done = sum((case.value for case in past.done), Decimal(0))
    certainty = (done / len(past.done)).quantize(Decimal("0.01"))
    why = (
        f"참조집단 추정: 끝났어야 할 사업 {len(past.done)}개 가운데 {done}개가 완료되어 {certainty}, "
        f"늦어진 햇수는 {len(slips)}개 사업의 가장 작은 값·가운데 값·가장 큰 값"
    )
    return Delivery(
        certainty,
        f"{last + 1}Q1",
        Grade.ASSUMED,
        why,
        slip_low=slips[0],
        slip_mode=_middle(past.slips),
        slip_high=slips[-1],
    )


def _effects(plan: Plan, project: Project) -> Iterator[Effect]:
    """Yield an estimate for each driver on which similar projects have an effect that money can scale."""
    drivers = {assumption.id: assumption for assumption in plan.assumptions if assumption.driver}
    for driver, peers in sorted(_similar(plan, project, drivers).items()):
        rates = [
            (peer, effect, effect.change / eok(peer.budget.amount)) for peer, effect in peers if peer.budget
        ]
        if project.budget is None or not rates:
            continue
        cost = eok(project.budget.amount)
        mode = plain(median([rate for _, _, rate in rates]) * cost)
        far = plain(max((rate for _, _, rate in rates), key=abs) * cost * WIDE)
        arithmetic = "; ".join(
            f"{peer.id} {effect.change:,f} {effect.unit} ÷ {eok(peer.budget.amount):,f}억원 = {_short(rate)}"
            for peer, effect, rate in rates
            if peer.budget
        )
        basis = (
            f"참조집단 추정: {arithmetic}; 가운데 값 × {cost:,f}억원 = {_short(mode)}, "
            f"범위는 0에서 가장 큰 값의 {WIDE}배인 {_short(far)}까지"
        )
        low, change, high = sorted((Decimal(0), mode, far))
        unit, ramp = rates[0][1].unit, max(effect.ramp_years for _, effect, _ in rates)
        yield Effect(driver, change, unit, Grade.ASSUMED, basis, low=low, high=high, ramp_years=ramp)


def _similar(
    plan: Plan, project: Project, drivers: dict[str, Assumption]
) -> dict[str, list[tuple[Project, Effect]]]:
    """Return the effects of similar projects by driver: of the same task, else of the same kind."""
    usable = [
        (peer, effect)
        for peer in plan.projects
        for effect in peer.effects
        if peer.id != project.id and peer.budget is not None and peer.budget.amount > 0
        if _may_move(project, drivers.get(effect.driver))
    ]
    near = [(p, e) for p, e in usable if p.placement.task == project.placement.task]
    found: dict[str, list[tuple[Project, Effect]]] = {}
    for peer, effect in near or [(p, e) for p, e in usable if p.kind == project.kind]:
        same = found.setdefault(effect.driver, [])
        if not same or same[0][1].unit == effect.unit:
            same.append((peer, effect))
    return found


def _may_move(project: Project, assumption: Assumption | None) -> bool:
    driver = assumption.driver if assumption else None
    return driver is not None and driver.owner in OWNED_BY[project.decided_by]


def _middle(cases: Sequence[Case]) -> Decimal:
    return median([case.value for case in cases])


def _about(past: ReferenceClass) -> Iterator[Words]:
    yield Words(
        "참조집단 추정: 아래 값은 보도가 아니라 이 계획의 지난 사업에서 계산한 가정(등급 X)입니다.",
        "Reference classes: the values below were not reported but worked out from this plan's own past "
        "projects (grade X).",
    )
    for ko, en, cases in (
        ("사업비 배수", "cost ratios", past.costs),
        ("늦어진 햇수", "years of slip", past.slips),
    ):
        if not cases:
            continue
        listed = ", ".join(f"{case.project} {case.arithmetic}" for case in cases)
        values = sorted(case.value for case in cases)
        ends = f"{values[0]:.2f} · {_middle(cases):.2f} · {values[-1]:.2f}"
        yield Words(
            f"{ko}({len(cases)}개 사업): {listed}. 가장 작은 값·가운데 값·가장 큰 값 {ends}.",
            f"{en} ({len(cases)} projects): {listed}. Least, middle and largest {ends}.",
        )
    done = sum(case.value for case in past.done)
    yield Words(
        f"끝났어야 할 사업 {len(past.done)}개 가운데 {done}개가 완료되었습니다.",
        f"Of {len(past.done)} projects that were due, {done} are finished.",
    )


def _told(project: Project) -> Words:
    lines = [f"{e.driver} {_short(e.change)} {e.unit}: {e.basis}" for e in project.effects]
    told = " / ".join(lines)
    return Words(
        f"{project.id} {project.name.ko}: {told}.", f"{project.id} {project.name.in_('en')}: {told}."
    )


def _short(number: Decimal) -> str:
    """Return four digits without an exponent."""
    return f"{float(f'{number:.4g}'):,.10g}"


def _too_few(names: Sequence[str]) -> Words:
    return Words(
        f"지난 사업이 {FEWEST}개보다 적어 참조집단을 만들 수 없습니다({', '.join(names)}).",
        f"Fewer than {FEWEST} past cases are known ({', '.join(names)}): there is no reference class.",
    )
