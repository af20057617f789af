"""A re-plan as it is told: what befell the roadmap, what may be given up for it, and the new plan; for JSON.

    value kept = value of the new plan / V*,    V* = the best value after what befell

Fines are the asker's own figures (grade X) and are named as such wherever the plan that pays them is shown.
A re-plan that does not exist even with money counted as found says which rules clash.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from bitgil.plan.problems import Problem as Complaint
from bitgil.plan.problems import problem
from bitgil.quantity import Grade, Words, eok, text_of, won
from bitgil.roadmap import replan
from bitgil.roadmap.bindings import why_impossible
from bitgil.roadmap.evaluation import aims_to_plain
from bitgil.roadmap.problem import Problem
from bitgil.roadmap.replan import Old, Replan, least_change
from bitgil.roadmap.shocks import Cut, Late, Leave, Lost, MayPause, MayStop, Shock, after, allowing
from bitgil.roadmap.shocks import faults_of as shock_faults
from bitgil.roadmap.solver.answer import Roadmap
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.spelling import both
from bitgil.roadmap.wording import SOURCE_WORDS

SHARE = Decimal("0.95")
OWN_FIGURE = Words(
    "이 위약금은 묻는 사람이 적은 값이며 계약에서 확인한 것이 아닙니다(등급 X).",
    "This fine is the asker's own figure, not taken from any contract (grade X).",
)


@dataclass(frozen=True, slots=True)
class Upset:
    """What is asked of a re-plan: from which calendar quarter on, after what, and what may be given up.

    `share` is the part of the best value that the new plan must keep.
    """

    since: tuple[int, int]
    shocks: tuple[Shock, ...] = ()
    leaves: tuple[Leave, ...] = ()
    share: Decimal = SHARE

    def plain(self) -> dict[str, Any]:
        """Return the upset as what JSON can hold; money in 억원."""
        return {
            "since": list(self.since),
            "share": text_of(self.share),
            "shocks": [_plain_shock(each) for each in self.shocks],
            "leaves": [_plain_leave(each) for each in self.leaves],
        }


def upset_from(kept: Mapping[str, Any]) -> Upset:
    """Return the upset that was kept."""
    year, quarter = kept["since"]
    return Upset(
        (year, quarter),
        tuple(_shock_from(each) for each in kept["shocks"]),
        tuple(_leave_from(each) for each in kept["leaves"]),
        Decimal(kept["share"]),
    )


def _plain_shock(shock: Shock) -> dict[str, Any]:
    if isinstance(shock, Cut):
        return {"source": shock.source, "year": shock.year, "percent": text_of(shock.percent)}
    late = {"quarters": shock.quarters} if isinstance(shock, Late) else {}
    return {"project": shock.project, **late}


def _shock_from(kept: Mapping[str, Any]) -> Shock:
    if "source" in kept:
        return Cut(kept["source"], kept["year"], Decimal(kept["percent"]))
    return Late(kept["project"], kept["quarters"]) if "quarters" in kept else Lost(kept["project"])


def _plain_leave(leave: Leave) -> dict[str, Any]:
    rest = {"quarters": leave.quarters} if isinstance(leave, MayPause) else {}
    return {"project": leave.project, "source": leave.source, "fine": text_of(eok(leave.fine)), **rest}


def _leave_from(kept: Mapping[str, Any]) -> Leave:
    fine = won(Decimal(kept["fine"]))
    if "quarters" in kept:
        return MayPause(kept["project"], kept["quarters"], kept["source"], fine)
    return MayStop(kept["project"], kept["source"], fine)


def faults_of(asked: Problem, upset: Upset) -> Iterator[Complaint]:
    """Yield everything of *upset* that cannot be asked of *asked*, with how to mend it."""
    yield from shock_faults(asked, upset.shocks, asked.horizon.index_of(*upset.since))
    if not 0 <= upset.share <= 1:
        yield problem(
            "share",
            Words(
                f"지킬 몫 {upset.share}은(는) 0에서 1까지여야 합니다", f"{upset.share} is no share to keep"
            ),
            Words("0에서 1까지 쓰세요", "write 0 to 1"),
        )
    for leave in upset.leaves:
        if leave.source not in SOURCE_WORDS:
            listed = ", ".join(SOURCE_WORDS)
            yield problem(
                leave.source,
                Words("위약금을 낼 재원이 아닙니다", "is no source that could pay a fine"),
                Words(f"다음 가운데 고르세요: {listed}", f"choose one of {listed}"),
            )
        if leave.fine < 0:
            yield problem(
                leave.project,
                Words("위약금이 0보다 작습니다", "has a fine below 0"),
                Words("0 이상의 수를 쓰세요", "write 0 or more"),
            )


def replanned(asked: Problem, roadmap: Roadmap, upset: Upset, effort: Effort | None = None) -> dict[str, Any]:
    """Return the plan nearest to *roadmap* of *asked* after *upset*, as what JSON can hold.

    Raises Unsound where something of the upset cannot be.
    """
    old = Old(roadmap.starts, roadmap.modes)
    date = asked.horizon.index_of(*upset.since)
    shocked = allowing(after(asked, upset.shocks, old, date), upset.leaves, date)
    plan = least_change(shocked, old, alpha=upset.share, effort=effort)
    known = {each.id for each in shocked.candidates}
    impossible = why_impossible(shocked, effort) if plan.value is None else None
    return {
        "from": asked.horizon.name_of(date),
        "share": text_of(upset.share),
        "shocks": [both(each.words) for each in upset.shocks],
        "leaves": [_told_leave(each) for each in upset.leaves],
        "ended": [
            {"project": each.project, "way": way}
            for each in upset.leaves
            if (way := plan.modes.get(each.project, "")) in {replan.STOP, replan.PAUSE}
        ],
        "before": {name: asked.horizon.name_of(at) for name, at in sorted(old.starts.items())},
        "running": sorted(each.id for each in shocked.candidates if each.fixed is not None),
        "facts": sorted(each.id for each in asked.candidates if each.fixed is not None),
        "lost": sorted(old.starts.keys() - known),
        "limits": [
            {"source": cap.source, "year": cap.year, "limit": text_of(eok(cap.amount))}
            for cap in shocked.limits.money
            if cap.until is None
        ],
        "objectives": [] if plan.value is None else aims_to_plain(shocked, plan.starts, plan.modes),
        "kept": _kept(plan),
        "why": [] if impossible is None else [both(line) for line in impossible.why],
        **replan.to_plain(plan, shocked),
    }


def _kept(plan: Replan) -> str | None:
    """Return which part of the best value the plan keeps; None where there is no positive best."""
    if plan.value is None or plan.best is None or plan.best <= 0:
        return None
    kept = Fraction(plan.value / plan.best)
    return text_of(round(Decimal(kept.numerator) / Decimal(kept.denominator), 4))


def _told_leave(leave: Leave) -> dict[str, Any]:
    way = replan.PAUSE if isinstance(leave, MayPause) else replan.STOP
    return {
        "way": way,
        **_plain_leave(leave),
        "grade": Grade.ASSUMED.value,
        "basis": both(OWN_FIGURE),
    }
