"""Acts add up to one state, in one go or in pieces; what does not follow is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitgil.government.acts import Act, Draft
from bitgil.government.planning import blobs_of, compare, digest, drafts
from bitgil.government.state import Broken, State, fold
from bitgil.plan.reading import plan_of, read_files
from bitgil.plan.types import Plan
from bitgil.plan.types.project import Period
from bitgil.plan.version import version_of
from bitgil.plan.writing import files_of

FILES = read_files(Path(__file__).parent / "toytown" / "plan")
PLAN = plan_of(FILES)


class Ledger:
    """Acts and blobs in memory, numbered as a store numbers them."""

    def __init__(self) -> None:
        self.acts: list[Act] = []
        self.kept: dict[str, bytes] = {}

    def state(self) -> State:
        """Return the fold of everything recorded."""
        return fold(self.acts, self.kept.__getitem__)

    def accept(self, plan: Plan, reason: str = "시험") -> None:
        """Record what lies between the state and the plan's files."""
        state = self.state()
        files = files_of(plan, {path: self.kept[mark] for path, mark in state.files.items()} or FILES)
        found = compare(state, plan, files)
        self.kept |= blobs_of(found)
        for draft in drafts(found, state, reason=reason, effect="2026-01-02"):
            self.acts.append(recorded(draft, len(self.acts) + 1))


def recorded(draft: Draft, number: int) -> Act:
    """Return the draft as an act of that number."""
    return Act(
        number,
        f"id-{number}",
        draft.kind,
        draft.subject,
        draft.effect,
        "2026-01-02T00:00:00+00:00",
        draft.reason,
        draft.public,
        entered_later=draft.entered_later,
    )


def later(plan: Plan, place: int, years: int) -> Plan:
    """Return the plan with one project ending some years later."""
    project = plan.projects[place % len(plan.projects)]
    first, last = project.period.first or 2025, (project.period.last or 2026) + years
    moved = replace(project, period=Period(first, last))
    return replace(plan, projects=tuple(moved if p.id == moved.id else p for p in plan.projects))


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(0, 11), st.integers(1, 3)), max_size=5), st.data())
def test_acts_add_up_to_the_same_state_in_one_go_or_in_pieces(
    moves: list[tuple[int, int]], data: st.DataObject
) -> None:
    """Folding all acts equals folding some and then the rest, and gives the plan that was accepted."""
    ledger, plan = Ledger(), PLAN
    ledger.accept(plan)
    for place, years in moves:
        plan = later(plan, place, years)
        ledger.accept(plan)
    cut = data.draw(st.integers(0, len(ledger.acts)))
    blobs = ledger.kept.__getitem__
    part = fold(ledger.acts[:cut], blobs)
    assert fold(ledger.acts[cut:], blobs, part) == ledger.state()
    assert ledger.state().plan == plan
    assert ledger.state().version == version_of(plan)


def test_accepting_the_same_folder_twice_records_nothing() -> None:
    """The second import of unchanged files calls for no act."""
    ledger = Ledger()
    ledger.accept(PLAN)
    count = len(ledger.acts)
    ledger.accept(PLAN)
    assert len(ledger.acts) == count


def test_the_past_enters_once_and_is_marked_as_entered_later() -> None:
    """History files become acts of their own date, marked as entered later, and never twice."""
    ledger = Ledger()
    ledger.accept(PLAN)
    ledger.accept(later(PLAN, 0, 1))
    adoption, *past = [act for act in ledger.acts if act.entered_later]
    assert (adoption.kind, adoption.effect) == ("plan.adopted", PLAN.adopted)
    assert sorted(act.public["history"] for act in past) == ["H-01", "H-02", "H-03"]
    assert {act.effect for act in past} == {"2025-02", "2025-03", "2025-03-20"}
    assert ledger.state().past == PLAN.history


def test_a_change_of_comments_alone_is_kept_for_export() -> None:
    """Files that differ in text only give an act without changes, and the state holds the new bytes."""
    ledger = Ledger()
    ledger.accept(PLAN)
    state = ledger.state()
    commented = {**FILES, "plan.toml": b"# \n" + FILES["plan.toml"]}
    found = compare(state, PLAN, commented)
    (draft,) = drafts(found, state, reason="주석", effect="2026-01-03")
    assert draft.public["changes"] == []
    after = fold([recorded(draft, len(ledger.acts) + 1)], ledger.kept.__getitem__, state)
    assert after.files["plan.toml"] == digest(commented["plan.toml"])
    assert after.version == state.version


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (lambda acts: acts[1:], "one is missing"),
        (
            lambda acts: [replace(acts[0], public={**acts[0].public, "version": "0" * 64}), *acts[1:]],
            "promises",
        ),
        (
            lambda acts: [*acts[:-1], replace(acts[-1], public={**acts[-1].public, "before": "f"})],
            "not in force",
        ),
        (lambda acts: [replace(acts[0], schema=99), *acts[1:]], "schema 99"),
    ],
    ids=["an act is missing", "a version does not follow", "a change of another version", "a newer schema"],
)
def test_acts_that_do_not_follow_are_refused(spoil: object, complaint: str) -> None:
    """A history with a hole, a false version or an unknown schema is not folded."""
    ledger = Ledger()
    ledger.accept(PLAN)
    ledger.accept(later(PLAN, 0, 1))
    assert callable(spoil)
    with pytest.raises(Broken, match=complaint):
        fold(spoil(ledger.acts), ledger.kept.__getitem__)


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"kind": "plan.erased"}, "is no kind of act"),
        ({"reason": " "}, "needs a reason"),
        ({"effect": "soon"}, "is no date"),
        ({"public": {"version": "x", "secret": "y"}}, "the public fields of plan.adopted"),
    ],
)
def test_an_unsound_draft_is_refused(fields: dict[str, object], complaint: str) -> None:
    """An act needs a known kind, a reason, a date, and exactly the public fields its kind allows."""
    sound: dict[str, object] = {
        "kind": "plan.adopted",
        "subject": "toytown",
        "effect": "2026-01-02",
        "reason": "채택",
        "public": {"version": "v", "plan": "p", "files": {}},
    }
    Draft(**sound)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=complaint):
        Draft(**{**sound, **fields})  # type: ignore[arg-type]
