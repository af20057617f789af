"""Columns, rows and a goal of whole numbers: all that a solver is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """One rule of the problem that a sentence can name; its rows stand or fall together."""

    kind: str
    subject: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One whole unknown from 0 to `high`.

    A "start" of a candidate in a way, a "slack" of a rule, or "both" where two projects have finished. `ends`
    is the quarter by whose beginning that start has finished; None where it never does or is no start.
    """

    owner: str
    start: int = 0
    high: int = 1
    mode: str = ""
    kind: str = "start"
    ends: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """low ≤ Σ coefficient × column ≤ high; None leaves a side open. `rule` is None for what is no choice.

    `at` is the quarter that the row is about, None where it is about no single one.
    """

    rule: Rule | None
    terms: tuple[tuple[int, int], ...]
    low: int | None = None
    high: int | None = None
    unit: int = 1
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Model:
    """Columns, rows and a goal to raise: Σ goal × column, which is the problem's value × `scale`."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    goal: tuple[int, ...]
    scale: int

    def rules(self) -> tuple[Rule, ...]:
        """Return every rule that could be lifted, sorted."""
        return tuple(sorted({row.rule for row in self.rows if row.rule is not None}))

    def only(self, rules: frozenset[Rule]) -> Model:
        """Return the model in which only *rules* hold, beside what is no choice."""
        return replace(self, rows=tuple(row for row in self.rows if row.rule is None or row.rule in rules))
