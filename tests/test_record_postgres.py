"""The log in PostgreSQL: the same log as in a file, one writer for all machines, and nothing ever changed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from itertools import count
from pathlib import Path

import psycopg
import pytest
from postgres_cluster import HOW, cluster, programs
from record_log import LOG, ORIGIN, Town, entries, town
from test_record_log import Countdown, Crash, FrailBox, work

from bitgil.record.auditing import audit
from bitgil.record.checkpoint import Checkpoint, sign_checkpoint
from bitgil.record.files import CHECKPOINT, Folder
from bitgil.record.log import History, Log, writing
from bitgil.record.policy import policy_from
from bitgil.record.postgres import AdvisoryLock, PostgresStorage
from bitgil.record.publishing import check_restart
from bitgil.record.refusal import Fault, Refused
from bitgil.record.restoring import restore
from bitgil.record.tree import EMPTY, leaf_hash, root_of

_schemas = (f"log_{number}" for number in count())


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Run a server for this module; skip, by name, where PostgreSQL is absent."""
    if programs() is None:
        pytest.skip(HOW)
    with cluster(durable=False) as address:
        yield address


@pytest.fixture
def opened(server: str) -> Iterator[Callable[..., PostgresStorage]]:
    """Return what opens a storage, in one new schema unless another is named."""
    fresh = next(_schemas)
    with ExitStack() as closing:

        def open_one(schema: str = fresh) -> PostgresStorage:
            storage = PostgresStorage(server, schema)
            closing.callback(storage.close)
            return storage

        yield open_one


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Town]:
    """Yield a town whose witnesses are in memory."""
    with town(tmp_path, in_memory=True) as made:
        yield made


def fault_of(call: Callable[[], object]) -> Fault:
    """Return the name of the fault that a call is refused with."""
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.fault


def test_a_log_in_the_database_is_the_same_log(place: Town, opened: Callable[..., PostgresStorage]) -> None:
    """Over the edge of tiles, closed and opened again, roots and public files are those of any log."""
    leaves: list[bytes] = []
    for step in (1, 254, 1, 1, 255, 10):
        new = entries(step, len(leaves))
        leaves += map(leaf_hash, new)
        storage = opened()
        with place.log(storage) as log:
            assert log.append([*new, new[0]])[-1] == len(leaves) - step
            assert place.publish(log).independent
        assert History(storage, LOG.key).root() == root_of(leaves)
        assert audit(place.folder, place.policy).whole
    kept = opened().last_checkpoint()
    assert kept is not None
    assert kept[0] == len(leaves)
    assert opened().cosignatures(len(leaves))


def test_the_server_lets_one_write(server: str, opened: Callable[..., PostgresStorage]) -> None:
    """While one holds the lock another is turned away, and let in once it ended, however it did."""
    lock = AdvisoryLock(server, "one")
    with writing(opened(), LOG, lock) as log:
        log.append(entries(1))
        assert fault_of(writing(opened(), LOG, AdvisoryLock(server, "one")).__enter__) is Fault.BUSY
        with writing(opened("other"), LOG, AdvisoryLock(server, "other")):
            assert log.size == 1
    with suppress(Crash), writing(opened(), LOG, lock):
        raise Crash
    with writing(opened(), LOG, lock) as log:
        assert log.size == 1


def test_a_writer_overtaken_in_spite_of_the_lock_writes_nothing(
    opened: Callable[..., PostgresStorage],
) -> None:
    """Of two logs open on one memory the one that is behind is refused."""
    first, second = Log(opened(), LOG), Log(opened(), LOG)
    first.append(entries(1))
    assert fault_of(lambda: second.append(entries(1, 1))) is Fault.OVERTAKEN
    assert opened().size() == 1


def test_one_size_has_one_checkpoint(opened: Callable[..., PostgresStorage]) -> None:
    """A second, different checkpoint at a size is refused, and the same one is not."""
    log = Log(opened(), LOG)
    log.append(entries(2))
    note = bytes(log.seal())
    opened().keep_checkpoint(2, note)
    other = bytes(sign_checkpoint(Checkpoint(ORIGIN, 0, EMPTY), LOG))
    assert fault_of(lambda: opened().keep_checkpoint(2, other)) is Fault.FORK
    assert opened().checkpoint(2) == note


def test_the_memory_refuses_change(server: str) -> None:
    """Rows of the log can be neither changed nor deleted, one by one or all at once."""
    storage = PostgresStorage(server, "guarded")
    Log(storage, LOG).append(entries(2))
    with psycopg.connect(server, autocommit=True) as connection:
        for statement in (
            "update guarded.entry set content = '\\x00'",
            "delete from guarded.entry",
            "truncate guarded.entry",
            "update guarded.checkpoint set size = 9",
            "delete from guarded.cosignature",
            "delete from guarded.tile",
        ):
            with pytest.raises(psycopg.errors.RaiseException, match="never changed"):
                connection.execute(statement)
    assert storage.entries(0, 9) == entries(2)
    storage.close()


def test_a_restored_backup_is_refused(place: Town, opened: Callable[..., PostgresStorage]) -> None:
    """A database from before the last checkpoint may not write: witnesses have seen more."""
    storage = opened()
    with place.log(storage) as log:
        log.append(entries(4))
        place.publish(log)
    earlier = opened("earlier")
    Log(earlier, LOG).append(entries(2))
    history = History(earlier, LOG.key)
    assert fault_of(lambda: check_restart(history, place.policy, place.links, place.folder)) is Fault.ROLLBACK
    anew = opened("anew")
    assert restore(place.folder, anew, place.policy).whole
    check_restart(History(anew, LOG.key), place.policy, place.links, place.folder)


@pytest.mark.parametrize("last", range(1, 40, 6))
def test_a_crash_at_a_step_neither_loses_nor_repeats_nor_forks(
    tmp_path: Path, server: str, last: int
) -> None:
    """Ended after a step, the log goes on whole from what the server kept, with every entry once."""
    schema = next(_schemas)
    with town(tmp_path, in_memory=True) as made:
        box = FrailBox(entries(5))
        for countdown in (Countdown(last, after=True), Countdown(0, after=False)):
            storage = PostgresStorage(server, schema)
            with suppress(Crash):
                work(made, storage, box, countdown)  # type: ignore[arg-type]
            before = made.folder.read(CHECKPOINT)
            storage.close()
        found = audit(made.folder, made.policy, before=before)
        assert (found.problems, found.entries, found.independent) == ([], 5, True)
        assert [each.evidence() for each in made.witnesses.values()] == [()] * 3


def test_a_server_that_is_not_there_is_told_in_words() -> None:
    """No server, and one that went away, are sentences and not tracebacks."""
    assert fault_of(lambda: PostgresStorage("host=/nonexistent dbname=x connect_timeout=1")) is Fault.FORM
    assert fault_of(AdvisoryLock("host=/nonexistent dbname=x").held().__enter__) is Fault.FORM


def test_a_server_that_went_away_is_told_in_words(
    server: str, opened: Callable[..., PostgresStorage]
) -> None:
    """Where the server ends a connection the next question is refused in words, nothing half written."""
    storage = opened()
    log = Log(storage, LOG)
    log.append(entries(1))
    with psycopg.connect(server, autocommit=True) as other:
        other.execute("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()")
    assert fault_of(storage.size) is Fault.FORM
    assert fault_of(lambda: log.append(entries(1, 1))) is Fault.FORM
    assert opened().size() == 1


def test_acts_and_log_lie_in_one_database(server: str, tmp_path: Path, living_plan: Path) -> None:
    """With acts in PostgreSQL the log's memory is there too: adopted, published, proved, no file of it."""
    host = server.partition("host=")[2].partition(" ")[0]
    user = server.partition("user=")[2].partition(" ")[0]
    var = tmp_path / "var"
    told = {"BITGIL_DATABASE": f"postgresql://{user}@/postgres?host={host}", "BITGIL_VAR": str(var)}
    root = Path(__file__).parents[1]

    def typed(*words: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603  our own command
            [sys.executable, "-m", "bitgil.cli", *map(str, words), "--lang", "en"],
            cwd=root,
            env={**os.environ, **told},
            capture_output=True,
            text=True,
            check=False,
        )

    adopted = typed("import", living_plan, "--reason", "first")
    assert adopted.returncode == 0, adopted.stderr
    proved = typed("record", "proof", 1, tmp_path / "1.tlog-proof")
    assert (proved.returncode, "is in this log" in proved.stdout) == (2, True), proved.stderr
    found = audit(Folder(var / "record" / "public"), policy_from((var / "record" / "policy").read_bytes()))
    with psycopg.connect(server) as connection:
        row = connection.execute("select count(*) from bitgil_record.entry").fetchone()
    assert (found.whole, (found.entries,)) == (True, row)
    assert not (var / "record" / "log.sqlite3").exists()
