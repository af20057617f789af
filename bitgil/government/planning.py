"""Which acts a plan folder calls for: the first adoption, a change, and the past it brings along."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bitgil.government.acts import Act, Draft
from bitgil.government.days import first_day
from bitgil.government.state import State
from bitgil.plan.changes import Change, because, change_to, diff
from bitgil.plan.types import HistoricAct, Plan
from bitgil.plan.types.history import HISTORIC_KINDS
from bitgil.plan.version import canonical, version_of

ENTERED_BY = "plan-office"
"""The role by which steps of the past are entered; who took them then is in their words."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A plan folder beside the state in force: the typed changes, and the files that differ."""

    plan: Plan
    files: Mapping[str, bytes]
    changes: tuple[Change, ...]
    differing: Mapping[str, str]
    first: bool

    @property
    def same(self) -> bool:
        """Whether the folder holds, byte for byte, what is in force."""
        return not self.first and not self.changes and not self.differing


def digest(content: bytes) -> str:
    """Return the SHA-256 of a blob in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def differing(state: State, files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the files that differ from those in force: new digest by path, empty where gone."""
    found = {path: digest(content) for path, content in files.items()}
    moved = {path: mark for path, mark in found.items() if state.files.get(path) != mark}
    return {**moved, **{path: "" for path in state.files if path not in found}}


def compare(state: State, plan: Plan, files: Mapping[str, bytes]) -> Comparison:
    """Return what lies between the state in force and a plan folder."""
    changes = () if state.plan is None else diff(state.plan, plan)
    return Comparison(plan, files, changes, differing(state, files), first=state.plan is None)


def drafts(
    found: Comparison, state: State, *, reason: str, effect: str, office: str = ""
) -> tuple[Draft, ...]:
    """Return the acts that accept a comparison: adoption or change first, then the past it adds.

    A plan adopted before this record began takes effect on its own day and is marked as entered later.
    """
    if found.same:
        return ()
    subject, version = found.plan.id, version_of(found.plan)
    if found.first:
        content = digest(canonical(found.plan))
        public: dict[str, Any] = {"version": version, "plan": content, "files": dict(found.differing)}
        late = first_day(found.plan.adopted) < first_day(effect)
        held = found.plan.adopted if late else effect
        head = Draft("plan.adopted", subject, held, reason, public, office, entered_later=late)
    else:
        changes = [change_to(change) for change in because(found.changes, reason)]
        public = {
            "before": state.version,
            "version": version,
            "changes": changes,
            "files": dict(found.differing),
        }
        head = Draft("plan.changed", subject, effect, reason, public, office)
    return (head, *past_of(found.plan, state))


def requested(found: Comparison, state: State, *, reason: str) -> dict[str, Any]:
    """Return the public side of a request to change the plan as a folder shows it (change.requested)."""
    changes = [change_to(change) for change in because(found.changes, reason)]
    return {
        "change": "content",
        "before": state.version,
        "leads_to": version_of(found.plan),
        "changes": changes,
        "files": dict(found.differing),
    }


def granted(request: Act, *, minor: bool = False, resolution: int = 0) -> dict[str, Any]:
    """Return the public side of the change of the plan that a request asks for (plan.changed)."""
    public: dict[str, Any] = {name: request.public[name] for name in ("before", "changes", "files")}
    public["version"] = request.public["leads_to"]
    return {
        **public,
        **({"minor": True} if minor else {}),
        **({"resolution": resolution} if resolution else {}),
    }


def waiting(state: State) -> tuple[Act, ...]:
    """Return the requests that came from a folder and that nobody has reviewed, the oldest first."""
    acts = state.dossier(state.plan.id) if state.plan else ()
    reviewed = {act.public["request"] for act in acts if act.kind == "change.reviewed"}
    return tuple(
        act
        for act in acts
        if act.kind == "change.requested" and "changes" in act.public and act.number not in reviewed
    )


def past_of(plan: Plan, state: State) -> tuple[Draft, ...]:
    """Return the past events that a plan brings along and a state does not know yet."""
    steps = (act.public.get("history", "") for acts in state.dossiers.values() for act in acts)
    known = {*steps, *(past.id for past in state.past)}
    return tuple(_past(act) for act in plan.history if act.id not in known)


def blobs_of(found: Comparison) -> dict[str, bytes]:
    """Return every blob that the acts of a comparison point to, by digest."""
    contents = [content for path, content in found.files.items() if path in found.differing]
    if found.first:
        contents.append(canonical(found.plan))
    return {digest(content): content for content in contents}


def _past(act: HistoricAct) -> Draft:
    if act.kind not in HISTORIC_KINDS:
        said = {"round": act.round, "how": act.how, "history": act.id, "reported": act.source}
        public = {name: value for name, value in said.items() if value}
        return Draft(act.kind, act.subject, act.date, act.what, public, "", ENTERED_BY, entered_later=True)
    public = {"history": act.id, "source": act.source}
    if act.kind == "project.revised":
        public |= {"field": act.field, "old": act.old, "new": act.new}
    return Draft(act.kind, act.subject, act.date, act.what, public, entered_later=True)
