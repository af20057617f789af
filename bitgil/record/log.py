"""The log of one writer: entries are added in batches, and one checkpoint is signed for each size shown.

In this order, so that a crash between any two steps leaves a log that goes on without a fork: entries and
the tiles they fill in one transaction; the signed checkpoint kept before anybody sees it; then witnesses and
public files (see publishing).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from bitgil.record.checkpoint import Checkpoint, checkpoint_in, open_checkpoint, sign_checkpoint
from bitgil.record.note import Note, Signer, VerifierKey, note_from, signature_from
from bitgil.record.proof import Proof
from bitgil.record.refusal import Fault, Refused
from bitgil.record.storage import Lock, Outbox, Storage
from bitgil.record.tiles import HEIGHT, LONGEST, WIDTH, Edge, Tile, TileHashes, hashes_of
from bitgil.record.tree import consistency_proof, inclusion_proof, leaf_hash, root_at, root_of

BATCH = 256
"""Entries that are taken from the outbox at a time, unless told otherwise."""


class History:
    """A log's memory, read: its size, roots, proofs and checkpoints. Whoever only reads needs no key.

    *former*: keys that signed before this one.
    """

    def __init__(self, storage: Storage, key: VerifierKey, former: Sequence[VerifierKey] = ()) -> None:
        self.storage = storage
        self.key = key
        self._former = tuple(former)
        self._edge = _edge_of(storage)
        self._hashes = TileHashes(self._full_row)
        self._check_last_checkpoint()

    @property
    def size(self) -> int:
        """Return the number of entries."""
        return self._edge.size

    def hash_at(self, level: int, index: int) -> bytes:
        """Return the hash of a complete subtree of this log."""
        tile_level, up = divmod(level, HEIGHT)
        number, offset = divmod(index << up, WIDTH)
        if number < self._full_tiles(tile_level):
            return self._hashes(level, index)
        return root_of(self._edge.rows[tile_level][offset : offset + (1 << up)])

    def root(self, size: int | None = None) -> bytes:
        """Return the root of the first *size* entries, of all without it."""
        if size is None or size == self.size:
            return self._edge.root()
        return root_at(self._known(size), self.hash_at)

    def consistency(self, first: int, second: int) -> tuple[bytes, ...]:
        """Return the proof that the tree at *second* begins with the tree at *first*; none is due from 0."""
        return consistency_proof(first, self._known(second), self.hash_at) if first else ()

    def row(self, tile: Tile) -> tuple[bytes, ...]:
        """Return the hashes of a tile of this log, full or partial."""
        if tile.number < self._full_tiles(tile.level):
            return self._full_row(tile.level, tile.number)[: tile.width]
        return tuple(self._edge.rows[tile.level][: tile.width])

    def checkpoint(self, size: int) -> Note | None:
        """Return the checkpoint signed at *size* with the witnesses' lines that came, None without one."""
        kept = self.storage.checkpoint(size)
        if kept is None:
            return None
        return note_from(kept).adding(map(signature_from, self.storage.cosignatures(size)))

    def opened(self, raw: bytes) -> Checkpoint:
        """Return the checkpoint in *raw*; raise Refused unless a key of this log, then or now, signed it."""
        for key in self._former:
            try:
                return open_checkpoint(raw, key)[0]
            except Refused:
                continue
        return open_checkpoint(raw, self.key)[0]

    def prove(self, index: int, checkpoint: Note) -> Proof:
        """Return the proof file of entry *index* under a checkpoint of this log."""
        size = checkpoint_in(checkpoint).size
        hashes = inclusion_proof(index, self._known(size), self.hash_at)
        return Proof(index, hashes, checkpoint, self.storage.entries(index, index + 1)[0])

    def _known(self, size: int) -> int:
        if not 0 <= size <= self.size:
            raise Refused(
                Fault.ROLLBACK, "log", f"it has {self.size} entries, not {size}", "restore the latest backup"
            )
        return size

    def _full_tiles(self, level: int) -> int:
        return self.size >> HEIGHT * (level + 1)

    def _full_row(self, level: int, number: int) -> tuple[bytes, ...]:
        content = self.storage.tile(level, number)
        tile = Tile(level, number)
        if content is None:
            raise Refused(Fault.CUT, tile.path, "the log's memory lacks it", "restore the latest backup")
        return hashes_of(content, WIDTH, tile.path)

    def _check_last_checkpoint(self) -> None:
        last = self.storage.last_checkpoint()
        if last is not None:
            checkpoint = self.opened(last[1])
            if self.root(checkpoint.size) != checkpoint.root:
                raise Refused(
                    Fault.EDITED,
                    f"log at {checkpoint.size}",
                    "its entries are not those that were signed",
                    "stop, keep the file as evidence, and restore the latest backup",
                )


class Log(History):
    """A log that this program writes to; get one from `writing`, which holds the lock."""

    def __init__(self, storage: Storage, signer: Signer, former: Sequence[VerifierKey] = ()) -> None:
        super().__init__(storage, signer.key, former)
        self._signer = signer

    def append(self, entries: Iterable[bytes]) -> tuple[int, ...]:
        """Add entries, all or none, and return where each stands; one that is there already stays there."""
        leaves = [(leaf_hash(entry), _checked(entry)) for entry in entries]
        places = dict(self.storage.places_of([leaf for leaf, _ in leaves]))
        fresh = [(leaf, entry) for leaf, entry in dict(leaves).items() if leaf not in places]
        if fresh:
            grown = self._edge.copy()
            tiles = [filled for leaf, _ in fresh for filled in grown.add(leaf)]
            self.storage.append(self.size, fresh, tiles)
            places |= {leaf: self.size + place for place, (leaf, _) in enumerate(fresh)}
            self._edge = grown
        return tuple(places[leaf] for leaf, _ in leaves)

    def take(self, outbox: Outbox, limit: int = BATCH) -> int:
        """Log the oldest waiting entries and return how many; a crash in between repeats none."""
        waiting = outbox.waiting(limit)
        if waiting:
            places = self.append(one.entry for one in waiting)
            outbox.settle({one.number: place for one, place in zip(waiting, places, strict=True)})
        return len(waiting)

    def seal(self, following: Signer | None = None) -> Note:
        """Return the signed checkpoint of the log as it stands; it is kept before it is returned.

        *following*: the signer that takes over at this size, whose signature stands beside.
        """
        known = self.checkpoint(self.size)
        if known is None:
            checkpoint = Checkpoint(self.key.name, self.size, self.root())
            note = sign_checkpoint(checkpoint, self._signer)
            if following is not None:
                note = note.adding(sign_checkpoint(checkpoint, following).signatures)
            self.storage.keep_checkpoint(self.size, bytes(note))
            return note
        return known


@contextmanager
def writing(
    storage: Storage, signer: Signer, lock: Lock, former: Sequence[VerifierKey] = ()
) -> Iterator[Log]:
    """Hold the log for writing. A service calls `publishing.opened`, which asks witnesses first."""
    with lock.held():
        yield Log(storage, signer, former)


def _checked(entry: bytes) -> bytes:
    if not 0 < len(entry) <= LONGEST:
        raise Refused(
            Fault.ENTRY, "entry", f"it has {len(entry)} bytes", f"keep it from 1 to {LONGEST} bytes"
        )
    return entry


def _edge_of(storage: Storage) -> Edge:
    """Return the right edge of the tree that *storage* holds: from full tiles, and the entries past them."""
    size, rows = storage.size(), list[list[bytes]]()
    while size >> HEIGHT * len(rows):
        rows.append(list(_row_past(storage, len(rows), size >> HEIGHT * len(rows))))
    return Edge(size, rows)


def _row_past(storage: Storage, level: int, count: int) -> Iterator[bytes]:
    first = count - count % WIDTH
    if level == 0:
        yield from map(leaf_hash, storage.entries(first, count))
        return
    for number in range(first, count):
        content = storage.tile(level - 1, number)
        if content is None:
            raise Refused(
                Fault.CUT,
                Tile(level - 1, number).path,
                "the log's memory lacks it",
                "restore the latest backup",
            )
        yield root_of(hashes_of(content, WIDTH))


def bundle_entries(storage: Storage, tile: Tile) -> Sequence[bytes]:
    """Return the entries of a bundle."""
    first = tile.number * WIDTH
    return storage.entries(first, first + tile.width)
