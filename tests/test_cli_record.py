"""The verb record: what a citizen, an auditor and a witness type, and the exit code each gets."""

from __future__ import annotations

import io
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from record_log import policy_text
from waitress.server import create_server

from bitgil.cli import main
from bitgil.cli.speech import Out
from bitgil.cli.trial import trial_witnesses
from bitgil.cli.verbs.record.witness import witness_in
from bitgil.government.planning import compare
from bitgil.government.state import State
from bitgil.plan.reading import plan_of, read_files
from bitgil.record.serving import Application
from bitgil.store import importing
from bitgil.store.current import forget

pytestmark = pytest.mark.django_db

WITNESSED, REFUSED, UNWITNESSED = 0, 1, 2


def say(*words: object, language: str = "en") -> tuple[int, str]:
    """Return the exit code of a deed of the record and all that it printed."""
    text = io.StringIO()
    code = main(("record", *map(str, words)), Out(language, text, text))
    return code, text.getvalue()


@pytest.fixture
def ledger(tmp_path: Path, toytown: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Adopt the frozen city's plan and publish it; return the folder of the log."""
    monkeypatch.setenv("BITGIL_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("BITGIL_RECORD_PASSPHRASE", raising=False)
    forget()
    files = read_files(toytown / "plan")
    importing.accept(State(), compare(State(), plan_of(files), files), reason="처음")
    assert say("publish")[0] == UNWITNESSED
    return tmp_path / "var" / "record"


def test_publishing_says_that_nobody_independent_witnessed(ledger: Path) -> None:
    """A second run publishes the same, and says in both languages that it is not witnessed."""
    shown = (ledger / "public" / "checkpoint").read_bytes()
    assert "독립적으로 증인되지 않음" in say("publish", "--lang", "ko")[1]
    assert "Not independently witnessed" in say("publish")[1]
    assert (ledger / "public" / "checkpoint").read_bytes() == shown


def test_a_proof_is_checked_from_two_files_alone(ledger: Path, tmp_path: Path) -> None:
    """Proof, opening and policy verify with exit 2; one changed byte of either is exit 1."""
    proof, opening, policy = tmp_path / "1.tlog-proof", tmp_path / "1.opening", ledger / "public" / "policy"
    assert say("proof", "1", proof, "--opening", opening)[0] == UNWITNESSED
    code, text = say("verify", proof, "--policy", policy, "--opening", opening, language="ko")
    assert code == UNWITNESSED
    assert "문서: 기록된 그 문서임" in text
    opening.write_bytes(opening.read_bytes().replace("처음".encode(), "나중".encode()))
    assert say("verify", proof, "--policy", policy, "--opening", opening)[0] == REFUSED
    content = bytearray(proof.read_bytes())
    content[80] ^= 1
    proof.write_bytes(content)
    assert say("verify", proof, "--policy", policy)[0] == REFUSED


def test_an_act_that_is_not_published_has_no_proof(ledger: Path, tmp_path: Path) -> None:
    """A number beyond the log is refused in words, and no file is written."""
    assert ledger.is_dir()
    code, text = say("proof", "999", tmp_path / "none")
    assert code == REFUSED
    assert "not in the published log" in text
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("path", ["checkpoint", "tile/0/000.p/*", "tile/entries/000.p/*"])
def test_an_audit_finds_one_changed_byte_in_any_file(ledger: Path, path: str) -> None:
    """The untouched folder is sound; with one byte changed it is refused."""
    public = ledger / "public"
    audit = ("audit", public, "--policy", ledger / "policy")
    assert say(*audit)[0] == UNWITNESSED
    (file,) = public.glob(path)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    code, text = say(*audit, language="ko")
    assert code == REFUSED
    assert "고치는 법" in text


def test_a_mirror_is_made_of_sound_files_only(ledger: Path, tmp_path: Path) -> None:
    """A copy holds what was audited; from a changed source nothing is copied over it."""
    copy = tmp_path / "copy"
    mirror = ("mirror", ledger / "public", copy, "--policy", ledger / "policy")
    assert say(*mirror)[0] == UNWITNESSED
    assert say("audit", copy, "--policy", ledger / "policy")[0] == UNWITNESSED
    kept = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    (bundle,) = (ledger / "public").glob("tile/entries/000.p/*")
    bundle.write_bytes(bundle.read_bytes()[:-1])
    assert say(*mirror)[0] == REFUSED
    assert {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()} == kept


def test_a_lost_memory_is_rebuilt_from_a_mirror_and_goes_on(ledger: Path, tmp_path: Path) -> None:
    """Without its memory the log refuses to write; restored from a sound copy it shows what it showed."""
    copy, shown = tmp_path / "copy", (ledger / "public" / "checkpoint").read_bytes()
    assert say("mirror", ledger / "public", copy, "--policy", ledger / "policy")[0] == UNWITNESSED
    assert say("restore", copy)[0] == REFUSED
    for file in ledger.glob("log.sqlite3*"):
        file.unlink()
    code, text = say("publish", language="ko")
    assert (code, "예전 상태로 되돌아갔습니다" in text) == (REFUSED, True)
    (bundle,) = copy.glob("tile/entries/000.p/*")
    whole = bundle.read_bytes()
    bundle.write_bytes(whole[:-1])
    assert say("restore", copy)[0] == REFUSED
    bundle.write_bytes(whole)
    assert say("restore", copy)[0] == UNWITNESSED
    assert say("publish")[0] == UNWITNESSED
    assert (ledger / "public" / "checkpoint").read_bytes() == shown


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    """A wrong file name is refused without a traceback."""
    code, text = say("verify", tmp_path / "none", "--policy", tmp_path / "none", language="ko")
    assert code == REFUSED
    assert "읽을 수 없습니다" in text


def test_a_wrong_call_never_ends_as_if_all_were_sound(tmp_path: Path) -> None:
    """Without its policy, or with an unknown word, it ends with 1, for 2 says sound but not witnessed."""
    for wrong in ((), ("--policy", tmp_path, "--polcy", tmp_path)):
        with pytest.raises(SystemExit) as ended:
            say("verify", tmp_path / "proof", *wrong)
        assert ended.value.code == REFUSED


@pytest.fixture
def witness(ledger: Path, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """Run a witness of this log on the web; give its folder and its address."""
    folder = tmp_path / "witness"
    folder.mkdir()
    (folder / "logs").write_bytes((ledger / "key").read_bytes())
    living = witness_in(folder, "university.example/w")
    server = create_server(Application(living), host="127.0.0.1", port=0, threads=1)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield folder, f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=5)
    living.close()


def test_with_the_quorum_every_check_ends_with_0(
    ledger: Path, witness: tuple[Path, str], tmp_path: Path
) -> None:
    """Once a witness of the policy has cosigned, publishing, audit and proof are witnessed."""
    folder, address = witness
    key = (folder / "key").read_text().strip()
    with (ledger / "policy").open("a") as file:
        file.write(f"witness university {key} {address}\n")
    policy = (ledger / "policy").read_text().replace("quorum none\n", "") + "quorum university\n"
    (ledger / "policy").write_text(policy)
    code, text = say("publish")
    assert (code, "Witnesses: university" in text) == (WITNESSED, True)
    assert say("audit", ledger / "public", "--policy", ledger / "public" / "policy")[0] == WITNESSED
    assert say("proof", "1", tmp_path / "1.tlog-proof")[0] == WITNESSED


def test_a_witness_knows_which_logs_it_watches(tmp_path: Path) -> None:
    """Without a log to watch it does not start, and says where to write it."""
    code, text = say("witness", "--dir", tmp_path, language="ko")
    assert code == REFUSED
    assert "logs" in text


def free_ports(count: int) -> list[int]:
    """Return ports of this machine that nobody listens on."""
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports: list[int] = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def test_trial_witnesses_are_programs_of_their_own_and_count_for_nothing(
    ledger: Path, tmp_path: Path
) -> None:
    """Both cosign from their own folders; the proof names them and is still not independently witnessed."""
    home, out = tmp_path / "witnesses", Out("en", io.StringIO(), io.StringIO())
    ports = free_ports(2)
    with trial_witnesses(ledger, home, ports, out) as run:
        assert run
        assert say("publish")[0] == UNWITNESSED
        code, text = say("proof", "1", tmp_path / "1.tlog-proof")
        assert (code, "trial-1, trial-2" in text) == (UNWITNESSED, True)
        assert "Not independently witnessed" in text
        shown = Client(HTTP_HOST="localhost").get("/record/").content.decode()
        assert shown.count("시가 스스로 돌리는 시범 증인") == 2
        assert "독립적으로 증인되지 않음" in shown
    assert "count for nothing" in out.side.getvalue()  # type: ignore[attr-defined]
    keys = {(home / name / "key").read_bytes() for name in ("trial-1", "trial-2")}
    assert len(keys) == 2
    assert say("publish")[0] == UNWITNESSED
    policy = (ledger / "policy").read_bytes()
    assert policy.count(b"witness trial-") == 2
    with trial_witnesses(ledger, home, ports, out) as run:
        assert (run, (ledger / "policy").read_bytes()) == (True, policy)


def test_where_the_policy_asks_for_witnesses_no_trial_is_run(ledger: Path, tmp_path: Path) -> None:
    """A policy with a quorum is left alone."""
    policy = policy_text()
    (ledger / "policy").write_bytes(policy)
    with trial_witnesses(
        ledger, tmp_path / "none", free_ports(2), Out("en", io.StringIO(), io.StringIO())
    ) as run:
        assert not run
    assert (ledger / "policy").read_bytes() == policy
    assert not (tmp_path / "none").exists()
