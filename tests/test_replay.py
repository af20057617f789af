"""Replay: any sequence of valid acts gives one state, however it is cut; older acts read as today's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from government_story import FOUNDED, drafted, recorded
from hypothesis import given, settings
from hypothesis import strategies as st

from bitgil.government.acts import SCHEMA, Act, Draft
from bitgil.government.acts.lifting import STEPS, lifted
from bitgil.government.cases import case_of
from bitgil.government.days import first_day
from bitgil.government.earlier import Moment, held
from bitgil.government.rules import judge
from bitgil.government.state import Broken, State, fold
from bitgil.quantity import won

PROJECTS = ("T01", "T02")
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31)).map(str)


def menu(project: str, day: str, number: int) -> tuple[Draft, ...]:
    """Return acts of many kinds that may come next for a project; not all of them are allowed."""
    checks = dict.fromkeys(("legality", "need", "consultation", "finance", "benefit"), "pass")
    amounts = {"total": won(12), "city": won(4)}
    return (
        drafted("proposal.made", project, day, by="department", title="제안"),
        drafted("bid.found", project, day, programme="공모", **amounts),
        drafted("bid.reviewed", project, day, **checks, go=True),
        drafted("budget.consulted", project, day, city=won(4), agreed=True),
        drafted("bid.applied", project, day, **amounts),
        drafted("bid.selected", project, day, round="final"),
        drafted("project.started", project, day),
        drafted("progress.reported", project, day, period=day[:4], work=str(number % 100)),
        drafted("status.overridden", project, day, status="late"),
        drafted("indicator.observed", "I", day, period=day[:7], value="1", unit="x", grade="A", source="s"),
        drafted("act.corrected", project, day, act=max(1, number - 1), withdrawn=True),
        drafted("project.closed", project, day, how="done"),
    )


@st.composite
def sequences(draw: st.DrawFn) -> list[Act]:
    """Draw acts one after the other, each allowed by every rule on the state that those before it leave."""
    state, acts = FOUNDED, list[Act]()
    for _ in range(draw(st.integers(3, 25))):
        number = len(acts) + 1
        choices = menu(draw(st.sampled_from(PROJECTS)), draw(DAYS), number)
        allowed = [draft for draft in choices if not refused(state, draft)]
        if not allowed:
            continue
        act = recorded(draw(st.sampled_from(allowed)), number, draw(DAYS))
        acts.append(act)
        state = folded([act], state)
    return acts


def refused(state: State, draft: Draft) -> bool:
    """Whether a rule refuses a draft."""
    return any(breach.severity == "must" for breach in judge(state, draft))


def folded(acts: Sequence[Act], state: State = FOUNDED, *, whole: bool = True) -> State:
    """Return the state that acts without blobs lead to."""
    return fold(acts, str.encode, state, whole=whole)


@settings(max_examples=40)
@given(sequences(), st.lists(st.integers(0, 25), max_size=4))
def test_valid_acts_replay_to_one_state_in_one_go_or_in_pieces(acts: list[Act], cuts: list[int]) -> None:
    """Folding all at once equals folding any pieces one after the other, and so do the cases."""
    state, begun = FOUNDED, 0
    for cut in [*sorted(min(cut, len(acts)) for cut in cuts), len(acts)]:
        state = folded(acts[begun:cut], state)
        begun = cut
    assert state == folded(acts)
    assert all(case_of(p, state.dossier(p)) == case_of(p, folded(acts).dossier(p)) for p in PROJECTS)


@settings(max_examples=40)
@given(sequences(), DAYS, DAYS)
def test_what_is_seen_from_a_day_agrees_with_the_fold(acts: list[Act], day: str, record: str) -> None:
    """The state of a moment is the fold of the acts held and known then, and loses nothing of those."""
    seen = held(acts, Moment(day, record))
    assert [act.number for act in seen] == [
        act.number for act in acts if first_day(act.effect) <= day and act.recorded[:10] <= record
    ]
    state = folded(seen, whole=False)
    assert sorted(act.number for dossier in state.dossiers.values() for act in dossier) == [
        act.number for act in seen
    ]
    assert folded(held(acts, Moment("9999-12-31", "9999-12-31"))) == folded(acts)


def review(schema: int, name: str) -> Act:
    """Return a request for an investment review as a program of that schema recorded it."""
    draft = drafted("gate.applied", "T01", "2026-03-01", body="self", case="transfer", total=won(30), city=1)
    act = recorded(draft, 1)
    return replace(act, public={**act.public, name: True}, schema=schema)


def test_an_older_act_is_read_under_todays_names_and_stays_as_it_was_recorded() -> None:
    """What the first schema called ad_hoc is off_round in the state; the act itself is not touched."""
    old = review(1, "ad_hoc")
    (seen,) = folded([old]).dossier("T01")
    assert seen.public["off_round"] is True
    assert "ad_hoc" not in seen.public
    assert seen == review(SCHEMA, "off_round")
    assert "ad_hoc" in old.public
    assert old.schema == 1


def test_every_older_schema_leads_to_todays() -> None:
    """There is a step from each schema to the next, and an act of today is left alone."""
    assert sorted(STEPS) == list(range(1, SCHEMA))
    act = review(SCHEMA, "off_round")
    assert lifted(act) is act


def test_an_act_of_a_younger_program_is_refused() -> None:
    """It may mean what this program cannot know; nothing is guessed."""
    with pytest.raises(Broken, match="this program knows"):
        folded([review(SCHEMA + 1, "off_round")])
    with pytest.raises(ValueError, match="this program knows"):
        lifted(review(SCHEMA + 1, "off_round"))
