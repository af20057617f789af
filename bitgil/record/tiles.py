"""Tiles: the tree cut into files of 256 hashes, the entries into bundles of 256, each with its path.

A tile of level l and number n holds MTH(D[(256·n + i)·256^l : (256·n + i + 1)·256^l]) for i from 0.
Source: c2sp.org/tlog-tiles v0.1.0.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bitgil.record.refusal import Fault, Refused
from bitgil.record.tree import EMPTY, HASH, node_hash, root_of

WIDTH = 256
"""Hashes of a full tile, entries of a full bundle."""

HEIGHT = 8
"""Levels of the tree that one tile spans: 2^8 = 256."""

ENTRIES = -1
"""The level that stands for entry bundles."""

LONGEST = 65_535
"""Bytes that a length of two bytes can announce."""

_HIGHEST = 63
_PATH = re.compile(
    r"tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?"
)


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """One tile or bundle: its level (ENTRIES for a bundle), its number in the level, how many it holds."""

    level: int
    number: int
    width: int = WIDTH

    def __post_init__(self) -> None:
        if not (ENTRIES <= self.level <= _HIGHEST and self.number >= 0 and 1 <= self.width <= WIDTH):
            raise Refused(
                Fault.FORM,
                f"tile {self.level}/{self.number}",
                f"there is no such tile of width {self.width}",
                f"take level 0 to {_HIGHEST}, number from 0, width 1 to {WIDTH}",
            )

    @property
    def path(self) -> str:
        """Return the file's path, such as tile/0/x001/x234/067.p/5."""
        thousands = f"{self.number:d}"
        digits = thousands.zfill(-(-len(thousands) // 3) * 3)
        parts = [digits[at : at + 3] for at in range(0, len(digits), 3)]
        folder = "".join(f"x{part}/" for part in parts[:-1])
        level = "entries" if self.level == ENTRIES else str(self.level)
        partial = f".p/{self.width}" if self.width < WIDTH else ""
        return f"tile/{level}/{folder}{parts[-1]}{partial}"


def tile_at(path: str) -> Tile:
    """Return the tile that *path* names; raise Refused unless it is the one spelling of it."""
    match = _PATH.fullmatch(path)
    if match:
        level, number, width = match.groups()
        numbered = int(number.replace("x", "").replace("/", ""))
        tile = Tile(ENTRIES if level == "entries" else int(level), numbered, int(width or WIDTH))
        if tile.path == path:
            return tile
    raise Refused(Fault.FORM, path, "this is no path of a tile", "write it as tile/0/x001/234.p/5")


def tiles_of(size: int, *, since: int = 0) -> Iterator[Tile]:
    """Yield every tile and bundle of a log of *size*, without the full ones it already had at *since*."""
    for level in (ENTRIES, *range(_HIGHEST + 1)):
        step = HEIGHT * max(level, 0)
        count, before = size >> step, since >> step
        if not count:
            return
        for number in range(before // WIDTH, count // WIDTH):
            yield Tile(level, number)
        if count % WIDTH:
            yield Tile(level, count // WIDTH, count % WIDTH)


def bundle_of(entries: Sequence[bytes]) -> bytes:
    """Return the bundle of *entries*: each behind its length in two bytes, the high one first."""
    for entry in entries:
        if len(entry) > LONGEST:
            raise Refused(
                Fault.ENTRY, "entry", f"it has {len(entry)} bytes", f"keep it within {LONGEST} bytes"
            )
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def entries_of(bundle: bytes, width: int, where: str = "bundle") -> tuple[bytes, ...]:
    """Return the *width* entries of a bundle; raise Refused where bytes are missing or left over."""
    at = 0
    found: list[bytes] = []
    while at < len(bundle) and len(found) < width:
        end = at + 2 + int.from_bytes(bundle[at : at + 2], "big")
        found.append(bundle[at + 2 : end])
        if end > len(bundle) or at + 2 > len(bundle):
            raise Refused(Fault.CUT, where, "the last entry is cut short", "take the whole file again")
        at = end
    if at != len(bundle) or len(found) != width:
        raise Refused(
            Fault.CUT, where, f"it does not hold exactly {width} entries", "take the whole file again"
        )
    return tuple(found)


def hashes_of(content: bytes, width: int, where: str = "tile") -> tuple[bytes, ...]:
    """Return the *width* hashes of a tile; raise Refused where its length is another."""
    if len(content) != width * HASH:
        raise Refused(
            Fault.CUT, where, f"it has {len(content)} bytes, not {width * HASH}", "take the whole file again"
        )
    return tuple(content[at : at + HASH] for at in range(0, len(content), HASH))


class Edge:
    """The right edge of a growing tree: of each level of tiles, the hashes of the tile not yet full.

    `peaks` are the roots of the largest complete subtrees, the widest first: one for each bit of the size. So
    a leaf costs one joining on average, and the root as many as the size has bits.
    """

    def __init__(self, size: int = 0, rows: Sequence[Sequence[bytes]] = ()) -> None:
        self.size = size
        self.rows = [list(row) for row in rows]
        self.peaks = [peak for row in reversed(self.rows) for peak in _peaks_of(row)]

    def copy(self) -> Edge:
        """Return an edge that grows by itself."""
        twin = Edge()
        twin.size, twin.rows, twin.peaks = self.size, [list(row) for row in self.rows], list(self.peaks)
        return twin

    def add(self, leaf: bytes) -> Sequence[tuple[Tile, bytes]]:
        """Add a leaf hash; return each tile that this fills, with its content."""
        self.size += 1
        self._put(0, leaf)
        if self.size & 1:
            self.peaks.append(leaf)
            return ()
        risen, height, left, filled = leaf, 0, self.size, []
        while not left & 1:
            risen = node_hash(self.peaks.pop(), risen)
            left >>= 1
            height += 1
            if height % HEIGHT == 0:
                level = height // HEIGHT - 1
                filled.append((Tile(level, left - 1), b"".join(self.rows[level])))
                self.rows[level].clear()
                self._put(level + 1, risen)
        self.peaks.append(risen)
        return filled

    def _put(self, level: int, found: bytes) -> None:
        if level == len(self.rows):
            self.rows.append([])
        self.rows[level].append(found)

    def root(self) -> bytes:
        """Return the root of the tree."""
        if not self.peaks:
            return EMPTY
        joined = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            joined = node_hash(peak, joined)
        return joined


def _peaks_of(row: Sequence[bytes]) -> Iterator[bytes]:
    """Yield the roots of the largest complete subtrees over a row that is not full."""
    at = 0
    for bit in reversed(range(len(row).bit_length())):
        if len(row) >> bit & 1:
            yield root_of(row[at : at + (1 << bit)])
            at += 1 << bit


class TileHashes:
    """The hash of any complete subtree, worked out from tiles; what was read is kept for the next question.

    `read` gives the hashes of tile (level, number), of the partial one as far as it goes.
    """

    def __init__(self, read: Callable[[int, int], Sequence[bytes]]) -> None:
        self._read = lru_cache(maxsize=64)(read)

    def __call__(self, level: int, index: int) -> bytes:
        """Return the hash of D[index·2^level : (index+1)·2^level]."""
        tile_level, up = divmod(level, HEIGHT)
        number, offset = divmod(index << up, WIDTH)
        row = self._read(tile_level, number)[offset : offset + (1 << up)]
        if len(row) != 1 << up:
            tile = Tile(tile_level, number)
            raise Refused(Fault.CUT, tile.path, "it lacks hashes that the log must have", "take it again")
        return root_of(row)
