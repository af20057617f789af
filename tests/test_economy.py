"""The economy sector: published quotients, a textbook table, years by hand, and laws of jobs and firms."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitgil.checking import sectors_for
from bitgil.city import economy
from bitgil.city.arrays import Array
from bitgil.city.interindustry import invert_leontief, output_for, technical_coefficients
from bitgil.city.model import City, assemble, check_units, impact, run
from bitgil.city.past.economy import RATE_GOES_ON, trials
from bitgil.city.past.trial import NO_CHANGE
from bitgil.city.spending import build_work, employment_by_phase
from bitgil.plan.reading import plan_of, read_files, read_plan
from bitgil.plan.types import Plan

WORKS_SALES_BN = 15_594
"""KRW bn, sales of the works in 2013 as surveyed by the free economic zone."""


@pytest.fixture(scope="module")
def plan(living_plan: Path) -> Plan:
    """Return the plan in use."""
    return read_plan(living_plan)


@pytest.fixture(scope="module")
def city(plan: Plan) -> City:
    """Return the city of the plan in use."""
    return assemble(sectors_for(plan), plan)


def value(plan: Plan, key: str) -> float:
    """Return an assumption's middle value."""
    return float(plan.assumption(f"economy.{key}").value or 0)


def row(*values: float) -> Array:
    """Return one draw of some years."""
    return np.array([values], dtype=np.float64)


def test_direct_steel_jobs_are_the_published_share_of_all_jobs(plan: Plan) -> None:
    """7,390 of 76,537 workers are 9.66 %, and 7,390 on 15,594 bn won of sales are 0.474 a billion."""
    direct, everybody = value(plan, "steel_jobs_counted"), value(plan, "workers_counted")
    share = economy.steel_dependence_jobs(row(direct), row(everybody))
    assert 100 * share[0, 0] == pytest.approx(9.66, abs=0.005)
    assert direct / WORKS_SALES_BN == pytest.approx(0.474, abs=0.0005)


def test_the_all_industry_multiplier_would_give_the_works_more_jobs_than_there_are(plan: Plan) -> None:
    """8.1 persons a billion on the works' sales pass all workers of the city, so it is kept off steel."""
    assert value(plan, "national_jobs_multiplier") * WORKS_SALES_BN > 1.6 * value(plan, "workers_counted")


def test_the_bank_s_multipliers_agree_with_one_another(plan: Plan) -> None:
    """The value added ratio of 40.1 % times the output multiplier is the printed 0.729 within 0.5 %."""
    assert 0.401 * value(plan, "national_output_multiplier") == pytest.approx(0.729, rel=0.005)


def test_the_textbook_s_two_industries_are_reproduced() -> None:
    """Miller and Blair's flows give their inverse, and their new demand of 600 and 1,500 their outputs."""
    flows, output = np.array([[150.0, 500.0], [200.0, 100.0]]), np.array([1000.0, 2000.0])
    coefficients = technical_coefficients(flows, output)
    assert coefficients == pytest.approx(np.array([[0.15, 0.25], [0.20, 0.05]]))
    inverse = invert_leontief(coefficients)
    assert inverse == pytest.approx(np.array([[1.2541, 0.3300], [0.2640, 1.1221]]), abs=5e-5)
    assert output_for(np.array([350.0, 1700.0]), coefficients) == pytest.approx(output)
    assert output_for(np.array([600.0, 1500.0]), coefficients) == pytest.approx([1247.5, 1841.6], abs=0.05)


def test_industries_that_use_up_all_they_make_are_refused() -> None:
    """Where no output meets a demand, a purchase is negative or sizes differ, the fault is named."""
    with pytest.raises(ValueError, match="use up"):
        invert_leontief(np.array([[0.5, 0.6], [0.6, 0.5]]))
    with pytest.raises(ValueError, match="negative"):
        invert_leontief(np.array([[-0.1]]))
    with pytest.raises(ValueError, match="2 industries"):
        technical_coefficients(np.ones((1, 1)), np.ones(2))
    with pytest.raises(ValueError, match="without output"):
        technical_coefficients(np.ones((1, 1)), np.zeros(1))


@given(
    st.lists(st.floats(0, 0.3), min_size=9, max_size=9), st.lists(st.floats(0, 1e6), min_size=3, max_size=3)
)
def test_what_is_made_meets_purchases_and_demand(purchases: list[float], demand: list[float]) -> None:
    """Whatever the table, output is what industries buy of one another plus final demand."""
    coefficients, wanted = np.array(purchases).reshape(3, 3), np.array(demand)
    made = output_for(wanted, coefficients)
    assert made == pytest.approx(coefficients @ made + wanted, abs=1e-3)
    assert (made >= wanted - 1e-6).all()


def test_a_city_of_two_years_is_worked_out_by_hand() -> None:
    """A tenth less output at lower prices takes value and direct jobs now, contract jobs a year later."""
    value_added = economy.value_added_steel(
        row(4e12, 4e12), row(20e6, 18e6), row(20e6, 20e6), row(1, 0.9), row(2, 2)
    )
    assert value_added[0] == pytest.approx([4e12, 4e12 * 0.9 * 0.81])
    years = np.array([2019, 2020])
    direct = economy.jobs_steel_direct(
        row(1000, 1000),
        row(20e6, 18e6),
        row(20e6, 20e6),
        row(0.5, 0.5),
        row(0.01, 0.01),
        row(2019, 2019),
        years,
    )
    assert direct[0] == pytest.approx([1000, 1000 * 0.9**0.5 * 0.99])
    contract = economy.jobs_steel_contract(
        row(1000, 1000), row(1.2, 1.2), row(20e6, 18e6), row(20e6, 20e6), row(1, 1)
    )
    assert contract[0] == pytest.approx([1200, 1080])
    assert economy.local_multiplier(row(1.818), row(0.35))[0, 0] == pytest.approx(1.2863)
    drawn = economy.job_pull_migrants(row(0.15), economy.jobs_base_change(row(900), row(1000)))
    assert drawn[0, 0] == pytest.approx(-15)


def test_every_draw_meets_the_workers_counted(city: City) -> None:
    """In 2018 base and local jobs together are the 76,537 counted, in all draws."""
    found = run(city, ["jobs_total", "jobs_base", "jobs_local"])
    assert found.in_year("jobs_total", 2018) == pytest.approx(76_537)
    assert found["jobs_base"] + found["jobs_local"] == pytest.approx(found["jobs_total"], nan_ok=True)
    assert found.in_year("jobs_base", 2018).std() > 1000


def test_the_four_blocks_make_the_nowcast_where_nothing_has_moved(city: City) -> None:
    """At reference output, price, traffic and people the blocks add up to the nowcast of value added."""
    still = {
        "grdp_nowcast": row(13.8e12),
        "value_added_base_reference": row(5.742e12),
        "population__last_year": row(150_531),
        "population_reference": row(150_531),
        "local_multiplier": row(1.29),
        "value_added_base__last_year": row(5.742e12),
    }
    local = economy.value_added_local(**still)
    assert local[0, 0] + 5.742e12 == pytest.approx(13.8e12)
    blocks = ["value_added_steel", "value_added_port", "value_added_materials", "value_added_local"]
    found = run(city, [*blocks, "value_added_city"])
    assert sum(found[name] for name in blocks) == pytest.approx(found["value_added_city"], nan_ok=True)


def test_units_hold_in_the_whole_city(city: City) -> None:
    """Every plain function returns what it declares."""
    assert [str(problem) for problem in check_units(city)] == []


def test_jobs_draw_people_a_year_later(city: City) -> None:
    """An announced investment brings jobs first, and people of all ages only from the year after."""
    found = impact(city, "P31", ["jobs_project", "job_pull_migrants", "population", "jobs_total"])
    mean = {name: found[name].mean(axis=0) for name in found.values}
    first = int(np.argmax(mean["jobs_project"] > 0))
    assert int(np.argmax(np.abs(mean["job_pull_migrants"]) > 0)) == first + 1
    assert int(np.argmax(np.abs(np.nan_to_num(mean["population"])) > 1e-9)) == first + 1
    assert 5 < mean["jobs_project"][-1] < 0.3 * 210


def test_rooms_bring_the_firms_that_were_worked_out_by_hand() -> None:
    """Of twenty-three tenants 36 % are eight firms and forty jobs at entry, and three last."""
    firms = economy.incubator_firms(row(36), row(23 / 36), row(0.36))
    assert firms[0, 0] == pytest.approx(8.28)
    assert economy.jobs_incubator(firms, row(4.9))[0, 0] == pytest.approx(40.6, abs=0.05)
    assert economy.incubator_firms_lasting(firms, row(0.35))[0, 0] == pytest.approx(2.9, abs=0.01)


def test_two_houses_never_let_more_rooms_than_both_have(city: City) -> None:
    """Both enterprise houses together stay within 69 rooms, and their gain is the sum of what each adds."""
    both = run(city, ["incubator_units", "incubator_firms"])
    assert both["incubator_units"].max() <= 69
    assert both.in_year("incubator_units", 2030).mean() == pytest.approx(32 + 0.9 * 27.67, abs=1.5)


@given(offered=st.floats(0, 2e4), fall=st.floats(0, 1))
def test_support_never_keeps_more_jobs_than_are_at_risk(offered: float, fall: float) -> None:
    """However much is offered, no more is kept than the fall of output puts at risk."""
    output = row(20e6 * (1 - fall))
    contract = economy.jobs_steel_contract(row(7390), row(1.2), output, row(20e6), row(0.7))
    risk = economy.jobs_at_risk(row(7390), output, row(20e6), row(0.3), row(1.2), contract)
    kept = economy.jobs_retained(row(offered), risk)
    assert 0 <= kept[0, 0] <= min(offered, float(risk[0, 0]))
    assert risk[0, 0] <= 7390 * 2.2 + 1e-6
    assert (fall < 1e-9) or risk[0, 0] > 0


def test_the_change_of_frame_is_no_growth(city: City) -> None:
    """Each frame has its own line that ends or begins in 2020, and a flag says which one counts."""
    found = run(city, ["establishments", "establishments_old_frame", "establishments_frame_changed"])
    assert found.in_year("establishments_old_frame", 2018) == pytest.approx(11_945, abs=1)
    assert np.isnan(found.in_year("establishments_old_frame", 2020)).all()
    assert np.isnan(found.in_year("establishments", 2019)).all()
    assert found.in_year("establishments", 2020) == pytest.approx(18_478)
    assert found["establishments_frame_changed"][0, 4:6].tolist() == [0.0, 1.0]


def test_establishments_of_2018_from_the_rate_before_and_from_no_change(plan: Plan) -> None:
    """The rate of 2010-15 misses 2018 by 2.3 %, no change by 10.0 %."""
    misses = {trial.rule: 100 * trial.error / trial.actual for trial in trials(plan)}
    assert misses[RATE_GOES_ON] == pytest.approx(-2.3, abs=0.05)
    assert misses[NO_CHANGE] == pytest.approx(-10.0, abs=0.06)
    assert {(trial.origin, trial.horizon) for trial in trials(plan)} == {(2015, 3)}


def test_a_plan_without_the_counts_has_no_trials(living_plan: Path) -> None:
    """Where nobody counted on the old frame nothing is tried."""
    files = {name: data for name, data in read_files(living_plan).items() if "establishments_old" not in name}
    assert trials(plan_of(files)) == ()


def test_spending_of_the_funded_projects_makes_the_published_work_once(plan: Plan) -> None:
    """Without the port and three-city research 2,754 eok make about 2,230 person-years; the furnace none."""
    funded = [work for work in build_work(plan) if work.project not in {"P01", "P13", "P31"}]
    assert sum(work.won for work in funded) == pytest.approx(2754e8, rel=0.001)
    assert float(sum(work.person_years for work in funded)) == pytest.approx(2230, abs=2)
    assert not {"P28", "P25", "P06", "P58"} & {work.project for work in build_work(plan)}


def test_a_project_s_work_falls_in_the_years_of_its_spread(plan: Plan) -> None:
    """190 eok in five even years make 30.8 person-years a year; without a spread no year is named."""
    house = [work for work in build_work(plan) if work.project == "P29"]
    assert [work.year for work in house] == [2020, 2021, 2022, 2023, 2024]
    assert [float(work.person_years) for work in house] == pytest.approx([30.78] * 5)
    assert [work.year for work in build_work(plan) if work.project == "P24"] == [None]


def test_building_and_running_stay_apart(plan: Plan) -> None:
    """The data centre is built in person-years and runs on announced jobs, and nobody adds the two."""
    (centre,) = (one for one in employment_by_phase(plan) if one.project == "P31")
    assert float(centre.building_person_years) == pytest.approx(750 * 8.1)
    assert centre.running_jobs_announced == 100


def test_the_counts_of_one_frame_stand_in_one_series(living_plan: Path) -> None:
    """The old frame's series ends before the register frame begins."""
    with (living_plan / "observed" / "establishments_old_frame.csv").open(
        encoding="utf-8", newline=""
    ) as lines:
        assert max(int(line["period"]) for line in csv.DictReader(lines)) < 2020
