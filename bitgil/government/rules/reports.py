"""실적: what a report of progress must say to be believed."""
# ruff: noqa: D401  a rule's docstring states what holds

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from bitgil.government.acts.fields import decimal_of
from bitgil.government.acts.pipeline import CLOSES
from bitgil.government.acts.register import KINDS
from bitgil.government.days import first_day
from bitgil.government.rules.breaches import Breach, Question
from bitgil.government.views import standing

REPORT = "progress.reported"
WHOLE = 100
SOURCES = {"national": "국비", "provincial": "도비", "city": "시비", "private": "민자", "agency": "기관"}


def reports_are_about_the_past(asked: Question) -> Iterator[Breach]:
    """What is reported or observed has begun by the day of the report."""
    if asked.kind in (REPORT, "indicator.observed"):
        began = first_day(asked.public["period"])
        if began > asked.day:
            yield asked.fault(
                "record.period",
                f"아직 시작하지 않은 기간입니다: {asked.public['period']}",
                f"{asked.public['period']} has not begun",
                "기간이나 효력일을 고치세요",
                "correct the period or the date of effect",
            )


def work_is_a_share(asked: Question) -> Iterator[Breach]:
    """Work done lies between 0 and 100 per cent, in a report and in a correction of one."""
    report = _reported(asked)
    if "work" in report:
        work = decimal_of(report["work"])
        if work is None or not 0 <= work <= WHOLE:
            yield asked.fault(
                "record.work",
                f"공정률이 0과 100 사이가 아닙니다: {report['work']}",
                f"work of {report['work']} is no per cent",
                "0에서 100 사이로 적으세요",
                "write a number from 0 to 100",
            )


def delay_has_a_cause(asked: Question) -> Iterator[Breach]:
    """A project reported late names its cause from the list and a remedy, corrected reports too."""
    report = _reported(asked)
    if report:
        late = decimal_of(report.get("late_months", "0")) or Decimal(0)
        if late > 0 and ("cause" not in report or "remedy" not in report):
            yield asked.fault(
                "record.cause",
                f"{late}개월 지연인데 사유나 대책이 없습니다",
                f"late by {late} months without a cause or a remedy",
                "사유(cause)를 목록에서 고르고 대책(remedy)을 적으세요",
                "choose a cause from the list and write a remedy",
            )


def _reported(asked: Question) -> Mapping[str, Any]:
    """Return what a report says, or would say once corrected; nothing where the draft is about no report."""
    if asked.kind == REPORT:
        return asked.public
    if asked.kind != "act.corrected" or asked.public.get("withdrawn"):
        return {}
    found = (act for act in standing(asked.state.dossier(asked.draft.subject)) if act.kind == REPORT)
    about = next((act for act in found if act.number == asked.public["act"]), None)
    return {**about.public, **asked.public.get("content", {})} if about else {}


def money_never_returns(asked: Question) -> Iterator[Breach]:
    """Money spent so far does not shrink from one report to the next; a correction says why it would."""
    if asked.kind != REPORT:
        return
    earlier = [act for act in asked.case.reports if act.public["period"] < asked.public["period"]]
    before = earlier[-1].public.get("spent", {}) if earlier else {}
    spent = asked.public.get("spent", {})
    for source in sorted(before):
        if source in spent and spent[source] < before[source]:
            yield asked.fault(
                "record.spent",
                f"누적 집행액이 앞선 보고보다 적습니다(재원: {SOURCES.get(source, source)})",
                f"the money of {source} spent so far is less than reported before",
                "누적액을 적거나 앞선 보고를 정정하세요",
                "write the sum so far, or correct the earlier report",
            )


def closed_projects_stay_closed(asked: Question) -> Iterator[Breach]:
    """After its close a project is only corrected, or reported where it goes on."""
    closed = asked.case.last.get("project.closed") if asked.kind.split(".")[0] != "act" else None
    families = ("progress", "project", "bid", "gate", "change")
    if closed and asked.kind.split(".")[0] in families and closed.public["how"] != "continues":
        yield asked.fault(
            "record.closed",
            f"{closed.effect}에 종료한 사업입니다({CLOSES[closed.public['how']]})",
            f"the project was closed on {closed.effect} ({closed.public['how']})",
            "종료 기록이 잘못되었으면 정정하세요",
            "correct the close if it was wrong",
        )


def corrections_fit(asked: Question) -> Iterator[Breach]:
    """A correction is about an act of the same subject and day, and says what that kind may say."""
    if asked.kind != "act.corrected":
        return
    found = [act for act in asked.state.dossier(asked.draft.subject) if act.number == asked.public["act"]]
    wrong = not found or found[0].kind == "act.corrected" or found[0].effect != asked.draft.effect
    content = asked.public.get("content", {})
    if not wrong:
        kind = KINDS[found[0].kind]
        wrong = any(True for _ in kind.complaints({**found[0].public, **content}))
    if wrong:
        yield asked.fault(
            "record.correction",
            f"{asked.public['act']}번 행위를 이렇게 정정할 수 없습니다",
            f"act {asked.public['act']} cannot be corrected like this",
            "같은 대상, 같은 효력일의 행위를, 그 종류의 공개 항목으로만 정정하세요",
            "correct an act of this subject and date of effect, with fields of its kind",
        )
