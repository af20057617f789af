"""What a step takes out: some that have something in common, or whoever is in the way of one start."""

from __future__ import annotations

import numpy as np

from bitgil.roadmap.solver.walking.compiling import compiled
from bitgil.roadmap.solver.walking.moves import listed, one_of, overfull, put_in, take_out_all
from bitgil.roadmap.solver.walking.table import NOWHERE, Desk, Hand, Table

_TRIES, _RELATED_TRIES = 12, 8
_NEAR, _SAME_ROW = 1, 2
_LIKED = 0.3


@compiled
def ruin(table: Table, hand: Hand, desk: Desk, most: int) -> None:
    """Take a few out: any, those near one quarter, or those who press on one dear row."""
    count = min(1 + one_of(desk, most), hand.many[0])
    if count == 0:
        return
    one = hand.inside[one_of(desk, hand.many[0])]
    kind, quarter = one_of(desk, 3), table.quarter[hand.chosen[one]]
    row = _dear_row(table, desk, hand.chosen[one])
    desk.going[0], named = one, 1
    for number in range(count * _TRIES):
        if named == count:
            break
        other = hand.inside[one_of(desk, hand.many[0])]
        start, related = hand.chosen[other], True
        if kind == _NEAR:
            related = abs(table.quarter[start] - quarter) <= 1 + number // count
        elif kind == _SAME_ROW and row != NOWHERE and number < count * _RELATED_TRIES:
            related = _takes_of(table, start, row)
        if related and not listed(desk.going, named, other):
            desk.going[named] = other
            named += 1
    take_out_all(table, hand, desk.going, named)


@compiled
def _dear_row(table: Table, desk: Desk, start: int) -> int:
    """Return a row that has a price and that *start* takes of; NOWHERE if none is met soon."""
    first, last = table.column[start], table.column[start + 1]
    for _ in range(_RELATED_TRIES if last > first else 0):
        entry = first + one_of(desk, last - first)
        if table.prices[table.rows[entry]] > 0 and table.takes[entry] > 0:
            return int(table.rows[entry])
    return NOWHERE


@compiled
def _takes_of(table: Table, start: int, row: int) -> bool:
    for entry in range(table.column[start], table.column[start + 1]):
        if table.rows[entry] == row and table.takes[entry] > 0:
            return True
    return False


@compiled
def press_in(table: Table, hand: Hand, desk: Desk, start: int) -> bool:
    """Put *start* in with all that it requires and take out what is in the way; False where that fails."""
    count = _asked_for(table, hand, desk, start, 0)
    number = 0
    while number < count:
        one = desk.asked[number]
        for entry in range(table.column[one], table.column[one + 1]):
            row = table.rows[entry]
            if table.takes[entry] <= 0 or not overfull(table, hand, row):
                continue
            other = _who_makes_room(table, hand, desk, row)
            if other != NOWHERE:
                count = _asked_for(table, hand, desk, other, count)
            if not _made_room(table, hand, desk, row):
                return False
        number += 1
    for number in range(count):  # noqa: SIM110  generators are not compiled
        if hand.chosen[table.owner[desk.asked[number]]] != desk.asked[number]:
            return False
    return True


@compiled
def _asked_for(table: Table, hand: Hand, desk: Desk, start: int, count: int) -> int:
    """Put *start* in place of its candidate's other one; return how many are asked for now."""
    candidate = table.owner[start]
    desk.marks[candidate] = desk.stamp[0]
    if hand.chosen[candidate] != NOWHERE:
        desk.going[0] = candidate
        take_out_all(table, hand, desk.going, 1)
    put_in(table, hand, start)
    desk.asked[count] = start
    return count + 1


@compiled
def _who_makes_room(table: Table, hand: Hand, desk: Desk, row: int) -> int:
    """Return a start that makes room in *row*, one of the better ones; NOWHERE if there is none."""
    found, best = NOWHERE, -np.inf
    for entry in range(table.row[row], table.row[row + 1]):
        start = table.members[entry]
        if table.weights[entry] < 0 and desk.marks[table.owner[start]] != desk.stamp[0]:
            merit = table.worth[start] - hand.cost[start]
            merit -= np.log(1.0 - desk.luck.random()) * _LIKED * abs(table.worth[start])
            if merit > best:
                found, best = start, merit
    return found


@compiled
def _made_room(table: Table, hand: Hand, desk: Desk, row: int) -> bool:
    """Take out at random who presses on *row* until there is room; say whether there is."""
    while overfull(table, hand, row):
        going = _pressing_soon(table, hand, desk, row)
        if going == NOWHERE:
            going = _pressing(table, hand, desk, row)
        if going == NOWHERE:
            return False
        desk.going[0] = going
        take_out_all(table, hand, desk.going, 1)
    return True


@compiled
def _pressing_soon(table: Table, hand: Hand, desk: Desk, row: int) -> int:
    """Return one who presses on *row* and may go out, if one is met soon: where many do, most likely."""
    for _ in range(_RELATED_TRIES if hand.many[0] > 0 else 0):
        one = hand.inside[one_of(desk, hand.many[0])]
        if desk.marks[one] != desk.stamp[0] and _takes_of(table, hand.chosen[one], row):
            return int(one)
    return NOWHERE


@compiled
def _pressing(table: Table, hand: Hand, desk: Desk, row: int) -> int:
    """Return any of those who press on *row* and may go out; NOWHERE if there are none."""
    pressing, going = 0, NOWHERE
    for entry in range(table.row[row], table.row[row + 1]):
        start = table.members[entry]
        candidate = table.owner[start]
        free = hand.chosen[candidate] == start and desk.marks[candidate] != desk.stamp[0]
        if free and table.weights[entry] > 0:
            pressing += 1
            if desk.luck.random() * pressing < 1:
                going = candidate
    return going
