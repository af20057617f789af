"""Jobs at the city's workplaces: the base that sells outside, and what lives on local demand.

Belongs here: direct, contract, port, project and local jobs, and whom they draw into the city.
Does not: residents at work (people), jobs of building (spending), firms (firms).
"""

from __future__ import annotations

from typing import Annotated

import numpy as np

from bitgil.city.arrays import Array, Years

_NOTHING = 1e-12
"""A works at rest: its logarithm stays finite and its jobs vanish."""


def jobs_steel_direct(  # noqa: PLR0913, PLR0917  a level, an index and two habits of the works
    steel_jobs_counted: Array,
    steel_output: Array,
    steel_output_reference: Array,
    direct_jobs_elasticity: Array,
    steel_productivity_growth: Array,
    steel_jobs_year: Array,
    years: Years,
) -> Annotated[Array, "person"]:
    """People whom the steel companies of the complex employ themselves.

    Equation: J = J0·(Q/Q_ref)^η·(1 − g)^max(y − y_ref, 0); person.
    The all-industry employment multiplier is never applied here: it would give more than all jobs there are.
    """
    index = np.maximum(steel_output / steel_output_reference, _NOTHING)
    passed = np.maximum(years - steel_jobs_year, 0)
    kept: Array = np.exp(passed * np.log(1 - steel_productivity_growth))
    return steel_jobs_counted * np.exp(direct_jobs_elasticity * np.log(index)) * kept


def jobs_steel_contract(
    steel_jobs_counted: Array,
    contract_jobs_per_direct: Array,
    steel_output__last_year: Array,
    steel_output_reference: Array,
    contract_jobs_elasticity: Array,
) -> Annotated[Array, "person"]:
    """People of partner and contract firms at the works (협력사), who follow output a year later.

    Equation: J = J0·c·(Q(y−1)/Q_ref)^η2; person.
    """
    index = np.maximum(steel_output__last_year / steel_output_reference, _NOTHING)
    follow = np.exp(contract_jobs_elasticity * np.log(index))
    return steel_jobs_counted * contract_jobs_per_direct * follow


def jobs_port(
    port_jobs_reference: Array, port_jobs_direct: Array, container_reference_year: Array, years: Years
) -> Annotated[Array, "person"]:
    """People whose work is the port's, as its traffic and its automation leave them.

    Equation: J = J_p0 before the port's reference year, of which no count was found; from then on the port's.
    """
    return np.where(years < container_reference_year, port_jobs_reference, port_jobs_direct)


def jobs_project(
    announced_jobs: Array, realised_share: Array, jobs_incubator: Array
) -> Annotated[Array, "person"]:
    """Jobs of announced investments and of new firms, as far as they come about.

    Equation: J = announced stock·realisation + jobs of lasting new firms; person.
    Announcements are ceilings; person-years of building are not in it.
    """
    return announced_jobs * realised_share + jobs_incubator


def jobs_at_risk(  # noqa: PLR0913, PLR0917  two groups of workers and one index
    steel_jobs_counted: Array,
    steel_output: Array,
    steel_output_reference: Array,
    direct_jobs_elasticity: Array,
    contract_jobs_per_direct: Array,
    jobs_steel_contract: Array,
) -> Annotated[Array, "person"]:
    """Steel and contract jobs that low output costs: what support in a crisis could at most keep.

    Equation: max(0, J0·(1 − (Q/Q_ref)^η) + J0·c − J_contract); person.
    Leaves out: jobs that rising productivity costs.
    """
    index = np.maximum(steel_output / steel_output_reference, _NOTHING)
    direct: Array = steel_jobs_counted * (1 - np.exp(direct_jobs_elasticity * np.log(index)))
    contract = steel_jobs_counted * contract_jobs_per_direct - jobs_steel_contract
    return np.maximum(direct + contract, 0)


def jobs_retained(retained_jobs: Array, jobs_at_risk: Array) -> Annotated[Array, "person"]:
    """Jobs that crisis programmes keep; never more than are at risk.

    Equation: min(offered, at risk); person.
    """
    return np.minimum(retained_jobs, jobs_at_risk)


def jobs_base(
    jobs_steel_direct: Array,
    jobs_steel_contract: Array,
    jobs_port: Array,
    jobs_project: Array,
    jobs_retained: Array,
) -> Annotated[Array, "person"]:
    """Jobs of the base: what the city sells outside, and what projects add to it.

    Equation: J_b = direct + contract + port + project + retained; person.
    """
    return jobs_steel_direct + jobs_steel_contract + jobs_port + jobs_project + jobs_retained


def jobs_local(  # noqa: PLR0913, PLR0917  a count to meet, the people and the base a year before
    workers_counted: Array,
    workers_counted_year: Array,
    jobs_base: Array,
    jobs_base__last_year: Array,
    population__last_year: Array,
    local_jobs_per_base_job: Array,
    years: Years,
) -> Annotated[Array, "person"]:
    """Jobs that live on local demand, a year behind people and the base.

    Equation: J_l = j·N(y−1) + ℓ_j·(J_b(y−1) − J_b(y₀−1)), j = (W₀ − J_b(y₀))/N(y₀−1); person.
    In the year y₀ of the last count the total is the count W₀ in every draw; an axis without y₀ is missing.
    """
    counted = years == workers_counted_year
    per_person = (workers_counted - _then(jobs_base, counted)) / _then(population__last_year, counted)
    change = jobs_base__last_year - _then(jobs_base__last_year, counted)
    return per_person * population__last_year + local_jobs_per_base_job * change


def jobs_total(jobs_base: Array, jobs_local: Array) -> Annotated[Array, "person"]:
    """Workers at the city's establishments (사업체 종사자), wherever they live.

    Equation: J = J_b + J_l; person, on the frame of the last count of the old survey.
    """
    return jobs_base + jobs_local


def steel_dependence_jobs(jobs_steel_direct: Array, jobs_total: Array) -> Annotated[Array, "1"]:
    """How much of all jobs is the steel companies' own (직접고용 의존도), a share.

    Equation: J_direct/J.  Leaves out: contract jobs.
    """
    return jobs_steel_direct / jobs_total


def jobs_base_change(jobs_base: Array, jobs_base__last_year: Array) -> Annotated[Array, "person"]:
    """Jobs of the base gained or lost since the year before.

    Equation: ΔJ_b = J_b(y) − J_b(y−1); person.
    """
    return jobs_base - jobs_base__last_year


def job_pull_migrants(job_pull: Array, jobs_base_change__last_year: Array) -> Annotated[Array, "person/yr"]:
    """Net movers whom jobs gained or lost the year before draw in or send away.

    Equation: β·ΔJ_b(y−1); person/yr.  It is the link to people, cut by a year.
    """
    return job_pull * jobs_base_change__last_year


def _then(values: Array, at: Array) -> Array:
    """Return the values of the one year that is marked in *at*, (draw, 1); missing where none is."""
    marked: Array = np.sum(np.where(at, 1.0, 0.0), axis=1, keepdims=True)
    found: Array = np.sum(np.where(at, values, 0), axis=1, keepdims=True)
    return found / np.where(marked > 0, marked, np.nan)
