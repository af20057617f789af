"""The outbox: each act's entry for the log, written with the act, and where in the log it came to stand.

    record  the act's id, 32 hex digits        at      the act's time of record, to the second
    public  effect, later, the subject where it is a code, and the allowed fields of the act's kind
    commit  SHA-256 over the act's salt and its whole content: reason, old and new values, typed changes

An entry is kept as bytes, so that it is the same whenever the sequencer asks, whatever the program then is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from bitgil.government.acts import KINDS, ROLES, Act, log_schemas
from bitgil.plan.types import Plan
from bitgil.record.canonical import mended
from bitgil.record.commitment import Opening
from bitgil.record.entries import Entry
from bitgil.record.schemas import OWN, AllowList, Field, Schema, Shape
from bitgil.record.storage import Waiting
from bitgil.store.models import LeafRow, OutboxRow

_EVERY: Mapping[str, Field] = {
    "effect": Field(Shape.DATE),
    "later": Field(Shape.FLAG),
    "subject": Field(Shape.CODE, needed=False),
}
_DIGESTS = ("before", "plan", "version")
"""Fields of the kinds that adopt or change a plan; each holds a SHA-256."""


def schemas() -> dict[str, Schema]:
    """Return the schema of every kind of act as the log spells it, and of the log's own kinds."""
    known = log_schemas()
    found = {name: _schema(name, known[name]) for name in KINDS}
    return {**OWN, **{each.kind: each for each in found.values()}}


def _schema(name: str, known: Schema) -> Schema:
    digests = {each: Field(Shape.DIGEST, needed=False) for each in _DIGESTS if each in KINDS[name].fields}
    return Schema(spelled(name), {**_EVERY, **digests, **known.fields})


def spelled(kind: str) -> str:
    """Return the name of a kind of act as entries write it: without underscores."""
    return kind.replace("_", "-")


def allow_list(plan: Plan) -> AllowList:
    """Return everything that an entry about acts of this plan may say."""
    return AllowList(schemas(), frozenset({"", *offices_of(plan)}), frozenset({"", *ROLES}))


def offices_of(plan: Plan) -> frozenset[str]:
    """Return the ids and the names of the plan's offices: what the log may name in public."""
    names = {each.name.ko for office in plan.offices for each in office.names}
    return frozenset({*names, *(office.id for office in plan.offices)})


def document_of(act: Act) -> dict[str, Any]:
    """Return the private document that an act's entry commits to: everything that was recorded."""
    held: dict[str, Any] = {name: getattr(act, name) for name in Act.__slots__ if name != "salt"}
    document: dict[str, Any] = mended({**held, "public": dict(act.public)})
    return document


def opening_of(act: Act) -> Opening:
    """Return what opens the commitment of an act's entry."""
    return Opening(document_of(act), bytes.fromhex(act.salt))


def is_public(act: Act, offices: Collection[str]) -> bool:
    """Say whether everybody may have an act's document: it is there, and names no office but listed ones."""
    return bool(act.salt) and act.office in ("", *offices) and act.role in ("", *ROLES)


def entry_of(act: Act, offices: Collection[str]) -> Entry:
    """Return the entry of an act; an office or role that is not on its list stays in the document."""
    schema = schemas()[spelled(act.kind)]
    said = {**act.public, "effect": act.effect, "later": act.entered_later, "subject": act.subject}
    public = {name: said[name] for name, held in schema.fields.items() if held.takes(said.get(name))}
    return Entry(
        kind=schema.kind,
        record=UUID(act.id).hex,
        seq=1,
        prev=None,
        at=datetime.fromisoformat(act.recorded).strftime("%Y-%m-%dT%H:%M:%SZ"),
        schema=schema.digest,
        office=act.office if act.office in offices else "",
        role=act.role if act.role in ROLES else "",
        commit=opening_of(act).commitment,
        public=public,
    )


def enqueue(acts: Iterable[Act], offices: Collection[str]) -> None:
    """Leave the entries of acts for the sequencer; call it in the transaction that records them."""
    OutboxRow.objects.bulk_create(
        OutboxRow(act=act.number, entry=bytes(entry_of(act, offices))) for act in acts
    )


class Waited:
    """The outbox as the log empties it, under the acts' own numbers."""

    def waiting(self, limit: int) -> Sequence[Waiting]:
        """Return up to *limit* entries that stand nowhere yet, the oldest first."""
        logged = LeafRow.objects.filter(act=OuterRef("act"))
        rows = OutboxRow.objects.filter(~Exists(logged)).order_by("act")[:limit]
        return [Waiting(row.act, bytes(row.entry)) for row in rows]

    def settle(self, places: Mapping[int, int]) -> None:
        """Note where the entries of these acts stand."""
        with transaction.atomic():
            LeafRow.objects.filter(act__in=list(places)).delete()
            LeafRow.objects.bulk_create(LeafRow(act=act, place=place) for act, place in places.items())


def forget_places() -> None:
    """Throw away where acts stand in the log; the next run of the sequencer finds it again."""
    LeafRow.objects.all().delete()


def place_of(act: int) -> int | None:
    """Return where an act stands in the log, None where it does not yet."""
    return LeafRow.objects.filter(act=act).values_list("place", flat=True).first()
