"""The first page of the workspace: what I must do by when, what I am told, and my calendar."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from bitgil.government.calendar import Due
from bitgil.government.days import days_between
from bitgil.government.dues import dues_of
from bitgil.government.notices import name_of
from bitgil.portal.counting import whole
from bitgil.portal.pages import NotHere
from bitgil.portal.workspace.desk import Desk, Done
from bitgil.portal.workspace.forms.telling import office_name
from bitgil.quantity import Words
from bitgil.store import feeds, notices
from bitgil.store.models import Account

TITLE = Words("업무공간", "Workspace")
PATH = ""
DEED = "workspace.enter"
TOLD = 30
"""How many notices are shown."""


def context(desk: Desk) -> dict[str, Any]:
    """Return office and seats of whoever is here, their due dates, notices and feed."""
    return {
        "office": office_name(desk.plan, desk.person.office) if desk.person.office else None,
        "dues": [_told(desk, due) for due in dues_of(desk.state, desk.person, desk.today)],
        "notices": notices.of(desk.person.name, limit=TOLD),
        "unread": notices.unread(desk.person.name),
        "feed": feeds.has(desk.person.name),
    }


def post(desk: Desk) -> Done:
    """Mark notices as read, or make or revoke the address of the calendar."""
    asked, here = desk.posted.one("do"), reverse("workspace")
    if asked == "read":
        shown = [number for text in desk.posted.all("notice") if (number := whole(text)) is not None]
        count = notices.read(desk.person.name, shown)
        return Done(here, Words(f"알림 {count}건을 읽음으로 표시했습니다", f"{count} notices marked as read"))
    account = Account.objects.get(username=desk.person.name)
    if asked == "feed":
        address = f"{settings.BITGIL_URL}{reverse('calendar', args=[feeds.renew(account)])}"
        return Done(
            here,
            Words(
                f"달력 주소입니다. 지금만 보이니 달력 프로그램에 넣어 두세요: {address}",
                f"This is the address of your calendar, shown only now: {address}",
            ),
        )
    if asked == "unfeed":
        feeds.revoke(account)
        return Done(here, Words("달력 주소를 없앴습니다", "the calendar's address leads nowhere now"))
    raise NotHere(asked)


def _told(desk: Desk, due: Due) -> dict[str, Any]:
    """Return one due date with the days left, negative where it is past, and what it is about."""
    name = name_of(desk.state, due.subject)
    return {
        "due": due,
        "days": days_between(desk.today, due.day),
        "late": days_between(due.day, desk.today),
        "cited": not due.ground.startswith("http"),
        "about": None if name.ko == due.subject else name,
    }
