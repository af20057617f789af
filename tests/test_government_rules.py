"""Every rule before an act: what it refuses or warns of, and the mended act that it lets through."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from government_story import FOUNDED, LAW, MEETING, after, drafted, legal, sum_of

from bitgil.government.acts import KINDS, Draft, log_schemas
from bitgil.government.law import law_on
from bitgil.government.rules import RULES, accepted, judge
from bitgil.government.rules.breaches import Question
from bitgil.plan.problems import Unsound
from bitgil.plan.reading import plan_of, read_files
from bitgil.quantity import Unfit

FIVE = ["seat.1", "seat.2", "seat.3", "seat.4", "seat.5"]
CHECKS = {
    "legality": "pass",
    "need": "pass",
    "consultation": "condition",
    "finance": "pass",
    "benefit": "pass",
}
TERM = {"seat": "appointed", "first": "2026-01-01", "last": "2027-12-31"}
EVIDENCE = "d" * 64


def appointed(members: Sequence[str] = ("seat.1", "seat.2", "seat.3"), **more: Any) -> Draft:
    """Return an appointment of members, two years from 2026, sexes balanced."""
    public = {"members": list(members), **TERM, "women": 1, "men": 1, **more}
    return drafted("member.appointed", "toy", public["first"], **public)


def called(effect: str = "2026-03-01", **more: Any) -> Draft:
    """Return the call of a regular meeting on 2026-03-10 with two items."""
    items = [
        {"item": 1, "kind": "plan", "title": "시행계획"},
        {"item": 2, "kind": "funding", "title": "재원"},
    ]
    public = {"date": "2026-03-10", "place": "시청", "regular": True, "items": items, **more}
    return drafted("meeting.called", MEETING, effect, **public)


def at_meeting(kind: str, **public: Any) -> Draft:
    """Return something that happens at the meeting, on its day."""
    return drafted(kind, MEETING, "2026-03-10", **public)


def voted(voters: Sequence[str] = ("seat.1", "seat.2"), yes: int = 2, no: int = 0, item: int = 1) -> Draft:
    """Return a vote."""
    return at_meeting("motion.voted", item=item, voters=list(voters), yes=yes, no=no, abstain=0)


def money(total: int, city: int = 0, national: int = 0) -> dict[str, int]:
    """Return amounts of 억원 as an act holds them."""
    return {"total": sum_of(total), "city": sum_of(city), "national": sum_of(national)}


def about(kind: str, effect: str = "2026-05-01", **public: Any) -> Draft:
    """Return an act about project P01."""
    return drafted(kind, "P01", effect, **public)


def gated(result: str = "proper", effect: str = "2026-02-01", total: int = 100, **more: Any) -> list[Draft]:
    """Return a review by the province, asked for and decided."""
    return [
        about("gate.applied", effect, body="province", case="transfer", **money(total)),
        about("gate.decided", effect, body="province", result=result, total=sum_of(total), **more),
    ]


def report(period: str = "2026H1", **more: Any) -> Draft:
    """Return a report of progress."""
    return about("progress.reported", "2026-07-05", period=period, work="40", **more)


HELD = [appointed(), called(), at_meeting("meeting.attended", present=["seat.1", "seat.2"])]
FOUND = about("bid.found", programme="공모", **money(30, 12))
CHECKED = about("bid.reviewed", **CHECKS, go=True)
ASKED = about("budget.consulted", city=sum_of(12), agreed=True)
TOLD = about("council.reported", form="report", when="before")
BID = about("bid.applied", **money(30, 12))
READY = [FOUND, CHECKED, ASKED, TOLD]
RESOLVED = at_meeting("motion.resolved", item=1, outcome="passed")
CONDITIONAL = at_meeting(
    "motion.resolved",
    item=1,
    outcome="conditional",
    conditions=["부지 확보", "재원 확보"],
    due=[{"condition": 2, "office": "works", "day": "2026-06-30"}],
)
CHANGED = {"before": "a", "version": "b", "changes": [], "files": {}}
ISSUED = at_meeting("credential.issued", certificate=EVIDENCE, type="resolution", about=4)
REVOKED = at_meeting("credential.status", certificate=EVIDENCE, state="revoked", why="error")
ERASED = at_meeting("record.erased", act=1, erased=EVIDENCE, of="credential.issued", basis="pipa-21")
REQUEST = about("change.requested", change="cost", total=sum_of(140), document=EVIDENCE)


def saved(project: str, made: str = "plain", **question: object) -> Draft:
    """Return a saved alternative that chose one project, with what it says of its question."""
    return drafted(
        "alternative.saved",
        "portfolio.1",
        "2026-03-01",
        title="시험 대안",
        version="ab" * 32,
        as_of="2026-03-01",
        reference=False,
        weights=[{"objective": "climate", "weight": "1"}],
        limits=[{"source": "city", "year": 2027, "amount": 400_000_000}],
        chosen=[{"project": project, "start": "2027Q1"}],
        values=[{"objective": "climate", "value": "45.17"}],
        value="45.17",
        proof="optimal",
        made=made,
        **question,
    )


CARE = {"worst": "0.1", "mix": "0.5", "futures": 512, "mean": "45.17", "tail": "30"}
AGAIN = {
    "since": "2027Q1",
    "keep": "0.95",
    "best": "45.17",
    "disruption": 3,
    "shocks": [{"source": "city", "year": 2027, "percent": "25"}],
}


BROKEN: dict[str, tuple[list[Draft], Draft, list[Draft], Draft]] = {
    "size_is_kept": ([appointed(FIVE)], appointed(["seat.6"]), [appointed(FIVE[:4])], appointed(["seat.5"])),
    "ex_officio_seats_are_few": (
        [],
        appointed(["seat.8", "seat.9"], seat="ex-officio"),
        [],
        appointed(["seat.9"], seat="ex-officio"),
    ),
    "terms_are_of_one_length": ([], appointed(last="2028-01-01"), [], appointed(last="2027-12-31")),
    "renewals_are_few": (
        [appointed(["seat.1"], first="2020-01-01"), appointed(["seat.1"], first="2022-01-01")],
        appointed(["seat.1"]),
        [appointed(["seat.1"], first="2022-01-01")],
        appointed(["seat.1"]),
    ),
    "sexes_are_balanced": ([], appointed(women=1, men=2), [], appointed(women=2, men=3)),
    "notice_is_early": ([], called("2026-03-04"), [], called("2026-03-03")),
    "agenda_is_of_the_committee": ([], called(items=[]), [], called()),
    "papers_are_early": (
        [called()],
        drafted("meeting.papers", MEETING, "2026-03-08", items=2),
        [called()],
        drafted("meeting.papers", MEETING, "2026-03-07", items=2),
    ),
    "regular_meetings_are_held": (
        HELD,
        drafted("meeting.called", "toy/2027-1", "2027-01-02", **{**called().public, "date": "2027-02-01"}),
        [],
        called(),
    ),
    "only_members_attend": (
        HELD[:2],
        at_meeting("meeting.attended", present=["seat.9"]),
        HELD[:2],
        at_meeting("meeting.attended", present=["seat.3"]),
    ),
    "quorum_is_present": (
        [*HELD[:2], at_meeting("meeting.attended", present=["seat.1"])],
        voted(["seat.1"], 1),
        HELD,
        voted(),
    ),
    "recused_members_do_not_vote": (
        [*HELD, at_meeting("meeting.recused", item=1, member="seat.2", ground="avoidance")],
        voted(),
        [*HELD, at_meeting("meeting.recused", item=2, member="seat.2", ground="avoidance")],
        voted(),
    ),
    "votes_add_up": (HELD, voted(yes=3), HELD, voted(yes=1, no=1)),
    "majority_carries": ([*HELD, voted(yes=1, no=1)], RESOLVED, [*HELD, voted()], RESOLVED),
    "conditions_can_be_answered": (
        [*HELD, voted(), CONDITIONAL],
        at_meeting("condition.answered", resolution=5, condition=3, state="met"),
        [*HELD, voted(), CONDITIONAL],
        at_meeting("condition.answered", resolution=5, condition=2, state="met"),
    ),
    "minutes_are_whole": (
        HELD,
        at_meeting("minutes.written", fields=["date", "place"]),
        HELD,
        at_meeting("minutes.written", fields=["date", "place", "present", "agenda", "statements", "result"]),
    ),
    "minutes_are_posted_in_time": (
        HELD,
        drafted("minutes.published", MEETING, "2026-03-21", url="https://toy.example/1"),
        HELD,
        drafted("minutes.published", MEETING, "2026-03-20", url="https://toy.example/1"),
    ),
    "bids_are_checked": ([FOUND, about("bid.reviewed", **CHECKS, go=False), ASKED, TOLD], BID, READY, BID),
    "budget_office_is_asked_first": ([FOUND, CHECKED, TOLD], BID, READY, BID),
    "council_is_told": (READY[:3], BID, READY, BID),
    "council_hears_yearly": (
        [
            *READY,
            BID,
            about("bid.selected", round="final"),
            about("bid.agreed", "2024-05-01", **money(30, 12)),
        ],
        report(),
        [
            about("bid.agreed", "2024-05-01", **money(30)),
            about("council.reported", "2025-06-01", form="progress"),
        ],
        report(),
    ),
    "team_is_formed": (
        [],
        about("bid.found", programme="공모", departments=2, **money(30)),
        [],
        about("bid.found", programme="공모", departments=1, **money(30)),
    ),
    "bids_follow_their_steps": (
        [],
        about("bid.selected", round="final"),
        [*READY, BID],
        about("bid.selected", round="final"),
    ),
    "right_body_reviews": (
        [],
        about("gate.applied", body="self", case="transfer", **money(60)),
        [],
        about("gate.applied", body="province", case="transfer", **money(60)),
    ),
    "conditions_are_named": (
        gated()[:1],
        gated("conditional")[1],
        gated()[:1],
        gated("conditional", conditions=["부지 확보"])[1],
    ),
    "large_projects_are_studied": (
        [],
        about("gate.applied", body="central", case="transfer", **money(500)),
        [about("study.completed", specialised=True)],
        about("gate.applied", body="central", case="transfer", **money(500)),
    ),
    "start_waits_for_the_gate": (
        gated("reexamine"),
        about("project.started", total=sum_of(100)),
        gated(),
        about("project.started", total=sum_of(100)),
    ),
    "conditions_are_met_first": (
        gated("conditional", conditions=["부지 확보", "재원 확보"]),
        about("project.started"),
        [
            *gated("conditional", conditions=["부지 확보"]),
            about("gate.condition_met", "2026-03-01", condition=1),
        ],
        about("project.started"),
    ),
    "growth_is_reviewed_again": (
        gated(),
        about("project.started", total=sum_of(130)),
        gated(),
        about("project.started", total=sum_of(129)),
    ),
    "late_projects_are_reviewed_again": (
        gated(effect="2022-05-01"),
        about("project.started", "2026-05-01"),
        gated(effect="2022-05-02"),
        about("project.started", "2026-05-01"),
    ),
    "refused_projects_get_no_grant": ([*READY, *gated("improper")], BID, [*READY, *gated()], BID),
    "plan_is_deliberated": (
        [*HELD, voted()],
        drafted("plan.changed", "toytown", "2026-04-01", **CHANGED),
        [*HELD, voted(), RESOLVED],
        drafted("plan.changed", "toytown", "2026-04-01", **CHANGED, resolution=5),
    ),
    "minor_changes_are_minor": (
        [],
        drafted("plan.changed", "toytown", "2026-04-01", **CHANGED, minor=True),
        [*HELD, voted(), RESOLVED],
        drafted("plan.changed", "toytown", "2026-04-01", **CHANGED, resolution=5),
    ),
    "changes_are_asked_for_with_evidence": (
        [],
        about("change.requested", change="cost"),
        [],
        REQUEST,
    ),
    "estimates_can_be_used": (
        [],
        about("change.requested", change="estimate", certainty="1.4", why="어림", document=EVIDENCE),
        [],
        about("change.requested", change="estimate", certainty="0.4", why="어림", document=EVIDENCE),
    ),
    "changes_pass_review": (
        [],
        about("project.closed", how="stopped"),
        [REQUEST, about("change.reviewed", request=1, verdict="agreed")],
        about("project.closed", how="stopped"),
    ),
    "yearly_plan_is_resolved": (
        [*HELD, voted(yes=0, no=2), at_meeting("motion.resolved", item=1, outcome="rejected")],
        drafted("plan.year_adopted", "toytown", "2026-04-01", year=2026, projects=["P01"], resolution=5),
        [*HELD, voted(), RESOLVED],
        drafted("plan.year_adopted", "toytown", "2026-04-01", year=2026, projects=["P01"], resolution=5),
    ),
    "saved_alternatives_are_of_the_plan": ([], saved("P99"), [], saved("P07")),
    "saved_alternatives_say_what_made_them": (
        [],
        saved("P07", "careful", **CARE, safety="0.9"),
        [],
        saved("P07", "careful", **CARE),
    ),
    "replanned_alternatives_start_from_a_known_one": (
        [],
        saved("P07", "replanned", **AGAIN, baseline="portfolio.9"),
        [],
        saved("P07", "replanned", **AGAIN, baseline="clean"),
    ),
    "alternatives_are_saved_once": ([saved("P07")], saved("P07"), [], saved("P07")),
    "alternatives_are_chosen_by_resolution": (
        [*HELD, voted(yes=0, no=2), at_meeting("motion.resolved", item=1, outcome="rejected")],
        drafted("alternative.chosen", "clean", "2026-04-01", resolution=5),
        [*HELD, voted(), RESOLVED],
        drafted("alternative.chosen", "clean", "2026-04-01", resolution=5),
    ),
    "reports_are_about_the_past": ([], report("2026Q4"), [], report("2026Q3")),
    "work_is_a_share": ([], replace(report(), public={"period": "2026H1", "work": "101"}), [], report()),
    "delay_has_a_cause": (
        [],
        report(late_months="3", cause="budget"),
        [],
        report(late_months="3", cause="budget", remedy="추경에 반영"),
    ),
    "money_never_returns": (
        [report("2025H2", spent={"city": 500, "national": 900})],
        report(spent={"city": 400}),
        [report("2025H2", spent={"city": 500})],
        report(spent={"city": 500}),
    ),
    "closed_projects_stay_closed": (
        [about("project.closed", how="done")],
        report(),
        [about("project.closed", how="continues")],
        report(),
    ),
    "corrections_fit": (
        [report()],
        about("act.corrected", "2026-07-06", act=1, content={"work": "30"}),
        [report()],
        about("act.corrected", "2026-07-05", act=1, content={"work": "30"}),
    ),
    "resolutions_are_certified_as_carried": (HELD, ISSUED, [*HELD, RESOLVED], ISSUED),
    "certificates_are_revoked_once": ([ISSUED, REVOKED], REVOKED, [ISSUED], REVOKED),
    "erasures_name_what_was_recorded": ([ISSUED, ERASED], ERASED, [ISSUED], ERASED),
}
"""Rule → what went before and the act it stops, and what went before and the act it lets through."""

WARNS = {
    "regular_meetings_are_held",
    "minutes_are_posted_in_time",
    "council_hears_yearly",
    "team_is_formed",
    "minor_changes_are_minor",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_rule_stops_what_breaks_it_and_lets_the_mended_act_through(name: str) -> None:
    """Each rule finds its broken case, says it in two languages, and is silent on the sound one."""
    rule = {one.__name__: one for one in RULES}[name]
    before, broken, mended_before, mended = BROKEN[name]
    found = list(rule(Question(after(before), broken)))
    assert found
    assert {breach.severity for breach in found} == {"should" if name in WARNS else "must"}
    for breach in found:
        told = breach.problem
        assert all((told.what, told.what_ko, told.fix, told.fix_ko))
        assert told.what != told.what_ko
    assert list(rule(Question(after(mended_before), mended))) == []


def test_every_rule_has_its_broken_case() -> None:
    """No rule is listed that the cases above and the two of plan order do not break."""
    assert {rule.__name__ for rule in RULES} == BROKEN.keys() | {"plan_acts_keep_their_order"}


def test_a_plan_change_does_not_overtake_the_one_before_it() -> None:
    """A change of the plan that would take effect before the last one is refused."""
    state = replace(
        FOUNDED,
        dossiers={"toytown": tuple(after([REQUEST]).dossier("P01"))},
    )
    (act,) = state.dossiers["toytown"]
    state = replace(state, dossiers={"toytown": (replace(act, kind="plan.changed", effect="2026-06-01"),)})
    early = drafted("plan.changed", "toytown", "2026-04-01", **CHANGED, minor=True)
    assert "record.order" in {breach.rule for breach in judge(state, early)}
    late = drafted("plan.changed", "toytown", "2026-07-01", **CHANGED, minor=True)
    assert "record.order" not in {breach.rule for breach in judge(state, late)}


def test_all_refusals_come_at_once_and_a_warning_is_kept_on_the_act() -> None:
    """A bid with three faults is told all three; a lone warning goes on record with the act."""
    with pytest.raises(Unsound) as refused:
        accepted(after([FOUND]), BID)
    assert len(refused.value.problems) == 3
    team = about("bid.found", programme="공모", departments=3, **money(30))
    assert accepted(FOUNDED, team).public["warnings"] == ["toy.call.team"]
    assert "warnings" not in accepted(after(READY), BID).public


def test_the_law_of_the_day_of_effect_decides() -> None:
    """A band that a later law moved binds acts from its first day on, and no act before."""
    old = [
        replace(rule, valid_to="2024-12-31") if rule.about == "investment.self.transfer" else rule
        for rule in LAW
    ]
    moved = legal("investment.self.transfer", low=30, high=60, valid_from="2025-01-01", id="toy.moved")
    plan = FOUNDED.plan
    assert plan is not None
    state = replace(FOUNDED, plan=replace(plan, legal_rules=(*old, moved)))
    start = {"total": sum_of(25)}
    assert judge(state, about("project.started", "2024-12-31", **start))
    assert not judge(state, about("project.started", "2025-01-01", **start))


def test_a_rule_for_one_committee_goes_before_the_general_one() -> None:
    """The toy committee renews once, any other twice."""
    rule = {one.__name__: one for one in RULES}["renewals_are_few"]
    twice = [replace(appointed(["seat.1"]), subject="other") for _ in range(2)]
    assert not list(rule(Question(after(twice), replace(appointed(["seat.1"]), subject="other"))))
    thrice = [*twice, twice[0]]
    assert list(rule(Question(after(thrice), replace(appointed(["seat.1"]), subject="other"))))


def test_a_large_project_may_grow_by_its_free_sum() -> None:
    """From 500 on, growth counts above 20 % of what exceeds 500, plus 150: 700 may become 890, not 891."""
    rule = {one.__name__: one for one in RULES}["growth_is_reviewed_again"]
    before = after(gated(total=700))
    assert not list(rule(Question(before, about("project.started", total=sum_of(890)))))
    assert list(rule(Question(before, about("project.started", total=sum_of(891)))))


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.roles], ids=lambda kind: kind.name)
def test_a_kind_is_done_by_its_roles_only(kind: Any) -> None:
    """Nobody whose role is not on the kind's list can draft the act."""
    outsider = next(role for role in ("citizen", "member", "council", "nobody") if role not in kind.roles)
    with pytest.raises(Unfit, match="may be done by"):
        Draft(kind.name, "P01", "2026-01-01", "시험", {}, role=outsider)


@pytest.mark.parametrize(
    "title", ["연락처 010-1234-5678", "900101-1234567 제안", "kim@toy.example 제안", "가" * 401, " "]
)
def test_numbers_of_persons_do_not_enter_public_text(title: str) -> None:
    """A telephone or registration number, a mail address, an essay or nothing is no public title."""
    with pytest.raises(Unfit, match="title"):
        drafted("proposal.made", "S1", "2026-01-01", by="citizen", title=title)
    assert drafted("proposal.made", "S1", "2026-01-01", by="citizen", title="부두 전력 2026년 제안")


def test_a_member_is_a_code_and_never_a_name() -> None:
    """Neither a Korean name nor a long number can stand where a seat's code is wanted."""
    for name in ("이영희", "19900101", "seat 1"):
        with pytest.raises(Unfit, match="members"):
            appointed([name])


def test_the_log_takes_no_free_text_and_no_digest_of_a_private_document() -> None:
    """Of each kind the log's schema holds codes, counts, dates, sums and flags only."""
    schemas = log_schemas()
    assert schemas.keys() == KINDS.keys()
    assert {"title", "document", "conditions", "place"}.isdisjoint(
        name for schema in schemas.values() for name in schema.fields
    )
    assert set(schemas["gate.decided"].fields) == {"body", "result", "total", "site"}
    assert set(schemas["plan.changed"].fields) == {"before", "version", "minor"}


@pytest.mark.parametrize("page", ["committee.md", "committee.ko.md"])
def test_the_examples_of_the_committee_page_do_what_it_says(
    page: str, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The call of four days ahead is refused by the ordinance, and the example rule fits the plan's law."""
    monkeypatch.chdir(root)
    text = (root / "docs" / "how-to" / page).read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    exec(compile(example, page, "exec"), {})  # noqa: S102  the page's own example
    told = capsys.readouterr().out
    assert told.startswith("must COM-NOTICE")
    assert "회의 4일 전 통지입니다" in told
    (rule,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    files = read_files(root / "plans" / "gwangyang")
    plan = plan_of({**files, "rules.toml": files["rules.toml"] + b"\n" + rule.encode()})
    assert law_on(plan.legal_rules, "2027-01-01").limit("committee.notice") == 10
    assert law_on(plan.legal_rules, "2026-12-31").limit("committee.notice") == 7
