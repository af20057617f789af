"""The tree: worked examples, the publishers' own cases, and laws over any two sizes."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitgil.record.refusal import Fault, Refused
from bitgil.record.tiles import (
    ENTRIES,
    LONGEST,
    WIDTH,
    Edge,
    Tile,
    TileHashes,
    bundle_of,
    entries_of,
    hashes_of,
    tile_at,
    tiles_of,
)
from bitgil.record.tree import (
    EMPTY,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_at,
    root_of,
    verify_consistency,
    verify_inclusion,
)

CASES = ("inclusion", "consistency")
EVERY = 196

LEAVES = [leaf_hash(b"%d" % number) for number in range(600)]


def plain_root(leaves: Sequence[bytes]) -> bytes:
    """Return the root by the definition of RFC 6962 §2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(plain_root(leaves[:split]), plain_root(leaves[split:]))


def hash_at(level: int, index: int) -> bytes:
    """Return the hash of a complete subtree of LEAVES."""
    return plain_root(LEAVES[index << level : (index + 1) << level])


def raw(text: str | None) -> bytes:
    """Return the bytes of a case's base64."""
    return base64.b64decode(text or "")


@pytest.fixture(scope="module")
def vectors(bulk_tables: Path) -> Path:
    """Return the folder of the publishers' cases; skip, by name, where it is absent."""
    folder = bulk_tables / "vectors"
    if not folder.is_dir():
        pytest.skip(f"BITGIL_DATA: there is no folder {folder.name} of test vectors")
    return folder


def test_worked_example_of_three_leaves() -> None:
    """Three leaves: the first two are joined, and then the third, with prefixes 0 and 1, by hand."""
    a, b, c = (hashlib.sha256(b"\x00" + each).digest() for each in (b"a", b"b", b"c"))
    left = hashlib.sha256(b"\x01" + a + b).digest()
    root = hashlib.sha256(b"\x01" + left + c).digest()
    assert root_of([leaf_hash(b"a"), leaf_hash(b"b"), leaf_hash(b"c")]) == root
    assert inclusion_proof(2, 3, lambda _level, _index: left) == (left,)
    verify_inclusion(c, 2, 3, [left], root)
    verify_inclusion(a, 0, 3, [b, c], root)


def test_the_published_root_of_eight_leaves() -> None:
    """The eight-leaf tree of Certificate Transparency's reference tests has its well-known root."""
    leaves = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    root = root_of([leaf_hash(bytes.fromhex(each)) for each in leaves])
    assert root.hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


def test_the_publishers_cases(vectors: Path) -> None:
    """All 98 inclusion and 98 consistency cases end as their publisher says."""
    found = []
    for kind in CASES:
        for path in sorted((vectors / "transparency-dev-merkle" / "testdata" / kind).rglob("*.json")):
            case = json.loads(path.read_text(encoding="utf-8"))
            found.append((path.name, refused(kind, case) is case["wantErr"]))
    assert [name for name, agrees in found if not agrees] == []
    assert len(found) == EVERY


def refused(kind: str, case: dict[str, object]) -> bool:
    """Say whether a case is refused."""
    held = {
        name: raw(value) if isinstance(value, str) else value
        for name, value in case.items()
        if name != "desc"
    }
    proof = [raw(each) for each in case["proof"] or []]  # type: ignore[attr-defined]
    try:
        if kind == "inclusion":
            verify_inclusion(held["leafHash"], held["leafIdx"], held["treeSize"], proof, held["root"])  # type: ignore[arg-type]
        else:
            verify_consistency(held["size1"], held["root1"], held["size2"], held["root2"], proof)  # type: ignore[arg-type]
    except Refused:
        return True
    return False


def test_a_real_log_of_another_program(vectors: Path) -> None:
    """Every tile and bundle of another program's log of 1 to 15 entries comes out byte for byte."""
    log = vectors / "transparency-dev-tessera" / "testdata" / "log"
    entries = entries_of((log / "tile/entries/000.p/15").read_bytes(), 15)
    for size in range(1, 16):
        edge = Edge()
        for each in entries[:size]:
            edge.add(leaf_hash(each))
        assert [tile.path for tile in tiles_of(size)] == [
            f"tile/entries/000.p/{size}",
            f"tile/0/000.p/{size}",
        ]
        assert bundle_of(entries[:size]) == (log / f"tile/entries/000.p/{size}").read_bytes()
        assert b"".join(edge.rows[0]) == (log / f"tile/0/000.p/{size}").read_bytes()


@given(st.integers(1, 600), st.integers(1, 600))
def test_any_two_sizes_are_consistent_and_no_other_root_is(one: int, other: int) -> None:
    """Between any two sizes the proof holds, and it fails for a root with one bit changed."""
    first, second = sorted((one, other))
    proof = consistency_proof(first, second, hash_at)
    old, new = plain_root(LEAVES[:first]), plain_root(LEAVES[:second])
    verify_consistency(first, old, second, new, proof)
    wrong = bytes([old[0] ^ 1]) + old[1:]
    with pytest.raises(Refused):
        verify_consistency(first, wrong, second, new, proof)
    with pytest.raises(Refused):
        verify_consistency(first, old, second, new, (*proof, EMPTY))
    if proof:
        with pytest.raises(Refused):
            verify_consistency(first, old, second, new, proof[:-1])


@given(st.integers(1, 600), st.data())
def test_every_leaf_is_included_at_its_own_index_only(size: int, data: st.DataObject) -> None:
    """A leaf's proof holds at its index and at no other, with its hashes and with no more or fewer."""
    index = data.draw(st.integers(0, size - 1))
    proof, root = inclusion_proof(index, size, hash_at), plain_root(LEAVES[:size])
    verify_inclusion(LEAVES[index], index, size, proof, root)
    others = [(LEAVES[index], other, size, proof) for other in range(size) if other != index]
    longer = (LEAVES[index], index, size, (*proof, EMPTY))
    for leaf, place, count, hashes in [*others[:20], longer]:
        with pytest.raises(Refused):
            verify_inclusion(leaf, place, count, hashes, root)
    if proof:
        with pytest.raises(Refused):
            verify_inclusion(LEAVES[index], index, size, proof[:-1], root)


@given(st.integers(0, 600))
def test_the_root_is_the_definition_however_it_is_worked_out(size: int) -> None:
    """Rows, subtrees and the recursion of RFC 6962 give one root."""
    expected = plain_root(LEAVES[:size])
    assert root_of(LEAVES[:size]) == expected
    assert root_at(size, hash_at) == expected


def test_hashes_of_another_length_are_refused() -> None:
    """A hash of 31 or 33 bytes is refused in every place, even where the sums would come out."""
    a, b = LEAVES[:2]
    root = node_hash(a, b)
    for bad in (a[:-1], a + b"\x00", b""):
        with pytest.raises(Refused):
            verify_inclusion(bad, 0, 2, [b], node_hash(bad, b))
        with pytest.raises(Refused):
            verify_inclusion(a, 0, 2, [bad], node_hash(a, bad))
        with pytest.raises(Refused):
            verify_inclusion(bad, 0, 1, [], bad)
        with pytest.raises(Refused):
            verify_consistency(1, a, 2, node_hash(a, bad), [bad])
        with pytest.raises(Refused):
            verify_consistency(1, bad, 2, root, [b])


def test_nothing_is_consistent_with_nothing() -> None:
    """A first size of 0 shows nothing and is refused, with or without a proof."""
    for second in (0, 1, 2):
        for proof in ([], [LEAVES[0]]):
            with pytest.raises(Refused):
                verify_consistency(0, EMPTY, second, root_of(LEAVES[:second]), proof)


def test_what_the_log_does_not_have_cannot_be_proved() -> None:
    """Asking past the end, or for a proof backwards, is refused in words."""
    for index, size in ((-1, 3), (3, 3), (0, 0)):
        with pytest.raises(Refused, match="no such entry"):
            inclusion_proof(index, size, hash_at)
    for first, second in ((0, 3), (4, 3)):
        with pytest.raises(Refused, match="no such proof"):
            consistency_proof(first, second, hash_at)


def test_the_paths_of_the_specification() -> None:
    """Number 1234067 is written x001/x234/067, and a log of 70,000 has the tiles the text counts."""
    assert Tile(0, 1234067).path == "tile/0/x001/x234/067"
    assert Tile(ENTRIES, 5, 7).path == "tile/entries/005.p/7"
    tiles = [tile for tile in tiles_of(70_000) if tile.level != ENTRIES]
    full = [tile.level for tile in tiles if tile.width == WIDTH]
    assert (full.count(0), full.count(1), full.count(2)) == (273, 1, 0)
    assert [tile for tile in tiles if tile.width < WIDTH] == [
        Tile(0, 273, 112),
        Tile(1, 1, 17),
        Tile(2, 0, 1),
    ]
    assert [tile.path for tile in tiles_of(256)] == ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]
    assert list(tiles_of(0)) == []


@given(st.integers(0, 10**9), st.integers(ENTRIES, 63), st.integers(1, WIDTH))
def test_a_path_names_its_tile_and_no_other(number: int, level: int, width: int) -> None:
    """Path and tile are one to one."""
    tile = Tile(level, number, width)
    assert tile_at(tile.path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/0",
        "tile/00/000",
        "tile/64/000",
        "tile/0/x000/001",
        "tile/0/001/x234",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/05",
        "tile/0/000/",
        "/tile/0/000",
        "tile/0/../000",
        "tile/entries",
        "checkpoint",
    ],
)
def test_a_path_in_another_spelling_is_refused(path: str) -> None:
    """Only the one spelling of a path is a tile."""
    with pytest.raises(Refused) as caught:
        tile_at(path)
    assert caught.value.fault is Fault.FORM


@given(st.lists(st.binary(max_size=40), max_size=8), st.integers(0, 400), st.integers(-2, 2))
def test_a_bundle_is_read_back_and_never_cut(entries: list[bytes], cut: int, more: int) -> None:
    """A bundle gives its entries; cut short, or asked for another number, it is refused."""
    bundle = bundle_of(entries)
    assert entries_of(bundle, len(entries)) == tuple(entries)
    if cut < len(bundle):
        with pytest.raises(Refused):
            entries_of(bundle[:cut], len(entries))
    if more and len(entries) + more >= 0:
        with pytest.raises(Refused):
            entries_of(bundle, len(entries) + more)


def test_an_entry_too_long_for_its_length_is_refused() -> None:
    """65,535 bytes fit, one more does not."""
    assert entries_of(bundle_of([b"x" * LONGEST]), 1) == (b"x" * LONGEST,)
    with pytest.raises(Refused, match="65536 bytes"):
        bundle_of([b"x" * (LONGEST + 1)])


def test_an_edge_knows_the_root_at_every_size() -> None:
    """At each size to over two tiles the edge's root is that of the leaves, also made anew from its rows."""
    leaves: list[bytes] = []
    edge = Edge()
    assert edge.root() == EMPTY
    for number in range(600):
        leaves.append(hashlib.sha256(b"%d" % number).digest())
        edge.add(leaves[-1])
        again = Edge(edge.size, edge.rows)
        assert edge.root() == again.root() == root_of(leaves)
        assert again.peaks == edge.peaks


def test_tiles_hold_the_tree_over_three_levels() -> None:
    """Of 66,000 leaves the edge fills the right tiles, and any proof from tiles leads to the root."""
    leaves = [hashlib.sha256(b"%d" % number).digest() for number in range(66_000)]
    edge, full = Edge(), {}
    for leaf in leaves:
        for tile, content in edge.add(leaf):
            full[tile.level, tile.number] = hashes_of(content, WIDTH)

    def row(level: int, number: int) -> Sequence[bytes]:
        return full.get((level, number)) or edge.rows[level]

    assert set(full) == {(0, number) for number in range(257)} | {(1, 0)}
    hashes, root = TileHashes(row), root_of(leaves)
    assert root_at(66_000, hashes) == root
    for index in (0, 255, 256, 65_535, 65_536, 65_999):
        verify_inclusion(leaves[index], index, 66_000, inclusion_proof(index, 66_000, hashes), root)
    for size in (1, 256, 257, 65_536, 65_999):
        proof = consistency_proof(size, 66_000, hashes)
        verify_consistency(size, root_of(leaves[:size]), 66_000, root, proof)
    with pytest.raises(Refused, match="lacks hashes"):
        hashes(9, 200)
