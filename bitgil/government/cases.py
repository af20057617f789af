"""Cases: what the acts about one project add up to, from the first proposal to the close."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bitgil.government.acts import Act
from bitgil.government.days import first_day, last_day
from bitgil.government.views import standing

PIPELINE = ("proposal", "bid", "budget", "council", "study", "gate", "project")
"""The families of acts that move a project along."""


@dataclass(frozen=True, slots=True)
class Case:
    """One project as its acts stand: the last act of each kind, and what several acts make together.

    `reports` holds the last report of each period that was not returned, oldest period first; `met`
    the numbers of the review's conditions that are fulfilled; `step` the last act of the pipeline.
    """

    subject: str
    last: Mapping[str, Act]
    step: Act | None = None
    reports: tuple[Act, ...] = ()
    met: frozenset[int] = frozenset()
    told: tuple[Act, ...] = ()
    requests: tuple[Act, ...] = ()
    agreed: tuple[Act, ...] = ()

    @property
    def gate(self) -> Act | None:
        """The last decision of an investment review that was not a mere sending back."""
        return self.last.get("gate.decided")

    @property
    def open_conditions(self) -> tuple[int, ...]:
        """The numbers, from 1, of the review's conditions that are not fulfilled."""
        conditions = self.gate.public.get("conditions", []) if self.gate else []
        return tuple(number for number in range(1, len(conditions) + 1) if number not in self.met)

    def day_of(self, kind: str) -> str:
        """Return the first day of the last act of a kind, empty where there is none."""
        act = self.last.get(kind)
        return first_day(act.effect) if act else ""


def case_of(subject: str, acts: Iterable[Act]) -> Case:
    """Return what a project's acts add up to, with corrections in their place."""
    last: dict[str, Act] = {}
    reports: dict[str, Act] = {}
    returned: set[int] = set()
    requests: dict[int, Act] = {}
    met: set[int] = set()
    told, agreed = [], []
    step = None
    for act in standing(acts):
        kind = act.kind
        last[kind] = act
        if kind.split(".", 1)[0] in PIPELINE:
            step = act
        if kind == "progress.reported":
            reports[act.public["period"]] = act
        elif kind == "progress.reviewed":
            (returned.add if act.public["verdict"] == "returned" else returned.discard)(act.public["report"])
        elif kind == "gate.decided":
            met.clear()
        elif kind == "gate.condition_met":
            met.add(act.public["condition"])
        elif kind == "council.reported":
            told.append(act)
        elif kind == "change.requested":
            requests[act.number] = act
        elif kind == "change.reviewed" and act.public["request"] in requests:
            del requests[act.public["request"]]
            agreed += [act] if act.public["verdict"] == "agreed" else []
    kept = sorted(
        (act for act in reports.values() if act.number not in returned),
        key=lambda act: last_day(act.public["period"]),
    )
    waiting = tuple(requests.values())
    return Case(subject, last, step, tuple(kept), frozenset(met), tuple(told), waiting, tuple(agreed))
