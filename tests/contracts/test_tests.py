"""A contract over the tests themselves: each says in one sentence what behaviour it holds."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
FILES = sorted(path.relative_to(TESTS).as_posix() for path in TESTS.rglob("test_*.py"))
PRETENDERS = {"mock", "pytest_mock", "mocker", "setattr"}
REPLACED = ("monkeypatch.setattr", "monkeypatch.setitem")
"""What would put a pretence in place; setting the environment of a test is no pretence."""


def written_tests(source: str) -> list[ast.FunctionDef]:
    """Return every test function of a source text."""
    tree = ast.parse(source)
    return [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]


def unsaid(test: ast.FunctionDef) -> str:
    """Return what is wrong with a test's docstring, or nothing."""
    text = (ast.get_docstring(test) or "").strip()
    if not text:
        return f"{test.name} has no docstring"
    if not text.endswith("."):
        return f"{test.name}: the docstring is no sentence"
    if "\n\n" in text:
        return f"{test.name}: the docstring is longer than a sentence"
    return ""


def can_fail(body: ast.AST, checkers: set[str]) -> bool:
    """Say whether anything in a function's body asserts, expects an error, or calls a checker that does."""
    for node in ast.walk(body):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            if name in {"raises", "fail", *checkers} or name.startswith(
                ("assert", "expect", "to_have", "to_be")
            ):
                return True
    return False


def checkers_in(source: str) -> set[str]:
    """Return the functions of a source text that are no tests themselves but assert for them."""
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    return {node.name for node in functions if not node.name.startswith("test_") and can_fail(node, set())}


def pretences(source: str) -> set[str]:
    """Return what a source text uses to put a pretence in the place of the real thing."""
    used: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            used.update(part for alias in node.names for part in alias.name.split("."))
        elif isinstance(node, ast.ImportFrom):
            used.update((node.module or "").split("."), (alias.name for alias in node.names))
        elif isinstance(node, ast.Attribute):
            used.add(node.attr)
        elif isinstance(node, ast.arg):
            used.add(node.arg)
    return used & PRETENDERS


@pytest.mark.parametrize("file", FILES)
def test_every_test_says_what_behaviour_it_holds(file: str) -> None:
    """Each test's docstring is one sentence."""
    source = (TESTS / file).read_text(encoding="utf-8")
    assert [fault for test in written_tests(source) if (fault := unsaid(test))] == []


@pytest.mark.parametrize("file", FILES)
def test_every_test_can_fail(file: str) -> None:
    """Each test asserts something, and none puts a pretence in the place of the real thing."""
    source = (TESTS / file).read_text(encoding="utf-8")
    checkers = checkers_in(source)
    assert [test.name for test in written_tests(source) if not can_fail(test, checkers)] == []
    assert pretences(source) == set()
    assert not [each for each in REPLACED if each in source and file != "contracts/test_tests.py"]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("assert x", "no docstring"),
        ("'''Adds up'''\n    assert x", "no sentence"),
        ("'''Adds up.\n\n    And more.'''\n    assert x", "longer than a sentence"),
        ("'''Adds up.'''\n    assert x", ""),
    ],
)
def test_a_silent_test_is_named(body: str, fault: str) -> None:
    """A missing, unfinished or rambling docstring is found, and a good one let through."""
    found = unsaid(written_tests(f"def test_sum():\n    {body}\n")[0])
    assert fault in found
    assert bool(fault) == bool(found)


def test_a_test_that_asserts_nothing_is_named() -> None:
    """A test without an assertion is told from one that expects an error or lets a checker assert."""
    source = """
def approve(text): assert text
def test_a(): run()
def test_b():
    with pytest.raises(OSError): run()
def test_c(): approve(run())
"""
    assert [can_fail(test, checkers_in(source)) for test in written_tests(source)] == [False, True, True]


@pytest.mark.parametrize(
    "source",
    [
        "from unittest import mock",
        "import unittest.mock",
        "from unittest.mock import Mock",
        "def test_a(mocker): ...",
        "def test_a(monkeypatch):\n    monkeypatch.setattr(city, 'run', None)",
    ],
)
def test_a_pretence_is_named(source: str) -> None:
    """A mock is found however it comes in; setting an environment variable is none."""
    assert len(pretences(source)) == 1
    assert pretences("def test_a(monkeypatch):\n    monkeypatch.setenv('LANG', 'ko')") == set()
