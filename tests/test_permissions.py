"""Who may do what: one table, each deed with its test."""

from __future__ import annotations

import pytest
from government_story import FOUNDED, after, drafted
from hypothesis import given
from hypothesis import strategies as st

from bitgil.government.acts import KINDS
from bitgil.government.permissions import (
    DEEDS,
    NOBODY,
    SEATS,
    WORKSPACE,
    Matter,
    Person,
    matter_of,
    may,
    role_for,
)

READERS = ("adviser", "auditor", "administrator")
HERE, THERE = Matter(frozenset({"works"})), Matter(frozenset({"harbour"}))


def person(*seats: str, office: str = "", member: str = "") -> Person:
    """Return somebody with these seats."""
    return Person("kim", frozenset(seats), office, member)


def test_every_kind_of_act_stands_in_the_table() -> None:
    """There is no act without a test of who may file it, and no deed but these."""
    assert set(DEEDS) == set(KINDS) | set(WORKSPACE)


def test_nobody_may_do_anything() -> None:
    """Who holds no seat files no act and enters no room."""
    assert not [deed for deed in DEEDS if may(NOBODY, deed)]


@pytest.mark.parametrize("seat", READERS)
def test_who_only_reads_files_nothing(seat: str) -> None:
    """An adviser, an auditor and an administrator file no act of any kind."""
    assert not [name for name in KINDS if may(person(seat, office="works", member="seat.1"), name)]


def test_a_department_acts_in_its_own_matters_only() -> None:
    """An office reports on its own project, not on another's, and not without being an office."""
    works = person("department", office="works")
    assert may(works, "progress.reported", HERE)
    assert not may(works, "progress.reported", THERE)
    assert not may(person("department"), "progress.reported", HERE)


def test_a_member_speaks_for_their_own_seat_only() -> None:
    """A member may withdraw from an item by their own seat, and cannot withdraw another."""
    member = person("member", member="seat.1")
    assert may(member, "meeting.recused", Matter(member="seat.1"))
    assert not may(member, "meeting.recused", Matter(member="seat.2"))


def test_an_act_is_filed_under_the_role_that_allows_it() -> None:
    """Somebody with two seats acts under the first that the kind names and that is theirs to use."""
    both = person("department", "plan-office", office="works")
    assert role_for(both, KINDS["change.requested"], HERE) == "department"
    assert role_for(both, KINDS["change.requested"], THERE) == "plan-office"
    assert role_for(both, KINDS["minutes.written"], HERE) == ""


def test_the_plan_itself_is_the_plan_offices() -> None:
    """Kinds that name no role may be filed by the plan office and nobody else."""
    allowed = [seat for seat in SEATS if may(person(seat, office="works", member="seat.1"), "plan.adopted")]
    assert allowed == ["plan-office"]


def test_an_unknown_deed_is_a_programmers_fault() -> None:
    """The table is never asked for what it lacks."""
    with pytest.raises(KeyError):
        may(NOBODY, "coffee.made")


def test_a_matter_belongs_to_the_offices_of_the_project() -> None:
    """A project of the plan is its offices'; a new proposal is the department's that made it."""
    project = FOUNDED.plan.projects[0]  # type: ignore[union-attr]
    assert matter_of(FOUNDED, project.id).offices == frozenset(project.offices)
    state = after([drafted("proposal.made", "N1", "2026-01-05", by="committee", title="새 사업")])
    assert matter_of(state, "N1") == Matter()


@given(
    st.sampled_from(sorted(DEEDS)), st.sets(st.sampled_from(sorted(SEATS))), st.sampled_from(sorted(SEATS))
)
def test_another_seat_never_takes_a_right_away(deed: str, seats: set[str], more: str) -> None:
    """Whoever may do something still may when they are given one more seat."""
    few = person(*seats, office="works", member="seat.1")
    many = person(*seats, more, office="works", member="seat.1")
    assert may(many, deed, HERE) or not may(few, deed, HERE)
