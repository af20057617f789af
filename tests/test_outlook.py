"""The outlook: observed points, no change with its band, projections, gaps, chances and back-tests."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from toytown import toytown_city, toytown_plan

from bitgil.city.model import assemble, sectors_of_city
from bitgil.city.past.trial import (
    DAMPED_TREND,
    MODEL,
    NO_CHANGE,
    Trial,
    damped_trend_trials,
    no_change_trials,
)
from bitgil.outlook import (
    Band,
    Outlook,
    PastError,
    backtest,
    from_plain,
    look_ahead,
    rows_to_plain,
    to_plain,
)
from bitgil.outlook.forecasts import no_change, projection, reaches
from bitgil.outlook.gaps import Ahead, chance_of_band, chance_of_draws, gap_in_words
from bitgil.outlook.observed import Points, is_past, points_of
from bitgil.outlook.tested import add_up, coverage
from bitgil.outlook.verdicts import loses, verdict_words
from bitgil.outlook.words import amount, difference, percent, shortened
from bitgil.plan.reading import read_plan
from bitgil.plan.types import Baseline, Indicator, Plan, Reading, Series, Target
from bitgil.quantity import Grade, Words

A = Grade.OFFICIAL
CARS = Indicator(
    "I-CARS",
    Words("수소차", "Hydrogen cars"),
    "vehicle",
    "up",
    "outcome",
    ("goal",),
    "등록 대수",
    observed="cars",
)
CARS_TARGET = Target("2030", Decimal(400), A, "a plan")


def yearly(*values: int, first: int = 2020) -> dict[int, Decimal]:
    """Return one value a year from *first* on."""
    return {first + place: Decimal(value) for place, value in enumerate(values)}


def points(values: dict[int, Decimal]) -> Points:
    """Return the readings of whole years."""
    return Points(tuple(Reading(str(year), value, A, "a source") for year, value in values.items()), values)


def said(better: str, target: Target | None, seen: dict[int, Decimal], ahead: Ahead) -> Words:
    """Return the gap in words of the cars, should *better* be the good direction."""
    return gap_in_words(replace(CARS, better=better, target=target), points(seen), ahead)


def nothing_ahead(known_until: int = 2024) -> Ahead:
    """Return a future without any line."""
    return Ahead("none", known_until, None, None)


def test_only_whole_years_are_modelled_and_every_reading_is_shown() -> None:
    """Halves and quarters are shown in order and never become a year, missing values stay missing."""
    readings = (
        Reading("2024", Decimal(3), A, "s"),
        Reading("2023H2", Decimal(9), A, "s"),
        Reading("2022", None, A, "s"),
    )
    plan = replace(toytown_plan(), observed=(Series("cars", "vehicle", readings),))
    seen = points_of(plan, CARS)
    assert [reading.period for reading in seen.readings] == ["2022", "2023H2", "2024"]
    assert seen.yearly == {2024: Decimal(3)}


def test_a_baseline_stands_in_where_there_is_no_series() -> None:
    """An indicator without a series starts from its baseline, without either it has no point at all."""
    based = replace(CARS, observed="", baseline=Baseline("2023", Decimal(146), A, "s"))
    assert points_of(toytown_plan(), based).yearly == {2023: Decimal(146)}
    assert points_of(toytown_plan(), replace(CARS, observed="")).last is None


def test_the_no_change_band_holds_what_its_own_past_errors_held_by_hand() -> None:
    """Of the steps 3, -4, 3, -4 the fourth smallest is 4, so the band is 4 either way."""
    line = no_change(yearly(100, 103, 99, 102, 98), 2026)
    assert line[0].year == 2025
    assert line[0].middle == 98
    assert (line[0].low, line[0].high) == (94, 102)
    assert line[1].high is None


def test_a_band_needs_four_past_errors() -> None:
    """With three past errors the line is drawn without a band."""
    line = no_change(yearly(100, 98, 103, 99), 2025)
    assert [band.high for band in line] == [None, None]
    assert {band.middle for band in line} == {Decimal(99)}


def test_a_band_never_falls_below_nothing_where_nothing_observed_did() -> None:
    """A count that jumped about cannot become negative."""
    assert no_change(yearly(0, 9, 0, 9, 0), 2025)[0].low == 0
    assert (no_change(yearly(0, -9, 0, -9, 0), 2025)[0].low or 0) < 0


@given(st.lists(st.integers(0, 1000), min_size=4, max_size=15))
def test_a_band_never_narrows_further_ahead(values: list[int]) -> None:
    """The spread of past errors never shrinks with the horizon."""
    widths = list(reaches(no_change_trials("x", yearly(*values), 10)).values())
    assert widths == sorted(widths)


def test_a_projection_has_the_percentiles_of_its_draws_and_no_year_with_a_gap() -> None:
    """Draws 0 to 100 give 10, 50 and 90, a year where a draw is missing gives nothing."""
    draws = np.stack([np.arange(101.0), np.arange(101.0), np.full(101, np.nan)], axis=1)
    bands = projection(draws, np.array([2024, 2025, 2026]), 2024)
    assert bands == (Band(2025, Decimal(10), Decimal(50), Decimal(90)),)


@given(
    drawn=st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40),
    target=st.floats(-1e6, 1e6),
    easier=st.floats(0, 1e6),
)
def test_a_chance_never_falls_when_the_target_gets_easier(
    drawn: list[float], target: float, easier: float
) -> None:
    """A lower bar to pass, a higher one to stay under and a wider range never lower the chance."""
    values = np.array(drawn)
    assert chance_of_draws(values, target, "up") <= chance_of_draws(values, target - easier, "up")
    assert chance_of_draws(values, target, "down") <= chance_of_draws(values, target + easier, "down")
    wider = 0.05 + easier
    assert chance_of_draws(values, target, "range") <= chance_of_draws(values, target, "range", wider)


@given(
    middle=st.integers(-1000, 1000),
    reach=st.integers(0, 500),
    target=st.floats(-2000, 2000),
    easier=st.floats(0, 500),
)
def test_a_chance_under_no_change_never_falls_when_the_target_gets_easier(
    middle: int, reach: int, target: float, easier: float
) -> None:
    """The chance that a no-change band gives moves with the target as that of draws does."""
    band = Band(2030, Decimal(middle - reach), Decimal(middle), Decimal(middle + reach))
    for better, moved in (("up", target - easier), ("down", target + easier)):
        tight, loose = (chance_of_band(band, bar, better) for bar in (target, moved))
        assert tight is not None
        assert loose is not None
        assert tight <= loose


def test_the_chance_of_passing_the_end_of_a_10_90_band_is_a_tenth() -> None:
    """At the upper end of its band a line is passed one time in ten, and a bare line has no chance."""
    assert chance_of_band(Band(2030, Decimal(80), Decimal(100), Decimal(120)), 120.0, "up") == Decimal("0.1")
    assert chance_of_band(Band(2030, None, Decimal(100), None), 120.0, "up") is None


def test_a_gap_says_when_nobody_set_a_target() -> None:
    """Without a target there is no gap, and the words say so."""
    assert said("up", None, yearly(1), nothing_ahead()).ko == "정해진 목표값이 없다."


def test_a_gap_says_when_there_is_neither_baseline_nor_observation() -> None:
    """A target without any point is a distance that nobody can know."""
    words = said("up", CARS_TARGET, {}, nothing_ahead())
    assert words.ko == "2030년 목표는 400대이지만 기준값도 관측값도 없어 얼마나 남았는지 알 수 없다."
    assert "neither a baseline nor an observation" in words.en


def test_a_gap_says_when_no_line_reaches_the_target() -> None:
    """A target beyond the last year looked at, or beside half-years alone, is said to be out of reach."""
    far = said("up", replace(CARS_TARGET, year="2060"), yearly(1), nothing_ahead())
    assert far.ko == "2060년 목표는 400대이다. 2060년은 전망이 닿지 않는 해이다."
    halves = Points((Reading("2023H2", Decimal(9), A, "s"),), {})
    assert (
        "No whole year was observed"
        in gap_in_words(replace(CARS, target=CARS_TARGET), halves, nothing_ahead()).en
    )


@pytest.mark.parametrize(
    ("better", "value", "korean"),
    [
        ("up", 146, "2024년 목표는 400대, 관측값은 146대이며 목표보다 254대 모자랐다."),
        ("up", 410, "2024년 목표는 400대, 관측값은 410대이며 목표를 이루었다."),
        ("down", 410, "2024년 목표는 400대, 관측값은 410대이며 목표보다 10대 많았다."),
        ("range", 300, "2024년 목표는 400대, 관측값은 300대이며 목표에서 100대 벗어났다."),
        ("range", 390, "2024년 목표는 400대, 관측값은 390대이며 목표를 이루었다."),
    ],
)
def test_a_target_of_a_past_year_is_held_against_what_was_observed(
    better: str, value: int, korean: str
) -> None:
    """A year that was observed is judged by its observation, in either direction."""
    seen = {2024: Decimal(value)}
    assert said(better, replace(CARS_TARGET, year="2024"), seen, nothing_ahead()).ko == korean


def test_a_target_whose_year_passed_unobserved_is_left_open() -> None:
    """A past year without a value is neither met nor missed, and the nearest observation is named."""
    words = said("up", replace(CARS_TARGET, year="2025"), yearly(146, first=2023), nothing_ahead(2026))
    assert "이루었는지 알 수 없다" in words.ko
    assert "2023년 146대" in words.ko
    assert is_past(points(yearly(146, first=2023)), 2025, 2026)
    assert not is_past(points(yearly(146, first=2023)), 2026, 2026)


def test_a_gap_ahead_names_the_line_the_distance_and_the_chance() -> None:
    """A future target is held against the middle of the central line, with its chance."""
    band = Band(2030, Decimal(200), Decimal("312.345"), Decimal(410))
    words = said("up", CARS_TARGET, yearly(146, first=2023), Ahead("model", 2024, band, Decimal("0.12")))
    assert words.ko == (
        "2023년 관측값은 146대이다. 2030년 목표는 400대이다. 모형이 내다보는 가운데 값은 312대이고, "
        "목표보다 88대 모자란다. 이룰 가능성은 12%이다."
    )
    assert words.en == (
        "In 2023 it was 146 vehicles. The target for 2030 is 400 vehicles. The model's middle is 312 "
        "vehicles, 88 vehicles short of the target. The chance of reaching it is 12%."
    )


def test_numbers_are_said_as_people_say_them() -> None:
    """Large numbers take 만, 억 and 조, percentages differ in points, chances are honest at their ends."""
    assert amount(Decimal(35_560_000), "tCO2e/yr", "ko") == "연 3,556만 tCO2e"
    assert amount(Decimal(35_560_000), "tCO2e/yr", "en") == "35,560,000 tCO2e a year"
    assert amount(Decimal(2_360_000_000_000), "KRW", "ko") == "2.36조원"
    assert amount(Decimal(155_259), "person", "ko") == "155,259명"
    assert difference(Decimal("-3.5"), "%", "ko") == "3.5%p"
    assert [percent(Decimal(share), "ko") for share in ("0", "0.005", "0.5", "1")] == [
        "1% 미만",
        "1% 미만",
        "50%",
        "99% 초과",
    ]
    assert shortened(Decimal("155259.3"), "tCO2e/yr") == 155_300
    assert shortened(Decimal("6.695"), "vehicle") == 7
    assert shortened(Decimal("2.03149"), "tCO2e/t") == Decimal("2.031")


def trial(rule: str, origin: int, forecast: float, actual: float) -> Trial:
    """Return a trial of one year ahead."""
    return Trial("x", rule, origin, 1, forecast, actual)


def test_a_model_that_misses_more_than_no_change_says_so() -> None:
    """A model that missed by 3 where no change missed by 2 loses by 1.50, and the words say so."""
    lost = (trial(NO_CHANGE, 2020, 10, 12), trial(MODEL, 2020, 15, 12), trial(MODEL, 2021, 99, 12))
    assert loses(lost)
    assert "1.50배" in verdict_words(lost).ko
    assert "scenario only" in verdict_words(lost).en
    won = (trial(NO_CHANGE, 2020, 10, 12), trial(MODEL, 2020, 11, 12))
    assert not loses(won)
    assert "0.50배" in verdict_words(won).ko
    assert "시험해 볼 수 없었다" in verdict_words(()).ko


def test_errors_are_added_up_by_hand() -> None:
    """Misses of 2 and 4 make a mean of 3, and half of them is half as much as no change."""
    trials = (
        trial(NO_CHANGE, 2020, 10, 12),
        trial(NO_CHANGE, 2021, 12, 8),
        trial(MODEL, 2020, 11, 12),
        trial(MODEL, 2021, 10, 8),
    )
    model, unchanged = add_up("I", trials)
    assert (unchanged.mae, unchanged.n, unchanged.vs_no_change) == (Decimal(3), 2, Decimal(1))
    assert (model.mae, model.vs_no_change, model.loses) == (Decimal("1.5"), Decimal("0.5"), False)
    assert float(unchanged.mape or 0) == pytest.approx(100 * (2 / 12 + 4 / 8) / 2, abs=1e-3)


def test_coverage_counts_only_bands_that_could_have_been_drawn_then() -> None:
    """Four errors of 1 make a band of 1, which holds an error of 1 and not one of 2."""
    misses = [1, 1, 1, 1, 1, 2]
    group = tuple(trial(NO_CHANGE, 2020 + i, 100 + miss, 100) for i, miss in enumerate(misses))
    assert coverage(group) == Decimal("0.5")
    assert coverage(group[:4]) is None


decimals = st.decimals(-(10**9), 10**9, allow_nan=False, places=3)


@st.composite
def bands(draw: st.DrawFn) -> Band:
    """Draw a band, bare or whole."""
    low, middle, high = sorted(draw(st.tuples(decimals, decimals, decimals)))
    bare = draw(st.booleans())
    return Band(draw(st.integers(2000, 2060)), None if bare else low, middle, None if bare else high)


texts = st.text("가나다 abc", min_size=1).filter(str.strip)
words = st.builds(Words, texts, texts)
readings = st.builds(
    Reading, st.sampled_from(["2020", "2021H1"]), st.none() | decimals, st.just(A), texts, texts
)
outlooks = st.builds(
    Outlook,
    indicator=texts,
    unit=texts,
    observed=st.lists(
        st.builds(
            Reading, st.sampled_from(["2020", "2021H1"]), st.none() | decimals, st.just(A), texts, texts
        )
    ).map(tuple),
    projected=st.lists(bands(), max_size=3).map(tuple),
    no_change=st.lists(bands(), max_size=3).map(tuple),
    target=st.none() | st.builds(Target, st.just("2030"), decimals, st.just(A), texts),
    chance=st.none() | st.decimals(0, 1, places=4),
    gap=words,
    method=st.sampled_from(["model", "no-change"]),
    past_errors=st.lists(
        st.builds(PastError, texts, st.integers(1, 9), decimals, st.none() | decimals, st.integers(1, 99)),
        max_size=3,
    ).map(tuple),
    leaves_out=st.none() | words,
    why_missing=st.none() | words,
    verdict=st.none() | words,
    no_band=st.none() | words,
)


@given(outlooks)
def test_an_outlook_survives_the_way_through_json(outlook: Outlook) -> None:
    """Plain data and back is the same outlook, and plain data fits into JSON."""
    assert from_plain(json.loads(json.dumps(to_plain(outlook)))) == outlook


def line_of(band: Band) -> str:
    """Return one band as a line of the golden text."""
    return f"  {band.year}: {band.low} .. {band.middle} .. {band.high}"


def told(outlook: Outlook) -> str:
    """Return an outlook as lines that a person can approve."""
    errors = [f"  {e.rule} {e.horizon}: {e.mae} ({e.mape} %, n {e.n})" for e in outlook.past_errors]
    said_too = (outlook.verdict, outlook.no_band, outlook.why_missing, outlook.leaves_out)
    return "\n".join(
        [
            f"{outlook.indicator} [{outlook.unit}] {outlook.method}, chance {outlook.chance}",
            f" {outlook.gap.ko}",
            f" {outlook.gap.en}",
            *(f" {text}" for words_ in said_too if words_ for text in (words_.ko, words_.en)),
            " model",
            *(line_of(band) for band in outlook.projected[:6:5]),
            " no change",
            *(line_of(band) for band in outlook.no_change[:6:5]),
            " past errors",
            *errors,
        ]
    )


def test_toytown_s_outlook_reads_as_approved(root: Path) -> None:
    """The outlook of Toytown is the text that was approved, whatever else is computed beside it."""
    text = "\n\n".join(told(outlook) for outlook in look_ahead(toytown_plan(), toytown_city())) + "\n"
    assert text == (root / "tests/approved/outlook_toytown.txt").read_text(encoding="utf-8")


def test_an_outlook_has_every_indicator_in_the_plan_s_order_and_the_draws_do_not_grow_it() -> None:
    """Each indicator has one outlook, in order, and more draws change only the bands."""
    plan, city = toytown_plan(), toytown_city()
    few, many = (look_ahead(plan, city, draws=draws) for draws in (512, 1024))
    assert [outlook.indicator for outlook in few] == [indicator.id for indicator in plan.indicators]
    assert [o.no_change for o in few] == [o.no_change for o in many]


@pytest.fixture(scope="module")
def living(living_plan: Path) -> Plan:
    """Return the plan in use."""
    return read_plan(living_plan)


def test_the_living_plan_is_looked_at_whole_and_nothing_missing_is_filled(living: Plan) -> None:
    """Each indicator has an outlook: without any line it says why, with one it begins after the last year."""
    for outlook in look_ahead(living, assemble(sectors_of_city(), living)):
        if outlook.method == "none":
            assert outlook.why_missing is not None
            assert outlook.central == ()
        else:
            last = max((int(r.period) for r in outlook.observed if len(r.period) == 4 and r.value), default=0)
            assert min(band.year for band in outlook.central) > last
            assert outlook.method != "no-change" or outlook.verdict is None or "없음" in outlook.verdict.ko


def test_total_population_is_left_to_no_change_and_the_old_are_not(living: Plan) -> None:
    """The cohort model loses on the total, so no change is central there, and wins threefold on ages 65+."""
    city = assemble(sectors_of_city(), living)
    total = next(outlook for outlook in look_ahead(living, city) if outlook.indicator == "I-P1")
    assert (total.method, total.central) == ("no-change", total.no_change)
    assert total.projected
    old = [row for row in backtest(living, city).rows if (row.what, row.rule) == ("population_65plus", MODEL)]
    assert [row.horizon for row in old] == [1, 2, 3, 4]
    assert all(row.vs_no_change is not None and row.vs_no_change < Decimal("0.33") for row in old)


def test_steel_s_own_rule_stands_in_the_back_test_beside_no_change(living: Plan) -> None:
    """Known output misses company emissions by 1.5 %, a quarter of what no change misses."""
    rows = backtest(living, assemble(sectors_of_city(), living)).rows
    steel = [row for row in rows if row.what == "steel_company_scope12"]
    known = next(row for row in steel if row.rule.startswith("output known"))
    assert float(known.mape or 0) == pytest.approx(1.5, abs=0.05)
    assert known.vs_no_change == Decimal("0.25")
    assert not known.loses


def test_the_port_s_no_change_is_the_published_one(living: Plan) -> None:
    """Container traffic of last year misses this year's by about 90 thousand, as worked out by hand."""
    series = living.series("port_container").yearly()
    late = [t for t in no_change_trials("teu", series, 1) if 2011 <= t.origin <= 2024]
    assert len(late) == 14
    assert np.mean([abs(t.error) for t in late]) == pytest.approx(90_000, abs=1_000)


def test_a_damped_trend_by_hand() -> None:
    """From 0, 10, 20, 30 the mean rise is 10; one year ahead it is 30 + 8.5, two 30 + 8.5 + 7.225."""
    found = {
        t.horizon: t for t in damped_trend_trials("x", yearly(0, 10, 20, 30, 40, 50), 2) if t.origin == 2023
    }
    assert found[1].forecast == pytest.approx(38.5)
    assert found[2].forecast == pytest.approx(45.725)
    assert damped_trend_trials("x", yearly(0, 10, 20, 30), 2) == ()


def test_a_damped_trend_is_tested_beside_no_change_with_its_band(living: Plan) -> None:
    """On the port's containers it misses by more than no change at every horizon, and the table says so."""
    rows = backtest(living, assemble(sectors_of_city(), living)).rows
    trend = [row for row in rows if row.rule == DAMPED_TREND and row.what == "port_container"]
    assert [row.horizon for row in trend] == [1, 2, 3, 4, 5]
    assert all(row.loses for row in trend)
    assert all(row.coverage is not None for row in trend)


def test_toytown_s_back_test_reads_as_approved(root: Path) -> None:
    """Every tested rule of Toytown beside no change is the table that was approved."""
    rows = rows_to_plain(backtest(toytown_plan(), toytown_city()))
    lines = [" | ".join(rows[0])] if rows else []
    lines += [" | ".join("-" if value is None else str(value) for value in row.values()) for row in rows]
    approved = root / "tests/approved/backtest_toytown.txt"
    assert "\n".join(lines) + "\n" == approved.read_text(encoding="utf-8")
