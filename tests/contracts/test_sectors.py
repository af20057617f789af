"""Every sector of the city says what it is, what it leaves out, and each of its equations and units."""

from __future__ import annotations

from types import ModuleType

import pytest

import bitgil.city
from bitgil.city.model.functions import functions_of
from bitgil.folder import modules_in
from bitgil.quantity import Words

SECTORS = {name: module for name, module in modules_in(bitgil.city).items() if hasattr(module, "TITLE")}


@pytest.fixture(params=SECTORS)
def sector(request: pytest.FixtureRequest) -> ModuleType:
    """Return each sector in turn."""
    return SECTORS[request.param]


def test_every_sector_has_a_title_and_says_what_it_leaves_out(sector: ModuleType) -> None:
    """A reader learns in both languages what a sector is about and what it does not cover."""
    for words in (sector.TITLE, sector.LEAVES_OUT):
        assert isinstance(words, Words)
        assert words.ko
        assert words.en


def test_every_function_of_a_sector_declares_its_unit(sector: ModuleType) -> None:
    """The wiring finds no fault in the annotations, and each quantity has a unit that is one."""
    functions, problems = functions_of(sector.__name__.rpartition(".")[2], sector)
    assert [str(problem) for problem in problems] == []
    assert functions


def test_every_function_of_a_sector_gives_its_equation(sector: ModuleType) -> None:
    """The docstring holds the equation that the page shows beside the figure."""
    functions, _ = functions_of(sector.__name__.rpartition(".")[2], sector)
    assert [one.name for one in functions if "Equation" not in one.equation] == []


def test_every_sector_names_where_its_equations_come_from(sector: ModuleType) -> None:
    """Somewhere in a sector stands the source of its equations."""
    functions, _ = functions_of(sector.__name__.rpartition(".")[2], sector)
    assert any("Source" in text for text in (sector.__doc__ or "", *(one.equation for one in functions)))


def test_there_are_some_sectors() -> None:
    """The contract above is about real sectors."""
    assert SECTORS
