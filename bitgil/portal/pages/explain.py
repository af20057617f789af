"""How an indicator's modelled figure comes about: down to functions, assumptions and sources."""

from __future__ import annotations

from typing import Any

from bitgil.city.model.span import FIRST, LAST
from bitgil.portal.explaining import tree_of, year_asked
from bitgil.portal.modelled import city_of
from bitgil.portal.moving import movers_of
from bitgil.portal.pages import NotHere
from bitgil.quantity import Words
from bitgil.store.current import Current

TITLE = Words("이 수치는 어떻게 나왔나", "How this figure comes about")
PATH = "indicators/<str:indicator_id>/explain/"
PARENT = "indicators"


def context(
    current: Current, language: str, indicator_id: str, year: str = "", since: str = ""
) -> dict[str, Any]:
    """Return the tree of one indicator in a year; raise NotHere where the plan has none of that id."""
    indicator = next((i for i in current.plan.indicators if i.id == indicator_id), None)
    if indicator is None:
        raise NotHere(indicator_id)
    chosen, wrong = year_asked(year)
    computed = indicator.measured_by in city_of(current).functions
    tree = tree_of(current, indicator.measured_by, chosen, language) if computed else None
    return {
        "indicator": indicator,
        "outlook": current.outlooks.get(indicator.id),
        "years": range(FIRST, LAST + 1),
        "year": chosen,
        "wrong": wrong,
        "roots": (tree,) if tree else (),
        "tree": tree,
        "moved": movers_of(current, indicator.measured_by, chosen, since, language) if computed else None,
    }
