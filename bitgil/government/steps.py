"""Steps: which kinds of act may come next about a project, as its last ones stand.

proposal: made → reviewed → answered. bid: found → reviewed → applied → selected, once or twice → agreed, or
failed. gate: study → applied → decided → conditions met. project: started → reported, changed → closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bitgil.government.acts import Act
from bitgil.government.acts.pipeline import CHECKS
from bitgil.government.cases import Case

STAGES = ("found", "reviewed", "applied", "preliminary", "final", "agreed", "lost")
"""Where a bid stands: 발굴, 검토, 응모, 예비 선정, 최종 선정, 협약, or 탈락."""
OPENS = ("proper", "conditional")
"""The results of a review after which a project may go ahead."""
_AFTER_ANSWER: Mapping[str, tuple[str, ...]] = {
    "deferred": ("proposal.reviewed",),
    "rejected": (),
}
_AFTER_BID: Mapping[str, tuple[str, ...]] = {
    "": ("bid.found",),
    "found": ("bid.reviewed",),
    "applied": ("bid.selected", "bid.failed"),
    "preliminary": ("bid.selected", "bid.failed"),
    "final": ("bid.agreed",),
    "agreed": (),
    "lost": ("bid.found",),
}


def next_kinds(case: Case) -> tuple[str, ...]:
    """Return the kinds of act that may come next, in the order of the pipeline; none after a close.

    Whether the rules accept such an act just now is asked of bitgil.government.rules.
    """
    closed = case.last.get("project.closed")
    if closed is not None:
        return ("progress.reported",) if closed.public["how"] == "continues" else ()
    if "project.started" in case.last or case.reports:
        return tuple(dict.fromkeys(_running(case)))
    waiting = _proposal(case)
    return tuple(dict.fromkeys(_before(case))) if waiting is None else waiting


def bid_stage(case: Case) -> str:
    """Return where the last bid stands, one of STAGES; empty where there was none."""
    last = _last(case, "bid.")
    if last is None:
        return ""
    word = last.kind.partition(".")[2]
    if word == "selected":
        return str(last.public["round"])
    return "lost" if word == "failed" else word


def _proposal(case: Case) -> tuple[str, ...] | None:
    """Return what an open proposal waits for, None where there is none or it was taken up."""
    last = _last(case, "proposal.")
    if last is None:
        return None
    if last.kind == "proposal.made":
        return ("proposal.reviewed",)
    if last.kind == "proposal.reviewed":
        return ("proposal.answered",)
    return _AFTER_ANSWER.get(last.public["verdict"])


def _before(case: Case) -> Iterator[str]:
    stage = bid_stage(case)
    if stage == "reviewed":
        yield from _after_review(case.last["bid.reviewed"])
    else:
        yield from _AFTER_BID[stage]
    yield from _gate(case)
    if stage in ("", "agreed", "lost"):
        yield "project.started"


def _after_review(review: Act) -> Iterator[str]:
    """Yield what prepares a bid that is to be entered and the entering; else another review."""
    if review.public["go"] and all(review.public[check] != "fail" for check in CHECKS):
        yield from ("budget.consulted", "council.reported", "bid.applied")
    else:
        yield "bid.reviewed"


def _gate(case: Case) -> Iterator[str]:
    request, gate = case.last.get("gate.applied"), case.gate
    if request is not None and (gate is None or gate.number < request.number):
        yield "gate.decided"
        return
    if gate is not None and gate.public["result"] == "conditional" and case.open_conditions:
        yield "gate.condition_met"
    if gate is None:
        yield "study.completed"
    if gate is None or gate.public["result"] != "improper":
        yield "gate.applied"


def _running(case: Case) -> Iterator[str]:
    yield from ("progress.reported", "change.requested")
    yield from _gate(case)
    if "bid.agreed" in case.last:
        yield "council.reported"
    yield "project.closed"


def _last(case: Case, family: str) -> Act | None:
    acts = [act for kind, act in case.last.items() if kind.startswith(family)]
    return max(acts, key=lambda act: act.number, default=None)
