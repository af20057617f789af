"""A contract over the tests themselves: each says in one sentence what behaviour it holds."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
FILES = sorted(path.relative_to(TESTS).as_posix() for path in TESTS.rglob("test_*.py"))
PRETENDERS = {"unittest.mock", "mock", "pytest_mock", "MagicMock"}
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


def asserts_nothing(test: ast.FunctionDef) -> bool:
    """Say whether nothing in the test could make it fail."""
    text = ast.dump(test)
    return not any(word in text for word in ("Assert(", "raises", "expect", "assert"))


@pytest.mark.parametrize("file", FILES)
def test_every_test_says_what_behaviour_it_holds(file: str) -> None:
    """Each test's docstring is one sentence."""
    source = (TESTS / file).read_text(encoding="utf-8")
    assert [fault for test in written_tests(source) if (fault := unsaid(test))] == []


@pytest.mark.parametrize("file", FILES)
def test_every_test_can_fail(file: str) -> None:
    """Each test asserts something, and none puts a pretence in the place of the real thing."""
    source = (TESTS / file).read_text(encoding="utf-8")
    assert [test.name for test in written_tests(source) if asserts_nothing(test)] == []
    names = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    assert not names & PRETENDERS
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
    """A test without an assertion is told from one that expects an error."""
    silent, loud = written_tests(
        "def test_a():\n    run()\n\ndef test_b():\n    with pytest.raises(OSError):\n        run()\n"
    )
    assert asserts_nothing(silent)
    assert not asserts_nothing(loud)
