"""Every file that lies in a plan folder is read, and says what a record of its kind must say."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bitgil.folder import files_in
from bitgil.plan.problems import Problem, Unsound
from bitgil.plan.reading import plan_of, read_files, read_plan
from bitgil.plan.rules import check_plan

PLANS = Path(__file__).parents[2] / "plans"
FOLDERS = sorted(head.parent.name for head in PLANS.glob("*/plan.toml"))
FILES = [path.relative_to(PLANS).as_posix() for path in files_in(PLANS, "*/**/*") if path.name != "README.md"]


@cache
def problems_of(folder: str) -> tuple[Problem, ...]:
    """Return every Problem met in reading one plan folder."""
    try:
        plan_of(read_files(PLANS / folder))
    except Unsound as unsound:
        return unsound.problems
    return ()


@pytest.mark.parametrize("file", FILES)
def test_every_file_of_a_plan_is_a_sound_record(file: str) -> None:
    """A file in a plan folder is one that the reader reads, and it raises no complaint."""
    folder, _, path = file.partition("/")
    assert path in read_files(PLANS / folder), "nothing reads this file"
    assert [str(problem) for problem in problems_of(folder) if problem.where == path] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_plan_keeps_the_rules_between_its_records(folder: str) -> None:
    """What one record says of another is true: projects, tasks, findings, offices, money and units."""
    assert [str(problem) for problem in check_plan(read_plan(PLANS / folder))] == []


@pytest.mark.parametrize(
    "kind", ["projects", "findings", "alternatives", "indicators", "assumptions", "observed", "history"]
)
def test_there_are_some_files_of_every_kind(kind: str) -> None:
    """The contract above is not kept by an empty folder."""
    assert [file for file in FILES if file.split("/")[1] == kind]


def test_there_is_a_plan() -> None:
    """At least one plan folder lies in plans/."""
    assert FOLDERS
