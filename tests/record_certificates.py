"""A town's certificates, each issued into its small log, for the tests that check or change them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

from record_log import Town, signer, town

from bitgil.record.credentials.certificates import Certificate, Wanted, issue
from bitgil.record.credentials.checking import Trust
from bitgil.record.credentials.integrity import sign
from bitgil.record.credentials.issuers import Issuer, IssuerKey
from bitgil.record.credentials.kinds import KINDS
from bitgil.record.credentials.status import ISSUED, list_of
from bitgil.record.entries import Entry
from bitgil.record.note import PLAIN
from bitgil.record.policy import Policy, policy_from
from bitgil.record.schemas import Field, Schema, Shape

DID = "did:web:toytown.example"
KEY = signer(DID, PLAIN, "issuer")
ISSUER = Issuer(DID, (IssuerKey(1, KEY.key.public),))
AT, UNTIL, TODAY = "2026-11-22T05:00:00Z", "2027-11-22T05:00:00Z", "2026-11-26T00:00:00Z"
NAME = "장난감시"
SCHEMA = Schema(ISSUED, {"certificate": Field(Shape.DIGEST)})
SUBJECTS: dict[str, dict[str, Any]] = {
    "resolution": {
        "committee": "4차산업혁명 촉진 위원회",
        "meeting": "2026-2",
        "item": 3,
        "title": "2027년 시행계획(안)",
        "outcome": "조건부의결",
        "decided": "2026-11-20",
        "act": 41,
    },
    "award": {
        "project": "스마트 항만",
        "holder": "장난감대학교",
        "sum": 120_000_000,
        "awarded": "2026-11-21",
    },
    "training": {"person": "홍길동", "course": "인공지능 기초", "hours": 24, "completed": "2026-11-22"},
}


def wanted(kind: str = "training", number: int = 0, until: str = UNTIL) -> Wanted:
    """Return what is asked to be certified; a real id and salt are random."""
    name = hashlib.sha256(b"id %d" % number).hexdigest()[:32]
    salt = hashlib.sha256(b"salt of %d" % number).digest()
    return Wanted(KINDS[kind], SUBJECTS[kind], name, salt, AT, until)


def made(kind: str = "training", place: int = 0) -> Certificate:
    """Return a signed certificate that is in no log yet."""
    return issue(wanted(kind, place), ISSUER, NAME, KEY, place)


def issuance(mark: str, *, kind: str = ISSUED, at: str = AT) -> bytes:
    """Return the entry that says that a certificate of this mark was issued."""
    entry = Entry(
        kind=kind,
        record=mark[:32],
        seq=1,
        prev=None,
        at=at,
        schema=SCHEMA.digest,
        office="신산업과",
        role="secretary",
        commit=hashlib.sha256(mark.encode()).digest(),
        public={"certificate": mark},
    )
    return bytes(entry)


def logged(held: Certificate, root: Path, *, at: str = AT, mark: str = "", kind: str = ISSUED) -> Certificate:
    """Return the certificate with the proof of its issuance in a witnessed log."""
    with town(root, in_memory=True) as place, place.storage() as storage, place.log(storage) as log:
        log.append([issuance("0" * 64), issuance(mark or held.mark, at=at, kind=kind)])
        note = Town.publish(place, log).checkpoint
        return replace(held, proof=bytes(log.prove(1, note)))


def status_list(revoked: Collection[int] = (), *, times: tuple[str, str] = (AT, UNTIL)) -> bytes:
    """Return the issuer's first status list, signed."""
    return json.dumps(sign(list_of(ISSUER, 1, revoked, times), KEY.private, f"{DID}#key-1", AT)).encode()


def trust(policy: Policy | bytes, *, on: str = TODAY, listed: bytes | None = None) -> Trust:
    """Return what the town's readers rely on."""
    return Trust(ISSUER, policy_from(policy) if isinstance(policy, bytes) else policy, on, listed)
