"""A long run's own answer, the re-plan after a shock, and safety in the forms, over Toytown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from threading import Event
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker
from test_portal_roadmap import words
from test_workspace_roadmap import seen, visitor
from toytown import PLAN, toytown_city, toytown_plan

from bitgil.government.planning import compare
from bitgil.government.portfolios import portfolios_of
from bitgil.plan.reading import plan_of, read_files
from bitgil.plan.types import Plan
from bitgil.plan.types.history import HistoricAct
from bitgil.portal.choosing.answers import roadmap_for
from bitgil.portal.choosing.baselines import SHOWN, Baseline
from bitgil.portal.choosing.replans import upset_in
from bitgil.portal.modelled import once
from bitgil.portal.pages.roadmap_replan import told
from bitgil.quantity import Won
from bitgil.roadmap.aftermath import Upset, upset_from
from bitgil.roadmap.drafting import drawn_on
from bitgil.roadmap.ground import Survey, survey, to_plain
from bitgil.roadmap.overrun import safe_plan
from bitgil.roadmap.shocks import Cut, Late, Lost, MayPause, MayStop
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.statement import answered
from bitgil.roadmap.wishes import Wish
from bitgil.store import importing, jobs, projections
from bitgil.store.current import forget, load, state_in_force
from bitgil.store.jobs import Question, questions
from bitgil.store.models import JobRow

pytestmark = pytest.mark.django_db
SHOCK = "/en/roadmap/replan/?since=2026Q1&c.city.2027=25&s.P11=lost&s.P08=late:4&keep=90"
RUNNING = "/en/roadmap/replan/?reference=1&since=2026Q1&c.city.2026=100"


@pytest.fixture(scope="module")
def anew() -> Survey:
    """Return Toytown's whole plan chosen anew, measured by its own sectors."""
    return survey(toytown_plan(), toytown_city(), as_of="2024-12-31", anew=True)


@pytest.fixture(scope="module", autouse=True)
def adopted(django_db_setup: None, django_db_blocker: DjangoDbBlocker, anew: Survey) -> Iterator[None]:  # noqa: ARG001  asked for the tables it makes
    """Adopt Toytown with both grounds: the plan made anew, and the spring that already owes too much."""
    forget()
    with django_db_blocker.unblock(), transaction.atomic():
        files, state = read_files(PLAN), state_in_force()
        importing.accept(state, compare(state, plan_of(files), files), reason="처음")
        spring = survey(toytown_plan(), toytown_city(), as_of="2025-03-31")
        bodies = {
            "ground": to_plain(anew.ground),
            "roadmap": drawn_on(anew),
            "ground_by_reference": to_plain(spring.ground),
            "roadmap_by_reference": drawn_on(spring),
        }
        projections.save(state_in_force().version, bodies)
        load()
        yield
        transaction.set_rollback(True)
    forget()


@pytest.fixture
def client() -> Client:
    """Return a visitor."""
    return Client(HTTP_HOST="localhost")


def finished(anew: Survey, question: Question, state: str = "done", *, stopped: bool = False) -> int:
    """Keep a job with its real answer, as the worker would have left it, and return its number."""
    stop = Event()
    if stopped:
        stop.set()
    effort = Effort(seconds=30.0, stop=stop)
    run = jobs.ask(question, seconds=60.0, account="kim", version=load().version)
    found = questions.answer(
        question,
        anew.ground,
        effort,
        measured=lambda _: anew,
        heard=lambda *_: None,
        counted=lambda *_: None,
    )
    JobRow.objects.filter(pk=run.number).update(state=state, result=json.dumps(found, ensure_ascii=False))
    return run.number


def test_a_run_shows_its_whole_answer(client: Client, anew: Survey) -> None:
    """Plan drawn and listed with reasons, value, bound and gap, and what was promised against simulated."""
    number = finished(anew, Question("roadmap"))
    page = client.get(f"/roadmap/runs/{number}/")
    assert page.content.decode().count("<svg") == 1
    text = words(client, f"/en/roadmap/runs/{number}/")
    result = (jobs.found(number) or pytest.fail("no run")).result
    assert result is not None
    assert result["promised"] is not None
    assert result["promised"]["words"]["en"] in text.replace("&#x27;", "'")
    for said in ("proven best", "gap 0 %", "What is chosen, and why", "Promised and simulated", "P07 "):
        assert said in text
    assert "Without it the value falls by" in text
    listed = words(client, "/en/roadmap/runs/")
    assert "The answer" in listed
    assert f"/roadmap/runs/{number}/#result" in client.get("/roadmap/runs/").content.decode()


def test_a_run_is_saved_as_an_alternative(anew: Survey) -> None:
    """From its page to a public act: the run's own starts, values, weights and proof, not another solve."""
    number = finished(anew, Question("roadmap"))
    client = visitor("plan-office")
    address = f"/desk/alternatives/save/?run={number}"
    assert f"alternatives/save/?run={number}" in client.get(f"/roadmap/runs/{number}/").content.decode()
    assert "대안 이름" in seen(client.get(address))
    answer = client.post(address, {"title": "밤새 푼 것", "reason": "긴 계산의 답"})
    assert answer.status_code == 302
    forget()
    (saved,) = portfolios_of(load().acts)
    result = (jobs.found(number) or pytest.fail("no run")).result or {}
    chosen = {row["id"]: row["start"] for row in result["projects"] if row["verdict"] == "in"}
    assert saved.chosen == chosen
    assert saved.proven
    assert saved.value == saved.bound == round(Decimal(result["value"]), 4)
    assert saved.limits["city", 2027] == 400_000_000


def test_what_a_run_did_not_find_cannot_be_saved(anew: Survey) -> None:
    """Another kind of run, one of an earlier plan, or none at all: refused in words, without a form."""
    client = visitor("plan-office")
    firm = finished(anew, Question("firmness"))
    old = finished(anew, Question("roadmap"))
    JobRow.objects.filter(pk=old).update(version="0" * 64)
    for number, said in (
        (firm, "저장할 로드맵이 없습니다"),
        (old, "앞선 버전의 계획"),
        (999, "저장할 로드맵이"),
    ):
        answer = client.get(f"/desk/alternatives/save/?run={number}")
        assert said in seen(answer)
        assert 'name="title"' not in answer.content.decode()


def test_a_stopped_run_shows_its_best_so_far(client: Client, anew: Survey) -> None:
    """Stopped before anything was compared it still draws what it found, and says what is missing."""
    number = finished(anew, Question("roadmap"), "stopped", stopped=True)
    text = words(client, f"/en/roadmap/runs/{number}/")
    assert "stopped" in text.lower()
    assert "A run that was stopped compares nothing any more" in text
    assert "Not simulated" in text
    assert "/#result" in client.get("/roadmap/runs/").content.decode()


def test_a_shock_is_answered_at_once(client: Client) -> None:
    """Money cut, a bid lost, a project late: what stays, shifts, goes and comes, and the value kept."""
    text = words(client, SHOCK)
    for said in (
        "Value kept",
        "Stays",
        "Shifts",
        "Dropped",
        "Can no longer be done",
        "Added",
        "proven least",
    ):
        assert said in text
    assert "The bid of P11 is lost." in text
    kept = Decimal(text.split("Value kept")[1].split("%")[0].strip())
    assert 90 <= kept <= 100
    page = client.get(SHOCK).content.decode()
    assert '<option value="late:4" selected>' in page
    assert 'name="c.city.2027" value="25"' in page


def test_the_same_shock_from_a_run(client: Client, anew: Survey) -> None:
    """A long run of the same question keeps the same answer as the page gave at once."""
    shocks = (Cut("city", 2027, Decimal(25)), Lost("P11"), Late("P08", 4))
    number = finished(anew, Question("replan", upset=Upset((2026, 1), shocks, (), Decimal("0.9"))))
    run, page = words(client, f"/en/roadmap/runs/{number}/"), words(client, SHOCK)
    assert (
        page[page.index("Value kept") : page.index("What has happened")].strip().split(" Share of")[0] in run
    )


def test_money_that_lacks_is_named_by_source_and_year(client: Client) -> None:
    """A cut below what is bound is never just impossible; a fine is the asker's own figure."""
    text = words(client, RUNNING)
    assert "not even the money already bound can be paid" in text
    assert "2026: " in text
    freed = words(client, f"{RUNNING}&l.P12=stop&f.P12=0.1&m.P12=provincial&l.P09=pause:4&f.P09=0.1")
    assert "stopped (what it was worth is not counted)" in freed
    assert freed.count("the asker&#x27;s own figure") == 2


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("since=soon&s.P11=lost", "'soon' cannot be read"),
        ("since=2099Q1&s.P11=lost", "lies outside the horizon"),
        ("since=2026Q1&c.city.2027=lots", "'lots' cannot be read"),
        ("since=2026Q1&c.city.2027=150", "cannot be cut by 150 %"),
        ("since=2026Q1&c.private.2027=10", "has no known limit"),
        ("since=2026Q1&s.P99=lost", "is no project of the roadmap"),
        ("since=2026Q1&s.P11=eaten", "'eaten' cannot be read"),
        ("since=2026Q1&s.P11=lost&keep=300", "is no share to keep"),
        ("reference=1&since=2026Q1&c.city.2026=10&l.P12=stop", "is empty"),
        ("reference=1&since=2026Q1&c.city.2026=10&l.P12=stop&f.P12=-1", "has a fine below 0"),
        ("reference=1&since=2026Q1&c.city.2026=10&l.P12=stop&f.P12=1&m.P12=moon", "is no source"),
        ("reference=1&since=2026Q1&c.city.2026=10&l.P10=stop&f.P10=1", "does not run at that time"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_kept(client: Client, query: str, fault: str) -> None:
    """Each fault is a sentence, in both languages, and the form keeps what was typed."""
    answer = client.get(f"/en/roadmap/replan/?{query}&c.city.2028=7")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert fault in page.replace("&#x27;", "'")
    assert 'name="c.city.2028" value="7"' in page
    assert "물을 수 없는 것이 있습니다" in words(client, f"/roadmap/replan/?{query}&c.city.2028=7")


def test_nothing_befallen_is_no_question(client: Client) -> None:
    """A form handed in empty is told what to say, in both languages."""
    assert "nothing has befallen the roadmap" in words(client, "/en/roadmap/replan/?since=2026Q1")
    assert "무슨 일이 있었는지 고르지 않았습니다" in words(client, "/roadmap/replan/?since=2026Q1")


def test_a_large_problem_is_a_long_run() -> None:
    """Where a page cannot wait, its address leads to the workspace, where the run is asked for."""
    answer = roadmap_for(load(), by_reference=False)
    assert answer is not None
    many = tuple(
        replace(each, id=f"{each.id}.{copy}", requires=())
        for each in answer.problem.candidates
        for copy in range(40)
    )
    large = replace(answer, problem=replace(answer.problem, candidates=many))
    query = {"since": "2026Q1", "c.city.2027": "25", "keep": "90", "f.P12": ""}
    upset, _ = upset_in(query)
    assert upset is not None
    kept = told(load(), Baseline("", SHOWN, large, Wish()), upset, query, "ko")["long"]
    assert kept == "kind=replan&since=2026Q1&c.city.2027=25&keep=90"
    desk = visitor("member")
    room = f"/desk/roadmap/?{kept}"
    assert "2027년 시비 한도가 25% 줄었습니다" in seen(desk.get(room))
    assert desk.post(room, {"kind": "replan", "seconds": "60"}).status_code == 302
    (run,) = jobs.latest(1)
    horizon, starts = answer.problem.horizon, answer.roadmap.starts
    assert run.question.before == {name: horizon.name_of(at) for name, at in starts.items()}
    assert run.question.upset == Upset((2026, 1), (Cut("city", 2027, Decimal(25)),), (), Decimal("0.9"))
    refused = desk.post("/desk/roadmap/", {"kind": "replan", "seconds": "60"})
    assert refused.status_code == 422
    assert "다시 짤 일이 적히지 않았습니다" in seen(refused)


def test_a_run_replans_the_plan_that_was_seen(anew: Survey) -> None:
    """Given the plan that somebody saw, the run changes that one, not the one it would find by itself."""
    upset = Upset((2025, 1), (Cut("city", 2029, Decimal(1)),), (), Decimal(0))
    own, seen_one = (
        (jobs.found(finished(anew, Question("replan", upset=upset, before=before))) or pytest.fail("no run"))
        for before in ({}, {"P04": "2026Q1"})
    )
    assert own.result is not None
    assert seen_one.result is not None
    assert own.result["starts"].get("P04") != "2026Q1"
    assert seen_one.result["before"] == {"P04": "2026Q1"}
    assert (seen_one.result["same"], seen_one.result["dropped"]) == (["P04"], [])


def test_an_upset_is_the_same_after_it_was_kept() -> None:
    """Shocks, leaves, fines and share survive JSON."""
    upset = Upset(
        (2027, 3),
        (Cut("city", 2027, Decimal("12.5")), Lost("P11"), Late("P08", 2)),
        (MayStop("P12", "city", Won(10_000_000)), MayPause("P09", 4, "private", Won(0))),
        Decimal("0.9"),
    )
    assert upset_from(json.loads(json.dumps(upset.plain()))) == upset
    question = Question("roadmap", safety=Decimal("0.9"), worst=Decimal("0.1"))
    again = questions.question_from("roadmap", json.loads(json.dumps(question.plain())))
    assert (again, again.safety, again.worst) == (question, Decimal("0.9"), Decimal("0.1"))


def with_past(plan: Plan) -> Plan:
    """Return Toytown with three past projects whose budgets are known to have run over."""
    acts = tuple(
        HistoricAct(
            id=f"H-B{n}",
            kind="project.revised",
            subject=f"P0{n}",
            date=f"2024-0{n}-01",
            what="증액",
            source="-",
            field="budget",
            old="10억원",
            new=f"{new}억원",
        )
        for n, new in ((1, 11), (2, 14), (3, 12))
    )
    return replace(plan, history=(*plan.history, *acts))


def test_safety_is_refused_where_the_past_is_too_short(client: Client) -> None:
    """Toytown knows too few overruns: the forms say so and how to mend it, and keep what was typed."""
    page = client.get("/en/roadmap/try/?safety=90").content.decode()
    assert "fewer than 3 past projects" in page
    assert 'name="safety" value="90"' in page
    assert "write a number above 50, below 100" in words(client, "/en/roadmap/try/?safety=40")
    desk = visitor("plan-office")
    assert "3개보다 적어" in seen(desk.get("/desk/alternatives/save/?safety=90&made=safe"))
    sent: dict[str, Any] = {"kind": "roadmap", "seconds": "60", "safety": "90", "worst": "x"}
    answer = desk.post("/desk/roadmap/", sent)
    assert answer.status_code == 422
    assert "3개보다 적어" in seen(answer)
    assert "'x'" in seen(answer).replace("&#x27;", "'")
    assert 'name="worst" value="x"' in answer.content.decode()


def test_safety_tells_its_price_and_what_was_realised(anew: Survey) -> None:
    """Each limit carries the promised chance and how often fresh draws passed it, near one another."""
    plan = with_past(toytown_plan())
    problem, roadmap, _ = answered(anew.ground.building().problem)
    safe = safe_plan(plan, "2024-12-31", problem, Decimal("0.9"))
    assert safe is not None
    assert safe["level"] == "0.9"
    assert Decimal(safe["price"]) == Decimal(safe["plain"]) - Decimal(safe["value"]) >= 0
    assert roadmap.value is not None
    assert float(safe["plain"]) == pytest.approx(float(roadmap.value))
    for row in safe["limits"]:
        assert float(row["chance"]) <= 0.1 + 1e-6
        assert abs(float(row["realised"]) - float(row["chance"])) < 0.06
    assert "(grade X)" in safe["note"]["en"]


def test_the_worst_futures_of_a_run(client: Client, anew: Survey) -> None:
    """A run asked to mind the worst tenth shows what the what-if shows: both plans, fresh futures, proof."""
    number = finished(anew, Question("roadmap", worst=Decimal("0.1")))
    text = words(client, f"/en/roadmap/runs/{number}/")
    assert "The roadmap that also minds the worst 10 % of futures" in text
    assert "It is proven that no roadmap has a better mixture" in text
    kept = ((jobs.found(number) or pytest.fail("no run")).result or {})["cvar"]
    for name, label in (("mean", "Mean of all futures"), ("tail", "Mean of the worst 10 %")):
        for said, means in (("Promised", kept), ("Fresh futures", kept["fresh"])):
            row = re.search(rf"{label}\s+{said}\s+([\d.]+)\s+([\d.]+)", text)
            assert row is not None
            assert [float(each) for each in row.groups()] == pytest.approx(
                [float(means[f"plain_{name}"]), float(means[name])], rel=1e-3
            )
    once(load(), "city", lambda: (anew.city, {}))
    what_if = careful_part(client.get("/roadmap/try/?worst=10").content.decode())
    run = careful_part(client.get(f"/roadmap/runs/{number}/").content.decode())
    assert what_if == run


def careful_part(page: str) -> str:
    """Return the table about bad futures and what it is called, without its figures."""
    part = page[page.index('aria-labelledby="careful-told"') :]
    return re.sub(r"\d[\d.,]*", "#", part[: part.index("</table>")])
