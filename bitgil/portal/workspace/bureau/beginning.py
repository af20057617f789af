"""How the form of each kind of act about a project begins: with what acts and plan already say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bitgil.government.acts import Act
from bitgil.government.acts.plans import CHANGES, ESTIMATE
from bitgil.government.amending.estimates import KIND as ESTIMATED
from bitgil.government.collecting import reports_waiting
from bitgil.government.days import MONTHS_A_YEAR, last_day
from bitgil.government.law import law_on, reviewing_body
from bitgil.government.undertakings import Undertaking
from bitgil.plan.types import Project, Result
from bitgil.portal import spelling
from bitgil.portal.counting import whole
from bitgil.portal.naming import value_name
from bitgil.portal.workspace.desk import Desk, Sent
from bitgil.portal.workspace.forms import Begun, Choices
from bitgil.quantity import Words, plain

EVIDENCE = Words("근거자료", "Evidence")
OPINION = Words("내부 검토의견", "Opinion for the city alone")
_HALF = 6
_YEARS_BACK = 2
_KEPT = ("work", "milestones", "spent", "carried", "outputs", "outcomes", "ends")
"""What a report takes over from the last one."""
_DELAY = ("late_months", "cause", "remedy")
"""What it takes over only where the report was sent back."""


def begun_for(desk: Desk, each: Undertaking, kind: str) -> Begun:
    """Return what the form of a kind of act about a project begins with at this desk."""
    begin = _BEGINNINGS.get(kind)
    return begin(desk, each) if begin else Begun()


def half_before(day: str) -> str:
    """Return the last half-year that had ended by a day: 2026H1 in August 2026."""
    year, month = int(day[:4]), int(day[5:7])
    return f"{year}H1" if month > _HALF else f"{year - 1}H2"


def half_of(day: str) -> str:
    """Return the half-year that a day lies in."""
    return f"{day[:4]}H{1 if int(day[5:7]) <= _HALF else 2}"


def periods(day: str) -> Choices:
    """Return the half-years and quarters that had begun by a day, the youngest first."""
    year = int(day[:4])
    found = [
        f"{each}{part}"
        for each in range(year, year - _YEARS_BACK - 1, -1)
        for part in ("H2", "Q4", "Q3", "H1", "Q2", "Q1")
        if f"{each}-{_first_month(part):02}-01" <= day
    ]
    return tuple((each, _moment(each)) for each in found)


def report_public(desk: Desk, each: Undertaking, period: str = "") -> dict[str, Any]:
    """Return what a new report begins with: the one sent back, else the last one moved to its period.

    Without any report the plan's promised outputs and outcomes stand there with their targets.
    """
    back, last = each.returned, each.case.reports[-1] if each.case.reports else None
    if back is not None and period in ("", back.public["period"]):
        return {name: back.public[name] for name in ("period", *_KEPT, *_DELAY) if name in back.public}
    begins = {"period": period or _next_period(desk.today, each.case.reports)}
    if last is not None:
        same = last.public["period"] == begins["period"]
        kept = (*_KEPT, *_DELAY) if same else _KEPT
        return begins | {name: last.public[name] for name in kept if name in last.public}
    return begins | (_promised(each.project) if each.project else {})


def without_promises(posted: Sent, each: Undertaking) -> Sent:
    """Return what was sent without the promised results for which nobody wrote a value.

    They stood in the form as a reminder of the target; a row that somebody wrote stays and is asked for.
    """
    promised = _promised(each.project) if each.project else {}
    dropped: set[str] = set()
    for name, rows in promised.items():
        targets = {(row["what"], row["target"]) for row in rows}
        for place in range(len(rows)):
            head = f"{name}.{place}."
            said = (posted.one(f"{head}what"), posted.one(f"{head}target"))
            if said in targets and not posted.one(f"{head}value"):
                dropped |= {key for key in posted.values if key.startswith(head)}
    return Sent({key: texts for key, texts in posted.values.items() if key not in dropped})


def _next_period(day: str, reports: Iterable[Act]) -> str:
    before = half_before(day)
    told = {last_day(act.public["period"]) for act in reports}
    return half_of(day) if last_day(before) in told else before


def _promised(project: Project) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, results in (("outputs", project.outputs), ("outcomes", project.outcomes)):
        rows = [_target(result) for result in results if result.state == "promised"]
        if rows:
            found[name] = rows
    return found


def _target(result: Result) -> dict[str, str]:
    figure = result.figure
    return {"what": result.what.ko, "target": format(plain(figure.value), "f"), "unit": figure.unit}


def _report(desk: Desk, each: Undertaking) -> Begun:
    return Begun(report_public(desk, each), choices={"period": periods(desk.today)})


def _report_review(desk: Desk, each: Undertaking) -> Begun:
    waiting = reports_waiting(desk.state.dossier(each.subject))
    return _about_act(desk, "report", waiting, lambda act: _moment(act.public["period"]), OPINION)


def _change(desk: Desk, each: Undertaking) -> Begun:  # noqa: ARG001  every beginning has one shape
    ends = desk.query.get("ends", "")
    given = {"change": "period", "ends": ends} if ends else {}
    kinds = tuple((code, value_name("change", code)) for code in CHANGES if code != ESTIMATED)
    return Begun(given, leave=frozenset(ESTIMATE), choices={"change": kinds}, encloses=EVIDENCE)


def _change_review(desk: Desk, each: Undertaking) -> Begun:
    return _about_act(desk, "request", each.case.requests, lambda act: Words(act.reason), OPINION)


def _about_act(
    desk: Desk, field: str, waiting: Iterable[Act], said: Callable[[Act], Words], encloses: Words
) -> Begun:
    """Return a beginning that is about one earlier act: the one asked for, else one of those that wait."""
    listed = tuple((str(act.number), said(act)) for act in waiting)
    asked = desk.query.get(field, "")
    if (number := whole(asked)) is not None:
        return Begun(fixed={field: number}, encloses=encloses)
    if len(listed) == 1:
        return Begun(fixed={field: int(listed[0][0])}, encloses=encloses)
    return Begun(choices={field: listed}, encloses=encloses)


def _proposal_review(desk: Desk, each: Undertaking) -> Begun:  # noqa: ARG001  the same
    made = each.case.last.get("proposal.made")
    return Begun(_sums(made, "total", "city"), encloses=OPINION)


def _answer(desk: Desk, each: Undertaking) -> Begun:  # noqa: ARG001  the same
    made, review = each.case.last.get("proposal.made"), each.case.last.get("proposal.reviewed")
    given = {"verdict": review.public["verdict"]} if review else {}
    return Begun(given, fixed={"to": made.public["by"]} if made else {})


def _found(desk: Desk, each: Undertaking) -> Begun:  # noqa: ARG001  the same
    made = each.case.last.get("proposal.made")
    return Begun(
        {"programme": made.public["title"], **_sums(made, "total", "city")} if made else _total(each)
    )


def _money_of(*kinds: str) -> Callable[[Desk, Undertaking], Begun]:
    def begin(desk: Desk, each: Undertaking) -> Begun:  # noqa: ARG001  the same
        acts = (each.case.last.get(kind) for kind in kinds)
        return Begun(_sums(next((act for act in acts if act), None), "total", "city", "national"))

    return begin


def _consulted(desk: Desk, each: Undertaking) -> Begun:  # noqa: ARG001  the same
    return Begun(_sums(each.case.last.get("bid.found"), "city"), encloses=OPINION)


def _gate(desk: Desk, each: Undertaking) -> Begun:
    bid = each.case.last.get("bid.agreed") or each.case.last.get("bid.found")
    given: dict[str, Any] = _total(each) | _sums(bid, "total", "city", "national") | {"case": "transfer"}
    request = each.case.last.get("change.requested")
    if each.case.gate is not None:
        given |= {"again": True, "case": each.case.last["gate.applied"].public["case"]}
        given |= _sums(request, "total")
    body = reviewing_body(law_on(desk.plan.legal_rules, desk.today), given["case"], given.get("total", 0))
    return Begun(given | ({"body": body} if body else {}), encloses=EVIDENCE)


def _decided(desk: Desk, each: Undertaking) -> Begun:  # noqa: ARG001  the same
    request = each.case.last.get("gate.applied")
    return Begun({name: request.public[name] for name in ("body", "total")} if request else {})


def _condition(desk: Desk, each: Undertaking) -> Begun:  # noqa: ARG001  the same
    said = each.case.gate.public.get("conditions", []) if each.case.gate else []
    listed = tuple((str(n), Words(f"{n}. {said[n - 1]}")) for n in each.case.open_conditions)
    return Begun(choices={"condition": listed}, encloses=EVIDENCE)


def _start(desk: Desk, each: Undertaking) -> Begun:  # noqa: ARG001  the same
    return Begun(_total(each) | ({"ends": each.ends} if each.ends else {}))


def _close(desk: Desk, each: Undertaking) -> Begun:
    return Begun(choices={"into": tuple((p.id, p.name) for p in desk.plan.projects if p.id != each.subject)})


def _total(each: Undertaking) -> dict[str, Any]:
    return {} if each.total is None else {"total": each.total}


def _sums(act: Act | None, *names: str) -> dict[str, Any]:
    return {name: act.public[name] for name in names if name in act.public} if act else {}


def _moment(text: str) -> Words:
    return Words(spelling.write_moment(text, "ko"), spelling.write_moment(text, "en"))


def _first_month(part: str) -> int:
    step = _HALF if part[0] == "H" else MONTHS_A_YEAR // 4
    return (int(part[1]) - 1) * step + 1


_BEGINNINGS: Mapping[str, Callable[[Desk, Undertaking], Begun]] = {
    "progress.reported": _report,
    "progress.reviewed": _report_review,
    "change.requested": _change,
    "change.reviewed": _change_review,
    "proposal.reviewed": _proposal_review,
    "proposal.answered": _answer,
    "bid.found": _found,
    "bid.reviewed": lambda *_: Begun(encloses=OPINION),
    "bid.applied": _money_of("bid.found"),
    "bid.agreed": _money_of("bid.applied"),
    "budget.consulted": _consulted,
    "gate.applied": _gate,
    "gate.decided": _decided,
    "gate.condition_met": _condition,
    "project.started": _start,
    "project.closed": _close,
}
