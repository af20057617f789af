"""A plan folder is read whole or not at all, and every fault in it is named with its file and mend."""

from __future__ import annotations

import ast
import inspect
import pickle
import re
from pathlib import Path
from types import ModuleType

import pytest

from bitgil import quantity
from bitgil.folder import modules_in
from bitgil.plan import decoding, types
from bitgil.plan.problems import Unsound
from bitgil.plan.reading import plan_of, read_files, read_plan
from bitgil.plan.types.project import check_amount
from bitgil.quantity import Unfit, Won

P01 = "projects/P01.toml"

HANGUL = re.compile(r"[가-힣]")
ENGLISH = re.compile(r"\b[A-Za-z]{2,} [a-z]+ [a-z]+\b")


def english_sentences(text: str) -> list[str]:
    """Return every run of three English words."""
    return ENGLISH.findall(text)


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
    "no path of years": (
        "assumptions/mill.toml",
        "path = { 2020 = 2.0, 2030 = 1.8 }",
        "path = [2.0]",
        "is no path of years",
        "2025 = 0.94",
    ),
    "a list where a table belongs": (P01, "[budget]", "[[budget]]", "a Budget is a table", "key = value"),
    "a fraction for a whole number": (P01, "first = 2025", "first = 2025.5", "2025.5 is no whole", "digits"),
    "choices that are no pairs": (
        "assumptions/mill.toml",
        "[0.8, 0.3]",
        "[0.8]",
        "is no list of 2",
        "[first, second]",
    ),
    "a key beside the list": (
        "history/revisions.toml",
        "[[acts]]",
        'note = ""\n[[acts]]',
        "unknown key 'note'",
        "[[acts]] tables only",
    ),
    "an adoption on no day": ("plan.toml", 'adopted = "', 'adopted = "soon ', "is no date", "correct"),
    "a name without Korean": (
        P01,
        'ko = "전기 화덕"',
        'ko = ""',
        "Korean text is missing",
        "correct",
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
    for problem in found:
        assert HANGUL.search(problem.what_ko)
        assert HANGUL.search(problem.fix_ko)
        assert not english_sentences(problem.in_("ko"))


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
    """Text saved in another encoding is a Problem in both languages, not a traceback."""
    files = read_files(toytown / "plan")
    files[P01] = "lead = '장난감'".encode("cp949")
    with pytest.raises(Unsound, match="is not UTF-8 text") as caught:
        plan_of(files)
    assert [problem.what_ko for problem in caught.value.problems] == ["UTF-8 글이 아닙니다 (8바이트째)"]


@pytest.mark.parametrize("source", [quantity, *modules_in(types).values(), *modules_in(decoding).values()])
def test_a_record_refuses_in_both_languages(source: ModuleType) -> None:
    """What a record raises carries Korean and English, so that no fault reaches an officer in one only."""
    tree = ast.parse(inspect.getsource(source))
    raised = [ast.unparse(node.exc) for node in ast.walk(tree) if isinstance(node, ast.Raise) and node.exc]
    assert all(text.startswith("Unfit(") for text in raised), raised


def test_a_refusal_is_a_value_error_that_reads_as_english() -> None:
    """Code that waits for ValueError still hears it, and so does a reader of Korean."""
    with pytest.raises(ValueError, match="money cannot be negative") as caught:
        check_amount(Won(-1))
    assert isinstance(caught.value, Unfit)
    assert caught.value.words.ko == "금액이 0보다 작습니다 (-1원)"
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301  our own bytes


def test_a_figure_where_a_list_of_records_belongs_is_named(toytown: Path) -> None:
    """A file of offices that holds none is a Problem, not a traceback."""
    files = read_files(toytown / "plan") | {"offices.toml": b"offices = 3"}
    with pytest.raises(Unsound, match="offices: is no list"):
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
