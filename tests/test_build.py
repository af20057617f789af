"""The build hook: which files it takes, that every address in them resolves, and what it compiles."""

from __future__ import annotations

import gettext
import runpy
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import override_settings

ROOT = Path(__file__).parents[1]
HOOK: dict[str, Any] = runpy.run_path(str(ROOT / "hatch_build.py"))
VENDOR = ROOT / HOOK["VENDOR"]

addresses: Callable[[str], list[str]] = HOOK["addresses"]
copy_krds: Callable[[Path, Path], None] = HOOK["copy_krds"]


def package(root: Path, sheet: str) -> Path:
    """Make a package like krds-uiux with one icon, and return its folder."""
    for name, text in {
        "css/component/output.css": sheet,
        "css/token/krds_tokens.css": ":root { --a: 1px; }",
        "css/component/component.css": "a {}",
        "img/component/icon/used.svg": "<svg/>",
        "img/component/icon/unused.svg": "<svg/>",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def test_addresses_are_found_however_they_are_quoted() -> None:
    """Single, double and no quotes, imports and fragments are read; data written inline is not an address."""
    sheet = """@import "t.css"; a { b: url(x.svg) url( 'y.svg#i' ) url("data:image/png;base64,AA") }"""
    assert addresses(sheet) == ["t.css", "x.svg", "y.svg"]


def test_only_what_the_style_sheet_names_is_copied(tmp_path: Path) -> None:
    """Other style sheets and icons nobody names stay behind, and so does a map that is not there."""
    sheet = '@import "../../css/token/krds_tokens.css";\na { b: url(../../img/component/icon/used.svg) }\n'
    copy_krds(package(tmp_path / "from", f"{sheet}/*# sourceMappingURL=output.css.map */"), tmp_path / "to")
    copied = sorted(path.relative_to(tmp_path / "to").as_posix() for path in (tmp_path / "to").rglob("*.*"))
    assert copied == ["css/component/output.css", "css/token/krds_tokens.css", "img/component/icon/used.svg"]
    assert (tmp_path / "to/css/component/output.css").read_text(encoding="utf-8") == sheet


def test_an_address_that_leads_nowhere_stops_the_build(tmp_path: Path) -> None:
    """A style sheet that names a missing file fails the build and names both."""
    broken = package(tmp_path / "from", "a { b: url(../../img/img/used.svg) }")
    with pytest.raises(RuntimeError, match=r"output\.css: .*img/img/used\.svg"):
        copy_krds(broken, tmp_path / "to")


def test_a_script_that_was_not_looked_at_is_refused(tmp_path: Path) -> None:
    """A file of another hash fails the build, and nothing of it is copied."""
    source = tmp_path / "from" / HOOK["SCRIPT"]
    source.parent.mkdir(parents=True)
    source.write_text("alert(1)", encoding="utf-8")
    with pytest.raises(RuntimeError, match="SCRIPT_DIGEST"):
        HOOK["copy_script"](tmp_path / "from", tmp_path / "to")
    assert not (tmp_path / "to").exists()


def test_translations_are_compiled(tmp_path: Path) -> None:
    """A .po becomes the .mo beside it that gettext reads, and a folder without any is left alone."""
    source = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
    source.write_text(f'{head}\nmsgid "계획"\nmsgstr "Plan"\n', encoding="utf-8")
    HOOK["compile_translations"](tmp_path)
    HOOK["compile_translations"](tmp_path / "nothing")
    assert gettext.translation("django", tmp_path, ["en"]).gettext("계획") == "Plan"


def test_what_was_copied_is_that_of_the_lock_file() -> None:
    """After an install the copy is current, holds one script of a known hash, and carries its licences."""
    assert HOOK["is_current"](ROOT), "install again: pip install --editable ."
    (script,) = VENDOR.rglob("*.js")
    assert script == VENDOR / "htmx" / "htmx.min.js"
    assert sha256(script.read_bytes()).hexdigest() == HOOK["SCRIPT_DIGEST"]
    assert "Reserved Font Name" in (VENDOR / "pretendard/LICENSE.txt").read_text(encoding="utf-8")
    assert "Reserved Font Name" in (ROOT / HOOK["FONTS"] / "LICENSE.txt").read_text(encoding="utf-8")
    assert "krds-uiux" in (VENDOR / "NOTICE.txt").read_text(encoding="utf-8")


def test_every_korean_syllable_has_a_font_file() -> None:
    """The font's style sheet covers all 11,172 syllables, △ and ㎡ among its ranges."""
    sheet = (VENDOR / "pretendard/pretendard-gov.css").read_text(encoding="utf-8")
    covered: set[int] = set()
    for part in sheet.split("unicode-range:")[1:]:
        for span in part.split(";")[0].replace("U+", "").split(","):
            first, _, last = span.strip().partition("-")
            covered.update(range(int(first, 16), int(last or first, 16) + 1))
    assert set(range(0xAC00, 0xD7A4)) | {ord("△"), ord("▲"), ord("㎡")} <= covered


def test_hashed_names_can_be_given_to_all_of_it(tmp_path: Path) -> None:
    """Every address in every style sheet resolves, so the strictest storage of static files accepts them."""
    storage = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES={"staticfiles": storage}):
        call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").is_file()
    assert list(tmp_path.rglob("output.*.css.br"))
