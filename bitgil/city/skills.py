"""Skills: people who take a course, finish it and are placed in a job, beside the skills that are missing.

Belongs here: a stock-flow of one year's learners, from places to placements, and the gap. Counts are of
one calendar year unless they say "since". Does not: jobs themselves (economy): a placement fills a job
and makes none; ages (people).

Source: stock-flow (Markov) model of training; placement by a Beta distribution on the record (Gelman et
al. 2013, Bayesian Data Analysis, ch. 2, with Jeffreys' prior).
"""

from __future__ import annotations

from typing import Annotated

import numpy as np
from scipy.special import betaincinv

from bitgil.city.arrays import Array, Years, once_a_draw
from bitgil.plan.types import Table
from bitgil.quantity import Words

TITLE = Words("기술인력", "Skills")
LEAVES_OUT = Words(
    "교육의 질, 임금, 창업, 교육 뒤에 도시를 떠난 사람은 다루지 않는다. 취업은 빈자리를 채우는 것이지 새 "
    "일자리가 아니다. 실적이 한 해뿐이어서 과거로 되짚어 시험할 수 없고, 사업이 끝난 뒤는 내다보지 않는다.",
    "The quality of courses, wages, self-employment and people who leave the city afterwards are left out. A "
    "placement fills a job and makes none. With one year on record no back-test is possible, and nothing is "
    "foreseen after the programmes end.",
)


def placement_rate_recorded(training_record: Table, placement_rank: Array) -> Annotated[Array, "1"]:
    """Chance that one who finished was placed, as the record leaves it open.

    Equation: p₀ = quantile of Beta(placed + ½, finished − placed + ½) at a uniform rank; the record adds up
    over years. Table: year, count (finished or placed), value.
    """
    counted = {
        what: sum(float(value) for _, count, value in training_record.rows if count == what)
        for what in ("finished", "placed")
    }
    missed = counted["finished"] - counted["placed"]
    return once_a_draw(lambda rank: betaincinv(counted["placed"] + 0.5, missed + 0.5, rank), placement_rank)


def placement_rate(  # noqa: PLR0913, PLR0917  the record, the plan's own rate, and how far toward it
    placement_rate_recorded: Array,
    placement_rate_planned: Array,
    placement_catch_up: Array,
    placement_catch_up_years: Array,
    placement_recorded_in: Array,
    placement_rate_added: Array,
    years: Years,
) -> Annotated[Array, "1"]:
    """Chance of a placement within the programme, late placements among them.

    Equation: p(y) = min(p₀ + w·clip((y − y₀)/n, 0, 1)·(p_plan − p₀) + added, p_plan), w uniform on 0–1.
    The plan's own rate is never passed.
    """
    passed = np.minimum(np.maximum((years - placement_recorded_in) / placement_catch_up_years, 0), 1)
    caught_up = placement_catch_up * passed * (placement_rate_planned - placement_rate_recorded)
    ceiling = np.maximum(placement_rate_planned, placement_rate_recorded)
    return np.minimum(placement_rate_recorded + caught_up + placement_rate_added, ceiling)


def training_places(
    smart_places: Array, battery_places: Array, materials_places: Array, crisis_retraining_places: Array
) -> Annotated[Array, "person"]:
    """Places in all courses of a year.

    Equation: smart manufacturing + battery + advanced materials + retraining in a crisis; person.
    """
    return smart_places + battery_places + materials_places + crisis_retraining_places


def crisis_retraining_places(retraining_in_crisis: Array, jobs_at_risk: Array) -> Annotated[Array, "person"]:
    """Places for those whose jobs are at risk; nobody is taught twice, so never more than such jobs in all.

    Equation: R(y) − R(y−1), R(y) = max(R(y−1), min(R(y−1) + offered(y), at risk(y))), R everybody taught
    so far; person. At risk is a stock: the same jobs stand in it year after year. A missing year is missing
    and teaches nobody.
    """
    taught: Array = 0 * retraining_in_crisis[..., 0]
    places: list[Array] = []
    for column in range(retraining_in_crisis.shape[-1]):
        offered, at_risk = retraining_in_crisis[..., column], jobs_at_risk[..., column]
        places.append(np.maximum(np.minimum(offered, at_risk - taught), 0 * taught))
        taught = taught + np.where(places[-1] > 0, places[-1], 0 * taught)
    return np.stack(places, axis=-1)


def training_filled_share(
    training_places: Array, population_20_34: Array, training_interest: Array
) -> Annotated[Array, "1"]:
    """How many of the places find a learner.

    Equation: min(1, eligible·interest/places), eligible the people of 20–34.
    """
    wanted = population_20_34 * training_interest
    return wanted / np.maximum(training_places, wanted)


def trainees(training_places: Array, training_filled_share: Array) -> Annotated[Array, "person"]:
    """Learners of a year; one person counts once for each course taken.

    Equation: T = min(places, eligible·interest); person.
    """
    return training_places * training_filled_share


def completed(trainees: Array, training_completion: Array) -> Annotated[Array, "person"]:
    """Learners who finish.

    Equation: C = T·c; person.
    """
    return trainees * training_completion


def placed(
    completed: Array, placement_rate: Array, training_repeat_share: Array
) -> Annotated[Array, "person"]:
    """People placed in a job after a course; those who take two courses are placed once.

    Equation: P = C·(1 − repeated)·p; person.
    """
    return completed * (1 - training_repeat_share) * placement_rate


def placed_net(placed: Array, training_additionality: Array) -> Annotated[Array, "person"]:
    """Placements that would not have come about without the course.

    Equation: P·a; person.
    """
    return placed * training_additionality


def smart_trained_since_start(  # noqa: PLR0913, PLR0917  what is recorded, and what follows
    smart_trained_recorded: Array,
    smart_recorded_in: Array,
    smart_places: Array,
    training_filled_share: Array,
    training_completion: Array,
    years: Years,
) -> Annotated[Array, "person"]:
    """People trained by the smart-manufacturing programme since its first year; missing before it.

    Equation: S(y) = recorded + Σ_{y₀<t≤y} places(t)·filled(t)·c; person.
    """
    finished = smart_places * training_filled_share * training_completion
    return _since(smart_trained_recorded, finished, years, smart_recorded_in)


def smart_placed_since_start(  # noqa: PLR0913, PLR0917  what is recorded, and what follows
    smart_placed_recorded: Array,
    smart_recorded_in: Array,
    smart_places: Array,
    training_filled_share: Array,
    training_completion: Array,
    placement_rate: Array,
    years: Years,
) -> Annotated[Array, "person"]:
    """People whom the smart-manufacturing programme placed since its first year; missing before it.

    Equation: S(y) = recorded + Σ_{y₀<t≤y} places(t)·filled(t)·c·p(t); person.
    """
    finished = smart_places * training_filled_share * training_completion
    return _since(smart_placed_recorded, finished * placement_rate, years, smart_recorded_in)


def skill_demand(
    jobs_base_change: Array, technical_share: Array, population_55_64: Array, technical_workers_share: Array
) -> Annotated[Array, "person"]:
    """Technicians whom the city's workplaces newly need in a year.

    Equation: D = ΔJ_b·share of technicians + people of 55–64·share in technical work/10; person.
    Negative where more jobs go than people retire.
    """
    return jobs_base_change * technical_share + population_55_64 * technical_workers_share / 10


def skill_entrants(population_20_34: Array, technical_choice_share: Array) -> Annotated[Array, "person"]:
    """Young people who enter technical work by themselves in a year.

    Equation: people of 20–34/15·share that chooses technical work; person.
    """
    return population_20_34 / 15 * technical_choice_share


def skill_gap(
    skill_demand: Array, placed_net: Array, skill_entrants: Array, gap_counted_from: Array, years: Years
) -> Annotated[Array, "person"]:
    """Technicians missing since counting began, negative where there are more than are needed.

    Equation: Σ_{t≥y₀} (demand − placed, net − young entrants); person.
    """
    return _since(0 * skill_demand, skill_demand - placed_net - skill_entrants, years, gap_counted_from - 1)


def _since(start: Array, flow: Array, years: Years, year: Array) -> Array:
    """Return *start* plus the running sum of *flow* in the years after *year*; missing before it."""
    summed = np.cumsum(np.where(years > year, flow, 0), axis=1)
    return np.where(years >= year, start + summed, np.nan)
