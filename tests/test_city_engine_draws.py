"""Draws: streams that do not disturb one another, distributions that are the ones declared."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri

from bitgil.city.draws import CHUNK, Chunk, check_correlations, draw, hypercube_column, input_problems
from bitgil.plan.types import Assumption, Period, Plan, YearValue
from bitgil.quantity import Grade, Words

YEARS = np.arange(2020, 2031)


def assume(name: str = "a.x", unit: str = "1", **fields: object) -> Assumption:
    """Return an assumption made up for the test, 10 where nothing else is said."""
    given = {"value": Decimal(10)} if not {"path", "table", "value"} & set(fields) else {}
    return Assumption(name, unit, Grade.ASSUMED, why="test", **given, **fields)  # type: ignore[arg-type]


def values_of(chunks: int = 4, **fields: object) -> np.ndarray:
    """Return the draws of the first year of a made-up assumption, over several chunks."""
    assumption = assume(**fields)
    return np.concatenate([draw(assumption, "x", YEARS, Chunk(1, n))[:, 0] for n in range(chunks)])


def test_a_column_has_one_number_in_each_of_512_slices() -> None:
    """Latin hypercube: sorted, the k-th number lies between k/512 and (k+1)/512."""
    column = np.sort(hypercube_column(1, "x", 0))
    assert (np.floor(column * CHUNK) == np.arange(CHUNK)).all()


def test_a_column_hangs_on_seed_name_and_chunk_alone() -> None:
    """The same three give the same numbers; a change of any gives others."""
    column = hypercube_column(1, "x", 0)
    assert (column == hypercube_column(1, "x", 0)).all()
    for other in (hypercube_column(2, "x", 0), hypercube_column(1, "y", 0), hypercube_column(1, "x", 1)):
        assert abs(np.corrcoef(column, other)[0, 1]) < 0.15


def test_the_first_numbers_of_a_stream_never_change() -> None:
    """A later version of the program draws the same worlds as the one that published a figure."""
    assert hypercube_column(1, "steel", 0)[:3].tolist() == pytest.approx(PUBLISHED, abs=1e-15)


PUBLISHED = [0.12103454452126063, 0.05710492816611767, 0.5597592287474984]


def test_a_longer_axis_does_not_move_the_years_already_drawn() -> None:
    """An input drawn anew every year keeps its values when years are added before and after."""
    yearly = assume(distribution="uniform", low=Decimal(5), high=Decimal(15), each_year=True)
    short = draw(yearly, "x", YEARS, Chunk(1, 0))
    long = draw(yearly, "x", np.arange(2010, 2051), Chunk(1, 0))
    assert (short == long[:, 10:21]).all()
    assert abs(np.corrcoef(short[:, 0], short[:, 1])[0, 1]) < 0.15


def test_triangular_draws_have_the_mean_and_ends_of_their_triangle() -> None:
    """Low 4, mode 10, high 13: mean 9, variance (16 + 100 + 169 − 40 − 52 − 130)/18 = 3.5."""
    values = values_of(distribution="triangular", low=Decimal(4), high=Decimal(13))
    assert values.mean() == pytest.approx(9, abs=0.01)
    assert values.var() == pytest.approx(3.5, abs=0.02)
    assert 4 <= values.min() < 4.5
    assert 12.5 < values.max() <= 13


def test_normal_draws_keep_their_5th_and_95th_percentile() -> None:
    """Low and high of a normal assumption are its 5th and 95th percentile."""
    values = values_of(distribution="normal", low=Decimal(6), high=Decimal(14))
    assert np.percentile(values, [5, 50, 95]) == pytest.approx([6, 10, 14], abs=0.05)


def test_discrete_draws_follow_their_weights() -> None:
    """Choices 0, 1, 5 with weights 0.25, 0.5, 0.25 fall exactly so in every chunk of 512."""
    choices = ((Decimal(0), Decimal("0.25")), (Decimal(1), Decimal("0.5")), (Decimal(5), Decimal("0.25")))
    found, counts = np.unique(values_of(1, distribution="discrete", choices=choices), return_counts=True)
    assert found.tolist() == [0.0, 1.0, 5.0]
    assert counts.tolist() == [128, 256, 128]


def test_a_relative_range_is_a_factor_on_the_whole_path() -> None:
    """A path 10 → 20 with factors 0.5 to 1.5 keeps its shape in every draw."""
    path = (YearValue(2020, Decimal(10)), YearValue(2030, Decimal(20)))
    wide = assume(path=path, relative=True, distribution="uniform", low=Decimal("0.5"), high=Decimal("1.5"))
    values = draw(wide, "x", np.arange(2015, 2036), Chunk(1, 0))
    assert np.allclose(values[:, 15] / values[:, 5], 2)
    assert np.allclose(values[:, 10] / values[:, 5], 1.5)
    assert (values[:, 0] == values[:, 5]).all()
    assert values[:, 5].min() == pytest.approx(5, abs=0.05)


def test_drawn_arrays_cannot_be_written() -> None:
    """A function that would change its input in place is stopped."""
    for fields in ({}, {"distribution": "uniform", "low": Decimal(5), "high": Decimal(15)}):
        with pytest.raises(ValueError, match="read-only"):
            draw(assume(**fields), "x", YEARS, Chunk(1, 0))[0, 0] = 0


def test_a_correlation_holds_and_moves_nobody_else() -> None:
    """X and y get ρ = 0.8 with unchanged distributions; a third input keeps its very numbers."""
    plain, linked = Chunk(1, 0), Chunk(1, 0, {("x", "y"): 0.8})
    x, y = linked.uniforms("x"), linked.uniforms("y")
    assert np.corrcoef(x, y)[0, 1] == pytest.approx(6 / np.pi * np.arcsin(0.4), abs=0.06)
    assert (np.sort(y) == np.sort(plain.uniforms("y"))).all()
    assert (x == plain.uniforms("x")).all()
    assert (linked.uniforms("z") == plain.uniforms("z")).all()


@given(st.lists(st.sampled_from("abcdef"), unique=True, min_size=2), st.floats(0, 0.4))
def test_a_chain_of_correlations_keeps_every_column_a_hypercube(names: list[str], rho: float) -> None:
    """However many inputs hang together, each has one number in each of the 512 slices."""
    chain = dict.fromkeys(pairwise(names), rho)
    for name in names:
        ranks = np.sort(Chunk(3, 1, chain).uniforms(name))
        assert (np.floor(ranks * CHUNK) == np.arange(CHUNK)).all()


def test_an_input_drawn_once_is_linked_to_the_mean_of_one_drawn_every_year() -> None:
    """ρ holds over the window's mean; each year keeps its very numbers, independent of the next."""
    years = tuple(range(2024, 2034))
    plain = Chunk(1, 0)
    linked = Chunk(1, 0, {("price", "demand"): 0.6}, frozenset({"demand"}), years)
    price = linked.uniforms("price")
    demand = np.array([linked.uniforms("demand", year) for year in years])
    assert (demand == [plain.uniforms("demand", year) for year in years]).all()
    assert (np.sort(price) == np.sort(plain.uniforms("price"))).all()
    assert np.corrcoef(ndtri(price), ndtri(demand).mean(axis=0))[0, 1] == pytest.approx(0.6, abs=0.05)
    assert np.corrcoef(demand[0], demand[1])[0, 1] == pytest.approx(0, abs=0.1)


def test_correlations_that_cannot_be_are_refused() -> None:
    """Strangers, ρ of 1 and contradictions are each said in words."""
    inputs = {name: assume(f"a.{name}") for name in "xyz"}
    faults = {
        "names cow": {("cow", "x"): 0.1},
        "no correlation": {("x", "y"): 1.0},
        "contradict": {("x", "y"): 0.9, ("y", "z"): 0.9, ("x", "z"): -0.9},
    }
    for words, correlations in faults.items():
        with pytest.raises(ValueError, match=words):
            check_correlations(correlations, inputs)


def test_ranges_that_cannot_be_drawn_from_are_problems() -> None:
    """An absolute range around a path, factors without 1, and a unit that is none are told together."""
    path = (YearValue(2020, Decimal(10)),)
    third = {"distribution": "triangular", "low": Decimal(2), "high": Decimal(3)}
    word = Words("시험")
    assumptions = (
        assume("a.one", path=path, **third),
        assume("a.two", path=path, relative=True, **third),
        assume("a.three", unit="flours"),
    )
    plan = Plan("t", word, word, word, word, Period(), "2024", "s", assumptions=assumptions)
    assert [problem.what for problem in input_problems(plan)] == [
        "a.one: a range around a path or table must be a factor on the whole of it",
        "a.two: the factors 2 to 3 leave out 1, the path itself",
        "a.three: 'flours' is no unit",
    ]
