"""Reading the workbook back: values only, no formula or macro is ever run; what is wrong is named by cell."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils import get_column_letter

from bitgil.plan.problems import Problem, Unsound, problem
from bitgil.portal.workspace.bureau.sheets.columns import (
    CAUSE_WORDS,
    MOST_ROWS,
    REPORTS,
    RESULT_WORDS,
    SHEETS,
    YES,
    Column,
)
from bitgil.portal.workspace.forms import amount_of
from bitgil.quantity import Unfit, Words, check_moment

LARGEST = 5 * 1024 * 1024
"""Bytes that a workbook may have."""
UNPACKED = 60 * 1024 * 1024
"""Bytes that it may unpack to."""
_DIGITS = 30
"""Digits that a number may have before or behind its point."""
_DAMAGED = (ParseError, zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, TypeError)
"""What the reading of a damaged sheet ends with; what defusedxml refuses is a ValueError."""
_PERIOD = re.compile(r"\d{4}(?:H[12]|Q[1-4])?")


@dataclass(slots=True)
class Asked:
    """What a workbook says about one project: its report's cells by field, its rows of other sheets."""

    subject: str
    row: int
    cells: dict[str, Any]
    milestones: list[dict[str, Any]] = field(default_factory=list)
    outputs: list[dict[str, Any]] = field(default_factory=list)
    outcomes: list[dict[str, Any]] = field(default_factory=list)


class _Wrong(Exception):  # noqa: N818  reads as the sentence it is raised for
    """Raised where a cell does not hold what its column asks for; carries the words of it."""


def read(content: bytes) -> tuple[Asked, ...]:
    """Return what a workbook asks for, in the order of its rows; raise Unsound with every wrong cell."""
    _look_at_package(content)
    try:
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
    except Exception as fault:
        raise Unsound((_unreadable(),)) from fault
    faults: list[Problem] = []
    try:
        rows = {name: list(_rows(book, name, faults)) for name in SHEETS}
    except _DAMAGED as fault:  # a sheet is read row by row, so its damage shows here only
        raise Unsound((_unreadable(),)) from fault
    finally:
        book.close()
    asked = _gathered(rows, faults)
    if faults:
        raise Unsound(tuple(faults))
    return tuple(asked.values())


def at(sheet: str, row: int, place: int) -> str:
    """Return where a cell is, as people find it: 실적!E5."""
    return f"{sheet}!{get_column_letter(place + 1)}{row}"


def _look_at_package(content: bytes) -> None:
    if not 0 < len(content) <= LARGEST or not zipfile.is_zipfile(BytesIO(content)):
        raise Unsound((_unreadable(),))
    with zipfile.ZipFile(BytesIO(content)) as package:
        names = [info.filename.lower() for info in package.infolist()]
        unpacked = sum(info.file_size for info in package.infolist())
    if any("vbaproject" in name or "macrosheets" in name for name in names):
        what = Words("매크로가 든 파일입니다", "the file holds macros")
        raise Unsound(
            (
                problem(
                    "파일", what, Words("매크로 없는 .xlsx로 저장하세요", "save it as .xlsx without macros")
                ),
            )
        )
    if unpacked > UNPACKED:
        raise Unsound((_unreadable(),))


def _rows(book: Any, name: str, faults: list[Problem]) -> Iterator[tuple[int, dict[str, Any]]]:  # noqa: ANN401
    """Yield each row that holds something, with its number and its values by field."""
    columns = SHEETS[name]
    if name not in book.sheetnames:
        what = Words(f"'{name}' 시트가 없습니다", f"there is no sheet '{name}'")
        faults.append(
            problem("파일", what, Words("내려받은 양식을 그대로 쓰세요", "use the workbook as downloaded"))
        )
        return
    for number, cells in enumerate(book[name].iter_rows(max_row=MOST_ROWS, max_col=len(columns)), 1):
        if number == 1:
            yield from _headings(name, cells, columns, faults)
            continue
        row: dict[str, Any] = {}
        for place, (column, cell) in enumerate(zip(columns, cells, strict=False)):
            try:
                value = _value(cell, column)
            except _Wrong as wrong:
                words: Words = wrong.args[0]
                fix = Words(f"'{column.heading}' 칸을 고치세요", f"mend the cell of '{column.heading}'")
                faults.append(problem(at(name, number, place), words, fix))
                value = ""
            if value != "":
                row[column.field] = value
        if row:
            yield number, row


def _headings(
    name: str,
    cells: Any,  # noqa: ANN401  openpyxl's own
    columns: tuple[Column, ...],
    faults: list[Problem],
) -> Iterator[tuple[int, dict[str, Any]]]:
    found = [str(cell.value or "").strip() for cell in cells]
    for place, column in enumerate(columns):
        if place >= len(found) or found[place] != column.heading:
            what = Words(f"제목이 '{column.heading}'이 아닙니다", f"the heading is not '{column.heading}'")
            fix = Words("제목 줄과 칸의 차례를 바꾸지 마세요", "leave the headings and their order")
            faults.append(problem(at(name, 1, place), what, fix))
    return iter(())


def _value(cell: Any, column: Column) -> Any:  # noqa: ANN401  plain data
    held = cell.value
    if held is None or (isinstance(held, str) and not held.strip()):
        return ""
    if (
        cell.data_type == "f"
        or (isinstance(held, str) and held.lstrip().startswith("="))
        or not isinstance(held, str | int | float | date | datetime)
    ):
        raise _Wrong(Words("수식은 읽지 않습니다", "formulas are not read"))
    if cell.data_type == "e" or isinstance(held, bool):
        raise _Wrong(Words(f"값이 아닙니다: {held}", f"no value: {held}"))
    try:
        return _READERS[column.holds](held)
    except (ValueError, ArithmeticError, KeyError, Unfit) as fault:
        shown = str(held)[:40]
        raise _Wrong(Words(f"읽을 수 없는 값입니다: '{shown}'", f"'{shown}' cannot be read")) from fault


def _number(held: Any) -> str:  # noqa: ANN401  a cell's value
    found = Decimal(str(held).replace(",", "").removesuffix("%").strip())
    if not found.is_finite() or abs(found.adjusted()) > _DIGITS:
        raise ValueError(held)
    return format(found.normalize(), "f")


def _won(held: Any) -> int:  # noqa: ANN401  the same
    if isinstance(held, int | float):
        if held != int(held):
            raise ValueError(held)
        return int(held)
    return amount_of(str(held))


def _moment(held: Any) -> str:  # noqa: ANN401  the same
    text = held.strftime("%Y-%m-%d") if isinstance(held, date) else _text(held)
    check_moment(text)
    return text


def _text(held: Any) -> str:  # noqa: ANN401  the same
    return format(Decimal(str(held)).normalize(), "f") if isinstance(held, float) else str(held).strip()


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "text": _text,
    "number": _number,
    "won": _won,
    "count": lambda held: int(_number(held)),
    "moment": _moment,
    "cause": lambda held: CAUSE_WORDS[str(held).strip()],
    "sort": lambda held: RESULT_WORDS[str(held).strip()],
    "yes": lambda held: {YES: True}[str(held).strip()],
}


def _gathered(
    rows: Mapping[str, list[tuple[int, dict[str, Any]]]], faults: list[Problem]
) -> dict[str, Asked]:
    """Return the rows of all sheets by project; name rows of no project and projects that stand twice."""
    found: dict[str, Asked] = {}
    for number, row in rows[REPORTS]:
        subject = row.get("subject", "")
        whole = subject and "seen" in row and _PERIOD.fullmatch(row.get("period", ""))
        if not whole or subject in found:
            what = Words(
                "잠긴 칸이 바뀌었거나 같은 사업이 두 번 있습니다",
                "a locked cell was changed, or the project stands twice",
            )
            fix = Words(
                "양식을 새로 내려받아 옮겨 적으세요", "download the workbook anew and copy your values"
            )
            faults.append(problem(at(REPORTS, number, 0), what, fix))
            continue
        found[subject] = Asked(subject, number, row)
    for name in [each for each in SHEETS if each != REPORTS]:
        for number, row in rows[name]:
            _placed(found, name, number, row, faults)
    return found


def _placed(
    found: Mapping[str, Asked], name: str, number: int, row: dict[str, Any], faults: list[Problem]
) -> None:
    asked = found.get(row.pop("subject", ""))
    needed = [column for column in SHEETS[name] if column.field in ("what", "due", "value", "sort")]
    lacking = [column.heading for column in needed if column.field not in row]
    # A target that nothing was reported for yet is the workbook's own, not a row that somebody began.
    promised = lacking == ["실적"] and "target" in row
    if asked is None or (lacking and not promised):
        ko = f"빈 칸: {', '.join(lacking)}" if asked else "'실적' 시트에 없는 사업번호입니다"
        en = f"empty: {', '.join(lacking)}" if asked else "the sheet of reports has no such project"
        faults.append(
            problem(
                at(name, number, 0),
                Words(ko, en),
                Words("채우거나 줄을 지우세요", "fill it in or clear the row"),
            )
        )
        return
    getattr(asked, row.pop("sort", "milestones")).append(row)


def _unreadable() -> Problem:
    what = Words("엑셀 파일(.xlsx)이 아니거나 너무 큽니다", "this is no XLSX workbook, or it is too large")
    return problem(
        "파일",
        what,
        Words("내려받은 양식을 .xlsx로 저장해 올리세요", "save the downloaded workbook as .xlsx"),
    )
