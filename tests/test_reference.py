"""Reference classes: the plan's own past, in arithmetic that anybody can redo."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import toytown

from bitgil.city.model import assemble
from bitgil.plan.reading import read_plan
from bitgil.plan.types import Effect, HistoricAct, Period, Plan, Project
from bitgil.plan.types.project import Budget, Standing
from bitgil.quantity import Grade, won
from bitgil.roadmap.drafting import draw_up
from bitgil.roadmap.reference import class_of, estimated

AS_OF = "2026-01-01"


def revised(subject: str, field: str, old: str, new: str, date: str = "2024") -> HistoricAct:
    """Return one revision of the past."""
    return HistoricAct(
        f"{subject}-{field}-{date}", "project.revised", subject, date, "-", "-", field, old, new
    )


def past_of(plan: Plan, *acts: HistoricAct) -> Plan:
    """Return the plan with these revisions alone."""
    return replace(plan, history=acts)


def test_costs_are_the_last_budget_over_the_first() -> None:
    """By hand: 5,940 → 6,915 → 7,846 is 1.32, in whatever order the acts are kept."""
    plan = past_of(
        toytown.toytown_plan(),
        revised("P01", "budget", "6,915억원", "7,846억원", "2025-01-20"),
        revised("P01", "budget", "5,940억원", "6,915억원", "2021-11-26"),
        revised("P02", "budget", "264억원", "246.5억", "2023"),
        revised("P03", "budget", "3억원", "40억원", "2021"),
        revised("P04", "budget", "어림", "더 많이", "2021"),
    )
    costs = {case.project: case for case in class_of(plan, AS_OF).costs}
    assert costs.keys() == {"P01", "P02"}
    assert float(costs["P01"].value) == pytest.approx(7846 / 5940)
    assert costs["P01"].arithmetic == "7,846 ÷ 5,940 = 1.32"
    assert float(costs["P02"].value) == pytest.approx(246.5 / 264)


def test_slips_count_from_the_first_year_printed_and_finished_ones_in_time_count_as_none() -> None:
    """By hand: 2024 → 2026 → 2029 is five years; a finished project without a revision slipped none."""
    plan = past_of(
        toytown.toytown_plan(),
        revised("P01", "period.last", "2026", "2029", "2024-08-12"),
        revised("P01", "period.last", "2024", "2026", "2021-01-11"),
    )
    slips = {case.project: case.value for case in class_of(plan, AS_OF).slips}
    finished = {p.id for p in plan.projects if p.status.value is Standing.DONE and p.period.last is not None}
    assert slips == {"P01": 5, **dict.fromkeys(finished - {"P01"}, Decimal(0))}


def scored_and_open() -> Plan:
    """Return Toytown with four past projects, one scored peer of 100억원 and one open candidate of 50억원."""
    plan = toytown.toytown_plan()
    peer = next(p for p in plan.projects if p.effects and p.decided_by == "city")
    effect = Effect("town.newcomers", Decimal(20), "person", Grade.ASSUMED, "-", ramp_years=Decimal(1))
    peer = replace(peer, id="P80", effects=(effect,), budget=Budget(won(100), Grade.PRESS, "신문"))
    candidate = replace(
        peer,
        id="P81",
        status=replace(peer.status, value=Standing.REQUESTED),
        period=Period(),
        budget=Budget(won(50), Grade.PRESS, "신문"),
        money=(),
        spread=None,
        effects=(),
        delivery=None,
        no_effect="모름",
        relations=(),
    )
    done = [
        replace(candidate, id=f"P9{n}", status=replace(peer.status, value=value), period=Period(2020, 2021))
        for n, value in enumerate((Standing.DONE, Standing.DONE, Standing.DONE, Standing.LATE))
    ]
    return replace(plan, projects=(peer, candidate, *done), history=())


def test_an_effect_is_that_of_a_similar_project_for_the_same_money() -> None:
    """By hand: 20 newcomers for 100억원 are 10 for 50억원, between none and twice as many, grade X."""
    found = estimated(scored_and_open(), AS_OF)
    assert found.projects == ("P81",)
    project = found.plan.project("P81")
    (effect,) = project.effects
    assert (effect.low, effect.change, effect.high) == (0, 10, 20)
    assert (effect.driver, effect.unit, effect.grade) == ("town.newcomers", "person", Grade.ASSUMED)
    assert "P80 20 person ÷ 100억원 = 0.2" in effect.basis


def test_delivery_money_and_dates_come_from_the_class() -> None:
    """By hand: three of four that were due are done; two years long from next year on, evenly spread."""
    project = estimated(scored_and_open(), AS_OF).plan.project("P81")
    assert project.delivery is not None
    assert project.delivery.certainty == Decimal("0.75")
    assert project.delivery.slip_high == 0
    assert project.period == Period(2027, 2028)
    assert project.delivery.opens == "2029Q1"
    assert project.spread is not None
    assert [part.share for part in project.spread.years] == [Decimal("0.5"), Decimal("0.5")]
    assert project.budget is not None
    assert project.budget.amount == won(50)


def test_nobody_is_given_an_effect_on_what_others_decide() -> None:
    """A candidate of the state gets no estimate from a city's project, and so stays unscored."""
    plan = scored_and_open()
    theirs = replace(plan.project("P81"), decided_by="state")
    others = tuple(theirs if p.id == "P81" else p for p in plan.projects)
    assert estimated(replace(plan, projects=others), AS_OF).projects == ()


def test_without_a_past_there_is_no_class() -> None:
    """Fewer than three cases give a sentence instead of an estimate."""
    plan = scored_and_open()
    few = replace(plan, projects=plan.projects[:2])
    found = estimated(few, AS_OF)
    assert (found.plan, found.projects) == (few, ())
    assert "no reference class" in found.notes[0].en


def test_what_was_reported_is_never_replaced() -> None:
    """Projects with effects, and those that are no candidates, stay as they are."""
    plan = scored_and_open()
    found = estimated(plan, AS_OF).plan

    def untouched(each: Plan) -> tuple[Project, ...]:
        return tuple(p for p in each.projects if p.id != "P81")

    assert untouched(found) == untouched(plan)
    assert found.assumptions == plan.assumptions


def test_the_living_plans_past_is_worked_out(living_plan: Path) -> None:
    """Every case names a project of the plan and shows its sum; estimates are of grade X throughout."""
    plan = read_plan(living_plan)
    past = class_of(plan, AS_OF)
    assert len(past.costs) >= 3
    assert max(case.value for case in past.slips) >= 5
    assert all(case.arithmetic for case in (*past.costs, *past.slips, *past.lengths, *past.done))
    found = estimated(plan, AS_OF)
    assert all(e.grade is Grade.ASSUMED for key in found.projects for e in found.plan.project(key).effects)


def test_the_roadmap_takes_estimates_only_where_asked() -> None:
    """Off by default the candidate cannot be decided; switched on it is, and the notes show the sum."""
    plan = scored_and_open()
    city = assemble(toytown.toytown_sectors(), plan)
    verdicts = {}
    for switch in (False, True):
        found = draw_up(plan, city, as_of=AS_OF, reference_classes=switch)
        verdicts[switch] = next(row["verdict"] for row in found["projects"] if row["id"] == "P81")
        assert any("÷ 100억원" in note["ko"] for note in found["notes"]) is switch
    assert verdicts[False] == "unscored"
    assert verdicts[True] in {"in", "out"}
