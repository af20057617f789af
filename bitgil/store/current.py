"""What is in force now, folded from the acts and kept in the process until a new act arrives."""

from __future__ import annotations

import os
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bitgil.government.acts import Act
from bitgil.government.acts.lifting import lifted
from bitgil.government.earlier import Earlier, Moment
from bitgil.government.planning import differing
from bitgil.government.state import State, fold
from bitgil.outlook import Outlook, from_plain
from bitgil.plan.figures import figures_by_grade
from bitgil.plan.problems import Unsound
from bitgil.plan.reading import read_files
from bitgil.plan.types import HistoricAct, Plan
from bitgil.quantity import Grade
from bitgil.store import projections
from bitgil.store.acts import all_acts, blob, identity, last_number
from bitgil.store.clock import ticks

NOW = Moment()
FOLDER_KEPT = 5.0
"""Seconds for which the answer 'does the folder differ?' is kept."""


class NothingAdopted(Exception):  # noqa: N818  reads as the sentence it is raised for
    """Raised where no plan has been adopted yet."""


@dataclass(frozen=True, slots=True)
class Current:
    """Everything a page may show: the plan in force, what was computed from it, and its acts.

    Where a page shows an earlier day, `moment` names it and `earlier` says what was undone for it.
    """

    plan: Plan
    version: str
    acts: tuple[Act, ...]
    revisions: dict[str, tuple[HistoricAct, ...]]
    meetings: tuple[HistoricAct, ...]
    outlooks: dict[str, Outlook]
    backtest: tuple[dict[str, Any], ...]
    roadmap: dict[str, Any] | None
    roadmap_by_reference: dict[str, Any] | None
    scenarios: tuple[dict[str, Any], ...]
    structures: tuple[dict[str, Any], ...]
    impacts: tuple[dict[str, Any], ...]
    grades: dict[Grade, int]
    folder_differs: bool = False
    moment: Moment = NOW
    earlier: Earlier | None = None
    ground: dict[str, Any] | None = None
    ground_by_reference: dict[str, Any] | None = None
    contested: tuple[dict[str, Any], ...] = ()

    def act(self, number: int) -> Act | None:
        """Return the act of that number as it is spelled today, None where the moment has none."""
        place = bisect_left(self.acts, number, key=lambda act: act.number)
        found = self.acts[place] if place < len(self.acts) else None
        return lifted(found) if found and found.number == number else None


@dataclass(slots=True)
class _Memory:
    """The last answer, with what it depended on."""

    key: tuple[str, int] = ("", -1)
    current: Current | None = None
    differs: bool = False
    looked: float = -FOLDER_KEPT


@dataclass(frozen=True, slots=True)
class Folded:
    """The acts so far and their state; `last` is the id of the last, to tell one record from another."""

    acts: tuple[Act, ...] = ()
    state: State = field(default_factory=State)
    last: str = ""


_memory = _Memory()
_folded: list[Folded] = [Folded()]


def load() -> Current:
    """Return what is in force; raise NothingAdopted where no plan was adopted yet."""
    folded = folded_now()
    key = (folded.last, projections.mark())
    if _memory.current is None or _memory.key != key:
        _memory.current, _memory.key = shown(folded.acts, folded.state), key
        _memory.looked = -FOLDER_KEPT
    if ticks() - _memory.looked > FOLDER_KEPT:
        _memory.differs, _memory.looked = _folder_differs(folded.state), ticks()
    if _memory.differs != _memory.current.folder_differs:
        _memory.current = _with_banner(_memory.current, differs=_memory.differs)
    return _memory.current


def forget() -> None:
    """Drop what the process remembers; the next load folds again."""
    _memory.key, _memory.current, _folded[0] = ("", -1), None, Folded()


def state_in_force() -> State:
    """Return the state that all recorded acts add up to."""
    return folded_now().state


def folded_now() -> Folded:
    """Return the recorded acts and their state; what was folded before is kept and only the rest is added."""
    kept = _folded[0]
    last = last_number()
    if kept.state.acts > last or identity(kept.state.acts) != kept.last:
        kept = Folded()
    if kept.state.acts < last:
        fresh = tuple(all_acts(after=kept.state.acts))
        kept = Folded((*kept.acts, *fresh), fold(fresh, blob, kept.state), fresh[-1].id)
    _folded[0] = kept
    return kept


def shown(acts: tuple[Act, ...], state: State) -> Current:
    """Return what pages show of a state; what was computed is there where it belongs to its version."""
    if state.plan is None:
        raise NothingAdopted("no plan has been adopted yet: run bitgil import")
    computed = projections.read(state.version)
    revisions: dict[str, list[HistoricAct]] = {}
    for past in state.past:
        if past.kind == "project.revised":
            revisions.setdefault(past.subject, []).append(past)
    meetings = [past for past in state.past if past.kind == "meeting.held"]
    return Current(
        plan=state.plan,
        version=state.version,
        acts=acts,
        revisions={key: _by_date(found) for key, found in revisions.items()},
        meetings=_by_date(meetings),
        outlooks={part["indicator"]: from_plain(part) for part in computed.get("outlook", [])},
        backtest=tuple(computed.get("backtest", [])),
        roadmap=computed.get("roadmap"),
        roadmap_by_reference=computed.get("roadmap_by_reference"),
        scenarios=tuple(computed.get("scenarios", [])),
        structures=tuple(computed.get("structures", [])),
        impacts=tuple(computed.get("impacts", [])),
        grades=figures_by_grade(state.plan),
        ground=computed.get("ground"),
        ground_by_reference=computed.get("ground_by_reference"),
        contested=tuple(computed.get("contested", [])),
    )


def _by_date(acts: list[HistoricAct]) -> tuple[HistoricAct, ...]:
    return tuple(sorted(acts, key=lambda act: (act.date, act.id)))


def _with_banner(current: Current, *, differs: bool) -> Current:
    return replace(current, folder_differs=differs)


def _folder_differs(state: State) -> bool:
    folder = os.environ.get("BITGIL_PLAN")
    if not folder:
        return False
    try:
        return bool(differing(state, read_files(Path(folder))))
    except Unsound:
        return True
