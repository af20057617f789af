"""Durable entries a second, the size of a proof and the time to verify it, beside pymerkle.

Run: python bench/record.py; BENCH_SMALL=1 takes few entries. Both write to SQLite in WAL mode with every
commit forced to the disk, the same number of entries a commit, and know the root after each commit, as a
log that signs must. The cost of one durable write is printed: alone, an entry cannot be faster than that.
pymerkle is GPL: it is no dependency; where it is absent the bench says so, and so it does of PostgreSQL.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter

from bitgil.record.auditing import audit
from bitgil.record.checkpoint import checkpoint_in
from bitgil.record.commitment import commitment_to
from bitgil.record.entries import Entry
from bitgil.record.files import Folder
from bitgil.record.keys import new_signer
from bitgil.record.log import Log
from bitgil.record.note import COSIGNATURE, Note
from bitgil.record.policy import Policy, policy_from
from bitgil.record.proof import Proof
from bitgil.record.publishing import publish
from bitgil.record.schemas import OWN
from bitgil.record.serving import Beside
from bitgil.record.sqlite import SQLiteStorage
from bitgil.record.tree import leaf_hash, verify_inclusion
from bitgil.record.verification import verify
from bitgil.record.witness import Witness

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from postgres_cluster import HOW, cluster, programs  # the server that the tests start too

SMALL = bool(os.environ.get("BENCH_SMALL"))
ROUNDS, ALONE, BATCHED, PROOFS = (3, 10, 1_024, 200) if SMALL else (9, 40, 5_120, 2_000)
BATCH = 256
ORIGIN = "ledger.bench.example/plan"
NOW = 1_790_000_000
RIVAL = "pymerkle"


def entries(count: int) -> list[bytes]:
    """Return *count* entries as the log holds them."""
    schema = OWN["log.closed"]
    commit = commitment_to({"a": 1}, bytes(32))
    return [
        bytes(
            Entry(
                kind=schema.kind,
                record=f"{number:032x}",
                seq=1,
                prev=None,
                at="2026-11-22T05:00:00Z",
                schema=schema.digest,
                office="office",
                role="clerk",
                commit=commit,
                public={"reason": "end"},
            )
        )
        for number in range(count)
    ]


Append = Callable[[Sequence[bytes]], object]


def rates(appends: Mapping[str, Append], held: Sequence[bytes], batch: int) -> dict[str, float]:
    """Return the entries a second that each of *appends* keeps, *batch* a commit.

    They take turns commit by commit, so that a disk that others use too is slow for all of them alike.
    """
    seconds = dict.fromkeys(appends, 0.0)
    for at in range(0, len(held), batch):
        for name, append in appends.items():
            begin = perf_counter()
            append(held[at : at + batch])
            seconds[name] += perf_counter() - begin
    return {name: len(held) / spent for name, spent in seconds.items()}


def middle_rates(
    appends: Mapping[str, Append], made: Iterator[bytes], count: int, batch: int
) -> dict[str, float]:
    """Return the middle of ROUNDS rates of each, over *count* entries a round."""
    rounds = [rates(appends, list(islice(made, count)), batch) for _ in range(ROUNDS)]
    return {name: median(each[name] for each in rounds) for name in appends}


def durable_write(folder: Path, count: int) -> float:
    """Return the middle seconds in which 4 KiB more of a file reach the disk."""
    with (folder / "disk").open("wb", buffering=0) as file:

        def write() -> None:
            file.write(bytes(4096))
            os.fdatasync(file.fileno())

        return quantiles([write] * count)[0]


def quantiles(calls: Sequence[Callable[[], object]]) -> tuple[float, float]:
    """Return the middle and the 99th-percentile seconds of *calls*."""
    seconds = []
    for call in calls:
        begin = perf_counter()
        call()
        seconds.append(perf_counter() - begin)
    seconds.sort()
    return seconds[len(seconds) // 2], seconds[len(seconds) * 99 // 100]


class Town:
    """A log with three witnesses in one folder, all of one operator: for figures only."""

    def __init__(self, root: Path) -> None:
        self.root = root
        signer = new_signer(ORIGIN)
        self.witnesses = [
            Witness(new_signer(f"w{n}.example", COSIGNATURE), [signer.key], root / f"w{n}", lambda: NOW)
            for n in range(3)
        ]
        keys = [f"witness w{n} {each.key}" for n, each in enumerate(self.witnesses)]
        lines = [f"log {signer.key}", *keys, "group all all w0 w1 w2", "quorum all", ""]
        self.policy = policy_from("\n".join(lines).encode())
        self.storage = SQLiteStorage(root / "log")
        self.log = Log(self.storage, signer)
        self.folder = Folder(root / "public")

    def append(self, held: Sequence[bytes]) -> None:
        """Append durably, and know the root."""
        self.log.append(held)
        self.log.root()

    def seal(self, held: Sequence[bytes]) -> None:
        """Append durably, and keep a signed checkpoint."""
        self.log.append(held)
        self.log.seal()

    def publish(self) -> Note:
        """Publish and return the checkpoint shown."""
        links = {f"w{n}": Beside(each) for n, each in enumerate(self.witnesses)}
        return publish(self.log, self.policy, links, self.folder).checkpoint

    def close(self) -> None:
        """Let go of the files."""
        self.storage.close()
        for each in self.witnesses:
            each.close()


class Rival:
    """pymerkle's tree in SQLite, set to the same durability."""

    def __init__(self, root: Path) -> None:
        self.package = import_module(RIVAL)
        self.tree = self.package.SqliteTree(str(root / "rival"))
        self.tree.con.execute("pragma journal_mode = wal")
        self.tree.con.execute("pragma synchronous = full")

    def append(self, held: Sequence[bytes]) -> None:
        """Append durably, and know the root."""
        self.tree.append_entries(held)
        self.tree.get_root()

    def inclusion(self) -> float:
        """Return the middle seconds to check one inclusion."""
        size = self.tree.get_size()
        proof, leaf = self.tree.prove_inclusion(size // 2, size), self.tree.get_leaf(size // 2)
        root = self.tree.get_root(size)
        return quantiles([lambda: self.package.verify_inclusion(leaf, root, proof)] * PROOFS)[0]

    def close(self) -> None:
        """Let go of the file."""
        self.tree.close()


def measure(town: Town, rival: Rival | None) -> None:
    """Print the figures, and the ratios where there is a rival."""
    made = iter(entries(ROUNDS * (ALONE + 2 * BATCHED)))
    both = {"ours": town.append} | ({"theirs": rival.append} if rival else {})
    alone, batched = middle_rates(both, made, ALONE, 1), middle_rates(both, made, BATCHED, BATCH)
    sealed = middle_rates({"ours": town.seal}, made, BATCHED, BATCH)["ours"]
    disk = durable_write(town.root, ALONE)
    print(f"a durable write of 4 KiB takes {disk * 1e3:.2f} ms (p50) on this disk")
    print(f"ours: {alone['ours']:,.0f} entries/s alone, {batched['ours']:,.0f} in batches of {BATCH}")
    print(f"ours: {sealed:,.0f} entries/s with a signed checkpoint kept for each {BATCH}")
    check = published(town)
    if rival is None:
        print(f"{RIVAL} is not installed: no ratio (it is GPL, and no dependency; install it to have one)")
        return
    theirs = rival.inclusion()
    print(
        f"{RIVAL}: {alone['theirs']:,.0f} entries/s alone, {batched['theirs']:,.0f} in batches, "
        f"without tiles and without refusing a repeat; inclusion alone p50 {theirs * 1e6:.0f} µs"
    )
    print(
        f"record: ours to {RIVAL}: alone {alone['ours'] / alone['theirs']:.2f}, in batches "
        f"{batched['ours'] / batched['theirs']:.2f}, inclusion checked {theirs / check:.2f}"
    )


def published(town: Town) -> float:
    """Print what publishing, proofs and an audit take; return the middle seconds of inclusion alone."""
    begin = perf_counter()
    note = town.publish()
    size, seconds = town.log.size, perf_counter() - begin
    print(f"ours: {size:,} entries witnessed by 3 and published as files in {seconds:.2f} s")
    proofs = [town.log.prove(index, note) for index in range(0, size, max(1, size // PROOFS))]
    middle = verification(town.policy, proofs)
    begin = perf_counter()
    found = audit(town.folder, town.policy)
    print(f"ours: audit of {found.entries:,} entries from public files: {perf_counter() - begin:.1f} s")
    return middle


def verification(policy: Policy, proofs: Sequence[Proof]) -> float:
    """Print size and times of whole proofs; return the middle seconds of the inclusion alone."""
    files = [bytes(proof) for proof in proofs]
    whole = quantiles([lambda file=file: verify(file, policy) for file in files])  # type: ignore[misc]
    bare = len(files[-1]) - len(bytes(Proof(proofs[-1].index, proofs[-1].hashes, proofs[-1].checkpoint)))
    print(
        f"ours: proof {len(files[-1]):,} bytes ({len(proofs[-1].hashes)} hashes, 4 signatures, "
        f"{bare} for the entry itself); verified whole "
        f"in p50 {whole[0] * 1e3:.2f} ms, p99 {whole[1] * 1e3:.2f} ms"
    )
    held = proofs[len(proofs) // 2]
    at = checkpoint_in(held.checkpoint)
    leaf = leaf_hash(held.entry or b"")
    check = quantiles([lambda: verify_inclusion(leaf, held.index, at.size, held.hashes, at.root)] * PROOFS)
    print(f"ours: inclusion alone p50 {check[0] * 1e6:.0f} µs, p99 {check[1] * 1e6:.0f} µs")
    return check[0]


def in_postgres() -> None:
    """Print our figures on a PostgreSQL server of our own that forces every commit to the disk."""
    if programs() is None:
        print(f"no figures for a server: {HOW}")
        return
    from bitgil.record.postgres import PostgresStorage  # noqa: PLC0415  only where there is a server

    with cluster(durable=True) as address, closing(PostgresStorage(address)) as storage:
        log = Log(storage, new_signer(ORIGIN))
        made = iter(entries(ROUNDS * (ALONE + BATCHED)))
        append = {"ours": lambda some: (log.append(some), log.root())}
        alone, batched = (
            middle_rates(append, made, *each)["ours"] for each in ((ALONE, 1), (BATCHED, BATCH))
        )
        print(f"ours on PostgreSQL: {alone:,.0f} entries/s alone, {batched:,.0f} in batches of {BATCH}")


def main() -> None:
    """Print our figures, the rival's, and the ratios; above 1 means ours is faster."""
    with tempfile.TemporaryDirectory() as folder, closing(Town(Path(folder))) as town:
        if find_spec(RIVAL) is None:
            measure(town, None)
        else:
            with closing(Rival(Path(folder))) as rival:
                measure(town, rival)
    in_postgres()


if __name__ == "__main__":
    main()
