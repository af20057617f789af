"""From an attempt or a run to what its saving says in public: the answer itself, its weights and limits."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bitgil.government.acts.portfolios import MADE, PROOFS
from bitgil.portal.choosing.answers import Answer
from bitgil.portal.choosing.rows import decimal_in, places_of
from bitgil.quantity import Words, text_of, won
from bitgil.roadmap.solver.search import OPTIMAL
from bitgil.roadmap.wishes import Attempt, Wish
from bitgil.store.jobs import Job

FORCED = {
    "in": Words("반드시 넣음", "must be in"),
    "out": Words("반드시 뺌", "must stay out"),
}


def public_of(answer: Answer, attempt: Attempt, wish: Wish, version: str, title: str) -> dict[str, Any]:
    """Return the public fields of `alternative.saved`; the attempt must have found a roadmap."""
    problem, tried = attempt.problem, attempt.tried
    bound = {} if tried.bound is None else {"bound": text_of(decimal_in(tried.bound))}
    fixed = fixed_in(wish)
    return {
        "title": title,
        "version": version,
        "as_of": answer.ground.as_of,
        "reference": answer.ground.by_reference,
        "weights": [{"objective": aim.id, "weight": text_of(aim.weight)} for aim in problem.aims],
        "limits": [
            {"source": cap.source, "year": cap.year, "amount": int(cap.amount)}
            for cap in answer.building.problem.limits.money
            if cap.until is None
        ],
        "chosen": [
            {"project": name, "start": at, **({"way": way} if (way := tried.modes.get(name, "")) else {})}
            for name, at in sorted(places_of(problem, tried).items())
        ],
        **({"fixed": fixed} if fixed else {}),
        "values": [
            {"objective": name, "value": text_of(decimal_in(value))}
            for name, value in attempt.spent.by_aim.items()
        ],
        "value": text_of(decimal_in(attempt.spent.value)),
        **bound,
        "proof": PROOFS[0] if tried.status == OPTIMAL else PROOFS[1],
        "made": MADE[0],
    }


def public_of_run(run: Job, title: str) -> dict[str, Any]:
    """Return the public fields of `alternative.saved` for what a run found; it must have stated a roadmap."""
    found: Mapping[str, Any] = run.result or {}
    bound = {} if found["bound"] is None else {"bound": short(found["bound"])}
    fixed = fixed_in(run.question.wish)
    return {
        "title": title,
        "version": run.version,
        "as_of": found["as_of"],
        "reference": run.question.by_reference,
        **question_in(found),
        "chosen": [
            {"project": row["id"], "start": row["start"], **({"way": row["way"]} if "way" in row else {})}
            for row in found["projects"]
            if row["verdict"] == "in"
        ],
        **({"fixed": fixed} if fixed else {}),
        "values": [{"objective": aim["id"], "value": short(aim["value"])} for aim in found["objectives"]],
        "value": short(found["value"]),
        **bound,
        "proof": PROOFS[0] if found["gap"] == "0" else PROOFS[1],
        "made": MADE[0],
    }


def question_in(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return the weights and the yearly limits under which a stated roadmap was found."""
    return {
        "weights": [{"objective": aim["id"], "weight": aim["weight"]} for aim in found["objectives"]],
        "limits": [
            {"source": cap["source"], "year": cap["year"], "amount": int(won(Decimal(cap["limit"])))}
            for cap in found["limits"]
            if "until" not in cap
        ],
    }


def short(text: str) -> str:
    """Return a decimal text as a reader sees it, to four digits."""
    return text_of(round(Decimal(text), 4))


def fixed_in(wish: Wish) -> list[dict[str, str]]:
    """Return what was fixed by hand: the project, and in, out or the quarter."""
    said = {
        **dict.fromkeys(wish.into, "in"),
        **dict.fromkeys(wish.out, "out"),
        **wish.starts,
    }
    return [{"project": name, "how": how} for name, how in sorted(said.items())]
