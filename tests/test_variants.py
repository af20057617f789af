"""Many variants at once are as many single runs, number by number, at a fraction of the work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
import toytown
from hypothesis import given
from hypothesis import strategies as st

from bitgil.city.model import run, run_variants
from bitgil.plan.problems import Unsound
from bitgil.plan.types import Project

WANTED = ("buses", "electric_buses", "emissions", "green_share", "jobs", "people")
CITY = toytown.toytown_city()
SEEN = toytown.toytown_observed()
WITH_EFFECTS = [project for project in CITY.plan.projects if project.effects]


def opening(project: Project, moment: str) -> Project:
    """Return the project as it would open at *moment*."""
    assert project.delivery is not None
    return replace(project, delivery=replace(project.delivery, opens=moment))


def same_as_runs(variants: Sequence[Sequence[Project]], base: Sequence[Project], draws: int) -> None:
    """Demand that the batch equals a run of the base and one of each variant."""
    found = run_variants(CITY, WANTED, variants, projects=base, draws=draws, observed=SEEN)
    alone = run(CITY, WANTED, projects=base, draws=draws, observed=SEEN)
    for name in WANTED:
        assert np.array_equal(found.base[name], alone[name][:draws], equal_nan=True)
    for place, variant in enumerate(variants):
        single = run(CITY, WANTED, projects=[*base, *variant], draws=draws, observed=SEEN)
        for name in WANTED:
            assert np.array_equal(found.values[name][place], single[name][:draws], equal_nan=True), name


def test_every_project_at_every_start_equals_its_own_run() -> None:
    """Each of Toytown's projects, opened in three quarters beside others, gives the single run's numbers."""
    base = WITH_EFFECTS[:2]
    variants = [
        [opening(project, moment)] for project in WITH_EFFECTS[2:] for moment in ("2026Q1", "2027Q4", "2031")
    ]
    same_as_runs(variants, base, 8)


@given(
    st.lists(st.sets(st.sampled_from(range(len(WITH_EFFECTS))), max_size=3), min_size=1, max_size=4),
    st.sampled_from([1, 8, 600]),
)
def test_sets_of_projects_equal_their_own_runs(chosen: list[set[int]], draws: int) -> None:
    """Any sets of projects, the empty one too, with few draws or more than a chunk, equal single runs."""
    try:
        same_as_runs([[WITH_EFFECTS[n] for n in sorted(each)] for each in chosen], (), draws)
    except Unsound:
        clashing = [each for each in chosen if len(each) > 1]
        assert clashing


def test_only_what_a_variant_can_reach_is_said_to_be_reached() -> None:
    """A bus project reaches the electric buses and not the mill; every unreached number is the base's."""
    bus = next(p for p in WITH_EFFECTS if p.effects[0].driver.startswith("fleet."))
    found = run_variants(CITY, WANTED, [[bus], []], draws=8, observed=SEEN)
    assert "electric_buses" in found.reached[0]
    assert found.reached[1] == frozenset()
    for name in set(WANTED) - found.reached[0]:
        assert np.array_equal(found.values[name][0], found.base[name], equal_nan=True)


def test_no_variant_is_the_base_alone() -> None:
    """Without variants there is a base and nothing else."""
    found = run_variants(CITY, ["emissions"], [], draws=8, observed=SEEN)
    assert found.values["emissions"].shape[0] == 0
    assert found.base["emissions"].shape == (8, 36)


def test_an_unknown_quantity_is_refused() -> None:
    """A batch refuses what a single run refuses."""
    with pytest.raises(ValueError, match="no quantity emisions"):
        run_variants(CITY, ["emisions"], [])
