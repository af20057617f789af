"""Comparing a workbook with what it was begun from: which cells differ, what others recorded since."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from bitgil.government.acts import KINDS, Act
from bitgil.government.undertakings import Undertaking
from bitgil.plan.problems import Problem, Unsound
from bitgil.portal.naming import field_name, value_words
from bitgil.portal.workspace.bureau.sheets.columns import REPORTS, SOURCES
from bitgil.portal.workspace.bureau.sheets.drafting import Line, line_of
from bitgil.portal.workspace.bureau.sheets.reading import Asked
from bitgil.portal.workspace.desk import Desk
from bitgil.quantity import Words
from bitgil.store.filing import Clash, Entry, judged

KIND = "progress.reported"
_PLAIN = ("work", "late_months", "cause", "remedy", "ends")
_NUMBERS = ("work", "late_months", "value", "target")
_ROWS = ("milestones", "outputs", "outcomes")


@dataclass(frozen=True, slots=True)
class Cell:
    """One field that differs: its name, what stood there and what is asked for, in words."""

    name: Words
    before: Words | None
    after: Words | None


@dataclass(frozen=True, slots=True)
class Compared:
    """One project's report as the workbook asks for it: the cells that differ, and others' acts since.

    `problems` are what the rules would refuse, with the row they stand in.
    """

    each: Undertaking
    entry: Entry
    cells: tuple[Cell, ...]
    others: tuple[Act, ...]
    problems: tuple[Problem, ...]


def compared(desk: Desk, asked: Iterable[Asked]) -> tuple[Compared, ...]:
    """Return the reports that a workbook asks for; lines without a difference ask for none."""
    found = []
    for each in asked:
        line = line_of(desk, each.subject, each.cells["period"], each.cells["seen"])
        line = replace(line, public=_evened(line.public))
        public = public_of(each, line)
        if public != line.public or each.cells.get("same"):
            found.append(_compared(desk, each, line, public))
    return tuple(found)


def entries_of(rows: Iterable[Compared], at: int, keep: Collection[str]) -> tuple[Entry, ...]:
    """Return the entries to file, as of act *at*; a line that others overtook only where it is kept."""
    return tuple(replace(row.entry, seen=at) for row in rows if not row.others or row.entry.subject in keep)


def public_of(asked: Asked, line: Line) -> dict[str, Any]:
    """Return a report's public fields: those of the workbook, and what the workbook does not ask for."""
    public = {name: value for name, value in line.public.items() if name == "carried"}
    public |= {"period": line.period}
    public |= {name: asked.cells[name] for name in _PLAIN if name in asked.cells}
    spent = {code: amount for code, amount in line.public.get("spent", {}).items() if code not in SOURCES}
    spent |= {code: asked.cells[f"spent.{code}"] for code in SOURCES if f"spent.{code}" in asked.cells}
    if spent:
        public["spent"] = spent
    for name in _ROWS:
        if rows := getattr(asked, name):
            public[name] = rows
    return public


def _evened(public: Mapping[str, Any]) -> dict[str, Any]:
    """Return public fields with their numbers as a workbook gives them back: 45.0 as 45."""
    found: dict[str, Any] = {}
    for name, value in public.items():
        if name in _ROWS:
            found[name] = [_even(row) for row in value]
        else:
            found |= _even({name: value})
    return found


def _even(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: format(Decimal(value).normalize(), "f") if name in _NUMBERS else value
        for name, value in row.items()
    }


def _compared(desk: Desk, asked: Asked, line: Line, public: dict[str, Any]) -> Compared:
    reported = {
        name: [row for row in value if "value" in row] if name in ("outputs", "outcomes") else value
        for name, value in public.items()
    }
    content = {name: value for name, value in reported.items() if value != []}
    entry = Entry(KIND, asked.subject, desk.today, asked.cells.get("reason", ""), content)
    others = tuple(act for act in desk.state.dossier(asked.subject) if act.number > line.seen)
    return Compared(line.each, entry, tuple(_cells(line.public, public)), others, _faults(desk, asked, entry))


def _cells(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterable[Cell]:
    for name in KINDS[KIND].fields:
        was, now = before.get(name), after.get(name)
        if was == now:
            continue
        if name == "spent":
            yield from _amounts(was or {}, now or {})
        elif name in _ROWS:
            yield from _listed(name, was or [], now or [])
        else:
            yield Cell(field_name(KIND, name), _said(name, was), _said(name, now))


def _amounts(was: Mapping[str, int], now: Mapping[str, int]) -> Iterable[Cell]:
    for code in dict.fromkeys((*was, *now)):
        if was.get(code) != now.get(code):
            before, after = ({code: held[code]} if code in held else None for held in (was, now))
            yield Cell(field_name(KIND, "spent"), _said("spent", before), _said("spent", after))


def _listed(name: str, was: list[Any], now: list[Any]) -> Iterable[Cell]:
    """Yield the rows that differ, matched by what they are about."""
    before, after = ({row["what"]: row for row in rows} for rows in (was, now))
    for what in dict.fromkeys((*before, *after)):
        if before.get(what) != after.get(what):
            told = ([held[what]] if what in held else None for held in (before, after))
            yield Cell(field_name(KIND, name), *(_said(name, each) for each in told))


def _said(name: str, value: object) -> Words | None:
    return None if value is None else value_words(KIND, name, value)


def _faults(desk: Desk, asked: Asked, entry: Entry) -> tuple[Problem, ...]:
    where = f"{REPORTS} {asked.row}행"
    try:
        judged(desk.person, (entry,), desk.state)
    except Unsound as unsound:
        return tuple(replace(each, where=where) for each in unsound.problems)
    except Clash:
        return ()
    return ()
