"""How the roadmap spells values and words where they are kept or published: what JSON can hold."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import overload

from bitgil.quantity import Words, text_of

DIGITS = 10


@overload
def spelt(number: Fraction) -> str: ...
@overload
def spelt(number: Fraction | None) -> str | None: ...
def spelt(number: Fraction | None) -> str | None:
    """Return a number as a decimal text, rounded where it does not end; None where there is no number."""
    if number is None:
        return None
    return text_of(round(Decimal(number.numerator) / Decimal(number.denominator), DIGITS))


def both(words: Words) -> dict[str, str]:
    """Return words in both languages, the Korean twice where there is no English."""
    return {"ko": words.ko, "en": words.in_("en")}
