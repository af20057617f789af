"""Long lists: which page of one is shown, and all of it as a table to keep."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bitgil.portal.counting import whole
from bitgil.portal.workspace.desk import Download


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a list: its number, how many pages there are, and the places it shows."""

    number: int
    pages: int
    places: slice


def part_of(wanted: str, count: int, a_page: int) -> Part:
    """Return the page that was asked for, the first or the last where there is no such page."""
    pages = max(1, -(-count // a_page))
    number = min(max(whole(wanted) or 1, 1), pages)
    return Part(number, pages, slice((number - 1) * a_page, number * a_page))


def table(name: str, head: Sequence[str], lines: Iterable[Sequence[str]]) -> Download:
    """Return a CSV file under that name, in UTF-8 with the mark that spreadsheets look for."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([_harmless(cell) for cell in line] for line in lines)
    return Download(f"{name}.csv", text.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8")


def _harmless(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
