"""Writes docs/reference/plan-folder.md from the plan's own records, so that it cannot drift.

Run it as `.venv/bin/python docs/write_reference.py`; a test compares the page with what this writes.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_origin

from bitgil.folder import modules_in
from bitgil.plan import layout, types
from bitgil.plan.spelling import hints_of, without_none
from bitgil.plan.types import Assumption, Plan, YearValue
from bitgil.quantity import Figure, Grade, Won, Words

PAGE = Path(__file__).parent / "reference" / "plan-folder.md"
NAMED_BY_FILE = {Assumption, *(shelf.kind for shelf in layout.SHELVES)}
MADE_OTHERWISE = {"Plan", "Reading", "Series", "Table", "YearValue"}

HEAD = """\
# The plan folder

*This page is written by `docs/write_reference.py` from the records in `bitgil/plan/types`; do not edit it.*

A plan is a folder of TOML and CSV files in UTF-8. A key that is not on this page is a fault, and so is a
missing key that is marked **needed**. `bitgil check` names every fault at once, with its mend.

- **Money** is written in 억원 (10⁸ won), as a decimal: `amount = 7464.5`. Kept, it is whole won.
- **A moment** is `2025`, `2025H1`, `2025Q3`, `2025-10` or `2025-10-21`, written as text.
- **A grade** says how well a figure is known:
  {grades}.
  A figure of grade X says `why` (or the field the table names), any other its `source`.
- **Words** are Korean with English beside it: `name = {{ ko = "광양시", en = "Gwangyang" }}`.
- A field left out is *missing*, and stays missing on every page.

## Which file holds what

| file | holds | its id |
|---|---|---|
{files}
"""

TAIL = f"""
## Observed series

`observed/<id>.csv`: one line a period, in one unit; the file's name is the series' id. The header is

    {",".join(layout.SERIES_COLUMNS)}

An empty `value` says: looked for, and not found. Text that holds a comma stands between quotation marks.

## Tables

`assumptions/<id>.csv`: figures by several keys, such as sex, age and year. The header names the columns; the
last one is the value. An assumption refers to it by `table = "<id>"` and gives unit, grade and source.
"""


def page() -> str:
    """Return the whole page."""
    grades = "; ".join(f"**{grade.value}** {grade.en}" for grade in Grade)
    head = HEAD.format(grades=grades, files="\n".join(file_rows()))
    sections = "".join(section(kind) for kind in records())
    return head + sections + "\n## Closed lists\n\n" + "\n".join(closed_lists()) + "\n" + TAIL


def closed_lists() -> Iterator[str]:
    """Yield each list of allowed words, such as MONEY_SOURCES, found in the modules of the records."""
    found = {
        name: words
        for module in modules_in(types).values()
        for name, words in vars(module).items()
        if name.isupper() and isinstance(words, tuple)
    }
    for name in sorted(found):
        yield f"- **{name.replace('_', ' ').lower()}**: {code(found[name])}"


def file_rows() -> Iterator[str]:
    """Yield the table of files."""
    yield f"| `{layout.HEAD_FILE}` | the plan's head: {code(layout.HEAD_FIELDS)} | written inside |"
    for shelf in layout.SHELVES:
        yield f"| `{shelf.folder}/<id>.toml` | one {linked(shelf.kind)} | the file's name |"
    one = linked(Assumption)
    yield f"| `{layout.ASSUMPTIONS}/<sector>.toml` | `[key]` tables, each one {one} | `<sector>.<key>` |"
    yield f"| `{layout.ASSUMPTIONS}/<id>.csv` | one [table](#tables) | the file's name |"
    yield f"| `{layout.OBSERVED}/<id>.csv` | one [observed series](#observed-series) | the file's name |"
    for part in layout.LISTINGS:
        yield f"| `{part.pattern}` | `[[{part.key}]]`, each one {linked(part.kind)} | written inside |"


def records() -> list[type[Any]]:
    """Return every record that a file spells out: the plan's head first, then by name."""
    named = [getattr(types, name) for name in types.__all__ if name not in MADE_OTHERWISE]
    return [
        Plan,
        *sorted((kind for kind in named if is_dataclass(kind)), key=lambda kind: kind.__name__),
        Figure,
    ]


def section(kind: type[Any]) -> str:
    """Return one record: what it is and its fields."""
    rows = "\n".join(
        field_row(kind, one) for one in fields(kind) if kind is not Plan or one.name in layout.HEAD_FIELDS
    )
    meaning = inspect.getdoc(kind) or ""
    return f"\n## {kind.__name__}\n\n{meaning}\n\n| key | value | |\n|---|---|---|\n{rows}\n"


def field_row(kind: type[Any], one: Field[Any]) -> str:
    """Return one line of a record's table."""
    if one.name == "id" and kind in NAMED_BY_FILE:
        return "| `id` | not written: it is the file's name, or `<sector>.<key>` | |"
    needed = one.default is MISSING and one.default_factory is MISSING
    return (
        f"| `{one.name}` | {spelled(hints_of(kind)[one.name])} | {'needed' if needed else otherwise(one)} |"
    )


def otherwise(one: Field[Any]) -> str:
    """Return what holds where the key is left out, if that is worth saying."""
    plain = one.default
    if isinstance(plain, bool) or (isinstance(plain, str | int | Decimal) and plain not in ("", 0)):
        return f"`{str(plain).lower() if isinstance(plain, bool) else plain}` where left out"
    return ""


def spelled(hint: Any) -> str:  # noqa: ANN401  a type hint has no narrower type
    """Return in words how a value of this type is written in a file."""
    hint = without_none(hint)
    if get_origin(hint) is tuple:
        return listed(get_args(hint)[0])
    return linked(hint) if is_dataclass(hint) and hint is not Words else SPELLINGS.get(hint) or members(hint)


def listed(inner: Any) -> str:  # noqa: ANN401  the same
    """Return in words how a list of values of this type is written."""
    if inner is YearValue:
        return "a table of years: `{ 2025 = 0.94, 2030 = 0.97 }`"
    if get_origin(inner) is tuple:
        return "a list of pairs of numbers: `[[0, 0.3], [0.5, 0.7]]`"
    return f"a list of {spelled(inner)}"


SPELLINGS = {
    str: "text",
    int: "a whole number",
    bool: "`true` or `false`",
    Decimal: "a number",
    Won: "money in 억원",
    Words: "words (`ko`, `en`)",
}


def members(hint: type[Any]) -> str:
    """Return the values of an enumeration, or the name of any other type."""
    if issubclass(hint, StrEnum):
        return ", ".join(f"`{member.value}`" for member in hint)
    return hint.__name__


def linked(kind: type[Any]) -> str:
    """Return a link to a record's own section."""
    return f"[{kind.__name__}](#{anchor(kind)})"


def anchor(kind: type[Any]) -> str:
    """Return the address of a record's section on the page."""
    return kind.__name__.lower()


def code(names: tuple[str, ...]) -> str:
    """Return names in code type, separated by commas."""
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE}")
