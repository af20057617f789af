"""A model for CP-SAT as it stands: a whole unknown a column, a linear row a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ortools.sat.python import cp_model

from bitgil.roadmap.model import Model


class Columns:
    """The programme of a model by its columns, a hint for it, and what an answer means."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.program = cp_model.CpModel()
        self.unknowns = unknowns_of(self.program, model)
        for row in model.rows:
            low, high = span(row.low, row.high)
            if (row.low, row.high) == (None, 1) and all(weight == 1 for _, weight in row.terms):
                self.program.add_at_most_one([self.unknowns[place] for place, _ in row.terms])
            else:
                self.program.add_linear_constraint(total(row.terms, self.unknowns), low, high)
        self.program.maximize(total(tuple(enumerate(model.goal)), self.unknowns))

    def hint(self, columns: Mapping[int, int]) -> None:
        """Start from that plan."""
        self.program.clear_hints()  # type: ignore[no-untyped-call]
        for place, unknown in enumerate(self.unknowns):
            self.program.add_hint(unknown, columns.get(place, 0))

    def found(self, solver: cp_model.CpSolver) -> dict[int, int]:
        """Return the columns above 0 of the solver's answer."""
        values = [solver.value(unknown) for unknown in self.unknowns]
        return {place: value for place, value in enumerate(values) if value}


def unknowns_of(program: cp_model.CpModel, model: Model) -> list[cp_model.IntVar]:
    """Return one unknown a column."""
    return [
        program.new_bool_var(f"{column.owner} {column.mode}@{column.start}")
        if column.high == 1
        else program.new_int_var(0, column.high, f"slack {column.owner}")
        for column in model.columns
    ]


def total(terms: Sequence[tuple[int, int]], unknowns: Sequence[cp_model.IntVar]) -> cp_model.LinearExprT:
    """Return Σ weight × unknown."""
    return cp_model.LinearExpr.weighted_sum(
        [unknowns[place] for place, _ in terms], [weight for _, weight in terms]
    )


def span(low: int | None, high: int | None) -> tuple[int, int]:
    """Return the bounds of a row as the solver wants them, open sides far away."""
    return (cp_model.INT_MIN if low is None else low, cp_model.INT_MAX if high is None else high)
