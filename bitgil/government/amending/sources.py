"""What a figure rests on that a request brought: its number and day, and money without a source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bitgil.government.acts import Act
from bitgil.plan.types import MoneyLine
from bitgil.quantity import Grade, Won

REST = "총사업비가 바뀐 뒤의 나머지. 재원은 변경 요청에 적히지 않았다."
"""What a line of money says of a sum whose source no request tells."""
CUT = "총사업비를 줄인 뒤의 금액. 재원이 하나뿐이라 그 재원에서 줄었다."
"""What it says where the only source there is was cut."""
_NAMED = re.compile(r"기록 (\d+)호 변경 요청\((\S+)\)")


def source_of(request: Act) -> str:
    """Return how a figure names the act that it rests on; the portal makes a link of it."""
    return f"기록 {request.number}호 변경 요청({request.effect})"


def request_named(source: str) -> tuple[int, str] | None:
    """Return the number and the day of the request that a source names, None where it names none."""
    found = _NAMED.fullmatch(source)
    return (int(found[1]), found[2]) if found else None


def lines_under(
    lines: tuple[MoneyLine, ...], total: Won, source: str, grade: Grade = Grade.OFFICIAL
) -> Iterator[MoneyLine]:
    """Yield the lines of money under a new total: known sources stay, money of unknown source is the rest.

    Where the known sources pass the total nobody can say which was cut, unless there is only one: then that
    one is cut, else the whole total is of unknown source.
    """
    shares = [line for line in lines if line.role == "share"]
    known = sum(line.amount for line in shares if line.source != "unknown")
    cut = known > total
    only = {line.source for line in shares} if cut else set()
    flexible = only.pop() if len(only) == 1 else "unknown"
    left = int(total) if cut else int(total) - known
    for line in lines:
        if line.role != "share" or (line.source not in ("unknown", flexible) and not cut):
            yield line
        elif line.source == flexible and left > 0:
            amount = min(int(line.amount), left)
            left -= amount
            yield (
                line if amount == line.amount else _remainder(line.source, line.state, amount, source, grade)
            )
    if shares and left > 0:
        states = [line.state for line in shares if line.source == flexible]
        yield _remainder(flexible, states[-1] if states else "planned", left, source, grade)


def _remainder(of: str, state: str, amount: int, source: str, grade: Grade) -> MoneyLine:
    basis = REST if of == "unknown" else CUT
    return MoneyLine(of, state, "share", Won(amount), grade, basis, source)
