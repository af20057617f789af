"""Auditing: rebuild the whole log from its entries alone, compare every public file, and keep a copy.

Anybody can do this with nothing but the public files and the policy. It shows that what is published is what
was signed; whether an entry is true, or one was never made, takes somebody who reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bitgil.plan.problems import Problem
from bitgil.record.checkpoint import Checkpoint
from bitgil.record.entries import Chains, Entry, entry_from
from bitgil.record.files import CHECKPOINT, Folder, Reader
from bitgil.record.note import note_from
from bitgil.record.policy import NONE, Policy
from bitgil.record.refusal import Fault, Refused
from bitgil.record.schemas import AllowList
from bitgil.record.tiles import ENTRIES, WIDTH, Edge, Tile, TileHashes, entries_of, hashes_of, tiles_of
from bitgil.record.tree import leaf_hash, root_at
from bitgil.record.verification import check_checkpoint, check_quorum


@dataclass(slots=True)
class Audit:
    """What an audit found; `warnings` do not touch the log's wholeness."""

    checkpoint: Checkpoint | None = None
    entries: int = 0
    files: int = 0
    witnessed: dict[str, int] = field(default_factory=dict)
    independent: bool = False
    faults: list[Fault] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Say whether every file is what was signed."""
        return not self.faults

    def note(self, refused: Refused) -> None:
        """Keep a fault that was found."""
        self.faults.append(refused.fault)
        self.problems.append(refused.problem)


def audit(
    reader: Reader,
    policy: Policy,
    *,
    before: bytes | None = None,
    allowed: AllowList | None = None,
    each: Callable[[int, Entry], None] | None = None,
) -> Audit:
    """Return what a log's public files hold, rebuilt from the entry bundles alone.

    *before*: a checkpoint that the auditor kept; the log must still begin with it. *allowed*: what entries
    may say in public. *each* is called with every sound entry, in order.
    """
    found = Audit()
    checkpoint = _signed(reader, policy, found)
    if checkpoint is not None:
        old = _kept(before, policy, checkpoint, found)
        rebuilt = _Rebuilt(reader, checkpoint.size, found)
        rebuilt.run(allowed, each)
        _check_roots(rebuilt, checkpoint, old, found)
    return found


def mirror(source: Reader, copy: Folder, policy: Policy, *, allowed: AllowList | None = None) -> Audit:
    """Copy a log's public files into *copy*, and only if all of them are what was signed.

    The copy only grows: a source that no longer begins with what was copied is refused, and the copy stays.
    """
    held = _Held(source)
    found = audit(held, policy, before=copy.read(CHECKPOINT), allowed=allowed)
    if found.whole and found.checkpoint is not None:
        for tile in tiles_of(found.checkpoint.size):
            content = held.read(tile.path)
            if content is not None and copy.read(tile.path) != content:
                copy.put(tile.path, content)
        copy.put(CHECKPOINT, held.read(CHECKPOINT) or b"")
    return found


class _Held:
    """A reader that reads each file once: what is audited is what is copied."""

    def __init__(self, source: Reader) -> None:
        self._source = source
        self._held: dict[str, bytes | None] = {}

    def read(self, path: str) -> bytes | None:
        if path not in self._held:
            self._held[path] = self._source.read(path)
        return self._held[path]


class _Rebuilt:
    """The tree rebuilt from the entries, tile by tile, compared with the published tiles on the way."""

    def __init__(self, reader: Reader, size: int, found: Audit) -> None:
        self._reader = reader
        self._found = found
        self._edge = Edge()
        self._full: dict[tuple[int, int], tuple[bytes, ...]] = {}
        self._size = size

    def run(self, allowed: AllowList | None, each: Callable[[int, Entry], None] | None) -> None:
        chains = Chains()
        for tile in tiles_of(self._size):
            if tile.level != ENTRIES:
                self._compare(tile)
                continue
            for entry in self._entries(tile):
                self._add(entry, chains, allowed, each)

    def _entries(self, tile: Tile) -> Iterator[bytes]:
        try:
            content = self._read(tile)
            yield from entries_of(content, tile.width, tile.path)
        except Refused as refused:
            self._found.note(refused)

    def _add(
        self,
        raw: bytes,
        chains: Chains,
        allowed: AllowList | None,
        each: Callable[[int, Entry], None] | None,
    ) -> None:
        place, leaf = self._edge.size, leaf_hash(raw)
        for tile, content in self._edge.add(leaf):
            self._full[tile.level, tile.number] = hashes_of(content, WIDTH)
        try:
            entry = entry_from(raw, f"entry {place}")
        except Refused as refused:
            self._found.note(refused)
            return
        self._found.entries += 1
        self._found.warnings.extend(chains.follow(entry, leaf, f"entry {place}"))
        if allowed is not None:
            self._found.warnings.extend(allowed.problems_of(entry, f"entry {place}"))
        if each is not None:
            each(place, entry)

    def _compare(self, tile: Tile) -> None:
        try:
            published = hashes_of(self._read(tile), tile.width, tile.path)
        except Refused as refused:
            self._found.note(refused)
            return
        if published != self.row(tile.level, tile.number):
            self._found.note(
                Refused(
                    Fault.EDITED, tile.path, "it is not what the entries give", "keep both files as evidence"
                )
            )

    def _read(self, tile: Tile) -> bytes:
        content = self._reader.read(tile.path)
        if content is None and tile.width < WIDTH:
            # A log may remove a partial file once the full one stands; the full one begins with it.
            content = self._cut_from_full(tile)
        if content is None:
            raise Refused(Fault.CUT, tile.path, "it is missing", "ask for it; a log must keep all its files")
        self._found.files += 1
        return content

    def _cut_from_full(self, tile: Tile) -> bytes | None:
        full = Tile(tile.level, tile.number)
        content = self._reader.read(full.path)
        if content is None:
            return None
        if tile.level != ENTRIES:
            return b"".join(hashes_of(content, WIDTH, full.path)[: tile.width])
        entries = entries_of(content, WIDTH, full.path)[: tile.width]
        return content[: sum(2 + len(entry) for entry in entries)]

    def row(self, level: int, number: int) -> tuple[bytes, ...]:
        full = self._full.get((level, number))
        if full is not None:
            return full
        return tuple(self._edge.rows[level]) if level < len(self._edge.rows) else ()

    def root(self, size: int) -> bytes:
        return root_at(size, TileHashes(self.row)) if size <= self._edge.size else b""


def _signed(reader: Reader, policy: Policy, found: Audit) -> Checkpoint | None:
    try:
        raw = reader.read(CHECKPOINT)
        if raw is None:
            raise _missing()
        note = note_from(raw)
        found.checkpoint = check_checkpoint(note, policy)
        found.files += 1
        found.witnessed = check_quorum(note, policy)
        found.independent = policy.quorum != NONE
    except Refused as refused:
        found.note(refused)
    return found.checkpoint


def _missing() -> Refused:
    return Refused(
        Fault.CUT, CHECKPOINT, "it is missing", "name the folder that holds the log's public files"
    )


def _kept(before: bytes | None, policy: Policy, now: Checkpoint, found: Audit) -> Checkpoint | None:
    if before is None:
        return None
    where = f"{now.origin}, {now.size} entries"
    try:
        old = check_checkpoint(note_from(before), policy)
    except Refused as refused:
        found.note(refused)
        return None
    if old.origin != now.origin:
        found.note(Refused(Fault.CONTEXT, where, f"kept was {old.origin}", "compare two of the same log"))
        return None
    if old.size > now.size:
        found.note(
            Refused(Fault.ROLLBACK, where, f"it had {old.size} before", "keep both checkpoints as evidence")
        )
        return None
    return old


def _check_roots(rebuilt: _Rebuilt, now: Checkpoint, old: Checkpoint | None, found: Audit) -> None:
    if rebuilt.root(now.size) != now.root:
        found.note(
            Refused(
                Fault.EDITED,
                f"{now.origin}, {now.size} entries",
                "the entries do not lead to the signed root",
                "keep the files as evidence and compare with other copies",
            )
        )
    if old is not None and rebuilt.root(old.size) != old.root:
        fault = Fault.FORK if old.size == now.size else Fault.CONSISTENCY
        found.note(
            Refused(
                fault,
                f"{now.origin}, {now.size} entries",
                f"it does not begin with the {old.size} entries that were seen before",
                "keep both checkpoints as evidence and say so in public",
            )
        )
