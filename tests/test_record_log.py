"""One writer and its witnesses: batches, publishing, restart, rollback, fork, and a crash at every step."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeVar
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from record_log import (
    LOG,
    NOON,
    ORIGIN,
    WITNESSES,
    Town,
    entries,
    policy_text,
    town,
)

from bitgil.record.auditing import audit
from bitgil.record.checkpoint import Checkpoint, checkpoint_in, sign_checkpoint
from bitgil.record.cosignature import verify_cosignature
from bitgil.record.exchange import Answer, Link, Request
from bitgil.record.files import CHECKPOINT, Disk, FileLock, Folder
from bitgil.record.log import History, Log, writing
from bitgil.record.note import COSIGNATURE, Note, Signer, note_from, signature_from
from bitgil.record.policy import policy_from
from bitgil.record.publishing import check_restart, publish
from bitgil.record.refusal import Fault, Refused
from bitgil.record.restoring import restore
from bitgil.record.serving import Application, Beside, OverHTTP
from bitgil.record.sqlite import SQLiteStorage
from bitgil.record.storage import Waiting
from bitgil.record.tiles import Tile
from bitgil.record.tree import EMPTY, leaf_hash, root_of
from bitgil.record.verification import verify
from bitgil.record.witness import Witness

T = TypeVar("T")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Town]:
    """Yield a town whose databases are files."""
    with town(tmp_path) as made:
        yield made


class Box:
    """An outbox that outlives the log: what waits, and where what was settled stands."""

    def __init__(self, waiting: Sequence[bytes]) -> None:
        self._entries = dict(enumerate(waiting))
        self.places: dict[int, int] = {}

    def waiting(self, limit: int) -> Sequence[Waiting]:
        """Return the oldest entries not settled."""
        left = [number for number in sorted(self._entries) if number not in self.places]
        return [Waiting(number, self._entries[number]) for number in left[:limit]]

    def settle(self, places: Mapping[int, int]) -> None:
        """Note where entries stand."""
        self.places |= places


def fault_of(call: Callable[[], object]) -> Fault:
    """Return the name of the fault that a call is refused with."""
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.fault


def test_entries_get_dense_places_and_a_repeat_keeps_its_own(place: Town) -> None:
    """Places count from 0 without a gap; an entry handed in again stays where it is."""
    with place.log() as log:
        assert log.append(entries(3)) == (0, 1, 2)
        assert log.append([*entries(1, 1), *entries(2, 3), *entries(1, 4)]) == (1, 3, 4, 4)
        assert log.append([]) == ()
        assert log.size == 5
        assert log.root() == root_of([leaf_hash(each) for each in entries(5)])


def test_a_log_opened_again_goes_on_over_the_edge_of_tiles(tmp_path: Path) -> None:
    """Closed and opened at sizes around a tile's edge, the log has the root of all its entries."""
    leaves: list[bytes] = []
    with town(tmp_path, in_memory=True) as made, made.storage() as storage:
        for step in (1, 254, 1, 1, 255, 1, 10):
            new = [b"%d" % number for number in range(len(leaves), len(leaves) + step)]
            leaves += [leaf_hash(each) for each in new]
            with made.log(storage) as log:
                log.append(new)
            history = History(storage, LOG.key)
            assert history.root() == root_of(leaves)
            assert history.root(len(leaves) // 2) == root_of(leaves[: len(leaves) // 2])


def test_an_entry_without_bytes_or_too_long_is_refused_with_its_batch(place: Town) -> None:
    """One bad entry in a batch, and nothing of it is logged."""
    with place.log() as log:
        for bad in (b"", b"x" * 65_536):
            assert fault_of(lambda bad=bad: log.append([*entries(1), bad])) is Fault.ENTRY  # type: ignore[misc]
        assert log.size == 0


def test_the_outbox_is_emptied_in_order(place: Town) -> None:
    """Batches are taken oldest first until none waits, and each entry learns its place."""
    box = Box(entries(5))
    with place.log() as log:
        assert [log.take(box, 2) for _ in range(4)] == [2, 2, 1, 0]
    assert box.places == {number: number for number in range(5)}


def test_a_published_log_verifies_everywhere(place: Town) -> None:
    """A published entry's proof is accepted offline and the public folder passes its audit."""
    place.grow(entries(7))
    report = verify(place.prove(4), place.policy)
    assert (report.exit_code, report.index, set(report.witnessed)) == (0, 4, set(WITNESSES))
    found = audit(place.folder, place.policy)
    assert (found.whole, found.entries, found.independent) == (True, 7, True)


def test_nothing_is_shown_before_the_quorum(place: Town) -> None:
    """Without the council nothing new becomes public; once it answers, the same checkpoint does."""
    shown = place.grow(entries(2))
    outside = {name: link for name, link in place.links.items() if name != "council"}
    with place.log() as log:
        log.append(entries(1, 2))
        first = publish(log, place.policy, outside, place.folder)
        assert (first.shown, set(first.silent)) == (False, {"council"})
        assert place.folder.read(CHECKPOINT) == shown
        second = place.publish(log)
        assert second.shown
        assert second.checkpoint.text == first.checkpoint.text


def test_publishing_again_brings_a_fresh_time(place: Town) -> None:
    """An idle log is cosigned again at the same size, so that a reader can see that it is alive."""
    place.grow(entries(2))
    place.now += 3600
    with place.log() as log:
        again = place.publish(log)
    assert set(again.witnessed.values()) == {NOON + 3600}
    assert len(again.checkpoint.signatures) == 1 + len(WITNESSES)


def test_without_witnesses_it_says_so(place: Town) -> None:
    """A policy that asks for no witness shows the log, and calls it not independently witnessed."""
    policy = policy_from(f"log {LOG.key}\nquorum none\n".encode())
    with place.log() as log:
        log.append(entries(1))
        done = publish(log, policy, {}, place.folder)
        proof = bytes(log.prove(0, done.checkpoint))
    assert (done.shown, done.independent) == (True, False)
    report = verify(proof, policy)
    assert report.exit_code == 2
    assert "독립 증인의 확인 없음" in "\n".join(report.lines())


def test_one_size_has_one_checkpoint(place: Town) -> None:
    """A second, different checkpoint at a size is refused by the log's own memory."""
    place.grow(entries(2))
    other = bytes(sign_checkpoint(Checkpoint(ORIGIN, 2, EMPTY), LOG))
    with place.storage() as storage:
        assert fault_of(lambda: storage.keep_checkpoint(2, other)) is Fault.FORK


def test_the_memory_refuses_change(place: Town) -> None:
    """Rows of the log can't be changed, deleted or replaced in passing."""
    place.grow(entries(2))
    with closing(sqlite3.connect(place.root / "log.sqlite")) as connection:
        for statement in (
            "update entry set content = x'00'",
            "delete from entry",
            "update checkpoint set size = 9",
            "delete from cosignature",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="never changed"):
                connection.execute(statement)
    with closing(sqlite3.connect(place.root / "council.sqlite")) as connection:
        with pytest.raises(sqlite3.IntegrityError, match="only grows"):
            connection.execute("update seen set size = 1")
        with pytest.raises(sqlite3.IntegrityError, match="stays"):
            connection.execute("delete from seen")


def test_an_edit_behind_the_triggers_is_found_when_the_log_is_opened(place: Town) -> None:
    """An owner who drops the trigger and edits an entry has a log that no longer opens."""
    place.grow(entries(3))
    with closing(sqlite3.connect(place.root / "log.sqlite")) as connection, connection:
        connection.execute("drop trigger entry_update")
        connection.execute("update entry set content = ? where place = 1", entries(1, 9))
    assert fault_of(lambda: place.grow(entries(1, 3))) is Fault.EDITED


def test_only_one_writes(place: Town) -> None:
    """A second writer is turned away while the first holds the lock, and let in after it."""
    with place.log() as log:
        log.append(entries(1))
        with place.storage() as other:
            assert fault_of(writing(other, LOG, FileLock(place.root / "lock")).__enter__) is Fault.BUSY
    place.grow(entries(1, 1))


def test_a_writer_overtaken_in_spite_of_the_lock_writes_nothing(place: Town) -> None:
    """Where two logs are open on one memory, the one that is behind is refused."""
    with place.storage() as storage:
        first, second = Log(storage, LOG), Log(storage, LOG)
        first.append(entries(1))
        assert fault_of(lambda: second.append(entries(1, 1))) is Fault.OVERTAKEN
        assert storage.size() == 1


def test_a_restored_backup_is_refused(place: Town) -> None:
    """A database from before the last checkpoint may not write: a witness has seen more."""
    place.grow(entries(2))
    shutil.copy(place.root / "log.sqlite", place.root / "backup.sqlite")
    place.grow(entries(2, 2))
    shutil.rmtree(place.root / "public")
    for excused in ((), ("university", "newspaper")):
        with place.storage("backup") as storage:
            history = History(storage, LOG.key)
            refused = fault_of(
                lambda history=history, excused=excused: check_restart(  # type: ignore[misc]
                    history, place.policy, place.links, place.folder, excused
                )
            )
            assert refused is Fault.ROLLBACK


def test_a_restored_backup_that_went_on_is_refused_as_a_fork(place: Town) -> None:
    """If it was written to all the same, witnesses refuse it and the log learns that it forked."""
    place.grow(entries(2))
    shutil.copy(place.root / "log.sqlite", place.root / "backup.sqlite")
    place.grow(entries(2, 2))
    with place.storage("backup") as storage:
        log = Log(storage, LOG)
        log.append(entries(3, 20))
        assert fault_of(lambda: place.publish(log)) is Fault.FORK
        assert fault_of(lambda: check_restart(log, place.policy, place.links, place.folder)) is Fault.FORK


def test_the_public_folder_too_remembers(place: Town) -> None:
    """Where no witness is left, the public checkpoint alone stops a restored backup."""
    place.grow(entries(2))
    with place.storage("empty") as storage:
        history = History(storage, LOG.key)
        refused = fault_of(lambda: check_restart(history, place.policy, {}, place.folder, tuple(WITNESSES)))
    assert refused is Fault.ROLLBACK


class Mute:
    """A witness that can't be reached."""

    def add(self, request: bytes) -> Answer:
        """Answer nothing."""
        raise Refused(Fault.WITNESS, "mute", f"no answer to {len(request)} bytes", "wait")

    def latest(self, origin: str) -> bytes | None:
        """Answer nothing."""
        raise Refused(Fault.WITNESS, "mute", f"no answer about {origin}", "wait")


class Liar:
    """A witness whose answers this log never signed."""

    def __init__(self, status: int, body: bytes, note: bytes | None = None) -> None:
        self._answer, self._note = Answer(status, body), note

    def add(self, request: bytes) -> Answer:
        """Answer the same, whatever the request."""
        return self._answer if request else Answer(400, b"")

    def latest(self, origin: str) -> bytes | None:
        """Show the same, whatever the log."""
        return self._note if origin else None


def test_a_witness_that_is_away_stops_a_restart_until_it_is_excused(place: Town) -> None:
    """Every witness must answer before the first write; the operator may excuse one by name."""
    place.grow(entries(2))
    links: dict[str, Link] = {**place.links, "newspaper": Mute()}
    with place.storage() as storage:
        history = History(storage, LOG.key)
        assert fault_of(lambda: check_restart(history, place.policy, links, place.folder)) is Fault.WITNESS
        check_restart(history, place.policy, links, place.folder, ["newspaper"])
        assert fault_of(lambda: check_restart(history, place.policy, {}, place.folder)) is Fault.WITNESS


def test_a_witness_that_nobody_asks_for_may_be_away_but_not_ahead(place: Town) -> None:
    """Under a policy without a quorum silence stops no restart; a longer log once cosigned does."""
    unasked = policy_from(policy_text("none"))
    place.grow(entries(2))
    shutil.copy(place.root / "log.sqlite", place.root / "backup.sqlite")
    place.grow(entries(2, 2))
    shutil.rmtree(place.root / "public")
    away: dict[str, Link] = dict.fromkeys(WITNESSES, Mute())
    with place.storage("backup") as storage:
        history = History(storage, LOG.key)
        check_restart(history, unasked, away, place.folder)
        links: dict[str, Link] = {**away, "council": place.links["council"]}
        assert fault_of(lambda: check_restart(history, unasked, links, place.folder)) is Fault.ROLLBACK


def test_a_witness_that_forgot_is_told(place: Town) -> None:
    """A witness started again empty is not taken for one that never saw the log."""
    place.grow(entries(2))
    with closing(Witness(WITNESSES["council"], [LOG.key], ":memory:", lambda: NOON)) as empty:
        links = {**place.links, "council": Beside(empty)}
        with place.storage() as storage, pytest.raises(Refused, match="forgotten") as caught:
            check_restart(History(storage, LOG.key), place.policy, links, place.folder)
    assert caught.value.fault is Fault.WITNESS


@pytest.mark.parametrize(
    "liar",
    [
        Liar(409, b"99999\n"),
        Liar(409, b"2\n"),
        Liar(409, b"0\n"),
        Liar(409, b"none of your business\n"),
        Liar(422, b"no\n"),
        Liar(500, b"broken\n"),
        Liar(200, b""),
        Liar(200, b"\xff"),
        Liar(200, "\u2014 council.example/w AAAAAAA=\n".encode()),
        Liar(409, b"99999\n", b"garbage"),
        Liar(
            409,
            b"99999\n",
            bytes(
                sign_checkpoint(
                    Checkpoint("a.example", 9, EMPTY), Signer("a.example", 1, WITNESSES["council"].private)
                )
            ),
        ),
        Mute(),
    ],
)
def test_a_witness_that_lies_harms_itself_only(place: Town, liar: Link) -> None:
    """Claims of a longer log without its signature, broken answers and silence leave the rest to go on."""
    with place.log() as log:
        log.append(entries(2))
        done = publish(log, place.policy, {**place.links, "newspaper": liar}, place.folder)
    assert (done.shown, set(done.silent), set(done.witnessed)) == (
        True,
        {"newspaper"},
        {"council", "university"},
    )


def asked(made: Town, old: int, note: Note, hashes: Sequence[bytes] = ()) -> Answer:
    """Return the council's answer to a request."""
    return made.witnesses["council"].add(bytes(Request(old, tuple(hashes), note)))


def test_a_witness_answers_as_the_protocol_says(place: Town) -> None:
    """The protocol's answers 200, 400, 403, 404, 409 and 422, each for its own reason."""
    with place.log() as log:
        log.append(entries(3))
        three = log.seal()
        log.append(entries(4, 3))
        seven, proof = log.seal(), log.consistency(3, 7)
    forged = Note(three.text, (type(three.signatures[0])(ORIGIN, LOG.key.id, bytes(64)),))
    foreign = sign_checkpoint(
        Checkpoint("a.example", 0, EMPTY), Signer("a.example", 1, WITNESSES["newspaper"].private)
    )
    fork = sign_checkpoint(Checkpoint(ORIGIN, 3, leaf_hash(b"other")), LOG)
    assert asked(place, 0, foreign).status == 404
    assert asked(place, 0, forged).status == 403
    assert asked(place, 4, three).status == 400
    assert place.witnesses["council"].add(b"nonsense").status == 400
    assert asked(place, 0, three, [EMPTY]).status == 422
    first = asked(place, 0, three)
    assert first.status == 200
    line = signature_from(first.body.decode().removesuffix("\n"))
    assert verify_cosignature(three.adding([line]), WITNESSES["council"].key) == NOON
    assert (asked(place, 0, seven).status, asked(place, 0, seven).body) == (409, b"3\n")
    assert asked(place, 3, fork).status == 409
    assert asked(place, 3, three, [EMPTY]).status == 422
    assert asked(place, 3, seven, proof[:-1]).status == 422
    assert asked(place, 3, seven, proof).status == 200
    assert (asked(place, 3, three).status, asked(place, 3, three).body) == (409, b"7\n")
    assert asked(place, 7, three).status == 400
    assert asked(place, 7, seven).status == 200
    assert len(place.witnesses["council"].evidence()) == 2


def test_a_witness_opened_again_remembers(place: Town) -> None:
    """What a witness saw outlives its program."""
    place.grow(entries(3))
    with closing(
        Witness(WITNESSES["council"], [LOG.key], place.root / "council.sqlite", lambda: NOON)
    ) as again:
        latest = Beside(again).latest(ORIGIN)
        assert latest is not None
        assert checkpoint_in(note_from(latest)).size == 3
        assert Beside(again).latest("a.example") is None


def test_a_witness_needs_a_key_of_its_own() -> None:
    """A log's key can't be its own witness."""
    own = Signer("city.example/w", COSIGNATURE, LOG.private)
    assert fault_of(lambda: Witness(own, [LOG.key], ":memory:", lambda: NOON)) is Fault.KEY
    assert fault_of(lambda: Witness(LOG, [], ":memory:", lambda: NOON)) is Fault.KEY


class Quiet(WSGIRequestHandler):
    """A request handler that writes no log."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's name
        """Write nothing."""


def test_witnesses_over_http(place: Town) -> None:
    """The same log is witnessed over the web, with the protocol's types, and a dead address is told."""
    server = make_server("127.0.0.1", 0, Application(place.witnesses["council"]), handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    try:
        link = OverHTTP(f"{address}/", timeout=5)
        links: dict[str, Link] = {**place.links, "council": link}
        assert link.latest(ORIGIN) is None
        with place.log() as log:
            log.append(entries(3))
            done = publish(log, place.policy, links, place.folder)
            check_restart(log, place.policy, links, place.folder)
            note = log.seal()
        assert (done.shown, done.silent) == (True, {})
        assert link.add(bytes(Request(0, (), note))) == Answer(409, b"3\n")
        assert link.add(b"nonsense").status == 400
        latest = link.latest(ORIGIN)
        assert latest is not None
        assert checkpoint_in(note_from(latest)).size == 3
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert fault_of(lambda: OverHTTP(address, timeout=1).latest(ORIGIN)) is Fault.WITNESS
    assert fault_of(lambda: OverHTTP("file:///etc/passwd")) is Fault.WITNESS


class Crash(Exception):  # noqa: N818  reads as what it is
    """The program ends here."""


class Countdown:
    """Lets steps happen until the *last*, and ends the program before it or after it."""

    def __init__(self, last: int, *, after: bool, end: Callable[[], None] | None = None) -> None:
        self.left, self._after, self._end = last, after, end

    def step(self, do: Callable[[], T]) -> T:
        """Do one step, or end."""
        self.left -= 1
        if self.left == 0 and not self._after:
            self._stop()
        done = do()
        if self.left == 0:
            self._stop()
        return done

    def _stop(self) -> None:
        if self._end is not None:
            self._end()
        raise Crash


class FrailStorage:
    """A storage whose every write is one step of a countdown."""

    def __init__(self, real: SQLiteStorage, countdown: Countdown) -> None:
        self._real, self._countdown = real, countdown
        self.size, self.entries, self.places_of, self.tile = (
            real.size,
            real.entries,
            real.places_of,
            real.tile,
        )
        self.checkpoint, self.last_checkpoint, self.cosignatures = (
            real.checkpoint,
            real.last_checkpoint,
            real.cosignatures,
        )

    def append(
        self, first: int, new: Sequence[tuple[bytes, bytes]], tiles: Sequence[tuple[Tile, bytes]]
    ) -> None:
        """Append as one step."""
        self._countdown.step(lambda: self._real.append(first, new, tiles))

    def keep_checkpoint(self, size: int, note: bytes) -> None:
        """Keep a checkpoint as one step."""
        self._countdown.step(lambda: self._real.keep_checkpoint(size, note))

    def keep_cosignature(self, size: int, name: str, line: str) -> None:
        """Keep a cosignature as one step."""
        self._countdown.step(lambda: self._real.keep_cosignature(size, name, line))


class FrailDisk(Disk):
    """A disk whose every write, rename and settling is one step; a write cut off leaves half a file."""

    def __init__(self, countdown: Countdown) -> None:
        self._countdown = countdown

    def write(self, path: Path, content: bytes) -> None:
        """Write in two steps."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._countdown.step(lambda: path.write_bytes(content[: len(content) // 2]))
        path.write_bytes(content)

    def rename(self, path: Path, to: Path) -> None:
        """Rename as one step."""
        self._countdown.step(lambda: path.replace(to))

    def settle(self, folder: Path) -> None:
        """Settle as one step."""
        self._countdown.step(folder.exists)


class FrailLink(Beside):
    """A link on which each call is one step: the witness may have cosigned, and nobody heard."""

    def __init__(self, witness: Witness, countdown: Countdown) -> None:
        super().__init__(witness)
        self._countdown = countdown

    def add(self, request: bytes) -> Answer:
        """Hand in as one step."""
        return self._countdown.step(lambda: super(FrailLink, self).add(request))


class FrailBox(Box):
    """An outbox whose settling is one step."""

    countdown: Countdown

    def settle(self, places: Mapping[int, int]) -> None:
        """Settle as one step."""
        self.countdown.step(lambda: super(FrailBox, self).settle(places))


def work(made: Town, storage: SQLiteStorage, box: FrailBox, countdown: Countdown) -> None:
    """Log and publish until nothing waits, every step counted."""
    box.countdown = countdown
    frail = FrailStorage(storage, countdown)
    links = {name: FrailLink(each, countdown) for name, each in made.witnesses.items()}
    folder = Folder(made.root / "public", FrailDisk(countdown))
    with made.log(frail) as log:  # type: ignore[arg-type]
        while log.take(box, 3):
            publish(log, made.policy, links, folder)
        publish(log, made.policy, links, folder)


def crashed_and_recovered(root: Path, last: int, *, after: bool) -> bool:
    """Crash at a step, start again, and hold the log to everything; say whether there was such a step."""
    with town(root, in_memory=True) as made, made.storage() as storage:
        box, countdown = FrailBox(entries(5)), Countdown(last, after=after)
        with suppress(Crash):
            work(made, storage, box, countdown)
        before = made.folder.read(CHECKPOINT)
        if before is not None:
            assert audit(made.folder, made.policy).whole
        work(made, storage, box, Countdown(0, after=False))
        found = audit(made.folder, made.policy, before=before)
        assert (found.problems, found.entries, found.independent) == ([], 5, True)
        logged = storage.entries(0, 9)
        assert {number: logged[spot] for number, spot in box.places.items()} == dict(enumerate(entries(5)))
        assert [each.evidence() for each in made.witnesses.values()] == [()] * 3
        return countdown.left <= 0


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_crash_at_any_step_neither_loses_nor_repeats_nor_forks(tmp_path: Path, after: bool) -> None:  # noqa: FBT001
    """Ended before or after each single step, the log goes on whole, with every entry once and no fork."""
    last = 1
    while crashed_and_recovered(tmp_path / str(last), last, after=after):
        last += 1
    assert last > 40


KILLED = """
import os, signal, sys
from pathlib import Path
from record_log import entries, town
from test_record_log import Countdown, FrailBox, work
with town(Path(sys.argv[1])) as made, made.storage() as storage:
    end = lambda: os.kill(os.getpid(), signal.SIGKILL)
    work(made, storage, FrailBox(entries(5)), Countdown(int(sys.argv[2]), after=True, end=end))
"""


@pytest.mark.parametrize("last", [1, 3, 9, 14])
def test_a_killed_program_leaves_a_log_that_goes_on(tmp_path: Path, last: int) -> None:
    """A program killed by the system lets go of the lock, and another goes on with the same files."""
    done = subprocess.run(  # noqa: S603  this test's own program
        [sys.executable, "-c", KILLED, str(tmp_path), str(last)],
        cwd=Path(__file__).parent,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[1]), "."])},
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    with town(tmp_path) as made:
        made.grow(entries(5))
        found = audit(made.folder, made.policy)
    assert (found.whole, found.entries) == (True, 5)


def test_a_policy_that_does_not_know_the_log_shows_nothing(place: Town) -> None:
    """Publishing under the policy of another log is refused before anything is signed."""
    other = policy_from(
        policy_text().replace(str(LOG.key).encode(), str(Signer("b.example", 1, LOG.private).key).encode())
    )
    with place.log() as log:
        log.append(entries(1))
        assert fault_of(lambda: publish(log, other, place.links, place.folder)) is Fault.CONTEXT
        assert log.storage.last_checkpoint() is None


def test_a_file_that_is_no_database_is_told_in_words(tmp_path: Path) -> None:
    """A database that can't be read is a sentence, not a traceback."""
    (tmp_path / "log.sqlite").write_bytes(b"this is no database, and long enough to be looked at" * 20)
    assert fault_of(lambda: SQLiteStorage(tmp_path / "log.sqlite")) is Fault.FORM
    assert fault_of(lambda: SQLiteStorage(tmp_path / "absent" / "log.sqlite")) is Fault.FORM


def test_a_lost_database_is_restored_from_a_mirror(place: Town) -> None:
    """From the public files alone comes a log that goes on where the old one stood, and into no other."""
    place.grow(entries(300))
    shown = place.folder.read(CHECKPOINT)
    with place.storage("anew") as anew:
        assert restore(place.folder, anew, place.policy).whole
        with place.log(anew) as log:
            assert bytes(log.checkpoint(300) or b"") == shown
            log.append(entries(1, 300))
            assert place.publish(log).shown
        assert fault_of(lambda: restore(place.folder, anew, place.policy)) is Fault.OVERTAKEN
    assert audit(place.folder, place.policy, before=shown).whole


def test_nothing_is_restored_from_files_that_are_not_whole(place: Town) -> None:
    """A mirror with a changed byte fills nothing."""
    place.grow(entries(3))
    bundle = place.folder.read("tile/entries/000.p/3") or b""
    place.folder.put("tile/entries/000.p/3", bundle.replace(b"approved", b"rejected", 1))
    with place.storage("anew") as anew:
        assert not restore(place.folder, anew, place.policy).whole
        assert anew.size() == 0
