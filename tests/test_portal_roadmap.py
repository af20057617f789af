"""The pages about choosing, over Toytown with its own model: what they answer, refuse and say first."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override
from pytest_django.plugin import DjangoDbBlocker
from test_roadmap_features import project, question
from toytown import PLAN, toytown_city, toytown_plan

from bitgil.government.planning import compare
from bitgil.plan.reading import plan_of, read_files
from bitgil.plan.types import Bounds, TaskShare
from bitgil.portal.choosing.answers import alternative_for, attempt_for, front_for, is_small, roadmap_for
from bitgil.portal.choosing.outcomes import careful_of
from bitgil.portal.modelled import once
from bitgil.portal.pages import roadmap_try
from bitgil.quantity import Grade, Won
from bitgil.roadmap import tail
from bitgil.roadmap.drafting import drawn_on
from bitgil.roadmap.evaluation import payments
from bitgil.roadmap.ground import Survey, survey, to_plain
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.values import observations
from bitgil.roadmap.wishes import Wish
from bitgil.store import importing, projections
from bitgil.store.current import Current, forget, load, state_in_force

pytestmark = pytest.mark.django_db
ADOPTED, TODAY = "2024-12-31", "2025-03-31"
WRONG = ("w.people=x", "p.P99=in", "w.climate=-1", "w.climate=0&w.people=0", "p.P12=soon")
TAGS = re.compile(r"<[^>]+>")


@pytest.fixture(scope="module")
def anew() -> Survey:
    """Return Toytown's whole plan chosen anew, measured by its own sectors."""
    return survey(toytown_plan(), toytown_city(), as_of=ADOPTED, anew=True)


@pytest.fixture(scope="module")
def current(django_db_setup: None, django_db_blocker: DjangoDbBlocker, anew: Survey) -> Iterator[Current]:  # noqa: ARG001  asked for the tables it makes
    """Adopt Toytown with both grounds: the plan made anew, and the spring that already owes too much."""
    forget()
    with django_db_blocker.unblock(), transaction.atomic():
        files, state = read_files(PLAN), state_in_force()
        importing.accept(state, compare(state, plan_of(files), files), reason="처음")
        spring = survey(toytown_plan(), toytown_city(), as_of=TODAY)
        bodies = {
            "ground": to_plain(anew.ground),
            "roadmap": drawn_on(anew),
            "ground_by_reference": to_plain(spring.ground),
            "roadmap_by_reference": drawn_on(spring),
        }
        projections.save(state_in_force().version, bodies)
        yield load()
        transaction.set_rollback(True)
    forget()


@pytest.fixture
def client(current: Current) -> Client:  # noqa: ARG001  the pages need an adopted plan
    """Return a visitor."""
    return Client(HTTP_HOST="localhost")


def words(client: Client, path: str) -> str:
    """Return what a reader sees of a page, in one line."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return re.sub(r"\s+", " ", TAGS.sub(" ", answer.content.decode()))


def test_a_point_of_the_front_changes_the_plan(client: Client) -> None:
    """Each point of the front is a link; the chosen one shows its projects beside the roadmap now."""
    page = client.get("/en/roadmap/front/?point=1").content.decode()
    assert page.count("#plan") >= 2 * 7
    text = words(client, "/en/roadmap/front/?point=1")
    assert "The roadmap at point 1" in text
    assert re.search(r"P04 Solar roofs\s+out\s+Q", text)
    assert "proven best" in text
    assert "There is no such point" in words(client, "/en/roadmap/front/?point=99")


def test_the_axes_of_the_front_can_be_changed(client: Client, current: Current) -> None:
    """Across and up are swapped by the address, and no plan of either front beats one of the other."""
    answer = roadmap_for(current, by_reference=False)
    assert answer is not None
    one, two = (front_for(current, answer, pair) for pair in (("climate", "people"), ("people", "climate")))
    assert one is not None
    assert two is not None
    every = [each.values for each in (*one.points, *two.points)]
    better = [all(a[key] > b[key] for key in a) for a in every for b in every]
    assert not any(better)
    page = client.get("/roadmap/front/?across=people&up=people").content.decode()
    assert 'value="people" selected' in page
    assert 'value="climate" selected' in page


def test_the_what_if_tells_its_cost_at_once(client: Client) -> None:
    """A project forced in: what it costs, what it pushes out, which money moves, and that it is exact."""
    text = words(client, "/en/roadmap/try/?p.P02=in")
    assert "It costs 19.27 of value (from 197.2 to 178)" in text
    assert re.search(r"P02 Waste heat reuse\s+out\s+Q1 20", text)
    assert "Both roadmaps are proven best" in text
    assert "KRW 100 million" in text


def test_a_wish_that_costs_nothing_says_so(client: Client) -> None:
    """Forcing in what is in already loses nothing."""
    assert "It costs nothing" in words(client, "/en/roadmap/try/?p.P12=in")


def test_weights_alone_are_a_wish(client: Client, current: Current) -> None:
    """With other weights the plan moves and no cost is claimed, for values at two weights do not compare."""
    answer = roadmap_for(current, by_reference=False)
    assert answer is not None
    text = words(client, "/en/roadmap/try/?w.climate=0&w.people=1")
    assert "What differs from the roadmap now" in text
    attempt = attempt_for(current, answer, Wish(weights={"people": answer.problem.aims[1].weight}))
    assert attempt.cost == 0
    assert attempt.free is attempt.tried


def test_a_start_is_fixed_by_the_form(client: Client) -> None:
    """A start that the form offers is kept, and one that it does not is refused with what was typed kept."""
    assert re.search(r"P12 Library\s+Q1 2025\s+Q1 2026", words(client, "/en/roadmap/try/?p.P12=2026Q1"))
    page = client.get("/roadmap/try/?p.P12=2031Q1&w.people=3").content.decode()
    assert "2031Q1" in page
    assert "시작할 수 있는 분기" in page
    assert 'value="3"' in page


@pytest.mark.parametrize("query", WRONG)
def test_what_cannot_be_asked_is_named(client: Client, query: str) -> None:
    """A wrong wish is a sentence on the page in both languages, never an error page."""
    assert "물을 수 없는 것이 있습니다" in words(client, f"/roadmap/try/?{query}")
    assert "Some of this cannot be asked" in words(client, f"/en/roadmap/try/?{query}")


def test_wishes_that_clash_are_explained(client: Client) -> None:
    """Everything forced in at once cannot be: the rules that clash are named, and nothing is proposed."""
    everything = "&".join(f"p.P{number:02}=in" for number in (1, 2, 4, 5, 6, 7, 8, 9, 11, 12))
    text = words(client, f"/en/roadmap/try/?{everything}")
    assert "What you fixed cannot all hold." in text
    assert "These cannot all hold" in text
    assert "It costs" not in text


def test_each_reason_stands_with_its_time(client: Client) -> None:
    """A project that is in has why in and why now; one that is out has why out."""
    text = words(client, "/en/roadmap/reasons/")
    assert "Without it the value falls by 30.01" in text
    assert "It cannot start before 2025Q1." in text
    assert "Started in 2026Q1 it costs" in text
    assert "Forcing it in costs 19.27" in text


def test_what_rests_on_an_assumption_carries_its_mark(client: Client, current: Current) -> None:
    """A project whose effect, opening or spread is grade X is marked so wherever it can be chosen."""
    answer = roadmap_for(current, by_reference=False)
    assert answer is not None
    graded = {p.id for p in current.plan.projects if p.delivery and p.delivery.grade is Grade.ASSUMED}
    assert set(answer.free) & graded
    for page in ("roadmap/reasons/", "roadmap/firmness/", "roadmap/try/", "alternatives/compare/"):
        assert client.get(f"/{page}").content.decode().count("bg-grade-X") >= len(set(answer.free) & graded)


def test_money_stands_against_its_limit(client: Client) -> None:
    """Each source has its years; a source without a known limit says so, and what binds is told."""
    text = words(client, "/en/roadmap/money/")
    assert "No limit is known, so none is set." in text
    assert "City money of 2025~2029" in text
    assert re.search(r"2025\s+0\s+3\s+4\s+1", text)


def test_firmness_names_the_smallest_flip(client: Client) -> None:
    """A contested project says what flips it; one that never moves says that."""
    text = words(client, "/en/roadmap/firmness/")
    row = r"P03 Second milling line\s+Grade\s+X\s+\(assumed\)\s+out\s+out\s+0 %\s+nothing tried flips it"
    assert re.search(row, text)
    assert "all costs +1%" in text


def test_alternatives_are_solved_side_by_side(client: Client, current: Current) -> None:
    """Each alternative's column is the best under its own weights, so none is beaten at them by another."""
    answer = roadmap_for(current, by_reference=False)
    assert answer is not None
    solved = [alternative_for(current, answer, each) for each in current.plan.alternatives]
    assert all(each.roadmap.gap == 0 for each in solved)
    assert solved[0].roadmap.starts != solved[1].roadmap.starts
    text = words(client, "/en/alternatives/compare/")
    assert "Clean chimneys first" in text
    assert "proven best" in text


def test_an_alternative_is_solved_within_its_bounds(current: Current) -> None:
    """A dear project leaves with the reason that names the bound, and what is chosen keeps the share."""
    answer = roadmap_for(current, by_reference=False)
    assert answer is not None
    clean = current.plan.alternatives[0]
    shares = (TaskShare("city", at_most=Decimal("0.4")),)
    bounds = Bounds(Grade.ASSUMED, "시험", project_at_most=Won(3_000_000_000), task_shares=shares)
    free = alternative_for(current, answer, clean)
    held = alternative_for(current, answer, replace(clean, id="held", bounds=bounds))
    out = {fact.id: fact.why[0] for fact in held.building.facts if fact.verdict == "out"}
    dear = {each.id for each in free.problem.candidates if each.money() > 3_000_000_000}
    assert dear
    assert dear <= out.keys()
    assert all("사업당 한도 30억원" in out[name].ko for name in dear)
    assert not dear & held.roadmap.starts.keys()
    assert held.roadmap.value is not None
    assert free.roadmap.value is not None
    assert held.roadmap.value <= free.roadmap.value
    tasks = {each.id: each.placement.task for each in current.plan.projects}
    spent: Counter[int] = Counter()
    horizon = held.problem.horizon
    for name, at in held.roadmap.starts.items():
        each = held.problem.candidate(name)
        for year, source, amount in payments(held.problem, each.way(held.roadmap.modes.get(name, "")), at):
            if source == "city" and year <= horizon.year_of(horizon.quarters - 1):
                spent[tasks[name]] += amount
    assert held.roadmap.starts
    assert max(spent.values()) <= 0.4 * spent.total()


def test_lacking_money_is_said_before_any_answer(client: Client) -> None:
    """Where running projects already pass the limits, that stands above the reasons; a wish still works."""
    text = words(client, "/en/roadmap/reasons/?reference=1")
    assert text.index("counts the lacking money as found") < text.index("Why it is")
    assert "It costs" in words(client, "/en/roadmap/try/?reference=1&p.P03=out&p.P07=2027Q2")


def test_without_a_ground_nothing_is_claimed(client: Client, current: Current) -> None:
    """A plan not yet computed says so on each page and shows no roadmap."""
    kept = projections.read(current.version)
    projections.save(current.version, {})
    try:
        for page in ("reasons", "money", "front", "firmness", "try"):
            assert "아직 계산하지 않았습니다." in words(client, f"/roadmap/{page}/")
        assert "아직 계산하지 않았습니다." in words(client, "/alternatives/compare/")
    finally:
        projections.save(current.version, kept)


def test_a_large_problem_is_not_waited_for(current: Current) -> None:
    """A problem with more starts than a page can wait for is left to a job."""
    answer = roadmap_for(current, by_reference=False)
    assert answer is not None
    assert is_small(answer.problem)
    many = tuple(
        replace(each, id=f"{each.id}.{copy}", requires=())
        for each in answer.problem.candidates
        for copy in range(40)
    )
    large = replace(answer, problem=replace(answer.problem, candidates=many))
    assert front_for(current, large, ("climate", "people")) is None


@pytest.fixture
def measured(current: Current) -> None:
    """Let the pages begin with Toytown in its own sectors, which are not among those of real cities."""
    forget()
    city = toytown_city()
    once(current, "city", lambda: (city, observations(current.plan, city)))


@pytest.mark.usefixtures("measured")
def test_a_roadmap_that_minds_bad_futures_is_answered_at_once_beside_the_plain_one(client: Client) -> None:
    """Promised and fresh means of both stand side by side, with the proof, in both languages."""
    text = words(client, "/en/roadmap/try/?worst=10")
    assert "The roadmap that also minds the worst 10 % of futures" in text
    assert re.search(r"Mean of all futures\s+Fresh futures\s+[\d.]+\s+[\d.]+", text)
    promised = re.search(r"Mean of the worst 10 %\s+Promised\s+([\d.]+)\s+([\d.]+)", text)
    assert promised is not None
    assert float(promised[2]) >= float(promised[1]) > 0
    assert "It is proven that no roadmap has a better mixture" in text
    assert "long run" not in text.partition("also minds the worst")[2].partition("What to try")[0]
    korean = words(client, "/roadmap/try/?worst=10")
    assert "나쁜 미래 10 %도 함께 보는 로드맵" in korean
    assert 'name="worst" value="10"' in client.get("/roadmap/try/?worst=10").content.decode()
    forced = words(client, "/en/roadmap/try/?worst=10&p.P02=in")
    assert "also minds the worst" in forced
    assert forced != text


def test_a_gap_is_told_with_its_bound() -> None:
    """Two gambles that fail in turn: the mixture may be twice the one found, and the page says so."""
    first, second = (project(name, 1, 5, last=0) for name in ("first", "second"))
    sure = project("sure", 5, 5, last=0)
    rows = {"first": (0, 12), "second": (12, 0), "sure": (5, 5)}
    futures = {key: {"w": [[Decimal(value)] * 5 for value in pair]} for key, pair in rows.items()}
    problem = question(first, second, sure, money=5)
    looked = tail.tail_roadmap(
        problem, futures, worst=Decimal("0.5"), effort=Effort(seconds=5, only_look=True)
    )
    careful = careful_of(tail.to_plain(looked, problem), {}, frozenset(rows))
    assert (looked.mixture, careful["bound"]) == (3, 6)
    assert careful["gap"] == 1
    page = careful_page(careful)
    assert "어떤 로드맵도 섞은 값이 6을 넘지 못하니, 이보다 100 %까지 나은 것이" in page
    assert 'href="/desk/roadmap/?kind=roadmap&amp;worst=50"' in page
    unbound = careful_of(tail.to_plain(replace(looked, bound=None), problem), {}, frozenset(rows))
    assert "얼마나 더 나을 수 있는지도 아직 모릅니다" in careful_page(unbound)


def careful_page(careful: Mapping[str, Any]) -> str:
    """Return the part of the page that shows an answer about bad futures, in Korean."""
    filled = {"careful": careful, "assumption": Grade.ASSUMED, "long_run": "kind=roadmap&worst=50"}
    with override("ko"):
        return render_to_string("parts/careful.html", filled)


def test_a_large_problem_is_offered_the_long_run_alone() -> None:
    """Where a page cannot search, no means are shown, and the same question leads on."""
    page = careful_page({"too_large": True, "worst": Decimal("0.5")})
    assert "사업이 많아 이 자리에서 답하기에는 오래 걸립니다" in page
    assert 'href="/desk/roadmap/?kind=roadmap&amp;worst=50"' in page
    assert "모든 미래의 평균" not in page


@pytest.mark.usefixtures("measured")
def test_the_long_run_is_asked_the_same_question(current: Current) -> None:
    """Wish, share and ground travel in its address."""
    found = roadmap_try.context(current, "ko", {"worst": "20", "p.P04": "out"})
    assert found["long_run"] == "kind=roadmap&worst=20&p.P04=out"
    assert found["careful"]["proven"]


def test_a_share_of_futures_that_cannot_be_is_named_with_everything_else(client: Client) -> None:
    """A share beyond 100 and a chance below 50 are told together; what was typed stays."""
    path = "/roadmap/try/?worst=140&safety=30"
    text = html.unescape(words(client, path))
    assert "나쁜 미래의 몫(퍼센트) : '140'은(는) 쓸 수 없습니다" in text
    assert "한도를 지킬 확률(퍼센트) : '30'은(는) 쓸 수 없습니다" in text
    assert 'name="worst" value="140"' in client.get(path).content.decode()
