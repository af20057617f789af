"""Looking ahead: every indicator of a plan, from one run of the city."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from inspect import getmodule
from itertools import groupby

import pint

from bitgil.city.arrays import Array, Years
from bitgil.city.model import City, Run, run
from bitgil.city.model.span import LAST, YEARS
from bitgil.city.past.trial import NO_CHANGE, Trial
from bitgil.outlook.choosing import Choice, candidate_trials, carried_on, choose
from bitgil.outlook.forecasts import no_change, projection
from bitgil.outlook.gaps import Ahead, chance_of_band, chance_of_draws, gap_in_words
from bitgil.outlook.observed import Points, is_past, known_until, points_of
from bitgil.outlook.records import Band, Outlook, PastError
from bitgil.outlook.tested import past_error, sector_trials, stand_ins, trials_of
from bitgil.outlook.verdicts import choice_words, loses, no_band_words, verdict_words, why_missing
from bitgil.plan.types import Indicator, Plan
from bitgil.quantity import Words, units, year_of

AT_LEAST_AHEAD = 10
"""Years that a no-change line is drawn even where neither plan nor target asks for so many."""


def look_ahead(
    plan: Plan,
    city: City,
    *,
    draws: int = 512,
    seed: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Outlook, ...]:
    """Return the outlook of every indicator of *plan*, in the plan's order.

    One run of *city* carries all projects of the plan and gives every modelled indicator its band;
    observations replace modelled values as far as they reach. Where the model did worse than no change
    in the past, the no-change line is the central one and the model's a scenario. An indicator that no
    sector computes is carried on by the simple rule that its own past elects, else by no change.
    """
    modelled = {indicator.id: scale for indicator in plan.indicators if (scale := _scale(city, indicator))}
    wanted = {indicator.measured_by for indicator in plan.indicators if indicator.id in modelled}
    told, also = sector_trials(plan, city), stand_ins(city)
    done = (
        run(
            city,
            wanted,
            draws=draws,
            seed=seed,
            years=YEARS,
            observed=_seen(plan, modelled),
            progress=progress,
        )
        if wanted
        else None
    )
    return tuple(
        _outlook(
            plan, city, indicator, _drawn(done, indicator, modelled), trials_of(plan, indicator, told, also)
        )
        for indicator in plan.indicators
    )


def _scale(city: City, indicator: Indicator) -> float | None:
    """Return what turns the model's quantity into the indicator's unit; None where there is none."""
    function = city.functions.get(indicator.measured_by)
    if function is None:
        return None
    if function.unit == indicator.unit:
        return 1.0
    try:
        return float(units().Quantity(1.0, function.unit).to(indicator.unit).magnitude)
    except (pint.PintError, ValueError, AssertionError):
        return None


def _seen(plan: Plan, modelled: dict[str, float]) -> dict[str, dict[int, float]]:
    """Return the observations that replace modelled values, by quantity, in the model's unit."""
    seen: dict[str, dict[int, float]] = {}
    for indicator in plan.indicators:
        if indicator.id in modelled and indicator.observed:
            yearly = points_of(plan, indicator).yearly
            seen[indicator.measured_by] = {y: float(v) / modelled[indicator.id] for y, v in yearly.items()}
    return {name: values for name, values in seen.items() if values}


def _drawn(done: Run | None, indicator: Indicator, modelled: dict[str, float]) -> tuple[Array, Years] | None:
    """Return the indicator's draws (draw, year) in its own unit, and their years."""
    if done is None or indicator.id not in modelled:
        return None
    return done[indicator.measured_by] * modelled[indicator.id], done.years


def _outlook(
    plan: Plan,
    city: City,
    indicator: Indicator,
    drawn: tuple[Array, Years] | None,
    trials: tuple[Trial, ...],
) -> Outlook:
    points = points_of(plan, indicator)
    after = points.last if points.last is not None else _start(plan)
    until = _until(plan, indicator, after)
    unchanged = no_change(points.yearly, until)
    tried = candidate_trials(indicator.observed, points.yearly) if not drawn else ()
    chosen = choose(tried) if tried else None
    projected = projection(*drawn, after) if drawn else _by_rule(chosen, points, tried, until)
    central = "rule" if chosen and projected else _central(projected, unchanged, trials)
    ahead = _ahead(plan, indicator, central, unchanged if central == "no-change" else projected, drawn)
    return Outlook(
        indicator=indicator.id,
        unit=indicator.unit,
        observed=points.readings,
        projected=projected,
        no_change=unchanged,
        target=indicator.target,
        chance=ahead.chance,
        gap=gap_in_words(indicator, points, ahead),
        method=central,
        past_errors=_errors(indicator, (*trials, *(t for t in tried if t.rule != NO_CHANGE))),
        leaves_out=_leaves_out(city, indicator) if projected and drawn else None,
        why_missing=why_missing(indicator, points, city, modelled=bool(projected)),
        verdict=_verdict(chosen, trials) if projected or chosen else None,
        no_band=no_band_words(unchanged),
        rule=chosen.rule if chosen and central == "rule" else "",
    )


def _by_rule(chosen: Choice | None, points: Points, tried: tuple[Trial, ...], until: int) -> tuple[Band, ...]:
    if chosen is None or chosen.rule == NO_CHANGE:
        return ()
    return carried_on(chosen.rule, points.yearly, tried, until)


def _verdict(chosen: Choice | None, trials: tuple[Trial, ...]) -> Words:
    return verdict_words(trials) if chosen is None else choice_words(chosen)


def _start(plan: Plan) -> int:
    """Return the year after which a never observed indicator is looked at: that of the plan's adoption."""
    return year_of(plan.adopted)


def _until(plan: Plan, indicator: Indicator, after: int) -> int:
    ends = [after + AT_LEAST_AHEAD, plan.period.last or 0]
    if indicator.target is not None:
        ends.append(year_of(indicator.target.year))
    return min(max(ends), max(LAST, after))


def _errors(indicator: Indicator, trials: tuple[Trial, ...]) -> tuple[PastError, ...]:
    """Return the past errors by rule and horizon, no change on the indicator's own series if it has one."""

    def key(trial: Trial) -> tuple[bool, str, int]:
        return trial.rule != NO_CHANGE, trial.rule, trial.horizon

    own = any(trial.what == indicator.observed for trial in trials)
    chosen = [t for t in trials if t.rule != NO_CHANGE or not own or t.what == indicator.observed]
    return tuple(past_error(tuple(group)) for _, group in groupby(sorted(chosen, key=key), key))


def _central(projected: tuple[Band, ...], unchanged: tuple[Band, ...], trials: tuple[Trial, ...]) -> str:
    if projected and not (unchanged and loses(trials)):
        return "model"
    return "no-change" if unchanged else "none"


def _ahead(
    plan: Plan,
    indicator: Indicator,
    method: str,
    line: tuple[Band, ...],
    drawn: tuple[Array, Years] | None,
) -> Ahead:
    """Return what the central *line* says of the target's year; a year that is past has no forecast."""
    target, known = indicator.target, known_until(plan)
    if target is None or method == "none":
        return Ahead(method, known, None, None)
    year = year_of(target.year)
    points = points_of(plan, indicator)
    if is_past(points, year, known):
        return Ahead(method, known, None, _settled(indicator, points.yearly.get(year)))
    band = next((band for band in line if band.year == year), None)
    if band is None:
        return Ahead(method, known, None, None)
    value = float(target.value)
    if method == "model" and drawn is not None:
        values, years = drawn
        chance = chance_of_draws(values[:, year - int(years[0])], value, indicator.better)
        return Ahead(method, known, band, chance)
    return Ahead(method, known, band, chance_of_band(band, value, indicator.better))


def _settled(indicator: Indicator, value: Decimal | None) -> Decimal | None:
    """Return 1 or 0 for a target whose year was observed, None where it was not."""
    if value is None or indicator.target is None:
        return None
    band = Band(year_of(indicator.target.year), value, value, value)
    return chance_of_band(band, float(indicator.target.value), indicator.better)


def _leaves_out(city: City, indicator: Indicator) -> Words | None:
    module = getmodule(city.functions[indicator.measured_by].body)
    said = getattr(module, "LEAVES_OUT", None)
    return said if isinstance(said, Words) else None
