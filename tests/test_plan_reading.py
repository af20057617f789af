"""A plan folder is read whole or not at all, and every fault in it is named with its file and mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from bitgil.plan.problems import Unsound
from bitgil.plan.reading import plan_of, read_files, read_plan

P01 = "projects/P01.toml"

BROKEN_FILES = {
    "an unknown key": (P01, 'lead = "', 'laed = "', "unknown key 'laed'", "did you mean 'lead'?"),
    "a missing key": (P01, 'decided_by = "company"\n', "", "'decided_by' is missing", "add decided_by"),
    "text for a number": (
        P01,
        "certainty = 0.8",
        'certainty = "sure"',
        "'sure' is no number",
        "write a number",
    ),
    "a number for text": (P01, 'lead = "장난감제분"', "lead = 7", "7 is no text", "quotation marks"),
    "a fraction of a won": (P01, "amount = 60\n", "amount = 60.123456789\n", "whole number of won", "억원"),
    "negative money": (P01, "amount = 50", "amount = -50", "money cannot be negative", "correct the value"),
    "an end before the beginning": (P01, "last = 2027", "last = 2020", "cannot end (2020) before", "correct"),
    "an unknown grade": (P01, 'grade = "X"', 'grade = "Z"', "'Z' is no Grade", "use one of A, B, C, X"),
    "an assumption without a reason": (
        P01,
        'why = "지난 사업들의 지연에서 어림했다"',
        'why = ""',
        "an assumed figure (grade X) must say why",
        "correct",
    ),
    "a certainty above one": (
        P01,
        "certainty = 0.8",
        "certainty = 1.8",
        "no chance between 0 and 1",
        "correct",
    ),
    "a range that misses its value": (P01, "low = 0.1", "low = 0.25", "lies below its low end", "correct"),
    "a date that is none": (P01, 'as_of = "2025-03"', 'as_of = "2025-13"', "'2025-13' is no date", "correct"),
    "TOML that is none": (P01, "[name]", "[name", "is no TOML", "mend the line"),
    "a table where a list belongs": (P01, "[[effects]]", "[effects]", "is no list", "[[tables]]"),
    "weights that miss 1": (
        "alternatives/clean.toml",
        "weight = 0.3",
        "weight = 0.4",
        "do not add up to 1",
        "",
    ),
    "a row with a comma too many": (
        "observed/people.csv",
        "2020,1000,person",
        "2020,1,000,person",
        "has 7 fields where the header has 6",
        "quotation marks",
    ),
    "a period measured twice": (
        "observed/people.csv",
        "2021,",
        "2020,",
        "measured twice: 2020",
        "one line a period",
    ),
    "two units in one file": (
        "observed/people.csv",
        "2021,1010,person",
        "2021,1010,t",
        "2 units",
        "one unit a file",
    ),
    "a strange header": (
        "observed/people.csv",
        "period,value",
        "year,value",
        "the header is",
        "write period,value",
    ),
    "text among figures": (
        "observed/people.csv",
        "2020,1000",
        "2020,many",
        "'many' is no number",
        "write a number",
    ),
    "an id given twice": (
        "history/revisions.toml",
        'id = "H-02"',
        'id = "H-01"',
        "stands in",
        "id of its own",
    ),
    "a path out of order": (
        "assumptions/mill.toml",
        "path = { 2020 = 2.0, 2030 = 1.8 }",
        "path = [2.0]",
        "is no path of years",
        "2025 = 0.94",
    ),
}


@pytest.mark.parametrize("fault", BROKEN_FILES)
def test_a_broken_file_is_named_with_its_mend(toytown: Path, fault: str) -> None:
    """Each fault yields a Problem that names the file, what is wrong and how to mend it."""
    file, old, new, what, fix = BROKEN_FILES[fault]
    files = read_files(toytown / "plan")
    assert old in files[file].decode()
    files[file] = files[file].decode().replace(old, new, 1).encode()
    with pytest.raises(Unsound) as caught:
        plan_of(files)
    found = [problem for problem in caught.value.problems if problem.where == file]
    assert any(what in problem.what and fix in problem.fix for problem in found), str(caught.value)


def test_all_faults_of_all_files_are_told_at_once(toytown: Path) -> None:
    """Two broken files and two faults in one of them give three Problems in one go."""
    files = read_files(toytown / "plan")
    text = files[P01].decode()
    files[P01] = text.replace("amount = 50", "amount = -50").replace("lead", "laed", 1).encode()
    files["observed/people.csv"] = b"nothing"
    with pytest.raises(Unsound) as caught:
        plan_of(files)
    assert {problem.where for problem in caught.value.problems} == {P01, "observed/people.csv"}
    assert len([problem for problem in caught.value.problems if problem.where == P01]) >= 2


def test_a_file_that_is_not_utf8_is_named(toytown: Path) -> None:
    """Text saved in another encoding is a Problem, not a traceback."""
    files = read_files(toytown / "plan")
    files[P01] = "lead = '장난감'".encode("cp949")
    with pytest.raises(Unsound, match="is not UTF-8 text"):
        plan_of(files)


def test_a_folder_without_a_plan_is_refused_with_a_mend(tmp_path: Path) -> None:
    """A wrong folder is named, with what to name instead."""
    with pytest.raises(Unsound, match=r"there is no plan\.toml"):
        read_plan(tmp_path)


def test_a_missing_observation_stays_missing(toytown: Path) -> None:
    """An empty cell is read as no value and never as zero."""
    series = read_plan(toytown / "plan").series("emissions")
    assert [reading.value for reading in series.readings if reading.period == "2022"] == [None]
    assert 2022 not in series.yearly()


def test_a_byte_order_mark_and_windows_lines_do_no_harm(toytown: Path) -> None:
    """Files saved by a Windows editor read as the same plan."""
    files = read_files(toytown / "plan")
    windows = {path: b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n") for path, text in files.items()}
    assert plan_of(windows) == plan_of(files)
