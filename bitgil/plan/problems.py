"""A Problem: where, what, and how to mend it. Rules yield Problems; only programmers' faults raise."""

from __future__ import annotations

from dataclasses import dataclass

from bitgil.quantity import Words


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One complaint about one file, in English and Korean."""

    where: str
    what: str
    fix: str
    what_ko: str = ""
    fix_ko: str = ""

    def __str__(self) -> str:
        """Return the two lines that `bitgil check` prints."""
        return f"{self.where}: {self.what}\n    fix: {self.fix}"

    def in_(self, language: str) -> str:
        """Return the two lines in Korean or English, English where no Korean was written."""
        if language == "ko" and self.what_ko:
            return f"{self.where}: {self.what_ko}\n    고치는 법: {self.fix_ko or self.fix}"
        return str(self)


def problem(where: str, what: Words, fix: Words) -> Problem:
    """Return the Problem that says *what* and *fix* in both languages."""
    return Problem(where, what.en, fix.en, what.ko, fix.ko)


class Unsound(Exception):  # noqa: N818  reads as the sentence it is raised for
    """Raised where a plan folder cannot become a Plan; carries every Problem found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
