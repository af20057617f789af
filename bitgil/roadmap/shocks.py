"""What may befall a roadmap in force: a budget cut, a bid lost, a project late; each a typed change.

A shock turns the old problem into the one after it. What it takes for granted is said: a late project
spends what is left of its money so much later, and is worth no more for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bitgil.plan.problems import Problem as Complaint
from bitgil.plan.problems import Unsound, problem
from bitgil.quantity import Won, Words
from bitgil.roadmap.problem import Candidate, Limits, Problem
from bitgil.roadmap.reasons import hangs_on, without
from bitgil.roadmap.replan import Old, frozen_before, pausing, stopping
from bitgil.roadmap.wording import source_words

WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Cut:
    """예산 삭감: a source pays so many percent less in one year."""

    source: str
    year: int
    percent: Decimal

    @property
    def words(self) -> Words:
        """The shock as a sentence."""
        source = source_words(self.source)
        return Words(
            f"{self.year}년 {source.ko} 한도가 {self.percent}% 줄었습니다.",
            f"The {self.year} limit of {source.in_('en')} is cut by {self.percent} %.",
        )


@dataclass(frozen=True, slots=True)
class Lost:
    """공모 탈락: a project cannot be done, nor what hangs on it."""

    project: str

    @property
    def words(self) -> Words:
        """The shock as a sentence."""
        return Words(f"{self.project} 사업의 공모가 떨어졌습니다.", f"The bid of {self.project} is lost.")


@dataclass(frozen=True, slots=True)
class Late:
    """지연: a project runs, or can start, so many quarters later."""

    project: str
    quarters: int

    @property
    def words(self) -> Words:
        """The shock as a sentence."""
        return Words(
            f"{self.project} 사업이 {self.quarters}분기 늦어졌습니다.",
            f"{self.project} is {self.quarters} quarters late.",
        )


Shock = Cut | Lost | Late


@dataclass(frozen=True, slots=True)
class MayStop:
    """중단 허용: a running project may be stopped at the date, for a fine that one source pays."""

    project: str
    source: str
    fine: Won


@dataclass(frozen=True, slots=True)
class MayPause:
    """일시 중지 허용: a running project may rest for so many quarters from the date on, for a fine."""

    project: str
    quarters: int
    source: str
    fine: Won


Leave = MayStop | MayPause


def allowing(asked: Problem, leaves: Sequence[Leave], date: int) -> Problem:
    """Return *asked*, seen from quarter *date*, with the ways in which running projects may end or rest.

    Raises Unsound naming every project that does not run then, or has no fixed start.
    """
    running = {
        each.id: each
        for each in asked.candidates
        if each.fixed is not None and each.fixed < date < each.fixed + each.duration
    }
    faults = tuple(_no_leave(each, running) for each in leaves if each.project not in running)
    if faults:
        raise Unsound(faults)
    for leave in leaves:
        each = asked.candidate(leave.project)
        way = (
            stopping(running[leave.project], date, source=leave.source, fine=leave.fine)
            if isinstance(leave, MayStop)
            else pausing(running[leave.project], date, leave.quarters, source=leave.source, fine=leave.fine)
        )
        changed = replace(each, modes=(*each.modes, way))
        asked = replace(asked, candidates=tuple(changed if c.id == each.id else c for c in asked.candidates))
    return asked


def _no_leave(leave: Leave, running: Mapping[str, Candidate]) -> Complaint:
    listed = ", ".join(running) or "-"
    return problem(
        leave.project,
        Words("그때 진행 중인 사업이 아닙니다", "does not run at that time"),
        Words(f"그때 진행 중인 사업: {listed}", f"these do: {listed}"),
    )


def after(asked: Problem, shocks: Sequence[Shock], old: Old, date: int) -> Problem:
    """Return the problem as it stands in quarter *date* after the shocks; what had started is a fact.

    A project that is too late to start at all is left out, with what hangs on it.
    Raises Unsound with every shock that cannot be.
    """
    faults = tuple(faults_of(asked, shocks, date))
    if faults:
        raise Unsound(faults)
    lost = {each.project for each in shocks if isinstance(each, Lost)}
    gone = {other for name in lost for other in hangs_on(asked, name)}
    seen = frozen_before(without(asked, gone), old, date)
    for each in shocks:
        if isinstance(each, Cut):
            seen = _cut(seen, each)
        elif isinstance(each, Late):
            seen = _delayed(seen, each, old, date)
    return _in_time(seen)


def _in_time(seen: Problem) -> Problem:
    """Leave out what can no longer start, with what hangs on it; a must stays, to be named."""
    late = [each.id for each in seen.candidates if not each.must and not seen.options(each)]
    gone = {other for name in late for other in hangs_on(seen, name)}
    return without(seen, {each.id for each in seen.candidates if each.id in gone and each.fixed is None})


def _cut(asked: Problem, cut: Cut) -> Problem:
    money = tuple(
        replace(cap, amount=Won(int(cap.amount * (WHOLE - cut.percent) / WHOLE)))
        if (cap.source, cap.until) == (cut.source, None) and cap.year == cut.year
        else cap
        for cap in asked.limits.money
    )
    return replace(asked, limits=Limits(money, asked.limits.staff))


def _delayed(asked: Problem, late: Late, old: Old, date: int) -> Problem:
    return replace(
        asked,
        candidates=tuple(
            _later(each, late, old, date) if each.id == late.project else each for each in asked.candidates
        ),
    )


def _later(each: Candidate, late: Late, old: Old, date: int) -> Candidate:
    """Return a running project stretched from *date* on, or an open one whose window opens later."""
    if each.fixed is None:
        planned = old.starts.get(each.id, each.first)
        first = max(each.first, planned + late.quarters)
        modes = tuple(m if m.first is None else replace(m, first=max(m.first, first)) for m in each.modes)
        return replace(each, first=first, modes=modes)
    gone = date - each.fixed
    cost = tuple(replace(p, offset=p.offset + late.quarters) if p.offset >= gone else p for p in each.cost)
    return replace(each, duration=each.duration + late.quarters, cost=cost)


def faults_of(asked: Problem, shocks: Sequence[Shock], date: int) -> Iterator[Complaint]:
    """Yield every shock that cannot befall *asked*, and a date outside its horizon, with how to mend it."""
    if not 0 <= date < asked.horizon.quarters:
        first, last = (asked.horizon.name_of(at) for at in (0, asked.horizon.quarters - 1))
        yield problem(
            asked.horizon.name_of(date),
            Words("계획 기간 밖입니다", "lies outside the horizon"),
            Words(f"{first}부터 {last}까지 고르세요", f"choose a quarter from {first} to {last}"),
        )
    known = {each.id: each for each in asked.candidates}
    for each in shocks:
        if isinstance(each, Cut):
            yield from _cut_faults(asked, each)
        elif each.project not in known:
            listed = ", ".join(known) or "-"
            yield problem(
                each.project,
                Words("로드맵에 있는 사업이 아닙니다", "is no project of the roadmap"),
                Words(f"다음 가운데 고르세요: {listed}", f"choose one of {listed}"),
            )
        elif isinstance(each, Lost) and known[each.project].fixed is not None:
            yield problem(
                each.project,
                Words("이미 진행 중이라 공모에 떨어질 수 없습니다", "runs already and cannot lose a bid"),
                Words("늦어진 것이면 late를 쓰세요", "say `late` if it is late"),
            )
        elif isinstance(each, Late) and each.quarters < 1:
            yield problem(
                each.project,
                Words(f"{each.quarters}분기 늦을 수는 없습니다", f"cannot be {each.quarters} quarters late"),
                Words("1 이상의 수를 쓰세요", "write 1 or more"),
            )


def _cut_faults(asked: Problem, cut: Cut) -> Iterator[Complaint]:
    where = f"{cut.source} {cut.year}"
    caps = {(cap.source, cap.year) for cap in asked.limits.money if cap.until is None}
    if (cut.source, cut.year) not in caps:
        listed = ", ".join(f"{source}:{year}" for source, year in sorted(caps)) or "-"
        yield problem(
            where,
            Words("한도가 알려지지 않아 줄일 것이 없습니다", "has no known limit: nothing to cut"),
            Words(f"한도가 있는 것: {listed}", f"limits are known of {listed}"),
        )
    if not 0 < cut.percent <= WHOLE:
        yield problem(
            where,
            Words(f"{cut.percent}%는 줄일 수 없습니다", f"cannot be cut by {cut.percent} %"),
            Words("0보다 크고 100 이하인 수를 쓰세요", "write more than 0 and at most 100"),
        )
