"""How any quantity of the city model comes about, in a year of the reader's choice."""

from __future__ import annotations

from typing import Any

from bitgil.city.model.span import FIRST, LAST
from bitgil.portal.explaining import tree_of, year_asked
from bitgil.portal.modelled import city_of
from bitgil.portal.moving import movers_of
from bitgil.portal.pages import NotHere
from bitgil.portal.sectors import left_out
from bitgil.quantity import Words
from bitgil.store.current import Current

TITLE = Words("모형의 양", "Quantity of the model")
PATH = "model/<str:quantity>/"
PARENT = "model"


def context(
    current: Current, language: str, quantity: str, year: str = "", since: str = ""
) -> dict[str, Any]:
    """Return the tree of one quantity; raise NotHere where the model has none of that name."""
    function = city_of(current).functions.get(quantity)
    if function is None:
        raise NotHere(quantity)
    chosen, wrong = year_asked(year)
    tree = tree_of(current, quantity, chosen, language)
    return {
        "title": tree.title,
        "function": function,
        "about": function.equation,
        "leaves_out": left_out(function.sector, language),
        "years": range(FIRST, LAST + 1),
        "year": chosen,
        "wrong": wrong,
        "tree": tree,
        "roots": (tree,),
        "moved": movers_of(current, quantity, chosen, since, language),
        "users": sorted(
            other.name
            for other in city_of(current).functions.values()
            if any(parameter.refers == quantity for parameter in other.parameters)
        ),
    }
