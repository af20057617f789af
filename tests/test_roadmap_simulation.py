"""Promised against simulated: the whole city model checks what the sum of single effects promises."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from itertools import product

import numpy as np
import pytest
from toytown import toytown_city, toytown_plan

from bitgil.quantity import Won, Words
from bitgil.roadmap.building import build
from bitgil.roadmap.drafting import draw_up, held_to
from bitgil.roadmap.evaluation import evaluate
from bitgil.roadmap.problem import Call, Limits, MoneyLimit, Problem
from bitgil.roadmap.rounds import Rounds, Trial, kept_promise, revalued, to_plain
from bitgil.roadmap.safety import Doubt, safe_roadmap
from bitgil.roadmap.simulation import gauge_for, opened, promise, simulate, total_of
from bitgil.roadmap.simulation import to_plain as simulated_to_plain
from bitgil.roadmap.solver.answer import Roadmap, solve
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.statement import decide
from bitgil.roadmap.values import Valuation, points_of, value_projects

ADOPTED = "2024-12-31"
PLAN, CITY = toytown_plan(), toytown_city()
EVERYTHING = [project.id for project in PLAN.projects]
SAME_POTENTIAL = {"P07", "P08"}
"""The two bus projects, which share what is left to electrify."""
QUICK = Effort(seconds=10, workers=1)


@pytest.fixture(scope="module")
def valuation() -> Valuation:
    """Return what each of Toytown's projects gives alone, all chosen anew."""
    return value_projects(PLAN, CITY, as_of=ADOPTED, reopened=EVERYTHING)


@pytest.fixture(scope="module")
def problem(valuation: Valuation) -> Problem:
    """Return Toytown's whole question."""
    return build(PLAN, as_of=ADOPTED, values=valuation.values, reopened=EVERYTHING, step=4).problem


@pytest.fixture(scope="module")
def rounds(problem: Problem, valuation: Valuation) -> Rounds:
    """Return the rounds of Toytown's whole question."""
    return kept_promise(Trial(PLAN, CITY), problem, valuation, solve(problem, QUICK), effort=QUICK)


def taking(starts: dict[str, int]) -> Roadmap:
    """Return a roadmap of those starts, whatever they are worth and cost."""
    return Roadmap("feasible", starts, None, None, None, Words("시험"), 0.0)


def test_one_project_alone_is_simulated_as_promised(problem: Problem, valuation: Valuation) -> None:
    """On the draws it was valued with, a single project gives its own marginal effect, to the digit."""
    one = taking({"P07": 4})
    same = simulate(PLAN, CITY, problem, valuation, one, draws=512, seed=1)
    assert same.difference < 1e-12
    (buses,) = [gain for gain in valuation.gains if (gain.project, gain.indicator) == ("P07", "I-BUSES")]
    (seen,) = [each for each in same.indicators if each.id == "I-BUSES"]
    assert seen.promised == buses.by_start[4] == pytest.approx(seen.simulated)
    fresh = simulate(PLAN, CITY, problem, valuation, one)
    assert 0 < fresh.difference < 0.02


def test_two_projects_on_one_potential_give_less_than_promised(
    problem: Problem, valuation: Valuation
) -> None:
    """Both bus projects promise more buses than there are left; the simulation says so, with its error."""
    both = taking({"P07": 0, "P08": 0})
    found = simulate(PLAN, CITY, problem, valuation, both)
    (buses,) = [each for each in found.indicators if each.id == "I-BUSES"]
    assert buses.promised - buses.simulated > 20 * buses.error
    assert not found.within(Decimal("0.02"))
    plain = simulated_to_plain(found)
    assert json.loads(json.dumps(plain), parse_float=lambda text: pytest.fail(f"a float: {text}")) == plain


def test_a_bid_is_simulated_with_its_chance(problem: Problem, valuation: Valuation) -> None:
    """A project that is won every other time is promised, and gives, half of its effect."""
    roadmap = taking({"P07": 4})
    call = Call("buses", 0, 1, Decimal("0.5"))
    candidates = tuple(replace(c, call=call) if c.id == "P07" else c for c in problem.candidates)
    bid = replace(problem, candidates=candidates)
    sure = simulate(PLAN, CITY, problem, valuation, roadmap)
    half = simulate(PLAN, CITY, bid, valuation, roadmap)
    for one, two in zip(half.objectives, sure.objectives, strict=True):
        assert one.promised == pytest.approx(two.promised / 2)
        assert one.simulated == pytest.approx(two.simulated / 2, rel=0.05)


def test_what_the_city_model_did_not_value_is_set_aside(problem: Problem, valuation: Valuation) -> None:
    """A chosen project with an officer's own value is named and left out of the comparison."""
    gains = tuple(gain for gain in valuation.gains if gain.project != "P07")
    roadmap = taking({"P07": 4, "P01": 0})
    found = simulate(PLAN, CITY, problem, replace(valuation, gains=gains), roadmap)
    assert found.aside == ("P07",)
    assert found.difference < 0.03


def test_effects_around_a_plan_promise_what_the_plan_gives(rounds: Rounds) -> None:
    """Measured around the chosen plan, sum and rest together are its simulation on the same draws."""
    last = rounds.last
    same = simulate(PLAN, CITY, last.problem, last.valuation, last.roadmap, draws=512, seed=1)
    assert same.difference < 1e-9
    chosen = opened(PLAN, last.problem, last.valuation, last.roadmap)
    natural = promise(last.problem, last.valuation, last.roadmap, chosen)
    assert natural["I-BUSES"] == pytest.approx(
        next(each.simulated for each in same.indicators if each.id == "I-BUSES")
    )


def test_rounds_follow_a_broken_promise_until_the_plan_stays(rounds: Rounds) -> None:
    """Toytown's first plan promises 18 % too much; the rounds settle on one that the model bears out."""
    assert rounds.rounds[0].simulated.difference > 0.15
    assert (rounds.status, len(rounds.rounds) > 1) == ("settled", True)
    assert rounds.last.simulated.within()
    best = max(total_of(each.simulated, each.problem) for each in rounds.rounds)
    assert total_of(rounds.last.simulated, rounds.last.problem) == best
    assert rounds.chosen.roadmap.starts == rounds.last.roadmap.starts
    assert (rounds.chosen.roadmap.status, rounds.last.roadmap.bound) == ("optimal", None)
    plain = to_plain(rounds)
    assert json.loads(json.dumps(plain)) == plain
    assert "17.7%" in plain["words"]["ko"]
    assert "17.7%" in plain["words"]["en"]


def test_reasons_come_from_the_round_in_which_the_plan_is_best(
    problem: Problem, valuation: Valuation, rounds: Rounds
) -> None:
    """Held to the model, Toytown's decision keeps its plan and no reason claims a gain from undoing it."""
    building = build(PLAN, as_of=ADOPTED, values=valuation.values, reopened=EVERYTHING, step=4)
    decision, held = held_to(Trial(PLAN, CITY), valuation, decide(building))
    assert held is not None
    assert dict(decision.roadmap.starts) == dict(rounds.chosen.roadmap.starts)
    assert all(reason.price is None or reason.price >= 0 for reason in decision.reasons.values())
    assert decision.building.problem == problem


def test_a_kept_promise_needs_no_other_round(problem: Problem, valuation: Valuation) -> None:
    """With the objective that holds the buses out of sight one round is enough, and too few are admitted."""
    aims = tuple(replace(aim, weight=Decimal(int(aim.id == "people"))) for aim in problem.aims)
    asked = replace(problem, aims=aims)
    found = kept_promise(Trial(PLAN, CITY), asked, valuation, solve(asked, QUICK), effort=QUICK)
    assert (found.status, len(found.rounds)) == ("kept", 1)
    assert found.last is found.rounds[0]
    short = kept_promise(Trial(PLAN, CITY), problem, valuation, solve(problem, QUICK), rounds=1)
    assert (short.status, len(short.rounds)) == ("open", 1)


def test_the_plan_returned_is_the_best_of_all_by_the_whole_model(valuation: Valuation) -> None:
    """Six projects, three of which share potentials: every plan allowed is run, and none gives more."""
    names = ("P01", "P04", "P07", "P08", "P09", "P12")
    whole = build(PLAN, as_of=ADOPTED, values=valuation.values, reopened=EVERYTHING, step=4).problem
    kept = tuple(
        replace(c, step=8, requires=(), excludes=(), together=()) for c in whole.candidates if c.id in names
    )
    cost = sum(c.money() for c in kept)
    city = tuple(MoneyLimit(y, s, Won(cost // 8)) for y in range(2025, 2030) for s in ("city", "national"))
    problem = replace(whole, candidates=kept, limits=Limits(city))
    gains = tuple(gain for gain in valuation.gains if gain.project in names)
    mine = replace(valuation, gains=gains, values={k: v for k, v in valuation.values.items() if k in names})
    trial = Trial(PLAN, CITY, fresh_draws=512)
    found = kept_promise(trial, problem, mine, solve(problem, QUICK), effort=QUICK)
    allowed = []
    for pick in product(*([*c.starts(), None] for c in kept)):
        starts = {c.id: at for c, at in zip(kept, pick, strict=True) if at is not None}
        if not evaluate(problem, starts).violations:
            allowed.append(starts)
    shown = [replace(found.last.roadmap, starts=starts, modes={}) for starts in allowed]
    gauge = gauge_for(PLAN, CITY, problem)
    variants = [tuple(opened(PLAN, problem, mine, each).values()) for each in shown]
    totals = gauge.totals(variants, draws=512, seed=found.last.simulated.seed)
    gained = {key: (rows[1:] - rows[0]).mean(axis=1) for key, rows in totals.items()}
    worth = np.zeros(len(allowed))
    for objective in PLAN.objectives:
        for k in range(len(allowed)):
            natural = {key: float(each[k]) for key, each in gained.items()}
            worth[k] += points_of(objective, natural, mine.scales) or 0.0
    assert len(allowed) > 50
    assert float(total_of(found.last.simulated, problem)) >= worth.max() * (1 - 1e-9)
    assert allowed[int(worth.argmax())] == dict(found.last.roadmap.starts)


def test_a_new_value_leaves_facts_and_other_ways_alone(problem: Problem, valuation: Valuation) -> None:
    """Only the first way of an open candidate takes the measured values."""
    fixed = replace(problem.candidates[0], fixed=-1)
    asked = replace(problem, candidates=(fixed, *problem.candidates[1:]))
    assert revalued(asked, replace(valuation, values={})) == asked
    assert revalued(asked, valuation) == asked


def test_limits_are_held_against_the_level_the_office_set(problem: Problem, valuation: Valuation) -> None:
    """The plan on expected costs passes some limit too often; the safe one keeps every level, or nearly."""
    doubt = Doubt(Decimal("0.2"))
    plain = solve(problem, QUICK)
    before = simulate(PLAN, CITY, problem, valuation, plain, doubt=doubt)
    safe = safe_roadmap(problem, doubt, QUICK)
    kept = replace(plain, starts=safe.starts, modes=safe.modes)
    after = simulate(PLAN, CITY, problem, valuation, kept, doubt=doubt)
    assert {each.level for each in before.limits} == {Decimal("0.1")}
    assert not all(each.kept for each in before.limits)
    assert max(each.realised for each in after.limits) < 0.13
    assert max(each.realised for each in after.limits) < max(each.realised for each in before.limits)
    assert simulate(PLAN, CITY, problem, valuation, plain).limits == ()


def test_a_drawn_up_roadmap_carries_its_promise() -> None:
    """Toytown as it stands: what is chosen is simulated, and the text says how far the promise was kept."""
    found = draw_up(PLAN, CITY, as_of="2025-03-31")
    assert found["promised"]["status"] == "kept"
    assert found["promised"]["words"]["ko"].startswith("도시 모형 전체로")
    chosen = {row["id"] for row in found["projects"] if row["verdict"] == "in"}
    assert found["promised"]["rounds"][0]["starts"].keys() == chosen


def test_what_chance_explains_is_said_to_be_chance(rounds: Rounds) -> None:
    """With few draws a plan misses its simulation by chance alone; a shared potential is not chance."""
    first, last = rounds.rounds[0].simulated, rounds.last.simulated
    assert last.by_chance(512)
    assert not first.by_chance(512)
    few = Trial(PLAN, CITY, draws=16, fresh_draws=64)
    found = kept_promise(
        few, rounds.rounds[0].problem, rounds.rounds[0].valuation, rounds.rounds[0].roadmap, effort=QUICK
    )
    assert found.status == "chance"
    assert "two standard errors" in found.words.en
