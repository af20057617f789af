"""Filters and tags that read a record out in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from bitgil.drawing import Drawing
from bitgil.plan.types.project import Standing
from bitgil.portal import links as links_to
from bitgil.portal import spelling, terms
from bitgil.portal.naming import value_name
from bitgil.quantity import Grade, Won, Words

register = template.Library()


def _language() -> str:
    return get_language() or "ko"


@register.filter
def said(words: Words | None) -> str:
    """Return words in the reader's language."""
    return words.in_(_language()) if words else ""


@register.filter
def tongue(words: Words | None) -> str:
    """Return the language the words are really in, for a lang attribute."""
    return "en" if words and _language() == "en" and words.en else "ko"


@register.filter
def money(amount: Won) -> str:
    """Return an amount of won in 억원 or KRW."""
    return spelling.write_won(amount, _language())


@register.filter
def number(value: Decimal) -> str:
    """Return a number with thousands separated."""
    return spelling.write_number(spelling.round_long(Decimal(value)))


@register.filter
def exact(value: Decimal) -> str:
    """Return a number as a machine reads it: no separators, no exponent."""
    return f"{value:f}"


@register.filter
def in_unit(value: Decimal, unit: str) -> str:
    """Return a number and its unit in words, every digit."""
    return spelling.write_exact(Decimal(value), unit, _language())


@register.filter
def unit_word(unit: str) -> str:
    """Return a unit in words."""
    return terms.unit_in_words(unit, _language())


@register.filter
def in_short(value: Decimal, unit: str) -> str:
    """Return a number as a headline has room for it, with its unit in words."""
    return spelling.write_short(Decimal(value), unit, _language())


@register.filter
def percent(share: Decimal) -> str:
    """Return a share of one as a percentage."""
    return f"{spelling.write_number(Decimal(share) * 100, 1)} %"


@register.filter
def rate(percentage: Decimal) -> str:
    """Return a percentage that is one already, with one decimal."""
    return f"{spelling.write_number(Decimal(percentage), 1)} %"


@register.filter
def moment(text: str) -> str:
    """Return a date as the reader writes it."""
    return spelling.write_moment(str(text), _language())


@register.filter
def term(key: str, glossary: str) -> str:
    """Return the word for a key of a glossary in bitgil.portal.terms, such as `kind|term:"KIND"`."""
    return terms.say(getattr(terms, glossary), key, _language())


@register.filter
def addresses(text: str) -> tuple[str, ...]:
    """Return the web addresses in a source text."""
    return spelling.addresses(text or "")


@register.filter
def site(address: str) -> str:
    """Return the site's name of a web address."""
    return spelling.site(address)


@register.filter
def picture(drawing: Drawing) -> SafeString:
    """Return a drawing's SVG as it is; every text in it was escaped when it was drawn."""
    return mark_safe(drawing.svg)  # noqa: S308  the only markup that is trusted: our own


@register.inclusion_tag("parts/grade.html")
def grade(value: Grade) -> dict[str, Any]:
    """Show a grade as a small labelled mark."""
    return {"letter": value.value, "meaning": value.en if _language() == "en" else value.ko}


@register.inclusion_tag("parts/status.html")
def status(value: Standing) -> dict[str, Any]:
    """Show where a project stands as a word on a badge."""
    return {"look": terms.STATUS_LOOK[value], "word": value.en if _language() == "en" else value.value}


@register.inclusion_tag("parts/source.html")
def source(text: str, why: str = "") -> dict[str, Any]:
    """Show where a figure comes from: links to what was published, or the reason for an assumption."""
    text = text or ""
    links = spelling.addresses(text)
    rest = text
    for link in links:
        rest = rest.replace(link, "")
    act = links_to.request_behind(text)
    return {"links": links, "rest": "" if act else rest.strip(" ;,()·/"), "why": why, "act": act}


@register.filter
def key(mapping: Mapping[Any, Any], name: object) -> object:
    """Return what a mapping holds under a name that the template carries in a variable."""
    return mapping.get(name)


@register.filter
def at(values: Sequence[Any], place: int) -> object:
    """Return what stands at a place that the template counts."""
    return values[place]


@register.simple_tag
def written(field: str, text: str) -> str:
    """Return the old or new value of a revised field: money in 억원, years as years."""
    return spelling.write_field(field, text, _language())


@register.filter
def sector_of(assumption: str) -> str:
    """Return the sector of an assumption's id, such as steel of steel.eaf_capacity."""
    return assumption.split(".", 1)[0]


@register.filter
def claimed(about: str) -> str:
    """Return what a claim is about, with the machine's separators read as spaces."""
    return about.replace("_", " ").replace(".", ": ", 1)


@register.filter
def spoken(words: Mapping[str, str] | None) -> str:
    """Return plain words, as computed results carry them, in the reader's language."""
    return Words(words["ko"], words.get("en", "")).in_(_language()) if words else ""


@register.filter
def meant(value: str, field: str) -> str:
    """Return the word for a listed value of a field of acts, such as `outcome|meant:"outcome"`."""
    return value_name(field, value).in_(_language())


@register.filter
def after_slash(subject: str) -> str:
    """Return the number of a meeting: 2026-1 of 4ir/2026-1."""
    return subject.partition("/")[2]
