"""투자심사: who reviews, on what conditions a project goes ahead, and what is reviewed again."""
# ruff: noqa: D401  a rule's docstring states what holds

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from bitgil.government.acts.pipeline import BODIES, CASES, RESULTS
from bitgil.government.days import first_day, years_between
from bitgil.government.law import Law, reaches, reviewing_body
from bitgil.government.rules.breaches import Breach, Question
from bitgil.plan.types import LegalRule
from bitgil.quantity import eok, won

OPENS = ("proper", "conditional")
"""The results after which a project may go ahead."""


def right_body_reviews(asked: Question) -> Iterator[Breach]:
    """An investment is reviewed by the body that its total and its money call for."""
    if asked.kind != "gate.applied":
        return
    total, case = asked.public["total"], asked.public["case"]
    body = reviewing_body(asked.law, case, total)
    rule = asked.law.on(f"investment.{body or asked.public['body']}.{case}")
    due = f"{BODIES[body]}심사 대상입니다" if body else "심사 대상이 아닙니다"
    if rule and body != asked.public["body"]:
        yield asked.breach(
            rule,
            f"총사업비 {eok(total)}억원({CASES[case]})은 {due}",
            f"{eok(total)} (100 m KRW, {case}) is reviewed by {body or 'nobody'}",
            f"{BODIES[body]}심사로 의뢰하세요" if body else "심사 대상이 아니면 의뢰하지 마세요",
            f"request it from {body}" if body else "request no review where none is due",
        )


def conditions_are_named(asked: Question) -> Iterator[Breach]:
    """A conditional result names its conditions, and no other result has any."""
    rule = asked.demand("investment.results")
    if asked.kind == "gate.decided" and rule:
        conditional = asked.public["result"] == "conditional"
        if conditional != bool(asked.public.get("conditions")):
            yield asked.breach(
                rule,
                "조건부추진에는 조건을, 그 밖의 결과에는 조건 없이 적습니다",
                "conditions stand with a conditional result, and only there",
                "결과나 조건을 고치세요",
                "correct the result or the conditions",
            )


def large_projects_are_studied(asked: Question) -> Iterator[Breach]:
    """A large project has the study of a specialised body before its review is requested."""
    rule = asked.demand("investment.feasibility")
    if asked.kind == "gate.applied" and rule and reaches(rule, asked.public["total"]):
        study = asked.case.last.get("study.completed")
        if study is None or not study.public["specialised"]:
            yield asked.breach(
                rule,
                f"총사업비 {eok(asked.public['total'])}억원인데 전문기관 타당성조사가 없습니다",
                f"{eok(asked.public['total'])} (100 m KRW) without the study of a specialised body",
                "타당성조사를 먼저 받으세요",
                "have it studied first",
            )


def start_waits_for_the_gate(asked: Question) -> Iterator[Breach]:
    """A project that needs a review starts only after one that lets it go ahead."""
    request = asked.case.last.get("gate.applied")
    total = _total(asked)
    if asked.kind != "project.started" or total is None:
        return
    case = request.public["case"] if request else "transfer"
    body = reviewing_body(asked.law, case, total)
    rule = asked.law.on(f"investment.{body}.{case}")
    if not body or not rule or _exempt(asked, total):
        return
    gate = asked.case.gate
    if gate is None or gate.public["result"] not in OPENS:
        result = gate.public["result"] if gate else ""
        ko = f"{RESULTS[result]}입니다" if result else "없습니다"
        yield asked.breach(
            rule,
            f"총사업비 {eok(total)}억원인데 투자심사 결과가 {ko}",
            f"{eok(total)} (100 m KRW) and the review says {result or 'nothing yet'}",
            "투자심사에서 적정이나 조건부추진을 받은 뒤 착수하세요",
            "start once a review has let it go ahead",
        )


def conditions_are_met_first(asked: Question) -> Iterator[Breach]:
    """A project passed on conditions goes ahead only once each of them is met."""
    rule = asked.demand("investment.conditions")
    left = asked.case.open_conditions if asked.kind == "project.started" else ()
    if rule and left:
        listed = ", ".join(map(str, left))
        yield asked.breach(
            rule,
            f"이행하지 않은 심사 조건이 있습니다: {listed}번",
            f"conditions {listed} of the review are not met",
            "조건 이행을 먼저 기록하세요",
            "record first how they were met",
        )


def growth_is_reviewed_again(asked: Question) -> Iterator[Breach]:
    """A total that has grown by the law's share since its review goes to review again."""
    rule = asked.demand("investment.recost")
    total, gate = _new_total(asked), asked.case.gate
    if rule and rule.value is not None and total is not None and gate and not _again(asked):
        before = gate.public["total"]
        if _outgrown(asked.law, before, total, rule.value):
            yield _anew(
                asked,
                rule,
                f"총사업비가 심사 때 {eok(before)}억원에서 {eok(total)}억원으로 늘었습니다",
                f"the total grew from {eok(before)} at review to {eok(total)} (100 m KRW)",
            )


def late_projects_are_reviewed_again(asked: Question) -> Iterator[Breach]:
    """A project that has waited for the law's years since its review goes to review again."""
    rule = asked.demand("investment.redelay")
    gate = asked.case.gate
    if asked.kind == "project.started" and rule and rule.value is not None and gate and not _again(asked):
        years = years_between(first_day(gate.effect), asked.day)
        if years >= rule.value:
            yield _anew(
                asked,
                rule,
                f"투자심사 뒤 {years}년이 지났습니다",
                f"{years} years have passed since the review",
            )


def refused_projects_get_no_grant(asked: Question) -> Iterator[Breach]:
    """A project to be re-examined or refused enters no bid for national or provincial money."""
    rule = asked.demand("investment.no_money")
    gate = asked.case.gate
    refused = gate is not None and gate.public["result"] in ("reexamine", "improper")
    if asked.kind in ("bid.applied", "bid.agreed") and rule and gate and refused:
        yield asked.breach(
            rule,
            f"투자심사 결과가 {RESULTS[gate.public['result']]}인 사업입니다",
            f"the review's result was {gate.public['result']}",
            "재심사를 받은 뒤 진행하세요",
            "have it reviewed again first",
        )


def _total(asked: Question) -> int | None:
    if "total" in asked.public:
        return int(asked.public["total"])
    for kind in ("gate.decided", "bid.agreed", "bid.applied"):
        act = asked.case.last.get(kind)
        if act:
            return int(act.public["total"])
    return None


def _new_total(asked: Question) -> int | None:
    """Return the total after the draft, where it sets one."""
    if asked.kind in ("project.started", "change.reviewed"):
        public: Any = asked.public
        if asked.kind == "change.reviewed":
            if asked.public["verdict"] != "agreed":
                return None
            found = [act for act in asked.case.requests if act.number == asked.public["request"]]
            public = found[0].public if found else {}
        return int(public["total"]) if "total" in public else None
    return None


def _exempt(asked: Question, total: int) -> bool:
    rule, bid = asked.law.on("investment.exempt"), asked.case.last.get("bid.agreed")
    national = bid.public.get("national", 0) if bid else 0
    return bool(rule and rule.value is not None and total and Decimal(national) >= rule.value * total)


def _again(asked: Question) -> bool:
    """Whether a review was requested again after the last decision."""
    request, gate = asked.case.last.get("gate.applied"), asked.case.gate
    return bool(request and gate and request.number > gate.number)


def _outgrown(law: Law, before: int, now: int, share: Decimal) -> bool:
    """Whether a total has outgrown its review: by a share, of large ones by a share above a free sum."""
    large, free = law.on("investment.recost_large"), law.limit("investment.recost_free")
    if large and large.low is not None and large.value is not None and before >= won(large.low):
        return now - before > large.value * (before - won(large.low)) + won(free or 0)
    return Decimal(now - before) >= share * before


def _anew(asked: Question, rule: LegalRule, ko: str, en: str) -> Breach:
    return asked.breach(rule, ko, en, "재심사를 의뢰(gate.applied, again)하세요", "request a review again")
