"""Certificates on the portal: their state for everybody, the issuer's files for machines, and no names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client

from bitgil.government.planning import compare
from bitgil.government.state import State
from bitgil.plan.reading import plan_of, read_files
from bitgil.record.credentials.checking import Trust, check
from bitgil.record.credentials.issuers import issuer_from
from bitgil.record.files import Folder
from bitgil.record.policy import policy_from
from bitgil.record.verification import UNWITNESSED
from bitgil.store import access, accounts, certifying, duties, erasing, importing, rekeying, sequencing
from bitgil.store.access import Asked
from bitgil.store.acts import last_number
from bitgil.store.clock import now
from bitgil.store.current import forget, state_in_force
from bitgil.store.models import Account

LINES = {"person": "홍길동", "course": "인공지능 기초", "hours": 24, "completed": "2026-11-22"}


@pytest.fixture
def city(tmp_path: Path, toytown: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> Client:  # noqa: ARG001
    """Adopt the frozen city's plan with an issuer, and return a visitor's browser."""
    monkeypatch.setenv("BITGIL_VAR", str(tmp_path / "var"))
    for name in ("PLAN", "RECORD_PASSPHRASE", "ISSUER_PASSPHRASE"):
        monkeypatch.delenv(f"BITGIL_{name}", raising=False)
    forget()
    files = read_files(toytown / "plan")
    importing.accept(State(), compare(State(), plan_of(files), files), reason="처음")
    rekeying.begin_issuer("did:web:toytown.example", "장난감시")
    return Client(HTTP_HOST="localhost")


def trained() -> int:
    """Issue a training certificate, publish, and return its act's number."""
    act = certifying.certify("training", "training.ai", LINES, reason="교육을 마침")
    sequencing.run()
    return act.number


def test_what_a_reader_needs_is_served_as_it_lies(city: Client) -> None:
    """With the issuer's document, the policy and the list from the portal a certificate is accepted."""
    number = trained()
    files = {
        name: city.get(path)
        for name, path in {
            "issuer": "/.well-known/did.json",
            "policy": "/record/public/policy",
            "list": "/credentials/status/1",
        }.items()
    }
    assert all(answer.status_code == 200 for answer in files.values())
    held = certifying.file_of(number)
    trust = Trust(
        issuer_from(files["issuer"].content),
        policy_from(files["policy"].content),
        f"{now()[:19]}Z",
        files["list"].content,
    )
    assert check(bytes(held), trust).exit_code == UNWITNESSED
    assert json.loads(city.get("/credentials/v1").content)["@context"]["@protected"] is True
    assert files["list"]["Access-Control-Allow-Origin"] == "*"
    assert city.get("/credentials/status/2").status_code == 404


def test_a_rotation_s_statement_is_served_for_everybody(city: Client) -> None:
    """After a rotation the statement lies among the public files, and nothing else of that folder does."""
    change = rekeying.rotate_log("해마다")
    assert city.get(f"/record/public/changes/{change.size}").content.startswith(b"bitgil/key-rotation/v1\n")
    for path in ("changes/999", "changes/../key.pem", "key.pem", "passphrase", "roots"):
        assert city.get(f"/record/public/{path}").status_code == 404


@pytest.mark.parametrize(
    ("root", "sound", "revoked"),
    [("/", "취소되지 않았습니다", "취소된 증명서"), ("/en/", "not revoked", "is revoked")],
)
def test_the_state_of_a_certificate_is_shown_and_nobody_s_name(
    city: Client, root: str, sound: str, revoked: str
) -> None:
    """Its page says whether it holds, and then that it was revoked and why; who holds it stands nowhere."""
    number = trained()
    page = city.get(f"{root}certificates/{number}/").content.decode()
    assert sound in page
    assert f"/acts/{number}.tlog-proof" in page
    certifying.revoke(number, "error", reason="시간이 틀림")
    page = city.get(f"{root}certificates/{number}/").content.decode()
    assert revoked in page
    listed = city.get(f"{root}certificates/").content.decode()
    assert f"certificates/{number}/" in listed
    for shown in (page, listed, city.get(f"{root}acts/{number}/").content.decode()):
        assert "홍길동" not in shown


def test_an_erased_copy_is_said_and_an_act_that_issued_none_has_no_page(city: Client) -> None:
    """The page tells by which act the city's copy was erased; act 1 is no certificate."""
    number = trained()
    act = erasing.erase(number, "pipa-36", reason="본인의 요구")
    page = city.get(f"/certificates/{number}/").content.decode()
    assert "법에 따라 지웠습니다" in page
    assert f"/acts/{act.number}/" in page
    assert city.get("/certificates/1/").status_code == 404


@pytest.mark.django_db
def test_without_an_issuer_the_pages_say_so(
    toytown: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before there is a key nothing is issued, the page says it, and the files are not there."""
    monkeypatch.setenv("BITGIL_VAR", str(tmp_path / "var"))
    forget()
    files = read_files(toytown / "plan")
    importing.accept(State(), compare(State(), plan_of(files), files), reason="처음")
    visitor = Client(HTTP_HOST="localhost")
    assert "발급하지 않습니다" in visitor.get("/certificates/").content.decode()
    assert visitor.get("/.well-known/did.json").status_code == 404


def officer(*seats: str) -> Client:
    """Return the browser of somebody with these seats, who has entered."""
    office, member = ("climate" if "department" in seats else ""), ("seat.4-01" if "member" in seats else "")
    wanted = accounts.Wanted("kim", frozenset(seats), office, member)
    account, _ = accounts.open_account(wanted, state_in_force().plan)
    client = Client(HTTP_HOST="localhost")
    client.force_login(account)
    return client


FORM = {
    "subject": "training.ai",
    "line.person": "홍길동",
    "line.course": "인공지능 기초",
    "line.hours": "24",
    "line.completed": "2026-11-22",
    "until": "2027-12-31",
    "reason": "교육을 마침",
}


@pytest.mark.usefixtures("city")
def test_an_officer_issues_hands_out_and_revokes_in_the_workspace() -> None:
    """The plan office issues by a form, downloads file and sheet once they are in the log, and revokes."""
    client = officer("plan-office")
    assert client.post("/desk/certificates/issue/training/", FORM).status_code == 302
    number = last_number()
    page = f"/desk/certificates/{number}/"
    assert "공개된 원장에 오르지 않았습니다" not in client.get("/desk/certificates/").content.decode()
    assert "as=pdf" not in client.get(page).content.decode()
    sequencing.run()
    assert "홍길동" in client.get(page).content.decode()
    held = client.get(f"{page}?as=json")
    trust = Trust(
        certifying.issuer(),
        policy_from(sequencing.home().public.read("policy") or b""),
        f"{now()[:19]}Z",
        certifying.published("status/1"),
    )
    assert check(held.content, trust).exit_code == UNWITNESSED
    assert client.get(f"{page}?as=pdf").content.startswith(b"%PDF-")
    taken = access.found(Asked("kim", "document.taken"))
    assert [row.subject for row in taken] == [page.rstrip("/").rsplit("/", 1)[1]] * 2
    assert client.post(page, {"why": "error", "reason": "시간이 틀림"}).status_code == 302
    assert "취소된 증명서" in client.get(f"/certificates/{number}/").content.decode()
    kim = accounts.person_of(Account.objects.get(username="kim"))
    assert accounts.filed_by(kim) == {number, last_number()}


@pytest.mark.usefixtures("city")
def test_a_form_that_lacks_something_records_nothing_and_keeps_what_was_typed() -> None:
    """A missing name, subject or reason is answered in words, with the form as it was."""
    client, before = officer("secretary"), last_number()
    for lacking in ("line.person", "reason", "subject"):
        answer = client.post("/desk/certificates/issue/training/", {**FORM, lacking: ""})
        assert answer.status_code == 422
        assert "인공지능 기초" in answer.content.decode()
    assert (
        client.post("/desk/certificates/issue/training/", {**FORM, "line.hours": "많이"}).status_code == 422
    )
    assert client.post("/desk/certificates/issue/resolution/", {"reason": "x"}).status_code == 422
    assert client.get("/desk/certificates/issue/degree/").status_code == 404
    assert last_number() == before


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize("seat", ["department", "auditor", "member"])
def test_nobody_else_issues_or_reads(seat: str) -> None:
    """Whoever does not hold the plan office's or the secretary's seat is told so, whatever they ask."""
    number, client = trained(), officer(seat)
    for path in ("", "issue/training/", f"{number}/?as=json"):
        assert client.get(f"/desk/certificates/{path}").status_code == 403
    assert client.post("/desk/certificates/issue/training/", FORM).status_code == 403


@pytest.mark.usefixtures("city")
def test_a_server_without_the_key_says_where_to_issue() -> None:
    """Where no passphrase is given the form is not offered, and what is sent all the same is refused."""
    (certifying.folder() / "passphrase").unlink()
    client = officer("plan-office")
    assert "bitgil record certificate issue" in client.get("/desk/certificates/").content.decode()
    assert client.post("/desk/certificates/issue/training/", FORM).status_code == 422
    assert not (certifying.folder() / "passphrase").exists()


@pytest.mark.usefixtures("city")
def test_lists_are_signed_anew_by_the_worker_only_where_they_have_grown_old() -> None:
    """A fresh list is left alone; one that was signed eight days ago is signed again."""
    assert duties.found()["listing"].run() is None
    listed = json.loads(certifying.published("status/1") or b"")
    listed["validFrom"] = "2026-01-01T00:00:00Z"
    Folder(certifying.folder()).put("status/1", json.dumps(listed).encode())
    done = duties.found()["listing"].run()
    assert done is not None
    assert done.en == "1 status lists"
    assert json.loads(certifying.published("status/1") or b"")["validFrom"] > "2026-01-02"
