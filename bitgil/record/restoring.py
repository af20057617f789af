"""Restoring: fill an empty memory of the log from its public files, such as those of a mirror.

Only what was published comes back. If a witness has seen more, the restart rule still refuses to write, and
rightly: what it saw was signed and is missing here.
"""

from __future__ import annotations

from bitgil.record.auditing import Audit, audit
from bitgil.record.files import CHECKPOINT, Reader
from bitgil.record.note import Note, note_from
from bitgil.record.policy import Policy
from bitgil.record.refusal import Fault, Refused
from bitgil.record.storage import Storage
from bitgil.record.tiles import ENTRIES, WIDTH, Edge, Tile, entries_of, tiles_of
from bitgil.record.tree import leaf_hash


def restore(source: Reader, storage: Storage, policy: Policy) -> Audit:
    """Return the audit of the public files; where they are whole, *storage* then holds the log they hold.

    Raise Refused where *storage* holds entries already: nothing is mixed and nothing overwritten.
    """
    if storage.size():
        raise Refused(
            Fault.OVERTAKEN, "log", f"it has {storage.size()} entries already", "restore into a new file"
        )
    found = audit(source, policy)
    if found.whole and found.checkpoint is not None:
        _fill(source, storage, found.checkpoint.size)
        _keep_signatures(note_from(source.read(CHECKPOINT) or b""), storage, policy, found.checkpoint.size)
    return found


def _fill(source: Reader, storage: Storage, size: int) -> None:
    edge = Edge()
    for tile in tiles_of(size):
        if tile.level == ENTRIES:
            entries = _bundle(source, tile)
            first, leaves = edge.size, [(leaf_hash(entry), entry) for entry in entries]
            storage.append(first, leaves, [filled for leaf, _ in leaves for filled in edge.add(leaf)])


def _bundle(source: Reader, tile: Tile) -> tuple[bytes, ...]:
    content = source.read(tile.path)
    if content is not None:
        return entries_of(content, tile.width, tile.path)
    full = Tile(tile.level, tile.number)
    return entries_of(source.read(full.path) or b"", WIDTH, full.path)[: tile.width]


def _keep_signatures(note: Note, storage: Storage, policy: Policy, size: int) -> None:
    key = policy.log(note.text.partition("\n")[0])
    signature = note.of(key)
    if signature is not None:
        storage.keep_checkpoint(size, bytes(Note(note.text, (signature,))))
    for witness in policy.witnesses:
        line = note.of(witness.key)
        if line is not None:
            storage.keep_cosignature(size, witness.name, line.line)
