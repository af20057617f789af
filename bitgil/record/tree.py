"""The Merkle tree: hashes, inclusion and consistency proofs, and verifiers that take nothing for granted.

    leaf(d) = SHA-256(0x00 ‖ d)      node(l, r) = SHA-256(0x01 ‖ l ‖ r)
    MTH(D[0:n]) = node(MTH(D[0:k]), MTH(D[k:n])), k the largest power of two below n

Source: RFC 6962 §2.1; the verifiers are those of RFC 9162 §2.1.3.2 and §2.1.4.2. They also refuse what
those leave open: a hash that has not 32 bytes, and a first size of 0.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from bitgil.record.refusal import Fault, Refused

HASH = 32
"""Bytes of one hash."""

EMPTY = hashlib.sha256(b"").digest()
"""The root of a tree without leaves."""

Hashes = Callable[[int, int], bytes]
"""(level, index) → the hash of the complete subtree over D[index·2^level : (index+1)·2^level]."""


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of an entry as a leaf."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two subtrees joined."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes; a lone hash carries up unchanged, and no leaves give EMPTY."""
    if not leaves:
        return EMPTY
    row = list(leaves)
    while len(row) > 1:
        joined = [node_hash(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)]
        row = joined + row[len(row) - len(row) % 2 :]
    return row[0]


def root_at(size: int, hashes: Hashes) -> bytes:
    """Return the root of the first *size* leaves."""
    return range_hash(0, size, hashes) if size else EMPTY


def range_hash(start: int, end: int, hashes: Hashes) -> bytes:
    """Return MTH(D[start:end]) for a range that the recursion of RFC 6962 can reach."""
    peaks = []
    while start < end:
        level = (end - start).bit_length() - 1
        peaks.append(hashes(level, start >> level))
        start += 1 << level
    joined = peaks.pop()
    while peaks:
        joined = node_hash(peaks.pop(), joined)
    return joined


def inclusion_proof(index: int, size: int, hashes: Hashes) -> tuple[bytes, ...]:
    """Return the siblings from leaf *index* up to the root of *size* leaves; raise where it is not there."""
    if not 0 <= index < size:
        raise Refused(
            Fault.INCLUSION, f"entry {index}", f"a log of {size} has no such entry", f"ask below {size}"
        )
    start, end, proof = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            proof.append(range_hash(middle, end, hashes))
            end = middle
        else:
            proof.append(range_hash(start, middle, hashes))
            start = middle
    return tuple(reversed(proof))


def consistency_proof(first: int, second: int, hashes: Hashes) -> tuple[bytes, ...]:
    """Return what shows that the tree of *second* leaves begins with the tree of *first* leaves."""
    if not 0 < first <= second:
        raise Refused(
            Fault.CONSISTENCY,
            f"sizes {first} and {second}",
            "there is no such proof",
            "take a first size from 1 up to the second",
        )
    start, end, proof, left_only = 0, second, [], True
    while first != end:
        middle = start + _split(end - start)
        if first <= middle:
            proof.append(range_hash(middle, end, hashes))
            end = middle
        else:
            proof.append(range_hash(start, middle, hashes))
            start, left_only = middle, False
    if not left_only:
        proof.append(range_hash(start, end, hashes))
    return tuple(reversed(proof))


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Raise Refused unless *proof* leads from *leaf* at *index* to the *root* of *size* leaves."""
    where = f"inclusion proof of entry {index} in {size}"
    fault = Refused(Fault.INCLUSION, where, "the proof does not lead to the root", "take the proof again")
    if not 0 <= index < size or not _all_hashes(leaf, root, *proof):
        raise fault
    at, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise fault
        if at & 1 or at == last:
            found = node_hash(sibling, found)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        at, last = at >> 1, last >> 1
    if last or found != root:
        raise fault


def verify_consistency(  # the four are one claim about two trees
    first: int, first_root: bytes, second: int, second_root: bytes, proof: Sequence[bytes]
) -> None:
    """Raise Refused unless *proof* shows that the second tree only adds leaves to the first."""
    where = f"consistency proof from {first} to {second}"
    fault = Refused(
        Fault.CONSISTENCY, where, "the second tree does not begin with the first", "keep both as evidence"
    )
    if first == second and first and first_root == second_root and not proof:
        return
    if not 0 < first < second or not _all_hashes(first_root, second_root, *proof):
        raise fault
    path = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    if not proof or _climb(first, second, path) != (first_root, second_root):
        raise fault


def _climb(first: int, second: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    at, last = first - 1, second - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if at & 1 or at == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        at, last = at >> 1, last >> 1
    return None if last else (old, new)


def _split(count: int) -> int:
    """Return the largest power of two below *count*."""
    return 1 << (count - 1).bit_length() - 1


def _all_hashes(*found: bytes) -> bool:
    return all(len(each) == HASH for each in found)
