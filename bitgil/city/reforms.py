"""Reforms: what projects do to drivers, from when, how fast, how surely, and never twice.

Belongs here: effects of projects as arrays, the four rules by which they combine, and what a plan's
effects must meet. Does not: drawing the assumptions themselves (draws), or wiring (model).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache

import numpy as np

from bitgil.city.arrays import Array, Years
from bitgil.city.draws import Chunk, middle, triangular_quantile
from bitgil.plan.problems import Problem
from bitgil.plan.types import Assumption, Delivery, Driver, Effect, Plan, Project
from bitgil.quantity import dimension, units, year_of

OWNED_BY = {
    "city": {"city"},
    "province": {"state"},
    "state": {"state"},
    "agency": {"agency"},
    "company": {"company"},
    "shared": {"city", "state"},
}
"""Whose drivers a project moves in full, by who decides it."""


def opening(moment: str) -> float:
    """Return a moment as a point on the axis of years, at the start of its quarter: 2026Q3 is 2026.5."""
    rest = moment[4:]
    if rest.startswith("Q"):
        quarter = int(rest[1]) - 1
    elif rest.startswith("H"):
        quarter = 2 * (int(rest[1]) - 1)
    else:
        quarter = (int(rest[1:3]) - 1) // 3 if rest else 0
    return year_of(moment) + quarter / 4


def share_in_force(opens: Array, ramp: float, life: float, years: Years) -> Array:
    """Return the mean strength R·L of an effect in each calendar year, (draw, year), between 0 and 1.

    Equation: mean over [y, y+1] of clip((t - opens)/ramp, 0, 1) while t < opens + life.
    """
    begin = np.clip(years[np.newaxis, :] - opens[:, np.newaxis], 0.0, life)
    end = np.clip(years[np.newaxis, :] + 1 - opens[:, np.newaxis], 0.0, life)
    return _ramp_area(end, ramp) - _ramp_area(begin, ramp)


def _ramp_area(time: Array, ramp: float) -> Array:
    if ramp == 0:
        return time
    return np.where(time < ramp, time**2 / (2 * ramp), time - ramp / 2)


def deliver(project: Project, delivery: Delivery, chunk: Chunk) -> tuple[Array, Array]:
    """Return whether the project is ever built (0 or 1) and when it opens, (draw,) each.

    One chance and one slip hold for all effects of the project.
    """
    chance = chunk.uniforms(f"project:{project.id}/delivery")
    slip = triangular_quantile(
        float(delivery.slip_low),
        float(delivery.slip_mode),
        float(delivery.slip_high),
        chunk.uniforms(f"project:{project.id}/slip"),
    )
    return (chance < float(delivery.certainty)).astype(np.float64), opening(delivery.opens) + slip


def weigh(project: Project, effect: Effect, driver: Driver) -> float:
    """Return the share of an effect that counts: in full on one's own driver, else its influence.

    Multiplied by the driver's additionality, the part that would not have come about anyway.
    """
    own = driver.owner in OWNED_BY[project.decided_by]
    influence = 1.0 if own else float(effect.influence or 0)
    return influence * float(1 if driver.additionality is None else driver.additionality)


def push(project: Project, effect: Effect, assumption: Assumption, years: Years, chunk: Chunk) -> Array:
    """Return δ·R·L of one effect in the driver's unit, (draw, year).

    δ is triangular on low, change, high; an end that is not given is the change itself.
    """
    if assumption.driver is None or project.delivery is None:
        return np.zeros((1, len(years)))
    low, mode, high = (
        float(effect.change if end is None else end) for end in (effect.low, effect.change, effect.high)
    )
    size = triangular_quantile(low, mode, high, chunk.uniforms(f"project:{project.id}/{effect.driver}"))
    built, opens = deliver(project, project.delivery, chunk)
    life = np.inf if effect.life_years is None else float(effect.life_years)
    weight = weigh(project, effect, assumption.driver) * _rescale(effect.unit, assumption.unit)
    return (weight * built * size)[:, np.newaxis] * share_in_force(
        opens, float(effect.ramp_years), life, years
    )


@cache
def _rescale(unit: str, into: str) -> float:
    if unit == into:
        return 1.0
    return float(units().Quantity(1.0, unit).to(into).magnitude)


def combine(rule: str, base: Array, potential: float, pushes: list[Array], toward: Array) -> Array:
    """Return the driver under all *pushes*, each (draw, year); no order matters, the potential is kept.

    *toward* is the direction of the potential, +1, -1, or 0 where nothing is left to do (no effect).
    Equation, with the room U - base counted along that direction and never below 0:
    remaining: base + room·(1 - Π(1 - min(δ, room)/room)), pushes away from U added;
    capped_sum and exclusive: base + min(Σδ, room);  max: base + min(max δ, room).
    """
    room = np.maximum(toward * (potential - base), 0.0)
    along = [toward * each for each in pushes]
    if rule == "remaining":
        left: Array = np.ones_like(base)
        for each in along:
            taken = np.minimum(np.maximum(each, 0.0), room)
            left = left * (1.0 - np.divide(taken, room, out=np.zeros_like(room), where=room > 0))
        gain = room * (1.0 - left) + sum(np.minimum(each, 0.0) for each in along)
    elif rule == "max":
        gain = np.minimum(np.max(np.stack(np.broadcast_arrays(*along)), axis=0), room)
    else:
        gain = np.minimum(sum(along, np.zeros_like(base)), room)
    return np.asarray(base + toward * gain)


def reform(
    drawn: Mapping[str, Array],
    inputs: Mapping[str, Assumption],
    projects: Collection[Project],
    years: Years,
    chunk: Chunk,
) -> dict[str, Array]:
    """Return the *drawn* inputs with the drivers among them moved by *projects*."""
    moved = dict(drawn)
    for key, base in drawn.items():
        assumption = inputs[key]
        pushes = [
            push(project, effect, assumption, years, chunk)
            for project in sorted(projects, key=lambda project: project.id)
            for effect in project.effects
            if effect.driver == assumption.id
        ]
        if assumption.driver and pushes:
            potential = float(assumption.driver.potential)
            toward = np.sign(potential - middle(assumption, years))
            moved[key] = combine(assumption.driver.combine, base, potential, pushes, toward)
            moved[key].flags.writeable = False
    return moved


def check_drivers(
    plan: Plan, read: Collection[str] | None = None, projects: Collection[Project] | None = None
) -> tuple[Problem, ...]:
    """Return what is wrong with the effects of *projects* (all of the plan's, by default).

    *read* are the keys that functions read (`City.read()`); without it that is not looked at.
    """
    chosen = plan.projects if projects is None else projects
    return tuple(sorted((*_effect_problems(plan, chosen, read), *_exclusive_twice(plan, chosen))))


def _effect_problems(
    plan: Plan, projects: Collection[Project], read: Collection[str] | None
) -> Iterator[Problem]:
    known = {assumption.id: assumption for assumption in plan.assumptions}
    for project in projects:
        where = f"projects/{project.id}.toml"
        for effect in project.effects:
            assumption = known.get(effect.driver)
            if assumption is None or assumption.driver is None:
                yield _no_driver(where, effect)
                continue
            if read is not None and assumption.id.partition(".")[2] not in read:
                yield _unread(where, effect)
            yield from _wrong_unit(where, effect, assumption)
            yield from _no_room(where, project, effect, assumption)


def _no_driver(where: str, effect: Effect) -> Problem:
    return Problem(
        where,
        f"the effect on {effect.driver} changes no driver",
        "name an assumption that has a [driver], or keep the effect as a claim",
        f"{effect.driver}은(는) 사업이 바꿀 수 있는 동인이 아닙니다",
        "[driver]가 있는 가정의 id를 쓰거나, 효과를 claims로 옮기세요",
    )


def _unread(where: str, effect: Effect) -> Problem:
    return Problem(
        where,
        f"no sector reads the driver {effect.driver}, so the effect changes nothing",
        "name a driver that a sector reads, or keep the effect as a claim",
        f"동인 {effect.driver}을(를) 읽는 부문이 없어 효과가 나타나지 않습니다",
        "부문이 읽는 동인을 쓰거나, 효과를 claims로 옮기세요",
    )


def _wrong_unit(where: str, effect: Effect, assumption: Assumption) -> Iterator[Problem]:
    try:
        fits = dimension(effect.unit) == dimension(assumption.unit)
    except ValueError:
        fits = False
    if not fits:
        yield Problem(
            where,
            f"the effect on {effect.driver} is in {effect.unit}, the driver in {assumption.unit}",
            f"give the change in {assumption.unit}",
            f"{effect.driver} 효과의 단위는 {effect.unit}인데 동인의 단위는 {assumption.unit}입니다",
            f"변화량을 {assumption.unit} 단위로 쓰세요",
        )


def _no_room(where: str, project: Project, effect: Effect, assumption: Assumption) -> Iterator[Problem]:
    if project.delivery is None or assumption.driver is None or assumption.table:
        return
    year = int(opening(project.delivery.opens))
    base = middle(assumption, np.array([year]))[0]
    potential = assumption.driver.potential
    room = (float(potential) - base) * np.sign(float(effect.change))
    if room == 0:
        what = f"{effect.driver} is at its potential {potential} in {year}, so the effect is 0"
        what_ko = f"{effect.driver}은(는) {year}년에 이미 잠재량 {potential}에 있어 효과가 0입니다"
    elif room < 0:
        what = f"{effect.driver} is {base:g} in {year}: the effect leads away from its potential {potential}"
        what_ko = (
            f"{effect.driver}은(는) {year}년에 {base:g}이어서 효과가 잠재량 {potential}의 반대쪽으로 갑니다"
        )
    else:
        return
    yield Problem(
        where,
        what,
        "correct the base path, the potential or the sign with its source, or keep the effect as a claim",
        what_ko,
        "기준 경로, 잠재량, 부호를 출처와 함께 바로잡거나 효과를 claims로 옮기세요",
    )


def impossible(plan: Plan, projects: Collection[Project]) -> Iterator[Problem]:
    """Yield what keeps *projects* from being run at all: two that exclude one another, a wrong unit."""
    known = {assumption.id: assumption for assumption in plan.assumptions if assumption.driver}
    for project in projects:
        for effect in project.effects:
            if effect.driver in known:
                yield from _wrong_unit(f"projects/{project.id}.toml", effect, known[effect.driver])
    yield from _exclusive_twice(plan, projects)


def _exclusive_twice(plan: Plan, projects: Collection[Project]) -> Iterator[Problem]:
    rules = {a.id: a.driver.combine for a in plan.assumptions if a.driver}
    users: dict[str, list[str]] = {}
    for project in projects:
        for driver in {effect.driver for effect in project.effects}:
            users.setdefault(driver, []).append(project.id)
    for driver, names in users.items():
        if rules.get(driver) == "exclusive" and len(names) > 1:
            yield Problem(
                f"projects/{sorted(names)[1]}.toml",
                f"{' and '.join(sorted(names))} exclude one another on {driver}",
                "run with one of them, or give the driver another combine rule",
                f"{', '.join(sorted(names))} 사업은 {driver}에서 서로 배타적입니다",
                "하나만 넣어 계산하거나 동인의 combine 규칙을 바꾸세요",
            )
