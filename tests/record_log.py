"""A small log with three witnesses of three bodies, made anew in a folder, for the tests of the record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bitgil.record.commitment import commitment_to
from bitgil.record.entries import Entry
from bitgil.record.files import Disk, FileLock, Folder
from bitgil.record.log import Log
from bitgil.record.note import COSIGNATURE, PLAIN, Signer
from bitgil.record.policy import Policy, policy_from
from bitgil.record.publishing import Publication, opened, publish
from bitgil.record.schemas import Field, Schema, Shape
from bitgil.record.serving import Beside
from bitgil.record.sqlite import SQLiteStorage
from bitgil.record.storage import Storage
from bitgil.record.witness import Witness

ORIGIN = "ledger.toytown.example/plan"
NOON = 1_790_000_000
SCHEMA = Schema(
    "committee.resolution",
    {
        "meeting": Field(Shape.MEETING),
        "agenda": Field(Shape.COUNT),
        "result": Field(Shape.CODE, choices=("approved", "returned", "rejected")),
    },
)


def signer(name: str, kind: int, seed: str) -> Signer:
    """Return a signer whose key follows from *seed*, so that every run signs alike."""
    return Signer(name, kind, Ed25519PrivateKey.from_private_bytes(hashlib.sha256(seed.encode()).digest()))


LOG = signer(ORIGIN, PLAIN, "log")
WITNESSES = {
    name: signer(f"{name}.example/w", COSIGNATURE, name) for name in ("council", "university", "newspaper")
}


def policy_text(quorum: str = "all") -> bytes:
    """Return a policy that trusts the log and asks for the council and one of the two outside."""
    lines = [f"log {LOG.key}"]
    lines += [f"witness {name} {each.key}" for name, each in WITNESSES.items()]
    lines += ["group outside any university newspaper", "group both all council outside"]
    lines += [f"quorum {'both' if quorum == 'all' else quorum}"]
    return "\n".join([*lines, ""]).encode()


def document(number: int) -> dict[str, object]:
    """Return the private document of entry *number*."""
    return {"제목": f"안건 {number}", "참석": ["위원 1", "위원 2"]}


def salt(number: int) -> bytes:
    """Return the salt of entry *number*; a real one is random."""
    return hashlib.sha256(b"salt %d" % number).digest()


def entry(number: int, *, seq: int = 1, prev: bytes | None = None, result: str = "approved") -> Entry:
    """Return entry *number*."""
    return Entry(
        kind=SCHEMA.kind,
        record=hashlib.sha256(b"record %d" % number).hexdigest()[:32],
        seq=seq,
        prev=prev,
        at="2026-11-22T05:00:00Z",
        schema=SCHEMA.digest,
        office="신산업과",
        role="secretary",
        commit=commitment_to(document(number), salt(number)),
        public={"meeting": "2026-2", "agenda": number, "result": result},
    )


def entries(count: int, first: int = 0) -> list[bytes]:
    """Return entries as the log holds them."""
    return [bytes(entry(number)) for number in range(first, first + count)]


@dataclass
class Town:
    """Everything that keeps one log: its database, its public folder, its witnesses and their clock."""

    root: Path
    now: int = NOON
    in_memory: bool = False
    witnesses: dict[str, Witness] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, each in WITNESSES.items():
            self.witnesses[name] = Witness(each, [LOG.key], self.database(name), lambda: self.now)

    def database(self, name: str) -> Path | str:
        """Return where a database of this name is kept."""
        return ":memory:" if self.in_memory else self.root / f"{name}.sqlite"

    @property
    def links(self) -> dict[str, Beside]:
        """Return the ways to the witnesses."""
        return {name: Beside(each) for name, each in self.witnesses.items()}

    @property
    def policy(self) -> Policy:
        """Return the policy."""
        return policy_from(policy_text())

    @property
    def folder(self) -> Folder:
        """Return the public folder."""
        return Folder(self.root / "public")

    @contextmanager
    def storage(self, name: str = "log") -> Iterator[SQLiteStorage]:
        """Open the log's database and close it again."""
        storage = SQLiteStorage(self.database(name))
        try:
            yield storage
        finally:
            storage.close()

    @contextmanager
    def log(self, storage: Storage | None = None, name: str = "log") -> Iterator[Log]:
        """Open the log for writing, after the witnesses were asked."""
        with (
            nullcontext(storage) if storage else self.storage(name) as held,
            opened(
                held,
                LOG,
                FileLock(self.root / "lock"),
                policy=self.policy,
                links=self.links,
                folder=self.folder,
            ) as log,
        ):
            yield log

    def publish(self, log: Log, disk: Disk | None = None) -> Publication:
        """Publish the log with all three witnesses."""
        return publish(log, self.policy, self.links, Folder(self.root / "public", disk))

    def grow(self, new: Sequence[bytes]) -> bytes:
        """Add entries, publish, and return the checkpoint shown."""
        with self.log() as log:
            log.append(new)
            return bytes(self.publish(log).checkpoint)

    def prove(self, index: int) -> bytes:
        """Return the proof file of an entry under the checkpoint shown last."""
        with self.log() as log:
            note = log.checkpoint(log.size)
            assert note is not None
            return bytes(log.prove(index, note))

    def close(self) -> None:
        """Let go of the witnesses' files."""
        for each in self.witnesses.values():
            each.close()


@contextmanager
def town(root: Path, *, in_memory: bool = False) -> Iterator[Town]:
    """Make a town and close it again; with its databases in memory it has no disk to wait for."""
    root.mkdir(parents=True, exist_ok=True)
    made = Town(root, in_memory=in_memory)
    try:
        yield made
    finally:
        made.close()
