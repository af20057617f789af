"""The office's reports as one workbook: downloaded, uploaded, compared cell by cell, recorded all or none."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from typing import Any

from django.core import signing
from django.urls import reverse

from bitgil.plan.problems import Unsound, problem
from bitgil.portal.counting import whole
from bitgil.portal.workspace.bureau.beginning import half_before, periods
from bitgil.portal.workspace.bureau.sheets import (
    Asked,
    Compared,
    compared,
    entries_of,
    lines_of,
    read,
    workbook,
)
from bitgil.portal.workspace.bureau.sheets.writing import XLSX
from bitgil.portal.workspace.desk import Desk, Done, Download, Looked
from bitgil.portal.workspace.forms import text_of_act
from bitgil.quantity import Words
from bitgil.store.filing import file

TITLE = Words("보고 엑셀", "Reports by workbook")
PATH = "sheet/"
DEED = "workspace.department"
PARENT = "my_projects"
MENU = 21
_SALT, _A_DAY = "bitgil.sheet", 24 * 60 * 60


def context(desk: Desk) -> dict[str, Any] | Download:
    """Return the page with a preview where one was confirmed too late, or the workbook itself."""
    period = _period(desk)
    if desk.query.get("download"):
        name = f"bitgil-{desk.person.office}-{period}.xlsx"
        return Download(name, workbook(lines_of(desk, period)), XLSX)
    filled = {"period": period, "periods": periods(desk.today), "lines": len(lines_of(desk, period))}
    with suppress(Unsound):
        if token := desk.posted.one("token"):
            return filled | _preview(desk, compared(desk, _opened(desk)), token)
    return filled


def post(desk: Desk) -> Done | Looked:
    """Compare an uploaded workbook, or record what was compared; raise Unsound with every wrong cell."""
    if desk.posted.one("token"):
        return _record(desk)
    sent = desk.files.get("workbook")
    if sent is None:
        what = Words("파일을 고르지 않았습니다", "no file was chosen")
        raise Unsound((problem("파일", what, Words("엑셀 파일을 고르세요", "choose the workbook")),))
    asked = read(sent.read())
    content = [asdict(each) for each in asked]
    token = signing.dumps([desk.person.name, content], salt=_SALT, compress=True)
    return Looked(_preview(desk, compared(desk, asked), token))


def _record(desk: Desk) -> Done:
    rows, at = compared(desk, _opened(desk)), desk.posted.one("at")
    keep = set(desk.posted.all("keep"))
    entries = entries_of(rows, whole(at) or 0, keep)
    if not entries:
        what = Words("기록할 보고가 없습니다", "there is no report to record")
        raise Unsound(
            (problem(TITLE.ko, what, Words("고친 줄이 있는지 보세요", "see that a line was changed")),)
        )
    acts = file(desk.person, *entries)
    said = Words(f"보고 {len(acts)}건을 한꺼번에 기록했습니다", f"{len(acts)} reports are recorded together")
    return Done(reverse("my_projects"), said)


def _opened(desk: Desk) -> tuple[Asked, ...]:
    try:
        name, content = signing.loads(desk.posted.one("token"), salt=_SALT, max_age=_A_DAY)
    except signing.BadSignature as fault:
        raise Unsound((_stale(),)) from fault
    if name != desk.person.name:
        raise Unsound((_stale(),))
    return tuple(Asked(**each) for each in content)


def _stale() -> Any:  # noqa: ANN401  a Problem
    what = Words("미리 보기가 오래되었습니다", "the preview is too old")
    return problem(TITLE.ko, what, Words("파일을 다시 올리세요", "upload the workbook again"))


def _preview(desk: Desk, rows: tuple[Compared, ...], token: str) -> dict[str, Any]:
    return {
        "preview": [(row, [text_of_act(act, desk) for act in row.others]) for row in rows],
        "looked": True,
        "wrong": any(row.problems for row in rows),
        "token": token,
        "at": desk.state.acts,
        "keep": desk.posted.all("keep"),
    }


def _period(desk: Desk) -> str:
    asked = desk.query.get("period", "")
    return asked if asked in {code for code, _ in periods(desk.today)} else half_before(desk.today)
