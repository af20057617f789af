"""The command line: one verb a sentence, Korean by locale, JSON on every read, no traceback."""

from __future__ import annotations

import argparse
import io
import json
import re
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from bitgil.cli import main, verbs
from bitgil.cli.speech import Out, Progress, counted, language_of
from bitgil.folder import modules_in
from bitgil.store.current import forget

ROOT = Path(__file__).parents[1]
READS = ("check", "show", "outlook", "backtest", "roadmap")
READS_OF = {
    "diff": (str(ROOT / "tests" / "toytown" / "plan"),),
    "explain": ("population", "2030"),
    "scenarios": ("population", "--draws", "64"),
    "sensitivity": ("population", "2030", "--draws", "64"),
    "structures": ("population", "--draws", "64"),
    "abatement": ("--draws", "64"),
    "impact": ("--draws", "64"),
}
"""Verbs that read and need more than a folder."""
WITHOUT_JSON = {
    "export": "writes a folder",
    "iamc": "writes a table that machines read already",
    "record": "has deeds of its own, whose answer is the exit code",
    "rebuild": "says one sentence, and by its exit code whether all agrees",
    "serve": "answers by the web until stopped",
    "work": "works in the background until stopped",
}


HANGUL = re.compile(r"[가-힣]")
ENGLISH = re.compile(r"\b[A-Za-z]{2,} [a-z]+ [a-z]+\b")


def english_sentences(text: str) -> list[str]:
    """Return every run of three English words."""
    return ENGLISH.findall(text)


def say(*words: str, language: str = "en") -> tuple[int, str, str]:
    """Return the exit code and what a command printed, on the answer and beside it."""
    text, side = io.StringIO(), io.StringIO()
    code = main(words, Out(language, text, side))
    return code, text.getvalue(), side.getvalue()


@pytest.fixture
def folder(living_plan: Path, tmp_path: Path) -> Path:
    """Return a copy of the plan in use that a test may edit."""
    return Path(shutil.copytree(living_plan, tmp_path / "plan"))


def edit(folder: Path, file: str, old: str, new: str) -> None:
    """Change one piece of text in one file."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_check_is_silent_on_the_plan_in_use_but_for_grades(living_plan: Path) -> None:
    """The shipped plan has no Problem; its figures are counted by grade."""
    code, text, _ = say("check", str(living_plan))
    assert code == 0
    *grades, assumed = text.splitlines()
    assert [line.split(" ")[:2] for line in grades] == [["grade", grade] for grade in "ABCX"]
    assert assumed.startswith("assumptions of grade X in the model: ")


@pytest.mark.parametrize(
    ("file", "old", "new", "what"),
    [
        ("projects/P28.toml", "steel.eaf_capacity", "steel.eaf_capasity", "eaf_capasity"),
        ("projects/P28.toml", 'change = 2500000\nunit = "t/yr"', 'change = 2500000\nunit = "MW"', "MW"),
        ("projects/P28.toml", 'unit = "t/yr"', 'unit = "heaps"', "'heaps' is no unit"),
        ("projects/P13.toml", "amount = 7846", "amount = 9999", "the shares add up to 7846억원"),
        ("observed/population_registered.csv", ",person,", ",person,extra,", "fields where the header"),
        ("assumptions/steel.toml", "[eaf_capacity]", "[eaf_capasity]", "eaf_capacity"),
    ],
    ids=[
        "unknown driver",
        "wrong unit",
        "no unit",
        "money that does not add up",
        "malformed row",
        "unknown name",
    ],
)
def test_check_names_each_fault_with_file_and_mend(
    folder: Path, file: str, old: str, new: str, what: str
) -> None:
    """A broken plan ends with exit code 1 and `file: what` over `fix: how`, in both languages."""
    edit(folder, file, old, new)
    code, text, _ = say("check", str(folder))
    assert code == 1
    assert what in text
    assert "\n    fix: " in text
    korean = say("check", str(folder), language="ko")
    assert korean[0] == 1
    assert not english_sentences(korean[1])


def test_check_in_korean_says_no_english_sentence(toytown: Path, tmp_path: Path) -> None:
    """A folder with a fault of every kind of file is told whole in Korean, each fault with its mend."""
    folder = Path(shutil.copytree(toytown / "plan", tmp_path / "plan"))
    edit(folder, "projects/P01.toml", "amount = 50", "amount = -50")
    edit(folder, "projects/P02.toml", 'lead = "', 'laed = "')
    edit(folder, "projects/P03.toml", "[name]", "[name")
    edit(folder, "alternatives/clean.toml", "weight = 0.3", "weight = 0.4")
    edit(folder, "observed/people.csv", "2020,1000,person", "2020,1,000,person")
    edit(folder, "assumptions/mill.toml", "choices = [[0.8", "choices = [[0.7, 0.1, 0.8")
    code, text, _ = say("check", str(folder), language="ko")
    assert code == 1
    lines = text.splitlines()
    assert len(lines) >= 12
    assert all(line.startswith("    고치는 법: ") for line in lines[1::2])
    assert all(HANGUL.search(line) for line in lines)
    assert not english_sentences(text)
    assert english_sentences(say("check", str(folder))[1])


@pytest.mark.parametrize(
    ("number", "told"), [(0, "0 acts"), (1, "1 act"), (2, "2 acts"), (1200, "1,200 acts")]
)
def test_one_is_counted_as_one(number: int, told: str) -> None:
    """English says 1 act and 2 acts."""
    assert counted(number, "act") == told


@pytest.mark.parametrize("verb", [*READS, *READS_OF])
def test_every_read_prints_json(verb: str, living_plan: Path) -> None:
    """With --json a machine can read the answer."""
    code, text, _ = say(verb, str(living_plan), *READS_OF.get(verb, ()), "--json")
    assert code == 0
    assert json.loads(text)


def test_every_verb_prints_json_or_has_a_reason_not_to() -> None:
    """A verb found in the folder reads and takes --json, or stands in the list of those that do not."""
    silent = {name.rstrip("_") for name, verb in modules_in(verbs).items() if not takes_json(verb)}
    assert silent == set(WITHOUT_JSON)
    reads = {name.rstrip("_") for name in modules_in(verbs)} - silent - {"account", "import", "review"}
    assert reads == {*READS, *READS_OF}


def takes_json(verb: ModuleType) -> bool:
    """Return whether a verb's arguments hold --json."""
    parser = argparse.ArgumentParser()
    verb.arguments(parser, "en")
    return "--json" in parser.format_help()


@pytest.mark.parametrize("verb", READS)
def test_every_read_speaks_korean_and_english(verb: str, living_plan: Path) -> None:
    """The two languages give two different texts of some length."""
    korean, english = say(verb, str(living_plan), language="ko"), say(verb, str(living_plan))
    assert korean[0] == english[0] == 0
    assert len(korean[1]) > 20
    assert korean[1] != english[1] or verb == "backtest"


def test_show_tells_one_thing_whole(living_plan: Path) -> None:
    """A project is shown with its money, an unknown id is refused with what to do."""
    code, text, _ = say("show", str(living_plan), "P13", language="ko")
    assert code == 0
    assert "광양항 항만자동화" in text
    assert "7,846억원" in text
    code, _, side = say("show", str(living_plan), "P99", language="ko")
    assert code == 2
    assert "P99" in side


def test_diff_says_what_changed(folder: Path, living_plan: Path) -> None:
    """An edited budget is one sentence; the same folder twice has none."""
    edit(folder, "projects/P28.toml", 'value = "정상추진"', 'value = "완료"')
    code, text, _ = say("diff", str(living_plan), str(folder), language="ko")
    assert code == 0
    assert "종결 정상추진 → 완료" in text
    assert "Nothing changed." in say("diff", str(folder), str(folder))[1]
    changes = json.loads(say("diff", str(living_plan), str(folder), "--json")[1])["changes"]
    assert [change["change"] for change in changes] == ["CloseProject"]


def test_explain_goes_down_to_the_sources(living_plan: Path) -> None:
    """A figure of the model names its equation, its assumptions and their grades."""
    code, text, _ = say("explain", str(living_plan), "steel_emissions_territorial", "2030", language="ko")
    assert code == 0
    assert "inventory_ratio" in text
    assert "eaf_substitution_share" in text
    assert json.loads(say("explain", str(living_plan), "population", "2030", "--json")[1])["children"]
    assert say("explain", str(living_plan), "happiness", "2030")[0] == 2


def test_a_wrong_folder_is_a_sentence(tmp_path: Path) -> None:
    """A folder without a plan ends with exit code 1 and a mend."""
    code, text, _ = say("show", str(tmp_path))
    assert code == 1
    assert "there is no plan.toml" in text


def test_a_wrong_argument_is_refused_in_words(living_plan: Path) -> None:
    """Zero draws, a day that is none and an unknown indicator are refused with exit code 2."""
    assert say("outlook", str(living_plan), "--draws", "0")[0] == 2
    assert say("roadmap", str(living_plan), "--as-of", "tomorrow")[0] == 2
    assert say("outlook", str(living_plan), "I-NONE")[0] == 2


def test_help_is_korean_where_the_locale_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Korean locale gets Korean help, any other English."""
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "계획 폴더의 문제를" in capsys.readouterr().out
    assert language_of({"LANG": "en_US.UTF-8"}) == "en"
    assert language_of({"LC_ALL": "C", "LANG": "ko_KR"}) == "en"
    assert language_of({}) == "en"


def test_progress_is_shown_only_on_something_slow() -> None:
    """Nothing is said in the first two seconds, and then how far the run is."""
    side = io.StringIO()
    progress = Progress(Out("ko", io.StringIO(), side), "계산", "computing")
    progress(1, 10)
    assert side.getvalue() == ""
    progress.begun -= 3
    progress(5, 10)
    assert side.getvalue() == "계산 50 %\n"


@pytest.mark.django_db
def test_a_folder_goes_into_the_record_and_comes_out_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Import shows, then records; export writes the same bytes; rebuild agrees; a second import is none."""
    monkeypatch.setenv("BITGIL_VAR", str(tmp_path / "var"))
    forget()
    code, text, _ = say("import", str(folder), language="ko")
    assert code == 0
    assert "처음 채택: 사업 60건" in text
    assert say("rebuild")[0] == 2
    code, _, side = say("import", str(folder), "--reason", "처음", language="ko")
    assert code == 0
    assert "건을 기록했습니다" in side
    assert "달라진 것이 없습니다" in say("import", str(folder), language="ko")[1]
    edit(folder, "projects/P28.toml", 'value = "정상추진"', 'value = "완료"')
    assert "closed on track → done" in say("import", str(folder))[1]
    assert say("import", str(folder), "--reason", " ")[0] == 2
    code, text, _ = say("rebuild")
    assert code == 0
    assert say("export", str(tmp_path / "out"))[0] == 0
    assert (tmp_path / "out" / "plan.toml").read_bytes() == (folder / "plan.toml").read_bytes()
    assert say("export", str(folder))[0] == 2
    assert say("export", str(folder), "--overwrite")[0] == 0
    assert "Nothing changed." in say("import", str(folder))[1]
    edit(folder, "projects/P28.toml", 'value = "정상추진"', 'value = "완료"')
    assert "Handed in as request" in say("import", str(folder), "--reason", "준공")[2]
    number = str(json.loads(say("review", "--json")[1])[0]["number"])
    assert "closed on track → done" in say("review", number)[1]
    assert say("review", number, "--agree")[0] == 2
    code, text, _ = say("review", number, "--agree", "--reason", "상태만", "--by", "nobody")
    assert code == 2
    assert (
        "의결한 위원회 기록이 없습니다"
        in say("review", number, "--agree", "--reason", "상태만", language="ko")[1]
    )
    assert "2 acts recorded." in say("review", number, "--agree", "--reason", "상태만", "--minor")[2]
    assert "No change waits" in say("review")[1]


def test_a_folder_is_shown_as_it_stood_on_a_day(living_plan: Path) -> None:
    """The port's total of March 2024, what could not be undone, and a wrong or too early day in words."""
    code, text, side = say("show", str(living_plan), "P13", "--as-of", "2024-03-31", language="ko")
    assert code == 0
    assert "6,915억원" in text
    assert "못 되돌렸습니다" in side
    assert "7,846억원" in say("show", str(living_plan), "P13")[1]
    assert say("show", str(living_plan), "--as-of", "2024-02-31")[0] == 2
    assert "no plan yet" in say("show", str(living_plan), "--as-of", "2019-01-01")[2]
