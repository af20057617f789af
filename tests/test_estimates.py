"""An officer's estimate: why a project is not scored, tried on the roadmap, asked for, in the plan."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bureau_story import OWN, enter, hand_in, typed
from django.test import Client

from bitgil.government.acts import Act
from bitgil.government.amending import Agreed, amendment_of, unapplied
from bitgil.government.permissions import Person
from bitgil.government.rules.estimates import faults_of
from bitgil.government.state import State
from bitgil.plan.reading import plan_of, read_files
from bitgil.plan.types import Plan
from bitgil.plan.writing import files_of
from bitgil.quantity import Grade, Won, won
from bitgil.roadmap.reference import class_of
from bitgil.store import amending, importing
from bitgil.store.acts import last_number
from bitgil.store.clock import today
from bitgil.store.current import forget, load, state_in_force
from bitgil.store.reviewing import Verdict

PARK = "P58"
"""A request of the plan in use: of what a score needs only its total and its first year are known."""
ADDRESS = f"/desk/matters/{PARK}/estimate/"
PLANNER = Person("planner", frozenset({"plan-office"}), "new-industry")
MINOR = Verdict(agreed=True, reason="평가를 위한 경미한 변경", minor=True)
WORDS = "비슷한 창업 공간 두 곳의 입주 공간 수를 사업비로 나누어 어림"
TYPED = {
    "form": "estimate",
    "effects.0.driver": "economy.incubator_units",
    "effects.0.low": "10",
    "effects.0.change": "30",
    "effects.0.high": "45",
    "effects.0.unit": "",
    "effects.0.influence": "100",
    "effects.0.grade": "X",
    "effects.0.why": WORDS,
    "first": "2027",
    "last": "2028",
    "opens": "2029Q1",
    "certainty": "60",
    "cost": "28,700,000,000",
    "years.0.year": "2027",
    "years.0.amount": "87억",
    "years.1.year": "2028",
    "years.1.amount": "200억",
    "grade": "X",
    "why": "2027년도 건의이므로 두 해로 봄",
}
SENT = {**TYPED, "private": "산출내역", "reason": "로드맵에서 견주어 보려고"}


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Remember nothing of acts that were taken back."""
    forget()
    yield
    forget()


def words(answer: Any) -> str:
    """Return a page's words without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def sent(address: str = ADDRESS, **changed: str) -> Any:
    """Send the plan office's form, with what its opener has seen."""
    planner = enter("planner")
    seen = re.search(r'name="seen" value="(\d+)"', planner.get(address).content.decode())
    assert seen is not None
    return planner.post(address, {**SENT, "seen": seen[1], **changed})


@pytest.mark.django_db
@pytest.mark.usefixtures("adopted_copy")
def test_the_page_says_first_why_the_project_is_not_scored_and_what_can_be_estimated() -> None:
    """Each missing thing stands at the top; quantities name the objectives that they reach."""
    page = words(enter("planner").get(ADDRESS))
    top = page.index("이 사업이 평가되지 않는 까닭")
    for why in ("효과가 없습니다", "언제 시작하여 언제 끝나는지", "287억원(재원 미상)이 어느 해에"):
        assert top < page.index(why) < page.index("로드맵이 어떻게 되는지 미리 보기"), why
    assert re.search(r"사업이 연 창업·입주 공간 \[\S+\] → [^→]*기업·일자리, 인구·청년", page)
    assert "어떤 추정도 닿지 않는 목적: 시 관리범위 탄소 감축, 시민체감 서비스, 시비 부담 최소" in page
    listed = words(enter("planner").get("/desk/estimates/"))
    assert PARK in listed
    english = words(enter("planner").get(f"/en{ADDRESS}"))
    assert "Why this project is not scored No effect that a reported figure supports." in english


@pytest.mark.django_db
@pytest.mark.usefixtures("adopted_copy")
def test_an_estimate_is_tried_on_the_roadmap_before_it_is_sent_and_nothing_is_stored() -> None:
    """With it the project is in from a quarter that is named; what was typed stays in the form."""
    before = last_number()
    answer = sent(look="1")
    said = words(answer)
    assert answer.status_code == 200
    assert re.search(r"로드맵에 들어갑니다: \d{4}년 \d분기에 시작해", said)
    assert "지금: 평가하지 않음" in said
    assert "문 여는 때 없음 → 2029Q1" in said
    for name, text in TYPED.items():
        kept = html.escape(text)
        assert f'value="{kept}"' in answer.content.decode() or kept in answer.content.decode(), name
    assert last_number() == before
    assert not load().plan.project(PARK).effects


@pytest.mark.django_db
@pytest.mark.usefixtures("adopted_copy")
def test_what_hangs_on_an_unknown_project_stays_unscored_and_the_preview_says_so() -> None:
    """The battery cluster needs an industrial complex whose course nobody knows: no effect helps that."""
    cost = {"cost": "2845.2억", "years.0.amount": "1000억", "years.1.amount": "1845.2억"}
    said = words(sent("/desk/matters/P25/estimate/", look="1", **cost))
    assert "그래도 평가되지 않습니다" in said
    assert "먼저 있어야 할 사업(P26" in said


@pytest.mark.django_db
@pytest.mark.usefixtures("adopted_copy")
def test_every_bad_value_is_named_at_once_and_what_was_typed_is_kept() -> None:
    """Unreadable texts, a range out of order, missing grounds and a wrong sum stand together in Korean."""
    before = last_number()
    wrong = {
        "effects.0.low": "50",
        "effects.0.influence": "150",
        "effects.0.unit": "person",
        "effects.0.why": "",
        "effects.1.driver": "steel.eaf_capacity",
        "effects.1.change": "많이",
        "effects.1.grade": "B",
        "last": "2026",
        "opens": "곧",
        "certainty": "140",
        "years.1.amount": "1억",
        "why": "",
        "reason": "",
        "private": "",
    }
    answer = sent(**wrong)
    assert answer.status_code == 422
    said = words(answer)
    for told in (
        "효과 1: 낮은 값·중심값·높은 값 : 차례가 아닙니다: 50 · 30 · 45",
        "효과 1: 움직이는 몫 : 0에서 100 퍼센트 사이가 아닙니다: 150퍼센트",
        "효과 1: 단위 : 'person'",
        "효과 1: 근거 : 등급 X(가정)인데",
        "효과 2: 중심값 : 읽을 수 없는 값입니다: '많이'",
        "효과 2: 낮은 값 : 비어 있습니다",
        "효과 2: 움직이는 몫 : 이 사업을 정하는 쪽의 것이 아니라서",
        "효과 2: 근거 : 등급 B인데 출처가 없습니다",
        "마지막 해 : 첫 해(2027)보다 앞섭니다",
        "효과가 시작되는 때 : 읽을 수 없는 값입니다: '곧'",
        "이루어질 확률 : 0에서 100 퍼센트 사이가 아닙니다: 140퍼센트",
        "연도별 금액 : 사업 기간 밖의 해입니다: 2027, 2028",
        "연도별 금액 : 합 88억원이 총사업비(287억원)와 다릅니다",
        "때와 돈의 근거 : 등급 X(가정)인데",
        "이유 : 비어 있습니다",
        "근거자료 : 변경 요청에 근거자료가 없습니다",
    ):
        assert told in said, told
    assert said.count("효과 2: 중심값 :") == 1
    assert 'value="많이"' in answer.content.decode()
    assert last_number() == before


@pytest.mark.django_db
@pytest.mark.usefixtures("adopted_copy")
def test_an_empty_estimate_and_one_that_repeats_the_plan_are_refused() -> None:
    """Where nothing differs from the plan there is nothing to ask for."""
    empty = dict.fromkeys(TYPED, "") | {"form": "estimate", "first": "2027", "cost": "28,700,000,000"}
    assert "추정 : 적은 것이 없습니다" in words(sent(**empty))


@pytest.mark.django_db
@pytest.mark.usefixtures("adopted_copy")
def test_a_department_estimates_its_own_projects_alone() -> None:
    """The officer of another office is shown who may, and a forged request is refused."""
    assert enter("officer").get(f"/desk/matters/{OWN}/estimate/").status_code == 200
    assert enter("officer").get(ADDRESS).status_code == 403
    assert enter("officer").post(ADDRESS, SENT).status_code == 403
    assert enter("citizen").get(ADDRESS).status_code == 403
    assert "다른 부서의 사업 8건도 평가되지 않았습니다" in words(enter("officer").get("/desk/estimates/"))
    assert "추정 넣기" in words(enter("officer").get(f"/desk/matters/{OWN}/"))


def agree(number: int) -> str:
    """Have the plan office agree to a request and return where its page leads."""
    fields = typed("change.reviewed", PARK, effect=today(), request=number, verdict="agreed")
    return hand_in(enter("planner"), f"/desk/matters/{PARK}/file/change.reviewed/", fields)


@pytest.mark.django_db
def test_an_estimate_goes_through_review_into_the_plan_and_its_file(
    adopted_copy: Path, tmp_path: Path
) -> None:
    """Asked for, agreed to, applied: grade X and its grounds on the public page, the folder byte for byte."""
    before = importing.files_in_force(state_in_force())
    done = sent()
    assert done.status_code == 302
    number = last_number()
    assert f"요청 {number}호의 추정이 검토를 기다립니다" in words(enter("planner").get(ADDRESS))
    queue = words(enter("planner").get("/desk/queue/"))
    assert "추정한 값과 근거" in queue
    assert WORDS in queue
    assert "바꾸는 것 사업이 연 창업·입주 공간, 낮은 값 10, 중심값 30" in queue
    assert "연도별 배분이 새 기간을" not in queue
    address = agree(number)
    assert address == f"/desk/plan/changes/{number}/"
    preview = words(enter("planner").get(address))
    assert "로드맵에서 달라지는 것 로드맵에 들어갑니다" in preview
    assert 'driver = "economy.incubator_units"' in preview
    assert importing.files_in_force(state_in_force()) == before
    amending.amend(PLANNER, number, MINOR)
    project = load().plan.project(PARK)
    (effect,) = project.effects
    assert (effect.grade, effect.unit, effect.influence) == (Grade.ASSUMED, "count", 1)
    assert effect.basis == WORDS
    assert effect.source.startswith(f"기록 {number}호 변경 요청")
    assert project.spread is not None
    assert {part.year for part in project.spread.years} == {2027, 2028}
    assert project.no_effect == ""
    public = words(Client(HTTP_HOST="localhost").get(f"/projects/{PARK}/"))
    assert WORDS in public
    revised = [act for act in load().revisions[PARK] if act.field == "effects"]
    assert [act.new for act in revised] == ["economy.incubator_units 30 (10–45) count [X]"]
    out = Path(shutil.copytree(adopted_copy, tmp_path / "out"))
    importing.export(out)
    assert importing.look(out)[1].same
    assert {path for path, content in read_files(out).items() if content != before.get(path)} == {
        f"projects/{PARK}.toml",
        f"history/{PARK}.toml",
    }
    assert "도시 모형으로 아직 계산하지 않았습니다" in words(enter("planner").get(ADDRESS))


@pytest.mark.django_db
@pytest.mark.usefixtures("adopted_copy")
def test_undoing_is_a_later_estimate_and_the_history_keeps_both() -> None:
    """A corrected value replaces the first; a withdrawn effect leaves none, with the reason in its place."""
    sent()
    first = last_number()
    agree(first)
    amending.amend(PLANNER, first, MINOR)
    assert "추정 : 적은 것이 없습니다" in words(sent(**_as_the_plan_says()))
    sent(**_as_the_plan_says() | {"effects.0.change": "20"})
    second = last_number()
    agree(second)
    amending.amend(PLANNER, second, MINOR)
    assert [str(each.change) for each in load().plan.project(PARK).effects] == ["20"]
    sent(**_as_the_plan_says() | {"drops": "economy.incubator_units", "reason": "근거가 약해 거둠"})
    third = last_number()
    agree(third)
    amending.amend(PLANNER, third, MINOR)
    project = load().plan.project(PARK)
    assert project.effects == ()
    assert "근거가 약해 거둠" in project.no_effect
    assert [act.new != "" for act in load().revisions[PARK] if act.field == "effects"] == [True, True, False]


def _as_the_plan_says() -> dict[str, str]:
    """Return the form as it opens: every text that the page shows, read back from its inputs."""
    page = enter("planner").get(ADDRESS).content.decode()
    shown = dict(re.findall(r'<input class="bg-input"[^>]* name="([^"]+)" value="([^"]*)"', page))
    shown |= dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</textarea>', page))
    for name, choices in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', choices)
        shown[name] = chosen[1] if chosen else ""
    empty = dict.fromkeys(SENT, "") | {"form": "estimate", "reason": "바로잡음", "private": "다시 셈"}
    return empty | {name: html.unescape(text) for name, text in shown.items() if text}


@pytest.mark.django_db
@pytest.mark.usefixtures("adopted_copy")
def test_a_correction_of_an_estimate_is_held_to_the_same_rule() -> None:
    """A value may be corrected before the review; one that no plan could hold is refused with its place."""
    sent()
    number, planner = last_number(), enter("planner")
    address = f"/desk/matters/{PARK}/correct/{number}/"
    page = planner.get(address).content.decode()
    shown = dict(re.findall(r'<input class="bg-input"[^>]* name="([^"]+)" value="([^"]*)"', page))
    shown |= dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</textarea>', page))
    for name, choices in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        shown[name] = "".join(re.findall(r'value="([^"]*)" selected', choices))
    hidden = dict(re.findall(r'<input type="hidden" name="(kind|subject|seen)" value="([^"]*)"', page))
    form = {**shown, **hidden, "reason": "다시 셈"}
    assert shown["change"] == "estimate"
    refused = planner.post(address, {**form, "effects.0.low": "99"})
    assert refused.status_code == 422
    assert "차례가 아닙니다: 99 · 30 · 45" in words(refused)
    assert last_number() == number
    assert planner.post(address, {**form, "effects.0.low": "20"}).status_code == 302
    agree(number)
    amending.amend(PLANNER, number, MINOR)
    assert [str(each.low) for each in load().plan.project(PARK).effects] == ["20"]


@pytest.mark.django_db
@pytest.mark.usefixtures("adopted_copy")
def test_a_request_that_was_not_typed_on_the_page_is_judged_by_the_same_rule() -> None:
    """The general form cannot carry an estimate past its checks: the record's own rule refuses it."""
    planner, before = enter("planner"), last_number()
    fields = typed("change.requested", PARK, effect=today(), change="estimate", certainty="3")
    address = f"/desk/matters/{PARK}/file/change.requested/"
    refused = planner.post(address, {**fields, "private": "산출내역"})
    assert refused.status_code == 422
    assert "0에서 100 퍼센트 사이가 아닙니다" in words(refused)
    assert last_number() == before
    assert "추정 넣기" in words(planner.get(address))


TOYTOWN = read_files(Path(__file__).parent / "toytown" / "plan")
TOY = plan_of(TOYTOWN)


def asked(plan: Plan, subject: str, **public: Any) -> tuple[State, Agreed]:
    """Return a state in which one estimate was asked for and agreed to."""
    number, said = 1, {"change": "estimate", **public}
    request = Act(number, "1", "change.requested", subject, "2026-03-01", "", "어림", said)
    review = Act(
        2, "2", "change.reviewed", subject, "2026-03-01", "", "", {"request": 1, "verdict": "agreed"}
    )
    return State(plan=plan, acts=2, dossiers={subject: (request, review)}), Agreed(request, review)


def test_an_estimated_cost_is_of_its_own_grade_and_years_share_it_to_the_last_won() -> None:
    """A third in each of three years: the shares add up to one, the last year has the rest."""
    years = [{"year": 2031 + place, "amount": int(won(1))} for place in range(3)]
    project = TOY.projects[0]
    state, agreed = asked(
        TOY, project.id, first=2031, last=2033, cost=int(won(3)), years=years, why="같은 크기의 세 해"
    )
    after = amendment_of(state, agreed, "2026-03-01").plan.project(project.id)
    assert after.budget is not None
    assert after.spread is not None
    assert (after.budget.amount, after.budget.grade) == (Won(won(3)), Grade.ASSUMED)
    assert [str(part.share) for part in after.spread.years] == ["0.333333", "0.333333", "0.333334"]
    assert (after.period.first, after.period.last) == (2031, 2033)


def test_a_better_guess_is_no_overrun_and_no_delay() -> None:
    """What was estimated and then corrected leaves the plan's reference classes as they were."""
    plan, project = TOY, TOY.projects[0]
    for cost, last in ((3, 2033), (4, 2034)):
        state, agreed = asked(plan, project.id, first=2031, last=last, cost=int(won(cost)), why="어림")
        plan = amendment_of(state, agreed, "2026-03-01").plan
    new = [act.field for act in plan.history if act not in TOY.history]
    assert {"budget.estimated", "period.last.estimated"} <= set(new)
    before, after = (class_of(each, "2026-06-30") for each in (TOY, plan))
    assert (after.costs, after.slips) == (before.costs, before.slips)


def test_written_and_read_again_an_estimate_is_used_up() -> None:
    """The files spell the plan with the estimate; handed in again nothing is left to apply."""
    driver = next(each for each in TOY.assumptions if each.driver)
    row = {"driver": driver.id, "low": "0.0", "change": "0.10", "high": "0.2", "unit": driver.unit}
    row |= {"grade": "B", "source": "https://example.org/report", "influence": "0.5"}
    project = TOY.projects[-1]
    state, agreed = asked(TOY, project.id, effects=[row], opens="2030Q3", certainty="0.5", why="어림")
    assert not list(faults_of(TOY, project, agreed.request.public))
    after = amendment_of(state, agreed, "2026-03-01").plan
    files = files_of(after, TOYTOWN)
    assert plan_of(files).project(project.id) == after.project(project.id)
    assert files_of(plan_of(files), files) == files
    assert [each.request.number for each in unapplied(state)] == [1]
    assert not unapplied(State(plan=plan_of(files), dossiers=state.dossiers))
