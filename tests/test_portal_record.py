"""The record on the portal: acts, proofs, public files, and the line that says who has not witnessed it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from bitgil.government.acts import Draft
from bitgil.government.planning import compare
from bitgil.government.state import State
from bitgil.plan.reading import plan_of, read_files
from bitgil.record import page
from bitgil.record.policy import policy_from
from bitgil.record.refusal import Fault
from bitgil.record.verification import UNWITNESSED, verify
from bitgil.store import importing, sequencing
from bitgil.store.acts import append, last_number
from bitgil.store.current import forget
from bitgil.store.models import LeafRow

pytestmark = pytest.mark.django_db
"""Without the mark on at least one test of a run no database of its own is made for the fixtures."""


@pytest.fixture(scope="module")
def adopted(
    django_db_setup: None,  # noqa: ARG001  asked for the tables it makes
    django_db_blocker: DjangoDbBlocker,
    toytown: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Path]:
    """Adopt the frozen city's plan and publish its record once for this module; give the log's folder."""
    forget()
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv("BITGIL_VAR", str(tmp_path_factory.mktemp("var")))
        files = read_files(toytown / "plan")
        importing.accept(State(), compare(State(), plan_of(files), files), reason="처음 채택한 이유")
        sequencing.run()
        yield sequencing.home().root
        transaction.set_rollback(True)
    forget()


@pytest.fixture
def client(adopted: Path) -> Client:  # noqa: ARG001  the pages need an adopted plan
    """Return a visitor."""
    return Client(HTTP_HOST="localhost", raise_request_exception=False)


def words(client: Client, path: str) -> str:
    """Return what a reader sees of a page, in one line; it must be there."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_every_page_says_that_nobody_independent_has_witnessed_the_record(client: Client) -> None:
    """The foot of a page says it in the reader's language until a quorum of outsiders has signed."""
    for path in ("/", "/projects/", "/record/"):
        assert "독립적으로 증인되지 않음" in words(client, path)
        assert "not independently witnessed" in words(client, f"/en{path}")


def test_the_record_page_tells_size_key_checkpoint_and_how_to_check(client: Client, adopted: Path) -> None:
    """A reader finds what is needed to check without this server, and what it does not show."""
    checkpoint = (adopted / "public" / "checkpoint").read_text().split("\n")
    for path in ("/record/", "/en/record/"):
        text = words(client, path)
        assert all(line in text for line in checkpoint[:3])
        assert (adopted / "key").read_text().strip() in text
        assert "bitgil record verify" in text
    assert "이것이 보여 주지 않는 것" in words(client, "/record/")


def test_an_act_shows_its_reason_both_dates_and_its_place(client: Client) -> None:
    """The adoption stands at place 0 of the log; what was entered later says so."""
    text = words(client, "/acts/1/")
    assert "처음 채택한 이유" in text
    assert "원장의 0번 항목" in text
    assert "나중에 입력" in text
    later = words(client, "/acts/2/")
    assert "나중에 입력" in later
    assert "효력이 생긴 날" in later
    assert "entered later" in words(client, "/en/acts/2/")
    assert client.get("/acts/0/").status_code == client.get("/acts/999/").status_code == 404


def test_a_downloaded_proof_verifies_with_the_downloaded_policy(client: Client) -> None:
    """The two files alone show the act to be in the log, as sound but not witnessed."""
    proof, policy = client.get("/acts/2.tlog-proof"), client.get("/record/public/policy")
    assert proof["Content-Disposition"] == 'attachment; filename="act-2.tlog-proof"'
    report = verify(proof.content, policy_from(policy.content))
    assert (report.exit_code, report.index) == (UNWITNESSED, 1)
    assert client.get("/acts/999.tlog-proof").status_code == 404


def test_public_files_come_as_they_lie_and_nothing_else_does(client: Client, adopted: Path) -> None:
    """Every public file is served byte for byte; the key, the memory and paths upward are not."""
    public = adopted / "public"
    files = [path.relative_to(public).as_posix() for path in public.rglob("*") if path.is_file()]
    assert len(files) >= 5
    for path in files:
        answer = client.get(f"/record/public/{path}")
        assert answer.content == (public / path).read_bytes()
        kind = "application/octet-stream" if path.startswith("tile/") else "text/plain; charset=utf-8"
        assert answer["Content-Type"] == kind
    for path in ("key.pem", "../key.pem", "tile/../../key.pem", "log.sqlite3", "tile/0/001", "passphrase"):
        assert client.get(f"/record/public/{path}").status_code == 404
    assert client.post("/record/public/checkpoint").status_code == 405


def test_a_checkpoint_that_was_changed_is_not_shown_as_the_record(client: Client, adopted: Path) -> None:
    """Where the signature does not hold the page shows no log at all."""
    place = adopted / "public" / "checkpoint"
    kept = place.read_bytes()
    place.write_bytes(kept.replace(b"\n", b"\n1", 1))
    try:
        assert "아직 공개된 원장이 없습니다" in words(client, "/record/")
    finally:
        place.write_bytes(kept)
    assert "지금 공개된 원장" in words(client, "/record/")


def test_a_downloaded_document_opens_the_downloaded_proof(client: Client) -> None:
    """Proof, document with salt, and policy, all as downloaded, show what was recorded to the letter."""
    opening = client.get("/acts/1.opening.json")
    assert opening["Content-Disposition"] == 'attachment; filename="act-1.opening.json"'
    policy = policy_from(client.get("/record/public/policy").content)
    report = verify(client.get("/acts/1.tlog-proof").content, policy, opening=opening.content)
    assert report.exit_code == UNWITNESSED
    assert report.opening is not None
    assert report.opening.document["reason"] == "처음 채택한 이유"
    other = verify(client.get("/acts/2.tlog-proof").content, policy, opening=opening.content)
    assert other.faults == (Fault.COMMITMENT,)
    assert client.get("/acts/0.opening.json").status_code == 404
    assert client.get("/acts/999.opening.json").status_code == 404
    text = words(client, "/acts/1/")
    assert "아직 독립적으로 증인되지 않았습니다" in text
    assert "not independently witnessed yet" in words(client, "/en/acts/1/")


def test_a_document_with_a_name_in_the_place_of_an_office_is_not_given_out(client: Client) -> None:
    """What the log withheld, the download withholds too; the same act of a listed office is open."""
    answers = []
    for office in ("홍길동", "climate"):
        public = {"history": office, "source": "-"}
        draft = Draft("meeting.held", "2026-1", "2026-01-05", "회의", public, office=office)
        (act,) = append((draft,), {}, after=last_number(), offices={"climate"})
        LeafRow.objects.create(act=act.number, place=act.number - 1)
        answers.append(client.get(f"/acts/{act.number}.opening.json").status_code)
    assert answers == [404, 200]


def test_the_checking_page_is_served_as_built_under_its_own_policy(client: Client) -> None:
    """The file is that of the package, its hash is on the record's page, and its policy allows no network."""
    answer = client.get("/verify.html")
    assert answer.content == page.built()
    assert answer["Content-Security-Policy"] == f"{page.content_policy()}; frame-ancestors 'none'"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    for path in ("/record/", "/en/record/"):
        assert page.digest() in words(client, path)
    assert "script-src" not in client.get("/record/")["Content-Security-Policy"]
