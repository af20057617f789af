"""The hunt for plans of a large roadmap: it walks over the model itself, and its plans keep every rule."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from threading import Event, Timer
from time import monotonic

import numpy as np
import pytest

from bitgil.quantity import Words
from bitgil.roadmap.evaluation import evaluate
from bitgil.roadmap.model import at_least, elastic, model_of
from bitgil.roadmap.problem import (
    Aim,
    Candidate,
    Horizon,
    Limits,
    Mode,
    Need,
    Problem,
    StaffLimit,
    Synergy,
    Worth,
)
from bitgil.roadmap.solver import cpsat, highs, simplex, wide
from bitgil.roadmap.solver.answer import solve
from bitgil.roadmap.solver.best import Best
from bitgil.roadmap.solver.cuts import Tight, tightened
from bitgil.roadmap.solver.hunting import Hunt
from bitgil.roadmap.solver.matrix import Matrix, completed, keeps, matrix_of, total_of
from bitgil.roadmap.solver.packing import Packing, packing_of
from bitgil.roadmap.solver.parting import Parting
from bitgil.roadmap.solver.ruin import Ruins, Walk, table_of
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.solver.sums import KEEPING, gathered
from bitgil.roadmap.solver.walking.compiling import sources_of
from bitgil.roadmap.solver.walking.moves import has_room, put_in
from bitgil.roadmap.solver.walking.steps import take_up, walk
from bitgil.roadmap.solver.walking.table import NOWHERE, empty_desk, empty_hand

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

from instances.cities import city_of

SEEDS = (0, 1, 2, 3)


def _packed(problem: Problem) -> Packing:
    packing = packing_of(model_of(problem))
    assert packing is not None
    return packing


def _plain(matrix: Matrix) -> Tight:
    root = simplex.relax(matrix)
    assert root is not None
    return Tight(matrix, root)


def _hunt(best: Best, effort: Effort) -> Hunt:
    packing = packing_of(best.model)
    assert packing is not None
    return Hunt(best, packing, _plain(best.matrix), effort)


def _at_random(packing: Packing, luck: np.random.Generator) -> list[int]:
    """Return one start each of half the candidates, whether they fit or not."""
    names = np.unique(packing.owner)
    chosen = luck.choice(names, len(names) // 2, replace=False)
    return [int(luck.choice(np.flatnonzero(packing.owner == name))) for name in chosen]


def _worth(packing: Packing, plan: list[int]) -> float:
    """Return Σ worth s + ½ s' joint s, written out once more."""
    chosen = np.zeros(len(packing.columns))
    chosen[plan] = 1.0
    return float(packing.worth @ chosen + chosen @ (packing.joint @ chosen) / 2)


def _town(pair: int) -> Problem:
    """Return four projects in two ways each, of which two add *pair* to each other."""
    small = tuple(Decimal(n) for n in (3, 2, 1, 0))
    ways = (Mode("small", Words("작게"), duration=1, value=(Worth("good", small),)),)
    candidates = tuple(
        Candidate(
            f"P{k}",
            Words(f"{k}"),
            duration=2,
            first=0,
            last=2,
            value=(Worth("good", (Decimal(9 + k), Decimal(6), Decimal(5))),),
            staff=(Need("office", 1),),
            modes=ways,
        )
        for k in range(4)
    )
    return Problem(
        Horizon(2027, 1, 4),
        candidates,
        (Aim("good", Words("좋음", "good"), Decimal(1)),),
        Limits((), tuple(StaffLimit("office", q, 2) for q in range(4))),
        synergies=(Synergy("P0", "P1", "good", tuple(Decimal(n * pair) for n in (1, 1, 1, 1, 2))),),
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_the_worth_of_starts_is_the_goal_of_their_columns(seed: int) -> None:
    """Plans at random, sound or not: worth by starts and pairs is the model's own total, to a rounding."""
    model = model_of(city_of(seed, 30))
    packing, luck = packing_of(model), np.random.default_rng(seed)
    assert packing is not None
    assert packing.joint.nnz
    for _ in range(20):
        plan = _at_random(packing, luck)
        columns = completed(model, {int(packing.columns[start]): 1 for start in plan})
        assert _worth(packing, plan) * model.scale == pytest.approx(total_of(model, columns))


@pytest.mark.parametrize("seed", SEEDS)
def test_starts_fit_where_the_model_says_that_they_do(seed: int) -> None:
    """A start that fits beside a plan breaks no limit; one that does not fit breaks one."""
    model = model_of(city_of(seed, 20))
    limits = replace(model, rows=tuple(replace(row, low=None) for row in model.rows))
    packing, luck = packing_of(model), np.random.default_rng(seed)
    assert packing is not None
    table = table_of(packing, np.zeros(len(model.rows)))
    hand, plan = empty_hand(table), set[int]()
    for start in luck.permutation(len(packing.columns)).tolist():
        own = int(hand.chosen[table.owner[start]]) != NOWHERE
        beside = {int(packing.columns[each]): 1 for each in {*plan, start}}
        fits = has_room(table, hand, start)
        assert fits == keeps(limits, beside)
        assert not (own and fits)
        if fits:
            put_in(table, hand, start)
            plan.add(start)
    assert plan


@pytest.mark.parametrize("seed", SEEDS)
def test_a_walk_from_nothing_comes_to_a_plan_that_keeps_every_rule(seed: int) -> None:
    """Gates, prerequisites, exclusions, money and staff hold in the whole model, and the worth is its own."""
    problem = city_of(seed, 40)
    model = model_of(problem)
    root, packing = simplex.relax(matrix_of(model)), packing_of(model)
    assert root is not None
    assert packing is not None
    ruins = Ruins(packing, root.prices)
    came = ruins.walk([], Walk(steps=2_000, out=6, warmth=0.01 * root.value), seed)
    assert came is not None
    columns = completed(model, dict.fromkeys(came[0], 1))
    assert keeps(model, columns)
    assert came[1] * model.scale == pytest.approx(total_of(model, columns))
    assert came[1] <= root.value + 1e-6


@pytest.mark.parametrize("seed", [0, 1, 2, 4])  # with 3 no plan at all keeps what must be done
def test_a_walk_puts_in_what_must_be_done_though_it_is_worth_nothing(seed: int) -> None:
    """Running projects have no value to choose by; walks choose them, and no others that have none."""
    town = city_of(seed, 40)
    idle = frozenset(each.id for each in town.candidates if not each.requires and not each.excludes)
    must = frozenset(sorted(idle)[:4])
    worthless = tuple(
        replace(each, must=each.id in must, value=()) if each.id in sorted(idle)[:8] else each
        for each in town.candidates
    )
    problem = replace(town, candidates=worthless, synergies=())
    model = model_of(problem)
    root, packing = simplex.relax(matrix_of(model)), packing_of(model)
    assert root is not None
    assert packing is not None
    ruins, far = Ruins(packing, root.prices), Walk(steps=3_000, out=6, warmth=0.01 * root.value)
    walks = [ruins.walk([], far, luck) for luck in range(8)]  # one alone may not find what gates ask for
    came = max((each for each in walks if each is not None), key=lambda each: each[1])
    columns = completed(model, dict.fromkeys(came[0], 1))
    assert keeps(model, columns)
    chosen = {model.columns[place].owner for place in columns}
    needed = {name for each in problem.candidates if each.id in chosen for name in each.requires}
    gates = {name for gate in problem.gates for name in gate.core}
    assert must <= chosen
    assert not (set(sorted(idle)[4:8]) & chosen) - needed - gates


def test_a_walk_never_ends_below_the_plan_it_began_with() -> None:
    """However warm it is, the best plan met is kept, the first one among them."""
    problem = city_of(2, 40)
    model = model_of(problem)
    root, packing = simplex.relax(matrix_of(model)), packing_of(model)
    assert root is not None
    assert packing is not None
    ruins = Ruins(packing, root.prices)
    good = ruins.walk([], Walk(steps=4_000, out=6, warmth=0.002 * root.value), 5)
    assert good is not None
    hot = ruins.walk(good[0], Walk(steps=500, out=20, warmth=10.0 * root.value), 6)
    assert hot is not None
    assert hot[1] >= good[1]


def test_a_cold_walk_stands_at_the_best_plan_it_met() -> None:
    """Where nothing worse is taken, the plan in hand is worth what the best one is, also counted anew."""
    model = model_of(city_of(3, 30))
    packing, root = packing_of(model), _plain(matrix_of(model)).root
    assert packing is not None
    table = table_of(packing, root.prices)
    hand, back = empty_hand(table), empty_hand(table)
    kept, best = walk(table, hand, back, empty_desk(table, 2), 2_000, 6, 0.0)
    assert best > 0
    assert hand.chosen.tolist() == back.chosen.tolist()
    assert hand.worth[0] == pytest.approx(best)
    for chosen in (kept, hand.chosen):
        assert _worth(packing, [int(start) for start in chosen if start != NOWHERE]) == pytest.approx(best)


def test_among_no_starts_there_is_nothing_to_walk() -> None:
    """Where the only good plan is to choose nothing, a walk among its starts comes to no plan."""
    none = _packed(city_of(1, 20)).among(np.zeros(0, dtype=np.int64))
    ruins = Ruins(none, np.zeros(10_000))
    assert ruins.table.helps.dtype == np.bool_
    assert ruins.leaning(np.zeros(10_000)) == []
    assert ruins.walk([], Walk(steps=10, out=2, warmth=0.0), 1) is None


def test_a_walk_with_the_same_seed_comes_to_the_same_plan() -> None:
    """Nothing but the seed decides: the same walk twice is the same, another seed goes elsewhere."""
    packing = _packed(city_of(1, 40))
    ruins = Ruins(packing, np.zeros(int(packing.rows.max()) + 1))
    far = Walk(steps=300, out=6, warmth=0.0)
    came = [ruins.walk([], far, seed) for seed in (1, 1, 2)]
    assert came[0] == came[1] != came[2]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_walk_begins_with_what_fits_of_a_plan_that_breaks_rules(seed: int) -> None:
    """Starts at random are taken up as far as there is room, and without a step nothing else is in."""
    model = model_of(city_of(seed, 40))
    limits = replace(model, rows=tuple(replace(row, low=None) for row in model.rows))
    packing = packing_of(model)
    assert packing is not None
    given = _at_random(packing, np.random.default_rng(seed))
    table = table_of(packing, np.zeros(len(model.rows)))
    hand = empty_hand(table)
    take_up(table, hand, np.array(given))
    taken = [int(start) for start in hand.chosen if start != NOWHERE]
    assert taken
    assert set(taken) < set(given)
    assert keeps(limits, {int(packing.columns[start]): 1 for start in taken})
    assert hand.worth[0] == pytest.approx(_worth(packing, taken))
    for start in set(given) - set(taken):
        beside = {int(packing.columns[each]): 1 for each in [*taken, start]}
        assert not keeps(limits, beside)


def test_what_is_compiled_is_made_anew_when_a_module_beside_it_changes(tmp_path: Path) -> None:
    """A function has other modules' functions compiled into it, so the digest is of the whole folder."""
    (tmp_path / "one.py").write_text("a = 1\n", encoding="utf-8")
    (tmp_path / "two.py").write_text("b = 1\n", encoding="utf-8")
    before = sources_of(tmp_path)
    assert sources_of(tmp_path) == before
    (tmp_path / "two.py").write_text("b = 2\n", encoding="utf-8")
    assert sources_of(tmp_path) != before


@pytest.mark.parametrize("pair", [4, -4])
def test_a_walk_finds_the_best_of_a_small_town_in_ways_with_gain_and_loss(pair: int) -> None:
    """Two ways a project and a pair that adds or takes away: the walk reaches what is proven best."""
    problem = _town(pair)
    exact = solve(problem, Effort(seconds=20))
    packing = _packed(problem)
    ruins = Ruins(packing, np.zeros(int(packing.rows.max()) + 1))
    came = ruins.walk([], Walk(steps=4_000, out=3, warmth=3.0), 1)
    assert exact.status == "optimal"
    assert exact.value is not None
    assert came is not None
    assert came[1] == pytest.approx(float(exact.value))


def test_a_model_with_slacks_has_no_form_by_starts_alone() -> None:
    """What money lacks is an unknown of its own: no walk is offered, and the other ways go on without it."""
    slackened, _ = elastic(model_of(city_of(1, 20)))
    assert packing_of(slackened) is None


def test_a_least_value_over_pairs_has_no_form_by_starts_alone() -> None:
    """A row about the whole goal is none that says what a pair is, so such a model is not walked over."""
    model = model_of(city_of(1, 20))
    assert packing_of(model) is not None
    assert packing_of(at_least(model, 1)) is None


def test_a_model_that_cannot_be_walked_over_is_bettered_in_parts() -> None:
    """With a least value over pairs a city of 29 is searched by a kernel and parts, and the plan is sound."""
    model = model_of(city_of(0, 29))
    found = wide.search(at_least(model, 1), Effort(seconds=3))
    assert found.total is not None
    assert found.bound is not None
    assert keeps(model, found.columns)
    assert 0 < found.total == total_of(model, found.columns) <= found.bound
    best = cpsat.search(model, Effort(seconds=30))
    assert best.status == "optimal"
    assert best.total is not None
    assert 0.97 * best.total <= found.total <= best.total


@pytest.mark.parametrize("seed", SEEDS)
def test_sums_to_branch_on_change_no_optimum(seed: int) -> None:
    """With sums and without them the best value is the same, or there is none; a point keeps its columns."""
    model = model_of(city_of(seed, 14))
    matrix = matrix_of(model)
    whole = gathered(model, matrix)
    plain = highs.run(matrix, seconds=60)
    wider = highs.run(whole.matrix, seconds=60, options=KEEPING)
    assert plain.status == wider.status == ("impossible" if seed == 3 else "optimal")
    if seed == 3:  # no plan of these fourteen meets its gates
        return
    assert wider.value == pytest.approx(plain.value)
    assert wider.point is not None
    columns = highs.columns_of(whole.plain(wider.point))
    assert keeps(model, columns)
    assert total_of(model, columns) == pytest.approx(plain.value * model.scale)
    again = whole.point(highs.point_of(model, columns))
    activity = whole.matrix.activity(again)
    assert (activity <= whole.matrix.high + 1e-9).all()
    assert (activity >= whole.matrix.low - 1e-9).all()


def test_a_better_plan_is_told_once() -> None:
    """Another search hears of a plan when it is new, and of nothing until there is a better one."""
    model = model_of(city_of(1, 20))
    matrix = matrix_of(model)
    best = Best(model, matrix, monotonic(), None)
    known = best.newer(best.total)
    assert known() is None
    _hunt(best, Effort(seconds=30)).warm(lambda: True)
    point = known()
    assert point is not None
    assert total_of(model, highs.columns_of(point)) == best.total
    assert known() is None


def test_two_hunts_tell_each_other_their_good_plans() -> None:
    """A hunt walks among what the one beside it came to, and among its own alone where there is none."""
    model = model_of(city_of(1, 40))
    one, other = (
        _hunt(Best(model, matrix_of(model), monotonic(), None), Effort(seconds=30, seed=seed))
        for seed in (1, 2)
    )
    for hunt in (one, other):
        hunt.warm(lambda: True)
    before, told = one.known(), other.told()
    assert told
    assert all(not plan <= before for _, plan in told)
    one.beside, other.beside = other, one
    assert one.known() == before.union(*(plan for _, plan in told))
    assert all(keeps(model, completed(model, dict.fromkeys(plan, 1))) for _, plan in told)


def test_a_hunt_that_begins_anew_keeps_what_it_came_to() -> None:
    """The best plan of a beginning that is left is still walked among, told, and kept once if met again."""
    model = model_of(city_of(1, 20))
    best = Best(model, matrix_of(model), monotonic(), None)
    hunt = _hunt(best, Effort(seconds=60))
    hunt.go(lambda: bool(hunt.left))
    ((total, plan),) = hunt.left
    assert hunt.elite == []
    assert total == best.total
    assert plan <= hunt.known()
    assert hunt.told() == hunt.left
    hunt.take_up_best()
    hunt.go(lambda: not hunt.elite)
    assert hunt.left == [(total, plan)]


@pytest.mark.parametrize(("seconds", "beginnings"), [(3.0, 1), (30.0, 4), (60.0, 7), (600.0, 7)])
def test_a_hunt_of_little_time_begins_from_fewer_places(seconds: float, beginnings: int) -> None:
    """Beginnings grow with the time of a search up to a minute, all are walked, and once at least."""
    model = model_of(city_of(3, 29))
    hunt = _hunt(Best(model, matrix_of(model), monotonic(), None), Effort(seconds=seconds))
    assert hunt.due == beginnings
    looks = iter(range(100))
    hunt.go(lambda: next(looks) > beginnings)
    assert hunt.due == 0
    assert 1 <= len(hunt.elite) <= beginnings


@pytest.mark.parametrize("way", ["walks", "parts"])
def test_a_hunt_alone_comes_near_the_best_of_a_city_of_29(way: str) -> None:
    """Three seconds of hunting without any bound reach 97 of 100 of what is proven best, either way."""
    problem = city_of(0, 29)
    exact = solve(problem, Effort(seconds=60))
    model = model_of(problem)
    best = Best(model, matrix_of(model), monotonic(), None)
    effort = Effort(seconds=3)
    hunt = _hunt(best, effort) if way == "walks" else Parting(best, _plain(best.matrix), effort)
    hunt.go()
    assert exact.value is not None
    assert best.columns is not None
    assert keeps(model, best.columns)
    assert 0.97 * float(exact.value) <= best.value <= float(exact.value) + 1e-6


@pytest.mark.parametrize("seed", SEEDS)
def test_cuts_lower_the_relaxation_and_leave_the_best_plan(seed: int) -> None:
    """The relaxation falls with cuts, never below the best plan, and that plan breaks none of them."""
    model = model_of(city_of(seed, 18))
    matrix = matrix_of(model)
    plain = _plain(matrix)
    tight = tightened(matrix, plain.root, seconds=30)
    exact = cpsat.search(model, Effort(seconds=60))
    assert len(tight.matrix.low) > len(matrix.low)
    assert tight.bound < plain.root.value
    assert exact.status == "optimal"
    assert exact.total is not None
    assert exact.total / model.scale <= tight.bound + 1e-6
    spent = tight.matrix.activity(highs.point_of(model, exact.columns))
    assert (spent <= tight.matrix.high + 1e-6).all()
    assert (spent >= tight.matrix.low - 1e-6).all()


def test_without_time_for_cuts_the_matrix_stays_as_it_is() -> None:
    """No second, no cut: the hunt goes by the plain relaxation."""
    matrix = matrix_of(model_of(city_of(0, 40)))
    plain = _plain(matrix)
    tight = tightened(matrix, plain.root, seconds=0.0)
    assert tight.matrix is matrix
    assert tight.root is plain.root


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_walk_among_some_starts_keeps_to_them_and_to_every_rule(seed: int) -> None:
    """Among the starts of three plans a walk comes to a plan of these alone that keeps the whole model."""
    model = model_of(city_of(seed, 40))
    packing, plain = packing_of(model), _plain(matrix_of(model))
    assert packing is not None
    everywhere = Ruins(packing, plain.root.prices)
    far = Walk(steps=1_000, out=6, warmth=0.01 * plain.root.value)
    known = [came for came in (everywhere.walk([], far, luck) for luck in range(3)) if came is not None]
    starts = np.flatnonzero(np.isin(packing.columns, [start for plan, _ in known for start in plan]))
    some = packing.among(starts)
    assert 0 < len(some.rows) < len(packing.rows)
    came = Ruins(some, plain.root.prices).walk(known[0][0], far, 9)
    assert came is not None
    assert set(came[0]) <= set(packing.columns[starts].tolist())
    columns = completed(model, dict.fromkeys(came[0], 1))
    assert keeps(model, columns)
    assert came[1] * model.scale == pytest.approx(total_of(model, columns))
    assert came[1] >= known[0][1]


@pytest.mark.parametrize("how", ["stop", "ctrl-c"])
@pytest.mark.parametrize("seconds", [0.2, 7.5])
def test_a_search_of_the_middle_sizes_ends_soon_when_stopped(
    how: str, seconds: float, ctrl_c: Callable[[], None]
) -> None:
    """In its head start or after it, by Ctrl-C or from outside: the best so far is returned and is sound."""
    problem, stop = city_of(1, 180), Event()
    begun: list[float] = []

    def as_soon_as_it_is_bounded(_best: object, _bound: object, _seconds: float) -> None:
        if not begun:
            begun.append(monotonic())
            Timer(seconds, stop.set if how == "stop" else ctrl_c).start()

    effort = Effort(seconds=60, stop=stop if how == "stop" else None)
    roadmap = solve(problem, effort, progress=as_soon_as_it_is_bounded)
    assert monotonic() - begun[0] < seconds + 8
    assert roadmap.status == "feasible"
    assert roadmap.bound is not None
    assert evaluate(problem, roadmap.starts, roadmap.modes).violations == ()


def test_a_hint_is_where_the_middle_sizes_begin() -> None:
    """A plan that is given is never lost: what is found is worth at least as much."""
    problem = city_of(1, 180)
    first = solve(problem, Effort(seconds=6))
    again = solve(problem, Effort(seconds=3), hint=first.starts, modes=first.modes)
    assert first.value is not None
    assert again.value is not None
    assert again.value >= first.value
