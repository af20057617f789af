"""A change of the folder goes through review: asked for, agreed to or sent back, and only then in force."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.test import Client

from bitgil.government.acts import Act
from bitgil.government.permissions import Person
from bitgil.government.planning import waiting
from bitgil.plan.problems import Unsound
from bitgil.plan.reading import read_files
from bitgil.store import accounts, importing
from bitgil.store.acts import all_acts, last_number
from bitgil.store.current import forget, load, state_in_force
from bitgil.store.reviewing import Verdict, propose, settle, told_of

pytestmark = pytest.mark.django_db
PLANNER = Person("park", frozenset({"plan-office"}), "new-industry")
MINOR = Verdict(agreed=True, reason="사업 하나의 상태만 고치는 경미한 변경", minor=True)


@pytest.fixture
def folder(living_plan: Path, tmp_path: Path) -> Path:
    """Return a copy of the plan in use, adopted, that a test may edit."""
    forget()
    copy = Path(shutil.copytree(living_plan, tmp_path / "plan"))
    state, found = importing.look(copy)
    importing.accept(state, found, reason="처음")
    return copy


def stop(folder: Path, project: str = "P16") -> None:
    """Write into the folder that a project is stopped, and add the past event that says so."""
    path = folder / "projects" / f"{project}.toml"
    path.write_text(path.read_text("utf-8").replace('value = "지연"', 'value = "중단"', 1), encoding="utf-8")


def ask(folder: Path, reason: str = "사업 중단 결정") -> Act:
    """Hand the folder in for review."""
    return propose(PLANNER, importing.look(folder)[1], reason=reason)


def test_a_request_changes_nothing_until_it_is_agreed_to(folder: Path) -> None:
    """Asked for, the plan is as before and the request tells what it would change; agreed, it is in force."""
    stop(folder)
    request = ask(folder)
    assert load().plan.project("P16").status.value.value == "지연"
    assert waiting(state_in_force()) == (request,)
    assert "중단" in told_of(request.public["changes"], load().plan)[0].ko
    review, change = settle(PLANNER, request.number, MINOR)
    assert (review.kind, change.kind) == ("change.reviewed", "plan.changed")
    assert change.public["warnings"] == ["4IR-PLAN-MINOR"]
    assert "경미한 변경" in change.reason
    assert load().plan.project("P16").status.value.value == "중단"
    assert waiting(state_in_force()) == ()
    assert importing.files_in_force(state_in_force()) == read_files(folder)


def test_without_a_resolution_the_law_refuses_what_is_not_minor(folder: Path) -> None:
    """Neither the review nor the change is written, and the ordinance's article is named."""
    stop(folder)
    request, before = ask(folder), last_number()
    with pytest.raises(Unsound) as refused:
        settle(PLANNER, request.number, Verdict(agreed=True, reason="동의"))
    assert "의결한 위원회 기록이 없습니다" in refused.value.problems[0].in_("ko")
    assert last_number() == before
    assert waiting(state_in_force()) == (request,)


def test_a_request_sent_back_leaves_the_plan_and_waits_no_more(folder: Path) -> None:
    """The review is on record with its reason."""
    stop(folder)
    request = ask(folder)
    (review,) = settle(PLANNER, request.number, Verdict(agreed=False, reason="근거가 모자랍니다"))
    assert (review.public["verdict"], review.reason) == ("returned", "근거가 모자랍니다")
    assert waiting(state_in_force()) == ()
    assert load().plan.project("P16").status.value.value == "지연"


def test_of_two_requests_the_second_no_longer_fits(folder: Path, tmp_path: Path) -> None:
    """Once the first is in force the other is refused, with the way to mend it; nothing is half written."""
    other = Path(shutil.copytree(folder, tmp_path / "other"))
    stop(folder)
    first = ask(folder)
    stop(other, "P13")
    second = ask(other)
    settle(PLANNER, first.number, MINOR)
    before = last_number()
    with pytest.raises(Unsound) as refused:
        settle(PLANNER, second.number, MINOR)
    assert "다시 비교" in refused.value.problems[0].in_("ko")
    assert last_number() == before


def test_the_same_folder_is_asked_for_once(folder: Path) -> None:
    """A second handing in of the same changes is told which request waits."""
    stop(folder)
    request = ask(folder)
    with pytest.raises(Unsound, match=f"wait as act {request.number}"):
        ask(folder)


def test_whoever_is_not_of_the_plan_office_settles_nothing(folder: Path) -> None:
    """A department's verdict is refused in words."""
    stop(folder)
    request, before = ask(folder), last_number()
    with pytest.raises(Unsound, match="may not file"):
        settle(Person("lee", frozenset({"department"}), "digital"), request.number, MINOR)
    assert last_number() == before


def test_past_events_enter_with_the_change_that_brings_them(folder: Path) -> None:
    """A revision added to the folder's history is recorded as entered later, once the change is agreed to."""
    path = folder / "history" / "P30.toml"
    added = (
        '\n[[acts]]\nid = "P30-99"\nkind = "project.revised"\nsubject = "P30"\ndate = "2026-01"\n'
        'field = "status"\nold = "개관"\nnew = "만실"\nwhat = "시험"\nsource = "https://city.example"\n'
    )
    path.write_text(path.read_text("utf-8") + added, encoding="utf-8")
    request = ask(folder)
    assert "P30-99" not in {past.id for past in state_in_force().past}
    settle(PLANNER, request.number, MINOR)
    assert "P30-99" in {past.id for past in state_in_force().past}
    assert list(all_acts())[-1].entered_later


def test_the_plan_office_reviews_on_its_page(folder: Path) -> None:
    """The page tells the change, keeps what was typed where a rule refuses, else changes the plan."""
    stop(folder)
    request = ask(folder)
    account, _ = accounts.open_account(
        accounts.Wanted("park", frozenset({"plan-office"}), "new-industry"), load().plan
    )
    client = Client(HTTP_HOST="localhost")
    client.force_login(account)
    page = client.get("/desk/plan/changes/").content.decode()
    assert "사업 중단 결정" in page
    assert "projects/P16.toml" in page
    sent = {"request": request.number, "reason": "적어 둔 이유", "verdict": "agree", "rests": "resolution"}
    refused = client.post("/desk/plan/changes/", sent)
    assert refused.status_code == 422
    assert "적어 둔 이유" in refused.content.decode()
    done = client.post("/desk/plan/changes/", {**sent, "rests": "minor"}, follow=True)
    assert "계획이 바뀌었습니다" in done.content.decode()
    assert load().plan.project("P16").status.value.value == "중단"
    assert "No change from a folder waits." in client.get("/en/desk/plan/changes/").content.decode()
