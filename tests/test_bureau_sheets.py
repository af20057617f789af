"""Reports by workbook: written out, read back without evaluating anything, compared, recorded all or none."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from at_work import on_record
from bureau_story import enter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from government_story import drafted

from bitgil.government.days import first_day
from bitgil.plan.problems import Unsound
from bitgil.portal.workspace.bureau.beginning import half_before
from bitgil.portal.workspace.bureau.sheets.columns import MILESTONES, REPORT_COLUMNS, REPORTS, RESULTS
from bitgil.portal.workspace.bureau.sheets.reading import read
from bitgil.store.clock import today
from bitgil.store.current import state_in_force

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("adopted")]
OWN, SECOND = "P31", "P32"
PERIOD = half_before(today())
BEFORE = half_before(first_day(PERIOD))
"""The half-year that is over, and the one before it."""
PLACES = {column.field: place for place, column in enumerate(REPORT_COLUMNS, 1)}
Change = Callable[[Any], None]


@pytest.fixture
def officer() -> Client:
    """Return a department with two projects under way, one of them reported before."""
    rows = [{"what": "설계", "due": "2026-05"}]
    results = [{"what": "교육 인원", "value": "12.50", "target": "40", "unit": "person"}]
    on_record(
        drafted("project.started", OWN, "2025-03-02"),
        drafted("project.started", SECOND, "2025-03-02"),
        drafted(
            "progress.reported",
            OWN,
            "2026-01-10",
            period=BEFORE,
            work="20.0",
            milestones=rows,
            spent={"city": 300, "unknown": 7},
            carried={"city": 9},
            outcomes=results,
        ),
    )
    return enter("officer")


def download(client: Client) -> bytes:
    """Return the workbook of the period."""
    answer = client.get(f"/desk/sheet/?period={PERIOD}&download=1")
    assert answer["Content-Disposition"].endswith('.xlsx"')
    return bytes(answer.content)


def changed(content: bytes, change: Change) -> bytes:
    """Return the workbook after somebody worked on it."""
    book = openpyxl.load_workbook(BytesIO(content))
    change(book)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def put(of: str, **values: Any) -> Change:
    """Return the work of typing values into a project's row."""

    def change(book: Any) -> None:
        sheet = book[REPORTS]
        row = next(each[0].row for each in sheet.iter_rows(min_row=2) if each[0].value == of)
        for name, value in values.items():
            sheet.cell(row, PLACES[name.replace("__", ".")], value)

    return change


def upload(client: Client, content: bytes) -> Any:
    """Send a workbook."""
    return client.post("/desk/sheet/", {"workbook": SimpleUploadedFile("보고.xlsx", content)})


def confirm(client: Client, preview: Any, *keep: str) -> Any:
    """Confirm what a preview showed."""
    return client.post(
        "/desk/sheet/", {"token": preview.context["token"], "at": preview.context["at"], "keep": list(keep)}
    )


def reports(subject: str) -> list[Any]:
    """Return what was reported of a project."""
    return [act.public for act in state_in_force().dossier(subject) if act.kind == "progress.reported"]


def test_the_workbook_is_korean_locked_and_filled_with_the_last_report(officer: Client) -> None:
    """Codes are locked, causes are a list, the last report stands in the cells, and nothing is a formula."""
    book = openpyxl.load_workbook(BytesIO(download(officer)))
    sheet = book[REPORTS]
    assert [cell.value for cell in sheet[1]] == [column.heading for column in REPORT_COLUMNS]
    row = {column.field: sheet.cell(2, place) for place, column in enumerate(REPORT_COLUMNS, 1)}
    assert {sheet.cell(2, 1).value, sheet.cell(3, 1).value} == {OWN, SECOND}
    assert sheet.protection.sheet
    assert row["subject"].protection.locked
    assert not row["work"].protection.locked
    assert any("예산 미확보" in str(rule.formula1) for rule in sheet.data_validations.dataValidation)
    assert [cell.value for cell in book[MILESTONES][2]][:3] == [OWN, "설계", "2026-05"]
    assert [cell.value for cell in book[RESULTS][2]] == [OWN, "성과", "교육 인원", 12.5, 40, "person"]
    assert all(cell.data_type != "f" for each in book for cells in each.iter_rows() for cell in cells)


def test_a_workbook_sent_back_untouched_asks_for_nothing(officer: Client) -> None:
    """What was only opened and saved makes no act, whatever its numbers look like."""
    for content in (download(officer), changed(download(officer), lambda _: None)):
        preview = upload(officer, content)
        assert preview.status_code == 200
        assert preview.context["preview"] == []
        assert confirm(officer, preview).status_code == 422
    assert len(reports(OWN)) == 1


def test_only_changed_lines_become_reports_and_each_cell_is_shown_first(officer: Client) -> None:
    """Before anything is recorded the page shows before and after; what the sheet lacks is kept."""
    content = changed(download(officer), put(OWN, work=45, spent__city="5억", spent__national=1000))
    preview = upload(officer, content)
    said = preview.content.decode()
    for word in ("공정률(%)", "<del", "20", "45", "5억원"):
        assert word in said
    assert len(reports(OWN)) == 1
    assert confirm(officer, preview).status_code == 302
    last = reports(OWN)[-1]
    assert (last["period"], last["work"]) == (PERIOD, "45")
    assert last["spent"] == {"city": 500_000_000, "national": 1000, "unknown": 7}
    assert last["carried"] == {"city": 9}
    assert last["outcomes"][0]["value"] == "12.5"
    assert reports(SECOND) == []


def test_the_same_may_be_reported_again_by_saying_so(officer: Client) -> None:
    """An unchanged line with its mark becomes a report for the new period."""
    preview = upload(officer, changed(download(officer), put(OWN, same="예")))
    assert "지난 보고와 같은 내용으로" in preview.content.decode()
    confirm(officer, preview)
    assert [each["period"] for each in reports(OWN)] == [BEFORE, PERIOD]


def test_rows_of_the_other_sheets_come_along(officer: Client) -> None:
    """A milestone is finished with a date of the spreadsheet's own kind, and an output is added."""

    def change(book: Any) -> None:
        put(SECOND, work=10)(book)
        book[MILESTONES].cell(2, 4, date(2026, 5, 20))
        for place, value in enumerate((SECOND, "산출", "설치 대수", 7, 10, "대"), 1):
            book[RESULTS].cell(4, place, value)

    confirm(officer, upload(officer, changed(download(officer), change)))
    assert reports(OWN)[-1]["milestones"] == [{"what": "설계", "due": "2026-05", "done": "2026-05-20"}]
    assert reports(SECOND)[-1]["outputs"] == [
        {"what": "설치 대수", "value": "7", "target": "10", "unit": "대"}
    ]


def test_one_bad_line_keeps_all_others_out_and_names_its_row(officer: Client) -> None:
    """A rule that refuses one report lets none of them in; the preview says which row and why, in Korean."""

    def change(book: Any) -> None:
        put(OWN, work=45)(book)
        put(SECOND, work=10, late_months=3)(book)

    preview = upload(officer, changed(download(officer), change))
    said = preview.content.decode()
    assert "3개월 지연인데 사유나 대책이 없습니다" in said
    assert f"{REPORTS} 3행" in said or f"{REPORTS} 2행" in said
    assert "모두 기록하기" not in said
    assert confirm(officer, preview).status_code == 422
    assert (len(reports(OWN)), len(reports(SECOND))) == (1, 0)


@pytest.mark.parametrize(
    ("values", "cell", "said"),
    [
        ({"work": "=1+1"}, "E", "수식은 읽지 않습니다"),
        ({"remedy": "=HYPERLINK(1)"}, "M", "수식은 읽지 않습니다"),
        ({"work": "절반"}, "E", "읽을 수 없는 값입니다"),
        ({"work": True}, "E", "값이 아닙니다"),
        ({"spent__city": 1.5}, "H", "읽을 수 없는 값입니다"),
        ({"cause": "그냥"}, "L", "읽을 수 없는 값입니다"),
        ({"ends": "언젠가"}, "N", "읽을 수 없는 값입니다"),
        ({"subject": ""}, "A", "잠긴 칸이 바뀌었거나"),
        ({"seen": ""}, "A", "잠긴 칸이 바뀌었거나"),
    ],
)
def test_a_wrong_cell_is_named_by_sheet_and_cell(
    officer: Client, values: dict[str, Any], cell: str, said: str
) -> None:
    """Formulas, words for numbers, parts of a won and changed codes are refused where they stand."""
    book = changed(download(officer), put(OWN, **values))
    row = next(
        each[0].row
        for each in openpyxl.load_workbook(BytesIO(download(officer)))[REPORTS]
        if each[0].value == OWN
    )
    answer = upload(officer, book)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert f"{REPORTS}!{cell}{row}" in text
    assert said in text


def test_every_wrong_cell_is_named_at_once(officer: Client) -> None:
    """Two faults in two sheets are both there, so that one mending is enough."""

    def change(book: Any) -> None:
        put(OWN, work="반")(book)
        book[MILESTONES].cell(2, 3, "곧")

    with pytest.raises(Unsound) as refused:
        read(changed(download(officer), change))
    assert [each.where.split("!")[0] for each in refused.value.problems] == [REPORTS, MILESTONES, MILESTONES]


def with_part(content: bytes, name: str) -> bytes:
    """Return a workbook with one part more."""
    buffer = BytesIO(content)
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr(name, b"x")
    return buffer.getvalue()


@pytest.mark.parametrize("bad", ["nothing", "text", "macro", "zip", "bomb"])
def test_what_is_no_plain_workbook_is_refused(officer: Client, bad: str) -> None:
    """Neither a text, nor macros, nor a strange or swollen archive is opened; the page says what to send."""
    whole = download(officer)
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 70_000_000)
    sent = {
        "nothing": b"",
        "text": "사업번호,공정률".encode(),
        "macro": with_part(whole, "xl/vbaProject.bin"),
        "zip": with_part(b"", "a.txt"),
        "bomb": bomb.getvalue(),
    }[bad]
    with pytest.raises(Unsound) as refused:
        read(sent)
    assert refused.value.problems[0].what_ko


def test_a_stale_workbook_shows_both_and_records_nothing_unasked(officer: Client) -> None:
    """Somebody reported meanwhile: their report stands beside mine, and mine is taken only if I say so."""
    content = changed(download(officer), put(OWN, work=45))
    on_record(drafted("progress.reported", OWN, "2026-07-01", period=PERIOD, work="33"))
    preview = upload(officer, content)
    said = preview.content.decode()
    assert "양식을 내려받은 뒤 다른 사람이" in said
    assert "33" in said
    assert "45" in said
    assert confirm(officer, preview).status_code == 422
    assert reports(OWN)[-1]["work"] == "33"
    assert confirm(officer, preview, OWN).status_code == 302
    assert reports(OWN)[-1]["work"] == "45"


def test_a_preview_overtaken_before_it_is_confirmed_shows_both_again(officer: Client) -> None:
    """Between preview and confirmation somebody reports: nothing is written, and both are shown."""
    preview = upload(officer, changed(download(officer), put(OWN, work=45)))
    on_record(drafted("progress.reported", OWN, "2026-07-01", period=PERIOD, work="33"))
    answer = confirm(officer, preview, OWN)
    assert answer.status_code == 409
    assert "그사이 다른 사람이" in answer.content.decode()
    assert "45" in answer.content.decode()
    assert reports(OWN)[-1]["work"] == "33"


def test_a_preview_of_somebody_else_or_forged_is_refused(officer: Client) -> None:
    """The confirmed lines are those that this account was shown, signed by the server."""
    preview = upload(officer, changed(download(officer), put(OWN, work=45)))
    assert confirm(enter("other"), preview).status_code == 422
    forged = officer.post("/desk/sheet/", {"token": preview.context["token"][:-2] + "xx", "at": "1"})
    assert forged.status_code == 422
    assert len(reports(OWN)) == 1


def test_a_line_of_another_offices_project_is_refused(officer: Client) -> None:
    """A code typed into the sheet opens no other office's project."""
    content = changed(download(officer), put(OWN, subject="P13", work=45))
    said = upload(officer, content).content.decode()
    assert "권한이 없습니다" in said or "사업번호입니다" in said
    assert reports("P13") == []
