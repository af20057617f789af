"""Trust policy: which logs, which witnesses, and which of them together are enough.

    log <key line> [<url>]
    witness <name> <key line> [<url>]
    group <name> all|any|<k> <member>...
    quorum <witness or group>|none

Source: c2sp.org/tlog-policy at commit 5ba5ee8 (no version is tagged yet). Stricter here: names of keys are
ASCII, and a log's own key counts for no witness.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from bitgil.record.encoding import from_decimal
from bitgil.record.note import COSIGNATURE, PLAIN, VerifierKey, key_from, note_from
from bitgil.record.refusal import Fault, Refused
from bitgil.record.succession import Roots, Succession, joined_to

NONE = "none"
"""The quorum that asks for no witness."""

_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Known:
    """A log or a witness that the policy names."""

    name: str
    key: VerifierKey
    url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Members of which at least `least` must have witnessed."""

    name: str
    least: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy, sound at birth: read it with `policy_from`."""

    logs: tuple[Known, ...]
    witnesses: tuple[Known, ...]
    groups: tuple[Group, ...]
    quorum: str
    digest: str = field(default="", compare=False)
    successions: Mapping[str, Succession] = field(default_factory=dict, compare=False)

    def with_changes(self, statements: Iterable[bytes], roots: Roots | None = None) -> Policy:
        """Return the policy with the statements that say which keys came before or after those it trusts."""
        given = [(note_from(raw).text.split("\n")[1:2], raw) for raw in statements]
        found = {
            known.name: joined_to(known.key, [raw for name, raw in given if name == [known.name]], roots)
            for known in self.logs
        }
        return replace(self, successions=found)

    def keys_at(self, origin: str, size: int) -> tuple[VerifierKey, ...]:
        """Return the keys that may sign for the log with this origin at this size."""
        trusted = self.log(origin)
        joined = self.successions.get(origin)
        return joined.keys_at(size) if joined else (trusted,)

    def log(self, origin: str) -> VerifierKey:
        """Return the key of the log with this origin; raise Refused where the policy does not name it."""
        for known in self.logs:
            if known.name == origin:
                return known.key
        raise Refused(
            Fault.CONTEXT,
            f"log '{origin[:80]}'",
            f"the policy trusts {', '.join(known.name for known in self.logs) or 'no log'}, not this one",
            "take the proof of the trusted log, or the policy of this one",
        )

    def met_by(self, names: Collection[str]) -> bool:
        """Say whether the witnesses of these names are enough."""
        if self.quorum == NONE:
            return True
        reached = set(names) & {witness.name for witness in self.witnesses}
        for group in self.groups:
            if len(reached.intersection(group.members)) >= group.least:
                reached.add(group.name)
        return self.quorum in reached

    @property
    def asks(self) -> str:
        """Return what the quorum asks for, in words."""
        groups = {group.name: group for group in self.groups}
        return "no witness" if self.quorum == NONE else _in_words(self.quorum, groups)


def _in_words(name: str, groups: Mapping[str, Group]) -> str:
    group = groups.get(name)
    if group is None:
        return name
    members = ", ".join(_in_words(member, groups) for member in group.members)
    return f"{group.least} of ({members})"


def policy_from(raw: bytes) -> Policy:
    """Return the policy in a file; raise Refused with the line where it breaks a rule."""
    reading = _Reading()
    if len(raw) > _MOST_BYTES:
        raise _refused("the file", f"it has over {_MOST_BYTES} bytes", "name fewer witnesses")
    if any((byte < 0x20 and byte not in b"\t\n") or byte == 0x7F for byte in raw):  # noqa: PLR2004  ASCII
        raise _refused("the file", "control characters are not allowed", "keep to lines that end with LF")
    for number, line in enumerate(raw.split(b"\n"), 1):
        reading.read(f"line {number}", line.decode("utf-8", errors="surrogateescape"))
    return reading.policy(hashlib.sha256(raw).hexdigest())


class _Reading:
    """The lines read so far."""

    def __init__(self) -> None:
        self.logs: list[Known] = []
        self.witnesses: list[Known] = []
        self.groups: list[Group] = []
        self.quorum = ""
        self.free: set[str] = set()
        self.names: set[str] = {NONE}

    def read(self, where: str, line: str) -> None:
        words = line.replace("\t", " ").split(" ")
        match [word for word in words if word]:
            case []:
                return
            case [first, *_] if first.startswith("#"):
                return
            case ["log", key, *url] if len(url) <= 1:
                self._add_log(where, key, "".join(url))
            case ["witness", name, key, *url] if len(url) <= 1:
                self._add_witness(where, name, key, "".join(url))
            case ["group", name, least, *members] if members:
                self._add_group(where, name, least, members)
            case ["quorum", name]:
                self._set_quorum(where, name)
            case _:
                raise _refused(
                    where, f"'{line[:60]}' says nothing known", "use log, witness, group or quorum"
                )

    def _add_log(self, where: str, line: str, url: str) -> None:
        key = self._fresh_key(where, line, PLAIN)
        if any(known.name == key.name for known in self.logs):
            raise _refused(where, f"log {key.name} is named twice", "name each log once")
        self.logs.append(Known(key.name, key, url))

    def _add_witness(self, where: str, name: str, line: str, url: str) -> None:
        key = self._fresh_key(where, line, COSIGNATURE)
        self._new_name(where, name)
        self.witnesses.append(Known(name, key, url))

    def _fresh_key(self, where: str, line: str, kind: int) -> VerifierKey:
        key = key_from(line)
        if key.kind != kind:
            raise _refused(where, f"the key is of type {key.kind}", f"use a key of type {kind} here")
        for known in (*self.logs, *self.witnesses):
            if known.key.public == key.public:
                raise _refused(where, f"the key of {known.name} stands twice", "give each its own key")
        return key

    def _add_group(self, where: str, name: str, least: str, members: list[str]) -> None:
        for member in members:
            if member not in self.free or members.count(member) > 1:
                raise _refused(
                    where,
                    f"'{member}' is not defined above or is a member already",
                    "define each first and list it in one group once",
                )
        count = {"any": 1, "all": len(members)}.get(least)
        count = from_decimal(least, f"policy, {where}") if count is None else count
        if not 1 <= count <= len(members):
            raise _refused(where, f"{count} of {len(members)} cannot be", f"ask for 1 to {len(members)}")
        self.free -= set(members)
        self._new_name(where, name)
        self.groups.append(Group(name, count, tuple(members)))

    def _new_name(self, where: str, name: str) -> None:
        if name in self.names:
            raise _refused(where, f"the name '{name}' is taken", "give each witness and group its own name")
        self.names.add(name)
        self.free.add(name)

    def _set_quorum(self, where: str, name: str) -> None:
        if self.quorum or name not in self.names:
            raise _refused(
                where, f"'{name}' cannot be the quorum", "name one witness or group above, in one line only"
            )
        self.quorum = name

    def policy(self, digest: str) -> Policy:
        if not self.quorum:
            raise _refused("the end", "there is no quorum", "end with a line such as 'quorum outside'")
        return Policy(tuple(self.logs), tuple(self.witnesses), tuple(self.groups), self.quorum, digest)


def _refused(where: str, what: str, fix: str) -> Refused:
    return Refused(Fault.POLICY, f"policy, {where}", what, fix)
