"""Projects at work: which steps come next, who has to report, what a claim rests on, and how weights sum."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from government_story import FOUNDED, after, drafted, sum_of
from hypothesis import given
from hypothesis import strategies as st

from bitgil.government.acts import KINDS, Draft
from bitgil.government.cases import case_of
from bitgil.government.collecting import collect, reports_waiting
from bitgil.government.evidence import evidence_of, optimism
from bitgil.government.rules import judge
from bitgil.government.state import State
from bitgil.government.steps import bid_stage, next_kinds
from bitgil.government.undertakings import all_undertakings, mine, undertaking
from bitgil.government.weighing import weights_of
from bitgil.plan.types import Office, OfficeName
from bitgil.quantity import Unfit, Words

DAY = "2026-08-01"
CHECKED = dict.fromkeys(("legality", "need", "consultation", "finance", "benefit"), "pass")
MONEY = {"total": sum_of(30), "city": sum_of(3)}
SAYS: dict[str, dict[str, Any]] = {
    "proposal.made": {"by": "department", "title": "새 사업"},
    "proposal.reviewed": {**CHECKED, "law": "clear", "feasibility": "ready", "verdict": "accepted"},
    "proposal.answered": {"to": "department", "verdict": "accepted"},
    "bid.found": {"programme": "공모", **MONEY},
    "bid.reviewed": {**CHECKED, "go": True},
    "budget.consulted": {"city": sum_of(3), "agreed": True},
    "council.reported": {"form": "paper"},
    "bid.applied": MONEY,
    "bid.selected": {"round": "final"},
    "bid.failed": {"round": "final"},
    "bid.agreed": MONEY,
    "study.completed": {"specialised": True},
    "gate.applied": {"body": "self", "case": "transfer", **MONEY},
    "gate.decided": {"body": "self", "result": "proper", "total": sum_of(30)},
    "gate.condition_met": {"condition": 1},
    "project.started": {"total": sum_of(30)},
    "progress.reported": {"period": "2026H1", "work": "10"},
    "change.requested": {"change": "period", "document": "0" * 64},
    "project.closed": {"how": "done"},
}


def about(kind: str, **public: Any) -> Draft:
    """Return an act about one project, with what its kind needs unless *public* says otherwise."""
    return drafted(kind, "N1", "2026-07-01", **{**SAYS[kind], **public})


def state_after(*drafts: Draft) -> State:
    """Return the state after some acts about that project."""
    return after(drafts)


def following(*drafts: Draft) -> tuple[str, ...]:
    """Return what may come next after some acts."""
    return next_kinds(case_of("N1", state_after(*drafts).dossier("N1")))


@pytest.mark.parametrize(
    ("done", "then"),
    [
        ([about("proposal.made")], ("proposal.reviewed",)),
        ([about("proposal.made"), about("proposal.reviewed")], ("proposal.answered",)),
        ([about("bid.found")], ("bid.reviewed", "study.completed", "gate.applied")),
        (
            [about("bid.found"), about("bid.reviewed", need="fail")],
            ("bid.reviewed", *("study.completed", "gate.applied")),
        ),
        ([about("gate.applied")], ("bid.found", "gate.decided", "project.started")),
        ([about("project.started"), about("project.closed")], ()),
        ([about("project.started"), about("project.closed", how="continues")], ("progress.reported",)),
    ],
)
def test_only_the_next_steps_are_named(done: list[Draft], then: tuple[str, ...]) -> None:
    """After each step stands what may follow it, and nothing of what was passed or comes later."""
    assert following(*done) == then


def test_a_rejected_proposal_ends_and_a_deferred_one_is_reviewed_again() -> None:
    """What the answer says decides whether anything may follow."""
    made, reviewed = about("proposal.made"), about("proposal.reviewed")
    assert following(made, reviewed, about("proposal.answered", verdict="rejected")) == ()
    assert following(made, reviewed, about("proposal.answered", verdict="deferred")) == ("proposal.reviewed",)
    assert "bid.found" in following(made, reviewed, about("proposal.answered"))


def test_a_bid_goes_from_found_to_agreed_or_lost() -> None:
    """The stage is that of its last act; a lost bid may be found anew."""
    steps = [about(kind) for kind in ("bid.found", "bid.reviewed", "bid.applied")]
    first = about("bid.selected", round="preliminary")
    last = [*steps, first, about("bid.selected"), about("bid.agreed")]
    stages = [bid_stage(case_of("N1", state_after(*last[:n]).dossier("N1"))) for n in range(len(last) + 1)]
    assert stages == ["", "found", "reviewed", "applied", "preliminary", "final", "agreed"]
    assert "bid.found" in following(*steps, about("bid.failed"))


@given(st.data())
def test_no_step_that_is_named_breaks_the_order_of_the_record(data: st.DataObject) -> None:
    """However far a project walks along the steps named, none is refused for coming too early."""
    drafts: list[Draft] = []
    for _ in range(data.draw(st.integers(0, 12))):
        state = state_after(*drafts)
        kinds = next_kinds(case_of("N1", state.dossier("N1")))
        if not kinds:
            break
        draft = about(data.draw(st.sampled_from(kinds)))
        assert "record.order" not in [breach.rule for breach in judge(state, draft)]
        assert draft.kind in KINDS
        drafts.append(draft)


def office_plan() -> State:
    """Return the founded state with one office of the city that is in charge of project P01."""
    plan = FOUNDED.plan
    assert plan is not None
    office = Office("toy-office", (OfficeName(Words("장난감과")),))
    projects = tuple(replace(p, offices=("toy-office",)) if p.id == "P01" else p for p in plan.projects)
    return replace(FOUNDED, plan=replace(plan, offices=(*plan.offices, office), projects=projects))


def running(*drafts: Draft) -> State:
    """Return the state after project P01 started and some more."""
    started = drafted("project.started", "P01", "2026-01-01")
    return after((started, *drafts), office_plan())


def report(work: str = "50", **more: Any) -> Draft:
    """Return the half-year's report of P01."""
    public = {"period": "2026H1", "work": work, **more}
    return replace(drafted("progress.reported", "P01", "2026-07-10", **public), office="toy-office")


def state_of_p01(state: State) -> str:
    """Return how P01 stands in the round of the first half of 2026."""
    rows = collect(state, all_undertakings(state, DAY), "2026H1", DAY)
    return next(row.state for row in rows if row.undertaking.subject == "P01")


def test_a_round_tells_who_is_late_and_whose_report_waits() -> None:
    """A project without a report is missing, then its report waits, is sent back, or accepted."""
    number = running(report()).acts
    verdicts = [
        drafted("progress.reviewed", "P01", DAY, report=number, verdict=word)
        for word in ("returned", "accepted")
    ]
    states = [running(), running(report()), *(running(report(), verdict) for verdict in verdicts)]
    assert [state_of_p01(state) for state in states] == ["missing", "waiting", "returned", "accepted"]
    assert [act.number for act in reports_waiting(states[1].dossier("P01"))] == [number]
    assert reports_waiting(states[3].dossier("P01")) == ()


def test_a_closed_project_owes_no_report_for_what_comes_later() -> None:
    """Closed in June, it still owes the first half of the year and not the second."""
    state = running(drafted("project.closed", "P01", "2026-06-01", how="done"))
    found = all_undertakings(state, "2027-02-01")
    owing = {
        period: [row.undertaking.subject for row in collect(state, found, period, "2027-02-01")]
        for period in ("2026H1", "2026H2")
    }
    assert "P01" in owing["2026H1"]
    assert "P01" not in owing["2026H2"]


def test_a_claim_stands_beside_what_the_report_itself_tells() -> None:
    """60 % claimed, one of four milestones done and 20 % of the money spent: 37.5 points too high."""
    rows = [
        {"what": name, "due": "2026-06", **({"done": "2026-05-30"} if name == "가" else {})}
        for name in "가나다라"
    ]
    state = running(report("60", milestones=rows, spent={"city": 20}))
    act = undertaking(state, "P01", DAY).case.reports[-1]
    found = evidence_of(act, 100)
    assert (found.milestones, found.money, found.gap) == (Decimal("0.25"), Decimal("0.2"), Decimal("0.375"))
    assert evidence_of(act, None).gap == Decimal("0.35")
    (row,) = optimism([replace(undertaking(state, "P01", DAY), total=100)])
    assert (row.office, row.period, row.gap, row.reports) == ("toy-office", "2026H1", Decimal("0.375"), 1)


def test_without_evidence_a_claim_has_no_gap() -> None:
    """A bare per cent is neither right nor wrong: missing stays missing."""
    act = undertaking(running(report("60")), "P01", DAY).case.reports[-1]
    assert evidence_of(act, 100).gap is None


def test_an_offices_own_projects_begin_with_what_was_sent_back() -> None:
    """A report that was returned stands first, and is gone from there once it is handed in again."""
    number = running(report()).acts
    back = drafted("progress.reviewed", "P01", DAY, report=number, verdict="returned")
    state = running(report(), back)
    own = mine(all_undertakings(state, DAY), "toy-office")
    assert own[0].returned is not None
    assert own[0].returned.number == number
    assert undertaking(running(report(), back, report("55")), "P01", DAY).returned is None


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(0, 10**13), min_size=1))
def test_weights_sum_to_exactly_one_and_follow_the_sizes(sizes: dict[str, int]) -> None:
    """Thirds included, nothing is lost to rounding and none is off by a ten-thousandth or more."""
    if not sum(sizes.values()):
        with pytest.raises(Unfit):
            weights_of(sizes)
        return
    found = weights_of(sizes)
    assert sum(found.values()) == 1
    for name, size in sizes.items():
        assert abs(found[name] - Decimal(size) / sum(sizes.values())) < Decimal("0.0001")
