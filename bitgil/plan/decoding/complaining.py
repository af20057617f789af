"""How a fault in plain data is told: under which key, what is wrong, how to mend it, in two languages."""

from __future__ import annotations

from collections.abc import Callable

from bitgil.quantity import Unfit, Words

Complain = Callable[[str, Words, Words], None]
"""Called with a key path, what is wrong and how to mend it."""


def keyed(key: str, what: Words) -> Words:
    """Return what is wrong with the key in front, where there is one."""
    return Words(f"{key}: {what.ko}", f"{key}: {what.en}") if key else what


def below(complain: Complain, prefix: str) -> Complain:
    """Return a listener that puts *prefix* before every key."""

    def note(key: str, what: Words, fix: Words) -> None:
        complain(f"{prefix}.{key}" if key else prefix, what, fix)

    return note


def on_line(complain: Complain, number: int) -> Complain:
    """Return a listener that names the line of a CSV file before every key."""

    def note(key: str, what: Words, fix: Words) -> None:
        told = Words(f"{number}행 {key}".rstrip(), f"line {number} {key}".rstrip())
        complain("", Words(f"{told.ko}: {what.ko}", f"{told.en}: {what.en}"), fix)

    return note


class Faults:
    """A listener that keeps what it hears, to refuse data that no person wrote by hand."""

    def __init__(self) -> None:
        self.heard: list[tuple[Words, Words]] = []

    def __call__(self, key: str, what: Words, fix: Words) -> None:
        """Keep one fault."""
        self.heard.append((keyed(key, what), fix))

    def refusal(self) -> Unfit:
        """Return one refusal that names every fault heard."""
        ko = "; ".join(f"{what.ko} ({fix.ko})" for what, fix in self.heard)
        return Unfit(ko, "; ".join(f"{what.en} ({fix.en})" for what, fix in self.heard))
