"""Notices, reminders, mail and calendars: the right people, once, and nothing lost where a server is away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from pytest_django import Settings

from bitgil.government.calendar import Due
from bitgil.government.dues import dues_of, reminder
from bitgil.government.permissions import Person
from bitgil.quantity import Words
from bitgil.store import accounts, feeds, importing, notices
from bitgil.store.acts import last_number
from bitgil.store.current import forget, state_in_force
from bitgil.store.filing import Clash, Entry, file
from bitgil.store.models import Account, NoticeRow

pytestmark = pytest.mark.django_db
DIGITAL = Person("lee", frozenset({"department"}), "digital")
PLANNER = Person("park", frozenset({"plan-office"}), "new-industry")
SECRETARY = Person("yoon", frozenset({"secretary"}), "new-industry")
MEMBER = Person("member", frozenset({"member"}), "", "seat.4-01")


@pytest.fixture(autouse=True)
def adopted(living_plan: Path) -> None:
    """Begin with the plan in use adopted, and an account for each of four people."""
    forget()
    state, found = importing.look(living_plan)
    importing.accept(state, found, reason="처음")
    for person in (DIGITAL, PLANNER, SECRETARY, MEMBER):
        wanted = accounts.Wanted(
            person.name, person.seats, person.office, person.member, f"{person.name}@city.example"
        )
        accounts.open_account(wanted, state_in_force().plan)


def own_project() -> str:
    """Return a project of the digital office."""
    plan = state_in_force().plan
    assert plan is not None
    return next(project.id for project in plan.projects if "digital" in project.offices)


def report(**more: int) -> int:
    """File a report of the digital office and return its number."""
    public = {"period": "2026-06", "work": "40"}
    (act,) = file(
        DIGITAL, Entry("progress.reported", own_project(), "2026-07-05", "반기 보고", public, **more)
    )
    return act.number


def call_meeting() -> None:
    """Appoint a member and call a meeting for 2026-12-17."""
    both = ["seat.4-01", "seat.4-02"]
    seated = {"members": both, "seat": "appointed", "first": "2026-12-01", "last": "2028-11-30"}
    seated |= {"women": 1, "men": 1}
    items = [{"item": 1, "kind": "progress", "title": "추진상황 점검"}]
    called = {"date": "2026-12-17", "place": "시청 상황실", "regular": True, "items": items}
    file(SECRETARY, Entry("member.appointed", "4ir", "2026-12-01", "위촉", seated))
    file(SECRETARY, Entry("meeting.called", "4ir/2026-2", "2026-12-01", "소집", called))


def said_to(person: Person) -> list[str]:
    """Return what a person is told, the first first."""
    return [row.ko for row in reversed(notices.of(person.name))]


def test_a_report_asks_the_plan_office_and_its_return_tells_the_department() -> None:
    """Each hears of what the other did, and nobody of what they did themselves."""
    number = report()
    returned = {"report": number, "verdict": "returned"}
    file(PLANNER, Entry("progress.reviewed", own_project(), "2026-07-06", "집행액이 빠졌습니다", returned))
    assert [("검토하세요" in text) for text in said_to(PLANNER)] == [True]
    assert [("집행액이 빠졌습니다" in text) for text in said_to(DIGITAL)] == [True]
    assert said_to(MEMBER) == []


def test_a_notice_is_written_with_the_act_or_not_at_all() -> None:
    """Where a filing is refused, nobody hears of it."""
    report()
    before = NoticeRow.objects.count()
    with pytest.raises(Clash):
        report(seen=0)
    assert NoticeRow.objects.count() == before


def test_a_called_meeting_reaches_its_members() -> None:
    """The member of the committee is told day and place; another office is not."""
    call_meeting()
    assert any("2026-12-17 시청 상황실" in text for text in said_to(MEMBER))
    assert not any("2026-12-17" in text for text in said_to(DIGITAL))


def test_what_a_person_must_do_is_their_own() -> None:
    """The secretary has papers and minutes, the member the meeting, another department neither."""
    call_meeting()
    state = state_in_force()
    secretary = {due.what: due.day for due in dues_of(state, SECRETARY, "2026-12-05")}
    member = {due.what: due.day for due in dues_of(state, MEMBER, "2026-12-05", ahead=0)}
    assert secretary["papers"] == "2026-12-14"
    assert member == {"meeting": "2026-12-17", "term.seat.4-01": "2028-11-30"}
    assert not [due for due in dues_of(state, DIGITAL, "2026-12-05") if due.subject.startswith("4ir")]


def test_the_citys_year_comes_to_the_offices_named() -> None:
    """An occasion within the time ahead is due for its office only."""
    state = state_in_force()
    budget = Person("b", frozenset({"department"}), "planning-budget")
    assert "2027-01-22" in [due.day for due in dues_of(state, budget, "2027-01-02")]
    assert not dues_of(state, budget, "2027-01-23", ahead=1)
    assert "2027-01-22" not in [due.day for due in dues_of(state, DIGITAL, "2027-01-02")]


@pytest.mark.parametrize(
    ("day", "key"),
    [
        ("2026-12-01", ""),
        ("2026-12-04", "14-"),
        ("2026-12-08", "14-"),
        ("2026-12-10", "7-"),
        ("2026-12-17", "0-"),
        ("2026-12-18", "past-"),
        ("2027-03-01", "past-"),
    ],
)
def test_a_reminder_comes_at_its_leads_and_once_when_it_is_past(day: str, key: str) -> None:
    """Days on which nobody ran have the key of the lead before them, so nothing is told twice or missed."""
    found = reminder(Due("2026-12-17", "4ir/2026-2", "meeting", Words("회의")), day)
    assert found.startswith(key)
    assert bool(found) == bool(key)


def test_a_second_run_reminds_and_mails_nobody_again() -> None:
    """The same day gives the same reminders; what was sent is not sent again."""
    call_meeting()
    state = state_in_force()
    assert notices.remind(state, "2026-12-10") > 0
    assert notices.remind(state, "2026-12-10") == 0
    assert notices.send() > 0
    first = len(mail.outbox)
    assert notices.send() == 0
    assert len(mail.outbox) == first
    mine = [letter for letter in mail.outbox if letter.to == ["member@city.example"]]
    assert len(mine) == 1
    assert "2026-12-17" in mine[0].body


class AwayForOne(EmailBackend):
    """A mail server that takes every letter but those to one address."""

    def send_messages(self, messages: Sequence[mail.EmailMessage]) -> int:
        """Take the letters, or be away."""
        if messages[0].to == ["park@city.example"]:
            raise OSError("the mail server is away")
        return int(super().send_messages(messages))


def test_a_mail_that_fails_waits_and_goes_the_next_time(settings: Settings) -> None:
    """Where the mail server is away nothing is lost, and those already served are not served twice."""
    call_meeting()
    settings.EMAIL_BACKEND = f"{__name__}.AwayForOne"
    with pytest.raises(OSError, match="away"):
        notices.send()
    assert NoticeRow.objects.filter(account="park", mail=notices.WAITING).exists()
    before = len(mail.outbox)
    assert [letter.to for letter in mail.outbox] == [["member@city.example"]]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    notices.send()
    assert [letter.to for letter in mail.outbox[before:]] == [["park@city.example"]]
    assert not NoticeRow.objects.filter(mail=notices.WAITING).exists()


def entered(person: Person) -> Client:
    """Return the browser of somebody who has entered."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(Account.objects.get(username=person.name))
    return client


def test_the_first_page_shows_what_is_due_and_marks_notices_as_read() -> None:
    """Dates with their days, new notices, and a button that reads those shown and no others' ones."""
    number = report()
    client = entered(PLANNER)
    page = client.get("/desk/").content.decode()
    assert "실적을 검토하세요" in page
    assert f"/acts/{number}/" in page
    row = NoticeRow.objects.get(account="park")
    other = NoticeRow.objects.create(account="lee", key="x", ko="남의 것", en="another's", made="2026-01-01")
    client.post("/desk/", {"do": "read", "notice": [row.pk, other.pk, "drop"]})
    assert notices.unread("park") == 0
    assert notices.unread("lee") == 1
    assert "New" not in client.get("/en/desk/").content.decode().split('id="notices"')[1].split("<form")[0]


def test_a_calendar_is_read_by_its_secret_until_that_is_revoked() -> None:
    """The address is shown once, works without entering, changes with each making, and ends when revoked."""
    call_meeting()
    client, anybody = entered(SECRETARY), Client(HTTP_HOST="localhost")
    page = client.post("/desk/", {"do": "feed"}, follow=True).content.decode()
    address = page[page.index("/calendar/") :].split(".ics")[0] + ".ics"
    answer = anybody.get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    assert "SUMMARY:회의자료 배부" in answer.content.decode()
    assert "SUMMARY:send the papers" in anybody.get(f"{address}?lang=en").content.decode()
    assert address not in client.get("/desk/").content.decode()
    fresh = feeds.renew(Account.objects.get(username="yoon"))
    assert anybody.get(address).status_code == 404
    assert anybody.get(f"/calendar/{fresh}.ics").status_code == 200
    client.post("/desk/", {"do": "unfeed"})
    assert anybody.get(f"/calendar/{fresh}.ics").status_code == 404


def test_a_closed_account_has_no_calendar_and_gets_no_mail() -> None:
    """Whoever has left is told nothing more."""
    secret = feeds.renew(Account.objects.get(username="park"))
    Account.objects.filter(username="park").update(is_active=False)
    report()
    assert said_to(PLANNER) == []
    assert feeds.owner(secret) is None
    assert last_number() > 0
