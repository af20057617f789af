"""Saving an alternative: what the what-if shows becomes an act, with its weights, limits and proof."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from bitgil.government.portfolios import next_id
from bitgil.plan.problems import Problem, Unsound, problem
from bitgil.portal.choosing.answers import Answer, attempt_for, roadmap_for
from bitgil.portal.choosing.rows import decimal_in, places_of
from bitgil.portal.choosing.saving import fixed_in, public_of
from bitgil.portal.choosing.surroundings import REFERENCE
from bitgil.portal.choosing.trials import wish_in
from bitgil.portal.workspace.desk import Desk, Done
from bitgil.quantity import Words
from bitgil.roadmap.wishes import Attempt, Wish
from bitgil.store.filing import Entry, file

TITLE = Words("대안으로 저장", "Save as an alternative")
PATH = "alternatives/save/"
DEED = "alternatives.save"
PARENT = "roadmap_room"


def context(desk: Desk) -> dict[str, Any]:
    """Return what would be saved, and the form with what was typed."""
    typed = {"name": desk.posted.one("title"), "reason": desk.posted.one("reason")}
    try:
        answer, wish, attempt = _asked(desk)
    except Unsound as unsound:
        return {"unsaved": unsound.problems, "typed": typed}
    names = {each.id: each.name for each in answer.problem.candidates}
    places = places_of(attempt.problem, attempt.tried)
    return {
        "typed": typed,
        "answer": answer,
        "places": [(name, names[name], at) for name, at in sorted(places.items())],
        "fixed": fixed_in(wish),
        "weights": [(aim.name, aim.weight) for aim in attempt.problem.aims],
        "value": decimal_in(attempt.spent.value),
        "proven": attempt.tried.gap == 0,
        "code": next_id(desk.current.acts),
    }


def post(desk: Desk) -> Done:
    """Record the alternative and go on to its page."""
    answer, wish, attempt = _asked(desk)
    title, reason = desk.posted.one("title"), desk.posted.one("reason")
    faults = tuple(_empty(title, reason))
    if faults:
        raise Unsound(faults)
    code = next_id(desk.current.acts)
    public = public_of(answer, attempt, wish, desk.current.version, title)
    file(desk.person, Entry("alternative.saved", code, desk.today, reason, public, seen=0))
    told = Words("대안을 저장했습니다.", "The alternative is saved.")
    return Done(reverse("portfolio", kwargs={"code": code}), told)


def _asked(desk: Desk) -> tuple[Answer, Wish, Attempt]:
    """Return what the address asks for; raise Unsound where there is nothing to save."""
    answer = roadmap_for(desk.current, by_reference=desk.query.get(REFERENCE) == "1")
    if answer is None or not answer.free:
        raise Unsound((_nothing(),))
    wish, faults = wish_in(answer, desk.query)
    if faults:
        raise Unsound(faults)
    attempt = attempt_for(desk.current, answer, wish)
    if attempt.tried.value is None:
        raise Unsound((_nothing(),))
    return answer, wish, attempt


def _nothing() -> Problem:
    return problem(
        "roadmap",
        Words("저장할 로드맵이 없습니다", "there is no roadmap to save"),
        Words("바꿔 보기에서 가능한 구성을 먼저 찾으세요", "find a possible one in the what-if first"),
    )


def _empty(title: str, reason: str) -> list[Problem]:
    named = ((title, Words("대안 이름", "name of the alternative")), (reason, Words("이유", "reason")))
    return [
        problem(name.ko, Words("비어 있습니다", "is empty"), Words("적으세요", "write it"))
        for text, name in named
        if not text
    ]
