"""The line at the foot of every page that says whether anybody but the city witnessed the log."""

from __future__ import annotations

from typing import Any

from django import template

from bitgil.portal import ledger

register = template.Library()


@register.inclusion_tag("parts/witnessed.html")
def witnessed() -> dict[str, Any]:
    """Say whether a quorum of independent witnesses cosigned the log that is shown."""
    return {"log": ledger.shown()}
