"""Toytown (장난감시): a small city that never changes, for golden texts and worked examples.

Belongs here: its plan folder and its three tiny sectors. Nothing here is ever edited to make a test
pass: what is approved about Toytown is approved in tests/approved.
"""

from pathlib import Path
from types import ModuleType

import toytown.sectors
from bitgil.city.model import City, assemble
from bitgil.folder import modules_in
from bitgil.plan.reading import read_plan
from bitgil.plan.types import Plan

PLAN = Path(__file__).parent / "plan"


def toytown_sectors() -> dict[str, ModuleType]:
    """Return Toytown's sectors by name."""
    return modules_in(toytown.sectors)


def toytown_plan() -> Plan:
    """Return Toytown's plan as it lies in its folder."""
    return read_plan(PLAN)


def toytown_city() -> City:
    """Return Toytown's model, assembled."""
    return assemble(toytown_sectors(), toytown_plan())


def toytown_observed() -> dict[str, dict[int, float]]:
    """Return what was measured, by the quantity of the model that it measures."""
    plan = toytown_plan()
    return {
        indicator.measured_by: {
            year: float(value) for year, value in plan.series(indicator.observed).yearly().items()
        }
        for indicator in plan.indicators
    }
