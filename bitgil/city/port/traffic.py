"""Containers and cargo: what passes through the harbour, against what it can take.

Belongs here: traffic, its luck and its bound, capacity and berths in service.
Does not: how it is handled (handling), ships at berth (berths), steel output (steel).
"""

from __future__ import annotations

from typing import Annotated

import numpy as np
from scipy.special import ndtr
from scipy.stats import t as student

from bitgil.city.arrays import Array, Years
from bitgil.city.yearend import at_year_end

_DEGREES = 5
_RANKS: Array = ndtr(np.linspace(-8.0, 8.0, 6401))
_QUANTILES: Array = student.ppf(_RANKS, _DEGREES) * np.sqrt((_DEGREES - 2) / _DEGREES)
"""Quantiles of Student's t, spread 1, at knots close enough for six digits: interpolation bears units."""


def container_shock(
    container_luck: Array, container_spread: Array, container_widening: Array
) -> Annotated[Array, "1"]:
    """Luck of one year in container traffic, as a change of the logarithm, with fat tails.

    Equation: s·w·√(3/5)·F⁻¹(u), F Student's t with 5 degrees of freedom, u uniform on (0, 1): spread s·w.
    Source: spread of the yearly log changes; widened by w because bands without it held too seldom.
    """
    return container_spread * container_widening * np.interp(container_luck, _RANKS, _QUANTILES)


def container_teu_added(cargo_gain: Array) -> Annotated[Array, "TEU/yr"]:
    """Traffic that evidenced measures bring; 0 unless a project carries such an effect.

    Equation: A = cargo_gain. Capacity, automation and new berths are no such measure.
    """
    return 1.0 * cargo_gain


def container_teu(  # noqa: PLR0913, PLR0917  one recursion with its start and its bound
    container_teu__last_year: Array,
    container_teu_added: Array,
    container_teu_added__last_year: Array,
    container_teu_reference: Array,
    container_reference_year: Array,
    container_mean: Array,
    container_reversion: Array,
    container_reversion_after: Array,
    container_shock: Array,
    container_expected_change: Array,
    container_ceiling: Array,
    years: Years,
) -> Annotated[Array, "TEU/yr"]:
    """Containers handled in a year (컨테이너 물동량): last year's, and luck.

    Equation: T = min(D + A, C); ln D(y) = ln D(y-1) + ρ·(ln T̄ - ln D(y-1)) + shock(y) + e(y),
    D(y-1) = T(y-1) - A(y-1); ρ = 0 up to `container_reversion_after` years past the reference,
    T = T_ref in the reference year; e is 0 unless a scenario expects a change.
    So the middle of the first years is 'no change'; later a part of the draws leans to the mean.
    Missing before the reference year where nothing was observed.
    """
    before = container_teu__last_year - container_teu_added__last_year
    late = years > container_reference_year + container_reversion_after
    pull = np.where(late, container_reversion, 0.0) * np.log(container_mean / before)
    moved = pull + container_shock + container_expected_change
    handled = np.minimum(before * np.exp(moved) + container_teu_added, container_ceiling)
    at_first = np.where(years == container_reference_year, container_teu_reference, np.nan)
    return np.where(years > container_reference_year, handled, at_first)


def port_utilisation(container_teu: Array, container_capacity: Array) -> Annotated[Array, "1"]:
    """Use of the container berths against their published capacity (하역능력 대비 물동량).

    Equation: T/C. Above 1 where traffic passes what today's berths are rated for.
    """
    return container_teu / container_capacity


def automated_berths_in_service(automated_berths: Array) -> Annotated[Array, "berth"]:
    """Automated berths in commercial service at the end of the year (영업 중인 자동화 선석).

    Equation: N(y) = b(y+1) where b(y) > 0, else 0; b is the mean over the year, so berths that opened
    during y count whole.
    """
    return at_year_end(automated_berths)


def cargo_steel(
    steel_output__last_year: Array,
    steel_output_reference: Array,
    cargo_total_reference: Array,
    cargo_steel_share: Array,
) -> Annotated[Array, "RT/yr"]:
    """Cargo of the steel works: ore, coal and products; it follows last year's steel.

    Equation: w·B·Q(y-1)/Q_ref, B the cargo of the reference year and Q_ref the steel of the year before it.
    """
    return cargo_steel_share * cargo_total_reference * steel_output__last_year / steel_output_reference


def cargo_other(  # noqa: PLR0913, PLR0917  one recursion with its start
    cargo_total__last_year: Array,
    cargo_steel__last_year: Array,
    cargo_total_reference: Array,
    cargo_reference_year: Array,
    cargo_steel_share: Array,
    cargo_luck: Array,
    cargo_spread: Array,
    years: Years,
) -> Annotated[Array, "RT/yr"]:
    """Cargo that does not hang on steel: oil and chemicals, containers, cars and the rest.

    Equation: O(y) = (G(y-1) - S(y-1))·exp(shock), shock as in `container_shock`;
    (1 - w)·B in the reference year.
    Nearly half of all cargo is petrochemical and exogenous.
    """
    shock = cargo_spread * np.interp(cargo_luck, _RANKS, _QUANTILES)
    moved = (cargo_total__last_year - cargo_steel__last_year) * np.exp(shock)
    start = (1 - cargo_steel_share) * cargo_total_reference
    at_first = np.where(years == cargo_reference_year, start, np.nan)
    return np.where(years > cargo_reference_year, moved, at_first)


def cargo_total(cargo_steel: Array, cargo_other: Array) -> Annotated[Array, "RT/yr"]:
    """All cargo of the harbour (총물동량).

    Equation: G = S + O.
    """
    return cargo_steel + cargo_other
