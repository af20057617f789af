"""Safety in a form: the chance to keep each money limit, and the share of worst futures, in per cent."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from bitgil.plan.problems import Problem as Complaint
from bitgil.plan.problems import problem
from bitgil.portal.choosing.answers import AT_ONCE, Answer
from bitgil.portal.modelled import once
from bitgil.quantity import Words
from bitgil.roadmap.overrun import doubt_of, safe_plan
from bitgil.roadmap.problem import Problem
from bitgil.store.current import Current
from bitgil.store.jobs.questions import too_few

SAFETY = Words("한도를 지킬 확률(퍼센트)", "chance to keep the limits (per cent)")
WORST = Words("나쁜 미래의 몫(퍼센트)", "share of worst futures (per cent)")
WHOLE, HALF = Decimal(100), Decimal(50)


def safety_in(answer: Answer, text: str) -> tuple[Decimal | None, tuple[Complaint, ...]]:
    """Return the chance that was typed, and why it cannot be asked; None where nothing was typed."""
    if not text.strip():
        return None, ()
    percent = _number(text)
    if percent is None or not HALF < percent < WHOLE:
        return None, (_beyond(SAFETY, text, Words("50보다 크고 100보다 작은 수", "above 50, below 100")),)
    level = percent / WHOLE
    if doubt_of(answer.ground.plan, answer.ground.as_of, level=level) is None:
        return None, (too_few(),)
    return level, ()


def share_in(text: str) -> tuple[Decimal | None, tuple[Complaint, ...]]:
    """Return the share of worst futures that was typed, and why it cannot be asked."""
    if not text.strip():
        return None, ()
    percent = _number(text)
    if percent is None or not 0 < percent <= WHOLE:
        return None, (_beyond(WORST, text, Words("0보다 크고 100 이하인 수", "above 0, at most 100")),)
    return percent / WHOLE, ()


def safe_for(current: Current, answer: Answer, asked: Problem, level: Decimal) -> dict[str, Any] | None:
    """Return the roadmap of *asked* that keeps its money limits with the chance *level*, as plain data."""
    plan, as_of = answer.ground.plan, answer.ground.as_of
    return once(
        current,
        ("safety", answer.ground.by_reference, level, str(asked)),
        lambda: safe_plan(plan, as_of, asked, level, AT_ONCE),
    )


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip().rstrip("% ").replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _beyond(where: Words, text: str, wanted: Words) -> Complaint:
    return problem(
        where.ko,
        Words(f"'{text}'은(는) 쓸 수 없습니다", f"'{text}' cannot be used ({where.in_('en')})"),
        Words(f"{wanted.ko}를 쓰세요", f"write a number {wanted.in_('en')}"),
    )
