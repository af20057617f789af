"""The buses: each runs for ten years and is then replaced by a new one."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np

from bitgil.city.arrays import Array, Years
from bitgil.plan.types import Table
from bitgil.quantity import Words

TITLE = Words("버스", "The buses")
LEAVES_OUT = Words("버스 노선은 다루지 않는다.", "Leaves out the routes.")
YEARS_ON_THE_ROAD = 10


class Fleet(NamedTuple):
    """What the town sees of its buses."""

    buses: Annotated[Array, "vehicle"]
    electric_buses: Annotated[Array, "vehicle"]


class Garage(NamedTuple):
    """All buses and the electric ones among them by age, (draw, age) each, and the year they were counted."""

    every: Array
    electric: Array
    counted: int


def start(draws: int, years: Years, bus_ages: Table, fleet_counted: Array) -> Garage:  # noqa: ARG001  the contract
    """Fill the garage with the buses that were counted, by age."""
    every, electric = np.zeros((2, draws, YEARS_ON_THE_ROAD))
    for age, kind, number in bus_ages.rows:
        every[:, int(age)] += float(number)
        electric[:, int(age)] += float(number) * (kind == "yes")
    return Garage(every, electric, int(fleet_counted[0, 0]))


def step(state: Garage, year: int, electric_purchases: Array) -> tuple[Garage, Fleet]:
    """Take the oldest buses off the road and buy as many new ones.

    Equation: bought(y) = buses of age 9 in y−1; electric ones = bought × electric share of purchases.
    Source: made up for Toytown.
    """
    if year < state.counted:
        nobody = np.full(len(state.every), np.nan)
        return state, Fleet(nobody, nobody)
    if year > state.counted:
        bought = state.every[:, -1]
        every = np.column_stack([bought, state.every[:, :-1]])
        electric = np.column_stack([bought * electric_purchases, state.electric[:, :-1]])
        state = Garage(every, electric, state.counted)
    return state, Fleet(state.every.sum(axis=1), state.electric.sum(axis=1))
