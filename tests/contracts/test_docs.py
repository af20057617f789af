"""What the documents say is true: commands exist, links lead somewhere, examples are sound."""

from __future__ import annotations

import argparse
import re
import runpy
from pathlib import Path
from types import ModuleType

import pytest
import tomli

from bitgil.cli import verbs
from bitgil.folder import files_in, modules_in
from bitgil.plan.reading import plan_of, read_files
from bitgil.plan.rules import check_plan

ROOT = Path(__file__).parents[2]
PAGES = [
    path.relative_to(ROOT).as_posix()
    for path in (*files_in(ROOT, "*.md"), *files_in(ROOT, "docs/**/*.md"), *files_in(ROOT, "plans/*/*.md"))
]
VERBS = {name.rstrip("_"): module for name, module in modules_in(verbs).items()}
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

_CALL = re.compile(r"\bbitgil ([a-z]+)\b([^\n`]*)")
_CODE = (
    re.compile(r"^    .+$", re.MULTILINE),
    re.compile(r"```.*?```", re.DOTALL),
    re.compile(r"`([^`\n]+)`"),
)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_TOML = re.compile(r"```toml\n(.*?)```", re.DOTALL)


def read(page: str) -> str:
    """Return a page's text."""
    return (ROOT / page).read_text(encoding="utf-8")


def code_in(text: str) -> str:
    """Return only what a page sets as code: indented lines, fenced blocks, and words between backticks."""
    indented = re.findall(r"^    .+$", text, re.MULTILINE)
    return "\n".join(
        [*indented, *re.findall(r"```.*?```", text, re.DOTALL), *re.findall(r"`([^`\n]+)`", text)]
    )


def options_of(module: ModuleType) -> set[str]:
    """Return the options a verb takes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--lang")
    if hasattr(module, "arguments"):
        module.arguments(parser, "en")
    return set(parser._option_string_actions)  # noqa: SLF001  argparse offers no public way to look


def deed_of(verb: ModuleType, rest: str) -> ModuleType:
    """Return the deed that a call of a verb with deeds names, however deep, or the verb; it must exist."""
    named = re.match(r" ([a-z]+)", rest)
    if not (hasattr(verb, "__path__") and named):
        return verb
    return deed_of(modules_in(verb)[named[1]], rest[named.end() :])


def anchors_of(text: str) -> set[str]:
    """Return the addresses of a page's headings."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in _HEADING.findall(text)}


@pytest.mark.parametrize("page", PAGES)
def test_every_command_on_a_page_exists(page: str) -> None:
    """Each `bitgil <verb>` with its options and each `make <target>` can be typed as written."""
    code = code_in(read(page))
    for verb, rest in _CALL.findall(code):
        assert verb in VERBS, f"bitgil {verb}"
        options = set(re.findall(r"(?<![\w-])--[a-z][\w-]*", rest))
        assert options <= options_of(deed_of(VERBS[verb], rest)), f"bitgil {verb}{rest}"
    assert set(re.findall(r"\bmake ([a-z]+)", code)) <= TARGETS


@pytest.mark.parametrize("page", PAGES)
def test_every_link_on_a_page_leads_somewhere(page: str) -> None:
    """Each link inside the project names a file that is there, and a heading where it names one."""
    for target in _LINK.findall(read(page)):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        file = (ROOT / page).parent / path if path else ROOT / page
        assert file.exists(), target
        assert not anchor or anchor in anchors_of(file.read_text(encoding="utf-8")), target


@pytest.mark.parametrize("page", [page for page in PAGES if page.endswith(".ko.md")])
def test_a_korean_page_has_its_english_equal(page: str) -> None:
    """Both languages hold the same headings by level, the same commands and the same examples."""
    korean, english = read(page), read(page.replace(".ko.md", ".md"))
    for pattern in (r"^#+ ", r"^    \.venv/bin/bitgil [a-z]+", r"^    make [a-z]+", r"^\| "):
        assert re.findall(pattern, korean, re.MULTILINE) == re.findall(pattern, english, re.MULTILINE)
    assert len(_TOML.findall(korean)) == len(_TOML.findall(english))


@pytest.mark.parametrize("page", ["README.md", "docs/tutorial/tutorial.md", "docs/how-to/how-to.md"])
def test_what_an_officer_reads_has_a_korean_equal(page: str) -> None:
    """The pages an officer starts from are there in Korean too."""
    assert page.replace(".md", ".ko.md") in PAGES


@pytest.mark.parametrize("script", ["write_reference", "write_commands", "write_city"])
def test_a_written_page_is_what_its_script_writes(script: str) -> None:
    """The reference is that of today's records and verbs."""
    written = runpy.run_path(str(ROOT / "docs" / f"{script}.py"))
    assert written["PAGE"].read_text(encoding="utf-8") == written["page"](), "run: make reference"


@pytest.mark.parametrize("page", ["docs/how-to/how-to.md", "docs/how-to/how-to.ko.md"])
def test_the_examples_of_the_how_to_are_sound(page: str, living_plan: Path) -> None:
    """The project and the assumption shown can be put into the plan as they stand."""
    project, delivery, assumption = _TOML.findall(read(page))
    files = {
        **read_files(living_plan),
        "projects/P99.toml": f"{project}\n{delivery}".encode(),
        "assumptions/mine.toml": assumption.encode(),
    }
    plan = plan_of(files)
    assert plan.project("P99").effects
    assert plan.assumption("mine.my_share")
    assert check_plan(plan) == ()


@pytest.mark.parametrize("page", ["docs/tutorial/tutorial.md", "docs/tutorial/tutorial.ko.md"])
def test_the_tutorial_changes_what_is_there(page: str, living_plan: Path) -> None:
    """The two lines the tutorial asks the reader to change stand in the file it names."""
    project = (living_plan / "projects" / "P28.toml").read_text(encoding="utf-8")
    before = re.findall(r"`((?:certainty|opens) = [^`]+)`", read(page))[::2]
    assert before == ["certainty = 0.85", 'opens = "2026Q3"']
    assert all(f"\n{line}\n" in project for line in before)


def test_a_dead_link_and_a_wrong_command_would_be_found() -> None:
    """The patterns above see a link, a verb with its option, and only what is set as code."""
    assert _LINK.findall("see [a](b.md#c) and ![d](e.png)") == ["b.md#c", "e.png"]
    assert _CALL.findall(code_in("run `bitgil fly --high`, as bitgil does")) == [("fly", " --high")]
    assert anchors_of("# Observed series\n## 억원") == {"observed-series", "억원"}
    assert tomli.loads(_TOML.findall("```toml\na = 1\n```")[0]) == {"a": 1}


def test_there_are_pages() -> None:
    """The contract is about the pages that a newcomer needs."""
    assert len(PAGES) >= 10
