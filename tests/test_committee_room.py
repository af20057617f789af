"""The committee's rooms, the auditor's and the administrator's: who sees what, and what nobody may do."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from at_work import BODY, FIVE, HELD, MOVED, appointed, at_meeting, called, handed, on_record, visitor, voted
from django.test import Client
from government_story import drafted

from bitgil.government.followup import conditions_of, office_of
from bitgil.government.sittings import next_acts, next_acts_on, quorum
from bitgil.portal.workspace.committees.rooms import meeting_at, room_of
from bitgil.store.acts import all_acts, last_number
from bitgil.store.current import state_in_force
from bitgil.store.models import Account

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("adopted")]
SITTING = f"/desk/committee/{BODY}/meetings/2026-1/"
PASSWORD = "blue-heron-over-the-bay"  # noqa: S105  of a test account


def conditional(office: str = "digital") -> int:
    """Put a conditional resolution on record and return its number."""
    owed = [{"condition": 1, "office": office, "day": "2026-06-30"}]
    resolved = at_meeting(
        "motion.resolved", item=1, outcome="conditional", conditions=["부지 확보", "재원 확보"], due=owed
    )
    return on_record(*HELD, MOVED, voted(), resolved)[-1].number


def answering(number: int, place: int, state: str = "met") -> dict[str, Any]:
    """Return the form of an answer to a condition."""
    public = {"resolution": str(number), "condition": str(place), "state": state}
    return handed("condition.answered", f"{BODY}/2026-1", "2026-05-02", public)


def test_names_are_read_by_those_who_may_and_stand_in_no_act() -> None:
    """Names of members lie in the part held back: no act, no public page and no member sees them."""
    secretary = visitor("kim", "secretary", office="new-industry")
    members = {"members": "seat.4-01", "seat": "appointed", "first": "2026-02-01", "last": "2028-01-31"}
    sent = handed("member.appointed", BODY, "2026-02-01", {**members, "women": "1", "men": "1"})
    answer = secretary.post(f"/desk/committee/{BODY}/members/", {**sent, "private": "홍길동"})
    assert answer.status_code == 302
    number = last_number()
    assert not [act for act in all_acts() if "홍길동" in repr(act)]
    assert "홍길동" in secretary.get(f"/desk/documents/{number}/").content.decode()
    for client in (visitor("lee", "member", member=FIVE[0]), visitor("han", "department", office="digital")):
        refused = client.get(f"/desk/documents/{number}/")
        assert (refused.status_code, "홍길동" in refused.content.decode()) == (403, False)
    assert "홍길동" not in Client(HTTP_HOST="localhost").get(f"/acts/{number}/").content.decode()


def test_a_member_cannot_withdraw_another_member() -> None:
    """Whoever changes the hidden seat in the form is refused in words, and nothing is recorded."""
    on_record(appointed(), called())
    before = last_number()
    member = visitor("lee", "member", member=FIVE[0])
    public = {"item": "1", "member": FIVE[1], "ground": "avoidance"}
    answer = member.post(f"{SITTING}1/", handed("meeting.recused", f"{BODY}/2026-1", "2026-03-10", public))
    assert answer.status_code == 422
    assert "권한이 없습니다" in answer.content.decode()
    assert last_number() == before


def test_a_condition_is_answered_by_the_office_that_owes_it() -> None:
    """Another department is refused; one condition's office does not shut others out of the next."""
    number = conditional()
    path = f"{SITTING}conditions/{number}/"
    other, owing = (
        visitor(name, "department", office=office) for name, office in (("a", "safety"), ("b", "digital"))
    )
    assert other.post(f"{path}1/", answering(number, 1)).status_code == 422
    assert "bg-form" not in other.get(f"{path}1/").content.decode()
    assert owing.post(f"{path}1/", answering(number, 1)).status_code == 302
    assert other.post(f"{path}2/", answering(number, 2, "open")).status_code == 302
    assert {one.number: one.state for one in conditions_of(state_in_force(), BODY)} == {1: "met", 2: "open"}


def test_a_condition_past_its_day_is_late_until_it_is_answered() -> None:
    """It is listed as overdue from the day after, on the committee's page and on the public one."""
    conditional()
    (first, _) = conditions_of(state_in_force(), BODY)
    assert (first.late("2026-06-30"), first.late("2026-07-01")) == (False, True)
    assert office_of(state_in_force(), f"{BODY}/2026-1", first.resolution.number, 1) == "digital"
    text = Client(HTTP_HOST="localhost").get("/committee/").content.decode()
    assert "부지 확보" in text
    assert "지남" in text


def test_only_what_may_come_next_is_offered() -> None:
    """From call to resolution the pages offer one step after the other, and none twice."""
    meeting = lambda: meeting_at(state_in_force(), BODY, "2026-1")  # noqa: E731  asked for after every act
    on_record(appointed(), called())
    assert next_acts(meeting()) == ("meeting.papers", "meeting.attended")
    assert next_acts_on(meeting(), 1) == ("meeting.recused",)
    on_record(HELD[2])
    assert next_acts_on(meeting(), 1) == ("meeting.recused", "motion.moved")
    on_record(MOVED, voted())
    assert next_acts(meeting()) == ()
    assert next_acts_on(meeting(), 1) == ("motion.resolved",)
    on_record(at_meeting("motion.resolved", item=1, outcome="passed"))
    assert next_acts(meeting()) == ("minutes.written",)
    assert next_acts_on(meeting(), 9) == ()


def test_a_quorum_is_more_than_half_and_no_more() -> None:
    """Of four seats three make it, of five three: the least number above the law's share."""
    plan = state_in_force().plan
    assert plan is not None
    on_record(appointed(FIVE[:4]))
    law = room_of(state_in_force(), plan, BODY, "2026-03-20").law
    assert [quorum(seats, law, BODY) for seats in (4, 5)] == [3, 3]


def test_the_auditor_reads_whose_hand_it_was_and_files_nothing() -> None:
    """Acts can be filtered by hand and taken along as CSV; a cell that begins a formula is defused."""
    secretary = visitor("kim", "secretary", office="new-industry")
    sent = handed("meeting.called", f"{BODY}/2026-1", "2026-03-01", {"date": "2026-03-20", "place": "시청"})
    item = {"items.0.item": "1", "items.0.kind": "plan", "items.0.title": "계획", "regular": "yes"}
    done = secretary.post(f"/desk/committee/{BODY}/call/", {**sent, **item, "reason": "=1+1"})
    assert done.status_code == 302
    auditor = visitor("choi", "auditor")
    rows = list(
        csv.DictReader(io.StringIO(auditor.get("/desk/audit/?hand=kim&csv=1").content.decode("utf-8-sig")))
    )
    assert [(row["kind"], row["hand"], row["reason"]) for row in rows] == [("meeting.called", "kim", "'=1+1")]
    assert auditor.post(f"/desk/committee/{BODY}/call/", {**sent, **item}).status_code == 403
    assert secretary.get("/desk/audit/").status_code == 403


def test_a_correction_stands_beside_what_it_corrects() -> None:
    """The auditor sees the first value, the one that stands, and the reason."""
    (act, *_) = on_record(
        drafted(
            "indicator.observed",
            "I-P1",
            "2026-01-02",
            period="2025-12",
            value="150000",
            unit="person",
            grade="A",
            source="주민등록",
        )
    )
    on_record(drafted("act.corrected", "I-P1", "2026-01-02", act=act.number, content={"value": "149900"}))
    text = visitor("choi", "auditor").get("/desk/audit/corrections/").content.decode()
    assert "<del>150000</del>" in text
    assert "<ins>149900</ins>" in text


def test_an_administrator_keeps_accounts_and_files_nothing() -> None:
    """An account is opened with a password shown once, changed and closed; no act of any kind is open."""
    admin = visitor("keeper", "administrator")
    answer = admin.post(
        "/desk/accounts/", {"username": "park", "seats": ["member"], "member": FIVE[0]}, follow=True
    )
    word = answer.content.decode().partition("비밀번호: ")[2].split()[0]
    assert Account.objects.get(username="park").check_password(word)
    assert word not in admin.get("/desk/accounts/").content.decode()
    admin.post("/desk/accounts/park/", {"do": "change", "seats": ["adviser"]})
    assert Account.objects.get(username="park").seats == "adviser"
    admin.post("/desk/accounts/park/", {"do": "close"})
    assert not Account.objects.get(username="park").is_active
    assert admin.get(f"/desk/committee/{BODY}/call/").status_code == 403


@pytest.mark.parametrize("sent", [{"do": "close"}, {"do": "change", "seats": ["auditor"]}])
def test_the_last_administrator_stays(sent: dict[str, Any]) -> None:
    """Neither closing nor changing seats takes the last one away; with a second one both may."""
    admin = visitor("keeper", "administrator")
    answer = admin.post("/desk/accounts/keeper/", sent)
    assert answer.status_code == 422
    assert "마지막 관리자" in answer.content.decode()
    visitor("second", "administrator")
    assert admin.post("/desk/accounts/keeper/", sent).status_code == 302


def test_an_account_asked_for_wrongly_keeps_what_was_typed() -> None:
    """Every fault is told at once and the form still holds the name."""
    answer = visitor("keeper", "administrator").post(
        "/desk/accounts/", {"username": "new-one", "seats": ["member"]}
    )
    assert answer.status_code == 422
    assert "자리 부호가 있어야 합니다" in answer.content.decode()
    assert 'value="new-one"' in answer.content.decode()


def test_a_password_is_changed_by_whoever_knows_the_old_one() -> None:
    """A wrong old one, two that differ and a weak one are refused; a sound one is taken."""
    client = visitor("kim", "auditor")
    account = Account.objects.get(username="kim")
    account.set_password("old-harbour-crane")
    account.save()
    client.force_login(account)
    for old, new, again in (
        ("wrong", PASSWORD, PASSWORD),
        ("old-harbour-crane", PASSWORD, "another"),
        ("old-harbour-crane", "12345", "12345"),
    ):
        refused = client.post("/desk/password/", {"old": old, "new": new, "again": again})
        assert refused.status_code == 422
        assert new not in refused.content.decode()
    done = client.post("/desk/password/", {"old": "old-harbour-crane", "new": PASSWORD, "again": PASSWORD})
    assert done.status_code == 302
    assert Account.objects.get(username="kim").check_password(PASSWORD)


def test_minutes_keep_what_is_held_back_from_the_public_page() -> None:
    """Open parts appear once published, closed ones never; a telephone number in an open part is refused."""
    on_record(*HELD)
    secretary = visitor("kim", "secretary", office="new-industry")
    parts = {
        f"part.{name}": f"{name} 내용"
        for name in ("date", "place", "present", "agenda", "statements", "result")
    }
    sent = {**handed("minutes.written", f"{BODY}/2026-1", "2026-03-21"), **parts}
    refused = secretary.post(SITTING, {**sent, "part.agenda": "문의 010-1234-5678"})
    assert refused.status_code == 422
    assert "전화번호" in refused.content.decode()
    assert secretary.post(SITTING, {**sent, "closed": ["statements", "present"]}).status_code == 302
    public = f"/committee/{BODY}/2026-1/"
    citizen = Client(HTTP_HOST="localhost")
    assert "agenda 내용" not in citizen.get(public).content.decode()
    posted = handed("minutes.published", f"{BODY}/2026-1", "2026-03-22", {"url": public})
    assert secretary.post(SITTING, posted).status_code == 302
    text = citizen.get(public).content.decode()
    assert "agenda 내용" in text
    assert "statements 내용" not in text
