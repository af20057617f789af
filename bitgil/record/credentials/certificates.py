"""A certificate: the signed credential, the salt that ties it to the log, and the proof of its issuance.

    mark = SHA-256("bitgil/certificate/v1" ‖ 0x00 ‖ salt ‖ canonical(credential))

The log's entry of kind credential.issued bears the mark and nothing else of it. The holder keeps one file of
all three; where the city erases its copy and the salt, the mark in the log tells nothing any more.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bitgil.record.canonical import canonical_bytes, is_object, read_canonical
from bitgil.record.commitment import SALT
from bitgil.record.credentials.integrity import sign
from bitgil.record.credentials.issuers import Issuer
from bitgil.record.credentials.kinds import BY_TERM, CertificateKind, contexts
from bitgil.record.credentials.status import reference
from bitgil.record.encoding import from_base64, to_base64
from bitgil.record.note import Signer
from bitgil.record.refusal import Fault, Refused

DOMAIN = b"bitgil/certificate/v1\x00"

_WHERE = "certificate"
_FILE = ("credential", "proof", "salt")
_NAMES = {"@context", "id", "type", "issuer", "validFrom", "validUntil", "proof"}
_NAMES |= {"credentialStatus", "credentialSubject"}
_ID = re.compile(r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the holder keeps: the credential, its salt, and the proof file once there is one."""

    credential: Mapping[str, Any]
    salt: bytes
    proof: bytes = b""

    def __post_init__(self) -> None:
        kind = _kind_of(self.credential)
        for fault in kind.faults(self.credential["credentialSubject"]):
            raise Refused(Fault.FORM, _WHERE, fault, "take the original")
        if len(self.salt) != SALT:
            raise Refused(
                Fault.ERASED,
                _WHERE,
                "it has no salt, so nothing ties it to the log",
                "take the file that the holder was given; where the city erased its own, no other is left",
            )

    @property
    def kind(self) -> CertificateKind:
        """Return which kind it is."""
        return _kind_of(self.credential)

    @property
    def subject(self) -> Mapping[str, Any]:
        """Return what it says."""
        held: Mapping[str, Any] = self.credential["credentialSubject"]
        return held

    @property
    def mark(self) -> str:
        """Return what the log must bear of it, in 64 hex digits."""
        return hashlib.sha256(DOMAIN + self.salt + canonical_bytes(self.credential, _WHERE)).hexdigest()

    def __bytes__(self) -> bytes:
        """Return the certificate as one file."""
        held = {"credential": self.credential, "proof": self.proof.decode()}
        return canonical_bytes({**held, "salt": to_base64(self.salt)}, _WHERE) + b"\n"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked to be certified: a kind, its subject, and a name for it.

    `id`: 32 random hex digits. `salt`: 32 random bytes. `at`: UTC to the second. `until`: as `at`, or empty.
    """

    kind: CertificateKind
    subject: Mapping[str, Any]
    id: str
    salt: bytes
    at: str
    until: str = ""

    def __post_init__(self) -> None:
        for fault in self.kind.faults(self.subject):
            raise Refused(
                Fault.FORM, f"certificate {self.kind.name}", fault, "give the lines of this kind and no other"
            )


def issue(wanted: Wanted, issuer: Issuer, name: str, signer: Signer, place: int) -> Certificate:
    """Return the signed certificate, its proof still to come.

    *name*: the issuer's name as people read it. *place*: how many certificates were issued before.
    Raise Refused unless *signer* holds the issuer's current key.
    """
    key = issuer.current
    if key is None or key.public != signer.key.public:
        raise Refused(
            Fault.KEY, f"issuer {issuer.did}", "this is not the key that signs now", "use the current key"
        )
    parts = [wanted.id[start:end] for start, end in ((0, 8), (8, 12), (12, 16), (16, 20), (20, 32))]
    credential = {
        "@context": contexts(issuer),
        "id": f"urn:uuid:{'-'.join(parts)}",
        "type": ["VerifiableCredential", wanted.kind.term],
        "issuer": {"id": issuer.did, "name": name},
        "validFrom": wanted.at,
        **({"validUntil": wanted.until} if wanted.until else {}),
        "credentialStatus": reference(issuer, place),
        "credentialSubject": dict(wanted.subject),
    }
    return Certificate(sign(credential, signer.private, issuer.method(key), wanted.at), wanted.salt)


def certificate_from(raw: bytes) -> Certificate:
    """Return the certificate in a file; raise Refused unless these are its bytes. Nothing is verified."""
    return certificate_in(read_canonical(raw.removesuffix(b"\n"), _WHERE))


def certificate_in(held: Any) -> Certificate:  # noqa: ANN401  any JSON value
    """Return the certificate in a JSON value; raise Refused where it is none. Nothing is verified."""
    if not is_object(held, _FILE) or not isinstance(held["proof"], str):
        raise Refused(
            Fault.FORM, _WHERE, "it is no certificate with salt and proof", "take the file you were given"
        )
    salt = from_base64(held["salt"], _WHERE) if held["salt"] and isinstance(held["salt"], str) else b""
    return Certificate(held["credential"], salt, held["proof"].encode("utf-8", "replace"))


def _kind_of(credential: object) -> CertificateKind:
    """Return the kind of a credential; raise Refused unless it has exactly the shape that is issued here."""
    if not isinstance(credential, Mapping) or not _has_shape(credential):
        raise Refused(Fault.FORM, _WHERE, "it has not the shape of a certificate", "take the original")
    return BY_TERM[credential["type"][1]]


def _has_shape(held: Mapping[str, Any]) -> bool:
    kinds = held.get("type")
    times = [held.get("validFrom"), *([held["validUntil"]] if "validUntil" in held else [])]
    names = ("id", "type", "statusPurpose", "statusListIndex", "statusListCredential")
    return (
        set(held) | {"validUntil"} == _NAMES
        and isinstance(kinds, list)
        and kinds[:1] == ["VerifiableCredential"]
        and kinds[1:] in [[term] for term in BY_TERM]
        and bool(_ID.fullmatch(str(held["id"])))
        and is_object(held["issuer"], ("id", "name"))
        and is_object(held["credentialStatus"], names)
        and isinstance(held["credentialSubject"], dict)
        and all(isinstance(time, str) and _MOMENT.fullmatch(time) for time in times)
    )
