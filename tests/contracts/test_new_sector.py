"""A sector that is dropped in runs at once: its own files, and no edit of any other."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import bitgil.city
from bitgil.checking import check, sectors_for
from bitgil.city.model import assemble, run
from bitgil.plan.reading import read_plan

SECTOR = '''"""Gardens: what the city's people grow."""

from __future__ import annotations

from typing import Annotated

from bitgil.city.arrays import Array
from bitgil.quantity import Words

TITLE = Words("텃밭", "Gardens")
LEAVES_OUT = Words("날씨", "weather")


def garden_area(population: Array, garden_per_head: Array) -> Annotated[Array, "m^2"]:
    """Area of gardens.

    Equation: A = people x area a head.  Source: worked example.
    """
    return population * garden_per_head
'''
ASSUMPTIONS = """[garden_per_head]
meaning = "한 사람의 텃밭"
value = 2.5
unit = "m^2/person"
grade = "X"
why = "보기로 든 값"
"""


@pytest.fixture
def folder(living_plan: Path, tmp_path: Path) -> Iterator[Path]:
    """Drop a sector's module beside the others and its assumptions into a copy of the plan in use."""
    plan, beside = Path(shutil.copytree(living_plan, tmp_path / "plan")), tmp_path / "sectors"
    beside.mkdir()
    (beside / "gardens.py").write_text(SECTOR, encoding="utf-8")
    (plan / "assumptions" / "gardens.toml").write_text(ASSUMPTIONS, encoding="utf-8")
    bitgil.city.__path__.append(str(beside))
    yield plan
    bitgil.city.__path__.remove(str(beside))
    sys.modules.pop("bitgil.city.gardens", None)


def test_a_dropped_in_sector_is_checked_and_runs(folder: Path) -> None:
    """Two new files give a quantity that is found, checked, drawn and computed from another sector's."""
    assert check(folder).problems == ()
    plan = read_plan(folder)
    city = assemble(sectors_for(plan), plan)
    assert city.functions["garden_area"].sector == "gardens"
    done = run(city, ["garden_area", "population"])
    assert np.allclose(done.in_year("garden_area", 2030), 2.5 * done.in_year("population", 2030))
    assert (done.in_year("garden_area", 2030) > 0).all()


def test_a_dropped_in_sector_with_a_wrong_unit_is_named(folder: Path) -> None:
    """The dry run names the new function, what it should give and what it gives."""
    path = folder / "assumptions" / "gardens.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("m^2/person", "t/person"), encoding="utf-8")
    (problem,) = check(folder).problems
    assert "garden_area" in problem.what
    assert "m^2" in str(problem)
