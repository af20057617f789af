"""The room where the roadmap is made, over Toytown: alternatives saved and chosen, long runs asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from test_portal_roadmap import TAGS
from toytown import PLAN, toytown_city, toytown_plan

from bitgil.government.acts import Draft
from bitgil.government.planning import compare
from bitgil.government.portfolios import choices_of, portfolios_of
from bitgil.plan.reading import plan_of, read_files
from bitgil.plan.version import version_of
from bitgil.roadmap.drafting import drawn_on
from bitgil.roadmap.ground import Survey, survey, to_plain
from bitgil.store import accounts, importing, jobs, projections
from bitgil.store.acts import append, last_number
from bitgil.store.current import forget, load, state_in_force

SAVE = "/desk/alternatives/save/?p.P02=in&w.people=2"


@pytest.fixture(scope="module")
def anew() -> Survey:
    """Return Toytown's whole plan chosen anew, measured by its own sectors."""
    return survey(toytown_plan(), toytown_city(), as_of="2024-12-31", anew=True)


@pytest.fixture(scope="module")
def drawn(anew: Survey) -> dict[str, Any]:
    """Return its roadmap as it is published."""
    return drawn_on(anew)


@pytest.fixture(autouse=True)
def adopted(db: None, anew: Survey, drawn: dict[str, Any]) -> Iterator[None]:  # noqa: ARG001  asked for the tables
    """Begin with Toytown adopted and its roadmap known."""
    forget()
    files, state = read_files(PLAN), state_in_force()
    importing.accept(state, compare(state, plan_of(files), files), reason="처음")
    bodies = {"ground": to_plain(anew.ground), "roadmap": drawn}
    projections.save(state_in_force().version, bodies)
    yield
    forget()


def visitor(*seats: str, name: str = "kim") -> Client:
    """Return the browser of somebody with these seats, who has entered."""
    member = "seat.4-01" if "member" in seats else ""
    office = "climate" if "department" in seats else ""
    wanted = accounts.Wanted(name, frozenset(seats), office, member)
    account, _ = accounts.open_account(wanted, state_in_force().plan)
    client = Client(HTTP_HOST="localhost")
    client.force_login(account)
    return client


def seen(answer: object) -> str:
    """Return what a reader sees of an answer, in one line."""
    return re.sub(r"\s+", " ", TAGS.sub(" ", answer.content.decode()))  # type: ignore[attr-defined]


def resolved(outcome: str) -> int:
    """Record a resolution as a meeting would, and return its number."""
    public = {"item": 1, "outcome": outcome}
    draft = Draft("motion.resolved", "toy/2026-1", "2026-03-01", "의결", public, role="chair")
    return append([draft], {}, after=last_number())[0].number


def test_a_saved_alternative_is_an_act_with_all_that_made_it() -> None:
    """Saved from the what-if by the plan office: weights, limits, starts, what was fixed, proof, version."""
    client = visitor("plan-office")
    assert "P02 폐열 되쓰기 2028년 1분기" in seen(client.get(SAVE))
    answer = client.post(SAVE, {"title": "열 먼저", "reason": "위원회가 바꿔 본 구성"})
    assert (answer.status_code, answer["Location"]) == (302, "/alternatives/saved/portfolio.1/#said")
    (saved,) = portfolios_of(load().acts)
    assert saved.version == version_of(toytown_plan()) == load().version
    assert (saved.name, saved.fixed, saved.proven) == ("열 먼저", {"P02": "in"}, True)
    assert {name: str(weight) for name, weight in saved.weights.items()} == {"climate": "1", "people": "2"}
    assert saved.chosen["P02"] == "2028Q1"
    assert saved.limits["city", 2027] == 400_000_000
    assert saved.value == saved.values["climate"] + 2 * saved.values["people"] == saved.bound
    page = seen(client.get("/en/alternatives/saved/portfolio.1/"))
    assert "The record holds no decision that chose it." in page
    assert "proven best" in page
    assert "열 먼저" in seen(client.get("/alternatives/"))
    assert "열 먼저" in seen(client.get("/alternatives/compare/"))


@pytest.mark.parametrize(
    ("prefix", "told"), [("", "대안을 저장했습니다."), ("/en", "The alternative is saved.")]
)
def test_what_was_saved_is_told_once_on_the_page_it_leads_to(prefix: str, told: str) -> None:
    """The public page tells its doer alone, as a status, in their language, and is kept by no cache."""
    client, stranger = visitor("plan-office"), Client(HTTP_HOST="localhost")
    answer = client.post(f"{prefix}{SAVE}", {"title": "열 먼저", "reason": "위원회가 바꿔 본 구성"})
    assert answer["Location"] == f"{prefix}/alternatives/saved/portfolio.1/#said"
    said = f'<p class="bg-said" role="status">{told}</p>'
    assert said not in stranger.get(answer["Location"]).content.decode()
    first, again = client.get(answer["Location"]), client.get(answer["Location"])
    assert first.content.decode().count(said) == 1
    assert 'id="said"' in first.content.decode()
    assert "no-store" in first["Cache-Control"]
    assert "bg-said" not in again.content.decode()
    assert "Cache-Control" not in again
    assert "bg-said" not in client.get("/desk/roadmap/").content.decode()


def test_a_run_put_into_the_queue_is_told_on_its_own_page() -> None:
    """Asking and stopping are each told once, on the run's public page."""
    client = visitor("member")
    page = client.post("/desk/roadmap/", {"kind": "roadmap", "seconds": "9"})["Location"]
    (run,) = jobs.latest()
    assert f"{run.number}번 계산을 맡겼습니다." in seen(client.get(page))
    client.post("/desk/roadmap/", {"stop": run.number})
    assert "멈추라고 했습니다." in seen(client.get(page))
    assert "bg-said" not in client.get(page).content.decode()


def test_nothing_is_saved_without_a_name_and_a_reason() -> None:
    """Both are asked for at once, what was typed stays, and no act is recorded."""
    client = visitor("plan-office")
    before = last_number()
    answer = client.post(SAVE, {"title": "", "reason": ""})
    assert answer.status_code == 422
    assert seen(answer).count("비어 있습니다") == 2
    answer = client.post(SAVE, {"title": "전화 010-1234-5678", "reason": "까닭"})
    assert answer.status_code == 422
    assert "전화 010-1234-5678" in answer.content.decode()
    assert last_number() == before


def test_what_is_impossible_cannot_be_saved() -> None:
    """A wish that cannot be asked, or that no roadmap keeps, shows why and offers no form."""
    client = visitor("plan-office")
    for query in ("p.P99=in", "w.people=x", "&".join(f"p.P{n:02}=in" for n in (1, 2, 4, 5, 6, 7, 8, 9, 11))):
        answer = client.get(f"/desk/alternatives/save/?{query}")
        assert answer.status_code == 200
        assert 'name="title"' not in answer.content.decode()


@pytest.mark.parametrize(("seat", "status"), [("department", 403), ("auditor", 403), ("plan-office", 200)])
def test_only_the_plan_office_saves(seat: str, status: int) -> None:
    """Any other seat finds the door closed, for reading and for writing."""
    client = visitor(seat)
    before = last_number()
    assert client.get(SAVE).status_code == status
    answer = client.post(SAVE, {"title": "열 먼저", "reason": "까닭"})
    assert (answer.status_code == 302) == (status == 200)
    assert (last_number() > before) == (status == 200)


def test_an_alternative_is_chosen_by_a_resolution_that_carried() -> None:
    """A saved one and one of the plan's are tied to their resolution; a rejected motion cannot choose."""
    client = visitor("plan-office")
    client.post(SAVE, {"title": "열 먼저", "reason": "까닭"})
    rejected, passed = resolved("rejected"), resolved("passed")
    form = client.get("/desk/alternatives/choose/").content.decode()
    assert f'<option value="{passed}"' in form
    assert f'<option value="{rejected}"' not in form
    wrong = {"alternative": "portfolio.1", "resolution": rejected, "reason": "의결"}
    assert client.post("/desk/alternatives/choose/", wrong).status_code == 422
    for code in ("portfolio.1", "clean"):
        sent = {"alternative": code, "resolution": passed, "effect": "2026-03-02", "reason": "의결에 따름"}
        assert client.post("/desk/alternatives/choose/", sent).status_code == 302
    chosen = choices_of(load().acts)
    assert {code: each.resolution for code, each in chosen.items()} == {
        "portfolio.1": passed,
        "clean": passed,
    }
    assert f"의결 {passed}번으로 고름" in seen(client.get("/alternatives/"))
    assert "의결에 따름" in seen(client.get("/alternatives/saved/portfolio.1/"))


def test_a_long_run_is_asked_for_and_stopped() -> None:
    """A member asks for a run and may stop their own; its page tells how far it is to anybody."""
    client = visitor("member")
    sent = {"kind": "front", "across": "climate", "up": "people", "seconds": "120"}
    answer = client.post("/desk/roadmap/", sent)
    assert answer.status_code == 302
    page = answer["Location"]
    stranger = Client(HTTP_HOST="localhost")
    assert "기다림" in seen(stranger.get(page))
    assert "탄소 감축 · 사람과 일자리" in seen(stranger.get(page))
    (run,) = jobs.latest()
    assert visitor("chair", name="lee").post("/desk/roadmap/", {"stop": run.number}).status_code == 403
    assert client.post("/desk/roadmap/", {"stop": run.number}).status_code == 302
    assert "멈춤" in seen(stranger.get(page))
    assert stranger.get("/roadmap/runs/99/").status_code == 404
    assert "멈춤" in seen(stranger.get("/roadmap/runs/"))


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ({"kind": "roadmap", "seconds": "99999"}, "1에서 3600까지의 수가 아닙니다"),
        ({"kind": "roadmap", "seconds": "soon"}, "1에서 3600까지의 수가 아닙니다"),
        ({"kind": "front", "seconds": "9", "across": "climate", "up": "climate"}, "서로 다른 두 목적을"),
        ({"kind": "roadmap", "seconds": "9", "reference": "1"}, "고를 수 있는 사업이 없어"),
        ({"stop": "77"}, "그런 계산이 없습니다"),
    ],
)
def test_a_run_that_cannot_be_asked_is_refused_in_words(sent: dict[str, str], fault: str) -> None:
    """Each fault is a sentence on the page, and nothing enters the queue."""
    answer = visitor("plan-office").post("/desk/roadmap/", sent)
    assert answer.status_code == 422
    assert fault in seen(answer)
    assert jobs.latest() == ()


def test_a_stranger_starts_nothing() -> None:
    """Without an account the room leads to the log-in form, and a department finds it closed."""
    assert Client(HTTP_HOST="localhost").post("/desk/roadmap/", {"kind": "roadmap"}).status_code == 302
    assert visitor("department").get("/desk/roadmap/").status_code == 403
    assert jobs.latest() == ()
