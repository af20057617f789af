"""From a safe, a careful or a re-planned answer to what its saving says in public: question and answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bitgil.government.acts.portfolios import PROOFS
from bitgil.plan.problems import Unsound, problem
from bitgil.portal.choosing.saving import fixed_in, question_in, short
from bitgil.quantity import Words, text_of, won
from bitgil.roadmap.aftermath import Upset
from bitgil.roadmap.solver.search import OPTIMAL
from bitgil.roadmap.wishes import Wish

TOO_OLD = problem(
    "run",
    Words("저장에 쓸 목적별 값을 남기지 않은 계산입니다", "kept no value of each objective to be saved"),
    Words("같은 물음을 다시 맡기세요", "ask the same again"),
)
NOT_FOUND = problem(
    "roadmap",
    Words("저장할 로드맵이 없습니다", "there is no roadmap to save"),
    Words("찾은 것이 있는 쪽에서 저장하세요", "save it from a page that found one"),
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a re-plan was asked of: the plan's version on a day, its ground, the wish and the baseline."""

    version: str
    as_of: str
    by_reference: bool
    wish: Wish
    baseline: str


def made_safe(plain: Mapping[str, Any], safe: Mapping[str, Any], free: Collection[str]) -> dict[str, Any]:
    """Return what *plain* would say in public if it had been made safe.

    It is proven best only where it is worth as much as the plain one, which nothing safe can surpass.
    """
    found = _answer(safe, free)
    best = plain["proof"] == PROOFS[0] and found["value"] == plain["value"]
    return {
        **plain,
        **found,
        "proof": PROOFS[0] if best else PROOFS[1],
        "made": "safe",
        "without": short(safe["plain"]),
        "safety": safe["level"],
        "overrun": safe["overrun"],
        "risks": [
            {
                "source": row["source"],
                "year": row["year"],
                "chance": row["chance"],
                "realised": row["realised"],
            }
            for row in safe["limits"]
        ],
    }


def made_careful(plain: Mapping[str, Any], care: Mapping[str, Any], free: Collection[str]) -> dict[str, Any]:
    """Return what *plain* would say in public if its worst futures had been minded; proven in the mixture."""
    return {
        **{name: said for name, said in plain.items() if name != "bound"},
        **_answer(care, free),
        "proof": PROOFS[0] if care["status"] == OPTIMAL else PROOFS[1],
        "made": "careful",
        "without": plain["value"],
        "worst": care["worst"],
        "mix": care["mix"],
        "futures": care["futures"],
        "mean": short(care["mean"]),
        "tail": short(care["tail"]),
    }


def made_again(found: Mapping[str, Any], upset: Upset, frame: Frame, title: str) -> dict[str, Any]:
    """Return the public fields of a re-plan; proven where no lesser disturbance keeps the share."""
    if found.get("value") is None:
        raise Unsound((NOT_FOUND,))
    said, fixed = upset.plain(), fixed_in(frame.wish)
    starts = found["starts"]
    return {
        "title": title,
        "version": frame.version,
        "as_of": frame.as_of,
        "reference": frame.by_reference,
        **_answer(found, starts.keys() - set(found.get("facts", ()))),
        **question_in(found),
        **({"fixed": fixed} if fixed else {}),
        "proof": PROOFS[0] if found["status"] == OPTIMAL else PROOFS[1],
        "made": "replanned",
        **({"baseline": frame.baseline} if frame.baseline else {}),
        "since": found["from"],
        "keep": text_of(upset.share),
        "best": short(found["best"]),
        "disruption": found["disruption"],
        "shocks": said["shocks"],
        **({"leaves": said["leaves"]} if said["leaves"] else {}),
        **({"ended": found["ended"]} if found["ended"] else {}),
        **({"lacking": lacking} if (lacking := _lacking(found)) else {}),
    }


def _answer(found: Mapping[str, Any], free: Collection[str]) -> dict[str, Any]:
    """Return what was chosen and what it is worth; raise Unsound where nothing was found or kept."""
    if "objectives" not in found:
        raise Unsound((TOO_OLD,))
    if found["value"] is None:
        raise Unsound((NOT_FOUND,))
    ways = found["ways"]
    return {
        "chosen": [
            {"project": name, "start": at, **({"way": ways[name]} if ways.get(name) else {})}
            for name, at in sorted(found["starts"].items())
            if name in free
        ],
        "values": [{"objective": aim["id"], "value": short(aim["value"])} for aim in found["objectives"]],
        "value": short(found["value"]),
    }


def _lacking(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {"source": part["source"], "year": part["year"], "amount": int(won(Decimal(part["amount"])))}
        for part in found["shortfall"]
    ]
