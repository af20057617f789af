"""What the quantities of the city model are called: in Korean, each by a name of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bitgil.checking import sectors_for
from bitgil.city import steel
from bitgil.city.model import City, assemble
from bitgil.plan.reading import read_plan
from bitgil.plan.types import Plan
from bitgil.portal.quantities import KOREAN, name_of
from bitgil.quantity import Words

HANGUL = re.compile("[가-힣]")


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


def test_a_sector_may_name_its_own_quantities(
    plan: Plan, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sector's own names come before the mapping's, in both languages, and need no file but its own."""
    names = {"hot_metal": Words("쇳물", "Molten iron"), "steel_intensity": Words("원단위", "")}
    monkeypatch.setattr(steel, "NAMES", names, raising=False)
    hot_metal, intensity = city.functions["hot_metal"], city.functions["steel_intensity"]
    assert name_of(hot_metal, plan, "ko") == ("쇳물", "ko")
    assert name_of(hot_metal, plan, "en") == ("Molten iron", "en")
    assert name_of(intensity, plan, "en") == ("원단위", "ko")


def test_english_readers_get_the_description(plan: Plan, city: City) -> None:
    """Without a name in English a quantity stands under the first line of its own description."""
    told, language = name_of(city.functions["hot_metal"], plan, "en")
    assert language == "en"
    assert told.startswith("Pig iron from the blast furnaces")
