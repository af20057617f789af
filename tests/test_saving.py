"""Safe, careful and re-planned alternatives: saved from pages and runs, and re-planned from, over Toytown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker
from test_replan_pages import SHOCK, finished
from test_workspace_roadmap import resolved, seen, visitor
from toytown import PLAN, toytown_sectors

from bitgil.city.model import assemble
from bitgil.government.acts import SCHEMA
from bitgil.government.acts.lifting import lifted
from bitgil.government.planning import compare
from bitgil.government.portfolios import Portfolio, portfolio_of, portfolios_of
from bitgil.government.replanning import resumed
from bitgil.plan.reading import plan_of, read_files
from bitgil.portal.choosing.answers import roadmap_for
from bitgil.portal.modelled import once
from bitgil.portal.naming import value_words
from bitgil.quantity import Won
from bitgil.roadmap.aftermath import Upset
from bitgil.roadmap.drafting import drawn_on
from bitgil.roadmap.ground import Survey, survey, to_plain
from bitgil.roadmap.shocks import Cut, Late, Lost, MayStop
from bitgil.roadmap.wishes import Wish
from bitgil.store import importing, jobs, projections
from bitgil.store.acts import last_number
from bitgil.store.current import forget, load, state_in_force
from bitgil.store.jobs import Question
from bitgil.store.models import JobRow

pytestmark = pytest.mark.django_db
REPLAN = SHOCK.partition("?")[2]
SAVE = "/desk/alternatives/save/"
TYPED = {"title": "위기에 버티는 안", "reason": "위원회에 올린다"}


OVERRUNS = "".join(
    f"""
[[acts]]
id = "H-B{n}"
kind = "project.revised"
subject = "P0{n}"
date = "2024-0{n}-01"
field = "budget"
old = "10억원"
new = "{new}억원"
what = "증액"
source = "장난감시 제5호 고시"
"""
    for n, new in ((1, 11), (2, 14), (3, 12))
)
"""Three past projects whose budgets are known to have run over, as a city with a past has."""


BOUNDS = """
[bounds]
grade = "X"
why = "'도서관은 짓지 않는다.' 시험으로 읽은 한도"
without = ["P12"]
"""


def files() -> dict[str, bytes]:
    """Return Toytown's files with such a past, and an alternative with a bound and a limit in words."""
    kept, lively = read_files(PLAN), "alternatives/lively.toml"
    words = 'limits = "가게 앞길은 파지 않는다"\n'.encode()
    return {
        **kept,
        "history/overruns.toml": OVERRUNS.encode(),
        lively: words + kept[lively] + BOUNDS.encode(),
    }


@pytest.fixture(scope="module")
def anew() -> Survey:
    """Return that Toytown's whole plan chosen anew, measured by its own sectors."""
    plan = plan_of(files())
    return survey(plan, assemble(toytown_sectors(), plan), as_of="2024-12-31", anew=True)


@pytest.fixture(scope="module", autouse=True)
def adopted(django_db_setup: None, django_db_blocker: DjangoDbBlocker, anew: Survey) -> Iterator[None]:  # noqa: ARG001  asked for the tables it makes
    """Adopt it with both grounds: the plan made anew, and the spring that already owes too much."""
    forget()
    with django_db_blocker.unblock(), transaction.atomic():
        state, plan = state_in_force(), plan_of(files())
        importing.accept(state, compare(state, plan, files()), reason="처음")
        spring = survey(plan, assemble(toytown_sectors(), plan), as_of="2025-03-31")
        bodies = {
            "ground": to_plain(anew.ground),
            "roadmap": drawn_on(anew),
            "ground_by_reference": to_plain(spring.ground),
            "roadmap_by_reference": drawn_on(spring),
        }
        projections.save(state_in_force().version, bodies)
        yield
        transaction.set_rollback(True)
    forget()


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    """Begin and end without what another test recorded."""
    forget()
    yield
    forget()


@pytest.fixture
def planner() -> Client:
    """Return the browser of the plan office."""
    return visitor("plan-office")


@pytest.fixture
def stranger() -> Client:
    """Return a visitor's browser."""
    return Client(HTTP_HOST="localhost")


def saved_from(client: Client, query: str) -> Portfolio:
    """Save what an address asks for as the plan office would, and return what the record then holds."""
    answer = client.post(f"{SAVE}?{query}", TYPED)
    assert answer.status_code == 302, seen(answer)
    forget()
    return portfolios_of(load().acts)[-1]


def test_a_safe_plan_is_saved_from_the_what_if(planner: Client, stranger: Client) -> None:
    """Its level, the deviation behind it and each limit's risk stand in the act, from a new solve here."""
    page = stranger.get("/roadmap/try/?w.people=2&safety=90").content.decode()
    assert "alternatives/save/?w.people=2&amp;safety=90&amp;made=safe" in page
    saved = saved_from(planner, "w.people=2&safety=90&made=safe")
    assert saved.made == "safe"
    assert saved.safety is not None
    assert saved.safety.level == Decimal("0.9")
    assert saved.safety.overrun > 0
    assert saved.without is not None
    assert saved.without >= saved.value
    assert {(each.source, each.year) for each in saved.safety.risks} >= {("city", "2027")}
    assert all(each.chance <= Decimal("0.1001") for each in saved.safety.risks)
    assert saved.proven == (saved.without == saved.value)
    told = seen(stranger.get(f"/en/alternatives/saved/{saved.id}/"))
    for said in ("safe against dearer projects", "Chance to keep the limits 90 %", "Price of safety"):
        assert said in told
    compared = seen(stranger.get("/en/alternatives/compare/"))
    assert "safe against dearer projects (90%)" in compared


def test_a_careful_plan_is_saved_from_the_what_if(planner: Client, stranger: Client, anew: Survey) -> None:
    """Minding bad futures is answered on the page, and what is saved is solved here from its question."""
    once(load(), "city", lambda: (anew.city, {}))
    page = stranger.get("/roadmap/try/?w.people=2&worst=20").content.decode()
    assert "alternatives/save/?w.people=2&amp;worst=20&amp;made=careful" in page
    saved = saved_from(planner, "w.people=2&worst=20&made=careful")
    assert (saved.made, saved.proven) == ("careful", True)
    assert "worst" in seen(stranger.get(f"/en/alternatives/saved/{saved.id}/"))
    for wrong in ("worst=&made=careful", "worst=200&made=careful"):
        assert planner.post(f"{SAVE}?{wrong}", TYPED).status_code == 422


def test_what_a_browser_adds_changes_no_answer(planner: Client) -> None:
    """Starts, values and proofs sent along are ignored; only the question in the address counts."""
    forged = {**TYPED, "value": "999", "chosen": "P99", "proof": "optimal", "safety": "51"}
    planner.post(f"{SAVE}?safety=90&made=safe", forged)
    forget()
    saved = portfolios_of(load().acts)[-1]
    assert saved.safety is not None
    assert (saved.safety.level, saved.value < 999, "P99" in saved.chosen) == (Decimal("0.9"), True, False)


def test_safe_and_careful_plans_are_saved_from_a_run(planner: Client, stranger: Client, anew: Survey) -> None:
    """Each answer of one run is saved by itself, as the run kept it, and nothing is solved again."""
    number = finished(anew, Question("roadmap", safety=Decimal("0.8"), worst=Decimal("0.1")))
    page = stranger.get(f"/roadmap/runs/{number}/").content.decode()
    for made in ("safe", "careful"):
        assert f"alternatives/save/?run={number}&amp;made={made}" in page
    result = (jobs.found(number) or pytest.fail("no run")).result or {}
    free = {row["id"] for row in result["projects"] if row["verdict"] in {"in", "out"}}
    safe, careful = (saved_from(planner, f"run={number}&made={made}") for made in ("safe", "careful"))
    for saved, kept in ((safe, result["safety"]), (careful, result["cvar"])):
        assert saved.chosen == {name: at for name, at in kept["starts"].items() if name in free}
        assert saved.value == round(Decimal(kept["value"]), 4)
    assert safe.safety is not None
    assert safe.safety.level == Decimal("0.8")
    assert careful.care is not None
    assert (careful.care.worst, careful.care.mix) == (Decimal("0.1"), Decimal("0.5"))
    assert careful.care.tail <= careful.care.mean
    assert careful.bound is None
    told = seen(stranger.get(f"/en/alternatives/saved/{careful.id}/"))
    assert "minding the worst futures" in told
    assert "Share of the worst futures 10 %" in told


def test_a_re_plan_is_saved_from_its_page(planner: Client, stranger: Client) -> None:
    """Shocks, quarter, kept share and disturbance stand in the act and on its page in both languages."""
    page = stranger.get(SHOCK).content.decode()
    assert "/desk/alternatives/save/?since=2026Q1" in page
    saved = saved_from(planner, REPLAN)
    assert saved.made == "replanned"
    again = saved.replanning
    assert again is not None
    shocks = (Cut("city", 2027, Decimal(25)), Lost("P11"), Late("P08", 4))
    assert again.upset == Upset((2026, 1), shocks, (), Decimal("0.9"))
    assert saved.value >= again.best * Decimal("0.9") - Decimal("0.001")
    assert saved.limits["city", 2027] == 300_000_000
    assert "P11" not in saved.chosen
    answer = roadmap_for(load(), by_reference=False)
    assert answer is not None
    facts = {each.id for each in answer.problem.candidates if each.fixed is not None}
    assert not facts & saved.chosen.keys()
    told = seen(stranger.get(f"/en/alternatives/saved/{saved.id}/"))
    for said in (
        "re-planned after a shock",
        "The bid of P11 is lost.",
        "Share to keep 90 %",
        "the roadmap shown then",
    ):
        assert said in told
    assert "P11 사업의 공모가 떨어졌습니다." in seen(stranger.get(f"/alternatives/saved/{saved.id}/"))
    assert "다시 짬 (2026년 1분기, 90%)" in seen(stranger.get("/alternatives/compare/"))
    assert "shocks" not in seen(stranger.get(f"/en/record/acts/{saved.act}/"))


def test_a_re_plan_is_saved_from_a_run(planner: Client, stranger: Client, anew: Survey) -> None:
    """What a long run found is saved with the fines that were its asker's own figures."""
    upset = Upset((2026, 1), (Cut("city", 2027, Decimal(25)),), (), Decimal("0.9"))
    number = finished(anew, Question("replan", upset=upset, wish=Wish(weights={"people": Decimal(1)})))
    page = stranger.get(f"/roadmap/runs/{number}/").content.decode()
    assert f"alternatives/save/?run={number}" in page
    saved = saved_from(planner, f"run={number}")
    assert saved.replanning is not None
    assert (saved.replanning.upset, saved.weights["people"]) == (upset, Decimal(1))
    assert saved.as_of == "2024-12-31"


def test_an_act_tells_every_field_even_an_empty_one(planner: Client, stranger: Client) -> None:
    """A re-plan that chose nothing, with a project that may be stopped: the act's page says all in words."""
    saved = saved_from(
        planner, "reference=1&since=2026Q1&c.city.2026=100&l.P12=stop&f.P12=0.1&m.P12=provincial"
    )
    for language, said in (
        ("", ("생긴 일", "다시 짠 첫 분기", "무엇을 물었나")),
        ("/en", ("what has happened",)),
    ):
        answer = stranger.get(f"{language}/acts/{saved.act}/")
        assert answer.status_code == 200
        assert all(each in seen(answer) for each in said)
    public = {**next(each for each in load().acts if each.number == saved.act).public, "chosen": []}
    words = value_words("alternative.saved", "chosen", public["chosen"])
    assert (words.ko, words.in_("en")) == ("없음", "none")


def test_what_was_given_up_is_saved_with_its_fine(planner: Client, stranger: Client) -> None:
    """A running project that may be stopped stands in the act with fine and source, used or not."""
    query = "reference=1&since=2026Q1&c.city.2026=100&l.P12=stop&f.P12=0.1&m.P12=provincial"
    saved = saved_from(planner, query)
    assert saved.replanning is not None
    assert saved.replanning.upset.leaves == (MayStop("P12", "provincial", Won(10_000_000)),)
    told = seen(stranger.get(f"/en/alternatives/saved/{saved.id}/"))
    assert "the asker&#x27;s own figure" in told
    assert ("P12" in saved.replanning.ended) == ("stopped (what it was worth is not counted)" in told)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("safety=40&made=safe", "&#x27;40&#x27;은(는) 쓸 수 없습니다"),
        ("made=safe", "저장할 로드맵이 없습니다"),
        ("since=2026Q1", "무슨 일이 있었는지 고르지 않았습니다"),
        ("since=2026Q1&s.P99=lost", "로드맵에 있는 사업이 아닙니다"),
        ("since=2026Q1&s.P11=lost&base=portfolio.9", "다시 짤 수 있는 대안이 아닙니다"),
    ],
)
def test_what_cannot_be_asked_is_not_saved(planner: Client, query: str, said: str) -> None:
    """The page says why and how to mend it, offers no form, and a post records nothing."""
    before = last_number()
    page = planner.get(f"{SAVE}?{query}").content.decode()
    assert said in page
    assert 'name="title"' not in page
    assert planner.post(f"{SAVE}?{query}", TYPED).status_code == 422
    assert last_number() == before


def test_a_run_that_found_no_such_answer_offers_none(planner: Client, anew: Survey) -> None:
    """A run without safety saves no safe plan; one that kept no values must be asked again."""
    number = finished(anew, Question("roadmap", worst=Decimal("0.1")))
    assert "저장할 로드맵이 없습니다" in seen(planner.get(f"{SAVE}?run={number}&made=safe"))
    kept = (jobs.found(number) or pytest.fail("no run")).result or {}
    del kept["cvar"]["objectives"]
    JobRow.objects.filter(pk=number).update(result=json.dumps(kept))
    assert "같은 물음을 다시 맡기세요" in seen(planner.get(f"{SAVE}?run={number}&made=careful"))
    page = planner.get(f"/roadmap/runs/{number}/").content.decode()
    assert "made=careful" not in page
    assert f"save/?run={number}" in page


def test_what_was_saved_before_reads_as_the_plain_one_it_was(planner: Client) -> None:
    """An act of the second schema, which did not say how it was made, is lifted; it is not touched."""
    saved = saved_from(planner, "p.P02=in")
    (act,) = [each for each in load().acts if each.number == saved.act]
    old = replace(act, public={k: v for k, v in act.public.items() if k != "made"}, schema=2)
    assert lifted(old).public["made"] == "plain"
    assert "made" not in old.public
    assert lifted(old).schema == SCHEMA
    (seen_now,) = portfolios_of([old])
    assert replace(seen_now, made=saved.made) == saved


def test_a_re_plan_starts_from_a_saved_alternative(planner: Client, stranger: Client) -> None:
    """Chosen in the form it changes that alternative, under its weights, and what is saved names it."""
    first = saved_from(planner, "p.P02=in&w.people=3&p.P07=out")
    page = f"/en/roadmap/replan/?base={first.id}&since=2026Q1&c.city.2029=10&keep=50"
    assert f'<option value="{first.id}">' in stranger.get("/roadmap/replan/").content.decode()
    shown = stranger.get(page)
    assert f'<option value="{first.id}" selected>' in shown.content.decode()
    text = seen(shown)
    assert "Re-planned from" in text
    assert "P02 Waste heat reuse" in text[text.index("Stays") : text.index("Shifts")]
    saved = saved_from(planner, page.partition("?")[2])
    assert saved.replanning is not None
    assert (saved.replanning.baseline, saved.weights["people"]) == (first.id, Decimal(3))
    assert saved.chosen["P02"] == first.chosen["P02"]
    assert "P07" not in saved.chosen
    assert saved.fixed == {"P07": "out"}
    assert first.name in seen(stranger.get(f"/alternatives/saved/{saved.id}/"))
    again = seen(stranger.get(f"/en/roadmap/replan/?base={saved.id}"))
    assert "The earlier shock that it was re-planned after counts only as far as" in again


def test_a_re_plan_starts_from_one_of_the_plans_own_once_chosen(planner: Client, stranger: Client) -> None:
    """Before a resolution chose it the plan's alternative is not offered; then it is, marked as chosen."""
    query = "base=clean&since=2026Q1&c.city.2029=10"
    assert "is no alternative to re-plan from here" in seen(stranger.get(f"/en/roadmap/replan/?{query}"))
    sent = {
        "alternative": "clean",
        "resolution": resolved("passed"),
        "effect": "2026-03-02",
        "reason": "의결",
    }
    assert planner.post("/desk/alternatives/choose/", sent).status_code == 302
    forget()
    text = seen(stranger.get(f"/roadmap/replan/?{query}"))
    assert "맑은 굴뚝 먼저 (의결로 고름)" in text
    assert "다시 짠 로드맵" in text
    saved = saved_from(planner, query)
    assert saved.weights["climate"] == Decimal("0.7")


def test_a_long_re_plan_keeps_the_alternative_it_starts_from(planner: Client, anew: Survey) -> None:
    """The run asked for in the workspace holds the alternative's starts and weights and finds the same."""
    first = saved_from(planner, "p.P02=in&w.people=3&p.P07=out")
    query = f"base={first.id}&since=2026Q1&c.city.2029=10&keep=50"
    assert first.name in seen(planner.get(f"/desk/roadmap/?kind=replan&{query}"))
    sent = {"kind": "replan", "seconds": "60"}
    assert planner.post(f"/desk/roadmap/?kind=replan&{query}", sent).status_code == 302
    question = jobs.latest(1)[0].question
    assert (question.baseline, question.before["P02"]) == (first.id, first.chosen["P02"])
    number = finished(anew, question)
    by_run, by_page = (saved_from(planner, asked) for asked in (f"run={number}", query))
    assert (by_run.chosen, by_run.value, by_run.replanning) == (
        by_page.chosen,
        by_page.value,
        by_page.replanning,
    )
    assert first.name in seen(planner.get(f"/roadmap/runs/{number}/"))


def test_what_can_no_longer_start_as_saved_is_named(planner: Client) -> None:
    """A project whose saved start the plan has passed leaves the baseline, by name."""
    saved = saved_from(planner, "p.P02=in")
    answer = roadmap_for(load(), by_reference=False)
    assert answer is not None
    (act,) = [each for each in load().acts if each.number == saved.act]
    early = [{**row, "start": "2020Q1"} if row["project"] == "P02" else row for row in act.public["chosen"]]

    found = resumed(answer.problem, portfolio_of("portfolio.1", {**act.public, "chosen": early}))
    assert found is not None
    assert found.left == ("P02",)
    assert "P02" not in found.starts


def test_what_an_alternative_is_bound_to_is_shown(stranger: Client) -> None:
    """Bounds that enter the solve stand apart from limits in words, with what they took out and why."""
    listed = seen(stranger.get("/en/alternatives/"))
    assert "Bounds that enter the solve left out: P12" in listed
    assert "Limits in words alone (they do not enter the solve) 가게 앞길은 파지 않는다" in listed
    compared = seen(stranger.get("/en/alternatives/compare/"))
    assert "Bounds that entered the solve" in compared
    assert "P12 Library . &#x27;Lively streets first&#x27; leaves it out." in compared
    assert "가게 앞길은 파지 않는다" in compared
    assert "한도로 뺀 사업" in seen(stranger.get("/alternatives/compare/"))


def test_a_re_plan_of_an_alternative_keeps_its_bounds(planner: Client, anew: Survey) -> None:
    """On the page and in a long run alike, what the alternative leaves out stays out."""
    sent = {"alternative": "lively", "resolution": resolved("passed"), "reason": "의결에 따름"}
    assert planner.post("/desk/alternatives/choose/", sent).status_code == 302
    forget()
    query = "base=lively&since=2026Q1&c.city.2029=10"
    assert (
        planner.post(f"/desk/roadmap/?kind=replan&{query}", {"kind": "replan", "seconds": "60"}).status_code
        == 302
    )
    number = finished(anew, jobs.latest(1)[0].question)
    by_run, by_page = (saved_from(planner, asked) for asked in (f"run={number}", query))
    assert by_run.chosen == by_page.chosen
    assert by_run.chosen
    assert "P12" not in by_run.chosen
    assert by_run.replanning is not None
    assert by_run.replanning.baseline == "lively"
