"""The environment analysis: what was found outside (PEST) and inside (SWOT) the city."""

from __future__ import annotations

from typing import Any

from bitgil.plan.types.analysis import FINDING_KINDS
from bitgil.quantity import Words
from bitgil.store.current import Current

TITLE = Words("환경분석", "Findings")
PATH = "findings/"
MENU = 50


def context(current: Current, language: str, kind: str = "") -> dict[str, Any]:  # noqa: ARG001  one shape
    """Return the findings by kind, one kind alone where asked."""
    findings = current.plan.findings
    present = [k for k in FINDING_KINDS if any(f.kind == k for f in findings)]
    shown = [k for k in present if kind in ("", k)]
    return {
        "kinds": present,
        "asked": kind,
        "total": len(findings),
        "groups": [(k, [f for f in findings if f.kind == k]) for k in shown],
    }
