"""The issuer's document (did:web): its name, and the keys it signs with, each with the time it ends.

    did:web:<host>[%3A<port>]   is the document at https://<host>/.well-known/did.json

A key's `expires` (it was followed by another) or `revoked` (it was withdrawn) is the last moment at which a
certificate under it may have entered the log; what entered before stays valid.
Source: W3C DID v1.1, did:web method, Controlled Identifiers v1.0 §2.2.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from bitgil.record.canonical import canonical_bytes, is_object, parsed
from bitgil.record.credentials.multibase import from_multikey, to_multikey
from bitgil.record.refusal import Fault, Refused

_CONTEXT = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]
_DID = re.compile(r"did:web:[a-z0-9.-]+(?:%3A\d{1,5})?", re.ASCII)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_ENDS = ("expires", "revoked")


@dataclass(frozen=True, slots=True)
class IssuerKey:
    """One key of an issuer: its number from 1, its public side, when and how it ended."""

    number: int
    public: bytes
    ends: str = ""
    how: str = ""

    def __post_init__(self) -> None:
        if bool(self.ends) != bool(self.how) or (self.how and self.how not in _ENDS):
            raise _refused(f"key-{self.number} ends in no known way", "write expires or revoked")
        if self.ends and not _TIME.fullmatch(self.ends):
            raise _refused(f"'{self.ends[:40]}' is no time", "write UTC, such as 2026-11-22T05:00:00Z")


@dataclass(frozen=True, slots=True)
class Issuer:
    """A did:web name and its keys, oldest first; the last that has not ended signs."""

    did: str
    keys: tuple[IssuerKey, ...]

    def __post_init__(self) -> None:
        if not _DID.fullmatch(self.did):
            raise _refused(f"'{self.did[:80]}' is no did:web name", "write did:web: and the domain")
        if [key.number for key in self.keys] != list(range(1, len(self.keys) + 1)):
            raise _refused("its keys are not numbered from 1", "take the original document")
        if len({key.public for key in self.keys}) < len(self.keys):
            raise _refused("a key stands twice", "take the original document")

    @property
    def site(self) -> str:
        """Return the address under which the issuer publishes."""
        return f"https://{unquote(self.did.removeprefix('did:web:'))}"

    @property
    def current(self) -> IssuerKey | None:
        """Return the key that signs now, None where each has ended."""
        return next((key for key in reversed(self.keys) if not key.ends), None)

    def method(self, key: IssuerKey) -> str:
        """Return the name of a key as proofs write it."""
        return f"{self.did}#key-{key.number}"

    def key(self, method: str) -> IssuerKey:
        """Return the key of that name; raise Refused where this issuer has none such."""
        for key in self.keys:
            if self.method(key) == method:
                return key
        raise Refused(
            Fault.ISSUER,
            f"issuer {self.did}",
            f"it has no key '{method[:120]}'",
            "take the issuer's document of today, or ask the issuer whether the certificate is its own",
        )

    def __bytes__(self) -> bytes:
        """Return the document as it is published."""
        methods = [self._method(key) for key in self.keys]
        names = [method["id"] for method in methods]
        document = {"@context": _CONTEXT, "id": self.did, "verificationMethod": methods}
        return canonical_bytes({**document, "assertionMethod": names}, "issuer") + b"\n"

    def _method(self, key: IssuerKey) -> dict[str, Any]:
        held = {"id": self.method(key), "type": "Multikey", "controller": self.did}
        ended = {key.how: key.ends} if key.ends else {}
        return {**held, "publicKeyMultibase": to_multikey(key.public), **ended}


def issuer_from(raw: bytes) -> Issuer:
    """Return the issuer in a did.json; raise Refused unless it has the form that is written here."""
    held = parsed(raw, "issuer")
    if not is_object(held, ("@context", "id", "verificationMethod", "assertionMethod")):
        raise _refused("it is no document of an issuer", "take /.well-known/did.json")
    if held["@context"] != _CONTEXT or not isinstance(held["verificationMethod"], list):
        raise _refused("its contexts or keys are not as expected", "take /.well-known/did.json")
    keys = tuple(_key(each, number) for number, each in enumerate(held["verificationMethod"], 1))
    issuer = Issuer(str(held["id"]), keys)
    if bytes(issuer).rstrip() != canonical_bytes(held, "issuer"):
        raise _refused("its parts do not belong together", "take the original document")
    return issuer


def _key(held: object, number: int) -> IssuerKey:
    if not isinstance(held, Mapping):
        raise _refused(f"key {number} is no object", "take the original document")
    how = next((name for name in _ENDS if name in held), "")
    public = from_multikey(held.get("publicKeyMultibase"), f"issuer, key {number}")
    return IssuerKey(number, public, str(held[how]) if how else "", how)


def _refused(what: str, fix: str) -> Refused:
    return Refused(Fault.ISSUER, "issuer", what, fix)
