"""A folder of TOML and CSV → a Plan. With `writing`, the only module that knows those formats.

Every fault in every file is gathered first; a folder with any fault yields no Plan and all Problems.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomli

from bitgil.folder import files_in
from bitgil.plan.decoding import Complain, decode, decode_part
from bitgil.plan.layout import (
    ASSUMPTIONS,
    HEAD_FIELDS,
    HEAD_FILE,
    LISTINGS,
    OBSERVED,
    SERIES_COLUMNS,
    SHELVES,
    Listing,
    Shelf,
)
from bitgil.plan.problems import Problem, Unsound
from bitgil.plan.types import Assumption, Plan, Reading, Series, Table

PATTERNS = (
    HEAD_FILE,
    *(f"{shelf.folder}/*.toml" for shelf in SHELVES),
    *(listing.pattern for listing in LISTINGS),
    f"{ASSUMPTIONS}/*.toml",
    f"{ASSUMPTIONS}/*.csv",
    f"{OBSERVED}/*.csv",
)

Files = Mapping[str, bytes]
"""A folder as a value: path relative to the folder → content."""


def read_plan(folder: Path) -> Plan:
    """Return the Plan that lies in *folder*; raise Unsound with every Problem of every file."""
    return plan_of(read_files(folder))


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the plan's files in *folder*; raise Unsound where there is no such folder."""
    if not (folder / HEAD_FILE).is_file():
        problem = Problem(
            f"{folder}",
            f"there is no {HEAD_FILE}",
            "name the folder that holds plan.toml",
            f"{HEAD_FILE} 파일이 없습니다",
            "plan.toml이 들어 있는 폴더를 지정하세요",
        )
        raise Unsound((problem,))
    found = {path for pattern in PATTERNS for path in files_in(folder, pattern)}
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(found)}


def plan_of(files: Files) -> Plan:
    """Return the Plan that *files* spell; raise Unsound with every Problem of every file."""
    reader = _Reader(files)
    values = reader.head()
    for shelf in SHELVES:
        values[shelf.field] = _by_id(reader.shelf(shelf))
    for listing in LISTINGS:
        values[listing.field] = _by_id(reader.listing(listing))
    values["assumptions"] = _by_id(reader.assumptions())
    values["tables"] = _by_id(reader.tables())
    values["observed"] = _by_id(reader.observed())
    if reader.problems:
        raise Unsound(tuple(sorted(set(reader.problems))))
    return Plan(**values)


def listed_in(files: Files) -> dict[tuple[str, str], str]:
    """Return in which file each record of a listing lies, by field and id."""
    reader = _Reader(files)
    return {
        (listing.field, str(part["id"])): path
        for listing in LISTINGS
        for path in reader.listed(listing)
        for part in (reader.toml(path) or {}).get(listing.key, [])
        if "id" in part
    }


def _by_id(records: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(records, key=lambda record: str(record.id)))


class _Reader:
    """Reads the files one by one and keeps every Problem."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.problems: list[Problem] = []

    def complain(self, where: str) -> Complain:
        def note(key: str, what: str, fix: str) -> None:
            self.problems.append(Problem(where, f"{key}: {what}" if key else what, fix))

        return note

    def matching(self, folder: str, ending: str) -> list[str]:
        return [
            path for path in sorted(self.files) if path.startswith(f"{folder}/") and path.endswith(ending)
        ]

    def text(self, path: str) -> str | None:
        try:
            return self.files[path].decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            self.complain(path)("", f"is not UTF-8 text (byte {fault.start})", "save the file as UTF-8")
            return None

    def toml(self, path: str) -> dict[str, Any] | None:
        text = self.text(path)
        if text is None:
            return None
        try:
            return tomli.loads(text.replace("\r\n", "\n"), parse_float=_exact)
        except tomli.TOMLDecodeError as fault:
            self.complain(path)("", f"is no TOML: {fault}", "mend the line that is named")
            return None

    def head(self) -> dict[str, Any]:
        data = self.toml(HEAD_FILE)
        if data is None:
            return {}
        return decode_part(Plan, data, self.complain(HEAD_FILE), HEAD_FIELDS) or {}

    def shelf(self, shelf: Shelf) -> Iterable[Any]:
        for path in self.matching(shelf.folder, ".toml"):
            data = self.toml(path)
            if data is None:
                continue
            record = decode(shelf.kind, data, self.complain(path), given={"id": _stem(path)})
            if record is not None:
                yield record

    def listing(self, listing: Listing) -> Iterable[Any]:
        found: dict[str, tuple[Any, str]] = {}
        for path in self.listed(listing):
            data = self.toml(path)
            if data is None:
                continue
            complain = self.complain(path)
            for key in data.keys() - {listing.key}:
                complain(key, f"unknown key '{key}'", f"write [[{listing.key}]] tables only")
            for place, part in enumerate(data.get(listing.key, []), 1):
                record = decode(listing.kind, part, _at(complain, f"{listing.key}.{place}"))
                if record is None:
                    continue
                if record.id in found:
                    complain(
                        record.id, f"the id stands in {found[record.id][1]} too", "give each an id of its own"
                    )
                found[record.id] = (record, path)
        return [record for record, _ in found.values()]

    def listed(self, listing: Listing) -> list[str]:
        if "/" not in listing.pattern:
            return [listing.pattern] if listing.pattern in self.files else []
        return self.matching(listing.pattern.split("/", maxsplit=1)[0], ".toml")

    def assumptions(self) -> Iterable[Assumption]:
        found = []
        for path in self.matching(ASSUMPTIONS, ".toml"):
            for key, part in (self.toml(path) or {}).items():
                given = {"id": f"{_stem(path)}.{key}"}
                record = decode(Assumption, part, _at(self.complain(path), key), given=given)
                if isinstance(record, Assumption):
                    found.append(record)
        return found

    def tables(self) -> Iterable[Table]:
        for path in self.matching(ASSUMPTIONS, ".csv"):
            rows = self.rows(path)
            if rows:
                yield Table(_stem(path), tuple(rows[0]), tuple(tuple(row) for row in rows[1:]))

    def rows(self, path: str) -> list[list[str]]:
        text = self.text(path)
        if text is None:
            return []
        complain = self.complain(path)
        rows = list(csv.reader(io.StringIO(text, newline="")))
        if not rows or not rows[0]:
            complain("", "is empty", "write a header line first")
            return []
        for place, row in enumerate(rows[1:], 2):
            if len(row) != len(rows[0]):
                complain(
                    f"line {place}",
                    f"has {len(row)} fields where the header has {len(rows[0])}",
                    "put text that holds a comma between quotation marks",
                )
        return [row for row in rows if len(row) == len(rows[0])]

    def observed(self) -> Iterable[Series]:
        for path in self.matching(OBSERVED, ".csv"):
            rows = self.rows(path)
            if not rows:
                continue
            if tuple(rows[0]) != SERIES_COLUMNS:
                self.complain(path)(
                    "line 1", f"the header is {','.join(rows[0])}", f"write {','.join(SERIES_COLUMNS)}"
                )
                continue
            series = self._series(path, rows[1:])
            if series is not None:
                yield series

    def _series(self, path: str, rows: list[list[str]]) -> Series | None:
        complain = self.complain(path)
        readings, units = [], {row[2] for row in rows}
        for place, (period, value, _, grade, source, note) in enumerate(rows, 2):
            data = {"period": period, "value": value, "grade": grade, "source": source, "note": note}
            if not value.strip():
                del data["value"]
            reading = decode(Reading, data, _at(complain, f"line {place}"))
            if isinstance(reading, Reading):
                readings.append(reading)
        if len(units) != 1:
            complain("", f"has {len(units)} units ({', '.join(sorted(units))})", "keep one unit a file")
            return None
        try:
            return Series(_stem(path), units.pop(), tuple(readings))
        except ValueError as fault:
            complain("", str(fault), "keep one line a period")
            return None


def _at(complain: Complain, prefix: str) -> Complain:
    def note(key: str, what: str, fix: str) -> None:
        complain(f"{prefix}.{key}" if key else prefix, what, fix)

    return note


def _exact(text: str) -> Decimal:
    return Decimal(text.replace("_", ""))


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
