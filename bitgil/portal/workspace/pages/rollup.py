"""Progress of tasks and directions, rolled up with weights and a rule for gaps; optimism by office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bitgil.government.evidence import FORMULA, optimism
from bitgil.government.progress import shares_of
from bitgil.government.rollup import MISSING, Part, Rolled, by_group, roll_up
from bitgil.government.undertakings import Undertaking, all_undertakings
from bitgil.government.weighing import weights_of
from bitgil.portal.progressing import RATES
from bitgil.portal.workspace.desk import Desk
from bitgil.portal.workspace.forms.telling import office_name
from bitgil.quantity import Words

TITLE = Words("과제별 진척", "Progress by task")
PATH = "rollup/"
DEED = "workspace.enter"
PARENT = "workspace"
MENU = 37
WEIGHTS = {
    "equal": Words("사업마다 같게", "every project alike"),
    "money": Words("총사업비만큼", "by total cost"),
}
RULES = {
    "bound": Words("값 대신 범위를 보임", "show bounds instead of a value"),
    "zero": Words("0으로 셈", "count as 0"),
    "left_out": Words("빼고 셈", "leave out"),
}
LOOSE = ""
"""The group of projects that belong to no task of the plan."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Which idea of progress is rolled up, by which weights, under which rule for what is missing."""

    idea: str
    weights: str
    missing: str


@dataclass(frozen=True, slots=True)
class Row:
    """One task or direction: its children, what they roll up to, and how many could not be weighed."""

    name: Words
    children: int
    rolled: Rolled | None
    unweighed: int
    deep: bool


def context(desk: Desk) -> dict[str, Any]:
    """Return tasks under their directions for one idea of progress, counts by status, and optimism."""
    found = tuple(
        each for each in all_undertakings(desk.state, desk.today) if not each.closed or each.case.reports
    )
    asking = Asking(
        _one_of(desk, "idea", [key for key, _ in RATES]),
        _one_of(desk, "weights", [*WEIGHTS]),
        _one_of(desk, "missing", [*MISSING]),
    )
    statuses = {each.subject: each.status for each in all_undertakings(desk.state, desk.today)}
    return {
        "rows": _rows(desk, found, asking),
        "ideas": RATES,
        "weighings": WEIGHTS.items(),
        "rules": RULES.items(),
        "asking": asking,
        "statuses": [(key, n) for key, n in shares_of(statuses).items() if n],
        "counted": len(statuses),
        "optimism": [(row, office_name(desk.plan, row.office)) for row in optimism(found)],
        "formula": FORMULA,
    }


def _one_of(desk: Desk, name: str, known: Sequence[str]) -> str:
    asked = desk.query.get(name, "")
    return asked if asked in known else known[0]


def _rows(desk: Desk, found: tuple[Undertaking, ...], asking: Asking) -> list[Row]:
    plan, rows = desk.plan, []
    tasks = {str(task.number): task for task in plan.tasks}
    groups = by_group(Part(each.subject, Decimal(0), None, _task_of(each, tasks)) for each in found)
    inside = {
        name: [u for u in found if u.subject in {p.name for p in parts}] for name, parts in groups.items()
    }
    for direction in plan.directions:
        own = [task for task in plan.tasks if task.direction == direction.number]
        under = [each for task in own for each in inside.get(str(task.number), [])]
        rows.append(_row(direction.name, under, asking, deep=False))
        for task in own:
            name = Words(f"{task.number}. {task.name.ko}", f"{task.number}. {task.name.en}")
            rows.append(_row(name, inside.get(str(task.number), []), asking, deep=True))
    if loose := inside.get(LOOSE, []):
        rows.append(_row(Words("과제가 없는 사업", "projects of no task"), loose, asking, deep=False))
    return rows


def _task_of(each: Undertaking, tasks: Any) -> str:  # noqa: ANN401  a mapping of tasks
    if each.project is not None:
        return str(each.project.placement.task)
    made = each.case.last.get("proposal.made")
    asked = str(made.public.get("task", "")) if made else ""
    return asked if asked in tasks else LOOSE


def _row(name: Words, found: list[Undertaking], asking: Asking, *, deep: bool) -> Row:
    sizes = {each.subject: _size(each, asking.weights) for each in found}
    known = {subject: size for subject, size in sizes.items() if size}
    unweighed = len(sizes) - len(known)
    if not known:
        return Row(name, len(found), None, unweighed, deep)
    weighed = weights_of(known)
    shares = {each.subject: getattr(each.progress, asking.idea).value for each in found}
    rolled = roll_up(
        [Part(subject, weight, shares[subject]) for subject, weight in weighed.items()], asking.missing
    )
    return Row(name, len(found), rolled, unweighed, deep)


def _size(each: Undertaking, weights: str) -> int | None:
    return 1 if weights == "equal" else each.total
