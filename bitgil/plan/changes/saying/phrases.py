"""The phrases that sentences are made of: one value that moved, or one thing that was revised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bitgil.quantity import Won, Words, eok, plain

MOST = 4
"""Phrases beyond these are counted, not listed."""
NONE = Words("없음", "none")


def moved(name: Words | None, was: Words | None, now: Words | None) -> Iterator[Words]:
    """Yield `name was → now` where the two differ."""
    if was == now:
        return
    old, new = was or NONE, now or NONE
    front = Words(f"{name.ko} ", f"{name.in_('en')} ") if name else None
    ko, en = (front.ko, front.en) if front else ("", "")
    yield Words(f"{ko}{old.ko} → {new.ko}", f"{en}{old.in_('en')} → {new.in_('en')}")


def revised(name: Words) -> Words:
    """Return that something longer than a value was revised."""
    return Words(f"{name.ko} 조정", f"{name.in_('en')} revised")


def joined(parts: Iterable[Words]) -> Words | None:
    """Return phrases as one, the first few listed and the others counted; None where there is none."""
    phrases = list(parts)
    if not phrases:
        return None
    shown, left = phrases[:MOST], len(phrases) - MOST
    ko, en = ", ".join(part.ko for part in shown), ", ".join(part.in_("en") for part in shown)
    return Words(f"{ko}, 그 밖에 {left}가지", f"{en}, and {left} more") if left > 0 else Words(ko, en)


def told(value: object, unit: Words | None = None) -> Words | None:
    """Return a value as words, None where it is missing."""
    if value in (None, ""):
        return None
    return Words(f"{value}{unit.ko}", f"{value}{unit.en}") if unit else Words(str(value), str(value))


def sum_of(amount: Won | int | None) -> Words | None:
    """Return an amount as 60억원 and KRW 6 billion, exactly; None where it is not known."""
    if amount is None:
        return None
    return Words(f"{eok(amount):,f}억원", f"KRW {plain(eok(amount) / 10):,f} billion")
