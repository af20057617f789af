"""The offices' pages: what a department, the plan office, the budget office and a citizen see and file."""

from __future__ import annotations

import pytest
from bureau_story import OWN, enter, hand_in, typed
from django.test import Client

from bitgil.government.days import first_day
from bitgil.portal.spelling import write_moment
from bitgil.portal.workspace import pages
from bitgil.portal.workspace.bureau.beginning import half_before, half_of
from bitgil.quantity import won
from bitgil.store.clock import today
from bitgil.store.current import state_in_force

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("adopted")]
CHECKED = dict.fromkeys(("legality", "need", "consultation", "finance", "benefit"), "pass")
DAY = today()
YEAR, PERIOD, NOW = int(DAY[:4]), half_before(DAY), half_of(DAY)
"""The half-year that is over, and the one under way."""
SAID = write_moment(PERIOD, "ko")


def deed(subject: str, kind: str, **query: object) -> str:
    """Return the address of the form for a kind of act about a project."""
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return f"/desk/matters/{subject}/file/{kind}/" + (f"?{asked}" if asked else "")


def record(client: Client, subject: str, kind: str, **public: object) -> int:
    """File one act through its form and return its number."""
    effect, reason = str(public.pop("effect", DAY)), str(public.pop("reason", "시험"))
    hand_in(client, deed(subject, kind), typed(kind, subject, effect=effect, reason=reason, **public))
    return state_in_force().acts


def text(client: Client, address: str) -> str:
    """Return a page's text; it must be there."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def report(client: Client, work: str = "30", period: str = PERIOD, **more: object) -> int:
    """File a report of the officer's own project."""
    return record(client, OWN, "progress.reported", period=period, work=work, **more)


def started() -> Client:
    """Return the officer after the project was started."""
    officer = enter("officer")
    record(officer, OWN, "project.started", effect=f"{YEAR - 1}-02-05", total=won(5), ends=f"{YEAR + 1}-12")
    return officer


@pytest.mark.parametrize("name", ["officer", "planner", "budget", "citizen", "secretary"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_every_room_of_the_menu_opens_for_whoever_sees_it(name: str, language: str) -> None:
    """No link of the workspace's menu leads to a closed door or an error, in either language."""
    client = enter(name)
    rooms = client.get(f"{language}/desk/").context["rooms"]
    for address, _, _ in rooms:
        assert client.get(address).status_code == 200, address


def test_rooms_of_others_are_closed() -> None:
    """A citizen opens neither the round, nor the queue, nor the budget office's desk."""
    citizen = enter("citizen")
    for page in ("my_projects", "sheet", "rounds", "queue", "year_plan", "gates", "bids"):
        assert citizen.get(f"/desk/{pages.found()[page].PATH}").status_code == 403, page


def test_a_department_sees_its_projects_with_status_and_reason() -> None:
    """Own projects stand there with the computed status and why; another office's do not."""
    said = text(enter("officer"), "/desk/my-projects/")
    assert OWN in said
    assert "착수 기록이 없습니다" in said
    assert OWN not in text(enter("other"), "/desk/my-projects/")


def test_a_project_of_another_office_takes_no_act_of_mine() -> None:
    """The form of another office's project is closed, and nothing is written by sending it all the same."""
    other, before = enter("other"), state_in_force().acts
    address = deed(OWN, "project.started")
    assert other.get(address).status_code == 403
    assert other.post(address, typed("project.started", OWN, effect=DAY)).status_code == 403
    assert state_in_force().acts == before


def test_a_report_begins_with_the_last_one_and_moves_the_rates() -> None:
    """The next form holds the last milestones and money; the desk shows four rates with their formulas."""
    officer = started()
    report(officer, milestones=[{"what": "설계 완료", "due": first_day(PERIOD)}], spent={"city": won(1)})
    said = text(officer, deed(OWN, "progress.reported"))
    assert 'value="설계 완료"' in said
    assert f'value="{won(1):,}"' in said
    assert f'<option value="{NOW}" selected>' in said
    desk = text(officer, f"/desk/matters/{OWN}/")
    for word in ("30 %", "20 %", "누적 집행액 ÷ 총사업비", "기한을 넘긴 이정표 1개"):
        assert word in desk, word


def test_the_public_page_tells_the_status_the_rates_and_every_act() -> None:
    """What departments record stands on the project's public page, and nothing where nothing is recorded."""
    public = Client(HTTP_HOST="localhost")
    assert "추진 기록" not in text(public, f"/projects/{OWN}/")
    officer = started()
    number = report(officer, reason="상반기 실적입니다", spent={"city": won(1)})
    said = text(public, f"/projects/{OWN}/")
    for word in ("추진 기록", "30 %", "20 %", "상반기 실적입니다", f"/acts/{number}/"):
        assert word in said, word
    assert "Progress on record" in text(public, f"/en/projects/{OWN}/")


def test_a_report_sent_back_comes_first_with_its_reason_and_its_form_is_filled() -> None:
    """My projects begin with it; the form holds the same period; once handed in again it is gone."""
    officer, planner = started(), enter("planner")
    number = report(officer, spent={"city": 100})
    record(planner, OWN, "progress.reviewed", report=number, verdict="returned", reason="이정표가 없습니다")
    said = text(officer, "/desk/my-projects/")
    assert said.index("되돌아온 보고") < said.index("이정표가 없습니다")
    assert f'<option value="{PERIOD}" selected>' in text(officer, deed(OWN, "progress.reported"))
    report(officer, milestones=[{"what": "설계", "due": f"{YEAR + 1}-12"}], spent={"city": 100})
    assert "되돌아온 보고</strong>" not in text(officer, "/desk/my-projects/")


def test_a_correction_is_a_new_act_and_both_stay() -> None:
    """Only what was changed enters it; the first act stays to be read, marked as corrected."""
    officer = started()
    number = report(officer, "35")
    address = f"/desk/matters/{OWN}/correct/{number}/"
    sent = typed("progress.reported", OWN, effect=DAY, reason="숫자를 잘못 적음", period=PERIOD, work="53")
    hand_in(officer, address, sent)
    last = state_in_force().dossier(OWN)[-1]
    assert last.public == {"act": number, "content": {"work": "53"}}
    desk = text(officer, f"/desk/matters/{OWN}/")
    assert "53 %" in desk
    assert "정정됨" in desk


@pytest.mark.parametrize(
    ("work", "effect", "complaint"),
    [
        ("35", DAY, "달라진 내용이 없습니다"),
        ("", DAY, "칸이 비어 있습니다"),
        ("40", "2020-01-01", "이렇게 정정할 수 없습니다"),
    ],
)
def test_a_correction_that_corrects_nothing_is_refused(work: str, effect: str, complaint: str) -> None:
    """Nothing changed, a needed field emptied, or another day: refused in words, nothing written."""
    officer = started()
    number = report(officer, "35")
    sent = typed("progress.reported", OWN, effect=effect, period=PERIOD, work=work)
    answer = officer.post(f"/desk/matters/{OWN}/correct/{number}/", sent)
    assert answer.status_code == 422
    assert complaint in answer.content.decode()
    assert state_in_force().acts == number


def test_an_act_is_withdrawn_with_a_reason() -> None:
    """The report no longer counts; the withdrawal says why."""
    officer = started()
    number = report(officer, "35")
    seen = state_in_force().acts
    hand_in(
        officer, f"/desk/matters/{OWN}/correct/{number}/", {"withdraw": "yes", "reason": "중복", "seen": seen}
    )
    assert "아직 보고가 없습니다" in text(officer, f"/desk/matters/{OWN}/")


def test_nobody_corrects_what_another_office_filed() -> None:
    """Neither the form nor what is sent past it opens for another's act."""
    officer = started()
    number = report(officer)
    assert enter("other").get(f"/desk/matters/{OWN}/correct/{number}/").status_code == 403
    assert enter("planner").post(f"/desk/matters/{OWN}/correct/{number}/", {}).status_code == 403


def test_a_change_shows_what_it_moves_before_and_after_it_is_asked_for() -> None:
    """The form previews a later end; the queue shows before, after and what moves."""
    officer, planner = started(), enter("planner")
    said = text(officer, deed(OWN, "change.requested", ends=f"{YEAR + 2}-06"))
    assert "6개월 밀리면" in said
    sent = typed("change.requested", OWN, effect=DAY, change="period", ends=f"{YEAR + 2}-06", total=won(6))
    answer = officer.post(deed(OWN, "change.requested"), sent)
    assert answer.status_code == 422
    assert "근거자료" in answer.content.decode()
    hand_in(officer, deed(OWN, "change.requested"), {**sent, "private": "공정표 변경안"})
    queue = text(planner, "/desk/queue/")
    for word in (f"{YEAR + 1}. 12.", f"{YEAR + 2}. 6.", "5억원", "6억원", "6개월 밀리면"):
        assert word in queue, word
    number = state_in_force().acts
    record(planner, OWN, "change.reviewed", request=number, verdict="agreed")
    assert "검토를 기다리는 변경이 없습니다" in text(planner, "/desk/queue/")
    assert "6억원" in text(officer, f"/desk/matters/{OWN}/")


def test_a_slip_moves_the_indicators_that_the_model_says_hang_on_the_project() -> None:
    """A data centre that opens later moves what the graph computes from it, and nothing else of its task."""
    said = text(enter("officer"), deed("P31", "change.requested", ends="2029-12"))
    moves = said[said.index('id="moves"') : said.index("<form method", said.index('id="moves"'))]
    assert "클라우드 데이터센터 준공 용량" in moves
    assert "빅데이터 분석 건수" not in moves


def test_a_script_asks_for_what_moves_alone() -> None:
    """Asked for by its id, only the part comes; without a script the whole page shows the same."""
    officer = started()
    address = deed(OWN, "change.requested", ends=f"{YEAR + 2}-06")
    part = officer.get(address, headers={"HX-Request": "true", "HX-Target": "moves"}).content.decode()
    assert part.lstrip().startswith('<div id="moves"')
    assert "<html" not in part
    assert "6개월 밀리면" in part


def test_the_workspace_lets_its_own_script_run_and_no_other() -> None:
    """Its policy allows scripts of this site alone; public pages allow none at all."""
    policy = enter("officer").get("/desk/")["Content-Security-Policy"]
    assert "script-src 'self';" in f"{policy};"
    assert "unsafe" not in policy
    assert "script-src" not in enter("officer").get("/")["Content-Security-Policy"]


def test_a_citizen_proposes_and_reads_the_answer() -> None:
    """The proposal is public without a name; review and answer appear on the citizen's page."""
    citizen, officer, planner = enter("citizen"), enter("officer"), enter("planner")
    sent = {
        "kind": "proposal.made",
        "subject": "new",
        "seen": "0",
        "effect": DAY,
        "reason": "길이 어둡습니다",
    }
    hand_in(citizen, "/desk/propose/", {**sent, "by": "citizen", "title": "지능형 가로등", "task": "7"})
    act = state_in_force().dossier(f"N{DAY[:4]}-001")[-1]
    assert (act.role, act.office, "citizen" in repr(act.public)) == ("citizen", "", True)
    assert "지능형 가로등" in text(officer, "/desk/my-projects/")
    study = {"law": "clear", "feasibility": "ready", "verdict": "accepted"}
    record(officer, act.subject, "proposal.reviewed", **CHECKED, **study)
    record(
        planner, act.subject, "proposal.answered", to="citizen", verdict="accepted", reason="내년에 합니다"
    )
    said = text(citizen, "/desk/my-proposals/")
    assert "지능형 가로등" in said
    assert "내년에 합니다" in said
    assert "아직 제안하신 것이 없습니다" in text(enter("secretary"), "/desk/my-proposals/")


def test_a_proposal_with_a_telephone_number_is_refused() -> None:
    """Personal data is kept out of the public text, with a sentence that says so."""
    sent = {"kind": "proposal.made", "subject": "new", "seen": "0", "effect": DAY, "by": "citizen"}
    answer = enter("citizen").post(
        "/desk/propose/", {**sent, "title": "가로등", "reason": "010-1234-5678로 전화"}
    )
    assert answer.status_code == 422
    assert "전화번호" in answer.content.decode()
    assert state_in_force().dossier(f"N{DAY[:4]}-001") == ()


def test_two_proposals_at_once_get_codes_of_their_own() -> None:
    """Both forms were opened before either was sent; neither is lost."""
    sent = {
        "kind": "proposal.made",
        "subject": "new",
        "seen": "0",
        "effect": DAY,
        "reason": "까닭",
        "by": "citizen",
    }
    for title in ("하나", "둘"):
        hand_in(enter("citizen"), "/desk/propose/", {**sent, "title": title})
    titles = [state_in_force().dossier(f"N{YEAR}-00{n}")[0].public["title"] for n in (1, 2)]
    assert titles == ["하나", "둘"]


def test_a_bid_is_offered_its_next_step_alone_and_told_what_lacks() -> None:
    """From found only the review is offered; before entering, consent and council are asked for in words."""
    officer, budget = enter("officer"), enter("budget")
    sent = {
        "kind": "bid.found",
        "subject": "new",
        "seen": "0",
        "effect": DAY,
        "reason": "찾음",
        "programme": "스마트빌리지",
    }
    hand_in(officer, "/desk/bids/", {**sent, "total": "30억", "city": "12억", "deadline": "2026-12-20"})
    subject = f"N{DAY[:4]}-001"
    board = text(officer, "/desk/bids/")
    assert deed(subject, "bid.reviewed") in board
    assert deed(subject, "bid.applied") not in board
    record(officer, subject, "bid.reviewed", **CHECKED, go=True)
    board = text(officer, "/desk/bids/")
    assert "예산부서 협의가 없습니다" in board
    assert "의회에 보고하지 않았습니다" in board
    assert "12억원" in text(budget, "/desk/gates/")
    record(budget, subject, "budget.consulted", city=won(12), agreed=True)
    record(officer, subject, "council.reported", form="report", when="before")
    assert deed(subject, "bid.applied") in text(officer, "/desk/bids/")
    record(officer, subject, "bid.applied", total=won(30), city=won(12))
    record(officer, subject, "bid.failed", round="final")
    assert "공모 탈락" in text(officer, f"/desk/matters/{subject}/")


def test_the_budget_office_sees_reviews_to_decide_and_conditions_to_meet() -> None:
    """A request waits until it is decided; each condition stands there until it is met."""
    officer, budget = enter("officer"), enter("budget")
    record(officer, OWN, "gate.applied", body="self", case="transfer", total=won(30), city=won(10))
    assert "결과를 기다리는 투자심사" in text(budget, "/desk/gates/")
    decided = {
        "body": "self",
        "result": "conditional",
        "total": won(30),
        "conditions": ["국비 확정", "부지 확보"],
    }
    record(budget, OWN, "gate.decided", **decided)
    assert "국비 확정" in text(budget, "/desk/gates/")
    assert "이행하지 않은 심사 조건" in text(officer, f"/desk/matters/{OWN}/")
    record(budget, OWN, "gate.condition_met", condition=1)
    said = text(budget, "/desk/gates/")
    assert "부지 확보" in said
    assert "국비 확정" not in said


def test_the_round_shows_who_is_late_and_the_queue_accepts_many_at_once() -> None:
    """Missing, then waiting, then accepted; ticked reports are accepted together for one reason."""
    officer, planner = started(), enter("planner")
    assert "보고 없음" in text(planner, f"/desk/round/?period={PERIOD}")
    number = report(officer)
    answer = planner.post("/desk/queue/", {"report": number, "reason": ""})
    assert answer.status_code == 422
    assert f'value="{number}" checked' in answer.content.decode()
    hand_in(planner, "/desk/queue/", {"report": number, "reason": "확인함"})
    assert state_in_force().dossier(OWN)[-1].public == {"report": number, "verdict": "accepted"}
    assert "수용" in text(planner, f"/desk/round/?period={PERIOD}")


def test_the_late_are_reminded_with_one_button_once_a_day() -> None:
    """Every account of the department in charge is left word; a second press on the same day leaves none."""
    officer, planner = started(), enter("planner")
    hand_in(planner, f"/desk/round/?period={PERIOD}", {})
    hand_in(planner, f"/desk/round/?period={PERIOD}", {})
    project = next(p for p in state_in_force().plan.projects if p.id == OWN)
    said = text(officer, "/desk/")
    assert said.count(f"{project.name.ko}: {SAID} 추진실적 보고를 기다립니다") == 1
    assert "추진실적 보고를 기다립니다" not in text(enter("other"), "/desk/")


def test_a_status_set_by_hand_stands_beside_the_computed_one() -> None:
    """Both are shown, each with its reason."""
    officer, planner = started(), enter("planner")
    report(officer, "1")
    record(planner, OWN, "status.overridden", status="late", reason="현장에서 확인함")
    said = text(officer, f"/desk/matters/{OWN}/")
    for word in ("현장에서 확인함", "기록에서 계산한 상태", "일부추진"):
        assert word in said, word


def test_the_yearly_plan_sums_by_source_and_says_what_is_not_met() -> None:
    """Chosen projects give sums that reconcile; adoption without a resolution is refused in Korean."""
    planner = enter("planner")
    said = text(planner, "/desk/year-plan/?year=2027&look=1&project=P31&project=P13")
    assert "사업 2건" in said
    assert 'name="projects" value="P13 P31"' in said or 'name="projects" value="P31 P13"' in said
    sent = typed(
        "plan.year_adopted", state_in_force().plan.id, effect=DAY, year=2027, projects=["P13", "P31"]
    )
    answer = planner.post("/desk/year-plan/", sent)
    assert answer.status_code == 422
    assert "2027년 시행계획을 의결한 기록이 없습니다" in answer.content.decode()
    assert "사업 2건" in answer.content.decode()


def test_an_observation_is_recorded_and_shown() -> None:
    """The unit stands in the form already; the list shows the value with its period."""
    planner = enter("planner")
    assert 'name="unit"' in text(planner, "/desk/observations/?indicator=I-P1")
    observed = {"period": "2026-06", "value": "154000", "unit": "person", "grade": "A", "source": "주민등록"}
    hand_in(planner, "/desk/observations/", typed("indicator.observed", "I-P1", effect=DAY, **observed))
    assert "154,000" in text(planner, "/desk/observations/")


def test_the_roll_up_shows_bounds_where_something_is_missing_and_optimism_where_there_is_evidence() -> None:
    """By default a task with an unknown project has no value but two ends; left out, it has one."""
    officer = started()
    report(officer, "60", spent={"city": won(1)})
    said = text(officer, "/desk/rollup/")
    assert "알 수 없음" in said
    assert "+40 %p" in said
    assert "100 %" in said
    assert "60 %" in text(officer, "/desk/rollup/?idea=work&weights=equal&missing=left_out")


def test_two_who_edit_the_same_project_both_see_both_versions() -> None:
    """The second to send gets the first's act beside the own form, and may send it again."""
    officer = started()
    stale = typed("progress.reported", OWN, effect=DAY, period=PERIOD, work="50")
    report(officer, "30")
    answer = officer.post(deed(OWN, "progress.reported"), stale)
    said = answer.content.decode()
    assert answer.status_code == 409
    assert "그사이 다른 사람이" in said
    assert 'value="50"' in said
    again = {**stale, "seen": str(state_in_force().acts)}
    hand_in(officer, deed(OWN, "progress.reported"), again)
