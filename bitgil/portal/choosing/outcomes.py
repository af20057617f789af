"""What a finished or stopped run found, from its kept plain data to what its page shows.

The gap has one definition everywhere, (bound − value) / |value|; it is the roadmap's own where a roadmap was
stated, and the same of best and bound while a run goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from bitgil.portal.choosing.rows import Moved, changes_between, schedule_from
from bitgil.quantity import Words
from bitgil.roadmap.wording import source_words
from bitgil.store.jobs import Job

BEST_SO_FAR = Words("지금까지 가장 나은 것(증명되지 않음)", "best so far (not proven)")
STATES = {
    "optimal": Words("더 나은 것이 없음을 증명", "proven best"),
    "feasible": BEST_SO_FAR,
    "impossible": Words("지금 한도로는 없음을 증명", "proven impossible within the limits"),
    "unknown": Words("찾지 못함(없다는 뜻은 아님)", "none found (which proves nothing)"),
}
"""How far a roadmap is proven, by its status."""


def gap_of(run: Job) -> Decimal | None:
    """Return how much better a roadmap could at most be, as a share of the best; None where not known."""
    if run.result is not None and "gap" in run.result:
        return None if run.result["gap"] is None else Decimal(run.result["gap"])
    if not (run.best and run.bound) or Decimal(run.best) == 0:
        return None
    return (Decimal(run.bound) - Decimal(run.best)) / abs(Decimal(run.best))


def outcome_of(run: Job, language: str) -> dict[str, Any]:
    """Return a stated roadmap as its page shows it; nothing where the run asked for something else."""
    found = run.result
    if found is None or "proof" not in found:
        return {}
    return {
        "state": STATES[found["status"]],
        "value": _number(found["value"]),
        "bound": _number(found["bound"]),
        "schedule": schedule_from(found, language) if found["value"] is not None else None,
        "chosen": [_row(row, language) for row in found["projects"] if row["verdict"] == "in"],
        "left": [_row(row, language) for row in found["projects"] if row["verdict"] == "out"],
        "objectives": [
            (Words(**each["name"]).in_(language), Decimal(each["weight"]), Decimal(each["value"]))
            for each in found["objectives"]
        ],
        "promised": found.get("promised"),
        "kept": tuple(_promised(found.get("promised"), language)),
        "lacking": [Words(**line).in_(language) for line in found["impossible"]],
        "safety": None if (safe := found.get("safety")) is None else safety_of(safe, found, language),
        "careful": _careful(run, found, language),
    }


def _careful(run: Job, found: Mapping[str, Any], language: str) -> dict[str, Any] | None:
    """Return the plan that minds bad futures; None where it was not asked for or not reached."""
    if "cvar" not in found:
        return None
    if found["cvar"] is None:
        return {"nothing": True, "worst": run.question.worst}
    rows = {row["id"]: row for row in found["projects"] if row["verdict"] in {"in", "out"}}
    # A run of before the two plans were told apart names no other plan than the one that it stated.
    plain = {"plain_starts": {name: row["start"] for name, row in rows.items() if row["start"]}}
    names = {name: Words(**row["name"]).in_(language) for name, row in rows.items()}
    return careful_of(plain | found["cvar"], names, frozenset(rows))


def _row(row: Mapping[str, Any], language: str) -> dict[str, Any]:
    money: dict[str, Decimal] = {}
    for part in row["money"]:
        money[part["source"]] = money.get(part["source"], Decimal(0)) + Decimal(part["amount"])
    return {
        "id": row["id"],
        "name": Words(**row["name"]).in_(language),
        "start": row["start"],
        "end": row["end"],
        "money": [(source_words(source).in_(language), amount) for source, amount in sorted(money.items())],
        "why": [Words(**line).in_(language) for line in row["why"]],
    }


def _promised(promised: Mapping[str, Any] | None, language: str) -> Iterator[tuple[str, list[Decimal]]]:
    """Yield objective; what was promised, what was simulated, its error, and their difference as a share."""
    for each in (promised or {}).get("objectives", ()):
        name = Words(**each["name"]).in_(language)
        yield name, [Decimal(each[key]) for key in ("promised", "simulated", "error", "difference")]


def safety_of(safe: Mapping[str, Any], stated: Mapping[str, Any] | None, language: str) -> dict[str, Any]:
    """Return a safe roadmap as a page shows it: its price, and each limit's promised and realised risk."""
    return {
        "level": Decimal(safe["level"]),
        "allowed": 1 - Decimal(safe["level"]),
        "note": Words(**safe["note"]).in_(language),
        "value": _number(safe["value"]),
        "plain": _number(safe["plain"]),
        "price": _number(safe["price"]),
        "proven": safe["status"] == "optimal",
        "limits": [
            {
                **row,
                "source": source_words(row["source"]).in_(language),
                **{key: Decimal(row[key]) for key in ("limit", "expected", "chance", "chance_before")},
                "realised": Decimal(row["realised"]),
                "passed": Decimal(row["realised"]) > 1 - Decimal(safe["level"]),
            }
            for row in safe["limits"]
            if Decimal(row["expected"])
        ],
        "moves": () if stated is None else _moves(stated, safe, language),
    }


def careful_of(found: Mapping[str, Any], names: Mapping[str, str], free: frozenset[str]) -> dict[str, Any]:
    """Return a roadmap that minds bad futures as a page shows it, beside the one best on the mean alone."""
    promised, again = _means(found), _means(found.get("fresh", {}))
    mix, mixture, bound = Decimal(found["mix"]), _number(found["mixture"]), _number(found["bound"])
    rows = [
        (key, *(means.get(f"{whose}{key}") for means in (promised, again) for whose in ("plain_", "")))
        for key in ("mean", "tail")
    ]
    mixed = [
        None if mean is None or tail is None else (1 - mix) * mean + mix * tail
        for mean, tail in zip(*(row[1:] for row in rows), strict=True)
    ]
    before, after = (
        {key: at for key, at in found[starts].items() if key in free} for starts in ("plain_starts", "starts")
    )
    return {
        "worst": Decimal(found["worst"]),
        "mix": mix,
        "futures": found["futures"],
        "known": mixture is not None,
        "proven": found["status"] == "optimal",
        "bound": bound,
        "gap": None if bound is None or not mixture else (bound - mixture) / abs(mixture),
        "rows": [*rows, ("mixture", *mixed)],
        "moves": changes_between(before, after, names),
    }


def _means(found: Mapping[str, str | None]) -> dict[str, Decimal | None]:
    return {key: _number(found.get(key)) for key in ("mean", "tail", "plain_mean", "plain_tail")}


def _moves(stated: Mapping[str, Any], other: Mapping[str, Any], language: str) -> tuple[Moved, ...]:
    """Return where another plan of the same run differs from the roadmap that it stated."""
    rows = {row["id"]: row for row in stated["projects"] if row["verdict"] in {"in", "out"}}
    return tuple(
        Moved(name, Words(**row["name"]).in_(language), row["start"] or "", other["starts"].get(name, ""))
        for name, row in sorted(rows.items())
        if (row["start"] or "") != other["starts"].get(name, "")
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
