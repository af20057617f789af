"""The walk: step by step away from a plan, warm at first, and back where a step did not do.

Source: G. Schrimpf, J. Schneider, H. Stamm-Wilbrandt, G. Dueck, "Record breaking optimization results using
the ruin and recreate principle", Journal of Computational Physics 159 (2000).
"""

from __future__ import annotations

import numpy as np

from bitgil.roadmap.solver.matrix import Places
from bitgil.roadmap.solver.walking.compiling import compiled
from bitgil.roadmap.solver.walking.moves import has_room, lacks, one_of, put_in
from bitgil.roadmap.solver.walking.refilling import refill, reprice
from bitgil.roadmap.solver.walking.ruining import press_in, ruin
from bitgil.roadmap.solver.walking.table import NOWHERE, Desk, Hand, Table

_SAME_PRICES = 500
"""So many steps go by one set of disturbed prices."""
_PRESSED, _BY_RATIO = 0.7, 0.7
_DOWN_THE_LIST = 2.0
"""Which of a candidate's starts is pressed in: so far down its list at the mean."""


@compiled
def take_up(table: Table, hand: Hand, plan: Places) -> None:
    """Put in the starts of *plan* in their order as far as they fit, some after what makes room for them."""
    grown = True
    while grown:
        grown = False
        for start in plan:
            if hand.chosen[table.owner[start]] == NOWHERE and has_room(table, hand, start):
                put_in(table, hand, start)
                grown = True


@compiled
def walk(  # noqa: PLR0913, PLR0917  two hands, and how far and warm
    table: Table,
    hand: Hand,
    back: Hand,
    desk: Desk,
    steps: int,
    most: int,
    warmth: float,
) -> tuple[Places, float]:
    """Return the best plan met as each candidate's start, and its worth; −∞ where none kept every row."""
    now = -np.inf if lacks(table, hand) else hand.worth[0]
    best, kept, by_ratio = now, hand.chosen.copy(), True
    _copy(back, hand)
    for step in range(steps):
        if step % _SAME_PRICES == 0:
            reprice(table, hand, desk)
            by_ratio = desk.luck.random() < _BY_RATIO
        pressed = desk.luck.random() < _PRESSED
        start = _drawn(table, hand, desk) if pressed else NOWHERE
        if pressed and start == NOWHERE:
            continue
        cool = warmth * (1.0 - step / steps) ** 2
        if _stepped(table, hand, desk, start, most):
            refill(table, hand, desk, by_ratio)
            if not lacks(table, hand) and hand.worth[0] >= now + cool * np.log(1.0 - desk.luck.random()):
                now = hand.worth[0]
                if now > best:
                    best = now
                    kept[:] = hand.chosen
                _copy(back, hand)
                continue
        _copy(hand, back)
    return kept, best


@compiled
def _drawn(table: Table, hand: Hand, desk: Desk) -> int:
    """Return a start to press in, one of its candidate's better ones; NOWHERE if it is in already."""
    candidate = one_of(desk, len(table.first) - 1)
    count = table.first[candidate + 1] - table.first[candidate]
    if count == 0:
        return NOWHERE
    down = min(int(-np.log(1.0 - desk.luck.random()) * _DOWN_THE_LIST), count - 1)
    start = hand.liking[table.first[candidate] + down]
    return NOWHERE if hand.chosen[candidate] == start else int(start)


@compiled
def _stepped(table: Table, hand: Hand, desk: Desk, start: int, most: int) -> bool:
    """Press *start* in, or ruin a little where there is none; False where that did not do."""
    if start == NOWHERE:
        ruin(table, hand, desk, most)
        return True
    desk.stamp[0] += 1
    return press_in(table, hand, desk, start)


@compiled
def _copy(to: Hand, hand: Hand) -> None:
    """Copy the plan; what is only a habit of looking stays."""
    count = hand.many[0]
    to.spent[:], to.gain[:] = hand.spent, hand.gain
    to.chosen[:], to.place[:] = hand.chosen, hand.place
    to.inside[:count] = hand.inside[:count]
    to.many[0], to.worth[0] = count, hand.worth[0]
