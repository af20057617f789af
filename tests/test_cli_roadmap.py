"""`bitgil roadmap` as typed: the roadmap and its questions over Toytown, and every wrong call in words."""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import signal
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random
from threading import Event, Timer
from time import monotonic

import pytest
from test_roadmap_building import approved
from toytown import toytown_city, toytown_plan

from bitgil.cli import main
from bitgil.cli.asking import Refused
from bitgil.cli.roadmap.asked import Asked, understood
from bitgil.cli.speech import Out
from bitgil.cli.verbs import roadmap
from bitgil.government.acts import Draft
from bitgil.plan.problems import Unsound
from bitgil.plan.types import Bounds
from bitgil.quantity import Grade, Won
from bitgil.roadmap.ground import Survey, from_plain, survey, to_plain
from bitgil.roadmap.measuring import GivenUp
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.tail import drawn_of, worst_minded
from bitgil.store.acts import append, last_number
from bitgil.store.current import forget

ADOPTED = "2024-12-31"


@pytest.fixture(scope="module")
def anew() -> Survey:
    """Return the ground of Toytown's whole plan made anew."""
    return survey(toytown_plan(), toytown_city(), as_of=ADOPTED, anew=True)


@pytest.fixture(scope="module")
def now() -> Survey:
    """Return the ground of Toytown in the spring of its plan, which already owes more than it has."""
    return survey(toytown_plan(), toytown_city(), as_of="2025-03-31")


def typed(*words: str) -> Asked:
    """Return what those words after `bitgil roadmap toytown` ask."""
    parser = argparse.ArgumentParser(exit_on_error=False)
    roadmap.arguments(parser, "en")
    return understood(parser.parse_args(["toytown", "--as-of", ADOPTED, *words]), lambda: ADOPTED)


def told(ground: Survey, *words: str, language: str = "en", as_json: bool = False) -> str:
    """Return what is printed for those words."""
    text = io.StringIO()
    roadmap.answer(ground, typed(*words), Out(language, text, io.StringIO()), as_json=as_json)
    return text.getvalue()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_question_over_toytown_reads_as_approved(root: Path, anew: Survey, language: str) -> None:
    """The plan made anew with front, firmness and a re-plan after three shocks, in both languages."""
    shocks = ("--replan", "2026Q1", "--cut", "city:2027:25", "--lost", "P11", "--late", "P08:4")
    text = told(anew, "--front", "6", "--robust", *shocks, "--keep-share", "0.9", language=language)
    assert text.count("\n") > 40
    approved(root, f"cli_roadmap_toytown.{language}.txt", text)


def test_where_money_lacks_the_clash_comes_first(now: Survey) -> None:
    """What cannot all hold and what lacks stands above the verdicts, and the wish is still answered."""
    text = told(now, "--in", "P11")
    assert text.index("These cannot all hold") < text.index("chosen (")
    assert text.index("of city money lacks") < text.index("not chosen (")


def test_why_says_only_the_reason_of_one_project(anew: Survey, now: Survey) -> None:
    """A project that is out, one that is in, and a fact: each with its own sentence."""
    assert "pushes out P07" in told(anew, "--why", "P02")
    assert told(anew, "--why", "P02").startswith("P02: not chosen")
    assert "Without it the value falls" in told(anew, "--why", "P07")
    assert "a fact, not a choice" in told(now, "--why", "P01")
    assert json.loads(told(anew, "--why", "P02", as_json=True))["price"] == "19.2696"


def test_a_wish_is_kept(anew: Survey) -> None:
    """What is wished in is in, what is wished out is out, and a start is the one that was wished."""
    words = ("--in", "P02", "--out", "P07", "--start", "P12=2026Q1")
    rows = {row["id"]: row for row in json.loads(told(anew, *words, as_json=True))["projects"]}
    assert (rows["P02"]["verdict"], rows["P07"]["verdict"]) == ("in", "out")
    assert (rows["P12"]["verdict"], rows["P12"]["start"]) == ("in", "2026Q1")


def test_the_weights_decide(anew: Survey) -> None:
    """With people alone weighed, nothing is chosen for the climate's sake, and its weight is 0."""
    found = json.loads(told(anew, "--objective", "people=1", "--front", "5", as_json=True))
    assert [(aim["id"], aim["weight"]) for aim in found["objectives"]] == [("climate", "0"), ("people", "1")]
    assert "nothing to trade off" in found["front"]["note"]["en"]
    both = json.loads(told(anew, as_json=True))
    worth = {each["id"]: float(each["value"]) for each in both["objectives"]}
    assert float(found["objectives"][1]["value"]) >= worth["people"]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("--as-of", "yesterday"), "'yesterday' cannot be read; write it like 2026-11-22."),
        (("--objective", "climate"), "'climate' cannot be read; write it like carbon=0.4."),
        (("--start", "P07=soon"), "'P07=soon' cannot be read; write it like P07=2027Q3."),
        (("--cut", "city:2027"), "'city:2027' cannot be read; write it like city:2028:15."),
        (("--lost", "P11"), "--may-pause need the quarter from which to re-plan"),
        (("--safety", "1.5"), "--safety 1.5: write a chance above 0.5 and below 1."),
        (("--may-stop", "P01"), "'P01' cannot be read; write it like P01:city:0.5."),
        (("--may-pause", "P01:2:city:0.5"), "--may-pause need the quarter from which to re-plan"),
        (("--cvar", "0"), "--cvar 0: write a share above 0, at most 1."),
        (("--front", "1"), "--front 1: write 2 to 500 points."),
        (("--keep-share", "2"), "--keep-share 2: write a share from 0 to 1."),
        (("--seconds", "0"), "--seconds: write more than 0."),
        (("--from", "clean"), "--from needs the quarter from which to re-plan"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(words: tuple[str, ...], fault: str) -> None:
    """Each wrong word is quoted with an example of a right one, and no solver runs."""
    with pytest.raises(Refused) as refused:
        typed(*words)
    assert fault in (refused.value.words.en or "")
    assert refused.value.words.ko != refused.value.words.en


def test_every_wrong_word_is_named_at_once() -> None:
    """Two faults of one call are two lines of one refusal."""
    with pytest.raises(Refused) as refused:
        typed("--objective", "climate", "--safety", "7")
    assert len(refused.value.words.ko.splitlines()) == 2


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("--objective", "fun=1"), "fun: is no objective of this plan"),
        (("--objective", "climate=-1"), "climate: has the weight -1, below 0"),
        (("--objective", "climate=0"), "weights: are all 0, so nothing decides"),
        (("--in", "P99"), "P99: is no open project of this plan"),
        (("--in", "P02", "--out", "P02"), "P02: is wished in and out at once"),
        (("--start", "P12=2031Q1"), "P12: cannot start in '2031Q1'"),
        (("--replan", "2040Q1"), "2040Q1: lies outside the horizon"),
        (("--replan", "2026Q1", "--cut", "moon:2027:5"), "moon 2027: has no known limit: nothing to cut"),
        (("--replan", "2026Q1", "--cut", "city:2027:500"), "city 2027: cannot be cut by 500 %"),
        (("--replan", "2026Q1", "--lost", "P98"), "P98: is no project of the roadmap"),
        (("--replan", "2026Q1", "--late", "P08:0"), "P08: cannot be 0 quarters late"),
    ],
)
def test_what_the_plan_does_not_know_is_a_problem(anew: Survey, words: tuple[str, ...], fault: str) -> None:
    """A name or a quarter that the plan lacks is a Problem with its mend, in both languages."""
    with pytest.raises(Unsound) as unsound:
        told(anew, *words)
    (problem,) = unsound.value.problems
    assert f"{problem.where}: {problem.what}" == fault
    assert problem.what_ko
    assert problem.fix_ko


def test_the_worst_futures_can_be_minded(anew: Survey) -> None:
    """With a tenth of the futures weighed, the mean of the worst is no lower than that of the plain plan."""
    found = json.loads(told(anew, "--cvar", "0.1", as_json=True))["cvar"]
    assert float(found["tail"]) >= float(found["plain_tail"])
    assert float(found["mean"]) <= float(found["plain_mean"])
    text = told(anew, "--cvar", "0.1")
    assert "The roadmap that minds the worst futures" in text
    assert "It is proven that none is better" in text
    assert found["fresh"].keys() == {"mean", "tail", "plain_mean", "plain_tail"}


def test_a_running_project_may_be_stopped_for_a_fine(now: Survey) -> None:
    """Where money is cut away, a project that may stop does so, its fine is paid, and less money lacks."""
    cut = ("--replan", "2026Q1", "--cut", "city:2026:100")
    held = json.loads(told(now, *cut, as_json=True))["replan"]
    words = (*cut, "--may-stop", "P12:provincial:0.1", "--may-pause", "P09:4:provincial:0.1")
    freed = json.loads(told(now, *words, as_json=True))["replan"]
    lacks = [sum(float(part["amount"]) for part in each["shortfall"]) for each in (held, freed)]
    assert lacks[1] < lacks[0]
    assert {each["project"] for each in freed["ended"]} <= {"P12", "P09"}
    assert freed["ended"]
    assert [(each["project"], each["way"], each["fine"]) for each in freed["leaves"]] == [
        ("P12", "stop", "0.1"),
        ("P09", "pause", "0.1"),
    ]
    assert all(each["grade"] == "X" and "asker's own" in each["basis"]["en"] for each in freed["leaves"])
    assert told(now, *words).count("the asker's own figure") == 2
    assert any(word in told(now, *words) for word in ("stopped (what it was worth", "rests, then goes on"))
    with pytest.raises(Unsound, match="P10: does not run at that time"):
        told(now, *cut, "--may-stop", "P10:city:1")


def test_a_fact_cannot_be_wished_for(now: Survey) -> None:
    """A running project is no choice, and the refusal says why."""
    with pytest.raises(Unsound, match=r"cannot be chosen\. Already running"):
        told(now, "--out", "P01")


def test_safety_without_a_past_is_refused(anew: Survey) -> None:
    """Toytown knows the overrun of too few projects: it is said, not guessed."""
    with pytest.raises(Refused, match="fewer than 3 past projects"):
        told(anew, "--safety", "0.9")


def test_the_plan_in_use_is_asked_as_typed(living_plan: Path) -> None:
    """Whole and through main: the roadmap with safety on reference classes, as JSON."""
    text = io.StringIO()
    words = ["roadmap", str(living_plan), "--as-of", "2026-11-26", "--reference-classes", "--safety", "0.9"]
    assert main([*words, "--json"], Out("ko", text, io.StringIO())) == 0
    found = json.loads(text.getvalue())
    assert found["safety"]["level"] == "0.9"
    assert {row["chance"] for row in found["safety"]["limits"]} <= {
        row["chance_before"] for row in found["safety"]["limits"]
    }
    assert main(["roadmap", str(living_plan), "--why", "P999"], Out("ko", text, io.StringIO())) == 2


def test_control_c_returns_the_best_so_far(anew: Survey) -> None:
    """The first Ctrl-C ends the search early, still prints a roadmap, and puts the old handler back."""
    before = signal.getsignal(signal.SIGINT)
    text, side = io.StringIO(), io.StringIO()
    out = Out("en", text, side)
    with roadmap.stoppable(out) as stop:
        Timer(0.05, partial(os.kill, os.getpid(), signal.SIGINT)).start()
        begun = monotonic()
        assert stop.wait(10)
    assert monotonic() - begun < 5
    assert "Stopping with the best so far." in side.getvalue()
    assert signal.getsignal(signal.SIGINT) is before
    assert "as of" in told(anew)


def crowded(anew: Survey, times: int = 60) -> Survey:
    """Return the ground of a plan with so many of each of Toytown's projects, all of other cost and worth."""
    luck, plan, values = Random(1), anew.ground.plan, {}  # noqa: S311  no secret
    crowd = []
    for project in (each for each in plan.projects if each.id in anew.ground.values):
        for number in range(times):
            name, worth, cost = f"{project.id}N{number}", luck.randint(50, 150), luck.randint(50, 150)
            money = tuple(replace(line, amount=Won(line.amount * cost // 100)) for line in project.money)
            crowd.append(replace(project, id=name, relations=(), money=money))
            mine = anew.ground.values[project.id]
            values[name] = {aim: tuple(value * worth / 100 for value in row) for aim, row in mine.items()}
    ground = replace(anew.ground, plan=replace(plan, projects=tuple(crowd)), values=values)
    return replace(anew, ground=ground, valuation=replace(anew.valuation, gains=()))


class Impatient(io.StringIO):
    """A screen whose reader presses Ctrl-C as soon as a first best is told."""

    pressed = 0.0

    def write(self, text: str) -> int:
        """Take the text, and press once."""
        if not self.pressed and re.search(r"best so far \d", text):
            self.pressed = monotonic()
            os.kill(os.getpid(), signal.SIGINT)
        return super().write(text)


def test_a_long_solve_is_interrupted_and_tells_its_best(anew: Survey) -> None:
    """Ctrl-C in the middle of a search of ten minutes: the verb prints the best roadmap found until then."""
    text, side, asked = io.StringIO(), Impatient(), typed("--seconds", "600", "--robust")
    roadmap.answer(crowded(anew, times=150), asked, Out("en", text, side), as_json=True)
    assert 0 < monotonic() - side.pressed < 30
    assert "Stopping with the best so far." in side.getvalue()
    found = json.loads(text.getvalue())
    assert found["stopped"]
    assert found["status"] == "feasible"
    assert 0 < float(found["value"]) < float(found["bound"])
    assert any(row["verdict"] == "in" for row in found["projects"])


def test_futures_are_drawn_only_as_long_as_somebody_waits(anew: Survey) -> None:
    """A stop while futures are drawn ends the drawing there; without one both hundreds are drawn."""
    problem, stop = anew.ground.building().problem, Event()
    drawn = drawn_of(anew, problem, Effort(stop=stop))
    assert drawn.planned.keys() == drawn.fresh.keys() != set()
    stop.set()
    with pytest.raises(GivenUp):
        drawn_of(anew, problem, Effort(stop=stop))
    with pytest.raises(GivenUp):
        worst_minded(anew, problem, Decimal("0.1"), Effort(stop=stop))


def test_a_ground_is_the_same_after_it_was_kept(anew: Survey) -> None:
    """Written as JSON and read back, the ground states the same problem."""
    again = from_plain(toytown_plan(), json.loads(json.dumps(to_plain(anew.ground))))
    assert again == anew.ground
    assert str(again.building().problem) == str(anew.ground.building().problem)


SHOCK = ("--replan", "2026Q1", "--cut", "city:2029:10", "--keep-share", "0.5")


def test_a_roadmap_printed_earlier_is_re_planned(anew: Survey, tmp_path: Path) -> None:
    """The file's own starts and weights are the old plan, not the roadmap that would be solved now."""
    printed = told(anew, "--in", "P02", "--objective", "people=3", "--objective", "climate=1", as_json=True)
    earlier = tmp_path / "earlier.json"
    earlier.write_text(printed, encoding="utf-8")
    before = {row["id"]: row["start"] for row in json.loads(printed)["projects"] if row["verdict"] == "in"}
    found = json.loads(told(anew, *SHOCK, "--from", str(earlier), as_json=True))["replan"]
    assert found["before"] == before
    assert found["before"] != json.loads(told(anew, *SHOCK, as_json=True))["replan"]["before"]
    assert [aim["weight"] for aim in found["objectives"]] == ["1", "3"]
    assert f"Re-planned from {earlier}." in told(anew, *SHOCK, "--from", str(earlier))


def test_an_alternative_of_the_plan_is_re_planned_under_its_own_weights(anew: Survey) -> None:
    """Named by its id it needs no record."""
    found = json.loads(told(anew, *SHOCK, "--from", "clean", as_json=True))["replan"]
    assert {aim["id"]: aim["weight"] for aim in found["objectives"]} == {"climate": "0.7", "people": "0.3"}


def test_what_can_no_longer_start_then_is_named(anew: Survey, tmp_path: Path) -> None:
    """A start that has passed leaves the old plan, by name."""
    rows = [{"id": "P02", "verdict": "in", "start": "2020Q1"}]
    earlier = tmp_path / "earlier.json"
    earlier.write_text(json.dumps({"projects": rows}), encoding="utf-8")
    assert "Left out of it, as they can no longer start then: P02" in told(
        anew, *SHOCK, "--from", str(earlier)
    )


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("{", "is no JSON; give a file printed by"),
        ("[]", "has no list of projects"),
        ('{"projects": [{"id": "P02", "verdict": "in", "start": "soon"}, 7]}', "row 1 of projects cannot be"),
        ('{"projects": [], "objectives": [{"id": "people", "weight": "NaN"}]}', "objectives: people"),
        ('{"projects": [], "objectives": 3}', "objectives"),
    ],
)
def test_a_file_that_is_no_printed_roadmap_is_refused(
    anew: Survey, tmp_path: Path, content: str, fault: str
) -> None:
    """Everything wrong in it is said at once, with what would do."""
    wrong = tmp_path / "wrong.json"
    wrong.write_text(content, encoding="utf-8")
    with pytest.raises(Refused, match=re.escape(fault)):
        told(anew, *SHOCK, "--from", str(wrong))


def test_a_baseline_that_is_not_there_is_refused(anew: Survey) -> None:
    """Neither file nor alternative: what could be named is listed."""
    with pytest.raises(Refused, match="one of the plan's: clean, lively"):
        told(anew, *SHOCK, "--from", "nowhere")


@pytest.mark.django_db
def test_a_saved_alternative_is_read_from_the_record(anew: Survey) -> None:
    """Named by its code it is the old plan; a code that was never saved is refused with those that were."""
    public = {
        "title": "열 먼저",
        "version": "0" * 64,
        "as_of": ADOPTED,
        "reference": False,
        "weights": [{"objective": "people", "weight": "2"}],
        "limits": [],
        "chosen": [{"project": "P02", "start": "2028Q1"}],
        "values": [],
        "value": "0",
        "proof": "feasible",
        "made": "plain",
    }
    draft = Draft("alternative.saved", "portfolio.1", "2026-03-01", "까닭", public, role="plan-office")
    append([draft], {}, after=last_number())
    forget()
    found = json.loads(told(anew, *SHOCK, "--from", "portfolio.1", as_json=True))["replan"]
    assert found["before"] == {"P02": "2028Q1"}
    with pytest.raises(Refused, match=re.escape("no such alternative is saved; there are: portfolio.1")):
        told(anew, *SHOCK, "--from", "portfolio.2")
    forget()


def test_an_alternative_is_solved_with_its_weights_and_bounds(anew: Survey) -> None:
    """Its bounds stand among the notes, what they take out says so, and an unknown one is refused."""
    clean, *others = anew.ground.plan.alternatives
    bounds = Bounds(Grade.ASSUMED, "시험", without=("P07",))
    plan = replace(anew.ground.plan, alternatives=(replace(clean, bounds=bounds), *others))
    held = replace(anew, ground=replace(anew.ground, plan=plan))
    found = json.loads(told(held, "--alternative", "clean", as_json=True))
    assert [aim["weight"] for aim in found["objectives"]] == ["0.7", "0.3"]
    assert "left out: P07" in [note["en"] for note in found["notes"]]
    rows = {row["id"]: row for row in found["projects"]}
    assert rows["P07"]["why"][0]["en"] == "'Clean chimneys first' leaves it out."
    again = json.loads(told(held, *SHOCK, "--from", "clean", as_json=True))["replan"]
    assert "P07" not in again["before"]
    with pytest.raises(Refused, match="no alternative of this plan; it has clean, lively"):
        told(held, "--alternative", "dirty")
    with pytest.raises(Unsound, match="taken out by a bound"):
        told(held, "--alternative", "clean", "--in", "P07")
