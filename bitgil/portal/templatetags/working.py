"""Filters of the workspace's forms: what a form has seen, and a Problem in the reader's language."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from bitgil.plan.problems import Problem
from bitgil.portal.workspace.desk import Desk

register = template.Library()


@register.filter
def seen_by(subject: str, desk: Desk) -> int:
    """Return the number of the last act about a subject: whoever sends the form again has now seen it."""
    return desk.seen(subject)


@register.filter
def what(problem: Problem) -> str:
    """Return what is wrong, in the reader's language."""
    return _words(problem.what_ko, problem.what)


@register.filter
def fix(problem: Problem) -> str:
    """Return how to mend it, in the reader's language."""
    return _words(problem.fix_ko, problem.fix)


def _words(korean: str, english: str) -> str:
    return korean if korean and (get_language() or "ko") == "ko" else english
