"""What no plan can pass, from relaxations alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bitgil.roadmap.frontier.view import View, check
from bitgil.roadmap.model import Row
from bitgil.roadmap.problem import Problem
from bitgil.roadmap.solver.matrix import matrix_of
from bitgil.roadmap.solver.simplex import relax


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What no plan can pass: of the first objective where the others reach their floors."""

    floors: Mapping[str, float]
    most: float


def outer(problem: Problem, objectives: Sequence[str], *, points: int = 20) -> tuple[Ceiling, ...]:
    """Return what no plan can pass, from relaxations only, over a grid of the second of two *objectives*."""
    check(problem, objectives)
    first, second = objectives[:2]
    view = View(problem, (first, second))
    model = view.model
    best = [relax(matrix_of(replace(model, goal=view.goals[name], scale=1))) for name in (first, second)]
    if best[0] is None or best[1] is None:
        return ()
    low = float(sum(w * x for w, x in zip(view.goals[second], best[0].point, strict=True)))
    ceilings = []
    for step in range(points):
        floor = low + (best[1].value - low) * step / max(points - 1, 1)
        rows = (*model.rows, Row(None, view.terms(second), low=int(floor)))
        top = relax(matrix_of(replace(model, rows=rows, goal=view.goals[first], scale=1)))
        if top is not None:
            shown = {second: floor / view.scale}
            ceilings.append(Ceiling(shown, top.value / view.scale))
    return tuple(ceilings)
