"""The workbook's sheets and columns: what each is called, which field it fills, and what may stand there."""

from __future__ import annotations

from dataclasses import dataclass

from bitgil.government.acts.progress import CAUSES
from bitgil.portal.terms import MONEY_SOURCE

REPORTS, MILESTONES, RESULTS, GUIDE = "실적", "이정표", "산출·성과", "안내"
SOURCES = ("national", "provincial", "city", "private", "agency")
CAUSE_WORDS = {words.ko: code for code, words in CAUSES.items()}
RESULT_WORDS = {"산출": "outputs", "성과": "outcomes"}
YES = "예"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the field it fills, what it holds, its width, and whether it is locked."""

    heading: str
    field: str
    holds: str
    width: int = 14
    locked: bool = False
    hidden: bool = False
    choices: tuple[str, ...] = ()


CODE = Column("사업번호", "subject", "text", 12, locked=True)
REPORT_COLUMNS = (
    CODE,
    Column("사업명", "name", "text", 36, locked=True),
    Column("보고 기간", "period", "text", 12, locked=True),
    Column("본 기록", "seen", "count", 8, locked=True, hidden=True),
    Column("공정률(%)", "work", "number"),
    *(Column(f"{MONEY_SOURCE[code].ko} 집행 누계(원)", f"spent.{code}", "won", 20) for code in SOURCES),
    Column("늦어진 개월 수", "late_months", "number"),
    Column("지연 사유", "cause", "cause", 22, choices=tuple(CAUSE_WORDS)),
    Column("만회 대책", "remedy", "text", 36),
    Column("끝나는 때", "ends", "moment"),
    Column("보고하는 까닭", "reason", "text", 30),
    Column("그대로 보고", "same", "yes", 12, choices=(YES,)),
)
MILESTONE_COLUMNS = (
    CODE,
    Column("이정표", "what", "text", 36),
    Column("예정일", "due", "moment"),
    Column("마친 날", "done", "moment"),
)
RESULT_COLUMNS = (
    CODE,
    Column("구분", "sort", "sort", 10, choices=tuple(RESULT_WORDS)),
    Column("항목", "what", "text", 36),
    Column("실적", "value", "number"),
    Column("목표", "target", "number"),
    Column("단위", "unit", "text", 10),
)
SHEETS = {REPORTS: REPORT_COLUMNS, MILESTONES: MILESTONE_COLUMNS, RESULTS: RESULT_COLUMNS}
SPARE = 30
"""Empty rows offered below the milestones and the results."""
MOST_ROWS = 2_000
"""Rows of a sheet that are read; a workbook of an office is far shorter."""
