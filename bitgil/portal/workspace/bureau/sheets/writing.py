"""Writing the workbook: Korean headings, lists to choose from, codes locked, nothing that computes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from bitgil.portal.spelling import write_moment
from bitgil.portal.workspace.bureau.sheets.columns import (
    CAUSE_WORDS,
    GUIDE,
    MILESTONES,
    REPORTS,
    RESULT_WORDS,
    RESULTS,
    SHEETS,
    SPARE,
    Column,
)
from bitgil.portal.workspace.bureau.sheets.drafting import Line

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CAUSES = {code: words for words, code in CAUSE_WORDS.items()}
_COUNTED = frozenset({"won", "count", "number"})
_LONGEST_LIST = 255
"""Characters that a list to choose from may have in a workbook."""
_GUIDE = (
    "흰 칸만 고칩니다. 회색 칸(사업번호·사업명·기간)은 잠겨 있습니다.",
    "고친 사업만 보고가 됩니다. 지난 보고와 똑같이 보고하려면 '그대로 보고'에 '예'를 고르세요.",
    "집행액은 착수부터 지금까지의 누계를 원 단위로 적습니다. 12억처럼 적어도 됩니다.",
    "늦어졌으면 개월 수와 사유, 만회 대책을 모두 적습니다.",
    "이정표와 산출·성과는 각 시트에서 고치고, 아래 빈 줄에 사업번호를 골라 더합니다.",
    "수식과 매크로는 읽지 않습니다. 값만 적어 주세요.",
    "올리면 칸마다 무엇이 바뀌는지 먼저 보여 주고, 확인한 뒤에 한꺼번에 기록합니다.",
)


@dataclass(frozen=True, slots=True)
class _Pen:
    """The workbook being written, the codes of its projects, and the looks of its cells."""

    book: Any
    codes: tuple[str, ...]
    head: Any
    locked: Any
    open: Any
    number: Any


def workbook(lines: Sequence[Line]) -> bytes:
    """Return the workbook of some lines as XLSX."""
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        pen = _Pen(
            book,
            tuple(line.each.subject for line in lines),
            book.add_format({"bold": True, "bg_color": "#EEF2F7", "border": 1, "text_wrap": True}),
            book.add_format({"bg_color": "#F4F5F6", "border": 1, "locked": True}),
            book.add_format({"border": 1, "locked": False, "text_wrap": True}),
            book.add_format({"border": 1, "locked": False, "num_format": "#,##0.##"}),
        )
        _sheet(pen, REPORTS, [report_row(line) for line in lines], 0)
        _sheet(pen, MILESTONES, [row for line in lines for row in milestone_rows(line)], SPARE)
        _sheet(pen, RESULTS, [row for line in lines for row in result_rows(line)], SPARE)
        guide = book.add_worksheet(GUIDE)
        guide.set_column(0, 0, 100)
        for place, text in enumerate(_GUIDE):
            guide.write_string(place, 0, text)
        guide.protect()
    return buffer.getvalue()


def report_row(line: Line) -> dict[str, Any]:
    """Return a report as the cells of its row, by field."""
    public, period = line.public, write_moment(line.period, "ko")
    return {
        "subject": line.each.subject,
        "name": line.each.name.ko,
        "period": line.period,
        "seen": line.seen,
        **{name: public[name] for name in ("work", "late_months", "remedy", "ends") if name in public},
        **{f"spent.{code}": amount for code, amount in public.get("spent", {}).items()},
        "cause": _CAUSES.get(public.get("cause", ""), ""),
        "reason": f"{period} 추진실적 보고",
    }


def milestone_rows(line: Line) -> list[dict[str, Any]]:
    """Return a report's milestones as rows."""
    return [{"subject": line.each.subject, **row} for row in line.public.get("milestones", ())]


def result_rows(line: Line) -> list[dict[str, Any]]:
    """Return a report's outputs and outcomes as rows."""
    return [
        {"subject": line.each.subject, "sort": word, **row}
        for word, field in RESULT_WORDS.items()
        for row in line.public.get(field, ())
    ]


def _sheet(pen: _Pen, name: str, rows: list[dict[str, Any]], spare: int) -> None:
    sheet = pen.book.add_worksheet(name)
    sheet.freeze_panes(1, 2 if name == REPORTS else 1)
    last = len(rows) + spare
    for place, column in enumerate(SHEETS[name]):
        sheet.set_column(place, place, column.width, None, {"hidden": column.hidden})
        sheet.write_string(0, place, column.heading, pen.head)
        _validate(sheet, place, column, pen.codes if spare else (), last)
        for row in range(last):
            value = rows[row].get(column.field, "") if row < len(rows) else ""
            locked = column.locked and row < len(rows)
            look = pen.locked if locked else pen.number if column.holds in _COUNTED else pen.open
            _cell(sheet, (row + 1, place), value, column, look)
    sheet.protect("", {"format_columns": True, "format_rows": True, "sort": False})


def _cell(
    sheet: Any,  # noqa: ANN401  XlsxWriter's own
    at: tuple[int, int],
    value: Any,  # noqa: ANN401  plain data
    column: Column,
    look: Any,  # noqa: ANN401  XlsxWriter's own
) -> None:
    if value == "":
        sheet.write_blank(*at, None, look)
    elif column.holds in _COUNTED:
        sheet.write_number(*at, Decimal(str(value)), look)
    else:
        sheet.write_string(*at, str(value), look)


def _validate(sheet: Any, place: int, column: Column, codes: tuple[str, ...], last: int) -> None:  # noqa: ANN401
    listed = list(column.choices) or (list(codes) if column.field == "subject" else [])
    rule: dict[str, Any] = {"ignore_blank": True}
    if listed and len(",".join(listed)) <= _LONGEST_LIST:
        rule |= {"validate": "list", "source": listed, "error_title": column.heading}
        rule |= {"error_message": "목록에서 고르세요"}
    elif column.holds in ("won", "number"):
        rule |= {"validate": "decimal", "criteria": ">=", "value": 0, "error_type": "warning"}
    if last and "validate" in rule:
        sheet.data_validation(1, place, last, place, rule)
