"""공모: what is checked, asked and told before the city bids for somebody else's money."""
# ruff: noqa: D401  a rule's docstring states what holds

from __future__ import annotations

from collections.abc import Iterator

from bitgil.government.acts import KINDS
from bitgil.government.acts.pipeline import CHECKS
from bitgil.government.law import reaches
from bitgil.government.rules.breaches import Breach, Question
from bitgil.plan.types import LegalRule
from bitgil.quantity import eok

BEFORE = {
    "bid.reviewed": ("bid.found",),
    "bid.applied": ("bid.found",),
    "bid.selected": ("bid.applied",),
    "bid.failed": ("bid.applied",),
    "bid.agreed": ("bid.selected",),
    "proposal.reviewed": ("proposal.made",),
    "proposal.answered": ("proposal.reviewed",),
    "gate.condition_met": ("gate.decided",),
    "gate.decided": ("gate.applied",),
    "progress.reviewed": ("progress.reported",),
}
"""Which act must stand before another of the same subject."""


def bids_follow_their_steps(asked: Question) -> Iterator[Breach]:
    """No step of a pipeline is taken before the one it rests on."""
    last = asked.case.last if asked.kind in BEFORE else {}
    for kind in BEFORE.get(asked.kind, ()):
        if kind not in last:
            yield asked.fault(
                "record.order",
                f"'{KINDS[kind].title.ko}' 기록이 없어 '{KINDS[asked.kind].title.ko}'을(를) 적을 수 없습니다",
                f"{asked.kind} rests on {kind}, which is not recorded",
                f"'{KINDS[kind].title.ko}'부터 기록하세요",
                f"record {kind} first",
            )


def bids_are_checked(asked: Question) -> Iterator[Breach]:
    """A bid is entered once its checks are done, none failed and the office said go."""
    rule = asked.demand("call.checks")
    if asked.kind != "bid.applied" or not rule:
        return
    review = asked.case.last.get("bid.reviewed")
    failed = [check for check in CHECKS if review and review.public[check] == "fail"]
    if review is None or failed or not review.public["go"]:
        why = ", ".join(failed) or ("no go" if review else "none recorded")
        ko = ", ".join(CHECKS[check] for check in failed) or ("응모하지 않기로 함" if review else "기록 없음")
        yield asked.breach(
            rule,
            f"응모 전 검토를 통과하지 않았습니다({ko})",
            f"the bid has not passed its checks ({why})",
            "다섯 항목(적법성, 타당성, 의견·협의, 재정, 기대효과)을 검토하고 기록하세요",
            "check law, need, consultation, money and benefit, and record it",
        )


def budget_office_is_asked_first(asked: Question) -> Iterator[Breach]:
    """Where a bid needs city money, the budget office has agreed to at least that sum."""
    rule = asked.demand("call.budget")
    if asked.kind != "bid.applied" or not rule or asked.public["city"] <= 0:
        return
    talk = asked.case.last.get("budget.consulted")
    if talk is None or not talk.public["agreed"] or talk.public["city"] < asked.public["city"]:
        yield asked.breach(
            rule,
            f"시비 {eok(asked.public['city'])}억원에 대한 예산부서 협의가 없습니다",
            f"the budget office has not agreed to {eok(asked.public['city'])} (100 m KRW) of city money",
            "예산부서 협의를 먼저 기록하세요",
            "record its consent first",
        )


def council_is_told(asked: Question) -> Iterator[Breach]:
    """Above a sum of city money the council is told first, or in time and with reason afterwards."""
    if asked.kind != "bid.applied":
        return
    city, told = asked.public["city"], {act.public["form"] for act in asked.case.told}
    report, paper = asked.demand("call.council_report"), asked.demand("call.council_paper")
    if report and reaches(report, city) and "report" not in told:
        yield _untold(asked, report, "의회에 보고하지 않았습니다", "the council has had no report")
    elif paper and reaches(paper, city) and not told & {"report", "paper"}:
        yield _untold(asked, paper, "의회에 서면 자료를 내지 않았습니다", "the council has had no paper")


def _untold(asked: Question, rule: LegalRule, ko: str, en: str) -> Breach:
    sum_ = eok(asked.public["city"])
    return asked.breach(
        rule,
        f"시비 {sum_}억원인데 {ko}",
        f"with {sum_} (100 m KRW) of city money {en}",
        "응모 전에 보고하고, 부득이하면 사유와 사후 보고 계획(when = after)을 먼저 기록하세요",
        "tell it before applying, or record first, with reason, when it will be told after",
    )


def council_hears_yearly(asked: Question) -> Iterator[Breach]:
    """The progress of a bid that was won reaches the council once a year; a report says if it did not."""
    rule = asked.demand("call.council_yearly")
    if asked.kind != "progress.reported" or not rule or "bid.agreed" not in asked.case.last:
        return
    year = asked.day[:4]
    since = asked.case.day_of("bid.agreed")[:4]
    told = {act.effect[:4] for act in asked.case.told if act.public["form"] == "progress"}
    last = str(int(year) - 1)
    if since < year and not told & {year, last}:
        late = asked.breach(
            rule,
            f"{last}년 이후 의회에 추진상황을 보고하지 않았습니다",
            f"the council has not heard of progress since before {last}",
            "추진상황을 보고하고 기록하세요",
            "report it and record that",
        )
        yield Breach(late.rule, "should", late.problem)


def team_is_formed(asked: Question) -> Iterator[Breach]:
    """Where several departments are concerned, a team of their own is worth forming."""
    rule = asked.demand("call.team")
    if asked.kind == "bid.found" and rule and rule.value and asked.public.get("departments", 1) >= rule.value:
        yield asked.breach(
            rule,
            f"{asked.public['departments']}개 부서가 관련됩니다",
            f"{asked.public['departments']} departments are concerned",
            "전담팀 구성을 검토하세요",
            "think of forming a team",
        )
