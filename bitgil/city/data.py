"""Data: open data sets, smart factories and the data centre.

Belongs here: counts of what there is, and the power and work of a data centre.
Does not: gains in output from data or machines (no sourced figure), the grid factor (energy).
Source: stock accounts; electricity as rated power times use times hours.
"""

from __future__ import annotations

from typing import Annotated

import numpy as np

from bitgil.city.arrays import Array, Years
from bitgil.city.yearend import at_year_end
from bitgil.quantity import Words

TITLE = Words("데이터", "Data")
LEAVES_OUT = Words(
    "데이터의 가치, 인공지능과 스마트공장의 생산성(출처 있는 수치가 없어 세지 않는다), 사이버 위험은 다루지 "
    "않는다. 개방 데이터셋의 수는 시가 잰 값이 생길 때까지 비어 있다. 데이터센터가 사 오는 전력의 "
    "배출은 여기서는 참고값이며, 시 관리범위에서 건물 몫으로 한 번만 센다.",
    "The value of data, gains in output from artificial intelligence and smart factories (no sourced "
    "figure, so none is counted) and cyber risk are left out. The number of open data sets stays empty until "
    "the city counts it. Emissions of a data centre's bought power stand here as a memo; the city-managed "
    "scope counts them once, among buildings.",
)


def datasets_open(
    datasets_open__last_year: Array, datasets_added: Array, datasets_withdrawn_share: Array
) -> Annotated[Array, "count"]:
    """Open data sets of the city (개방 데이터셋).

    Equation: N(y) = N(y-1)·(1 - w) + added(y). Missing until the stock was once observed.
    """
    return datasets_open__last_year * (1 - datasets_withdrawn_share) + datasets_added


def datasets_passing(
    datasets_passing__last_year: Array, datasets_passing_added: Array, datasets_withdrawn_share: Array
) -> Annotated[Array, "count"]:
    """Open data sets that meet the quality gate (품질 기준을 통과한 데이터셋).

    Equation: P(y) = P(y-1)·(1 - w) + added(y). Missing until the stock was once observed.
    """
    return datasets_passing__last_year * (1 - datasets_withdrawn_share) + datasets_passing_added


def smart_factories(
    smart_factories_counted: Array,
    smart_factories_counted_year: Array,
    smart_factories_added: Array,
    manufacturing_firms: Array,
    years: Years,
) -> Annotated[Array, "establishment"]:
    """Plants that were helped to become smart factories, all years together (스마트공장 누계).

    Equation: S(y) = min(S(y0) + added since, U), U plants with ten or more workers. Missing before y0.
    Two yearly counts are too few for a curve of diffusion.
    """
    stock = np.minimum(smart_factories_counted + smart_factories_added, manufacturing_firms)
    return np.where(years >= smart_factories_counted_year, stock, np.nan)


def smart_factory_share(smart_factories: Array, manufacturing_firms: Array) -> Annotated[Array, "1"]:
    """Smart factories against all plants with ten or more workers (스마트공장 비율).

    Equation: S/U.
    """
    return smart_factories / manufacturing_firms


def smart_factories_added_net(
    smart_factories_added: Array, smart_factory_additionality: Array
) -> Annotated[Array, "establishment"]:
    """Smart factories that would not have come without support.

    Equation: a·added, beside the gross count.
    """
    return smart_factory_additionality * smart_factories_added


def dc_capacity(dc_mw: Array) -> Annotated[Array, "MW"]:
    """Power of the data centre in service at the end of the year (준공된 데이터센터 용량).

    Equation: M(y) = dc_mw(y+1) where dc_mw(y) > 0, else 0; dc_mw is the mean over the year.
    """
    return at_year_end(dc_mw)


def dc_load(dc_mw: Array, dc_pue: Array, dc_use: Array) -> Annotated[Array, "MW"]:
    """Mean electric load of the data centre.

    Equation: L = M·PUE·u.
    """
    return dc_mw * dc_pue * dc_use


def dc_electricity(dc_load: Array, dc_hours: Array) -> Annotated[Array, "MWh/yr"]:
    """Electricity that the data centre takes (데이터센터 전력).

    Equation: W = L·8760.
    """
    return dc_load * dc_hours


def dc_emissions_bought_power(
    dc_electricity: Array, grid_emission_factor: Array
) -> Annotated[Array, "tCO2e/yr"]:
    """Emissions of that electricity, wherever it is made: a memo, counted once among city-managed buildings.

    Equation: W·g.
    """
    return dc_electricity * grid_emission_factor


def dc_jobs(dc_mw: Array, dc_jobs_announced: Array, realised_share: Array) -> Annotated[Array, "person"]:
    """People who work in the data centre (데이터센터 고용).

    Equation: J = M·j·r, j announced jobs per MW and r the part of announcements that comes true. Already
    inside the announced jobs of the economy: never added to them.
    """
    return dc_mw * dc_jobs_announced * realised_share
