"""Notices and reminders: written with the act or by the worker, once for each person, and sent by mail.

A notice that is to be mailed waits until the mail has gone, so a failure loses nothing; what was sent is
marked, so a second run sends nothing again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from bitgil.government.acts import Act
from bitgil.government.dues import dues_of, reminder
from bitgil.government.notices import name_of, notice_of
from bitgil.government.permissions import Person
from bitgil.government.state import State
from bitgil.quantity import Words
from bitgil.store.accounts import person_of
from bitgil.store.clock import now
from bitgil.store.models import Account, NoticeRow

WAITING, SENT = "waiting", "sent"
SUBJECT = "[빛길] 알림 {n}건 / {n} notices"


def leave(state: State, acts: Iterable[Act], doer: Person) -> int:
    """Leave a notice of these acts for everybody they concern but their doer; return how many.

    Call it in the transaction that records the acts; *state* is the one they were judged on.
    """
    found = [notice for act in acts if (notice := notice_of(state, act))]
    if not found:
        return 0
    rows = [
        _row(account, f"act-{notice.act}", notice.said, act=notice.act, subject=notice.subject)
        for account in _open_accounts()
        if account.username != doer.name
        for notice in found
        if notice.concerns(person_of(account))
    ]
    return _keep(rows)


def remind(state: State, day: str) -> int:
    """Leave the reminders called for on a day, those of days on which nobody ran too; return how many."""
    rows = []
    for account in _open_accounts():
        for due in dues_of(state, person_of(account), day):
            key = reminder(due, day)
            if key:
                rows.append(
                    _row(account, key, _said(state, due.subject, due.name, due.day), subject=due.subject)
                )
    return _keep(rows)


def urge(offices: Collection[str], subject: str, key: str, said: Words) -> int:
    """Leave word with every department account of these offices, once under a *key*; return with how many."""
    people = ((account, person_of(account)) for account in _open_accounts())
    return _keep(
        [
            _row(account, key, said, subject=subject)
            for account, person in people
            if person.office in offices and "department" in person.seats
        ]
    )


def of(account: str, *, unread: bool = False, limit: int = 50) -> Sequence[NoticeRow]:
    """Return an account's notices, the latest first."""
    rows = NoticeRow.objects.filter(account=account)
    return list((rows.filter(read=False) if unread else rows)[:limit])


def unread(account: str) -> int:
    """Return how many notices an account has not read."""
    return NoticeRow.objects.filter(account=account, read=False).count()


def read(account: str, numbers: Collection[int] | None = None) -> int:
    """Mark notices of an account as read, all where none are named; return how many were not before."""
    rows = NoticeRow.objects.filter(account=account, read=False)
    return (rows if numbers is None else rows.filter(pk__in=list(numbers))).update(read=True)


def send() -> int:
    """Send what waits, one mail an account; return how many notices went. Raise what the mail server raises.

    What went before a failure stays sent; the rest waits for the next run.
    """
    sent = 0
    addresses = dict(Account.objects.filter(is_active=True).values_list("username", "email"))
    waiting = NoticeRow.objects.filter(mail=WAITING)
    for name in sorted(set(waiting.values_list("account", flat=True))):
        rows = list(waiting.filter(account=name).order_by("pk"))
        if addresses.get(name):
            _letter(rows, addresses[name]).send()
        sent += NoticeRow.objects.filter(pk__in=[row.pk for row in rows]).update(mail=SENT)
    return sent


def _open_accounts() -> Iterable[Account]:
    return Account.objects.filter(is_active=True)


def _row(account: Account, key: str, said: Words, *, act: int = 0, subject: str = "") -> NoticeRow:
    return NoticeRow(
        account=account.username,
        key=key,
        act=act,
        subject=subject,
        ko=said.ko,
        en=said.in_("en"),
        made=now(),
        mail=WAITING if account.email else "",
    )


def _keep(rows: list[NoticeRow]) -> int:
    """Keep those rows that are not there yet; return how many."""
    with transaction.atomic():
        keys = {row.key for row in rows}
        known = set(NoticeRow.objects.filter(key__in=keys).values_list("account", "key"))
        fresh = [row for row in rows if (row.account, row.key) not in known]
        NoticeRow.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


def _said(state: State, subject: str, name: Words, day: str) -> Words:
    about = name_of(state, subject)
    told = about.ko != subject
    ko = f"{about.ko}: {name.ko}" if told else name.ko
    en = f"{about.in_('en')}: {name.in_('en')}" if told else name.in_("en")
    return Words(f"{ko} (기한 {day})", f"{en} (due {day})")


def _letter(rows: Sequence[NoticeRow], address: str) -> EmailMessage:
    body = "\n".join(f"- {row.ko}\n  {row.en}" for row in rows)
    where = f"\n\n{settings.BITGIL_URL}/desk/\n" if settings.BITGIL_URL else "\n"
    return EmailMessage(SUBJECT.format(n=len(rows)), body + where, settings.DEFAULT_FROM_EMAIL, [address])
