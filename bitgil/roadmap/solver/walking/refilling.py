"""What a step puts in: what has room, best first, as long as anything does.

What is best goes by worth beside disturbed prices of what it takes, as a ratio or as a difference.
"""

from __future__ import annotations

import numpy as np

from bitgil.roadmap.solver.walking.compiling import compiled
from bitgil.roadmap.solver.walking.moves import ROUNDING, has_room, lacks, put_in
from bitgil.roadmap.solver.walking.table import NOWHERE, Desk, Hand, Table

_PRICES, _LEVEL, _NOISE = 0.3, 0.35, 0.3
"""How much prices one by one, prices together and the worths of candidates are disturbed."""
_FREE = 0.1
"""So much of its worth is added to what a start costs, or what costs nothing would be worth without end."""
_PASSED_OVER = 0.02
_FIRST = 1e12
_PASSES = 3
_FEW = 80
"""So many are put in order by insertion, more by the library."""


@compiled
def reprice(table: Table, hand: Hand, desk: Desk) -> None:
    """Disturb the prices anew and order each candidate's starts by them."""
    level = np.exp(_LEVEL * desk.luck.normal())
    prices = np.empty(len(table.prices))
    for row in range(len(prices)):
        prices[row] = table.prices[row] * level * np.exp(_PRICES * desk.luck.normal())
    for start in range(len(table.worth)):
        cost = 0.0
        for entry in range(table.column[start], table.column[start + 1]):
            cost += prices[table.rows[entry]] * table.takes[entry]
        hand.cost[start] = cost
    for candidate in range(len(table.first) - 1):
        own = table.starts[table.first[candidate] : table.first[candidate + 1]]
        order = np.argsort(hand.cost[own] - table.worth[own])
        hand.liking[table.first[candidate] : table.first[candidate + 1]] = own[order]


@compiled
def refill(table: Table, hand: Hand, desk: Desk, by_ratio: bool) -> None:  # noqa: FBT001
    """Put in what fits until nothing does, or only what makes no room for others came in."""
    for number in range(_PASSES):
        count = _merits(table, hand, desk, by_ratio)
        _prefer_what_is_wanted(table, hand, desk, count)
        _put_in_order(desk, count)
        grown = _put_in_all(table, hand, desk, count)
        if not grown and (number > 0 or not lacks(table, hand)):
            return


@compiled
def _merits(table: Table, hand: Hand, desk: Desk, by_ratio: bool) -> int:  # noqa: FBT001
    """List the candidates outside for whom there is room, each with its merit; return how many.

    What is worth nothing, or less beside what is in, comes last: it is only put in where a row wants it.
    """
    count = 0
    for candidate in range(len(table.first) - 1):
        if hand.chosen[candidate] != NOWHERE or not _finds_room(table, hand, candidate):
            continue
        start = hand.liking[table.first[candidate]]
        worth, merit = table.worth[start] + hand.gain[start], -_FIRST
        if worth > 0:
            merit = 1.0 - _NOISE - _NOISE * np.log(1.0 - desk.luck.random())
            if by_ratio:
                merit *= worth / (max(hand.cost[start], 0.0) + _FREE * worth)
            else:
                merit *= worth - hand.cost[start]
        desk.order[count], desk.merits[count] = candidate, merit
        count += 1
    return count


@compiled
def _finds_room(table: Table, hand: Hand, candidate: int) -> bool:
    """Say whether any of its starts fits beside what is in."""
    for place in range(table.first[candidate], table.first[candidate + 1]):
        if has_room(table, hand, hand.liking[place]):
            return True
    return False


@compiled
def _prefer_what_is_wanted(table: Table, hand: Hand, desk: Desk, count: int) -> None:
    """Let those come before all others of whom a row wants more."""
    for row in table.wanting:
        if hand.spent[row] < table.low[row] - ROUNDING:
            for place in range(count):
                for entry in range(table.row[row], table.row[row + 1]):
                    candidate = table.owner[table.members[entry]]
                    if table.weights[entry] > 0 and candidate == desk.order[place]:
                        desk.merits[place] += 2 * _FIRST
                        break


@compiled
def _put_in_order(desk: Desk, count: int) -> None:
    """Order the listed by merit, the best first."""
    merits, order = desk.merits[:count], desk.order[:count]
    if count > _FEW:
        best_first = np.argsort(-merits)
        order[:], merits[:] = order[best_first], merits[best_first]
        return
    for number in range(1, count):
        merit, candidate, place = merits[number], order[number], number
        while place > 0 and merits[place - 1] < merit:
            merits[place], order[place] = merits[place - 1], order[place - 1]
            place -= 1
        merits[place], order[place] = merit, candidate


@compiled
def _put_in_all(table: Table, hand: Hand, desk: Desk, count: int) -> bool:
    """Put in of each listed candidate the start it likes most of those that fit; say whether one helps.

    A start that gains nothing is put in only where its candidate is wanted.
    """
    first, liking, worth, gain = table.first, hand.liking, table.worth, hand.gain
    grown = False
    for number in range(count):
        if desk.merits[number] <= -_FIRST / 2:
            break
        candidate, wanted = desk.order[number], desk.merits[number] >= _FIRST / 2
        for place in range(first[candidate], first[candidate + 1]):
            start = liking[place]
            does = wanted or worth[start] + gain[start] > 0
            if does and has_room(table, hand, start) and desk.luck.random() >= _PASSED_OVER:
                put_in(table, hand, start)
                grown |= table.helps[start]
                break
    return grown
