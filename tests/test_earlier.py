"""The plan on an earlier day: what held, what was known, what is undone and what is said not to be."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from bitgil.government.acts import Act, Draft
from bitgil.government.cases import case_of
from bitgil.government.earlier import Moment, as_it_stood, held, later
from bitgil.government.planning import past_of
from bitgil.government.progress import status_of
from bitgil.government.state import State, fold
from bitgil.plan.reading import read_plan
from bitgil.plan.types import HistoricAct, Plan
from bitgil.plan.types.project import Period, Standing
from bitgil.quantity import Unfit, won


@pytest.fixture(scope="module")
def plan(living_plan: Path) -> Plan:
    """Return the plan in use, read once."""
    return read_plan(living_plan)


def act(number: int, kind: str, effect: str, recorded: str = "2026-11-20") -> Act:
    """Return an act with nothing in it but its days."""
    return Act(number, str(number), kind, "x", effect, f"{recorded}T00:00:00+00:00", "이유", {})


def test_in_march_2024_the_port_still_cost_less_and_ended_sooner(plan: Plan) -> None:
    """The two rises and the slip reported later are undone one after the other, the latest first."""
    project = as_it_stood(plan, plan.history, "2024-03-31").plan.project("P13")
    assert project.budget is not None
    assert (project.budget.amount, project.period.last) == (won(6915), 2026)
    assert project.budget.source.startswith("https://")
    middle = as_it_stood(plan, plan.history, "2024-12-31").plan.project("P13")
    assert middle.budget is not None
    assert (middle.budget.amount, middle.period.last) == (won(7464), 2029)


def test_a_day_after_everything_is_the_plan_itself(plan: Plan) -> None:
    """Nothing is undone and nothing left where no revision lies after the day."""
    found = as_it_stood(plan, plan.history, "2030-12-31")
    assert (found.plan, found.undone, found.left) == (plan, (), ())


def test_what_cannot_be_undone_is_said_and_stays(plan: Plan) -> None:
    """A promise whose words do not lead to today's is left and named; a later status is unknown then."""
    found = as_it_stood(plan, plan.history, "2024-03-31")
    assert found.plan.project("P16").promise == plan.project("P16").promise
    assert any(left.subject == "P16" and "2025-03-24" in left.what.ko for left in found.left)
    assert found.plan.project("P30").status.value is Standing.UNKNOWN
    assert any(left.subject == "P30" for left in found.left)


def test_money_by_source_does_not_stand_beside_a_total_it_does_not_make(plan: Plan) -> None:
    """Where the total is put back the parts of today's total are left out, and this is said."""
    found = as_it_stood(plan, plan.history, "2024-03-31")
    assert plan.project("P13").money
    assert not found.plan.project("P13").money
    assert any(left.subject == "P13" and "재원" in left.what.ko for left in found.left)


def test_nothing_measured_counted_or_told_later_is_shown(plan: Plan) -> None:
    """Readings of periods not over, counts and history of later days are not there."""
    found = as_it_stood(plan, plan.history, "2023-02-28").plan
    assert {count.projects for count in found.counts} < {count.projects for count in plan.counts}
    assert max(act.date for act in found.history) <= "2023-02-28"
    periods = [reading.period for series in found.observed for reading in series.readings]
    assert max(period[:4] for period in periods) <= "2023"


def test_a_revision_that_does_not_lead_to_todays_value_is_never_undone(plan: Plan) -> None:
    """A budget that was corrected by other means keeps its value, and the revision is named."""
    project = replace(plan.project("P13"), period=Period(2022, 2031))
    changed = replace(plan, projects=(project,))
    slip = HistoricAct(
        "S", "project.revised", "P13", "2024-08-12", "지연", "s", "period.last", "2026", "2029"
    )
    found = as_it_stood(changed, (slip,), "2024-03-31")
    assert found.plan.project("P13").period.last == 2031
    assert not found.undone
    assert next(left.subject for left in found.left) == "P13"


def test_acts_are_held_by_effect_and_known_by_record() -> None:
    """Each day leaves out its own acts, and both together leave out either's."""
    acts = [
        act(1, "plan.adopted", "2023-02-15"),
        act(2, "proposal.made", "2024-05", "2026-11-21"),
        act(3, "bid.found", "2024-01", "2026-11-22"),
    ]

    def numbers(moment: Moment) -> list[int]:
        return [each.number for each in held(acts, moment)]

    assert numbers(Moment("2024-03-31")) == [1, 3]
    assert numbers(Moment("", "2026-11-21")) == [1, 2]
    assert numbers(Moment("2024-03-31", "2026-11-21")) == [1]
    assert numbers(Moment("", "2026-11-19")) == []


def test_a_change_of_the_plan_is_not_held_without_the_one_before_it() -> None:
    """A change made later for an earlier day rests on a change not yet in force, so neither is."""
    acts = [
        act(1, "plan.adopted", "2026-11-20"),
        act(2, "plan.changed", "2027-03-01"),
        act(3, "plan.changed", "2027-01-01"),
    ]
    assert [each.number for each in held(acts, Moment("2027-01-15"))] == [1]
    assert [each.number for each in held(acts, Moment("2024-01-15"))] == [1]


def test_only_later_revisions_known_by_then_are_undone() -> None:
    """What was not known then needs no undoing, nor what the acts of the plan itself tell."""
    public = {"history": "H", "source": "s", "field": "budget", "old": "1억원", "new": "2억원"}
    revision = replace(
        act(2, "project.revised", "2024-08-12", "2026-12-01"), public=public, entered_later=True
    )
    assert [found.id for found in later([revision], Moment("2024-03-31"))] == ["H"]
    assert later([revision], Moment("2024-03-31", "2026-11-30")) == ()
    assert later([revision], Moment("2024-09-01")) == ()
    assert later([replace(revision, entered_later=False)], Moment("2024-03-31")) == ()


@pytest.mark.parametrize("day", ["2024", "2024-02-30", "20240331", "어제", "2024-3-1", "2024-03-31 "])
def test_what_is_no_day_is_refused_in_words(day: str) -> None:
    """A moment is made of whole days only, and says how to write one."""
    with pytest.raises(Unfit) as refused:
        Moment(day)
    assert "2024-03-31" in refused.value.words.ko


def test_an_amount_before_is_read_with_its_fraction(plan: Plan) -> None:
    """246.5억원 is exactly that many won."""
    found = as_it_stood(plan, plan.history, "2022-12-31").plan.project("P27").budget
    assert found is not None
    assert found.amount == won(Decimal(264))


def test_steps_of_the_past_enter_as_what_they_are_and_once(plan: Plan) -> None:
    """A bid won, a start and a close that were reported stand with their project, marked as entered later."""
    drafts = past_of(plan, State())
    steps = [draft for draft in drafts if draft.subject == "P12"]
    assert [(step.kind, step.effect) for step in steps] == [
        ("bid.selected", "2025-04"),
        ("project.started", "2025-09-25"),
    ]
    assert all(step.entered_later and step.public["reported"].startswith("http") for step in steps)
    acts = [recorded(draft, number) for number, draft in enumerate(drafts, 1)]
    state = replace(fold(acts, str.encode), plan=plan)
    assert past_of(plan, state) == ()
    assert status_of(case_of("P19", state.dossier("P19")), "2026-01-01").computed == "done"


def recorded(draft: Draft, number: int) -> Act:
    """Return a draft as the act of that number."""
    values = (draft.kind, draft.subject, draft.effect, "2026-11-20T00:00:00+00:00", draft.reason)
    return Act(number, str(number), *values, draft.public, role=draft.role, entered_later=True)
