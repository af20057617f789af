"""Comparisons within an allowance of time: shares, an end in time, and no claim beyond what was found."""

from __future__ import annotations

from fractions import Fraction
from threading import Event

import pytest
from test_roadmap_features import project, question

from bitgil.roadmap import reasons
from bitgil.roadmap.bindings import what_binds
from bitgil.roadmap.caveats import NOT_COMPARED, no_loss
from bitgil.roadmap.pace import paced, until
from bitgil.roadmap.reasons import explain
from bitgil.roadmap.solver.answer import solve
from bitgil.roadmap.solver.search import Effort

PROBLEM = question(project("first", 3, 5, last=0), project("second", 4, 5, last=0), money=5)


def test_each_comparison_gets_its_share_of_what_is_left() -> None:
    """Ten within twenty seconds get two each where nothing is used up, and never more than the whole."""
    first = next(paced(Effort(seconds=60.0), 10, 20.0))
    assert first.seconds == pytest.approx(2.0, abs=0.1)
    assert first.first_look <= first.seconds
    parts = list(paced(Effort(seconds=0.5), 2, 20.0))
    assert [(part.seconds, part.first_look) for part in parts] == [(0.5, 0.5), (0.5, 0.5)]


def test_without_an_allowance_each_has_the_whole_effort() -> None:
    """A plan of a city's own size is compared as before."""
    effort = Effort(seconds=9.0)
    assert list(paced(effort, 3, None)) == [effort] * 3
    assert [part.seconds for part in paced(None, 1, None)] == [Effort().seconds]


def test_nothing_begins_once_the_time_is_over_or_somebody_stops() -> None:
    """No reason and no limit rests on a comparison that never ran."""
    roadmap, stop = solve(PROBLEM), Event()
    assert list(paced(Effort(), 3, 0.0)) == []
    assert explain(PROBLEM, roadmap, Effort(), 0.0) == {}
    assert what_binds(PROBLEM, roadmap, Effort(), 0.0) == ()
    assert len(explain(PROBLEM, roadmap, Effort(), 60.0)) == len(PROBLEM.candidates)
    ended = until(Effort(stop=stop), 60.0)
    assert not ended()
    stop.set()
    assert ended()
    assert explain(PROBLEM, roadmap, Effort(stop=stop)) == {}


@pytest.mark.parametrize("name", ["first", "second"])
def test_a_search_that_found_nothing_is_no_proof_that_there_is_nothing(name: str) -> None:
    """Without time to search, a reason says that nothing was compared, not that no roadmap exists."""
    roadmap, each = solve(PROBLEM), PROBLEM.candidate(name)
    why = reasons.why_in if name in roadmap.starts else reasons.why_not
    hurried = why(PROBLEM, roadmap, each, Effort(seconds=0.0, first_look=0.0))
    assert hurried.why == NOT_COMPARED or hurried.price is not None


def test_a_better_roadmap_met_while_comparing_is_said() -> None:
    """A price below nothing shows that the roadmap compared with is not the best."""
    roadmap = solve(PROBLEM)
    assert "더 나은 로드맵을 찾았습니다" in no_loss(roadmap, Fraction(-2)).ko
    assert "a tie" in no_loss(roadmap, Fraction(0)).in_("en")
