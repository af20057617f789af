"""Programs by others read what this one writes: tiles, checkpoint, proofs and signatures."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from record_log import LOG, ORIGIN, WITNESSES, Town, town

from bitgil.record.checkpoint import checkpoint_in
from bitgil.record.files import CHECKPOINT
from bitgil.record.note import note_from

reader = pytest.importorskip(
    "tlog_scales.reader", reason="tlog-scales is not installed (pip install tlog-scales)"
)
backend = pytest.importorskip("tlog_scales.backend")
signing = pytest.importorskip("tlog_scales.signing")

SIZE = 2_000


def test_tlog_scales_agrees_on_every_part(tmp_path: Path) -> None:
    """Another program's root, entry, both proofs and four signatures of our public files are ours."""
    with town(tmp_path, in_memory=True) as made, made.storage() as storage, made.log(storage) as log:
        log.append(b"entry %d" % number for number in range(SIZE))
        note = made.publish(log).checkpoint
        other = reader.TilesReader(backend.LocalBackend(tmp_path / "public"))
        checkpoint = other.get_checkpoint()
        assert (checkpoint.origin, checkpoint.size, checkpoint.root_hash) == (ORIGIN, SIZE, log.root())
        assert other.calculate_root_hash() == log.root()
        assert other.get_entry(SIZE - 1) == b"entry 1999"
        for index in (0, 1_234, SIZE - 1):
            hashes = other.get_inclusion_proof(index, SIZE).node_hashes
            assert tuple(hashes) == log.prove(index, note).hashes
        assert tuple(other.get_consistency_proof(1_234, SIZE).node_hashes) == log.consistency(1_234, SIZE)
    keys = (LOG.key, *(each.key for each in WITNESSES.values()))
    known = signing.VkeySet(*(signing.Vkey.from_string(str(key)) for key in keys))
    assert len(known.verify(checkpoint.signatures, checkpoint)) == len(keys)


GO_PATH = Path("/usr/share/gocode")
"""Where Debian keeps the sources of Go packages."""


@pytest.fixture(scope="module")
def go(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the Go program that checks a log; skip, by name, where Debian's packages for it are absent."""
    if which("go") is None or not (GO_PATH / "src/golang.org/x/mod/sumdb/tlog").is_dir():
        pytest.skip("Go is not installed (apt-get install golang-go golang-golang-x-mod-dev)")
    folder = tmp_path_factory.mktemp("go")
    told = {"GO111MODULE": "off", "GOPATH": str(GO_PATH), "GOFLAGS": "", "GOCACHE": str(folder / "cache")}
    command = ["go", "build", "-o", str(folder / "check"), str(Path(__file__).parent / "go" / "check.go")]
    built = subprocess.run(command, env={**os.environ, **told}, capture_output=True, text=True, check=False)  # noqa: S603  our own program
    assert built.returncode == 0, built.stderr
    return folder / "check"


def checked(go: Path, *asked: Mapping[str, object]) -> list[dict[str, Any]]:
    """Return what the Go program finds of each log that it is asked about."""
    done = subprocess.run([go], input=json.dumps(asked), capture_output=True, text=True, check=False)  # noqa: S603  just built
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def coded(hashes: tuple[bytes, ...]) -> list[str]:
    """Return hashes as Go reads them in JSON."""
    return [base64.b64encode(each).decode() for each in hashes]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish a log of many tiles, and return the folder that holds its public files and what was asked."""
    root = tmp_path_factory.mktemp("published")
    with town(root, in_memory=True) as made, made.storage() as storage, made.log(storage) as log:
        log.append(b"entry %d" % number for number in range(SIZE))
        made.publish(log)
        for index, old in ((0, 1), (255, 256), (1_234, 777), (SIZE - 1, SIZE - 1)):
            _keep_question(made, log, index, old)
    return root


def _keep_question(made: Town, log: Any, index: int, old: int) -> None:
    note = log.checkpoint(log.size)
    asked = {
        "Log": str(LOG.key),
        "Witnesses": [str(each.key) for each in WITNESSES.values()],
        "Index": index,
        "Proof": coded(log.prove(index, note).hashes),
        "OldSize": old,
        "OldRoot": coded((log.root(old),))[0],
        "Consistency": coded(log.consistency(old, SIZE)),
    }
    (made.root / f"asked-{index}.json").write_text(json.dumps(asked), encoding="utf-8")


def questions(root: Path, folder: str = "public") -> list[dict[str, Any]]:
    """Return what is to be checked, over the public files in a folder of *root*."""
    asked = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(root.glob("asked-*.json"))]
    return [{**each, "Folder": str(root / folder)} for each in asked]


def test_go_agrees_on_every_part(go: Path, published: Path) -> None:
    """Go's note and tlog accept our signatures, tiles, bundles and proofs, and make the same proofs."""
    shown = checkpoint_in(note_from((published / "public" / CHECKPOINT).read_bytes()))
    asked = questions(published)
    for ask, told in zip(asked, checked(go, *asked), strict=True):
        assert told["Refused"] is None
        assert told["Signers"] == [ORIGIN, *(each.name for each in WITNESSES.values())]
        assert (told["Size"], base64.b64decode(told["Root"])) == (SIZE, shown.root)
        assert base64.b64decode(told["Entry"]) == b"entry %d" % ask["Index"]
        assert told["Inclusion"] == ask["Proof"]
        assert (told["Consistency"] or []) == ask["Consistency"]


FLIPS = {
    "checkpoint": "note",
    "tile/0/004": "tiles",
    "tile/0/007.p/208": "tiles",
    "tile/1/000.p/7": "tiles",
    "tile/entries/004": "entry",
}


@pytest.mark.parametrize(("path", "named"), FLIPS.items(), ids=list(FLIPS))
def test_go_refuses_a_changed_byte_where_we_do(
    go: Path, published: Path, tmp_path: Path, path: str, named: str
) -> None:
    """One flipped bit in a checkpoint, tile or bundle is refused by Go too, which names the part."""
    shutil.copytree(published / "public", tmp_path / "public")
    file = tmp_path / "public" / path
    content = bytearray(file.read_bytes())
    found = content.find(b"entry 1234")
    content[found if found >= 0 else len(content) * 5 // 6] ^= 1
    file.write_bytes(content)
    asked = [each for each in questions(published) if each["Index"] == 1_234]
    (told,) = checked(go, {**asked[0], "Folder": str(tmp_path / "public")})
    assert any(each.startswith(named) for each in told["Refused"])


def test_go_refuses_a_proof_of_another_entry_and_a_rewritten_past(go: Path, published: Path) -> None:
    """Our proof with a hash changed, and growth from another root, fail in Go as they do here."""
    (asked,) = (each for each in questions(published) if each["Index"] == 1_234)
    wrong = coded((bytes(32),))[0]
    for change, named in (
        ({"Proof": [wrong, *asked["Proof"][1:]]}, "proof"),
        ({"Proof": asked["Proof"][1:]}, "proof"),
        ({"OldRoot": wrong}, "growth"),
        ({"Consistency": asked["Consistency"][1:]}, "growth"),
    ):
        (told,) = checked(go, {**asked, **change})
        assert [each.partition(":")[0] for each in told["Refused"]] == [named]
