"""Saving an alternative: what the what-if or a run found becomes an act, with weights, limits and proof."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from bitgil.government.acts.portfolios import PROOFS
from bitgil.government.portfolios import next_id
from bitgil.plan.problems import Problem, Unsound, problem
from bitgil.portal.choosing.answers import attempt_for, roadmap_for
from bitgil.portal.choosing.saving import public_of, public_of_run
from bitgil.portal.choosing.surroundings import REFERENCE
from bitgil.portal.choosing.trials import wish_in
from bitgil.portal.workspace.desk import Desk, Done
from bitgil.quantity import Words
from bitgil.store import jobs
from bitgil.store.filing import Entry, file
from bitgil.store.jobs import Job

TITLE = Words("대안으로 저장", "Save as an alternative")
PATH = "alternatives/save/"
DEED = "alternatives.save"
PARENT = "roadmap_room"
RUN = "run"


def context(desk: Desk) -> dict[str, Any]:
    """Return what would be saved, and the form with what was typed."""
    typed = {"name": desk.posted.one("title"), "reason": desk.posted.one("reason")}
    try:
        public = _public(desk, typed["name"])
    except Unsound as unsound:
        return {"unsaved": unsound.problems, "typed": typed}
    projects = {each.id: each.name for each in desk.plan.projects}
    objectives = {each.id: each.name for each in desk.plan.objectives}
    return {
        "typed": typed,
        "by_reference": public["reference"],
        "places": [(row["project"], projects[row["project"]], row["start"]) for row in public["chosen"]],
        "fixed": public.get("fixed", ()),
        "weights": [(objectives[row["objective"]], row["weight"]) for row in public["weights"]],
        "value": public["value"],
        "proven": public["proof"] == PROOFS[0],
        "code": next_id(desk.current.acts),
    }


def post(desk: Desk) -> Done:
    """Record the alternative and go on to its page."""
    title, reason = desk.posted.one("title"), desk.posted.one("reason")
    public = _public(desk, title)
    faults = tuple(_empty(title, reason))
    if faults:
        raise Unsound(faults)
    code = next_id(desk.current.acts)
    file(desk.person, Entry("alternative.saved", code, desk.today, reason, public, seen=0))
    told = Words("대안을 저장했습니다.", "The alternative is saved.")
    return Done(reverse("portfolio", kwargs={"code": code}), told)


def _public(desk: Desk, title: str) -> dict[str, Any]:
    """Return what the address asks to be saved; raise Unsound where there is nothing to save."""
    number = desk.query.get(RUN)
    if number is not None:
        return public_of_run(_run(desk, number), title)
    answer = roadmap_for(desk.current, by_reference=desk.query.get(REFERENCE) == "1")
    if answer is None or not answer.free:
        raise Unsound((_nothing(),))
    wish, faults = wish_in(answer, desk.query)
    if faults:
        raise Unsound(faults)
    attempt = attempt_for(desk.current, answer, wish)
    if attempt.tried.value is None:
        raise Unsound((_nothing(),))
    return public_of(answer, attempt, wish, desk.current.version, title)


def _run(desk: Desk, number: str) -> Job:
    """Return the run of that number, which found a roadmap of the plan in force; raise Unsound otherwise."""
    run = jobs.found(int(number)) if number.isascii() and number.isdigit() else None
    if run is None or run.result is None or run.result.get("value") is None or "proof" not in run.result:
        raise Unsound((_nothing(),))
    if run.version != desk.current.version:
        what = Words("앞선 버전의 계획에 대한 것입니다", "answered an earlier version of the plan")
        mend = Words("지금 계획으로 다시 맡기세요", "ask for it again with the plan as it is now")
        raise Unsound((problem(f"{run.number}", what, mend),))
    return run


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
