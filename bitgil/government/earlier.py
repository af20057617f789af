"""The plan on an earlier day: the acts that held and were known then, and later revisions undone.

A plan that was entered after the fact brings today's values with it. What a revision reports as the value
before is put back; what it does not report is left as it is and said, for nothing is made up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bitgil.government.acts import Act
from bitgil.government.days import first_day, last_day
from bitgil.government.rules.changes import PLAN_KINDS
from bitgil.government.state import State, historic
from bitgil.government.views import known_on
from bitgil.plan.types import HistoricAct, Plan, Project
from bitgil.plan.types.history import HISTORIC_KINDS
from bitgil.plan.types.project import Budget, Period, Standing, Status
from bitgil.quantity import Grade, Unfit, Won, Words, won

_EOK = re.compile(r"^([\d,]+(?:\.\d+)?)억원$")


@dataclass(frozen=True, slots=True)
class Moment:
    """When a reader stands: `as_of` counts by the day of effect, `known_on` by the day of record (UTC).

    Both are days such as 2024-03-31; an empty one is now. Raises Unfit for what is no day.
    """

    as_of: str = ""
    known_on: str = ""

    def __post_init__(self) -> None:
        for day in (self.as_of, self.known_on):
            _check_day(day)

    @property
    def is_now(self) -> bool:
        """Whether neither day was asked for."""
        return not (self.as_of or self.known_on)


@dataclass(frozen=True, slots=True)
class Left:
    """One thing that stands as it is today because nothing reports what it was: about which project."""

    subject: str
    what: Words


@dataclass(frozen=True, slots=True)
class Earlier:
    """A plan as it stood on a day, the revisions that were undone for it, and what was left as it is."""

    plan: Plan
    undone: tuple[HistoricAct, ...] = ()
    left: tuple[Left, ...] = ()


def _check_day(day: str) -> None:
    try:
        sound = not day or date.fromisoformat(day).isoformat() == day
    except ValueError:
        sound = False
    if not sound:
        raise Unfit(
            f"날짜가 아닙니다: '{day}'. 2024-03-31처럼 연-월-일로 적으세요",
            f"'{day}' is no day; write year-month-day such as 2024-03-31",
        )


def held(acts: Iterable[Act], moment: Moment) -> tuple[Act, ...]:
    """Return the acts that were known and held at a moment, in the order of record.

    The plan's acts go on only as far as each follows the one before. A first adoption is held whenever it
    was known, for a plan entered after the fact is judged by its own day (`adopted`), not by its act's.
    """
    known = acts if not moment.known_on else known_on(acts, moment.known_on)
    found, whole, first = [], True, True
    for act in known:
        late = bool(moment.as_of) and first_day(act.effect) > moment.as_of
        if act.kind in PLAN_KINDS:
            whole = whole and (first or not late)
            first = False
            late = not whole
        if not late:
            found.append(act)
    return tuple(found)


def later(acts: Iterable[Act], moment: Moment) -> tuple[HistoricAct, ...]:
    """Return the revisions known at a moment that lie after its day of effect and were entered later.

    One that was recorded as it happened came with a change of the plan, and the plan's acts tell it.
    """
    if not moment.as_of:
        return ()
    known = acts if not moment.known_on else known_on(acts, moment.known_on)
    past = (historic(act) for act in known if act.kind in HISTORIC_KINDS and act.entered_later)
    return tuple(act for act in past if first_day(act.date) > moment.as_of)


def plan_at(state: State, revisions: Iterable[HistoricAct], day: str) -> Earlier | None:
    """Return the plan of a state as it stood on a day, None where it had not been adopted by then."""
    if state.plan is None or (day and first_day(state.plan.adopted) > day):
        return None
    return Earlier(state.plan) if not day else as_it_stood(state.plan, revisions, day)


def as_it_stood(plan: Plan, revisions: Iterable[HistoricAct], day: str) -> Earlier:
    """Return a plan with every later revision undone, and nothing measured, counted or told after the day."""
    after = [act for act in revisions if act.kind == "project.revised" and first_day(act.date) > day]
    latest_first = sorted(after, key=lambda act: (first_day(act.date), act.id), reverse=True)
    undone: list[HistoricAct] = []
    left: list[Left] = []
    projects = []
    for project in plan.projects:
        mine = [act for act in latest_first if act.subject == project.id]
        told = [act for act in plan.history if (act.subject, act.field) == (project.id, "status")]
        known = [act for act in told if first_day(act.date) <= day]
        then = _reverted(project, mine, undone, left)
        projects.append(_with_status(then, known, day, left))
    earlier = replace(
        plan,
        projects=tuple(projects),
        counts=tuple(count for count in plan.counts if first_day(count.when) <= day),
        observed=tuple(
            replace(series, readings=tuple(r for r in series.readings if last_day(r.period) <= day))
            for series in plan.observed
        ),
        history=tuple(act for act in plan.history if first_day(act.date) <= day),
    )
    return Earlier(earlier, tuple(undone), tuple(left))


def _reverted(
    project: Project, revisions: list[HistoricAct], undone: list[HistoricAct], left: list[Left]
) -> Project:
    """Return a project with these revisions undone, the latest first; note which were and which were not."""
    for act in revisions:
        if act.field == "status":
            continue
        found = _undo(project, act)
        if found is None:
            left.append(Left(project.id, _not_undone(act)))
            continue
        undone.append(act)
        if project.money and not found.money:
            what = (
                "재원별 금액은 그날 값이 기록되지 않아 뺐습니다",
                "its money by source is not told",
            )
            left.append(Left(project.id, Words(*what)))
        project = found
    return project


def _with_status(project: Project, told: list[HistoricAct], day: str, left: list[Left]) -> Project:
    """Return a project with the status last told by a day, unknown where today's was found out later."""
    if first_day(project.status.as_of) <= day:
        return project
    last = max(told, key=lambda act: (first_day(act.date), act.id), default=None)
    if last is None:
        words = "그날의 상태를 전하는 기록이 없습니다", "no record tells its status that day"
        left.append(Left(project.id, Words(*words)))
        return replace(project, status=Status(Standing.UNKNOWN, day, words[0], ""))
    return replace(project, status=Status(Standing.UNKNOWN, last.date, last.new, last.source))


def _undo(project: Project, act: HistoricAct) -> Project | None:
    """Return a project as it was before a revision, None where the revision does not tell."""
    undo = _UNDO.get(act.field)
    return undo(project, act) if undo and act.old and act.new else None


def _budget_before(project: Project, act: HistoricAct) -> Project | None:
    new, old = _amount(act.new), _amount(act.old)
    if old is None or project.budget is None or project.budget.amount != new:
        return None
    budget = Budget(old, Grade.ROUNDED, act.source, f"{act.date}의 변경 기록이 전하는 앞 값")
    return replace(project, budget=budget, money=(), spread=None)


def _period_before(project: Project, act: HistoricAct) -> Project | None:
    first, last = project.period.first, project.period.last
    if str(last) != act.new or not act.old.isdigit() or (first or 0) > int(act.old):
        return None
    return replace(project, period=Period(first, int(act.old)))


def _promise_before(project: Project, act: HistoricAct) -> Project | None:
    if act.new not in project.promise:
        return None
    return replace(project, promise=project.promise.replace(act.new, act.old))


_UNDO: Mapping[str, Callable[[Project, HistoricAct], Project | None]] = {
    "budget": _budget_before,
    "period.last": _period_before,
    "promise": _promise_before,
}


def _not_undone(act: HistoricAct) -> Words:
    return Words(
        f"{act.date}의 변경({act.new})을 되돌릴 앞 값이 기록되지 않았거나 지금 값과 이어지지 않습니다",
        f"the change of {act.date} ({act.new}) does not tell the value before, or does not lead to today's",
    )


def _amount(text: str) -> Won | None:
    found = _EOK.match(text.strip())
    return won(Decimal(found[1].replace(",", ""))) if found else None
