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
from bitgil.plan.decoding import CORRECT, Complain, below, decode, decode_part, keyed, on_line
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
from bitgil.plan.problems import Problem, Unsound, problem
from bitgil.plan.types import Assumption, Plan, Reading, Series, Table
from bitgil.quantity import Unfit, Words

PATTERNS = (
    HEAD_FILE,
    *(f"{shelf.folder}/*.toml" for shelf in SHELVES),
    *(listing.pattern for listing in LISTINGS),
    f"{ASSUMPTIONS}/*.toml",
    f"{ASSUMPTIONS}/*.csv",
    f"{OBSERVED}/*.csv",
)

QUOTE = Words("쉼표가 든 글은 따옴표 안에 쓰세요", "put text that holds a comma between quotation marks")

Files = Mapping[str, bytes]
"""A folder as a value: path relative to the folder → content."""


def read_plan(folder: Path) -> Plan:
    """Return the Plan that lies in *folder*; raise Unsound with every Problem of every file."""
    return plan_of(read_files(folder))


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the plan's files in *folder*; raise Unsound where there is no such folder."""
    if not (folder / HEAD_FILE).is_file():
        what = Words(f"{HEAD_FILE} 파일이 없습니다", f"there is no {HEAD_FILE}")
        fix = Words("plan.toml이 들어 있는 폴더를 지정하세요", "name the folder that holds plan.toml")
        raise Unsound((problem(f"{folder}", what, fix),))
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
    try:
        return Plan(**values)
    except Unfit as fault:
        raise Unsound((problem(HEAD_FILE, fault.words, CORRECT),)) from fault


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
        def note(key: str, what: Words, fix: Words) -> None:
            self.problems.append(problem(where, keyed(key, what), fix))

        return note

    def matching(self, folder: str, ending: str) -> list[str]:
        return [
            path for path in sorted(self.files) if path.startswith(f"{folder}/") and path.endswith(ending)
        ]

    def text(self, path: str) -> str | None:
        try:
            return self.files[path].decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            what = Words(
                f"UTF-8 글이 아닙니다 ({fault.start}바이트째)", f"is not UTF-8 text (byte {fault.start})"
            )
            self.complain(path)("", what, Words("파일을 UTF-8로 저장하세요", "save the file as UTF-8"))
            return None

    def toml(self, path: str) -> dict[str, Any] | None:
        text = self.text(path)
        if text is None:
            return None
        try:
            return tomli.loads(text.replace("\r\n", "\n"), parse_float=_exact)
        except tomli.TOMLDecodeError as fault:
            place = f"{fault.lineno}행 {fault.colno}열"
            what = Words(f"TOML로 읽을 수 없습니다: {place}", f"is no TOML: {fault}")
            fix = Words("그 줄의 괄호, 따옴표, 등호를 살펴 고치세요", "mend the line that is named")
            self.complain(path)("", what, fix)
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
            complain = self.complain(path)
            for place, part in enumerate(self.parts(path, listing.key), 1):
                record = decode(listing.kind, part, below(complain, f"{listing.key}.{place}"))
                if record is None:
                    continue
                if record.id in found:
                    other = found[record.id][1]
                    what = Words(f"같은 ID가 {other}에도 있습니다", f"the id stands in {other} too")
                    complain(record.id, what, Words("서로 다른 ID를 쓰세요", "give each an id of its own"))
                found[record.id] = (record, path)
        return [record for record, _ in found.values()]

    def parts(self, path: str, wanted: str) -> list[Any]:
        data = self.toml(path) or {}
        complain, tables = self.complain(path), f"[[{wanted}]]"
        for key in data.keys() - {wanted}:
            what = Words(f"모르는 키입니다: '{key}'", f"unknown key '{key}'")
            complain(key, what, Words(f"{tables} 표만 쓰세요", f"write {tables} tables only"))
        parts = data.get(wanted, [])
        if isinstance(parts, list):
            return parts
        what = Words("목록이 아닙니다", "is no list")
        complain(wanted, what, Words(f"{tables} 꼴로 쓰세요", f"write it as {tables}"))
        return []

    def listed(self, listing: Listing) -> list[str]:
        if "/" not in listing.pattern:
            return [listing.pattern] if listing.pattern in self.files else []
        return self.matching(listing.pattern.split("/", maxsplit=1)[0], ".toml")

    def assumptions(self) -> Iterable[Assumption]:
        found = []
        for path in self.matching(ASSUMPTIONS, ".toml"):
            for key, part in (self.toml(path) or {}).items():
                given = {"id": f"{_stem(path)}.{key}"}
                record = decode(Assumption, part, below(self.complain(path), key), given=given)
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
            what = Words("비어 있습니다", "is empty")
            complain("", what, Words("첫 줄에 열 이름을 쓰세요", "write a header line first"))
            return []
        wide = len(rows[0])
        for place, row in enumerate(rows[1:], 2):
            if len(row) != wide:
                what = Words(
                    f"칸이 {len(row)}개입니다. 머리글은 {wide}개입니다",
                    f"has {len(row)} fields where the header has {wide}",
                )
                on_line(complain, place)("", what, QUOTE)
        return [row for row in rows if len(row) == wide]

    def observed(self) -> Iterable[Series]:
        for path in self.matching(OBSERVED, ".csv"):
            rows = self.rows(path)
            if not rows:
                continue
            if tuple(rows[0]) != SERIES_COLUMNS:
                header, wanted = ",".join(rows[0]), ",".join(SERIES_COLUMNS)
                what = Words(f"머리글이 다릅니다: {header}", f"the header is {header}")
                fix = Words(f"{wanted} 그대로 쓰세요", f"write {wanted}")
                on_line(self.complain(path), 1)("", what, fix)
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
            reading = decode(Reading, data, on_line(complain, place))
            if isinstance(reading, Reading):
                readings.append(reading)
        if len(units) != 1:
            listed = ", ".join(sorted(units))
            what = Words(f"단위가 {len(units)}가지입니다 ({listed})", f"has {len(units)} units ({listed})")
            complain("", what, Words("파일마다 단위를 하나만 쓰세요", "keep one unit a file"))
            return None
        try:
            return Series(_stem(path), units.pop(), tuple(readings))
        except Unfit as fault:
            complain("", fault.words, Words("기간마다 한 줄만 두세요", "keep one line a period"))
            return None


def _exact(text: str) -> Decimal:
    return Decimal(text.replace("_", ""))


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
