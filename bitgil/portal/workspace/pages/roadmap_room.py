"""Where the roadmap is made: long runs are asked for and stopped, alternatives saved and chosen."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.urls import reverse

from bitgil.government.portfolios import choices_of, portfolios_of
from bitgil.plan.problems import Problem, Unsound, problem
from bitgil.portal.choosing import replans
from bitgil.portal.choosing.answers import Answer, roadmap_for
from bitgil.portal.choosing.baselines import BASE, baseline_in
from bitgil.portal.choosing.making import brief
from bitgil.portal.choosing.replans import upset_in
from bitgil.portal.choosing.safeties import safety_in, share_in
from bitgil.portal.choosing.savable import asked_of
from bitgil.portal.choosing.surroundings import REFERENCE
from bitgil.portal.choosing.trials import wish_in
from bitgil.portal.counting import whole
from bitgil.portal.workspace.desk import Closed, Desk, Done
from bitgil.quantity import Words
from bitgil.roadmap.ground import traded
from bitgil.roadmap.wishes import Wish, faults_of
from bitgil.store import jobs
from bitgil.store.jobs import Question

TITLE = Words("로드맵 짜기", "Make the roadmap")
PATH = "roadmap/"
DEED = "jobs.start"
MENU = 45
USUAL, LONGEST = 300, 3_600


def context(desk: Desk) -> dict[str, Any]:
    """Return the runs, the form for another, and the alternatives with what chose them."""
    by_reference = desk.query.get(REFERENCE) == "1"
    answer = roadmap_for(desk.current, by_reference=by_reference)
    aims = () if answer is None else answer.building.problem.aims
    offered = set() if answer is None else set(traded(answer.problem))
    chosen = choices_of(desk.current.acts)
    return {
        "answer": answer,
        "kinds": tuple(jobs.KINDS.items()),
        "objectives": [(aim.id, aim.name) for aim in aims if aim.id in offered],
        "asked": {
            "kind": desk.posted.one("kind") or desk.query.get("kind", "roadmap"),
            "seconds": desk.posted.one("seconds") or str(USUAL),
            "across": desk.posted.one("across"),
            "up": desk.posted.one("up"),
            "safety": desk.posted.one("safety") or desk.query.get("safety", ""),
            "worst": desk.posted.one("worst") or desk.query.get("worst", ""),
            "by_reference": bool(desk.posted.one(REFERENCE)) or by_reference,
        },
        "runs": [(run, jobs.KINDS[run.question.kind]) for run in jobs.latest()],
        "shocks": _shocks(desk),
        "base": _base(desk, answer),
        "portfolios": [(each, brief(each), chosen.get(each.id)) for each in portfolios_of(desk.current.acts)],
        "may_save": desk.may("alternatives.save"),
        "may_choose": desk.may("alternative.chosen"),
    }


def post(desk: Desk) -> Done:
    """Ask for a run, or stop one with its best so far."""
    number = desk.posted.one("stop")
    if number:
        return _stopped(desk, number)
    run = jobs.ask(
        _question(desk),
        seconds=_seconds(desk),
        account=desk.person.name,
        version=desk.current.version,
    )
    told = Words(f"{run.number}번 계산을 맡겼습니다.", f"Run {run.number} is in the queue.")
    return Done(reverse("run", kwargs={"number": run.number}), told)


def _stopped(desk: Desk, number: str) -> Done:
    run = jobs.found(asked) if (asked := whole(number)) is not None else None
    if run is None:
        raise Unsound((_fault("run", "그런 계산이 없습니다", "there is no such run"),))
    if run.account != desk.person.name and not desk.may("workspace.plan_office"):
        raise Closed
    jobs.stop(run.number)
    told = Words(
        "멈추라고 했습니다. 지금까지 가장 나은 것이 남습니다.", "It is told to stop; the best so far stays."
    )
    return Done(reverse("run", kwargs={"number": run.number}), told)


def _question(desk: Desk) -> Question:
    """Return what the form asks for; raise Unsound with everything that cannot be asked."""
    kind, by_reference = desk.posted.one("kind"), desk.posted.one(REFERENCE) == "1"
    answer = roadmap_for(desk.current, by_reference=by_reference)
    if kind not in jobs.KINDS or answer is None or not answer.free:
        raise Unsound(
            (_fault("roadmap", "고를 수 있는 사업이 없어 물을 것이 없습니다", "nothing can be chosen"),)
        )
    wish, faults = wish_in(answer, desk.query)
    faults = (*faults, *faults_of(answer.building, wish))
    if faults:
        raise Unsound(tuple(faults))
    pair = (desk.posted.one("across"), desk.posted.one("up"))
    if kind == "replan":
        return _replan(desk, answer, by_reference=by_reference)
    if kind != "front":
        safety, worst = _levels(desk, answer) if kind == "roadmap" else (None, None)
        return Question(kind, by_reference, wish, safety=safety, worst=worst)
    offered = set(traded(answer.problem))
    if not set(pair) <= offered or pair[0] == pair[1]:
        raise Unsound((_fault("front", "서로 다른 두 목적을 고르세요", "choose two different objectives"),))
    return Question(kind, by_reference, Wish(), pair)


def _shocks(desk: Desk) -> tuple[Words, ...]:
    """Return what the address says has befallen the roadmap, nothing where it cannot be read."""
    upset, _ = upset_in(desk.query)
    return () if upset is None else tuple(each.words for each in upset.shocks)


def _base(desk: Desk, answer: Answer | None) -> Words | None:
    """Return the name of the alternative that the address re-plans, None where it is the roadmap shown."""
    if answer is None or not desk.query.get(BASE):
        return None
    base, _ = baseline_in(desk.current, answer, desk.query)
    return base.name


def _replan(desk: Desk, answer: Answer, *, by_reference: bool) -> Question:
    """Return the re-plan that the address describes, as the page of re-plans wrote it."""
    base, wrong = baseline_in(desk.current, answer, desk.query)
    upset, faults = asked_of(base, desk.query)
    faults = (*wrong, *faults)
    if faults or upset is None:
        where = Words("다시 짜기 쪽에서 충격을 적고 오세요", "describe the shock on the re-plan page first")
        what = Words("다시 짤 일이 적히지 않았습니다", "nothing to re-plan after")
        raise Unsound(faults if replans.is_asked(desk.query) else (problem("replan", what, where),))
    name_of, roadmap = answer.problem.horizon.name_of, base.answer.roadmap
    before = {name: name_of(at) for name, at in sorted(roadmap.starts.items())}
    ways = dict(sorted(roadmap.modes.items()))
    return Question(
        "replan", by_reference, base.wish, upset=upset, before=before, ways=ways, baseline=base.code
    )


def _levels(desk: Desk, answer: Answer) -> tuple[Decimal | None, Decimal | None]:
    """Return the chance to keep money limits and the share of worst futures; raise Unsound with faults."""
    safety, wrong = safety_in(answer, desk.posted.one("safety"))
    worst, more = share_in(desk.posted.one("worst"))
    if wrong or more:
        raise Unsound((*wrong, *more))
    return safety, worst


def _seconds(desk: Desk) -> float:
    text = desk.posted.one("seconds")
    if not 0 < (whole(text) or 0) <= LONGEST:
        what = Words(f"'{text}'은(는) 1에서 {LONGEST}까지의 수가 아닙니다", f"'{text}' is not 1 to {LONGEST}")
        raise Unsound(
            (problem("seconds", what, Words("초를 숫자로 쓰세요", "write the seconds as a number")),)
        )
    return float(text)


def _fault(where: str, ko: str, en: str) -> Problem:
    mend = Words("고쳐서 다시 내세요", "mend it and send it again")
    return problem(where, Words(ko, en), mend)
