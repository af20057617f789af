"""The steps of the committee's half of a year in a browser, each by whoever may take it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from staffed import City, form, put, send

TODAY = date.today()  # noqa: DTZ011  the city's day, as the server sees it
DAY = (TODAY + timedelta(days=7)).isoformat()
YEAR = TODAY.year
MEETING = f"/desk/committee/4ir/meetings/{YEAR}-1/"
SEATS = [f"seat.4-0{number}" for number in range(1, 6)]
CONDITION = "부지 사용 승낙서를 먼저 받을 것"


def appoint(city: City) -> None:
    """Seat the chair by office and four members for two years; their names stay held back."""
    page = city.at("secretary", "/desk/committee/4ir/members/")
    send(
        page,
        "member.appointed",
        "시장 당연직",
        {"members": SEATS[0], "seat": "ex-officio", "post": "chair", "last": ""},
    )
    assert "기록했습니다" in page.inner_text(".bg-said")
    page.locator(form("member.appointed")).locator("[name=private]").fill("4-02 홍길동 (광양대)")
    send(page, "member.appointed", "제4기 위촉", {"members": " ".join(SEATS[1:]), "women": "2", "men": "2"})
    assert "기록했습니다" in page.inner_text(".bg-said")
    assert "홍길동" not in page.content()
    page.click("text=비공개 자료 열기")
    assert "홍길동" in page.inner_text("main")
    room = city.at("chair", "/desk/committee/").inner_text("main")
    assert "여성 2명, 남성 2명" in room
    assert all(seat in room for seat in SEATS)


def call(city: City) -> None:
    """Call a meeting with two items; one day too late is refused with its article."""
    page = city.at("secretary", "/desk/committee/4ir/call/")
    late = (TODAY + timedelta(days=6)).isoformat()
    agenda = {
        "items.0.item": "1",
        "items.0.kind": "plan",
        "items.0.title": f"{YEAR + 1}년 시행계획",
        "items.0.about": "gwangyang",
        "items.1.item": "2",
        "items.1.kind": "progress",
        "items.1.title": "항만자동화 추진상황",
        "items.1.about": "P13",
    }
    send(page, "meeting.called", "하반기 정기회의", {"date": late, "place": "시청 상황실", **agenda})
    assert "각종위원회 설치 및 운영 조례" in page.inner_text("#trouble")
    put(page, "meeting.called", "date", DAY)
    page.locator(form("meeting.called")).locator("button[type=submit]").click()
    assert "소집을 통지했습니다" in page.inner_text(".bg-said")
    page.locator(form("meeting.papers")).locator("[name=private]").fill("시행계획안 전문")
    send(page, "meeting.papers", "자료 배부")
    assert "자료를 나눈 것으로" in page.inner_text(".bg-said")


def read_papers(city: City) -> None:
    """Read the papers as an adviser, who is offered nothing to file; a department may not open them."""
    page = city.at("adviser", MEETING)
    assert page.locator(".bg-form").count() == 0
    page.click("text=비공개 자료 열기")
    assert "시행계획안 전문" in page.inner_text("main")
    path = page.url.removeprefix(city.address)
    assert "시행계획안 전문" not in city.at("digital", path).content()


def withdraw(city: City) -> None:
    """Withdraw a member from the second item by the seat they hold; they can choose no other."""
    page = city.at("member", "/desk/seat/")
    page.click("text=항만자동화 추진상황")
    assert page.locator(f"{form('meeting.recused')} select[name=member]").count() == 0
    send(page, "meeting.recused", "참여기관의 임원입니다")
    assert SEATS[1] in page.inner_text("main")


def attend(city: City) -> None:
    """Record four of five members as present, with the quorum beside them."""
    page = city.at("secretary", MEETING)
    assert "재적 5명, 정족수 3명" in page.inner_text("main")
    send(page, "meeting.attended", "출석 확인", {"present": SEATS[:4], "presiding": SEATS[0]})
    assert "출석 4명" in page.inner_text("main")


def decide_with_conditions(city: City) -> None:
    """Let the chair move the yearly plan; three carry it, under a condition that an office must answer."""
    page = city.at("chair", f"{MEETING}1/")
    send(page, "motion.moved", "안건 1 상정")
    page = city.at("secretary", f"{MEETING}1/")
    assert "가결에 필요한 찬성 3명" in page.inner_text("main")
    send(page, "motion.voted", "거수 표결", {"yes": "3", "no": "1", "abstain": "0"})
    owed = {
        "due.0.condition": "1",
        "due.0.office": "digital",
        "due.0.day": (TODAY + timedelta(days=60)).isoformat(),
    }
    send(page, "motion.resolved", "조건부의결", {"outcome": "conditional", "conditions": CONDITION, **owed})
    assert "의결을 기록했습니다" in page.inner_text(".bg-said")
    assert CONDITION in page.inner_text("main")


def decide_without_the_recused(city: City) -> None:
    """Vote on the second item without the member who withdrew."""
    page = city.at("secretary", f"{MEETING}2/")
    send(page, "motion.moved", "안건 2 상정")
    voters = page.locator(f"{form('motion.voted')} input[name=voters]")
    assert [voters.nth(place).get_attribute("value") for place in range(voters.count())] == [
        SEATS[0],
        *SEATS[2:4],
    ]
    send(page, "motion.voted", "거수 표결", {"yes": "3", "no": "0", "abstain": "0"})
    send(page, "motion.resolved", "원안의결", {"outcome": "passed"})
    assert page.locator("#next").count() == 0


def answer(city: City) -> None:
    """Answer from the office that owes it; nobody else is offered the form."""
    page = city.at("digital", "/desk/committee/4ir/conditions/")
    page.click(f"text={CONDITION}")
    send(page, "condition.answered", "승낙서를 받았습니다", {"state": "met"})
    assert "이행" in page.inner_text("main")
    assert city.at("auditor", page.url.removeprefix(city.address)).locator(".bg-form").count() == 0


def write_minutes(city: City) -> None:
    """Write the minutes: without statements they are refused and nothing is lost; whole, they are posted."""
    page = city.at("secretary", MEETING)
    minutes = page.locator('form[aria-labelledby="f-minutes"]')
    minutes.locator('[name="part.date"]').fill(f"{DAY} 14:00")
    minutes.locator("[name=reason]").fill("회의록 작성")
    minutes.locator("button[type=submit]").click()
    assert "발언내용" in page.inner_text("#trouble")
    assert minutes.locator('[name="part.date"]').input_value() == f"{DAY} 14:00"
    minutes.locator('[name="part.statements"]').fill("위원 한 명이 재원을 물었다")
    minutes.locator("button[type=submit]").click()
    assert "회의록을 기록했습니다" in page.inner_text(".bg-said")
    send(page, "minutes.published", "게재")
    assert "게재를 기록했습니다" in page.inner_text(".bg-said")


def look_as_citizen(city: City) -> None:
    """Read result, condition and open parts of the minutes as anybody may; what is held back stays so."""
    page = city.at("", f"/committee/4ir/{YEAR}-1/")
    text = page.inner_text("main")
    assert "조건부의결" in text
    assert CONDITION in text
    assert f"{DAY} 14:00" in text
    assert "재원을 물었다" not in text
    assert "이행" in city.at("", "/committee/").inner_text("main")


def audit(city: City) -> None:
    """See whose hand filed what, and take it along as a table; nobody but the auditor opens the room."""
    page = city.at("auditor", "/desk/audit/?hand=secretary&kind=motion.voted")
    assert page.locator("tbody tr").count() == 2
    with page.expect_download() as waiting:
        page.click("text=CSV")
    table = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    assert "motion.voted" in table
    assert "secretary" in table
    assert "이 쪽은 지금 맡은 역할로는" in city.at("secretary", "/desk/audit/").inner_text("main")
