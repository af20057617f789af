"""One start in, some candidates out, and whether there is room: the moves that every step is made of.

Room is kept at every moment: who takes a place leaves with who made it.
"""

from __future__ import annotations

from bitgil.roadmap.solver.matrix import Places
from bitgil.roadmap.solver.walking.compiling import compiled
from bitgil.roadmap.solver.walking.table import NOWHERE, Desk, Hand, Table

ROUNDING = 1e-6


@compiled
def put_in(table: Table, hand: Hand, start: int) -> None:
    """Choose *start*, whether there is room or not."""
    candidate, count = table.owner[start], hand.many[0]
    hand.chosen[candidate], hand.inside[count], hand.place[candidate] = start, candidate, count
    hand.many[0] = count + 1
    hand.worth[0] += table.worth[start] + hand.gain[start]
    for entry in range(table.column[start], table.column[start + 1]):
        hand.spent[table.rows[entry]] += table.takes[entry]
    for entry in range(table.pair[start], table.pair[start + 1]):
        hand.gain[table.partners[entry]] += table.gains[entry]


@compiled
def _take_out(table: Table, hand: Hand, candidate: int) -> None:
    start, last = hand.chosen[candidate], hand.many[0] - 1
    moved, place = hand.inside[last], hand.place[candidate]
    hand.inside[place], hand.place[moved] = moved, place
    hand.chosen[candidate], hand.place[candidate], hand.many[0] = NOWHERE, NOWHERE, last
    for entry in range(table.pair[start], table.pair[start + 1]):
        hand.gain[table.partners[entry]] -= table.gains[entry]
    hand.worth[0] -= table.worth[start] + hand.gain[start]
    for entry in range(table.column[start], table.column[start + 1]):
        hand.spent[table.rows[entry]] -= table.takes[entry]


@compiled
def overfull(table: Table, hand: Hand, row: int) -> bool:
    """Say whether more is spent of *row* than there is."""
    return bool(hand.spent[row] > table.high[row] + ROUNDING)


@compiled
def listed(among: Places, count: int, candidate: int) -> bool:
    """Say whether *candidate* is among the first *count*."""
    for number in range(count):  # noqa: SIM110  generators are not compiled
        if among[number] == candidate:
            return True
    return False


@compiled
def take_out_all(table: Table, hand: Hand, going: Places, count: int) -> None:
    """Take out the first *count* candidates of *going*, and whoever has no room without them."""
    number = 0
    while number < count:
        start = hand.chosen[going[number]]
        if start != NOWHERE:
            _take_out(table, hand, going[number])
            for entry in range(table.column[start], table.column[start + 1]):
                row = table.rows[entry]
                if table.takes[entry] < 0 and overfull(table, hand, row):
                    count = _also_going(table, hand, row, going, count)
        number += 1


@compiled
def _also_going(table: Table, hand: Hand, row: int, going: Places, count: int) -> int:
    """List those who press on that row; return how many are listed now."""
    for entry in range(table.row[row], table.row[row + 1]):
        start = table.members[entry]
        candidate = table.owner[start]
        presses = table.weights[entry] > 0 and hand.chosen[candidate] == start
        if presses and not listed(going, count, candidate):
            going[count] = candidate
            count += 1
    return count


@compiled
def has_room(table: Table, hand: Hand, start: int) -> bool:
    """Say whether *start* fits beside what is in; look first where it did not fit last time."""
    spent, high, rows, takes = hand.spent, table.high, table.rows, table.takes
    first, last = table.column[start], table.column[start + 1]
    if first == last:
        return True
    entry = hand.tight[start]
    if spent[rows[entry]] + takes[entry] > high[rows[entry]] + ROUNDING:
        return False
    for entry in range(first, last):
        row = rows[entry]
        if spent[row] + takes[entry] > high[row] + ROUNDING:
            hand.tight[start] = entry
            return False
    return True


@compiled
def lacks(table: Table, hand: Hand) -> bool:
    """Say whether a row wants more than is spent."""
    for row in table.wanting:  # noqa: SIM110  as above
        if hand.spent[row] < table.low[row] - ROUNDING:
            return True
    return False


@compiled
def one_of(desk: Desk, count: int) -> int:
    """Return one of 0 … count − 1."""
    return min(int(desk.luck.random() * count), count - 1)
