"""How the command line speaks: language by locale, text or JSON, progress on anything slow."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, TextIO
from unicodedata import east_asian_width

from bitgil.plan.problems import Problem
from bitgil.quantity import Words

SLOW = 2.0
"""Seconds after which progress is shown."""


def language_of(environment: Mapping[str, str]) -> str:
    """Return 'ko' where the locale is Korean, 'en' otherwise, as POSIX ranks the variables."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "ko" if environment[name].lower().startswith("ko") else "en"
    return "en"


@dataclass(slots=True)
class Out:
    """Where a verb prints: the answer to `text`, progress and complaints to `side`."""

    language: str
    text: TextIO
    side: TextIO

    def say(self, words: Words | str = "") -> None:
        """Print one line of the answer."""
        print(words.in_(self.language) if isinstance(words, Words) else words, file=self.text)

    def tell(self, ko: str, en: str) -> None:
        """Print one line of the answer in the reader's language."""
        self.say(Words(ko, en))

    def note(self, ko: str, en: str) -> None:
        """Print one line beside the answer."""
        print(ko if self.language == "ko" else en, file=self.side)

    def data(self, content: Any) -> None:  # noqa: ANN401  plain data
        """Print the answer as JSON for machines."""
        print(json.dumps(content, ensure_ascii=False, indent=2, default=str), file=self.text)

    def problems(self, problems: Iterable[Problem]) -> None:
        """Print every Problem, each with its mend."""
        for problem in problems:
            self.say(problem.in_(self.language))

    def table(self, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
        """Print rows under a head in columns; a Korean letter counts as two places."""
        lines = [head, *rows]
        widths = [max(_places(line[column]) for line in lines) for column in range(len(head))]
        for place, line in enumerate(lines):
            cells = (cell + " " * (width - _places(cell)) for cell, width in zip(line, widths, strict=True))
            self.say("  ".join(cells).rstrip())
            if place == 0:
                self.say("  ".join("─" * width for width in widths))


def counted(number: int, noun: str, many: str = "") -> str:
    """Return a number with its English noun: 1 act, 2 acts; *many* where an s does not make it."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {many or f'{noun}s'}"


def _places(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def problem_data(problems: Iterable[Problem]) -> list[dict[str, str]]:
    """Return Problems as plain data."""
    return [asdict(problem) for problem in problems]


class Progress:
    """Counts aloud on the side once a run takes longer than two seconds."""

    def __init__(self, out: Out, ko: str, en: str) -> None:
        self.out, self.label = out, ko if out.language == "ko" else en
        self.begun, self.shown = time.monotonic(), -1
        self.live = out.side.isatty()

    def __call__(self, done: int, whole: int) -> None:
        """Show how far the run is."""
        share = 100 * done // max(whole, 1)
        if time.monotonic() - self.begun < SLOW or share == self.shown:
            return
        if not self.live and share // 25 == self.shown // 25:
            return
        self.shown = share
        end = ("\n" if done >= whole else "") if self.live else "\n"
        print(
            f"{chr(13) if self.live else ''}{self.label} {share} %", end=end, file=self.out.side, flush=True
        )


def standard() -> Out:
    """Return the process's own output in the language of its locale."""
    return Out(language_of(os.environ), sys.stdout, sys.stderr)
