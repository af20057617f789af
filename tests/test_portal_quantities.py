"""What the quantities of the city model are called: in Korean, each by a name of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from bitgil.checking import sectors_for
from bitgil.city.model import City, assemble
from bitgil.city.model.functions import functions_of
from bitgil.plan.reading import read_plan
from bitgil.plan.types import Plan
from bitgil.portal.quantities import KOREAN, name_of

HANGUL = re.compile("[가-힣]")
SECTOR = '''
from typing import Annotated

from bitgil.city.arrays import Array
from bitgil.quantity import Words

TITLE = Words("주조", "Foundry")
NAMES = {"hot_metal": Words("쇳물", "Molten iron"), "cold_metal": Words("굳은 쇠", "")}


def hot_metal(ore: Array) -> Annotated[Array, "t/yr"]:
    """Pig iron."""
    return ore


def cold_metal(hot_metal: Array) -> Annotated[Array, "t/yr"]:
    """Castings."""
    return hot_metal
'''


@pytest.fixture(scope="module")
def plan(living_plan: Path) -> Plan:
    """Read the plan in use once."""
    return read_plan(living_plan)


@pytest.fixture(scope="module")
def city(plan: Plan) -> City:
    """Assemble the model that the plan in use runs on."""
    return assemble(sectors_for(plan), plan)


def test_every_quantity_has_a_korean_name(plan: Plan, city: City) -> None:
    """No quantity needs an indicator to be named in Korean, and every name is read as Korean."""
    unnamed = replace(plan, indicators=())
    for function in city.functions.values():
        name, language = name_of(function, unnamed, "ko")
        assert language == "ko", function.name
        assert HANGUL.search(name), function.name


def test_no_name_is_for_a_quantity_that_is_gone(city: City) -> None:
    """A name whose quantity was renamed or dropped does not stay behind."""
    assert set(KOREAN) <= set(city.functions)


@pytest.mark.parametrize("indicators", [True, False], ids=["indicators", "alone"])
def test_no_two_quantities_of_a_sector_share_a_name(plan: Plan, city: City, *, indicators: bool) -> None:
    """Within a sector a name tells which quantity is meant, whether or not indicators lend theirs."""
    asked = plan if indicators else replace(plan, indicators=())
    seen: dict[tuple[str, str], str] = {}
    for function in city.functions.values():
        place = function.sector, name_of(function, asked, "ko")[0]
        assert place not in seen, (place, seen.get(place), function.name)
        seen[place] = function.name


def test_a_sector_may_name_its_own_quantities(plan: Plan, tmp_path: Path) -> None:
    """A sector's own names come before any other's, in both languages, and need no file but its own."""
    (tmp_path / "foundry.py").write_text(SECTOR, encoding="utf-8")
    spec = spec_from_file_location("foundry", tmp_path / "foundry.py")
    assert spec is not None
    assert spec.loader is not None
    foundry = module_from_spec(spec)
    spec.loader.exec_module(foundry)
    found, problems = functions_of("foundry", foundry)
    assert not problems
    own = {"foundry": foundry}
    told = {f.name: [name_of(f, plan, tongue, own) for tongue in ("ko", "en")] for f in found}
    assert told == {
        "hot_metal": [("쇳물", "ko"), ("Molten iron", "en")],
        "cold_metal": [("굳은 쇠", "ko"), ("굳은 쇠", "ko")],
    }


def test_english_readers_get_the_description(plan: Plan, city: City) -> None:
    """Without a name in English a quantity stands under the first line of its own description."""
    told, language = name_of(city.functions["hot_metal"], plan, "en")
    assert language == "en"
    assert told.startswith("Pig iron from the blast furnaces")
