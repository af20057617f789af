"""A plan of hundreds of projects through the portal: the queue of long runs, and an estimate looked at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from time import monotonic, sleep
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from large_town import COPIES, large_files
from pytest_django.plugin import DjangoDbBlocker
from test_portal_roadmap import words
from test_workspace_roadmap import seen, visitor
from toytown import toytown_sectors

from bitgil.city.model import assemble
from bitgil.government.planning import compare
from bitgil.plan.reading import plan_of
from bitgil.portal.modelled import once
from bitgil.portal.workspace.bureau.glancing import SECONDS
from bitgil.roadmap.drafting import stated
from bitgil.roadmap.ground import Survey, from_plain, survey, to_plain, with_project
from bitgil.roadmap.solver.answer import solve
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.statement import Decision
from bitgil.store import importing, jobs, projections
from bitgil.store.acts import last_number
from bitgil.store.current import forget, load, state_in_force
from bitgil.store.jobs.running import Runner

pytestmark = pytest.mark.django_db
whole = pytest.mark.django_db(transaction=True)
Guards = Mapping[str, str]
GUARDS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
AS_OF = "2024-12-31"
PATIENCE = 120.0
MANY = 200
"""Open projects with effects, of which the plan has more."""
TRIED = "P1202"
"""One of them, whose estimate is revised."""


@pytest.fixture(scope="module")
def anew() -> Survey:
    """Return the whole large plan chosen anew, measured by Toytown's own sectors."""
    plan = plan_of(large_files())
    return survey(plan, assemble(toytown_sectors(), plan), as_of=AS_OF, anew=True)


@pytest.fixture(scope="module")
def drawn(anew: Survey) -> Mapping[str, Any]:
    """Return a roadmap of it as it would be published after a search of two seconds."""
    building = anew.ground.building()
    roadmap = solve(building.problem, Effort(seconds=2.0, first_look=2.0, only_look=True))
    return stated(anew.ground, Decision(building, building.problem, roadmap, {}, ()))


@pytest.fixture(autouse=True)
def adopted(db: None, anew: Survey, drawn: Mapping[str, Any]) -> Iterator[None]:  # noqa: ARG001  asked for the tables
    """Begin with the large plan adopted and computed, in Toytown's own sectors."""
    forget()
    files, state = large_files(), state_in_force()
    importing.accept(state, compare(state, plan_of(files), files), reason="처음")
    projections.save(state_in_force().version, {"ground": to_plain(anew.ground), "roadmap": drawn})
    once(load(), "city", lambda: (anew.city, {}))
    yield
    forget()


@pytest.fixture(scope="module")
def guards(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Guards]:  # noqa: ARG001  the same
    """Return what guards the tables of truth, and leave it as it was."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        found = dict(cursor.execute(GUARDS).fetchall())
    yield found
    with django_db_blocker.unblock():
        guard(found)


@pytest.fixture
def written(adopted: None, guards: Guards) -> Iterator[None]:  # noqa: ARG001  the plan that a run reads
    """Let a run's own connection read what is written here, and let it be taken back after the test."""
    guard(guards)
    with connection.cursor() as cursor:
        # Reading how far a run is must not hold up its notes in tables that lie in memory.
        cursor.execute("PRAGMA read_uncommitted = 1")
    yield
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA read_uncommitted = 0")
        for name in guards:
            cursor.execute(f"DROP TRIGGER {name}")


def guard(guards: Guards) -> None:
    """Put up again what was taken away."""
    with connection.cursor() as cursor:
        known = dict(cursor.execute(GUARDS).fetchall())
        for name in guards.keys() - known.keys():
            cursor.execute(guards[name])


def awaited(found: Callable[[], bool]) -> None:
    """Return once something is so; fail where it does not come about."""
    begun = monotonic()
    while not found():
        assert monotonic() - begun < PATIENCE
        sleep(0.2)


def state_of(number: int) -> jobs.Job:
    """Return a run as its row stands."""
    return jobs.found(number) or pytest.fail("no run")


def asked(client: Client, seconds: int) -> tuple[int, str]:
    """Ask for a run through the workspace, and return its number and the address of its page."""
    answer = client.post("/desk/roadmap/", {"kind": "roadmap", "seconds": str(seconds)})
    assert answer.status_code == 302, seen(answer)
    return jobs.latest()[0].number, answer["Location"]


@whole
@pytest.mark.usefixtures("written")
def test_a_large_plan_is_searched_told_stopped_and_answered(anew: Survey) -> None:
    """Asked for by a member: best and bound are told while it runs, a stop leaves its best as a page."""
    client, stranger = visitor("member"), Client(HTTP_HOST="localhost")
    assert len(anew.ground.plan.projects) == 12 * COPIES
    number, address = asked(client, 900)
    runner = Runner(measured=lambda _: anew)
    assert runner.turn() == number
    awaited(lambda: bool(state_of(number).best and state_of(number).bound) or not state_of(number).open)
    running = state_of(number)
    assert (running.state, running.result) == ("running", None)
    assert Decimal(0) < Decimal(running.best) <= Decimal(running.bound)
    page = seen(stranger.get(address))
    assert "계산 중" in page
    assert re.search(r"지금까지 최선 [\d,.]+ 상한\(이보다 나을 수 없음\) [\d,.]+ 차이", page)
    assert "찾는 데는 900초까지 씁니다" in page
    assert client.post("/desk/roadmap/", {"stop": number}).status_code == 302
    begun = monotonic()
    runner.wait()
    assert monotonic() - begun < 30
    ended = state_of(number)
    assert ended.state == "stopped"
    assert ended.result is not None
    chosen = [row for row in ended.result["projects"] if row["verdict"] == "in"]
    judged = [row for row in ended.result["projects"] if row["verdict"] in {"in", "out"}]
    assert len(judged) > MANY
    assert len(chosen) > MANY / 4
    page = stranger.get(address).content.decode()
    assert "멈춤(그때까지 가장 나은 것)" in page
    assert all(f"/projects/{row['id']}/" in page for row in chosen)
    assert f"고른 사업과 까닭 {len(chosen)}" in seen(stranger.get(address))
    assert "Best so far" in words(stranger, f"/en{address}")


@whole
@pytest.mark.usefixtures("written")
def test_a_large_plan_ends_by_itself_soon_after_its_time(anew: Survey) -> None:
    """Given two seconds it compares and simulates as long as that allows, and never a whole search each."""
    number, address = asked(visitor("plan-office"), 2)
    runner = Runner(measured=lambda _: anew)
    begun = monotonic()
    assert runner.turn() == number
    runner.wait()
    assert monotonic() - begun < PATIENCE
    ended = state_of(number)
    assert (ended.state, ended.fault) == ("done", "")
    result = ended.result or {}
    assert result["promised"] is not None
    told = [row for row in result["projects"] if row["verdict"] in {"in", "out"} and row["why"]]
    assert told
    assert Decimal(result["value"]) <= Decimal(result["bound"])
    assert (
        f"/desk/alternatives/save/?run={number}"
        in visitor("plan-office", name="lee").get(address).content.decode()
    )


def test_one_revised_project_is_valued_as_if_all_were_measured(anew: Survey) -> None:
    """Beside kept effects it gets the values of a whole survey, also when it becomes the best of all."""
    plan = plan_of(stronger())
    city = assemble(toytown_sectors(), plan)
    kept = from_plain(anew.ground.plan, to_plain(anew.ground))
    assert kept == anew.ground
    alone = with_project(kept, plan, anew.city, TRIED)
    whole = survey(plan, city, as_of=AS_OF, anew=True).ground
    assert alone.values == whole.values
    assert alone.values != anew.ground.values


def stronger() -> Mapping[str, bytes]:
    """Return the large plan in which one project does ten times what it did."""
    files, path = dict(large_files()), f"projects/{TRIED}.toml"
    text = re.sub(
        r"^(change|low|high) = ([\d.]+)$",
        lambda m: f"{m[1]} = {float(m[2]) * 10}",
        files[path].decode(),
        flags=re.MULTILINE,
    )
    return {**files, path: text.encode()}


def test_an_estimate_in_a_large_plan_is_looked_at_in_time_and_says_so(anew: Survey) -> None:
    """In or out with a bound, not called proven, in both languages; nothing is stored."""
    before, plan, runs = last_number(), load().version, jobs.latest()
    begun = monotonic()
    said = looked("")
    assert monotonic() - begun < SECONDS + 20
    assert re.search(r"로드맵에 들어갑니다: \d{4}년 \d분기에 시작해|평가는 되지만 로드맵에서 빠집니다", said)
    assert f"{SECONDS}초까지만 찾았습니다" in said
    bound = re.search(r"찾은 목적 값은 ([\d,.]+)점이고, 어떤 로드맵도 ([\d,.]+)점을 넘지 못합니다", said)
    proven = "이보다 나은 로드맵이 없음을 증명했습니다" in said
    assert proven != bool(bound)
    assert ("증명되지 않았습니다" in said) == bool(bound)
    assert "저장하지 않았습니다" in said
    assert "A quick answer" in looked("/en")
    assert (last_number(), load().version, jobs.latest()) == (before, plan, runs)
    assert load().plan.project(TRIED) == anew.ground.plan.project(TRIED)


def looked(prefix: str) -> str:
    """Return the page after the plan office looked at an estimate of one project."""
    planner, address = (
        visitor("plan-office", name=f"planner{prefix[1:]}"),
        f"{prefix}/desk/matters/{TRIED}/estimate/",
    )
    page = planner.get(address).content.decode()
    driver = re.search(r'name="effects.0.driver".*?<option value="([^"]+)" selected', page, re.DOTALL)
    assert driver is not None
    shown = dict(re.findall(r'name="(effects\.0\.\w+)" value="([^"]*)"', page))
    sent = {
        **shown,
        "form": "estimate",
        "effects.0.driver": driver[1],
        "effects.0.low": "0.01",
        "effects.0.change": "0.05",
        "effects.0.high": "0.1",
        "effects.0.influence": "50",
        "effects.0.grade": "X",
        "effects.0.why": "이웃 도시에서 어림",
        "look": "1",
    }
    answer = planner.post(address, sent)
    assert answer.status_code == 200, seen(answer)
    return seen(answer)


def test_without_a_computed_roadmap_the_look_says_that_it_has_to_wait() -> None:
    """Where nothing was computed for the plan in force there is no answer, and when there will be one."""
    projections.save(state_in_force().version, {})
    forget()
    assert "아직 계산하지 않아 견줄 것이 없습니다" in looked("")
