"""Certificates and private parts in the store: issued, revoked and erased as acts, and gone when erased."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from bitgil.government.acts import Act, Draft
from bitgil.government.certificates import issued, resolution_in
from bitgil.government.planning import compare
from bitgil.government.state import State
from bitgil.plan.problems import Unsound
from bitgil.plan.reading import plan_of, read_files
from bitgil.quantity import Unfit
from bitgil.record.commitment import opening_from, verify_opening
from bitgil.record.credentials.certificates import Certificate
from bitgil.record.credentials.checking import Trust, check
from bitgil.record.credentials.status import revoked_by
from bitgil.record.entries import entry_from
from bitgil.record.policy import Policy, policy_from
from bitgil.record.refusal import Fault, Refused
from bitgil.record.verification import UNWITNESSED, verify
from bitgil.store import certifying, erasing, importing, private, sequencing
from bitgil.store.acts import all_acts, append, last_number
from bitgil.store.clock import now
from bitgil.store.current import forget, state_in_force
from bitgil.store.models import OutboxRow, PrivateRow

DID, NAME = "did:web:toytown.example", "장난감시"
TRAINING = {"person": "홍길동", "course": "인공지능 기초", "hours": 24, "completed": "2026-11-22"}
AWARD = {"project": "스마트 항만", "holder": "장난감대학교", "awarded": "2026-11-21"}
MINUTES = {
    "date": "2026-11-20 14:00",
    "present": ["위원 1", "위원 2"],
    "statements": "위원 1: 반대합니다.",
    "result": "보류",
}


ERASES = """
import json, os
from pathlib import Path
from bitgil.cli.database import ready
ready()
from bitgil.government.acts import Draft
from bitgil.store import erasing, private
from bitgil.store.acts import append
mark, content = private.sealed({"person": "특이한이름"})
said = {"fields": [], "document": mark}
draft = Draft("minutes.written", "4ir/1", "2026-11-25", "x", said, role="secretary")
append((draft,), {}, after=0, private={mark: content})
def told():
    place = Path(os.environ["BITGIL_DATABASE"])
    held = b"".join(path.read_bytes() for path in place.parent.glob(place.name + "*"))
    print(json.loads(content)["salt"].encode() in held, "특이한이름".encode() in held)
told()
erasing.erase(1, "pipa-36", reason="x")
told()
"""
"""Keeps a private part in a database of its own, erases it, and prints what the files hold of it."""


@pytest.fixture(autouse=True)
def city(tmp_path: Path, toytown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Adopt the frozen city's plan in a folder of the test's own, with an issuer."""
    monkeypatch.setenv("BITGIL_VAR", str(tmp_path / "var"))
    for name in ("BITGIL_PLAN", "BITGIL_RECORD_PASSPHRASE", "BITGIL_ISSUER_PASSPHRASE"):
        monkeypatch.delenv(name, raising=False)
    forget()
    files = read_files(toytown / "plan")
    importing.accept(State(), compare(State(), plan_of(files), files), reason="처음")
    certifying.set_up(DID, NAME)


pytestmark = pytest.mark.django_db


def trained(**lines: object) -> Act:
    """Return the act that issued a training certificate."""
    return certifying.certify("training", "training.ai-basic", {**TRAINING, **lines}, reason="교육을 마침")


def relied(*, listed: bool = True) -> Trust:
    """Return what a reader of this city relies on now."""
    content = certifying.published("status/1") if listed else None
    return Trust(certifying.issuer(), policy(), f"{now()[:19]}Z", content)


def policy() -> Policy:
    """Return the published policy."""
    return policy_from(sequencing.home().public.read(sequencing.POLICY) or b"")


def test_what_the_city_issues_is_accepted_once_it_is_published() -> None:
    """Before its act is in the log a certificate is not handed out; afterwards it is sound, unwitnessed."""
    act = trained()
    with pytest.raises(Refused, match="not in the published log"):
        certifying.file_of(act.number)
    sequencing.run()
    found = check(bytes(certifying.file_of(act.number)), relied())
    assert (found.exit_code, found.faults) == (UNWITNESSED, ())


def test_neither_acts_nor_log_hold_what_a_certificate_says() -> None:
    """The name, course and salt of a certificate stand in no act, no entry and no public file."""
    act = trained()
    sequencing.run()
    held = certifying.file_of(act.number)
    shown = [json.dumps(dict(one.public), ensure_ascii=False) + one.reason for one in all_acts()]
    entries = [bytes(row.entry).decode() for row in OutboxRow.objects.all()]
    files = [path.read_bytes() for path in sequencing.home().public.root.rglob("*") if path.is_file()]
    for secret in ("홍길동", "인공지능 기초", held.salt.hex(), json.loads(bytes(held))["salt"]):
        assert not any(secret in text for text in (*shown, *entries))
        assert not any(secret.encode() in content for content in files)
    assert any(held.mark in entry for entry in entries)


def test_a_revoked_certificate_is_refused_and_the_list_follows_from_the_log() -> None:
    """The second of three is revoked: the published list and the one made from the entries both say so."""
    acts = [trained(hours=hours) for hours in (8, 16, 24)]
    certifying.revoke(acts[1].number, "error", reason="시간이 잘못 적힘")
    sequencing.run()
    faults = [check(bytes(certifying.file_of(act.number)), relied()).faults for act in acts]
    assert faults == [(), (Fault.REVOKED,), ()]
    assert revoked_by(entry_from(bytes(row.entry)) for row in OutboxRow.objects.all()) == {1: {1}}
    with pytest.raises(Unsound, match="revoked already"):
        certifying.revoke(acts[1].number, "error", reason="한 번 더")
    with pytest.raises(Unfit, match="issued no certificate"):
        certifying.revoke(1, "error", reason="채택은 증명서가 아님")


@pytest.mark.parametrize("said", ["홍길동에게 발급", "연락처 010-1234-5678", "kim@toy.example"])
def test_no_reason_or_subject_names_the_holder(said: str) -> None:
    """What is public about a training certificate may hold neither the name in it nor a person's number."""
    for subject, reason in (("training.ai", said), (said, "수료")):
        with pytest.raises(Unfit, match="public"):
            certifying.certify("training", subject, TRAINING, reason=reason)
    act = trained()
    with pytest.raises(Unfit, match="public"):
        certifying.revoke(act.number, "error", reason=said)


def test_a_carried_resolution_fills_its_certificate_by_itself() -> None:
    """Committee, meeting, item, title, outcome and day come from the acts of the meeting."""
    items = [{"item": 1, "kind": "plan", "title": "2027년 시행계획(안)"}]
    notice = {"date": "2026-11-20", "place": "시청", "regular": True, "items": items}
    called = Draft("meeting.called", "4ir/2026-1", "2026-11-10", "소집", notice, role="secretary")
    resolved = Draft(
        "motion.resolved",
        "4ir/2026-1",
        "2026-11-20",
        "의결",
        {"item": 1, "outcome": "conditional", "conditions": ["재원"]},
        role="secretary",
    )
    append((called, resolved), {}, after=last_number())
    number = last_number()
    lines = resolution_in(state_in_force(), "4ir/2026-1", number)
    act = certifying.certify("resolution", "4ir/2026-1", lines, reason="요청", about=number)
    sequencing.run()
    held = certifying.file_of(act.number)
    assert dict(held.subject) == {
        "committee": "4ir",
        "meeting": "2026-1",
        "item": 1,
        "title": "2027년 시행계획(안)",
        "outcome": "조건부의결",
        "decided": "2026-11-20",
        "act": number,
    }
    assert check(bytes(held), relied()).faults == ()
    with pytest.raises(Unfit, match="no resolution"):
        resolution_in(state_in_force(), "4ir/2026-1", number - 1)


def test_a_resolution_is_certified_only_where_it_was_carried() -> None:
    """Without the act of a carried resolution nothing is recorded and nothing is kept."""
    before = last_number()
    lines = {"committee": "4ir", "meeting": "2026-1", "item": 1, "title": "안", "outcome": "원안의결"}
    with pytest.raises(Unsound, match="no carried resolution"):
        certifying.certify(
            "resolution", "4ir/2026-1", {**lines, "decided": "2026-11-20", "act": 1}, reason="x", about=1
        )
    assert last_number() == before
    assert not PrivateRow.objects.exists()


def test_erasure_is_one_act_with_its_basis_and_every_proof_stays() -> None:
    """The private part is gone, the act says why, no other row changes and each proof verifies as before."""
    first, second = trained(), trained(person="성춘향")
    sequencing.run()
    kept, rows = certifying.file_of(first.number), list(OutboxRow.objects.values_list("entry", flat=True))
    act = erasing.erase(first.number, "pipa-36", reason="정보주체의 요구")
    assert act.public == {
        "act": first.number,
        "erased": first.public["certificate"],
        "of": "credential.issued",
        "basis": "pipa-36",
    }
    assert list(PrivateRow.objects.values_list("act", flat=True)) == [second.number]
    assert list(OutboxRow.objects.values_list("entry", flat=True))[: len(rows)] == rows
    sequencing.run()
    for number in range(1, last_number() + 1):
        assert verify(sequencing.proof_of(number) or b"", policy()).exit_code == UNWITNESSED
    with pytest.raises(Refused, match="erased"):
        certifying.file_of(first.number)
    assert check(bytes(kept), relied()).faults == ()
    assert issued(all_acts())[0].erased == act


def test_replay_gives_the_same_with_and_without_what_was_erased() -> None:
    """State is a fold over acts alone: what was held back changes nothing in it."""
    act = trained()
    before = state_in_force()
    erasing.erase(act.number, "pipa-21", reason="보유기간이 지남")
    after = state_in_force()
    assert (after.plan, after.version, after.files) == (before.plan, before.version, before.files)
    assert after.dossier(act.subject)[: len(before.dossier(act.subject))] == before.dossier(act.subject)


def test_nothing_is_erased_twice_or_without_a_private_part() -> None:
    """An act without one, a number that is none, an unknown basis and a second time are refused."""
    act = trained()
    for number in (1, 0, 999):
        with pytest.raises(Unfit, match="no private part"):
            erasing.erase(number, "pipa-36", reason="x")
    with pytest.raises(Unfit, match="basis"):
        erasing.erase(act.number, "because", reason="x")
    erasing.erase(act.number, "pipa-36", reason="x")
    with pytest.raises(Unsound, match="no private part left"):
        erasing.erase(act.number, "pipa-36", reason="x")


def test_the_database_lets_a_private_part_go_only_by_an_act() -> None:
    """Neither a change nor a deletion past the act is possible, and the row stays."""
    trained()
    for attempt in ("UPDATE private SET act = 1", "DELETE FROM private"):
        with pytest.raises(DatabaseError, match=r"never changed|only by an act"), transaction.atomic():
            connection.cursor().execute(attempt)
    assert PrivateRow.objects.count() == 1


def test_what_a_backup_brings_back_is_erased_again() -> None:
    """A private part that returns with an old backup goes with the next enforcement, and nothing else."""
    act, other = trained(), trained(person="성춘향")
    row = PrivateRow.objects.get(act=act.number)
    erasing.erase(act.number, "pipa-37", reason="동의 철회")
    PrivateRow.objects.create(mark=row.mark, act=row.act, content=row.content)
    assert erasing.enforce() == 1
    assert erasing.enforce() == 0
    assert list(PrivateRow.objects.values_list("act", flat=True)) == [other.number]


def test_erased_bytes_are_in_no_file_of_the_database(tmp_path: Path) -> None:
    """Before an erasure the salt is found in the database's files, and after it in none of them."""
    ran = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", ERASES],
        env={
            **os.environ,
            "BITGIL_VAR": str(tmp_path / "other"),
            "BITGIL_DATABASE": str(tmp_path / "x.sqlite3"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.split() == ["True", "True", "False", "False"], ran.stderr


def test_minutes_are_shown_with_parts_closed_and_still_verify() -> None:
    """A copy without the statements opens the same mark, and its fields cannot be rearranged."""
    mark, content = private.sealed_in_parts(MINUTES)
    public = {"fields": sorted(MINUTES), "document": mark}
    draft = Draft("minutes.written", "4ir/2026-1", "2026-11-25", "회의록", public, role="secretary")
    (act,) = append((draft,), {}, after=last_number(), private={mark: content})
    copy = private.redacted(act.number, ["statements"])
    verify_opening(opening_from(bytes(copy)), bytes.fromhex(mark))
    assert (copy.document.keys(), len(copy.closed)) == (MINUTES.keys() - {"statements"}, 1)
    assert "반대" not in bytes(copy).decode()
    swapped = (
        bytes(copy).replace(b'"name":"date"', b'"name":"x"').replace(b'"name":"result"', b'"name":"date"')
    )
    moved = swapped.replace(b'"name":"x"', b'"name":"result"')
    with pytest.raises(Refused, match="not the document"):
        verify_opening(opening_from(moved), bytes.fromhex(mark))
    with pytest.raises(KeyError, match="votes"):
        private.redacted(act.number, ["votes"])


def test_no_key_and_no_passphrase_stands_in_database_or_public_files() -> None:
    """Private keys lie encrypted with mode 0600, and no dump of the database nor public file holds one."""
    trained()
    sequencing.run()
    root = sequencing.home().root
    pems = sorted(root.rglob("*.pem"))
    secrets_ = [path.read_bytes().split(b"\n")[1] for path in pems]
    secrets_ += [path.read_bytes() for path in root.rglob("passphrase")]
    assert {path.name for path in pems} == {"key.pem", "key-1.pem"}
    assert all(
        stat.S_IMODE(path.stat().st_mode) == 0o600 and b"ENCRYPTED" in path.read_bytes() for path in pems
    )
    dump = "\n".join(connection.connection.iterdump()).encode()
    public = b"".join(path.read_bytes() for path in (root / "public").rglob("*") if path.is_file())
    public += b"".join(certifying.published(name) or b"" for name in ("did.json", "status/1"))
    assert secrets_
    assert not any(secret in dump or secret in public for secret in secrets_)


def test_the_issuer_s_key_is_changed_and_what_it_signed_stays_valid() -> None:
    """Both keys' certificates are accepted after a rotation, each under the key that signed it."""
    first = trained()
    sequencing.run()
    certifying.follow("expires")
    second = trained(hours=8)
    sequencing.run()
    issuer = certifying.issuer()
    assert [key.how for key in issuer.keys] == ["expires", ""]
    held: list[Certificate] = [certifying.file_of(act.number) for act in (first, second)]
    assert [check(bytes(each), relied()).faults for each in held] == [(), ()]
    methods = [each.credential["proof"]["verificationMethod"] for each in held]
    assert methods == [f"{DID}#key-1", f"{DID}#key-2"]
