"""Entries: the one format of this project's own, RFC 8785 JSON that becomes a leaf of the log.

    v       1                                     at      when it was recorded, UTC to the second
    kind    such as committee.resolution          schema  sha256:<hex> of the kind's schema
    record  32 hex digits, random                 office, role   who recorded it, never a person
    seq     1, 2, … versions of the record        commit  base64 of the commitment to the document
    prev    hex of the leaf of seq-1, or null     public  the fields that the kind's schema allows

Nothing is edited: a correction is the next `seq`. At most 65,535 bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from bitgil.plan.problems import Problem
from bitgil.record.canonical import canonical_bytes, check_spelling, is_object, parsed
from bitgil.record.encoding import from_base64, to_base64
from bitgil.record.refusal import Fault, Refused
from bitgil.record.tiles import LONGEST
from bitgil.record.tree import HASH, leaf_hash

VERSION = 1

_KIND = re.compile(r"[a-z]+(?:\.[a-z-]+)+")
_RECORD = re.compile(r"[0-9a-f]{32}")
_TIME = re.compile(
    r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ", re.ASCII
)
_DIGEST = re.compile(r"[0-9a-f]{64}")
_SCHEMA = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, sound at birth; `commit` and `prev` are raw bytes here, text in the log."""

    kind: str
    record: str
    seq: int
    prev: bytes | None
    at: str
    schema: str
    office: str
    role: str
    commit: bytes
    public: Mapping[str, Any]
    v: int = VERSION
    _raw: bytes = field(default=b"", init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for what, fix in self._faults():
            raise Refused(Fault.ENTRY, f"entry {self.kind} {self.record}", what, fix)
        object.__setattr__(self, "_raw", self._spelled())
        size = len(self._raw)
        if size > LONGEST:
            raise Refused(
                Fault.ENTRY, f"entry {self.kind} {self.record}", f"it has {size} bytes", f"keep to {LONGEST}"
            )

    def _faults(self) -> Iterator[tuple[str, str]]:
        if self.v != VERSION or isinstance(self.v, bool):
            yield f"its version is {self.v}", f"this program knows version {VERSION}"
        for name, pattern, sample in (
            ("kind", _KIND, "project.review"),
            ("record", _RECORD, "32 random hex digits"),
            ("at", _TIME, "2026-11-22T05:00:00Z"),
            ("schema", _SCHEMA, "sha256: and 64 hex digits"),
        ):
            value = getattr(self, name)
            if not isinstance(value, str) or not pattern.fullmatch(value):
                yield f"its {name} is '{value}'", f"write it as {sample}"
        if not isinstance(self.office, str) or not isinstance(self.role, str):
            yield "its office or role is no text", "write both as text"
        if not isinstance(self.public, Mapping):
            yield "its public fields are no table", "write them as names and values"
        if isinstance(self.seq, bool) or not isinstance(self.seq, int) or self.seq < 1:
            yield f"its seq is {self.seq}", "count versions from 1"
        elif (self.prev is None) != (self.seq == 1) or (self.prev is not None and len(self.prev) != HASH):
            yield "prev does not fit seq", "seq 1 has none, each later one the leaf hash of the one before"
        if len(self.commit) != HASH:
            yield f"its commitment has {len(self.commit)} bytes", f"commit with {HASH} bytes"

    def __bytes__(self) -> bytes:
        """Return the canonical bytes, which are what the log holds."""
        return self._raw

    def _spelled(self) -> bytes:
        plain = {name: getattr(self, name) for name in NAMES}
        plain["prev"] = None if self.prev is None else self.prev.hex()
        plain["commit"] = to_base64(self.commit)
        plain["public"] = dict(self.public)
        return canonical_bytes(plain, f"entry {self.kind} {self.record}")

    @property
    def leaf(self) -> bytes:
        """Return the hash of the entry as a leaf."""
        return leaf_hash(self._raw)


NAMES = tuple(each.name for each in fields(Entry) if each.init)
"""The names of an entry's JSON object."""


def entry_from(raw: bytes, where: str = "entry") -> Entry:
    """Return the entry in *raw*; raise Refused unless these are the canonical bytes of a sound one."""
    held = parsed(raw, where)
    if not is_object(held, NAMES):
        raise Refused(Fault.ENTRY, where, "it has other names than an entry", f"use {', '.join(NAMES)}")
    prev, commit = held["prev"], held["commit"]
    if prev is not None and not (isinstance(prev, str) and _DIGEST.fullmatch(prev)):
        raise Refused(
            Fault.ENTRY, where, "its prev is no leaf hash", "write 64 hex digits, or null for seq 1"
        )
    if not isinstance(commit, str):
        raise Refused(Fault.ENTRY, where, "its commit is no text", "write it in base64")
    held["prev"] = None if prev is None else bytes.fromhex(prev)
    held["commit"] = from_base64(commit, where)
    entry = Entry(**held)
    check_spelling(bytes(entry), raw, where)
    return entry


class Chains:
    """The last version seen of each record, to tell whether the next one follows it."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[int, bytes]] = {}

    def follow(self, entry: Entry, leaf: bytes, where: str) -> Iterator[Problem]:
        """Yield a Problem where *entry* does not follow the last version of its record; then remember it."""
        seq, prev = self._last.get(entry.record, (0, None))
        if (entry.seq, entry.prev) != (seq + 1, prev):
            fault = Refused(
                Fault.ENTRY,
                where,
                f"version {entry.seq} of record {entry.record} does not follow version {seq}",
                "look at who recorded it; the log itself is whole",
            )
            yield fault.problem
        self._last[entry.record] = (entry.seq, leaf)
