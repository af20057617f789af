"""The committee's what-if: a project in, out or moved, other weights; and what that costs at once."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from bitgil.plan.problems import Problem, Unsound
from bitgil.portal.choosing.answers import Answer, attempt_for, is_small, names_of
from bitgil.portal.choosing.outcomes import careful_of, safety_of
from bitgil.portal.choosing.rows import changes_between, decimal_in, money_by, places_of
from bitgil.portal.choosing.safeties import careful_for, safe_for, safety_in, share_in
from bitgil.portal.choosing.savable import CAREFUL, MADE, SAFE, SAFETY, WORST
from bitgil.portal.choosing.surroundings import REFERENCE, entered
from bitgil.portal.choosing.trials import PROJECT, WEIGHT, choices_in, is_asked, scales_in, wish_in
from bitgil.quantity import Won, Words, eok
from bitgil.roadmap.wishes import Attempt
from bitgil.roadmap.wording import source_words
from bitgil.store.current import Current

TITLE = Words("위원회가 바꿔 본다면", "The committee tries")
PATH = "roadmap/try/"
PARENT = "roadmap"


def context(current: Current, language: str, query: Mapping[str, str]) -> dict[str, Any]:
    """Return the form as it was filled and, where every wish is sound, what it costs and changes."""
    answer, found = entered("roadmap_try", current, language, query.get(REFERENCE, ""))
    if answer is None or not answer.free:
        return found
    wish, faults = wish_in(answer, query)
    level, wrong = safety_in(answer, query.get(SAFETY, ""))
    worst, more = share_in(query.get(WORST, ""))
    faults = (*faults, *wrong, *more)
    whole = is_asked(wish) or level is not None or worst is not None
    found |= {
        "choices": choices_in(answer, query, language),
        "scales": scales_in(answer, query),
        "asked": bool(faults) or whole,
        "safety_asked": query.get(SAFETY, ""),
        "worst_asked": query.get(WORST, ""),
        "long_run": urlencode({"kind": "roadmap", **query}),
        "small": is_small(answer.problem),
    }
    problems: tuple[Problem, ...] = faults
    if not faults and whole:
        try:
            attempt = attempt_for(current, answer, wish)
        except Unsound as unsound:
            problems = unsound.problems
        else:
            saved: dict[str, str] = {}
            found |= {"result": _told(current, answer, attempt, language), "kept": _kept(query)}
            if level is not None and attempt.tried.value is not None:
                found["safety"] = _safe(current, answer, attempt, level, language)
                saved[SAFE] = _saved(query, {SAFETY: query[SAFETY], MADE: SAFE})
            if worst is not None and attempt.tried.value is not None:
                found["careful"] = _careful(current, answer, attempt, worst, language)
                if found["careful"].get("known"):
                    saved[CAREFUL] = _saved(query, {WORST: query[WORST], MADE: CAREFUL})
            found["savable"] = saved
    return found | {"problems": problems}


def _kept(query: Mapping[str, str]) -> str:
    """Return the wish as an address, so that it can be passed on or saved."""
    return urlencode({k: v for k, v in query.items() if k.startswith((PROJECT, WEIGHT)) or k == REFERENCE})


def _saved(query: Mapping[str, str], made: Mapping[str, str]) -> str:
    """Return the address's question that saves the wish as it was made."""
    return "&".join(filter(None, (_kept(query), urlencode(made))))


def _safe(
    current: Current, answer: Answer, attempt: Attempt, level: Decimal, language: str
) -> dict[str, Any] | None:
    """Return the same choice made safe against dearer projects: its price, and where it differs."""
    problem = attempt.problem
    plain = safe_for(current, answer, problem, level)
    if plain is None:
        return None
    starts = {each.id: plain["starts"][each.id] for each in problem.candidates if each.id in plain["starts"]}
    free = {each.id for each in problem.candidates if each.fixed is None}
    safe = {name: at for name, at in starts.items() if name in free}
    moves = changes_between(places_of(problem, attempt.tried), safe, names_of(current, language))
    return safety_of(plain, None, language) | {"moves": moves}


def _careful(
    current: Current, answer: Answer, attempt: Attempt, worst: Decimal, language: str
) -> dict[str, Any]:
    """Return the same choice made careful of bad futures; a large problem is left to a long run."""
    if not is_small(attempt.problem):
        return {"too_large": True, "worst": worst}
    plain = careful_for(current, answer, attempt.problem, worst)
    if plain is None:
        return {"nothing": True, "worst": worst}
    free = frozenset(each.id for each in attempt.problem.candidates if each.fixed is None)
    return careful_of(plain, names_of(current, language), free)


def _told(current: Current, answer: Answer, attempt: Attempt, language: str) -> dict[str, Any]:
    if attempt.impossible is not None or attempt.cost is None:
        why = () if attempt.impossible is None else attempt.impossible.why
        return {"possible": False, "why": why}
    names = names_of(current, language)
    free, tried = (places_of(answer.problem, each) for each in (attempt.free, attempt.tried))
    shown = places_of(answer.problem, answer.roadmap)
    return {
        "possible": True,
        "cost": decimal_in(attempt.cost),
        "free": None if attempt.cost != 0 else True,
        "value": None if attempt.tried.value is None else decimal_in(attempt.tried.value),
        "best": None if attempt.free.value is None else decimal_in(attempt.free.value),
        "proven": attempt.proven,
        "gap": attempt.tried.gap,
        "pushed": changes_between(free, tried, names),
        "changes": changes_between(shown, tried, names),
        "aims": [
            (
                aim.name.in_(language),
                decimal_in(attempt.before.by_aim[aim.id]),
                decimal_in(attempt.spent.by_aim[aim.id]),
                decimal_in(attempt.spent.by_aim[aim.id] - attempt.before.by_aim[aim.id]),
            )
            for aim in answer.problem.aims
        ],
        "money": _money(answer, attempt, language),
    }


def _money(answer: Answer, attempt: Attempt, language: str) -> list[tuple[str, str, Any, Any]]:
    """Return each year and source in which the choice's money differs, in 억원."""
    before, after = (money_by(answer.problem, each)[1] for each in (attempt.free, attempt.tried))
    return [
        (str(year), source_words(source).in_(language), eok(Won(before[key])), eok(Won(after[key])))
        for key in sorted({*before, *after}, key=lambda key: (key[1], key[0]))
        for source, year in [key]
        if before[key] != after[key]
    ]
