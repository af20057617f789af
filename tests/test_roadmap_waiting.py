"""Waiting for a search in another thread."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bitgil.roadmap.solver.waiting import wait_for


@pytest.mark.parametrize("when", ["done", "look"])
def test_ctrl_c_is_heard_at_any_moment(when: str) -> None:
    """Ctrl-C while asking whether it is done, or while waiting, is told once; then it is waited on."""
    heard: list[str] = []
    counts = {"done": 0, "look": 0}

    def counting(name: str) -> Callable[[], bool]:
        def count() -> bool:
            counts[name] += 1
            if name == when and counts[name] == 2:
                raise KeyboardInterrupt
            return counts["look"] >= 4

        return count

    wait_for(counting("done"), counting("look"), lambda: heard.append("pressed"))
    assert heard == ["pressed"]
    assert counts["look"] >= 4


def test_what_is_done_is_not_waited_for() -> None:
    """Nothing is looked at where all is done from the start."""
    looks: list[int] = []
    wait_for(lambda: True, lambda: looks.append(1), lambda: looks.append(2))
    assert looks == []
