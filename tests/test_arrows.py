"""The order of the packages and the few rules of the house, held over every module's own source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

ORDER = (
    "quantity",
    "drawing",
    "folder",
    "plan",
    "city",
    "outlook",
    "roadmap",
    "record",
    "government",
    "knowledge",
    "desks",
    "documents",
    "opendata",
    "checking",
    "store",
    "portal",
    "cli",
)
"""A package may import what stands to its left, and nothing to its right."""

KNOWN_ONLY_TO = {
    "django": ("store", "portal", "cli"),
    "tomli": ("plan.reading", "plan.writing"),
    "tomllib": ("plan.reading", "plan.writing"),
    "tomlkit": ("plan.reading", "plan.writing"),
    "ortools": ("roadmap.solver",),
    "highspy": ("roadmap.solver",),
}
"""What only the named modules (or folders of that name) may import."""

CLOCKS = {"datetime.now", "datetime.utcnow", "date.today", "time.time", "timezone.now"}
CLOCK_READERS = ("store", "portal", "cli")
BANNED_NAMES = {"utils", "helpers", "common", "base", "manager", "service", "misc"}
LONGEST_MODULE = 300
LONGEST_MODULE_OF_TYPES = 400
LONGEST_FUNCTION = 70
WRITTEN_BY_DJANGO = {"migrations", "management"}

MODULES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "bitgil").rglob("*.py")
    if not WRITTEN_BY_DJANGO & set(path.parts)
)


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the line and dotted name of every import: at the top, inside functions, for types, by name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            prefix = "." * node.level + (node.module or "")
            joint = "" if prefix.endswith(".") else "."
            yield from ((node.lineno, f"{prefix}{joint}{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and called(node).endswith(("import_module", "__import__")):
            for name in node.args[:1]:
                if isinstance(name, ast.Constant) and isinstance(name.value, str):
                    yield node.lineno, name.value


def called(node: ast.Call) -> str:
    """Return the dotted name of what is called, or the empty text where it has none."""
    return ast.unparse(node.func) if isinstance(node.func, ast.Name | ast.Attribute) else ""


def place_of(path: str) -> str:
    """Return where a file stands below bitgil/, dotted: bitgil/plan/reading.py is plan.reading."""
    parts = path.removesuffix(".py").split("/")[1:]
    return ".".join(part for part in parts if part != "__init__")


def faults(path: str, source: str) -> list[str]:
    """Return every rule that the module at *path* (bitgil/…/name.py) breaks, a sentence each."""
    tree = ast.parse(source)
    return [
        *wrong_imports(path, tree),
        *read_clocks(path, tree),
        *wrong_names(path, tree),
        *too_long(path, source),
    ]


def wrong_imports(path: str, tree: ast.Module) -> Iterator[str]:
    """Yield each import that points right, is relative, or is known only to another module."""
    place = place_of(path)
    package = place.split(".")[0]
    if package and package not in ORDER:
        yield f"{path}: the package '{package}' has no place in the order of the arrows"
        return
    for line, name in imported(tree):
        top, _, rest = name.partition(".")
        target = rest.split(".")[0]
        if name.startswith("."):
            yield f"{path}:{line}: '{name}' is relative; write the whole name"
        elif (
            top == "bitgil"
            and target in ORDER
            and (not package or ORDER.index(target) > ORDER.index(package))
        ):
            yield f"{path}:{line}: {package or 'bitgil'} may not import {target}, which stands to its right"
        elif not allowed(place, top):
            yield f"{path}:{line}: only {' and '.join(KNOWN_ONLY_TO[top])} may know {top}"


def place_in_order(package: str) -> int:
    """Return how far right a package stands; bitgil itself stands left of all."""
    return ORDER.index(package) if package else -1


def allowed(place: str, top: str) -> bool:
    """Say whether the module at *place* may import the distribution *top*."""
    known_to = KNOWN_ONLY_TO.get(top)
    return known_to is None or any(f"{place}.".startswith(f"{one}.") for one in known_to)


def read_clocks(path: str, tree: ast.Module) -> Iterator[str]:
    """Yield each call that reads the clock outside the packages that may know what day it is."""
    if place_of(path).split(".")[0] in CLOCK_READERS:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ".".join(called(node).split(".")[-2:]) in CLOCKS:
            yield f"{path}:{node.lineno}: only {', '.join(CLOCK_READERS)} may read the clock; pass it in"


def wrong_names(path: str, tree: ast.Module) -> Iterator[str]:
    """Yield banned names of the path, and a function that shares its name with its module."""
    parts = place_of(path).split(".")
    for name in sorted(BANNED_NAMES & set(parts)):
        yield f"{path}: '{name}' says nothing; name it in the city's words"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == parts[-1]:
            yield f"{path}:{node.lineno}: '{node.name}' is both a module and a function"


def too_long(path: str, source: str) -> Iterator[str]:
    """Yield a module or a function that has outgrown the house."""
    limit = LONGEST_MODULE_OF_TYPES if ".types" in place_of(path) else LONGEST_MODULE
    lines = sum(1 for line in source.splitlines() if line.strip())
    if lines > limit:
        yield f"{path}: {lines} lines; over {limit} a module becomes a folder of the same name"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno
            if length > LONGEST_FUNCTION:
                yield f"{path}:{node.lineno}: {node.name} has {length} lines, over {LONGEST_FUNCTION}"


def unsaid(path: str, source: str) -> list[str]:
    """Return what a package's docstring fails to say: what belongs there, and what does not."""
    text = ast.get_docstring(ast.parse(source)) or ""
    lines = [line for line in text.splitlines() if line.strip()]
    words = set(text.lower().replace(".", " ").replace(":", " ").replace(",", " ").split())
    missing = []
    if len(lines) < 2:
        missing.append(f"{path}: the docstring has fewer than two lines")
    if not words & {"belong", "belongs"}:
        missing.append(f"{path}: the docstring does not say what belongs here")
    if not words & {"not", "no", "nothing", "never", "only"}:
        missing.append(f"{path}: the docstring does not say what does not belong here")
    return missing


@pytest.mark.parametrize("path", MODULES)
def test_every_module_keeps_the_arrows_and_the_rules_of_the_house(path: str) -> None:
    """No module imports to its right, knows what only another may know, or outgrows the house."""
    assert faults(path, (ROOT / path).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", [path for path in MODULES if path.endswith("__init__.py")])
def test_every_package_says_what_belongs_there_and_what_does_not(path: str) -> None:
    """A newcomer learns from a package's first lines what to put there and what to keep out."""
    assert unsaid(path, (ROOT / path).read_text(encoding="utf-8")) == []


def test_there_are_modules_to_hold_to_the_rules() -> None:
    """The rules above are read over real modules of at least three packages."""
    assert len({place_of(path).split(".")[0] for path in MODULES}) > 3


BAD_IMPORTS = {
    "a plain import": "import bitgil.portal",
    "an import under another name": "import bitgil.portal.pages as shown",
    "the package from the root": "from bitgil import portal",
    "a name from the package": "from bitgil.portal import pages",
    "inside a function": "def f():\n    from bitgil.portal.pages import home\n",
    "for types only": "import typing\nif typing.TYPE_CHECKING:\n    from bitgil.portal import pages\n",
    "in a try": "try:\n    import bitgil.portal\nexcept ImportError:\n    pass\n",
    "by name at run time": "from importlib import import_module\nimport_module('bitgil.portal')\n",
    "by the built-in": "__import__('bitgil.portal')",
    "one dot": "from . import types",
    "two dots": "from ..portal import pages",
    "Django": "import django.db.models",
    "Django inside a function": "def f():\n    from django.conf import settings\n",
    "the TOML reader": "import tomli",
    "the TOML reader of the standard library": "from tomllib import loads",
    "the TOML writer": "import tomlkit.items",
    "a solver": "from ortools.sat.python import cp_model",
    "the other solver": "import highspy",
}


@pytest.mark.parametrize("source", BAD_IMPORTS.values(), ids=BAD_IMPORTS.keys())
def test_an_import_that_breaks_the_arrows_is_found_in_every_form(source: str) -> None:
    """However an import is written, the one fault in it is reported, and only that."""
    assert len(faults("bitgil/plan/rules.py", source)) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("bitgil/portal/pages/home.py", "from bitgil.plan.types import Plan\nfrom bitgil import quantity\n"),
        ("bitgil/plan/rules.py", "from bitgil.plan.types import Plan\nimport bitgil.quantity\n"),
        ("bitgil/cli/__init__.py", "from bitgil import __version__\n"),
        ("bitgil/plan/reading.py", "import tomli\n"),
        ("bitgil/plan/writing/text.py", "import tomlkit\n"),
        ("bitgil/roadmap/solver/proof.py", "from ortools.sat.python import cp_model\nimport highspy\n"),
        ("bitgil/store/models.py", "from django.db import models\n"),
        ("bitgil/cli/serving.py", "from datetime import datetime\nnow = datetime.now()\n"),
    ],
)
def test_an_import_that_keeps_the_arrows_is_let_through(path: str, source: str) -> None:
    """What the order allows raises no fault."""
    assert faults(path, source) == []


@pytest.mark.parametrize(
    ("path", "source", "part"),
    [
        ("bitgil/plan/reading_aloud.py", "import tomli", "only plan.reading"),
        ("bitgil/stage/acts.py", "", "no place in the order"),
        ("bitgil/__init__.py", "from bitgil import plan", "may not import plan"),
        ("bitgil/plan/utils.py", "", "says nothing"),
        ("bitgil/city/helpers/steel.py", "", "says nothing"),
        ("bitgil/plan/check.py", "def check(): ...", "both a module and a function"),
        (
            "bitgil/city/steel.py",
            "def f():\n    return datetime.date.today()\n",
            "the clock",
        ),
        ("bitgil/outlook/gaps.py", "import time\nat = time.time()\n", "the clock"),
        ("bitgil/city/port.py", "x = 1\n" * (LONGEST_MODULE + 1), "301 lines"),
        ("bitgil/plan/types/all.py", "x = 1\n" * (LONGEST_MODULE_OF_TYPES + 1), "401 lines"),
        ("bitgil/city/port.py", "def f():\n" + "    x = 1\n" * (LONGEST_FUNCTION + 1), "f has 71"),
        (
            "bitgil/city/port.py",
            "async def f():\n" + "    x = 1\n" * (LONGEST_FUNCTION + 1),
            "f has 71",
        ),
    ],
)
def test_what_the_house_does_not_want_is_named(path: str, source: str, part: str) -> None:
    """A vague name, a name used twice, a hidden clock and an overgrown module each have their sentence."""
    found = faults(path, source)
    assert len(found) == 1
    assert part in found[0]


@pytest.mark.parametrize(
    ("docstring", "missing"),
    [
        ("", 3),
        ("The plan.", 3),
        ("The plan.\n\nBelongs here: the types.", 1),
        ("The plan.\n\nIt does not compute.", 1),
        ("The plan.\n\nBelongs here: the types.\nDoes not: anything that computes.", 0),
    ],
)
def test_a_package_that_keeps_silent_about_its_borders_is_told_so(docstring: str, missing: int) -> None:
    """Each of the three things a package's docstring must say is missed where it is absent."""
    assert len(unsaid("bitgil/plan/__init__.py", f'"""{docstring}"""' if docstring else "")) == missing
