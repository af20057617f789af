"""Steel inside the running model: one electric furnace, on the plan's own ranges."""

from decimal import Decimal
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from bitgil.city import energy, inventory, steel
from bitgil.city.model import City, Run, assemble, run
from bitgil.plan.reading import plan_of
from bitgil.plan.types import Delivery, Effect, Placement, Plan, Project, Status
from bitgil.plan.types.project import Standing
from bitgil.quantity import Grade, Words

PLAN = Path(__file__).parent.parent / "plans" / "gwangyang"
ENERGY_TABLES = ("energy_carbon_free.csv", "energy_grid_factors.csv")
WANTED = (
    "steel_scope12_company",
    "steel_emissions_territorial",
    "emissions_territorial_2020",
    "inventory_ratio",
)
FURNACE = Project(
    "furnace",
    Words("전기로"),
    Placement(1, Grade.ASSUMED, why="a test"),
    "company",
    "company",
    Status(Standing.ON_TRACK, "2025", "a test", "a test"),
    delivery=Delivery(Decimal(1), "2026Q3", Grade.ASSUMED, "built for sure", slip_high=Decimal(2)),
    effects=(Effect("steel.eaf_capacity", Decimal(2_500_000), "t/yr", Grade.PRESS, "a test", "a test"),),
)
HEAD = """
id = "works"
city = { ko = "시" }
name = { ko = "계획" }
vision = { ko = "비전" }
goal = { ko = "목표" }
adopted = "2025"
source = "a test"
[period]
first = 2025
last = 2030
"""


@cache
def works(*, unlimited: bool = False) -> City:
    """Return the city of the plan's steel and power alone, on request with a plant never full."""
    names = ("steel.toml", "inventory.toml", "energy.toml", "steel_relinings.csv", *ENERGY_TABLES)
    files = {f"assumptions/{name}": (PLAN / "assumptions" / name).read_bytes() for name in names}
    if unlimited:
        text = files["assumptions/steel.toml"].decode()
        full = "value = 0.95\nlow = 0.92\nhigh = 0.98\n"
        assert text.count(full) == 1
        files["assumptions/steel.toml"] = text.replace(full, "value = 2\nlow = 2\nhigh = 2\n").encode()
    plan: Plan = plan_of({"plan.toml": HEAD.encode(), **files})
    return assemble({"steel": steel, "inventory": inventory, "energy": energy}, plan)


def saved(city: City, quantity: str) -> np.ndarray:
    """Return what the furnace saves in 2030, Mt a draw, over 1,024 draws."""
    without: Run = run(city, WANTED, draws=1024, projects=())
    with_it: Run = run(city, WANTED, draws=1024, projects=(FURNACE,))
    return (without.in_year(quantity, 2030) - with_it.in_year(quantity, 2030)) / 1e6


def test_the_furnace_saves_less_than_half_of_what_was_claimed() -> None:
    """Where the plant is never full the furnace saves 0.7-1.6-2.5 Mt in 2030 and hardly ever 3.5."""
    company = saved(works(unlimited=True), "steel_scope12_company")
    assert np.percentile(company, (10, 50, 90)) == pytest.approx([0.7, 1.6, 2.5], abs=0.06)
    assert (company >= 3.5).mean() <= 0.004
    territorial = saved(works(unlimited=True), "steel_emissions_territorial")
    assert np.percentile(territorial, (10, 50, 90)) == pytest.approx([0.8, 1.6, 2.3], abs=0.06)


def test_a_full_plant_makes_more_steel_instead_of_less_carbon() -> None:
    """Where demand passes what the plant can make, the furnace adds steel and saves less at the low end."""
    full, free = (saved(works(unlimited=free), "steel_scope12_company") for free in (False, True))
    assert np.percentile(full, 10) < np.percentile(free, 10) - 0.2
    assert np.percentile(full, 90) == pytest.approx(np.percentile(free, 90), abs=0.05)


def test_every_draw_adds_up_to_the_published_total_and_the_ratio_stays_in_its_band() -> None:
    """All draws of 2020 make 35.56 Mt, and kappa lies at 0.755-0.79-0.83."""
    drawn = run(works(), WANTED, draws=1024)
    assert np.allclose(drawn["emissions_territorial_2020"], 35_560_000)
    assert drawn.percentiles("inventory_ratio")[:, 0] == pytest.approx([0.755, 0.79, 0.83], abs=0.01)
