"""Safety in a form: the chance to keep each money limit, and the share of worst futures, in per cent."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from bitgil.plan.problems import Problem as Complaint
from bitgil.plan.problems import problem
from bitgil.portal.choosing.answers import AT_ONCE, Answer
from bitgil.portal.modelled import city_of, once
from bitgil.quantity import Words
from bitgil.roadmap.ground import Survey, survey
from bitgil.roadmap.overrun import doubt_of, safe_plan
from bitgil.roadmap.problem import Problem
from bitgil.roadmap.tail import Drawn, drawn_of, worst_minded
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


def careful_for(current: Current, answer: Answer, asked: Problem, worst: Decimal) -> dict[str, Any] | None:
    """Return the roadmap of *asked* that also minds the *worst* share of futures, as plain data.

    The search is given the work of one look; without a proof the answer says how much better another could
    be. None where no open project has effects to draw.
    """
    ground, by_reference = answer.ground, answer.ground.by_reference

    def surveyed() -> tuple[Survey, Drawn]:
        found = survey(
            current.plan,
            city_of(current),
            as_of=ground.as_of,
            reference_classes=by_reference,
            anew=ground.anew,
        )
        return found, drawn_of(found, answer.problem)

    found, drawn = once(current, ("futures", by_reference), surveyed)
    return once(
        current,
        ("careful", by_reference, worst, str(asked)),
        lambda: worst_minded(found, asked, worst, AT_ONCE, drawn),
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
