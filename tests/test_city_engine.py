"""The engine of the city: wiring, loops, observations, and what is computed."""

from __future__ import annotations

import sys
import tracemalloc
import types
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
import toytown

from bitgil.city.model import City, assemble, explain, impact, rank_inputs, run, sectors_of_city, to_text
from bitgil.plan.problems import Problem, Unsound
from bitgil.plan.types import Assumption, Correlation, Period, Plan, Table
from bitgil.quantity import Grade, Words

HEAD = """
from __future__ import annotations
from typing import Annotated, NamedTuple
import numpy as np
from bitgil.city.arrays import Array
from bitgil.plan.types import Table
"""
Sectors = Callable[..., dict[str, types.ModuleType]]

LOOP = """
def people(people__last_year: Array, jobs__last_year: Array, pull: Array) -> Annotated[Array, "person"]:
    return people__last_year + pull * jobs__last_year

def jobs(people: Array, share: Array) -> Annotated[Array, "person"]:
    return share * people

def jobs_gained(jobs: Array, jobs__last_year: Array) -> Annotated[Array, "person"]:
    return jobs - jobs__last_year
"""


@pytest.fixture
def sectors() -> Iterator[Sectors]:
    """Return a maker of sectors from the text of their modules."""
    made: list[str] = []

    def make(**texts: str) -> dict[str, types.ModuleType]:
        modules = {}
        for name, text in texts.items():
            module = types.ModuleType(f"sketch_{name}")
            sys.modules[module.__name__] = module
            made.append(module.__name__)
            exec(HEAD + text, module.__dict__)  # noqa: S102  the test's own text
            modules[name] = module
        return modules

    yield make
    for name in made:
        del sys.modules[name]


def plan_with(*assumptions: Assumption, tables: tuple[Table, ...] = ()) -> Plan:
    """Return a plan that holds nothing but these assumptions."""
    word = Words("시험")
    return Plan("t", word, word, word, word, Period(), "2024", "s", assumptions=assumptions, tables=tables)


def assume(name: str, value: str, unit: str = "1") -> Assumption:
    """Return a fixed assumption."""
    return Assumption(name, unit, Grade.ASSUMED, why="test", value=Decimal(value))


def problems_of(sectors: dict[str, types.ModuleType], plan: Plan) -> tuple[Problem, ...]:
    """Return the Problems for which the city is refused."""
    with pytest.raises(Unsound) as caught:
        assemble(sectors, plan)
    return caught.value.problems


@pytest.fixture
def loop(sectors: Sectors) -> City:
    """Return a city in which people follow last year's jobs and jobs follow people."""
    plan = plan_with(assume("town.pull", "0.1"), assume("town.share", "0.5"))
    return assemble(sectors(town=LOOP), plan)


def test_a_loop_over_last_year_equals_two_years_by_hand(loop: City) -> None:
    """From 200 people and 90 jobs, P = P' + 0.1·J' and J = 0.5·P give 209, 104.5 and 219.45, 109.725."""
    done = run(
        loop,
        ["people", "jobs", "jobs_gained"],
        years=(2025, 2026),
        observed={"people": {2024: 200.0}, "jobs": {2024: 90.0}},
    )
    assert done["people"][0].tolist() == pytest.approx([209.0, 219.45])
    assert done["jobs"][0].tolist() == pytest.approx([104.5, 109.725])
    assert done["jobs_gained"][0].tolist() == pytest.approx([14.5, 5.225])


def test_a_loop_is_one_group_and_its_reader_another(loop: City) -> None:
    """Functions that need one another's last year are stepped together, all others run whole."""
    assert [(group.nodes, group.stepped) for group in loop.groups] == [
        (("people", "jobs"), True),
        (("jobs_gained",), False),
    ]
    assert loop.order == ("people", "jobs", "jobs_gained")


def test_an_unobserved_first_year_has_no_last_year(loop: City) -> None:
    """Without an observation of the year before, a lagged value is missing and stays missing."""
    assert np.isnan(run(loop, ["people"], years=(2025, 2027))["people"]).all()


def test_an_observation_replaces_the_value_and_feeds_the_next_year(loop: City) -> None:
    """In 2025 the measured 300 people stand, the computed 209 are kept, and 2026 starts from 300."""
    observed = {"people": {2024: 200.0, 2025: 300.0}, "jobs": {2024: 90.0}}
    done = run(loop, ["people", "jobs"], years=(2025, 2026), observed=observed)
    assert done["people"][0].tolist() == pytest.approx([300.0, 315.0])
    assert done["people__modelled"][0].tolist() == pytest.approx([209.0, 315.0])
    assert done["jobs"][0].tolist() == pytest.approx([150.0, 157.5])


def test_an_observation_outside_a_loop_feeds_its_readers(sectors: Sectors) -> None:
    """A measured value replaces a whole-array function's too, and what reads it reads the measured one."""
    text = """
def flour(mill: Array) -> Annotated[Array, "t/yr"]:
    return mill

def smoke(flour: Array, rate: Array) -> Annotated[Array, "t/yr"]:
    return flour * rate
"""
    city = assemble(sectors(a=text), plan_with(assume("a.mill", "10", "t/yr"), assume("a.rate", "2")))
    done = run(city, ["flour", "smoke"], years=(2024, 2026), observed={"flour": {2025: 7.0}})
    assert done["flour"][0].tolist() == [10.0, 7.0, 10.0]
    assert done["flour__modelled"][0].tolist() == [10.0, 10.0, 10.0]
    assert done["smoke"][0].tolist() == [20.0, 14.0, 20.0]


def test_only_what_is_wanted_is_computed(sectors: Sectors) -> None:
    """A function that nobody asked for is never called."""
    text = """
def wanted(mill: Array) -> Annotated[Array, "t/yr"]:
    return mill

def unwanted(wanted: Array) -> Annotated[Array, "t/yr"]:
    raise RuntimeError("called")
"""
    city = assemble(sectors(a=text), plan_with(assume("a.mill", "10", "t/yr")))
    assert run(city, ["wanted"])["wanted"][0, 0] == 10.0
    with pytest.raises(RuntimeError):
        run(city, ["unwanted"])


def test_a_step_carries_its_state_from_year_to_year(sectors: Sectors) -> None:
    """A sector with hidden state starts from a table and steps once a year, inside a loop if need be."""
    text = """
class Out(NamedTuple):
    stock: Annotated[Array, "vehicle"]

def start(draws: int, years: Array, stocks: Table) -> Array:
    return np.full(draws, float(stocks.rows[0][-1]))

def step(state: Array, year: int, sold: Array) -> tuple[Array, Out]:
    return state - sold, Out(state - sold)

def sold(stock__last_year: Array, rate: Array) -> Annotated[Array, "vehicle"]:
    return np.where(np.isnan(stock__last_year), 0, rate * stock__last_year)
"""
    stocks = Assumption("a.stocks", "vehicle", Grade.ASSUMED, why="test", table="stocks")
    plan = plan_with(
        stocks, assume("a.rate", "0.5"), tables=(Table("stocks", ("kind", "value"), (("all", "8"),)),)
    )
    city = assemble(sectors(a=text), plan)
    assert run(city, ["stock"], years=(2025, 2028))["stock"][0].tolist() == [8.0, 4.0, 2.0, 1.0]


def test_a_cycle_within_a_year_is_refused_by_name(sectors: Sectors) -> None:
    """Functions that need one another in the same year are named as a cycle, each cycle once."""
    text = """
def egg(hen: Array) -> Annotated[Array, "1"]:
    return hen

def hen(egg: Array) -> Annotated[Array, "1"]:
    return egg

def snake(snake: Array) -> Annotated[Array, "1"]:
    return snake
"""
    assert [problem.what for problem in problems_of(sectors(a=text), plan_with())] == [
        "these need one another within one year: egg → hen → egg",
        "these need one another within one year: snake → snake",
    ]


def test_every_fault_of_the_wiring_is_told_at_once(sectors: Sectors) -> None:
    """Unknown names, duplicates, clashes with assumptions and missing units come in one list."""
    text = """
def flour(mil: Array) -> Annotated[Array, "t/yr"]:
    return mil

def bread(flour: Array) -> Array:
    return flour

def mill() -> Annotated[Array, "t/yr"]:
    return np.float64(1)
"""
    again = 'def flour(mill: Array) -> Annotated[Array, "flours"]:\n    return mill\n'
    twice = 'def flour(mill: Array) -> Annotated[Array, "t/yr"]:\n    return mill\n'
    plan = plan_with(assume("a.mill", "1", "t/yr"))
    problems = problems_of(sectors(a=text, b=again, c=twice), plan)
    assert [(problem.where, problem.what) for problem in problems] == [
        ("assumptions/a.toml", "mill is already defined in sketch_a.py"),
        ("sketch_a.py", "bread: the return annotation names no unit"),
        ("sketch_a.py", "flour needs mil, which nobody defines"),
        ("sketch_b.py", "flour: 'flours' is no unit"),
        ("sketch_c.py", "flour is already defined in sketch_a.py"),
    ]
    assert problems[2].fix == "did you mean mill?"
    assert all(problem.what_ko and problem.fix_ko for problem in problems)


def test_an_assumption_that_nobody_reads_is_no_fault(sectors: Sectors) -> None:
    """A plan may hold an assumption for a sector that does not exist yet."""
    city = assemble(sectors(), plan_with(assume("later.rate", "1")))
    assert city.read() == frozenset()


def test_a_table_is_passed_only_where_it_is_declared(sectors: Sectors) -> None:
    """A parameter that is a table on one side and a number on the other is a Problem."""
    text = 'def flour(mill: Table) -> Annotated[Array, "t/yr"]:\n    return np.float64(1)\n'
    (problem,) = problems_of(sectors(a=text), plan_with(assume("a.mill", "1", "t/yr")))
    assert problem.what == "flour and the plan disagree whether mill is a table"


def test_start_may_not_need_what_comes_after_it(sectors: Sectors) -> None:
    """A start that waits for its own step is refused."""
    text = """
class Out(NamedTuple):
    stock: Annotated[Array, "1"]

def start(draws: int, shelf: Array) -> Array:
    return shelf

def step(state: Array, year: int) -> tuple[Array, Out]:
    return state, Out(state)

def shelf(stock__last_year: Array) -> Annotated[Array, "1"]:
    return stock__last_year
"""
    (problem,) = problems_of(sectors(a=text), plan_with())
    assert problem.what == "start needs shelf, which is computed only after start"


def test_unknown_names_are_refused_before_anything_runs(loop: City) -> None:
    """Asking for, or observing, a quantity that the city does not have is said by name."""
    with pytest.raises(ValueError, match="no quantity cows, sheep"):
        run(loop, ["cows"], observed={"sheep": {2024: 1.0}})


def test_a_draw_count_is_rounded_up_and_told(loop: City) -> None:
    """600 draws become two chunks of 512, and each finished chunk is reported."""
    told: list[tuple[int, int]] = []
    done = run(loop, ["share"], draws=600, progress=lambda now, of: told.append((now, of)))
    assert done["share"].shape == (1024, 36)
    assert told == [(1, 2), (2, 2)]


def test_what_one_asks_for_does_not_change_its_values() -> None:
    """A quantity is the same number for number whether asked for alone, with others, or in more chunks."""
    city = toytown.toytown_city()
    alone = run(city, ["people"], observed=toytown.toytown_observed(), years=(2019, 2035))
    among = run(city, city.order, observed=toytown.toytown_observed(), years=(2019, 2035), draws=1024)
    assert np.array_equal(alone["people"], among["people"][:512], equal_nan=True)


def peak_bytes(city: City, wanted: str, draws: int) -> int:
    """Return the most memory that one run holds at a time."""
    tracemalloc.start()
    run(city, [wanted], draws=draws)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_memory_grows_only_by_what_is_kept() -> None:
    """From 1,024 to 4,096 draws the peak grows by the wanted array, not by all that lies between."""
    city = toytown.toytown_city()
    peak_bytes(city, "emissions", 512)
    few, many = peak_bytes(city, "emissions", 1024), peak_bytes(city, "emissions", 4096)
    kept = 36 * np.float64().nbytes
    assert many - few < (4096 - 1024) * kept * 1.05


def test_correlated_inputs_move_together_in_a_run_and_no_others() -> None:
    """ρ between the chimney and the pull of jobs leaves every other input and each range as it was."""
    city = toytown.toytown_city()
    pair = ("job_pull", "mill_intensity")
    wanted = [*pair, "green_share"]
    plain = run(city, wanted, projects=())
    linked = run(city, wanted, projects=(), correlations={pair: 0.9})
    first, second = (linked.in_year(name, 2030) for name in pair)
    assert np.corrcoef(first, second)[0, 1] > 0.85
    assert (linked["green_share"] == plain["green_share"]).all()
    assert (np.sort(second) == np.sort(plain.in_year("mill_intensity", 2030))).all()


def test_the_plans_own_correlations_hold_unless_switched_off() -> None:
    """A run takes the plan's links between assumptions and slips; `{}` gives the run without any."""
    link = Correlation("pull", "town.job_pull", "mill.mill_intensity", Decimal("0.9"), Grade.ASSUMED, "-")
    slips = Correlation("late", "P01.slip", "P02.slip", Decimal("0.5"), Grade.ASSUMED, "-")
    plan = replace(toytown.toytown_plan(), correlations=(link, slips))
    bare, city = toytown.toytown_city(), assemble(toytown.toytown_sectors(), plan)
    pair = ("job_pull", "mill_intensity")
    linked = run(city, pair)
    assert np.corrcoef(*(linked.in_year(name, 2030) for name in pair))[0, 1] > 0.85
    assert (run(city, pair, correlations={})["mill_intensity"] == run(bare, pair)["mill_intensity"]).all()
    assert not (run(city, ["emissions"])["emissions"] == run(bare, ["emissions"])["emissions"]).all()


def test_correlations_of_a_plan_that_contradict_one_another_are_a_problem() -> None:
    """Three links that cannot hold at once are named with their file before anything is run."""
    names = ("mill.mill_use", "mill.mill_intensity", "town.job_pull")
    rhos = {(0, 1): "0.9", (1, 2): "0.9", (0, 2): "-0.9"}
    links = tuple(
        Correlation(f"c{i}{j}", names[i], names[j], Decimal(rho), Grade.ASSUMED, "-")
        for (i, j), rho in rhos.items()
    )
    plan = replace(toytown.toytown_plan(), correlations=links)
    with pytest.raises(Unsound, match=r"correlations\.toml: the correlations of .* contradict one another"):
        assemble(toytown.toytown_sectors(), plan)


def test_the_decisive_assumption_comes_first() -> None:
    """Without projects the mill's use and its carbon a tonne decide its emissions, and nothing else does."""
    ranked = rank_inputs(toytown.toytown_city(), "mill_emissions", 2030, projects=())
    assert [one.name for one in ranked] == ["mill_use", "mill_intensity"]
    assert ranked[0].correlation > ranked[1].correlation > 0.3
    assert ranked[1].grade is Grade.ROUNDED


def test_a_wrong_shape_is_said_with_the_functions_name(sectors: Sectors) -> None:
    """A function that returns neither (draw, year) nor anything that spreads to it is named."""
    text = """
def flour(mill: Array) -> Annotated[Array, "t/yr"]:
    return mill[:, :3]
"""
    city = assemble(sectors(a=text), plan_with(assume("a.mill", "1", "t/yr")))
    with pytest.raises(ValueError, match=r"flour returned shape \(512, 3\), which is no \(draw, year\)"):
        run(city, ["flour"])


def test_a_project_changes_only_what_hangs_on_it() -> None:
    """Electric ovens lower emissions from 2027 on and move no person; before they open nothing moves."""
    change = impact(toytown.toytown_city(), "P01", ["mill_emissions", "mill_jobs"], years=(2024, 2035))
    assert (change["mill_jobs"] == 0).all()
    assert (change.in_year("mill_emissions", 2026) == 0).all()
    assert (change.in_year("mill_emissions", 2032) <= 0).all()
    assert np.mean(change.in_year("mill_emissions", 2032) < 0) == pytest.approx(0.8, abs=0.002)


def test_first_in_and_last_in_differ_by_the_overlap() -> None:
    """Of two projects on one chimney, each takes less when the other is already there."""
    city = toytown.toytown_city()
    first = impact(city, "P02", ["mill_saving"], among=(), years=(2024, 2035))["mill_saving"]
    last = impact(city, "P02", ["mill_saving"], years=(2024, 2035))["mill_saving"]
    assert np.all(first >= last)
    assert first[:, -1].mean() > last[:, -1].mean() > 0


def test_an_explanation_of_toytown_reads_as_approved(root: Path) -> None:
    """The tree under Toytown's emissions of 2030 names each value, unit, equation, grade and file."""
    tree = explain(
        toytown.toytown_city(),
        "emissions",
        2030,
        observed=toytown.toytown_observed(),
        years=(2019, 2035),
    )
    both = to_text(tree, "ko") + "\n" + to_text(tree, "en")
    assert both == (root / "tests/approved/explain_toytown_emissions.txt").read_text(encoding="utf-8")


def test_an_equation_ends_at_the_next_heading(sectors: Sectors) -> None:
    """The formula is the whole equation over its lines, without source and remarks, else the first line."""
    text = """
def flour(mill: Array) -> Annotated[Array, "t/yr"]:
    \'\'\'What is ground.

    Equation: F = u·K,
    u the use.  Source: made up.
    \'\'\'
    return mill

def bread(flour: Array) -> Annotated[Array, "t/yr"]:
    \'\'\'What is baked.\'\'\'
    return flour
"""
    city = assemble(sectors(a=text), plan_with(assume("a.mill", "1234567", "t/yr")))
    assert city.functions["flour"].formula == "F = u·K, u the use"
    assert city.functions["bread"].formula == "What is baked"
    told = to_text(explain(city, "flour", 2030), "en").splitlines()
    assert told[0] == "flour 2030: 1,235,000 t/yr [computed, grade X]  sketch_a.py"


def test_an_observed_year_is_explained_by_its_measurement() -> None:
    """What was measured needs no equation: the tree ends at the series, its grade and source."""
    tree = explain(
        toytown.toytown_city(), "people", 2023, observed=toytown.toytown_observed(), years=(2019, 2025)
    )
    assert (
        to_text(tree) == "people 2023: 1,015 person [관측, 등급 A]  observed/people.csv\n  ← 장난감시 통계\n"
    )


def test_the_citys_own_sectors_are_found_by_their_title() -> None:
    """Every module with a TITLE is a sector; the machinery is none."""
    found = sectors_of_city()
    assert found
    assert not {"draws", "reforms", "arrays", "model"} & set(found)
