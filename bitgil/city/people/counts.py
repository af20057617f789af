"""What is counted from the people as a whole: the register, households, residents at work.

Belongs here: plain functions of (draw, year) arrays. Does not: who lives, is born or moves (projection).
"""

from __future__ import annotations

from typing import Annotated

from bitgil.city.arrays import Array


def population_registered(population: Array, registered_per_resident: Array) -> Annotated[Array, "person"]:
    """Everybody on the resident register (주민등록인구), as the city prints it.

    Equation: register = residents (거주자)·r, r the register's count per resident; person.
    Source: 행정안전부 주민등록 인구통계.  Leaves out: why the two counts differ.
    """
    return population * registered_per_resident


def households(population: Array, persons_per_household: Array) -> Annotated[Array, "household"]:
    """Households (세대) among the residents.

    Equation: H = N / persons per household; household.  Source: definition.
    Leaves out: who lives with whom; a table of headship by age was not found.
    """
    return population / persons_per_household


def employed_residents(
    population_15plus: Array, resident_employment_rate: Array
) -> Annotated[Array, "person"]:
    """Residents at work (취업자), wherever their work is.

    Equation: employed = N[15+]·rate, the rate as in the regional labour force survey; person.
    Source: 통계청 지역별고용조사 (definition).
    Leaves out: those who look for work, and commuters from outside.
    """
    return population_15plus * resident_employment_rate
