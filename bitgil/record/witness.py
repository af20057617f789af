"""A witness: cosigns a log's checkpoint only where it extends the last one it cosigned.

It has its own key and its own SQLite file, and says nothing about what the entries say. One that has lost its
file is retired, never started again empty: it could then be shown another history.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from bitgil.record.checkpoint import Checkpoint, checkpoint_in
from bitgil.record.cosignature import cosign
from bitgil.record.exchange import Answer, Request, mark_of, request_from
from bitgil.record.note import COSIGNATURE, Note, Signer, VerifierKey, note_from, verify_note
from bitgil.record.refusal import Fault, Refused
from bitgil.record.sqlite import connected, guard, transaction
from bitgil.record.tree import verify_consistency

MOST_EVIDENCE = 1000
"""Requests kept that a log must never have signed; the first are the ones that matter."""

_TABLES = """
create table if not exists seen(origin text primary key, size integer not null, note blob not null);
create table if not exists evidence(number integer primary key, at integer not null, request blob not null);
create trigger if not exists seen_delete before delete on seen
  begin select raise(abort, 'what was seen stays'); end;
create trigger if not exists seen_update before update on seen
  when new.size < old.size or new.origin <> old.origin
  begin select raise(abort, 'what was seen only grows'); end;
"""


class Witness:
    """A witness for the *logs* of these keys; two keys of one origin are a log whose key is being changed.

    `clock` returns the seconds since 1970.
    """

    def __init__(
        self, signer: Signer, logs: Sequence[VerifierKey], path: Path | str, clock: Callable[[], int]
    ) -> None:
        if signer.kind != COSIGNATURE or any(key.public == signer.key.public for key in logs):
            raise Refused(
                Fault.KEY,
                f"witness {signer.name}",
                "it has no key of its own",
                "make one of type 4 for it alone",
            )
        self._signer = signer
        self._logs = tuple(logs)
        self._clock = clock
        self._connection = connected(path)
        self._connection.executescript(_TABLES)
        guard(self._connection, ("evidence",))

    @property
    def key(self) -> VerifierKey:
        """Return what verifies this witness."""
        return self._signer.key

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def latest(self, mark: str) -> bytes | None:
        """Return the last checkpoint cosigned for the log of this mark, with its signatures."""
        for key in self._logs:
            if mark_of(key.name) == mark:
                seen = self._seen(key.name)
                return None if seen is None else bytes(seen[1])
        return None

    def add(self, raw: bytes) -> Answer:
        """Return the answer to a request: 200 with a cosignature, or 400, 403, 404, 409, 422."""
        try:
            request = request_from(raw)
            checkpoint = checkpoint_in(request.checkpoint)
        except Refused as refused:
            return _words(400, refused)
        keys = [key for key in self._logs if key.name == checkpoint.origin]
        if not keys:
            return Answer(404, b"this witness does not know the log\n")
        signatures = [key for key in keys if _signed(request.checkpoint, key)]
        if not signatures:
            return Answer(403, b"no key that this witness trusts for the log signed the checkpoint\n")
        if request.old > checkpoint.size:
            return Answer(400, b"the old size is above the size of the checkpoint\n")
        with transaction(self._connection):
            return self._weigh(request, checkpoint, signatures, raw)

    def _weigh(
        self, request: Request, checkpoint: Checkpoint, signers: Sequence[VerifierKey], raw: bytes
    ) -> Answer:
        known = self._seen(checkpoint.origin)
        size = 0 if known is None else known[0]
        if request.old != size:
            return Answer(409, f"{size}\n".encode())
        if known is not None and checkpoint.size == size:
            if checkpoint_in(note_from(known[1])).root != checkpoint.root:
                self._keep_evidence(raw)
                return Answer(409, f"{size}\n".encode())
            if request.hashes:
                return Answer(422, b"nothing is to be proved between equal sizes\n")
        elif size == 0 and request.hashes:
            return Answer(422, b"nothing is to be proved from size 0\n")
        elif size and known is not None:
            try:
                old = checkpoint_in(note_from(known[1]))
                verify_consistency(size, old.root, checkpoint.size, checkpoint.root, request.hashes)
            except Refused as refused:
                self._keep_evidence(raw)
                return _words(422, refused)
        return self._cosign(request, checkpoint, signers)

    def _cosign(self, request: Request, checkpoint: Checkpoint, signers: Sequence[VerifierKey]) -> Answer:
        signature = cosign(checkpoint.text, self._signer, self._clock())
        lines = [line for key in signers if (line := request.checkpoint.of(key)) is not None]
        note = bytes(Note(checkpoint.text, (*lines, signature)))
        self._connection.execute(
            "insert into seen values (?, ?, ?) "
            "on conflict(origin) do update set size = excluded.size, note = excluded.note",
            (checkpoint.origin, checkpoint.size, note),
        )
        return Answer(200, f"{signature.line}\n".encode())

    def _seen(self, origin: str) -> tuple[int, bytes] | None:
        row = self._connection.execute("select size, note from seen where origin = ?", (origin,)).fetchone()
        return None if row is None else (int(row[0]), bytes(row[1]))

    def evidence(self) -> tuple[bytes, ...]:
        """Return the signed requests that contradict what this witness saw, the oldest first."""
        rows = self._connection.execute("select request from evidence order by number")
        return tuple(bytes(row[0]) for row in rows)

    def _keep_evidence(self, raw: bytes) -> None:
        self._connection.execute(
            "insert into evidence(at, request) select ?, ? where (select count(*) from evidence) < ?",
            (self._clock(), raw, MOST_EVIDENCE),
        )


def _signed(note: Note, key: VerifierKey) -> bool:
    try:
        verify_note(note, key)
    except Refused:
        return False
    return True


def _words(status: int, refused: Refused) -> Answer:
    problem = refused.problem
    return Answer(status, f"{problem.where}: {problem.what}\n".encode())
