"""What each project changes: with it less without it, first in and last in."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
import toytown

from bitgil.city.contested import contested_in
from bitgil.city.impacts import impacts_of
from bitgil.city.model import City, impact
from bitgil.city.structures import answered
from bitgil.cli import main
from bitgil.cli.speech import Out
from bitgil.plan.types import Answer, Override, Structure
from bitgil.quantity import Grade, Words


def test_an_impact_is_the_run_with_it_less_the_run_without_it() -> None:
    """P01 on Toytown's emissions of 2030 is the mean of the two runs' difference, last in and first in."""
    city, seen = toytown.toytown_city(), toytown.toytown_observed()
    found = {(e.project, e.quantity, e.year): e for e in impacts_of(city, ["emissions"], observed=seen)}
    last = impact(city, "P01", ["emissions"], observed=seen).in_year("emissions", 2030)
    first = impact(city, "P01", ["emissions"], among=[], observed=seen).in_year("emissions", 2030)
    told = found["P01", "emissions", 2030]
    assert told.last == pytest.approx(float(np.mean(last)), rel=1e-9)
    assert told.first == pytest.approx(float(np.mean(first)), rel=1e-9)
    assert (told.low, told.high) == pytest.approx(tuple(np.percentile(last, (10, 90))))


def test_projects_on_one_driver_overlap() -> None:
    """Two projects at one chimney each take more alone than beside the other."""
    city, seen = toytown.toytown_city(), toytown.toytown_observed()
    two = tuple(project for project in city.plan.projects if project.id in {"P01", "P02"})
    found = impacts_of(replace(city, plan=replace(city.plan, projects=two)), ["emissions"], observed=seen)
    assert {e.project for e in found} == {"P01", "P02"}
    assert all(e.first < e.last < 0 for e in found)


def test_what_a_project_does_not_touch_has_no_line() -> None:
    """The ovens at the chimney move no people, so nothing is said of them."""
    city, seen = toytown.toytown_city(), toytown.toytown_observed()
    found = impacts_of(city, ["people", "emissions"], observed=seen)
    touching = {e.project for e in found if e.quantity == "people"}
    assert touching
    assert "P01" not in touching


def open_mill() -> City:
    """Return Toytown with a question, whether its mill runs or stands still."""
    words = Words("시험")
    runs = Answer("runs", words, default=True)
    idle = Answer("idle", words, overrides=(Override("mill.mill_use", Grade.ASSUMED, "-", Decimal(0)),))
    city = toytown.toytown_city()
    return replace(city, plan=replace(city.plan, structures=(Structure("mill", words, words, (runs, idle)),)))


def test_a_project_is_contested_where_another_overtakes_it_under_an_answer() -> None:
    """A project at the chimney of a mill at rest changes nothing, and one elsewhere then changes more."""
    city, seen = open_mill(), toytown.toytown_observed()
    found = contested_in(city, ["emissions"], observed=seen)
    assert found
    for each in found:
        assert (each.above, each.below) in {(("runs",), ("idle",)), (("idle",), ("runs",))}
    one = found[0]
    pair = [next(p for p in city.plan.projects if p.id == name) for name in (one.project, one.rival)]
    for answers, sign in ((one.above, 1), (one.below, -1)):
        own = answered(city, [f"mill={answers[0]}"])
        alone = [
            impact(own, project.id, ["emissions"], among=[], observed=seen).in_year("emissions", one.year)
            for project in pair
        ]
        assert sign * float(np.mean(alone[0] - alone[1])) > 0


def test_nothing_is_contested_without_a_question_or_where_it_does_not_reach() -> None:
    """A plan without questions has no contested project, nor has a figure that no answer changes."""
    seen = toytown.toytown_observed()
    assert contested_in(toytown.toytown_city(), ["emissions"], observed=seen) == ()
    assert contested_in(open_mill(), ["green_share"], observed=seen) == ()


def test_the_command_names_projects_without_an_effect(living_plan: Path) -> None:
    """One project's lines alone, an unknown one refused, and silence explained where nothing is sourced."""
    text, side = io.StringIO(), io.StringIO()
    assert main(["impact", str(living_plan), "P28", "--draws", "64"], Out("en", text, side)) == 0
    assert "emissions_territorial" in text.getvalue()
    assert "P28 raises it more under substitution=" in text.getvalue()
    assert "without a sourced effect" not in text.getvalue()
    assert main(["impact", str(living_plan), "P50", "--draws", "64"], Out("ko", text, side)) == 0
    assert "뒷받침되는 효과가 없는 사업: P50" in text.getvalue()
    assert main(["impact", str(living_plan), "P999"], Out("en", text, side)) == 2
    assert "there is no project 'P999'" in side.getvalue()
