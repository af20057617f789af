"""Certificates: signed with the issuer's own key, recorded as acts, kept for their holders, listed by state.

Everything lies in BITGIL_VAR/record/issuer: `did.json` names the issuer and its keys, `name` is what people
call it, `key-<n>.pem` are its encrypted keys, `status/<n>` the lists as they are published. The passphrase is
BITGIL_ISSUER_PASSPHRASE; a local run without it makes one beside the keys, which guards nothing.
"""

from __future__ import annotations

import json
import os
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bitgil.government.acts import Act, Draft
from bitgil.government.acts.fields import personal
from bitgil.government.certificates import Issued, issued
from bitgil.government.rules import accepted
from bitgil.government.state import State
from bitgil.quantity import Unfit
from bitgil.record.canonical import mended
from bitgil.record.commitment import SALT
from bitgil.record.credentials.certificates import Certificate, Wanted, certificate_from, issue
from bitgil.record.credentials.integrity import sign
from bitgil.record.credentials.issuers import Issuer, IssuerKey, issuer_from
from bitgil.record.credentials.kinds import KINDS, CertificateKind
from bitgil.record.credentials.status import BITS, list_of
from bitgil.record.files import Folder
from bitgil.record.keys import load_signer, new_signer, save_signer
from bitgil.record.note import PLAIN, Signer
from bitgil.record.passphrase import FILE, passphrase_in
from bitgil.record.policy import policy_from
from bitgil.record.refusal import Fault, Refused
from bitgil.record.verification import verify
from bitgil.store import private, sequencing
from bitgil.store.acts import all_acts, append, turn
from bitgil.store.clock import now, today
from bitgil.store.current import state_in_force
from bitgil.store.outbox import offices_of

VARIABLE = "BITGIL_ISSUER_PASSPHRASE"
RELIED_DAYS = 31
"""Days for which a status list may be relied on; make the lists anew at least once a month."""

RENEWED_DAYS = 7
"""Days after which the worker signs the lists anew."""

_DOCUMENT, _NAME = "did.json", "name"


@dataclass(frozen=True, slots=True)
class Desk:
    """Who records: the office, and the role that may."""

    office: str = ""
    role: str = "plan-office"


def folder() -> Path:
    """Return where the issuer's keys and public files lie."""
    return sequencing.home().root / "issuer"


def issuer() -> Issuer:
    """Return the issuer; raise Refused where none was set up."""
    content = Folder(folder()).read(_DOCUMENT)
    if content is None:
        raise Refused(
            Fault.ISSUER,
            "issuer",
            "this city has no issuer yet",
            "make its key: bitgil record key new issuer --did did:web:<domain> --name <name>",
        )
    return issuer_from(content)


def is_ready() -> bool:
    """Whether this machine can sign: it has the issuer's current key and a passphrase for it."""
    try:
        _signer(issuer())
    except Refused:
        return False
    return True


def lists_are_due() -> bool:
    """Whether there are lists to sign anew here: an issuer, its key, and the first list older than a week."""
    listed = published("status/1")
    if listed is None or not is_ready():
        return False
    return str(json.loads(listed)["validFrom"]) < _second(now(), days=-RENEWED_DAYS)


def published(name: str) -> bytes | None:
    """Return a public file of the issuer, such as did.json or status/1, None where there is none."""
    return Folder(folder()).read(name)


def set_up(did: str, name: str) -> tuple[Issuer, IssuerKey]:
    """Make the first key of an issuer, and its document; raise Refused where there is one already."""
    if published(_DOCUMENT) is not None:
        raise Refused(Fault.KEY, "issuer", "there is an issuer already", "rotate its key instead")
    folder().mkdir(parents=True, exist_ok=True)
    key = _fresh_key(did, 1)
    made = Issuer(did, (key,))
    Folder(folder()).put(_NAME, f"{name}\n".encode())
    Folder(folder()).put(_DOCUMENT, bytes(made))
    return made, key


def follow(how: str) -> tuple[Issuer, IssuerKey, IssuerKey]:
    """Give the issuer a new key from now on; the old one ends as *how* says (expires, revoked)."""
    before = issuer()
    old = before.current
    if old is None:
        raise Refused(Fault.KEY, "issuer", "no key of it is in use", "restore did.json from a backup")
    fresh = _fresh_key(before.did, len(before.keys) + 1)
    ended = replace(old, ends=_second(now()), how=how)
    after = Issuer(before.did, (*(ended if key == old else key for key in before.keys), fresh))
    Folder(folder()).put(_DOCUMENT, bytes(after))
    return after, old, fresh


def certify(  # noqa: PLR0913  what an officer fills in
    kind: str,
    subject: str,
    lines: Mapping[str, Any],
    *,
    reason: str,
    about: int | None = None,
    until: str = "",
    desk: Desk | None = None,
) -> Act:
    """Sign a certificate, record its issuance, keep it for its holder, and return the act.

    *subject*: what the act is about, never a person. *about*: the act it rests on. *until*: a date, or empty.
    Raise Refused, Unfit or Unsound where it may not be; then nothing was recorded.
    """
    _check_public(KINDS[kind], lines, f"{subject} {reason}")
    by, document = desk or Desk(), issuer()
    signer, name = _signer(document), (published(_NAME) or b"").decode().strip()
    with turn():
        state, place = state_in_force(), len(issued(all_acts()))
        wanted = Wanted(
            KINDS[kind],
            mended(dict(lines)),
            uuid.uuid4().hex,
            secrets.token_bytes(SALT),
            _second(now()),
            f"{until}T14:59:59Z" if until else "",
        )
        held = issue(wanted, document, name, signer, place)
        public = {"certificate": held.mark, "type": kind, **({"about": about} if about else {})}
        draft = Draft("credential.issued", subject, today(), reason, public, by.office, by.role)
        act = _record(state, draft, held)
    publish_lists()
    return act


def revoke(number: int, why: str, *, reason: str, desk: Desk | None = None) -> Act:
    """Revoke the certificate that act *number* issued, make the lists anew, and return the act."""
    found = certificate_in(number)
    content = private.part_of(number)
    lines = certificate_from(content).subject if content else {}
    _check_public(KINDS[found.type], lines, reason)
    by = desk or Desk()
    public = {"certificate": found.mark, "state": "revoked", "why": why}
    draft = Draft("credential.status", found.act.subject, today(), reason, public, by.office, by.role)
    with turn():
        act = _record(state_in_force(), draft)
    publish_lists()
    return act


def certificate_in(number: int) -> Issued:
    """Return the certificate that act *number* issued; raise Unfit where that act issued none."""
    for each in issued(all_acts()):
        if each.act.number == number:
            return each
    raise Unfit(
        f"행위 {number}번은 증명서 발급이 아닙니다. 발급 행위의 번호를 쓰세요",
        f"act {number} issued no certificate; name the act of an issuance",
    )


def file_of(number: int) -> Certificate:
    """Return what the holder is given, with its proof; raise Refused where it is erased or not in the log."""
    content, proof = private.part_of(certificate_in(number).act.number), sequencing.proof_of(number)
    if content is None:
        raise Refused(
            Fault.ERASED,
            f"certificate of act {number}",
            "the city erased its copy",
            "ask its holder for the file",
        )
    if proof is None:
        raise Refused(
            Fault.UNLOGGED,
            f"certificate of act {number}",
            "its issuance is not in the published log yet",
            "run bitgil record publish first",
        )
    return replace(certificate_from(content), proof=proof)


def witnesses_of(held: Certificate) -> tuple[str, ...]:
    """Return the witnesses whose quorum stands behind a certificate's proof, none without a quorum."""
    rules = sequencing.home().public.read(sequencing.POLICY)
    report = verify(held.proof, policy_from(rules)) if rules and held.proof else None
    return tuple(report.witnessed) if report is not None and report.independent else ()


def publish_lists() -> tuple[int, ...]:
    """Sign every status list as the acts say now, put them in place, and return their numbers."""
    document, moment = issuer(), now()
    signer, key = _signer(document), document.current
    every = issued(all_acts())
    numbers = tuple(range(1, max(1, -(-len(every) // BITS)) + 1))
    times = (_second(moment), _second(moment, days=RELIED_DAYS))
    for number in numbers:
        revoked = {each.place % BITS for each in every if each.revoked and each.place // BITS == number - 1}
        listed = list_of(document, number, revoked, times)
        signed = sign(listed, signer.private, document.method(key) if key else "", times[0])
        Folder(folder()).put(f"status/{number}", json.dumps(signed, ensure_ascii=False).encode() + b"\n")
    return numbers


def _check_public(kind: CertificateKind, lines: Mapping[str, Any], said: str) -> None:
    """Raise Unfit where what will be public names the person, or holds a number of a person."""
    name = str(lines.get("person", "")).strip() if kind.personal else ""
    if personal(said) or (name and name in said):
        raise Unfit(
            "대상과 이유는 공개됩니다. 이름·전화번호·주민등록번호·전자우편 주소를 빼고 적으세요",
            "subject and reason are public; write no name, telephone or registration number, or mail address",
        )


def _record(state: State, draft: Draft, held: Certificate | None = None) -> Act:
    offices = offices_of(state.plan) if state.plan else ()
    kept = {held.mark: bytes(held)} if held else {}
    (act,) = append((accepted(state, draft),), {}, after=state.acts, offices=offices, private=kept)
    return act


def _fresh_key(did: str, number: int) -> IssuerKey:
    """Return a new key; one that a crash left behind before it was listed is taken up."""
    path = folder() / f"key-{number}.pem"
    if path.exists():
        return IssuerKey(number, load_signer(did, PLAIN, path, _passphrase()).key.public)
    made = new_signer(did)
    save_signer(made, path, _passphrase())
    return IssuerKey(number, made.key.public)


def _signer(document: Issuer) -> Signer:
    """Return the current signer; a passphrase is made with the first key and never for one that is there."""
    key = document.current
    if not (os.environ.get(VARIABLE) or (folder() / FILE).exists()):
        raise Refused(Fault.KEY, "issuer", "no passphrase is given here", f"set {VARIABLE}")
    if key is None:
        raise Refused(Fault.KEY, "issuer", "each of its keys has ended", "rotate the key")
    return load_signer(document.did, PLAIN, folder() / f"key-{key.number}.pem", _passphrase())


def _passphrase() -> str:
    return passphrase_in(folder(), VARIABLE)


def _second(moment: str, *, days: int = 0) -> str:
    shifted = datetime.fromisoformat(moment).astimezone(UTC) + timedelta(days=days)
    return shifted.strftime("%Y-%m-%dT%H:%M:%SZ")
