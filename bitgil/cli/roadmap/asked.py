"""What was typed after `bitgil roadmap`, read into what the roadmap understands; all faults said at once."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from bitgil.cli.asking import Refused
from bitgil.quantity import Words, won
from bitgil.roadmap.aftermath import Upset
from bitgil.roadmap.shocks import Cut, Late, Lost, MayPause, MayStop, Shock
from bitgil.roadmap.wishes import Wish, quarter_in

Thing = TypeVar("Thing")
FEWEST_POINTS, MOST_POINTS = 2, 500


@dataclass(frozen=True, slots=True)
class Asked:
    """One call of the verb, sound by itself; whether its names exist only the plan can say."""

    as_of: str
    reference_classes: bool
    anew: bool
    wish: Wish
    seconds: float
    why: str
    front: int
    firm: bool
    safety: Decimal | None
    worst: Decimal | None
    upset: Upset | None
    baseline: str = ""
    alternative: str = ""


def understood(typed: argparse.Namespace, today: Callable[[], str]) -> Asked:
    """Return what was asked; raise Refused with every fault of what was typed."""
    faults: list[Words] = []

    def read(text: str, reading: Callable[[str], Thing], example: str) -> Thing | None:
        try:
            return reading(text)
        except (ValueError, InvalidOperation):
            faults.append(
                Words(f"'{text}'을(를) 읽을 수 없습니다. {example}처럼 쓰세요.",
                      f"'{text}' cannot be read; write it like {example}.")
            )  # fmt: skip
            return None

    as_of = typed.as_of and read(typed.as_of, _day, "2026-11-22")
    weights = [read(text, _weight, "carbon=0.4") for text in typed.objective]
    starts = [read(text, _start, "P07=2027Q3") for text in typed.start]
    cuts = [read(text, _cut, "city:2028:15") for text in typed.cut]
    lates = [read(text, _late, "P07:2") for text in typed.late]
    safety = None if typed.safety is None else read(typed.safety, Decimal, "0.9")
    worst = None if typed.cvar is None else read(typed.cvar, Decimal, "0.1")
    replan = None if typed.replan is None else read(typed.replan, quarter_in, "2028Q1")
    share = read(typed.keep_share, Decimal, "0.95")
    shocks: tuple[Shock, ...] = (
        *(each for each in cuts if each),
        *(Lost(name) for name in typed.lost),
        *(each for each in lates if each),
    )
    stops = [read(text, _may_stop, "P01:city:0.5") for text in typed.may_stop]
    pauses = [read(text, _may_pause, "P01:2:city:0.5") for text in typed.may_pause]
    leaves = tuple(each for each in (*stops, *pauses) if each)
    faults += _beyond(typed, safety, worst, share, wants_shock=bool(shocks or leaves))
    if faults or share is None:
        raise Refused("\n".join(f.ko for f in faults), "\n".join(f.in_("en") for f in faults))
    return Asked(
        as_of or today(),
        typed.reference_classes,
        typed.anew,
        Wish(tuple(typed.into), tuple(typed.out), dict(filter(None, starts)), dict(filter(None, weights))),
        typed.seconds,
        typed.why,
        typed.front,
        typed.robust,
        safety,
        worst,
        None if replan is None else Upset(replan, shocks, leaves, share),
        typed.baseline,
        typed.alternative,
    )


def _beyond(
    typed: argparse.Namespace,
    safety: Decimal | None,
    worst: Decimal | None,
    share: Decimal | None,
    *,
    wants_shock: bool,
) -> Iterator[Words]:
    """Yield what was read but lies beyond what can be asked."""
    if safety is not None and not Decimal("0.5") < safety < 1:
        yield Words(
            f"--safety {safety}: 0.5보다 크고 1보다 작은 확률을 쓰세요.",
            f"--safety {safety}: write a chance above 0.5 and below 1.",
        )
    if worst is not None and not 0 < worst <= 1:
        yield Words(
            f"--cvar {worst}: 0보다 크고 1 이하인 몫을 쓰세요.",
            f"--cvar {worst}: write a share above 0, at most 1.",
        )
    if share is not None and not 0 <= share <= 1:
        yield Words(
            f"--keep-share {share}: 0에서 1까지의 몫을 쓰세요.",
            f"--keep-share {share}: write a share from 0 to 1.",
        )
    if typed.front and not FEWEST_POINTS <= typed.front <= MOST_POINTS:
        yield Words(
            f"--front {typed.front}: {FEWEST_POINTS}에서 {MOST_POINTS}까지의 점 수를 쓰세요.",
            f"--front {typed.front}: write {FEWEST_POINTS} to {MOST_POINTS} points.",
        )
    if typed.baseline and typed.replan is None:
        yield Words(
            "--from은 어느 분기부터 다시 짤지(--replan 2028Q1)와 함께 쓰세요.",
            "--from needs the quarter from which to re-plan (--replan 2028Q1).",
        )
    if not 0 < typed.seconds < float("inf"):
        yield Words("--seconds: 0보다 큰 수를 쓰세요.", "--seconds: write more than 0.")
    if wants_shock and typed.replan is None:
        yield Words(
            "--cut, --lost, --late, --may-stop, --may-pause는 "
            "어느 분기부터 다시 짤지(--replan 2028Q1)와 함께 쓰세요.",
            "--cut, --lost, --late, --may-stop and --may-pause need the quarter "
            "from which to re-plan (--replan 2028Q1).",
        )


def _day(text: str) -> str:
    return date.fromisoformat(text).isoformat()


def _weight(text: str) -> tuple[str, Decimal]:
    name, mark, number = text.partition("=")
    if not (name and mark):
        raise ValueError(text)
    return name, Decimal(number)


def _start(text: str) -> tuple[str, str]:
    name, _, quarter = text.partition("=")
    quarter_in(quarter)
    return name, quarter.upper()


def _cut(text: str) -> Cut:
    source, year, percent = text.split(":")
    return Cut(source, int(year), Decimal(percent))


def _late(text: str) -> Late:
    name, quarters = text.split(":")
    return Late(name, int(quarters))


def _may_stop(text: str) -> MayStop:
    name, source, fine = text.split(":")
    return MayStop(name, source, won(Decimal(fine)))


def _may_pause(text: str) -> MayPause:
    name, quarters, source, fine = text.split(":")
    if int(quarters) < 1:
        raise ValueError(text)
    return MayPause(name, int(quarters), source, won(Decimal(fine)))
