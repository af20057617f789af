"""증명서의 상태: which certificates were issued, and which of them were revoked or erased, from the acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bitgil.government.acts import Act
from bitgil.government.acts.committee import OUTCOMES
from bitgil.government.state import State
from bitgil.quantity import Unfit


@dataclass(frozen=True, slots=True)
class Issued:
    """One certificate: the act that issued it, how many came before, and the acts that ended it."""

    act: Act
    place: int
    revoked: Act | None = None
    erased: Act | None = None

    @property
    def mark(self) -> str:
        """What the log bears of it."""
        return str(self.act.public["certificate"])

    @property
    def type(self) -> str:
        """Which kind of certificate it is."""
        return str(self.act.public["type"])


def issued(acts: Iterable[Act]) -> tuple[Issued, ...]:
    """Return every certificate in the order of issuance; a place, once given, is kept for good."""
    found: dict[str, Issued] = {}
    ordered = sorted(acts, key=lambda act: act.number)
    for act in ordered:
        mark = str(act.public.get("certificate", act.public.get("erased", "")))
        if act.kind == "credential.issued":
            found[mark] = Issued(act, len(found))
        elif act.kind == "credential.status" and mark in found:
            found[mark] = replace(found[mark], revoked=found[mark].revoked or act)
        elif act.kind == "record.erased" and mark in found:
            found[mark] = replace(found[mark], erased=act)
    return tuple(found.values())


def resolution_in(state: State, meeting: str, number: int) -> Mapping[str, Any]:
    """Return what a certificate of the resolution in act *number* says; raise Unfit where it is none.

    Committee and meeting are those of the subject, such as 4ir/2026-1; the committee's name is the one in the
    plan's offices where it stands there.
    """
    dossier = state.dossier(meeting)
    act = next((act for act in dossier if act.number == number and act.kind == "motion.resolved"), None)
    if act is None:
        raise Unfit(
            f"행위 {number}번은 {meeting} 회의의 의결이 아닙니다. 의결 행위의 번호를 쓰세요",
            f"act {number} is no resolution of {meeting}; name the act of a resolution",
        )
    called = [each for each in dossier if each.kind == "meeting.called"]
    items = {item["item"]: item["title"] for each in called for item in each.public["items"]}
    committee, _, name = meeting.partition("/")
    named = {office.id: office.name.ko for office in state.plan.offices} if state.plan else {}
    return {
        "committee": named.get(committee, committee),
        "meeting": name,
        "item": act.public["item"],
        "title": items.get(act.public["item"], "-"),
        "outcome": OUTCOMES[act.public["outcome"]],
        "decided": act.effect,
        "act": act.number,
    }
