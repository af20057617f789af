"""Observations: every indicator with what was last measured, and the form for a new value."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from bitgil.government.acts import Act
from bitgil.government.views import standing
from bitgil.plan.types import Indicator
from bitgil.portal.workspace.bureau.beginning import periods
from bitgil.portal.workspace.desk import Desk, Done
from bitgil.portal.workspace.forms import Begun, form_for
from bitgil.portal.workspace.handing import handed_in
from bitgil.quantity import Words

TITLE = Words("지표 관측", "Observations")
PATH = "observations/"
DEED = "indicator.observed"
PARENT = "workspace"
MENU = 36


def context(desk: Desk) -> dict[str, Any]:
    """Return the indicators with their last value by act, and the form of the one that is asked for."""
    asked = desk.query.get("indicator", "")
    chosen = next((each for each in desk.plan.indicators if each.id == asked), None)
    return {
        "rows": [(each, _last(desk, each)) for each in desk.plan.indicators],
        "chosen": chosen,
        "form": _form(desk, chosen) if chosen else None,
    }


def post(desk: Desk) -> Done:
    """Record the value and show the list again."""
    act = handed_in(desk, {DEED}, {each.id for each in desk.plan.indicators})
    said = Words(f"관측값을 {act.number}번으로 기록했습니다", f"the value is recorded as act {act.number}")
    return Done(reverse("observations"), said)


def _form(desk: Desk, indicator: Indicator) -> Any:  # noqa: ANN401  a Form
    years = tuple(
        (str(year), Words(f"{year}년", str(year)))
        for year in range(int(desk.today[:4]), int(desk.today[:4]) - 3, -1)
    )
    begun = Begun({"unit": indicator.unit, "grade": "A"}, choices={"period": (*periods(desk.today), *years)})
    return form_for(DEED, indicator.id, desk, begun)


def _last(desk: Desk, indicator: Indicator) -> Act | None:
    found = [act for act in standing(desk.state.dossier(indicator.id)) if act.kind == DEED]
    return found[-1] if found else None
