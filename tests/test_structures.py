"""Structural variants: answers laid over a city, shown side by side and never averaged."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
import toytown

from bitgil.checking import sectors_for
from bitgil.city.model import assemble, run
from bitgil.city.scenarios import under
from bitgil.city.structures import NEGLIGIBLE, answered, answers_apart, between
from bitgil.cli import main
from bitgil.cli.speech import Out
from bitgil.plan.reading import plan_of, read_files, read_plan
from bitgil.plan.rules import check_plan
from bitgil.plan.types import Answer, Override, Plan, Scenario, Structure
from bitgil.plan.writing import files_of
from bitgil.quantity import Grade, Words

X = Grade.ASSUMED
W = Words("시험")
OWN = Answer("drawn", W, default=True)
IDLE = Answer("idle", W, overrides=(Override("mill.mill_use", X, "-", Decimal(0)),))
MILL = Structure("mill", W, Words("공장은 도는가?", "Does the mill run?"), (OWN, IDLE))


def asking(plan: Plan, structures: Iterable[Structure] = (MILL,)) -> Plan:
    """Return the plan with questions of structure."""
    return replace(plan, structures=tuple(structures))


def test_an_answer_is_what_the_function_receives_and_moves_nothing_else() -> None:
    """A mill that stands still grinds nothing; what does not hang on it is the same number for number."""
    city = replace(toytown.toytown_city(), plan=asking(toytown.toytown_plan()))
    seen = toytown.toytown_observed()
    wanted = ["mill_output", "green_share"]
    own, idle = (run(each, wanted, observed=seen) for each in (city, answered(city, ["mill=idle"])))
    assert (idle["mill_output"] == 0).all()
    assert np.array_equal(own["green_share"], idle["green_share"], equal_nan=True)


def test_answers_stand_side_by_side_only_where_the_question_matters() -> None:
    """Emissions are shown under both answers and the share of green under neither."""
    plan = asking(toytown.toytown_plan())
    city = replace(toytown.toytown_city(), plan=plan)
    seen = toytown.toytown_observed()
    found = answers_apart(city, ["emissions", "green_share"], years=(2030,), observed=seen)
    assert [(each.answer, each.quantity) for each in found] == [("drawn", "emissions"), ("idle", "emissions")]
    (apart,) = between(plan, found)
    assert (apart.lowest, apart.highest) == tuple(sorted(each.middle or 0 for each in found))
    assert apart.within == (found[0].high or 0) - (found[0].low or 0)
    assert apart.share == pytest.approx((apart.highest - apart.lowest) / apart.within)
    assert apart.share > NEGLIGIBLE


def test_a_year_that_an_answer_cannot_compute_is_not_compared() -> None:
    """Buses are counted from 2024 on: between answers of 2020 there is no distance, and none is made up."""
    fleet = replace(
        MILL,
        answers=(
            OWN,
            Answer("grown", W, overrides=(Override("fleet.electric_purchases", X, "-", Decimal(1)),)),
        ),
    )
    plan = asking(toytown.toytown_plan(), [fleet])
    city = replace(toytown.toytown_city(), plan=plan)
    found = answers_apart(city, ["buses"], years=(2020,))
    assert [each.middle for each in found] == [None, None]
    assert list(between(plan, found)) == []


def test_a_scenario_takes_an_answer_and_its_own_override_counts_more() -> None:
    """An answer named in a scenario holds there, unless the scenario sets the same assumption itself."""
    plan = asking(toytown.toytown_plan())
    taking = Scenario("still", W, W, "all", answers=("mill=idle",))
    assert under(plan, taking).assumption("mill.mill_use").value == 0
    half = replace(taking, overrides=(Override("mill.mill_use", X, "-", Decimal("0.5")),))
    assert under(plan, half).assumption("mill.mill_use").value == Decimal("0.5")


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ((OWN,), "two answers"),
        ((OWN, replace(IDLE, default=True)), "exactly one"),
        ((replace(OWN, default=False), IDLE), "exactly one"),
        ((OWN, IDLE, IDLE), "answered twice: idle"),
    ],
)
def test_an_unsound_question_is_refused(answers: tuple[Answer, ...], words: str) -> None:
    """One answer is no question, one answer is the plan's own, and no answer stands twice."""
    with pytest.raises(ValueError, match=words):
        replace(MILL, answers=answers)


def test_names_that_are_not_there_are_problems_with_their_file() -> None:
    """An answer that overrides nothing known, and a scenario that takes an unknown answer, are named."""
    lost = replace(IDLE, overrides=(Override("mill.mill_abuse", X, "-", Decimal(0)),))
    plan = replace(
        asking(toytown.toytown_plan(), [replace(MILL, answers=(OWN, lost))]),
        scenarios=(Scenario("still", W, W, "none", answers=("mill=gone",)),),
    )
    told = {(problem.where, problem.what) for problem in check_plan(plan)}
    assert any(where == "structures/mill.toml" and "mill.mill_abuse" in what for where, what in told)
    assert any(where == "scenarios/still.toml" and "mill=gone" in what for where, what in told)
    with pytest.raises(KeyError, match="mill=idle"):
        answered(replace(toytown.toytown_city(), plan=asking(plan)), ["mill=gone"])


def test_questions_survive_writing(living_plan: Path) -> None:
    """The living plan's questions are spelled again byte for byte, and from nothing to the same."""
    files = read_files(living_plan)
    plan = plan_of(files)
    assert len(plan.structures) >= 5
    again = files_of(plan, files)
    assert {path for path in files if again[path] != files[path]} == set()
    assert plan_of(files_of(plan, {})).structures == plan.structures


def test_the_two_books_of_steel_differ_by_the_ratio_that_each_answer_names(living_plan: Path) -> None:
    """In the middle kappa is 0.80, 0.93 and 1, and by the company's books the ratio is exactly 1."""
    plan = read_plan(living_plan)
    city = assemble(sectors_for(plan), plan)
    middles = {
        answer: float(
            np.median(
                run(answered(city, [f"inventory={answer}"]), ["inventory_ratio"]).in_year(
                    "inventory_ratio", 2020
                )
            )
        )
        for answer in ("inventory", "province", "company")
    }
    assert middles["inventory"] == pytest.approx(0.80, abs=0.01)
    assert middles["province"] == pytest.approx(0.93, abs=0.005)
    assert middles["company"] == pytest.approx(1, abs=1e-12)


def said(arguments: list[str], language: str = "en") -> tuple[int, str, str]:
    """Return what a command answered: its code, its text, and what it said beside it."""
    text, side = io.StringIO(), io.StringIO()
    code = main(arguments, Out(language, text, side))
    return code, text.getvalue(), side.getvalue()


def test_the_command_names_every_answer_and_its_distance(living_plan: Path) -> None:
    """Containers stand under three answers, the plan's own marked, and questions without effect are said."""
    code, text, _ = said(["structures", str(living_plan), "container_teu"])
    assert code == 0
    assert "* both: both, six draws to four" in text
    assert "between answers" in text
    assert "It changes nothing that was asked for." in text


def test_figures_under_an_answer_name_it(living_plan: Path) -> None:
    """`explain --answer` names the answer its figures rest on; an unknown one is refused with all known."""
    code, text, _ = said(
        ["explain", str(living_plan), "inventory_ratio", "2020", "--answer", "inventory=company"]
    )
    assert code == 0
    assert text.startswith("structure inventory=company: Are the works' emissions")
    code, _, side = said(
        ["explain", str(living_plan), "inventory_ratio", "2020", "--answer", "inventory=mine"]
    )
    assert code == 2
    assert "inventory=province" in side


def test_the_command_refuses_where_nothing_is_asked(toytown: Path) -> None:
    """Toytown asks no question of structure, and the command says so instead of printing nothing."""
    code, _, side = said(["structures", str(toytown / "plan")], "ko")
    assert code == 2
    assert "구조 변형이 없습니다" in side
