"""The town: people follow jobs, jobs follow people, each a year behind."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from bitgil.city.arrays import Array
from bitgil.quantity import Words

TITLE = Words("마을", "The town")
LEAVES_OUT = Words("나이와 통근은 다루지 않는다.", "Leaves out age and commuting.")


def jobs(mill_jobs: Array, people__last_year: Array, service_jobs: Array) -> Annotated[Array, "person"]:
    """People who work in Toytown.

    Equation: mill jobs + service jobs a head × people of last year.
    Source: made up for Toytown.
    """
    return mill_jobs + service_jobs * people__last_year


def people(  # noqa: PLR0913, PLR0917  a parameter is a need
    people__last_year: Array,
    jobs__last_year: Array,
    natural_growth: Array,
    workers_share: Array,
    job_pull: Array,
    newcomers: Array,
    comings_and_goings: Array,
) -> Annotated[Array, "person"]:
    """People who live in Toytown at the end of the year.

    Equation: P(y−1)·(1 + growth) + pull·(J(y−1) − workers·P(y−1)) + newcomers + comings and goings.
    Source: made up for Toytown.
    """
    vacancies = jobs__last_year - workers_share * people__last_year
    stayed = people__last_year * (1 + natural_growth) + job_pull * vacancies
    return np.maximum(stayed + newcomers + comings_and_goings, 0)


def town_emissions(
    people: Array, emissions_per_person: Array, green_share: Array
) -> Annotated[Array, "tCO2e/yr"]:
    """Greenhouse gas of the homes.

    Equation: people × emissions a head × (1 − green share).
    Source: made up for Toytown.
    """
    return people * emissions_per_person * (1 - green_share)


def emissions(mill_emissions: Array, town_emissions: Array) -> Annotated[Array, "tCO2e/yr"]:
    """Greenhouse gas of Toytown.

    Equation: mill + town.
    Source: made up for Toytown.
    """
    return mill_emissions + town_emissions


def mill_dependence(mill_jobs: Array, jobs: Array) -> Annotated[Array, "1"]:
    """Share of the jobs that hang on the mill.

    Equation: mill jobs / jobs.
    Source: made up for Toytown.
    """
    return mill_jobs / jobs
