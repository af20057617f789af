"""변경: the plan and its projects change only through deliberation and review."""
# ruff: noqa: D401  a rule's docstring states what holds

from __future__ import annotations

from collections.abc import Iterator

from bitgil.government.acts import Act
from bitgil.government.acts.committee import CARRIED
from bitgil.government.days import first_day
from bitgil.government.rules.breaches import Breach, Question
from bitgil.plan.types import LegalRule

PLAN_KINDS = ("plan.adopted", "plan.changed")


def plan_is_deliberated(asked: Question) -> Iterator[Breach]:
    """The plan is made or changed on a resolution of the committee, unless the change is minor."""
    rule = _demand(asked, "plan.deliberation")
    if asked.kind in PLAN_KINDS and rule and not asked.public.get("minor") and not _carried(asked):
        yield asked.breach(
            rule,
            "이 계획을 의결한 위원회 기록이 없습니다",
            "no resolution of the committee carries this plan",
            "근거 의결을 고르거나, 경미한 변경이면 그렇게 표시하고 사유를 적으세요",
            "name the resolution, or say that the change is minor and why",
        )


def minor_changes_are_minor(asked: Question) -> Iterator[Breach]:
    """A change called minor keeps a warning: the ordinance does not say what is minor."""
    rule = _demand(asked, "plan.minor")
    if asked.kind in PLAN_KINDS and asked.public.get("minor") and rule:
        yield asked.breach(
            rule,
            "심의를 거치지 않는 경미한 변경입니다",
            "a minor change, made without deliberation",
            "경미하다고 본 사유가 이유에 적혀 있는지 확인하세요",
            "see that the reason says why it is minor",
        )


def plan_acts_keep_their_order(asked: Question) -> Iterator[Breach]:
    """No change of the plan takes effect before the one it rests on."""
    if asked.kind in PLAN_KINDS:
        earlier = [act for act in asked.state.dossier(asked.draft.subject) if act.kind in PLAN_KINDS]
        if earlier and first_day(earlier[-1].effect) > asked.day:
            yield asked.fault(
                "record.order",
                f"앞선 변경({earlier[-1].effect})보다 먼저 효력이 생깁니다",
                f"it would take effect before the change of {earlier[-1].effect}",
                "효력일을 늦추세요",
                "let it take effect later",
            )


def changes_are_asked_for_with_evidence(asked: Question) -> Iterator[Breach]:
    """Whoever asks for a change hands in evidence with the reason."""
    rule = asked.demand("plan.change")
    if asked.kind == "change.requested" and rule and "document" not in asked.public:
        yield asked.breach(
            rule,
            "변경 요청에 근거자료가 없습니다",
            "the request comes without evidence",
            "근거자료를 붙이세요",
            "attach it as the private document",
        )


def changes_pass_review(asked: Question) -> Iterator[Breach]:
    """A review answers a request that waits, and no project is stopped or merged without one."""
    case, rule = asked.case, asked.demand("plan.change")
    if asked.kind == "change.reviewed" and not any(
        act.number == asked.public["request"] for act in case.requests
    ):
        yield asked.fault(
            "record.request",
            f"기다리는 변경 요청 {asked.public['request']}번이 없습니다",
            f"no request {asked.public['request']} waits for a review",
            "요청의 번호를 확인하세요",
            "look up the request's number",
        )
    stops = asked.kind == "project.closed" and asked.public["how"] in ("stopped", "merged")
    if stops and rule and not case.agreed:
        yield asked.breach(
            rule,
            "중단·통합에 동의한 변경 검토가 없습니다",
            "no review has agreed to stopping or merging",
            "변경 요청과 검토를 먼저 기록하세요",
            "record the request and its review first",
        )


def yearly_plan_is_resolved(asked: Question) -> Iterator[Breach]:
    """A year's plan rests on a resolution that carried it."""
    rule = _demand(asked, "plan.deliberation")
    if asked.kind == "plan.year_adopted" and rule and not _carried(asked):
        yield asked.breach(
            rule,
            f"{asked.public['year']}년 시행계획을 의결한 기록이 없습니다",
            f"no resolution carries the plan of {asked.public['year']}",
            "근거 의결을 고르세요",
            "name the resolution",
        )


def _demand(asked: Question, about: str) -> LegalRule | None:
    return next(iter(asked.law.below(about)), None)


def _carried(asked: Question) -> bool:
    """Whether the resolution that the act names carried what was put to it."""
    act = resolution_of(asked)
    return act is not None and act.public["outcome"] in CARRIED


def resolution_of(asked: Question) -> Act | None:
    """Return the resolution that a draft rests on, None where it names none that is recorded."""
    number = asked.public.get("resolution")
    for acts in asked.state.dossiers.values() if number else ():
        for act in acts:
            if act.number == number and act.kind == "motion.resolved":
                return act
    return None
