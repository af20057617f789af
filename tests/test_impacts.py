"""What each project changes: with it less without it, first in and last in."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import toytown

from bitgil.city.impacts import impacts_of
from bitgil.city.model import impact
from bitgil.cli import main
from bitgil.cli.speech import Out


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


def test_the_command_names_projects_without_an_effect(living_plan: Path) -> None:
    """One project's lines alone, an unknown one refused, and silence explained where nothing is sourced."""
    text, side = io.StringIO(), io.StringIO()
    assert main(["impact", str(living_plan), "P28", "--draws", "64"], Out("en", text, side)) == 0
    assert "emissions_territorial" in text.getvalue()
    assert "without a sourced effect" not in text.getvalue()
    assert main(["impact", str(living_plan), "P50", "--draws", "64"], Out("ko", text, side)) == 0
    assert "뒷받침되는 효과가 없는 사업: P50" in text.getvalue()
    assert main(["impact", str(living_plan), "P999"], Out("en", text, side)) == 2
    assert "there is no project 'P999'" in side.getvalue()
