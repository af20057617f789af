"""Acts and blobs in the database: append in one transaction, read in order."""

from __future__ import annotations

import json
import secrets
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager

from django.db import OperationalError, connection, transaction

from bitgil.government.acts import SCHEMA, Act, Draft
from bitgil.government.planning import digest
from bitgil.plan.problems import Unsound, problem
from bitgil.plan.version import canonical_json
from bitgil.quantity import Words
from bitgil.store.clock import now
from bitgil.store.models import ActRow, BlobRow
from bitgil.store.outbox import enqueue
from bitgil.store.private import keep

WRITER = 0x62697467696C
"""The number of the server's lock under which acts are numbered: 'bitgil' as bytes."""

PATIENCE = 20
"""Seconds for which whoever records waits for the others."""
_STILL_HELD = ("55P03", "SQLITE_BUSY")
"""What a server and a file say of a lock that did not come free in time."""


class Crowded(Unsound):
    """Raised where others recorded for as long as anybody waits for a turn; its Problem says so in words."""

    def __init__(self) -> None:
        what = Words(
            f"다른 기록이 {PATIENCE}초 동안 끝나지 않아 적지 못했습니다",
            f"others recorded for {PATIENCE} seconds, so nothing was recorded",
        )
        super().__init__((problem("record", what, Words("잠시 뒤 다시 하세요", "try again in a moment")),))


class Overtaken(Exception):  # noqa: N818  reads as the sentence it is raised for
    """Raised where somebody else recorded an act since the state was read."""


@contextmanager
def turn() -> Iterator[None]:
    """Be the only one who records until the end, all or none: what is read inside holds when it is used.

    A turn within a turn is the same one. Raise Crowded where it did not come in PATIENCE seconds.
    """
    with ExitStack() as held:
        try:
            held.enter_context(transaction.atomic())
            _one_writer()
        except OperationalError as waited:
            if _still_held(waited):
                raise Crowded from waited
            raise
        yield


def append(
    drafts: Iterable[Draft],
    blobs: Mapping[str, bytes],
    *,
    after: int,
    offices: Collection[str] = (),
    private: Mapping[str, bytes] | None = None,
) -> tuple[Act, ...]:
    """Record the drafts in order with their entries for the log, all or none, and return the acts.

    *offices* are those that the log may name in public; any other stays in the private document.
    *private* holds what is held back, by the marks that the drafts name (see store.private).

    Raise Overtaken unless act *after* is still the last: what was decided on an older state must
    be looked at again.
    """
    with turn():
        if last_number() != after:
            raise Overtaken(f"act {last_number()} was recorded in the meantime; look again")
        _keep(blobs)
        recorded = now()
        acts = tuple(_recorded(draft, after + place, recorded) for place, draft in enumerate(drafts, 1))
        ActRow.objects.bulk_create(_row(act) for act in acts)
        keep(acts, private or {})
        enqueue(acts, offices)
    return acts


def _one_writer() -> None:
    """Wait for whoever writes on a server to end; in a file the transaction itself is the only writer."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{PATIENCE}s"])
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITER])
            cursor.execute("SET LOCAL lock_timeout TO DEFAULT")


def _still_held(error: OperationalError) -> bool:
    cause = error.__cause__
    return any(getattr(cause, name, "") in _STILL_HELD for name in ("sqlstate", "sqlite_errorname"))


def last_number() -> int:
    """Return the number of the last act, 0 where there is none."""
    last = ActRow.objects.order_by("-number").values_list("number", flat=True).first()
    return last or 0


def identity(number: int) -> str:
    """Return the id of the act of that number, empty where there is none."""
    found = ActRow.objects.filter(number=number).values_list("id", flat=True).first()
    return found or ""


def all_acts(*, after: int = 0) -> Iterator[Act]:
    """Yield the acts after number *after*, in the order of record."""
    for row in ActRow.objects.filter(number__gt=after).order_by("number").iterator(chunk_size=2000):
        yield _act(row)


def blob(mark: str) -> bytes:
    """Return the content of a blob; raise KeyError where it is not kept, ValueError where it was changed."""
    found = BlobRow.objects.filter(digest=mark).values_list("content", flat=True).first()
    if found is None:
        raise KeyError(mark)
    content = bytes(found)
    if digest(content) != mark:
        raise ValueError(f"the content of blob {mark[:12]} does not have that digest")
    return content


def _keep(blobs: Mapping[str, bytes]) -> None:
    known = set(BlobRow.objects.filter(digest__in=list(blobs)).values_list("digest", flat=True))
    BlobRow.objects.bulk_create(
        BlobRow(digest=mark, content=content) for mark, content in blobs.items() if mark not in known
    )


def _recorded(draft: Draft, number: int, recorded: str) -> Act:
    return Act(
        number=number,
        id=str(uuid.uuid4()),
        kind=draft.kind,
        subject=draft.subject,
        effect=draft.effect,
        recorded=recorded,
        reason=draft.reason,
        public=draft.public,
        office=draft.office,
        role=draft.role,
        entered_later=draft.entered_later,
        salt=secrets.token_hex(32),
    )


def _row(act: Act) -> ActRow:
    values = {name: getattr(act, name) for name in Act.__slots__ if name != "public"}
    return ActRow(public=canonical_json(dict(act.public)).decode(), **values)


def _act(row: ActRow) -> Act:
    if row.schema > SCHEMA:
        raise ValueError(f"act {row.number} has schema {row.schema}; this program knows {SCHEMA}")
    values = {name: getattr(row, name) for name in Act.__slots__ if name != "public"}
    return Act(public=json.loads(row.public), **values)
