"""How fast a bound falls, so that a core goes on with it only where that brings more than hunting does."""

from __future__ import annotations

_LATELY, _MUCH = 4.0, 1e-4
"""A bound falls where it has come down by such a share of itself in so many seconds: about as much as a
second hunt wins at three hundred projects."""


class Fall:
    """Watches a *bound* from *now* on, in seconds."""

    def __init__(self, bound: float, now: float) -> None:
        self.bound, self.since, self.going = bound, now, False

    def goes_on(self, bound: float, now: float) -> bool:
        """Say whether the *bound* came down by much in the last few seconds, as far as is known."""
        if now - self.since >= _LATELY:
            self.going = self.bound - bound >= _MUCH * abs(bound)
            self.bound, self.since = bound, now
        return self.going
