"""Time stamps by a third party: once a day, verified by OpenSSL too, and no loss where none comes."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from shutil import which

import pytest
from django.test import Client
from record_log import LOG
from test_cli_record import say

from bitgil.government.planning import compare
from bitgil.government.state import State
from bitgil.plan.reading import plan_of, read_files
from bitgil.record import anchors
from bitgil.record.checkpoint import Checkpoint, sign_checkpoint
from bitgil.record.files import CHECKPOINT
from bitgil.record.keys import load_signer
from bitgil.record.note import PLAIN, key_from
from bitgil.record.passphrase import passphrase_in
from bitgil.record.refusal import Fault, Refused
from bitgil.record.tree import leaf_hash
from bitgil.store import anchoring, announcing, importing, rekeying, sequencing
from bitgil.store.acts import last_number
from bitgil.store.current import forget
from bitgil.store.duties import anchoring as anchoring_duty
from bitgil.store.duties import publishing as publishing_duty

pytestmark = pytest.mark.django_db

CONFIG = """
[ req ]
distinguished_name = name
prompt = no
[ name ]
CN = unused
[ authority ]
basicConstraints = critical,CA:TRUE
[ stamper ]
extendedKeyUsage = critical,timeStamping
[ tsa ]
default_tsa = stamps
[ stamps ]
serial = ./serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
"""


def openssl(folder: Path, words: str, *more: str) -> subprocess.CompletedProcess[str]:
    """Run OpenSSL in a folder."""
    command = ["openssl", *words.split(), *more]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603  fixed words


@dataclass
class Authority:
    """A time-stamping authority of OpenSSL's own making; `spoil` may change what it answers."""

    folder: Path
    asked: int = 0
    spoil: dict[str, bytes] = field(default_factory=dict)

    @property
    def trusted(self) -> bytes:
        """Return the certificate to trust."""
        return (self.folder / "ca.pem").read_bytes()

    def stamp(self, request: bytes) -> bytes:
        """Answer one request."""
        self.asked += 1
        if "reply" in self.spoil:
            return self.spoil["reply"]
        (self.folder / "query").write_bytes(self.spoil.get("query", request))
        done = openssl(
            self.folder,
            "ts -reply -config tsa.cnf -section stamps -queryfile query "
            "-signer tsa.pem -inkey tsa.key -out reply",
        )
        assert done.returncode == 0, done.stderr
        return (self.folder / "reply").read_bytes()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an authority with a certificate of its own; skip, by name, where OpenSSL is absent."""
    if which("openssl") is None:
        pytest.skip("OpenSSL is not installed (apt-get install openssl)")
    folder = tmp_path_factory.mktemp("tsa")
    (folder / "tsa.cnf").write_text(CONFIG, encoding="ascii")
    (folder / "serial").write_text("01\n", encoding="ascii")
    key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -config tsa.cnf"
    for words, subject in (
        (f"req -x509 {key} -extensions authority -days 36500 -keyout ca.key -out ca.pem", "/CN=Test root"),
        (f"req -new {key} -keyout tsa.key -out tsa.csr", "/CN=Toytown time stamps"),
        ("x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -set_serial 2 -days 36500", ""),
    ):
        more = ("-subj", subject) if subject else tuple(EXTENSIONS.split())
        done = openssl(folder, words, *more)
        assert done.returncode == 0, done.stderr
    return folder


EXTENSIONS = "-extfile tsa.cnf -extensions stamper -out tsa.pem"


@pytest.fixture
def authority(made: Path) -> Authority:
    """Return the authority, its answers as they should be."""
    return Authority(made)


@pytest.fixture
def served(authority: Authority) -> Iterator[str]:
    """Serve the authority on the loopback, and return its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            reply = authority.stamp(self.rfile.read(int(self.headers["Content-Length"])))
            proper = self.headers["Content-Type"] == anchors.QUERY and "status" not in authority.spoil
            self.send_response(200 if proper else 503)
            self.send_header("Content-Type", anchors.REPLY)
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's name
            """Write nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def ledger(tmp_path: Path, toytown: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Adopt the frozen city's plan and publish it; return the folder of the log."""
    monkeypatch.setenv("BITGIL_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("BITGIL_RECORD_PASSPHRASE", raising=False)
    forget()
    files = read_files(toytown / "plan")
    importing.accept(State(), compare(State(), plan_of(files), files), reason="처음")
    announcing.announce()
    sequencing.run()
    return tmp_path / "var" / "record"


@pytest.fixture
def named(ledger: Path, authority: Authority, served: str) -> Path:
    """Name the authority in the log's folder, and return that folder."""
    (ledger / "tsa").write_text(f"{served}\n", encoding="ascii")
    (ledger / "tsa.pem").write_bytes(authority.trusted)
    return ledger


def fault_of(call: object, *values: object) -> Fault:
    """Return the name of the fault that a call is refused with."""
    with pytest.raises(Refused) as caught:
        call(*values)  # type: ignore[operator]
    return caught.value.fault


def test_a_token_is_kept_once_a_day_and_openssl_verifies_it(named: Path, authority: Authority) -> None:
    """Asked twice on a day the authority answers once; its token stands for the file that is shown."""
    assert say("anchor")[0] == 0
    code, text = say("anchor", language="ko")
    assert (code, authority.asked) == (0, 1)
    assert "오늘 이미 받음" in text
    (token,) = (named / "public" / "anchor").glob("*.tsr")
    stamped = token.with_suffix(".checkpoint")
    assert stamped.read_bytes() == (named / "public" / CHECKPOINT).read_bytes()
    verify = ("-in", str(token), "-data", str(stamped), "-CAfile", str(named / "public" / "tsa.pem"))
    assert "Verification: OK" in openssl(named, "ts -verify", *verify).stdout
    stamped.write_bytes(stamped.read_bytes().replace(b"\n", b"\n1", 1))
    assert openssl(named, "ts -verify", *verify).returncode != 0
    assert say("anchor", "--check")[0] == 1


def test_the_page_says_that_there_is_none_until_there_is_one(named: Path) -> None:
    """The record's page has no outside time stamp, then has one with its authority and its two files."""
    client = Client(HTTP_HOST="localhost")
    assert "No outside time-stamp" in client.get("/en/record/").content.decode()
    assert "어느 기관도" in client.get("/record/").content.decode()
    kept, _ = anchoring.run()
    shown = client.get("/record/").content.decode()
    assert "Toytown time stamps" in shown
    for name in (f"anchor/{kept.day}.tsr", f"anchor/{kept.day}.checkpoint", "tsa.pem"):
        assert f"/record/public/{name}" in shown
        assert client.get(f"/record/public/{name}").content == (named / "public" / name).read_bytes()
    assert say("anchor", "--check")[0] == 0


def test_without_an_authority_it_says_where_to_name_one(ledger: Path) -> None:
    """At first nobody is asked: the deed is refused in words, and publishing goes on as before."""
    code, text = say("anchor")
    assert (code, str(ledger / "tsa") in text) == (1, True)
    assert say("publish")[0] == 2
    assert "no outside time stamp" in say("anchor", "--check")[1]


def test_an_authority_that_fails_loses_nothing(named: Path, authority: Authority) -> None:
    """Silence, an error and a wrong answer leave acts, log and earlier tokens, and publishing says why."""
    before = {path: path.read_bytes() for path in (named / "public").rglob("*") if path.is_file()}
    for spoil in ({"status": b"503"}, {"reply": b"nonsense"}, {"reply": b""}):
        authority.spoil = spoil
        code, text = say("anchor", language="ko")
        assert (code, "시점 토큰" in text) == (1, True)
        code, text = say("publish")
        assert (code, "Today's time stamp did not come" in text) == (2, True)
    assert {path: path.read_bytes() for path in (named / "public").rglob("*") if path.is_file()} == before
    (named / "tsa").write_text("http://127.0.0.1:1/\n", encoding="ascii")
    assert say("anchor")[0] == 1
    (named / "tsa").write_text("file:///etc/passwd\n", encoding="ascii")
    assert say("anchor")[0] == 1
    authority.spoil = {}


@pytest.mark.usefixtures("named")
def test_publishing_asks_by_itself_where_an_authority_is_named(authority: Authority) -> None:
    """The first publication of a day brings the day's token."""
    assert say("publish")[0] == 2
    assert say("publish")[0] == 2
    assert authority.asked == 1
    assert anchoring.latest() is not None


@pytest.mark.usefixtures("named")
def test_the_worker_asks_once_a_day_and_publishes_what_is_not_shown(
    authority: Authority, ledger: Path
) -> None:
    """In the background the day's token comes once; an act logged and not shown is shown at the next turn."""
    assert [anchoring_duty.run() is None for _ in range(3)] == [False, True, True]
    assert authority.asked == 1
    assert publishing_duty.run() is None
    (ledger / "public" / CHECKPOINT).unlink()
    assert sequencing.hidden() == last_number()
    assert publishing_duty.run() is not None
    assert (sequencing.hidden(), publishing_duty.run()) == (0, None)


def test_tokens_outlive_the_keys_of_log_and_authority(named: Path, authority: Authority) -> None:
    """After the log's key and the trusted certificates were changed, an earlier token still holds."""
    kept, _ = anchoring.run()
    rekeying.rotate_log("정기 교체")
    stranger = openssl(authority.folder, STRANGER, "/CN=Stranger").stdout.encode()
    trusted = named / "public" / "tsa.pem"
    trusted.write_bytes(anchors.together(trusted.read_bytes(), stranger + authority.trusted))
    assert trusted.read_bytes().count(b"BEGIN CERTIFICATE") == 2
    assert list(anchoring.check()) == [kept]


STRANGER = (
    "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -config tsa.cnf "
    "-extensions authority -keyout other.key -subj"
)


def test_a_token_stands_for_its_checkpoint_its_request_and_its_authority_only(authority: Authority) -> None:
    """Another text, an answer to another request, another root and another hash are refused as such."""
    anchor = anchors.ask(b"checkpoint", authority, authority.trusted)
    assert anchor.authority == "Toytown time stamps"
    assert anchors.open_token(anchor.token, b"checkpoint", authority.trusted) == anchor
    assert fault_of(anchors.open_token, anchor.token, b"checkpoinu", authority.trusted) is Fault.ANCHOR
    authority.spoil = {"reply": anchor.token}
    assert fault_of(anchors.ask, b"checkpoint", authority, authority.trusted) is Fault.ANCHOR
    stranger = openssl(authority.folder, STRANGER, "/CN=Stranger").stdout.encode()
    assert fault_of(anchors.open_token, anchor.token, b"checkpoint", stranger) is Fault.ANCHOR
    assert fault_of(anchors.open_token, anchor.token, b"checkpoint", b"no certificate") is Fault.ANCHOR
    builder = (
        anchors.TimestampRequestBuilder().data(b"checkpoint").hash_algorithm(anchors.HashAlgorithm.SHA512)
    )
    authority.spoil = {"query": builder.build().as_bytes()}
    assert fault_of(anchors.ask, b"checkpoint", authority, authority.trusted) is Fault.ANCHOR


def test_a_refusal_of_the_authority_is_told(authority: Authority) -> None:
    """An authority that answers that it will not is quoted."""
    authority.spoil = {"query": b"0\x00"}
    with pytest.raises(Refused, match="the authority refused"):
        anchors.ask(b"checkpoint", authority, authority.trusted)


def test_a_log_that_no_longer_begins_with_what_was_stamped_is_a_fork(
    named: Path, authority: Authority
) -> None:
    """A checkpoint of another history under the same key, once stamped, is found by the check."""
    anchoring.run()
    key = key_from((named / "key").read_text(encoding="ascii").strip())
    signer = load_signer(key.name, PLAIN, named / "key.pem", passphrase_in(named))
    other = bytes(sign_checkpoint(Checkpoint(key.name, 1, leaf_hash(b"another")), signer))
    folder = named / "public" / "anchor"
    (folder / "2026-01-01.checkpoint").write_bytes(other)
    (folder / "2026-01-01.tsr").write_bytes(anchors.ask(other, authority, authority.trusted).token)
    code, text = say("anchor", "--check")
    assert (code, "does not begin with the 1 entries" in text, "Time stamp: " in text) == (1, True, True)
    foreign = bytes(sign_checkpoint(Checkpoint(LOG.name, 1, leaf_hash(b"another")), LOG))
    (folder / "2026-01-01.checkpoint").write_bytes(foreign)
    (folder / "2026-01-01.tsr").write_bytes(anchors.ask(foreign, authority, authority.trusted).token)
    assert say("anchor", "--check")[0] == 1
