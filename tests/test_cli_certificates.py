"""Certificates, keys and erasure as typed: what an officer, a holder, a root holder and a reader each do."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from bitgil.cli import main
from bitgil.cli.speech import Out
from bitgil.government.acts import Draft
from bitgil.government.planning import compare
from bitgil.government.state import State
from bitgil.plan.reading import plan_of, read_files
from bitgil.store import access, importing, private
from bitgil.store.access import Asked
from bitgil.store.acts import append, last_number
from bitgil.store.current import forget

pytestmark = pytest.mark.django_db

WITNESSED, REFUSED, UNWITNESSED = 0, 1, 2
MINUTES = {"date": "2026-11-20 14:00", "statements": "위원 1: 반대합니다.", "result": "보류"}


def say(*words: object, language: str = "en") -> tuple[int, str]:
    """Return the exit code of a deed of the record and all that it printed."""
    text = io.StringIO()
    code = main(("record", *map(str, words)), Out(language, text, text))
    return code, text.getvalue()


@pytest.fixture
def ledger(tmp_path: Path, toytown: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Adopt the frozen city's plan, make its issuer, and return the folder of its log."""
    monkeypatch.setenv("BITGIL_VAR", str(tmp_path / "var"))
    for name in ("RECORD_PASSPHRASE", "ISSUER_PASSPHRASE", "ROOT_PASSPHRASE", "PLAN"):
        monkeypatch.delenv(f"BITGIL_{name}", raising=False)
    forget()
    files = read_files(toytown / "plan")
    importing.accept(State(), compare(State(), plan_of(files), files), reason="처음")
    assert say("key", "issuer", "--did", "did:web:toytown.example", "--name", "장난감시")[0] == 0
    return tmp_path / "var" / "record"


def trained() -> int:
    """Issue a training certificate and return its act's number."""
    lines = ("person=홍길동", "course=인공지능 기초", "hours=24", "completed=2026-11-22")
    told = [word for line in lines for word in ("--line", line)]
    code, text = say(
        "certificate", "issue", "training", "--subject", "training.ai", "--reason", "수료", *told
    )
    assert code == 0, text
    return last_number()


def checked(ledger: Path, held: Path, *more: object, language: str = "en") -> tuple[int, str]:
    """Return what the check of a certificate says, by what this city publishes."""
    issuer = ledger / "issuer"
    relied = ("--issuer", issuer / "did.json", "--policy", ledger / "public" / "policy")
    return say(
        "certificate", "verify", held, *relied, "--status", issuer / "status" / "1", *more, language=language
    )


def test_a_certificate_is_issued_handed_out_checked_and_revoked(ledger: Path, tmp_path: Path) -> None:
    """Sound it ends with 2 (unwitnessed), edited and revoked with 1, each said in the reader's language."""
    number, held = trained(), tmp_path / "held.json"
    assert say("certificate", "file", number, held)[0] == 0
    assert checked(ledger, held)[0] == UNWITNESSED
    sheet = tmp_path / "held.pdf"
    assert say("certificate", "file", number, held, "--pdf", sheet, language="ko")[0] == 0
    assert sheet.read_bytes().startswith(b"%PDF-")
    assert [row.subject for row in access.found(Asked(deed="document.taken"))] == [str(number)] * 2
    edited = tmp_path / "edited.json"
    edited.write_bytes(held.read_bytes().replace(b'"hours":24', b'"hours":48'))
    code, text = checked(ledger, edited, language="ko")
    assert (code, "알려진 열쇠의 서명이 맞지 않습니다" in text) == (REFUSED, True)
    assert say("certificate", "revoke", number, "--why", "error", "--reason", "시간이 틀림")[0] == 0
    code, text = checked(ledger, held, language="ko")
    assert (code, "취소한 증명서" in text) == (REFUSED, True)
    assert say("certificate", "revoke", number, "--why", "error", "--reason", "다시")[0] == REFUSED
    assert say("certificate", "lists")[0] == 0


def test_a_list_is_made_again_from_the_log_and_compared(ledger: Path, tmp_path: Path) -> None:
    """The published list is the log's own; one from before a revocation hides it and is named by its bit."""
    first, second = trained(), trained()
    issuer, public = ledger / "issuer", ledger / "public"
    early = tmp_path / "early"
    early.write_bytes((issuer / "status" / "1").read_bytes())
    say("certificate", "revoke", second, "--why", "error", "--reason", "틀림")
    relied = ("--issuer", issuer / "did.json", "--policy", public / "policy")
    code, text = say("certificate", "compare", public, issuer / "status" / "1", *relied)
    assert (code, "1 revoked" in text) == (UNWITNESSED, True)
    code, text = say("certificate", "compare", public, early, *relied, language="ko")
    assert (code, "1번 비트: 원장에는 취소되었는데" in text) == (REFUSED, True)
    assert first < second


def test_what_is_no_line_of_a_certificate_is_refused(ledger: Path) -> None:
    """A line that the kind does not have, and a missing one, are told with the names that it has."""
    assert ledger.is_dir()
    call = ("certificate", "issue", "training", "--subject", "training.ai", "--reason", "수료")
    code, text = say(*call, "--line", "phone=1")
    assert (code, "person, course, hours, completed" in text) == (REFUSED, True)
    assert say(*call, "--line", "person=홍길동")[0] == REFUSED
    assert say("certificate", "file", 1, ledger / "x")[0] == REFUSED


def test_an_erasure_takes_the_city_s_copy_and_leaves_the_holder_s(ledger: Path, tmp_path: Path) -> None:
    """Nothing is handed out any more, what was handed out still verifies, and the act names the law."""
    number, held = trained(), tmp_path / "held.json"
    say("certificate", "file", number, held)
    assert say("erase", number)[0] == REFUSED
    code, text = say("erase", number, "--basis", "pipa-36", "--reason", "본인의 요구", language="ko")
    assert (code, "제36조" in text) == (0, True)
    assert say("certificate", "file", number, tmp_path / "again.json")[0] == REFUSED
    assert checked(ledger, held)[0] == UNWITNESSED
    assert say("erase", "--again")[1].startswith("0 erased")


def test_minutes_are_handed_out_with_closed_fields_that_are_named(ledger: Path, tmp_path: Path) -> None:
    """The copy verifies against the log, its closed field is named, and a changed one is refused."""
    mark, content = private.sealed_in_parts(MINUTES)
    public = {"fields": sorted(MINUTES), "document": mark}
    draft = Draft("minutes.written", "4ir/2026-1", "2026-11-25", "회의록", public, role="secretary")
    append((draft,), {}, after=last_number(), private={mark: content})
    number, copy = last_number(), tmp_path / "copy.json"
    say("publish")
    assert say("redact", number, copy, "--close", "statements")[0] == 0
    assert say("redact", number, copy, "--close", "votes")[0] == REFUSED
    assert [row.subject for row in access.found(Asked(deed="document.taken"))] == [str(number)]
    proof, opening = tmp_path / "p", tmp_path / "o"
    say("proof", number, proof, "--opening", opening)
    call = ("verify", proof, "--policy", ledger / "policy", "--opening", opening, "--document", copy)
    code, text = say(*call, language="ko")
    assert code == UNWITNESSED
    assert "공개한 항목: date, result" in text
    assert "비공개 항목: statements" in text
    assert "반대" not in text
    copy.write_bytes(copy.read_bytes().replace("보류".encode(), "가결".encode()))
    code, text = say(*call, language="ko")
    assert (code, "약속값과 다릅니다" in text) == (REFUSED, True)


def test_a_rotated_key_leaves_old_proofs_valid(ledger: Path, tmp_path: Path) -> None:
    """Under the new policy an old proof needs the published statement, and then holds; so do copies."""
    say("proof", 1, tmp_path / "old")
    code, text = say("key", "rotate", "log", "--reason", "해마다")
    assert (code, "New key of the log" in text) == (0, True)
    public = ledger / "public"
    (change,) = (public / "changes").iterdir()
    policy = ("--policy", public / "policy")
    assert say("verify", tmp_path / "old", *policy)[0] == REFUSED
    assert say("verify", tmp_path / "old", *policy, "--change", change)[0] == UNWITNESSED
    assert say("audit", public, *policy)[0] == UNWITNESSED
    assert say("key", "rotate", "log", "--reason", "x", "--stolen")[0] == REFUSED
    assert say("key", "rotate", "issuer", "--reason", "해마다")[0] == 0
    assert len(json.loads((ledger / "issuer" / "did.json").read_bytes())["verificationMethod"]) == 2


def test_the_drill_of_a_lost_key(ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of three holders sign away from the server, and the log goes on under a new key."""
    say("publish")
    (origin, _, _) = (ledger / "key").read_text().partition("+")
    lines = []
    for place in range(3):
        call = ("key", "root", "--dir", tmp_path / f"root{place}", "--name", f"root-{place}.example")
        monkeypatch.delenv("BITGIL_ROOT_PASSPHRASE", raising=False)
        assert say(*call)[0] == REFUSED
        monkeypatch.setenv("BITGIL_ROOT_PASSPHRASE", f"a passphrase of holder {place}")
        assert say(*call)[0] == 0
        lines.append((tmp_path / f"root{place}" / "root").read_text().strip())
    (ledger / "roots").write_text("\n".join(["bitgil/roots/v1", origin, "2", *lines, ""]))
    (ledger / "key.pem").unlink()
    assert say("publish")[0] == REFUSED
    statement = tmp_path / "statement"
    assert say("key", "lost", statement)[0] == 0
    for place in (0, 2):
        assert say("key", "replace", statement, "--reason", "분실")[0] == REFUSED
        monkeypatch.setenv("BITGIL_ROOT_PASSPHRASE", f"a passphrase of holder {place}")
        code, text = say("key", "sign", statement, "--dir", tmp_path / f"root{place}")
        assert (code, "bitgil/key-replacement/v1" in text) == (0, True)
    code, text = say("key", "replace", statement, "--reason", "분실", language="ko")
    assert (code, "원장의 새 열쇠" in text) == (0, True)
    say("proof", 1, tmp_path / "p")
    public = ledger / "public"
    assert say("verify", tmp_path / "p", "--policy", public / "policy")[0] == UNWITNESSED
    assert say("audit", public, "--policy", public / "policy")[0] == UNWITNESSED


def test_no_secret_is_printed(ledger: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Neither the answers of the deeds nor what they log hold a passphrase or a private key."""
    number = trained()
    told = "".join(
        say(*call)[1]
        for call in (
            ("publish",),
            ("certificate", "file", number, tmp_path / "held.json"),
            ("key", "rotate", "issuer", "--reason", "x"),
            ("key", "rotate", "log", "--reason", "x"),
        )
    )
    secrets = [path.read_text().strip() for path in ledger.rglob("passphrase")]
    secrets += [line for path in ledger.rglob("*.pem") for line in path.read_text().splitlines()[1:2]]
    assert len(secrets) >= 5
    assert not [secret for secret in secrets if secret in told + caplog.text]
