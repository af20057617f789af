"""A plan folder enters the record: compared first, accepted with a reason, then computed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bitgil.checking import soundness
from bitgil.government.acts import Act
from bitgil.government.planning import Comparison, blobs_of, compare, differing, drafts
from bitgil.government.state import State
from bitgil.plan.problems import Problem, Unsound, problem
from bitgil.plan.reading import plan_of, read_files
from bitgil.plan.writing import put_files
from bitgil.quantity import Words
from bitgil.store.acts import append, blob
from bitgil.store.clock import today
from bitgil.store.current import state_in_force
from bitgil.store.outbox import offices_of


def look(folder: Path) -> tuple[State, Comparison]:
    """Return the state in force and what the folder would change; raise Unsound on any Problem."""
    files = read_files(folder)
    plan = plan_of(files)
    problems = soundness(plan)
    if problems:
        raise Unsound(problems)
    state = state_in_force()
    return state, compare(state, plan, files)


def accept(state: State, found: Comparison, *, reason: str, office: str = "") -> tuple[Act, ...]:
    """Record a first adoption, all or none; raise Overtaken where the state has moved on.

    Raise Unsound for a later change: that goes through review (store.reviewing).
    """
    if not (found.first or found.same):
        raise Unsound((_unreviewed(found),))
    acts = drafts(found, state, reason=reason, effect=today(), office=office)
    known = offices_of(found.plan)
    return append(acts, blobs_of(found), after=state.acts, offices=known) if acts else ()


def _unreviewed(found: Comparison) -> Problem:
    what = Words(
        "채택된 계획은 검토를 거쳐서만 바뀝니다", "a plan that was adopted changes through review only"
    )
    mend = Words("변경 요청으로 올리세요", "hand the changes in for review")
    return problem(found.plan.id, what, mend)


def files_in_force(state: State) -> Mapping[str, bytes]:
    """Return the plan's files in force, byte for byte as they were accepted."""
    return {path: blob(mark) for path, mark in state.files.items()}


def export(folder: Path, files: Mapping[str, bytes] | None = None) -> tuple[str, ...]:
    """Write the files in force, or those given, to *folder* and return the paths that changed."""
    present = read_files(folder) if (folder / "plan.toml").is_file() else {}
    return put_files(folder, files_in_force(state_in_force()) if files is None else files, present)


def differs(folder: Path) -> bool:
    """Whether the plan's files in *folder* differ from those in force."""
    return bool(differing(state_in_force(), read_files(folder)))
