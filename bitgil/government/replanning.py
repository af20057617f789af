"""A saved alternative as the old plan of a re-plan: what of it can still be, under its own weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bitgil.government.portfolios import Portfolio
from bitgil.roadmap.problem import Problem
from bitgil.roadmap.wishes import Wish, quarter_in, weighted, wished


@dataclass(frozen=True, slots=True)
class Resumed:
    """The problem under the alternative's weights, its starts and ways that can still be, and the facts'.

    `wish` holds those weights and what was left out by hand; `left` names what can no longer start as saved.
    """

    problem: Problem
    starts: Mapping[str, int]
    ways: Mapping[str, str]
    wish: Wish
    left: tuple[str, ...] = ()


def resumed(asked: Problem, saved: Portfolio) -> Resumed | None:
    """Return a saved alternative as it could still be in *asked*; None where none of its objectives is left.

    What was left out by hand stays out; what was put in by hand is part of the plan like anything else.
    """
    aims = {aim.id for aim in asked.aims}
    weights = {name: weight for name, weight in saved.weights.items() if name in aims}
    if not any(weights.values()):
        return None
    open_ones = {each.id for each in asked.candidates if each.fixed is None and not each.must}
    out = tuple(name for name, how in saved.fixed.items() if how == "out" and name in open_ones)
    wish = Wish(out=out, weights=weights)
    seen = wished(weighted(asked, weights), wish)
    return placed(seen, saved.chosen, saved.ways, wish)


def placed(asked: Problem, chosen: Mapping[str, str], ways: Mapping[str, str], wish: Wish) -> Resumed:
    """Return starts such as 2027Q3 as a plan of *asked*, beside what runs; what cannot start then is left."""
    options = {each.id: frozenset(asked.options(each)) for each in asked.candidates if each.fixed is None}
    facts = {each.id: each.fixed for each in asked.candidates if each.fixed is not None}
    places = {name: asked.horizon.index_of(*quarter_in(at)) for name, at in chosen.items()}
    kept = {
        name: at for name, at in places.items() if (ways.get(name, ""), at) in options.get(name, frozenset())
    }
    left = tuple(sorted(chosen.keys() - kept.keys() - facts.keys()))
    others = {name: way for name, way in ways.items() if way and name in kept}
    return Resumed(asked, {**facts, **kept}, others, wish, left)
