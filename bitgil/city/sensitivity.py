"""What decides an outcome: every uncertain input and project, ranked by the spread it alone explains.

Belongs here: given-data measures on a run's own draws, so no further run is designed for them. Does not:
the drawing of inputs (draws) or printing (cli). SALib is asked for only here, and only when needed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

import numpy as np
from scipy.stats import rankdata

from bitgil.city.arrays import Array
from bitgil.city.comparing import span_of
from bitgil.city.draws import Chunk, Correlations, chunks_for, correlations_of, window_of, yearly_inputs
from bitgil.city.model import City, run
from bitgil.city.model.block import Observed
from bitgil.plan.types import Project
from bitgil.quantity import Grade

DRAWS = 2048
RESAMPLES = 50
BEFORE = " (years before)"
NEGLIGIBLE = 1e-9
"""A spread below this share of the size of a value is rounding, not uncertainty."""


@dataclass(frozen=True, slots=True)
class Influence:
    """One uncertain thing. `share` is the part of the outcome's variance that it alone explains.

    `correlation` is Spearman's, with its sign; `share` S₁ = Var(E[Y|X]) / Var(Y), None without SALib, and
    `within` its 95 % half-width. `grade` is the assumption's, or that of the project's delivery or effect.
    """

    name: str
    correlation: float
    share: float | None
    within: float | None
    grade: Grade


@dataclass(frozen=True, slots=True)
class Ranking:
    """What decides one quantity in one year, the most decisive first, and how wide its own spread is."""

    quantity: str
    unit: str
    year: int
    draws: int
    low: float
    middle: float
    high: float
    influences: tuple[Influence, ...]

    @property
    def explained(self) -> float | None:
        """The sum of all shares; what is missing to 1 lies in inputs acting together."""
        shares = [each.share for each in self.influences if each.share is not None]
        return sum(shares) if shares else None


def rank(  # noqa: PLR0913  each is one independent choice of whoever asks
    city: City,
    name: str,
    year: int,
    *,
    draws: int = DRAWS,
    seed: int = 1,
    observed: Observed | None = None,
    projects: Collection[Project] | None = None,
    correlations: Correlations | None = None,
) -> Ranking:
    """Return what decides *name* in *year*: assumptions, and of projects whether, when and how strongly.

    Equation: S₁ by random balance designs (RBD-FAST: Tarantola et al. 2006, corrected by Tissot and
    Prieur 2012) on the draws of one run; beside it Spearman's rank correlation. An input drawn anew every
    year counts twice: in the year itself, and as its mean over the years before. Where inputs are
    correlated, a share holds what an input explains through the others too, and shares add up to more.
    Raises ValueError for an unknown name, or a value that is missing in *year*.
    """
    chosen = tuple(city.plan.projects if projects is None else projects)
    linked = correlations_of(city.plan, city.inputs) if correlations is None else correlations
    span = span_of((year,))
    done = run(
        city,
        [name],
        draws=draws,
        seed=seed,
        years=span,
        observed=observed,
        projects=chosen,
        correlations=linked,
    )
    outcome = done.in_year(name, year)
    if not np.isfinite(outcome).all():
        raise ValueError(f"{name} is missing in {year}")
    ends = np.percentile(outcome, (10, 50, 90))
    low, middle, high = (float(end) for end in ends)
    found: tuple[Influence, ...] = ()
    if _differs(outcome):
        columns = {
            **_assumptions(city, name, span, draws, seed, linked),
            **_projects(city, name, chosen, draws, seed, linked),
        }
        arrays = {key: column for key, (column, _) in columns.items()}
        found = measure(arrays, outcome, {key: grade for key, (_, grade) in columns.items()})
    return Ranking(name, city.unit_of(name), year, len(outcome), low, middle, high, found)


def measure(
    columns: Mapping[str, Array], outcome: Array, grades: Mapping[str, Grade]
) -> tuple[Influence, ...]:
    """Return the influence of each (draw,) column on the (draw,) *outcome*, the strongest first."""
    moving = {key: column for key, column in columns.items() if _differs(column)}
    if not moving:
        return ()
    shares = _shares(moving, outcome)
    found = [
        Influence(key, _spearman(column, outcome), *shares[key], grades[key])
        for key, column in moving.items()
    ]
    return tuple(sorted(found, key=_strength))


def _strength(each: Influence) -> tuple[float, float, str]:
    share = each.correlation**2 if each.share is None else each.share
    return -share, -abs(each.correlation), each.name


def _shares(columns: Mapping[str, Array], outcome: Array) -> Mapping[str, tuple[float | None, float | None]]:
    if find_spec("SALib") is None:
        return dict.fromkeys(columns, (None, None))
    rbd_fast = import_module("SALib.analyze.rbd_fast")  # brings pandas along, so only when it is needed
    names = list(columns)
    table = np.column_stack([columns[name] for name in names])
    problem = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    result = rbd_fast.analyze(problem, table, outcome, num_resamples=RESAMPLES, seed=1)
    return {
        name: (float(np.clip(share, 0.0, 1.0)), float(within))
        for name, share, within in zip(names, result["S1"], result["S1_conf"], strict=True)
    }


def _assumptions(  # noqa: PLR0913, PLR0917  the run's own settings
    city: City, name: str, span: tuple[int, int], draws: int, seed: int, linked: Correlations
) -> dict[str, tuple[Array, Grade]]:
    """Return the drawn assumptions that *name* needs, as they were before any project."""
    keys = sorted(
        key
        for key in city.ancestors([name])
        if key in city.inputs and city.inputs[key].distribution != "fixed" and not city.inputs[key].table
    )
    if not keys:
        return {}
    drawn = run(city, keys, draws=draws, seed=seed, years=span, projects=(), correlations=linked)
    found: dict[str, tuple[Array, Grade]] = {}
    for key in keys:
        assumption = city.inputs[key]
        found[assumption.id] = drawn[key][:, -1], assumption.grade
        if assumption.each_year and len(drawn.years) > 1:
            found[assumption.id + BEFORE] = drawn[key][:, :-1].mean(axis=1), assumption.grade
    return found


def _projects(  # noqa: PLR0913, PLR0917  the run's own settings
    city: City, name: str, projects: tuple[Project, ...], draws: int, seed: int, linked: Correlations
) -> dict[str, tuple[Array, Grade]]:
    """Return, of each project that moves something *name* needs, its chance, its slip and its strength."""
    chunks = [
        Chunk(seed, number, linked, yearly_inputs(city.inputs), window_of(city.plan))
        for number in range(chunks_for(draws))
    ]
    reached = {city.inputs[key].id for key in city.ancestors([name]) if key in city.inputs}
    return {
        label: (np.concatenate([chunk.uniforms(stream) for chunk in chunks]), grade)
        for project in projects
        for label, stream, grade in _uncertain(project, reached)
    }


def _uncertain(project: Project, reached: Collection[str]) -> Iterator[tuple[str, str, Grade]]:
    """Yield label, stream and grade of what is uncertain about a project's effects on *reached* drivers."""
    effects = [effect for effect in project.effects if effect.driver in reached]
    delivery = project.delivery
    if delivery is None or not effects:
        return
    if 0 < delivery.certainty < 1:
        yield f"{project.id}.certainty", f"project:{project.id}/delivery", delivery.grade
    if delivery.slip_low < delivery.slip_high:
        yield f"{project.id}.slip", f"project:{project.id}/slip", delivery.grade
    for effect in effects:
        if len({effect.low, effect.change, effect.high} - {None}) > 1:
            yield f"{project.id} → {effect.driver}", f"project:{project.id}/{effect.driver}", effect.grade


def _differs(values: Array) -> bool:
    return bool(np.ptp(values) > NEGLIGIBLE * max(1e-300, float(np.abs(values).max())))


def _spearman(one: Array, other: Array) -> float:
    return float(np.corrcoef(rankdata(one), rankdata(other))[0, 1])
