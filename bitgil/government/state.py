"""State is a fold over acts: the same acts give the same state, in one go or in pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from bitgil.government.acts import KINDS, SCHEMA, Act
from bitgil.government.acts.lifting import lifted
from bitgil.plan.changes import apply_all, change_from
from bitgil.plan.types import HistoricAct, Plan
from bitgil.plan.types.history import HISTORIC_KINDS
from bitgil.plan.version import plan_from, version_of

Blobs = Callable[[str], bytes]
"""Returns the content of a stored blob by its SHA-256 in hexadecimal."""


class Broken(Exception):  # noqa: N818  reads as the sentence it is raised for
    """Raised where an act does not follow from the acts before it."""


@dataclass(frozen=True, slots=True)
class State:
    """What the acts so far add up to: the plan, its files, the past as entered, and a dossier a subject."""

    plan: Plan | None = None
    version: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    past: tuple[HistoricAct, ...] = ()
    acts: int = 0
    dossiers: Mapping[str, tuple[Act, ...]] = field(default_factory=dict)

    def dossier(self, subject: str) -> tuple[Act, ...]:
        """Return the acts about one subject in the order of record; what they add up to is in cases."""
        return self.dossiers.get(subject, ())


def fold(acts: Iterable[Act], blobs: Blobs, state: State | None = None, *, whole: bool = True) -> State:
    """Return the state after *acts*; raise Broken at the first that does not follow.

    Time grows with the number of acts only: nothing is copied an act. Where *whole* is false the
    acts are a view, such as those known on a day, and numbers may be missing.
    """
    now = state or State()
    last, past = now.acts, list(now.past)
    dossiers: dict[str, tuple[Act, ...]] = dict(now.dossiers)
    fresh: dict[str, list[Act]] = {}
    for act in map(_readable, acts):
        if act.number != last + 1 and (whole or act.number <= last):
            raise Broken(f"act {act.number} follows act {last}: one is missing")
        last = act.number
        if act.kind in HISTORIC_KINDS:
            past.append(historic(act))
            continue
        if act.kind == "plan.adopted":
            now = _adopted(now, act, blobs)
        elif act.kind == "plan.changed":
            now = _changed(now, act)
        elif act.kind not in KINDS:
            raise Broken(f"act {act.number} is of kind {act.kind}, which this program does not know")
        fresh.setdefault(act.subject, []).append(act)
    for subject, found in fresh.items():
        dossiers[subject] = (*dossiers.get(subject, ()), *found)
    return replace(now, acts=last, past=tuple(past), dossiers=dossiers)


def _readable(act: Act) -> Act:
    if act.schema > SCHEMA:
        raise Broken(f"act {act.number} has schema {act.schema}; this program knows {SCHEMA}")
    return lifted(act)


def _adopted(state: State, act: Act, blobs: Blobs) -> State:
    plan = plan_from(blobs(act.public["plan"]))
    return _with_plan(state, act, plan, dict(act.public["files"]))


def _changed(state: State, act: Act) -> State:
    if state.plan is None or act.public["before"] != state.version:
        raise Broken(f"act {act.number} changes version {act.public['before'][:12]}, which is not in force")
    plan = apply_all(state.plan, (change_from(change) for change in act.public["changes"]))
    files = {**state.files, **act.public["files"]}
    return _with_plan(state, act, plan, {path: digest for path, digest in files.items() if digest})


def _with_plan(state: State, act: Act, plan: Plan, files: Mapping[str, str]) -> State:
    version = version_of(plan)
    if version != act.public["version"]:
        raise Broken(
            f"act {act.number} promises version {act.public['version'][:12]} but gives {version[:12]}"
        )
    return replace(state, plan=plan, version=version, files=files)


def historic(act: Act) -> HistoricAct:
    """Return a past event that was entered as an act."""
    content = act.public
    return HistoricAct(
        id=content["history"],
        kind=act.kind,
        subject=act.subject,
        date=act.effect,
        what=act.reason,
        source=content["source"],
        field=content.get("field", ""),
        old=content.get("old", ""),
        new=content.get("new", ""),
    )
