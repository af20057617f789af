"""The abatement cost curve: by hand, and what holds for every curve."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitgil.city.abatement import Measure, annuity, curve, yearly_cost

LINES = {"buildings": 1000.0, "transport": 200.0}
MEASURES = (
    Measure("windows", "buildings", 0.4, 20_000, variant_of="shell"),
    Measure("whole shell", "buildings", 0.5, 100_000, variant_of="shell"),
    Measure("boilers", "buildings", 0.5, 10_000),
    Measure("buses", "transport", 1.0, 12_000),
)

measures = st.lists(
    st.builds(
        Measure,
        name=st.text("abcdefgh", min_size=1, max_size=6),
        line=st.sampled_from(sorted(LINES)),
        share=st.floats(0.01, 1),
        yearly_cost=st.floats(1, 1e6),
        variant_of=st.sampled_from(["", "", "one"]),
        additionality=st.floats(0.1, 1),
    ),
    max_size=8,
    unique_by=lambda measure: measure.name,
)


def test_a_curve_of_four_measures_is_drawn_by_hand() -> None:
    """Boilers cut 500 t at 20, buses 200 t at 60, windows half of their 400 t at 100; the shell is out."""
    drawn = curve(MEASURES, LINES)
    assert [(step.measure.name, step.cut, step.cost_per_tonne) for step in drawn.steps] == [
        ("boilers", 500, 20),
        ("buses", 200, 60),
        ("windows", 200, 100),
    ]
    assert drawn.cut == 900
    assert [measure.name for measure in drawn.not_taken] == ["whole shell"]


def test_free_riders_make_a_tonne_dearer() -> None:
    """Where half of those paid would have acted anyway, a tonne costs twice as much."""
    alone = curve([Measure("cars", "transport", 0.5, 1000)], LINES).steps[0]
    net = curve([Measure("cars", "transport", 0.5, 1000, additionality=0.5)], LINES).steps[0]
    assert (net.cut, net.cost_per_tonne) == (alone.cut / 2, alone.cost_per_tonne * 2)


def test_the_larger_saving_comes_first_among_measures_that_pay_for_themselves() -> None:
    """Saving 900 a year on 100 t comes before saving 200 a year on 10 t, though that is more a tonne."""
    drawn = curve(
        [Measure("small", "buildings", 0.01, -200), Measure("large", "buildings", 0.1, -900)], LINES
    )
    assert [step.measure.name for step in drawn.steps] == ["large", "small"]


def test_an_investment_is_spread_over_its_life() -> None:
    """At 7 % over 25 years a year costs 8.581 % of the investment, at no interest one part of its life."""
    assert annuity(0.07, 25) == pytest.approx(0.08581, abs=0.00001)
    assert yearly_cost(1000, 0, 20, running=-10) == 40


@given(measures)
def test_a_curve_rises_and_never_cuts_more_than_there_is(found: list[Measure]) -> None:
    """Tonnes get dearer along the curve, no line is cut below zero, and one variant at most is taken."""
    drawn = curve(found, LINES)
    costs = [step.cost_per_tonne for step in drawn.steps]
    assert all(one <= other * (1 + 1e-9) for one, other in pairwise(costs))
    for line, emitted in LINES.items():
        assert sum(step.cut for step in drawn.steps if step.measure.line == line) <= emitted * (1 + 1e-9)
    assert sum(step.measure.variant_of == "one" for step in drawn.steps) <= 1
    assert len(drawn.steps) + len(drawn.not_taken) == len(found)


@given(measures)
def test_a_measure_beside_others_never_cuts_more_than_alone(found: list[Measure]) -> None:
    """Overlap only takes away: no step cuts more than its measure would by itself."""
    for step in curve(found, LINES).steps:
        alone = curve([step.measure], LINES)
        assert step.cut <= alone.cut * (1 + 1e-9)


def test_a_measure_on_an_unknown_line_or_named_twice_is_refused() -> None:
    """A measure that cuts nothing anybody emits is a mistake, and so are two of one name."""
    with pytest.raises(ValueError, match="no emissions are given for ships"):
        curve([Measure("ships", "ships", 0.1, 1)], LINES)
    with pytest.raises(ValueError, match="named twice: buses"):
        curve([MEASURES[3], MEASURES[3]], LINES)
    with pytest.raises(ValueError, match="share 2"):
        Measure("too much", "transport", 2, 1)
