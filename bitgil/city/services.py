"""Services: who is reached by a citizen service, who waits, and who is left outside.

Belongs here: coverage, take-up, waiting and hours, from what departments measured.
Does not: benefits that nobody measured, people by age (people).
Source: waiting lines after Erlang 1917; take-up as a logistic curve.
"""

from __future__ import annotations

from typing import Annotated

import numpy as np

from bitgil.city.arrays import Array, Years
from bitgil.city.queueing import mean_wait
from bitgil.city.service_records import DESK, REACH, TIMING, measured_services
from bitgil.plan.types import Table
from bitgil.quantity import Words

TITLE = Words("시민 서비스", "Citizen services")
LEAVES_OUT = Words(
    "부서가 재지 않은 것은 계산하지 않는다. 창구의 대기시간, 이용률, 줄어든 시간은 잰 값이 생길 때까지 비어 "
    "있다. 만족도와 참여 연인원은 건강이나 편의의 효과로 바꾸지 않는다. 여는 시간과 질도 다루지 않는다.",
    "What no department measured is not computed: waiting, take-up and hours saved stay empty until somebody "
    "measures them. Satisfaction and participations are not turned into health or convenience. Opening hours "
    "and the quality of a service are left out.",
)


def coverage_senior_centres(senior_centres_smart: Array, senior_centres: Array) -> Annotated[Array, "1"]:
    """Senior centres with the smart service against all of them (스마트경로당 비율).

    Equation: units served / eligible units.
    """
    return senior_centres_smart / senior_centres


def take_up(service_measures: Table, years: Years) -> Annotated[Array, "1"]:
    """Part of those covered who use the services, weighted by who is eligible (이용률).

    Equation: Σ e_i·c_i·u_i/Σ e_i·c_i, u_i = ceiling/(1 + exp(-speed·(y - midpoint))). Missing without a
    measured service.
    """
    covered, users = _covered(service_measures), _users(service_measures, years)
    return _ratio(users, np.full(np.shape(users), covered))


def served(service_measures: Table, years: Years) -> Annotated[Array, "person/yr"]:
    """People whom the measured services reach in a year.

    Equation: Σ eligible_i·coverage_i·take-up_i. Missing without a measured service.
    """
    users = _users(service_measures, years)
    return np.where(_covered(service_measures) > 0, users, np.nan)


def hours_saved(service_measures: Table, years: Years) -> Annotated[Array, "h/yr"]:
    """Hours that users save, only for services timed both before and after.

    Equation: Σ users_i·(before_i - after_i)/60. Missing without such a service.
    """
    timed = _with(service_measures, (*REACH, *TIMING))
    hours = np.zeros(np.shape(years))
    for each in timed:
        saved = each["minutes_before"] - each["minutes_after"]
        hours = hours + _users_of(each, years) * saved / 60
    return np.where(bool(timed), hours, np.nan)


def waiting_minutes(service_measures: Table, years: Years) -> Annotated[Array, "min"]:
    """Mean wait at the measured desks, weighted by arrivals (평균 대기시간).

    Equation: Σ λ_i·60·W_i/Σ λ_i, W the mean wait of c clerks at λ arrivals and μ served an hour (Erlang C).
    Missing without a measured desk.
    """
    desks = _with(service_measures, DESK)
    arrivals = sum(each["arrivals"] for each in desks)
    waits = sum(
        each["arrivals"] * mean_wait(each["arrivals"], each["served"], int(each["clerks"])) for each in desks
    )
    minutes = 60 * waits / arrivals if arrivals else float("nan")
    return np.full(np.shape(years), minutes)


def digital_exclusion(population_65plus: Array, senior_internet_use: Array) -> Annotated[Array, "person"]:
    """People of 65 and over who do not use the internet (디지털 소외 어르신).

    Equation: P65·(1 - use).
    """
    return population_65plus * (1 - senior_internet_use)


def _with(measures: Table, needed: tuple[str, ...]) -> list[dict[str, float]]:
    """Return the figures of each service of which all *needed* are measured."""
    return [each for each in measured_services(measures).values() if each.keys() >= {*needed}]


def _covered(measures: Table) -> float:
    return sum(each["eligible"] * each["coverage"] for each in _with(measures, REACH))


def _users_of(service: dict[str, float], years: Years) -> Array:
    part = service["ceiling"] / (1 + np.exp(-service["speed"] * (years - service["midpoint"])))
    users: Array = service["eligible"] * service["coverage"] * part
    return users


def _users(measures: Table, years: Years) -> Array:
    users = np.zeros(np.shape(years))
    for each in _with(measures, REACH):
        users = users + _users_of(each, years)
    return users


def _ratio(above: Array, below: Array) -> Array:
    share: Array = np.divide(above, below, out=np.full(np.shape(above), np.nan), where=below > 0)
    return share
