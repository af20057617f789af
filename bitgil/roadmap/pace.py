"""Many comparisons within one allowance of time: each gets a share of what is left, none begins late."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from time import monotonic

from bitgil.roadmap.solver.search import Effort

LEAST = 1.0
"""Seconds below which a comparison in a large plan finds nothing worth telling."""


def paced(effort: Effort | None, count: int, within: float | None) -> Iterator[Effort]:
    """Yield an effort for each of *count* comparisons, none any more once *within* seconds are over.

    Without *within* each has the whole effort. A stop ends it in either case.
    """
    whole, ends = effort or Effort(), None if within is None else monotonic() + within
    for place in range(count):
        if is_stopped(whole):
            return
        if ends is None:
            yield whole
            continue
        if (left := ends - monotonic()) <= 0:
            return
        part = min(whole.seconds, max(left / (count - place), LEAST))
        yield replace(whole, seconds=part, first_look=min(whole.first_look, part))


def until(effort: Effort, within: float) -> Callable[[], bool]:
    """Return what says whether *within* seconds from now are over, or the effort was stopped."""
    ends = monotonic() + within
    return lambda: is_stopped(effort) or monotonic() >= ends


def is_stopped(effort: Effort | None) -> bool:
    """Whether somebody wants the search to end."""
    return effort is not None and effort.stop is not None and effort.stop.is_set()
