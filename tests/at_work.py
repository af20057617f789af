"""What the tests of the workspace share: people with seats, acts already on record, and what they hand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.test import Client
from government_story import drafted

from bitgil.government.acts import Act, Draft
from bitgil.store import accounts
from bitgil.store.acts import append
from bitgil.store.current import state_in_force
from bitgil.store.models import Account

BODY = "4ir"
"""The committee of the plan in use."""
FIVE = tuple(f"seat.4-{number:02}" for number in range(1, 6))


def visitor(name: str, *seats: str, office: str = "", member: str = "") -> Client:
    """Return the browser of somebody with these seats, who has entered."""
    if not Account.objects.filter(username=name).exists():
        wanted = accounts.Wanted(name, frozenset(seats), office, member)
        accounts.open_account(wanted, state_in_force().plan)
    client = Client(HTTP_HOST="localhost")
    client.force_login(Account.objects.get(username=name))
    return client


def on_record(*drafts: Draft) -> tuple[Act, ...]:
    """Put acts on record as they are, without asking any rule."""
    return append(drafts, {}, after=state_in_force().acts)


def handed(
    kind: str, subject: str, effect: str, public: Mapping[str, Any] | None = None, **more: str
) -> dict[str, Any]:
    """Return what a form of a kind sends; several values of one name stand in a list."""
    return {"kind": kind, "subject": subject, "effect": effect, "reason": "시험", **(public or {}), **more}


def rows(name: str, *held: Mapping[str, Any]) -> dict[str, str]:
    """Return rows as a form sends them."""
    return {
        f"{name}.{place}.{column}": str(value)
        for place, row in enumerate(held)
        for column, value in row.items()
    }


def appointed(members: Iterable[str] = FIVE, first: str = "2026-01-01", **more: Any) -> Draft:
    """Return an appointment of members of the plan's committee, women and men balanced."""
    year = int(first[:4]) + 1
    public = {"seat": "appointed", "first": first, "last": f"{year}-12-31", "women": 2, "men": 3, **more}
    return drafted("member.appointed", BODY, first, members=list(members), **public)


def called(day: str = "2026-03-20", number: str = "2026-1", **more: Any) -> Draft:
    """Return the call of a regular meeting with two items, two weeks before."""
    items = [
        {"item": 1, "kind": "plan", "title": "2026년 시행계획", "about": "gwangyang"},
        {"item": 2, "kind": "funding", "title": "재원조달", "about": "P13"},
    ]
    public = {"date": day, "place": "시청 상황실", "regular": True, "items": items, **more}
    return drafted("meeting.called", f"{BODY}/{number}", "2026-03-01", **public)


def at_meeting(kind: str, number: str = "2026-1", day: str = "2026-03-20", **public: Any) -> Draft:
    """Return something that happened at a meeting on its day."""
    return drafted(kind, f"{BODY}/{number}", day, **public)


def attended(present: Iterable[str] = FIVE[:4]) -> Draft:
    """Return attendance."""
    return at_meeting("meeting.attended", present=list(present))


def voted(voters: Iterable[str] = FIVE[:4], yes: int = 4, no: int = 0, item: int = 1) -> Draft:
    """Return a vote."""
    return at_meeting("motion.voted", item=item, voters=list(voters), yes=yes, no=no, abstain=0)


MOVED = at_meeting("motion.moved", item=1, text="시행계획을 의결해 주십시오")
HELD = (appointed(), called(), attended())
