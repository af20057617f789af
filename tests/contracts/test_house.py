"""What must hold for the whole repository: text files, licences, and nothing that ties it to one machine."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from bitgil.folder import files_in

ROOT = Path(__file__).parents[2]
BUILT = re.compile(r"static/portal/vendor/|documents/fonts/|__pycache__/|\.mo$|\.sqlite3|^var/|node_modules/")
BINARY = {".png", ".woff2"}
LARGEST = 1_000_000

# Put together here so that this file does not hold what it looks for.
REGISTRY = re.compile("|".join(("registry" + r"\.npmjs", "files" + r"\.pythonhosted", "pypi" + r"\.org")))
HOME = re.compile("|".join(("/" + "root/", "/" + "home/", "/" + "work/", "/" + "Users/")))
SECRET = re.compile(
    "|".join(("BEGIN [A-Z ]*PRIVATE " + "KEY", r"\b(?:gh[pousr]|xox[bp])_?-?[A-Za-z0-9]{20,}"))
)


def kept() -> list[str]:
    """Return every file that git keeps or would keep; of a copy without git, every file not hidden."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607  the machine's git
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listing.returncode != 0:
        found = (
            path
            for folder in ("bitgil", "docs", "plans", "tests")
            for path in files_in(ROOT, f"{folder}/**/*")
        )
        return [path.relative_to(ROOT).as_posix() for path in found if not BUILT.search(path.as_posix())]
    return [name for name in listing.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


FILES = kept()


def faults(content: bytes) -> list[str]:
    """Return what a text file must not hold, a few words each."""
    text = content.decode("utf-8", errors="replace")
    said = {
        "is no UTF-8": "\ufffd" in text,
        "has a line end of another system": b"\r" in content,
        "ends without a line end": bool(content) and not content.endswith(b"\n"),
        "names a package registry": bool(REGISTRY.search(text)),
        "names a folder of one machine": bool(HOME.search(text)),
        "holds a key": bool(SECRET.search(text)),
    }
    return [words for words, true in said.items() if true]


def test_every_text_file_is_utf8_with_unix_lines_and_tied_to_no_machine() -> None:
    """No file holds a foreign line end, a registry's host, a path of somebody's machine or a key."""
    texts = [name for name in FILES if Path(name).suffix not in BINARY]
    assert texts
    assert {name: found for name in texts if (found := faults((ROOT / name).read_bytes()))} == {}


def test_no_file_is_a_bulk_table() -> None:
    """What is large is read from outside and not kept here."""
    assert [name for name in FILES if (ROOT / name).stat().st_size > LARGEST] == []


def test_the_lock_file_names_hashes_and_no_host() -> None:
    """Every npm package is held by its hash, and where it is fetched from is the machine's own affair."""
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert packages
    assert all(one["integrity"].startswith("sha512-") for one in packages.values())
    assert not any("resolved" in one for one in packages.values())


def test_nothing_that_is_built_is_kept() -> None:
    """The look fetched from npm, compiled translations and the record of acts stay out of git."""
    assert [name for name in FILES if BUILT.search(name)] == []


def test_the_engine_knows_no_city() -> None:
    """No module of the engine names the city whose plan lies in plans/."""
    names = re.compile("gwang" + "yang|광양|posco|포스코", re.IGNORECASE)
    engine = [name for name in FILES if name.startswith("bitgil/") and name.endswith((".py", ".html", ".po"))]
    assert [name for name in engine if names.search((ROOT / name).read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("https://registry." + "npmjs.org/x\n", "names a package registry"),
        ("/" + "home/kim/bitgil\n", "names a folder of one machine"),
        ("-----BEGIN RSA PRIVATE " + "KEY-----\n", "holds a key"),
        ("a\r\n", "has a line end of another system"),
        ("a", "ends without a line end"),
    ],
)
def test_what_must_not_be_kept_is_found(content: str, fault: str) -> None:
    """Each thing that must not be here is told by its own words."""
    assert faults(content.encode()) == [fault]


def test_text_in_another_encoding_is_found() -> None:
    """Korean text saved in an old encoding is told from UTF-8."""
    assert faults("광양\n".encode("cp949")) == ["is no UTF-8"]
