"""The skills sector: the record, the way from it to the plan's own rate, and laws of the stock-flow."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitgil.checking import sectors_for
from bitgil.city import skills
from bitgil.city.arrays import Array
from bitgil.city.model import City, assemble, impact, run
from bitgil.plan.reading import read_plan
from bitgil.plan.types import Plan, Table

RECORD = Table("record", ("year", "count", "value"), (("2024", "finished", "768"), ("2024", "placed", "33")))
SHARES = st.floats(0, 1)


@pytest.fixture(scope="module")
def plan(living_plan: Path) -> Plan:
    """Return the plan in use."""
    return read_plan(living_plan)


@pytest.fixture(scope="module")
def city(plan: Plan) -> City:
    """Return the city of the plan in use."""
    return assemble(sectors_for(plan), plan)


def row(*values: float) -> Array:
    """Return one draw of some years."""
    return np.array([values], dtype=np.float64)


def test_the_first_year_met_the_goal_of_training_and_not_that_of_placing(plan: Plan) -> None:
    """768 of 1,070 trained are 72 %, 33 of 220 placed 15 %."""
    goal = {name: plan.indicator(name) for name in ("I-91", "I-92")}
    reached = {
        name: float(one.baseline.value / one.target.value)
        for name, one in goal.items()
        if one.baseline and one.target
    }
    assert reached == pytest.approx({"I-91": 0.72, "I-92": 0.15}, abs=0.005)


def test_the_record_leaves_the_published_range_open() -> None:
    """33 of 768 with Jeffreys' prior are 4.3 %, and 3.2 to 5.6 % in nine of ten cases."""
    found = skills.placement_rate_recorded(RECORD, row(0.05, 0.5, 0.95))
    assert 100 * found[0] == pytest.approx([3.2, 4.3, 5.6], abs=0.06)


def test_a_second_year_on_record_narrows_the_range() -> None:
    """A record twice as long leaves a range that is narrower."""
    longer = Table(
        "record", RECORD.columns, (*RECORD.rows, ("2025", "finished", "768"), ("2025", "placed", "33"))
    )
    once, twice = (
        np.diff(skills.placement_rate_recorded(record, row(0.05, 0.95)))[0, 0] for record in (RECORD, longer)
    )
    assert twice < 0.75 * once


def test_placements_move_to_the_plan_s_rate_in_three_years_and_no_further() -> None:
    """Half of the way from 4 % to 20 % in three years is 12 %, and no support passes the plan's rate."""
    years = np.array([2024, 2025, 2027, 2040])

    def rate(added: float) -> list[float]:
        four = [row(*[number] * 4) for number in (0.04, 0.20, 0.5, 3, 2024, added)]
        return [float(each) for each in skills.placement_rate(*four, years)[0]]

    assert rate(0) == pytest.approx([0.04, 0.04 + 0.16 / 6, 0.12, 0.12])
    assert rate(0.5) == pytest.approx([0.20] * 4)


def test_nobody_whose_job_is_at_risk_is_taught_twice() -> None:
    """Of 150 jobs at risk a hundred places a year teach 100, 50 and nobody; of 400 later a hundred more."""
    at_risk = row(np.nan, 150, 150, 120, 400)
    places = skills.crisis_retraining_places(row(0, 100, 100, 100, 100), at_risk)
    assert np.isnan(places[0, 0])
    assert places[0, 1:].tolist() == [100, 50, 0, 100]


@given(
    offered=st.lists(st.floats(0, 500), min_size=6, max_size=6),
    at_risk=st.lists(st.floats(0, 500), min_size=6, max_size=6),
)
def test_retraining_never_passes_the_offer_nor_all_jobs_ever_at_risk(
    offered: list[float], at_risk: list[float]
) -> None:
    """Each year's places lie between none and those offered, and all together below the worst year's jobs."""
    places = skills.crisis_retraining_places(row(*offered), row(*at_risk))[0]
    assert (places >= 0).all()
    assert (places <= np.array(offered)).all()
    assert places.sum() <= max(at_risk) + 1e-6


def test_a_course_is_followed_by_hand() -> None:
    """Of 200 places for 100 who want one, 90 finish, 81 of them once, 8.1 placed, 4.86 by the course."""
    filled = skills.training_filled_share(row(200), row(1000), row(0.1))
    learners = skills.trainees(row(200), filled)
    finished = skills.completed(learners, row(0.9))
    placed = skills.placed(finished, row(0.1), row(0.1))
    assert [float(each[0, 0]) for each in (learners, finished, placed)] == pytest.approx([100, 90, 8.1])
    assert skills.placed_net(placed, row(0.6))[0, 0] == pytest.approx(4.86)


@given(
    places=st.floats(0, 1e5),
    people=st.floats(1, 1e5),
    interest=st.floats(0.01, 1),
    rest=st.tuples(*[SHARES] * 4),
)
def test_nobody_is_placed_who_did_not_learn(
    places: float, people: float, interest: float, rest: tuple[float, float, float, float]
) -> None:
    """Numbers never grow on the way from place to placement, and learners are at most who is there."""
    filled = skills.training_filled_share(row(places), row(people), row(interest))
    learners = skills.trainees(row(places), filled)
    finished = skills.completed(learners, row(rest[0]))
    placed = skills.placed(finished, row(rest[1]), row(rest[2]))
    net = skills.placed_net(placed, row(rest[3]))
    chain = [float(each[0, 0]) for each in (learners, finished, placed, net)]
    assert sorted(chain, reverse=True) == chain
    assert chain[0] <= min(places, people * interest) * (1 + 1e-12)


def test_the_gap_grows_by_demand_less_supply_by_hand() -> None:
    """Ten needed, one placed and four entrants a year leave five and then ten missing."""
    years = np.array([2024, 2025, 2026])
    gap = skills.skill_gap(row(10, 10, 10), row(1, 1, 1), row(4, 4, 4), row(2025, 2025, 2025), years)
    assert gap[0, 1:] == pytest.approx([5, 10])
    assert gap[0, 0] == 0
    assert skills.skill_demand(row(100), row(0.6), row(20_000), row(0.2))[0, 0] == pytest.approx(460)
    assert skills.skill_entrants(row(30_000), row(0.2))[0, 0] == pytest.approx(400)


def test_the_programme_ends_and_nothing_is_foreseen_after_it(city: City) -> None:
    """The sum since the start begins at the record, grows in 2025 and 2026, and then stays."""
    found = run(city, ["smart_trained_since_start", "smart_placed_since_start"])
    trained = found["smart_trained_since_start"]
    assert np.isnan(found.in_year("smart_trained_since_start", 2023)).all()
    assert found.in_year("smart_trained_since_start", 2024) == pytest.approx(768)
    assert found.in_year("smart_trained_since_start", 2026).mean() > 1_070
    assert (trained[:, -1] == found.in_year("smart_trained_since_start", 2026)).all()
    placed = found.in_year("smart_placed_since_start", 2026)
    assert placed.min() >= 33
    assert 60 < np.median(placed) < 80
    assert (placed >= 220).mean() < 0.01


def test_courses_fill_jobs_and_make_none(city: City) -> None:
    """A course changes placements and the gap, and not one job."""
    found = impact(city, "P24", ["placed", "skill_gap", "jobs_total"])
    assert found.in_year("placed", 2025).mean() > 3
    assert found.in_year("skill_gap", 2030).mean() < 0
    assert np.nan_to_num(found["jobs_total"]) == pytest.approx(0)
