"""A Plan → a folder of TOML and CSV. With `reading`, the only module that knows those formats.

A file whose records did not change keeps its bytes; in one that did, only the changed keys move, so
that comments stay and differences stay small.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import tomlkit
from tomlkit.items import AoT, Array, Float, InlineTable, Item, Table, Trivia

from bitgil.plan import types
from bitgil.plan.encoding import encode
from bitgil.plan.layout import (
    ASSUMPTIONS,
    COLLECTION_FIELDS,
    HEAD_FILE,
    LISTINGS,
    OBSERVED,
    SERIES_COLUMNS,
    SHELVES,
)
from bitgil.plan.reading import Files, listed_in, plan_of, read_files
from bitgil.plan.spelling import Spelling
from bitgil.plan.types import Plan
from bitgil.quantity import text_of

LONG = 100
"""Text longer than this, or of several lines, is written as a multi-line string."""


def write_plan(plan: Plan, folder: Path) -> tuple[str, ...]:
    """Make *folder* spell *plan* and return the files that changed; raise Unsound, writing nothing.

    New content is put beside the old first and swapped in last, so no file is ever half-written.
    """
    present = read_files(folder) if (folder / HEAD_FILE).is_file() else {}
    return put_files(folder, files_of(plan, present), present)


def put_files(folder: Path, wanted: Files, present: Files) -> tuple[str, ...]:
    """Make *folder* hold *wanted* where it held *present*; return the paths that changed."""
    changed = [path for path, content in wanted.items() if present.get(path) != content]
    gone = [path for path in present if path not in wanted]
    for path in changed:
        beside = _beside(folder / path)
        beside.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(wanted[path])
    for path in changed:
        _beside(folder / path).replace(folder / path)
    for path in gone:
        (folder / path).unlink()
    return tuple(sorted([*changed, *gone]))


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")


def files_of(plan: Plan, present: Files) -> dict[str, bytes]:
    """Return the files that spell *plan*, keeping every byte of *present* that need not change."""
    before = plan_of(present) if present else None
    where = listed_in(present)
    old = _spelled(before, where) if before else {}
    new = _spelled(plan, where)
    files = {path: _toml(present.get(path), old.get(path, {}), content) for path, content in new.items()}
    sheets = _sheets(before) if before else {}
    for path, content in _sheets(plan).items():
        files[path] = present[path] if sheets.get(path) == content else content
    return dict(sorted(files.items()))


def _spelled(plan: Plan, where: Mapping[tuple[str, str], str]) -> dict[str, dict[str, Any]]:
    """Return the plain data of each TOML file of a plan."""
    spelled: dict[str, dict[str, Any]] = {HEAD_FILE: encode(plan, Spelling.FILE, leave=COLLECTION_FIELDS)}
    for shelf in SHELVES:
        for record in getattr(plan, shelf.field):
            spelled[f"{shelf.folder}/{record.id}.toml"] = encode(record, Spelling.FILE, leave=("id",))
    for listing in LISTINGS:
        for record in getattr(plan, listing.field):
            name = record.subject if getattr(record, "kind", "") == "project.revised" else "meetings"
            path = where.get((listing.field, record.id), listing.default_file.format(name=name))
            spelled.setdefault(path, {listing.key: []})[listing.key].append(encode(record, Spelling.FILE))
    for assumption in plan.assumptions:
        sector, key = assumption.id.split(".", maxsplit=1)
        content = spelled.setdefault(f"{ASSUMPTIONS}/{sector}.toml", {})
        content[key] = encode(assumption, Spelling.FILE, leave=("id",))
    return spelled


def _sheets(plan: Plan) -> dict[str, bytes]:
    """Return the content of each CSV file of a plan."""
    sheets = {f"{ASSUMPTIONS}/{table.id}.csv": _csv([table.columns, *table.rows]) for table in plan.tables}
    for series in plan.observed:
        rows = [_reading_row(series.unit, reading) for reading in series.readings]
        sheets[f"{OBSERVED}/{series.id}.csv"] = _csv([SERIES_COLUMNS, *rows])
    return sheets


def _reading_row(unit: str, reading: types.Reading) -> tuple[str, ...]:
    value = "" if reading.value is None else text_of(reading.value)
    return (reading.period, value, unit, reading.grade.value, reading.source, reading.note)


def _csv(rows: list[tuple[str, ...]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _toml(present: bytes | None, old: dict[str, Any], new: dict[str, Any]) -> bytes:
    if present is not None and old == new:
        return present
    document = tomlkit.parse(present.decode("utf-8-sig")) if present is not None else tomlkit.document()
    _merge(document, old if present is not None else {}, new)
    return tomlkit.dumps(document).encode()


def _merge(container: Any, old: dict[str, Any], new: dict[str, Any]) -> None:  # noqa: ANN401  tomlkit's own
    for key in old.keys() - new.keys():
        del container[key]
    for key, value in _scalars_first(new):
        before = old.get(key)
        if value == before:
            continue
        if isinstance(value, dict) and isinstance(before, dict):
            _merge(container[key], before, value)
        elif _is_tables(value) and isinstance(before, list) and _grows(container[key], before, value):
            _merge_tables(container[key], before, value)
        else:
            container[key] = _item(value, inline=isinstance(container, InlineTable))


def _grows(held: Item, old: list[Any], new: list[Any]) -> bool:
    """Whether the tables can be put in and taken out one by one; an inline list is only changed in place."""
    return isinstance(held, AoT) or len(old) == len(new)


def _merge_tables(tables: Any, old: list[dict[str, Any]], new: list[dict[str, Any]]) -> None:  # noqa: ANN401
    """Change, append to and take out of an array of tables; those that stay keep their bytes."""
    surplus = max(len(old) - len(new), 0)
    gone = [place for place, was in enumerate(old) if was not in new][:surplus] if surplus else []
    gone += range(len(old) - surplus + len(gone), len(old))
    for place in reversed(gone):
        del tables[place]
    kept = [was for place, was in enumerate(old) if place not in gone]
    for place, now in enumerate(new):
        if place < len(kept):
            _merge(tables[place], kept[place], now)
        else:
            _append(tables, _table(now, inline=False))


def _append(tables: Any, table: Table | InlineTable) -> None:  # noqa: ANN401  tomlkit's own
    """Put a table behind the last one, with an empty line between it and whatever stands before and after."""
    last = tables[-1] if tables else None
    if last is not None and last.as_string().endswith("\n\n"):
        table.add(tomlkit.nl())
    elif last is not None:
        last.add(tomlkit.nl())
    tables.append(table)


def _scalars_first(data: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return the items with tables last: in TOML a key after a table belongs to the table."""
    return sorted(data.items(), key=lambda item: isinstance(item[1], dict) + 2 * _is_tables(item[1]))


def _is_tables(value: Any) -> bool:  # noqa: ANN401  plain data
    return isinstance(value, list) and bool(value) and all(isinstance(part, dict) for part in value)


def _item(value: Any, *, inline: bool) -> Item:  # noqa: ANN401  one line a type
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, str):
        several = "\n" in value
        return tomlkit.string(value, multiline=several)
    if isinstance(value, dict):
        return _table(value, inline=inline)
    if _is_tables(value) and not inline:
        tables = AoT([])
        for part in value:
            tables.append(_table(part, inline=False))
        return tables
    if isinstance(value, list):
        array = tomlkit.array()
        for part in value:
            array.append(_item(part, inline=True))
        return _fitted(array)
    return cast("Item", tomlkit.item(value))


def _fitted(array: Array) -> Array:
    if len(array.as_string()) > LONG:
        array.multiline(multiline=True)
    return array


def _number(value: Decimal) -> Item:
    text = text_of(value)
    return Float(float(value), Trivia(), text) if "." in text else tomlkit.item(int(text))


def _table(data: dict[str, Any], *, inline: bool) -> Table | InlineTable:
    table = tomlkit.inline_table() if inline else tomlkit.table()
    for key, value in _scalars_first(data):
        short = isinstance(value, dict) and not any(isinstance(part, (dict, list)) for part in value.values())
        table.append(key, _item(value, inline=inline or (short and len(str(value)) < LONG)))
    return table
