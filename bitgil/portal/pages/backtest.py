"""The back-test: how far every rule would have missed in the past, beside 'as last year'."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import Any

from bitgil.city.past.trial import NO_CHANGE
from bitgil.portal.terms import RULE, say
from bitgil.quantity import Words
from bitgil.store.current import Current

TITLE = Words("지난 예측의 성적", "How past forecasts did")
PATH = "backtest/"
PARENT = "indicators"
FEW = 5
"""Fewer trials than this say little, and the page says so."""


def context(current: Current, language: str) -> dict[str, Any]:
    """Return the tested rules by indicator, with those that lose to no change counted."""
    known = {indicator.id: indicator for indicator in current.plan.indicators}
    rows = [_row(row, language) for row in current.backtest]
    groups = [
        {
            "indicator": known.get(indicator),
            "what": what,
            "aside": indicator in known and known[indicator].observed != what,
            "key": f"{indicator or 'other'}-{what}",
            "unit": known[indicator].unit if indicator in known else "",
            "rows": list(found),
        }
        for (indicator, what), found in groupby(rows, key=lambda row: (row["indicator"], row["what"]))
    ]
    judged = [row for row in rows if row["vs_no_change"] is not None and row["rule"] != NO_CHANGE]
    return {
        "groups": groups,
        "total": len(rows),
        "judged": len(judged),
        "losing": sum(row["loses"] for row in judged),
    }


def _row(row: dict[str, Any], language: str) -> dict[str, Any]:
    numbers = {
        name: None if row[name] is None else Decimal(row[name])
        for name in ("mae", "mape", "vs_no_change", "coverage")
    }
    return {
        **row,
        **numbers,
        "named": say(RULE, row["rule"], language),
        "unchanged": row["rule"] == NO_CHANGE,
        "few": row["n"] < FEW,
    }
