"""What an address asks to be saved as an alternative, computed here or taken from a run's own answer.

Nothing of an answer comes from a browser: an address holds a question, or the number of a run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bitgil.plan.problems import Unsound, problem
from bitgil.portal.choosing import replans
from bitgil.portal.choosing.answers import Answer, attempt_for, is_small, roadmap_for
from bitgil.portal.choosing.baselines import Baseline, baseline_in, replanned_for
from bitgil.portal.choosing.made import Frame, made_again, made_careful, made_safe
from bitgil.portal.choosing.safeties import careful_for, safe_for, safety_in, share_in
from bitgil.portal.choosing.saving import fixed_in, public_of, public_of_run
from bitgil.portal.choosing.surroundings import REFERENCE
from bitgil.portal.choosing.trials import PROJECT, WEIGHT, wish_in
from bitgil.quantity import Words, text_of
from bitgil.roadmap import aftermath
from bitgil.roadmap.aftermath import Upset
from bitgil.store import jobs
from bitgil.store.current import Current
from bitgil.store.jobs import Job, Question

RUN, MADE, SAFETY, WORST = "run", "made", "safety", "worst"
SAFE, CAREFUL = "safe", "careful"
NOTHING = problem(
    "roadmap",
    Words("저장할 로드맵이 없습니다", "there is no roadmap to save"),
    Words("바꿔 보기에서 가능한 구성을 먼저 찾으세요", "find a possible one in the what-if first"),
)
EARLIER = (
    Words("앞선 버전의 계획에 대한 것입니다", "answered an earlier version of the plan"),
    Words("지금 계획으로 다시 맡기세요", "ask for it again with the plan as it is now"),
)
TOO_LARGE = problem(
    "roadmap",
    Words("이 자리에서 답하기에는 사업이 많습니다", "is too large to be answered at once"),
    Words("긴 계산으로 맡기고 그 답을 저장하세요", "ask for a long run and save its answer"),
)


def public_for(current: Current, query: Mapping[str, str], title: str) -> dict[str, Any]:
    """Return the public fields of `alternative.saved`; raise Unsound where there is nothing to save."""
    number = query.get(RUN)
    if number is not None:
        return _of_run(_run(current, number), query.get(MADE, ""), title)
    answer = roadmap_for(current, by_reference=query.get(REFERENCE) == "1")
    if answer is None or not answer.free:
        raise Unsound((NOTHING,))
    if replans.is_asked(query):
        return _again(current, answer, query, title)
    return _tried(current, answer, query, title)


def _tried(current: Current, answer: Answer, query: Mapping[str, str], title: str) -> dict[str, Any]:
    """Return what the what-if found, made safe or careful where the address asks for it."""
    wish, faults = wish_in(answer, query)
    made = query.get(MADE, "")
    level, wrong = safety_in(answer, query.get(SAFETY, "")) if made == SAFE else (None, ())
    worst, more = share_in(query.get(WORST, "")) if made == CAREFUL else (None, ())
    if faults or wrong or more:
        raise Unsound((*faults, *wrong, *more))
    attempt = attempt_for(current, answer, wish)
    if attempt.tried.value is None or (made in {SAFE, CAREFUL} and level is None and worst is None):
        raise Unsound((NOTHING,))
    plain = public_of(answer, attempt, wish, current.version, title)
    free = {each.id for each in attempt.problem.candidates if each.fixed is None}
    if level is not None:
        return _or_nothing(made_safe, plain, safe_for(current, answer, attempt.problem, level), free)
    if worst is not None:
        if not is_small(attempt.problem):
            raise Unsound((TOO_LARGE,))
        return _or_nothing(made_careful, plain, careful_for(current, answer, attempt.problem, worst), free)
    return plain


def _or_nothing(
    making: Callable[..., dict[str, Any]],
    plain: dict[str, Any],
    found: Mapping[str, Any] | None,
    free: set[str],
) -> dict[str, Any]:
    if found is None or found["value"] is None:
        raise Unsound((NOTHING,))
    return making(plain, found, free)


def _again(current: Current, answer: Answer, query: Mapping[str, str], title: str) -> dict[str, Any]:
    """Return what the page of re-plans found after the shock in the address."""
    base, wrong = baseline_in(current, answer, query)
    upset, faults = asked_of(base, query)
    if wrong or faults or upset is None:
        raise Unsound((*wrong, *faults))
    if not is_small(base.answer.problem):
        raise Unsound((TOO_LARGE,))
    found = replanned_for(current, base, upset)
    frame = Frame(current.version, answer.ground.as_of, answer.ground.by_reference, base.wish, base.code)
    return made_again(found, upset, frame, title)


def query_of(question: Question) -> dict[str, str]:
    """Return the address's question that asks for the same roadmap in another long run."""
    wish = question.wish
    shares = {SAFETY: question.safety, WORST: question.worst}
    return {
        "kind": question.kind,
        **({REFERENCE: "1"} if question.by_reference else {}),
        **{PROJECT + row["project"]: row["how"] for row in fixed_in(wish)},
        **{WEIGHT + name: text_of(weight) for name, weight in wish.weights.items()},
        **{name: text_of(100 * share) for name, share in shares.items() if share is not None},
    }


def asked_of(base: Baseline, query: Mapping[str, str]) -> tuple[Upset | None, tuple[Any, ...]]:
    """Return the upset in the address, and everything of it that cannot be asked of the baseline."""
    upset, faults = replans.upset_in(query)
    if upset is not None:
        faults = tuple(aftermath.faults_of(base.answer.problem, upset))
    return upset, faults


def _of_run(run: Job, made: str, title: str) -> dict[str, Any]:
    found, question = run.result or {}, run.question
    if question.kind == "replan" and question.upset is not None:
        frame = Frame(
            run.version, found.get("as_of", ""), question.by_reference, question.wish, question.baseline
        )
        return made_again(found, question.upset, frame, title)
    if found.get("value") is None or "proof" not in found:
        raise Unsound((NOTHING,))
    plain = public_of_run(run, title)
    free = {row["id"] for row in found["projects"] if row["verdict"] in {"in", "out"}}
    for name, key, making in ((SAFE, "safety", made_safe), (CAREFUL, "cvar", made_careful)):
        if made == name:
            if not found.get(key):
                raise Unsound((NOTHING,))
            return making(plain, found[key], free)
    return plain


def _run(current: Current, number: str) -> Job:
    """Return the run of that number, which found something on the plan in force; raise Unsound otherwise."""
    run = jobs.found(int(number)) if number.isascii() and number.isdigit() else None
    if run is None or run.result is None:
        raise Unsound((NOTHING,))
    if run.version != current.version:
        raise Unsound((problem(f"{run.number}", *EARLIER),))
    return run


def offers_of(run: Job) -> dict[str, str]:
    """Return, for each answer of a run that can be saved, the address's question that saves it."""
    found: dict[str, str] = {}
    for made in ("", SAFE, CAREFUL):
        try:
            _of_run(run, made, "-")
        except Unsound:
            continue
        if made == "" or run.question.kind == "roadmap":
            found[made or run.question.kind] = f"{RUN}={run.number}" + (f"&{MADE}={made}" if made else "")
    return found
