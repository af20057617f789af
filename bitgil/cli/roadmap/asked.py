"""What was typed after `bitgil roadmap`, read into what the roadmap understands; all faults said at once."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from bitgil.cli.asking import Refused, folder_argument, json_argument
from bitgil.quantity import Words, won
from bitgil.roadmap.shocks import Cut, Late, Leave, Lost, MayPause, MayStop, Shock
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
    replan: tuple[int, int] | None
    shocks: tuple[Shock, ...]
    leaves: tuple[Leave, ...]
    keep_share: Decimal


def _many(metavar: str, dest: str) -> dict[str, object]:
    return {"action": "append", "default": [], "metavar": metavar, "dest": dest}


OPTIONS: tuple[tuple[str, Words, dict[str, object]], ...] = (
    (
        "--as-of",
        Words("기준일 (YYYY-MM-DD, 기본은 오늘)", "the day from which to plan (YYYY-MM-DD, default today)"),
        {"default": None, "metavar": "DATE"},
    ),
    (
        "--reference-classes",
        Words(
            "보도되지 않은 효과·사업비·지연을 이 계획의 비슷한 지난 사업에서 추정합니다(모두 등급 X)",
            "estimate unreported effects, costs and delays from similar past projects (all grade X)",
        ),
        {"action": "store_true"},
    ),
    (
        "--anew",
        Words(
            "진행 중인 사업까지 처음부터 다시 고릅니다",
            "choose running projects afresh too, as when a whole plan is made",
        ),
        {"action": "store_true"},
    ),
    (
        "--objective",
        Words(
            "목적의 가중치. 여러 번 쓸 수 있으며 적지 않은 목적은 0입니다",
            "the weight of an objective; may be repeated, and what is left out weighs 0",
        ),
        {"action": "append", "default": [], "metavar": "ID=WEIGHT"},
    ),
    ("--in", Words("반드시 넣을 사업", "a project that must be in"), _many("ID", "into")),
    ("--out", Words("반드시 뺄 사업", "a project that must stay out"), _many("ID", "out")),
    (
        "--start",
        Words("사업의 착수 분기", "the quarter in which a project starts"),
        _many("ID=2027Q3", "start"),
    ),
    (
        "--why",
        Words("이 사업이 왜 들어갔는지 또는 빠졌는지만 말합니다", "say only why this project is in or out"),
        {"default": "", "metavar": "PROJECT"},
    ),
    (
        "--front",
        Words(
            "목적을 맞바꾸는 길을 N점쯤 찾습니다(처음 두세 목적)",
            "find about N plans that trade objectives off against each other (those weighed, two at least)",
        ),
        {"type": int, "default": 0, "metavar": "N"},
    ),
    (
        "--robust",
        Words(
            "가중치와 사업비가 어긋나도 남는 사업인지, 무엇이 뒤집는지 말합니다",
            "say which verdicts hold over other weights and costs, and what would flip each",
        ),
        {"action": "store_true"},
    ),
    (
        "--safety",
        Words(
            "사업비가 늘어도 한도를 지킬 확률 (0.5보다 크고 1보다 작게, 예: 0.9)",
            "the chance with which money limits hold although costs run over (above 0.5, below 1, e.g. 0.9)",
        ),
        {"default": None, "metavar": "LEVEL"},
    ),
    (
        "--cvar",
        Words(
            "나쁜 미래를 절반만큼 함께 봅니다. 그 미래의 몫 (예: 0.1)",
            "weigh the worst futures half as much as the mean; their share (e.g. 0.1)",
        ),
        {"default": None, "metavar": "WORST"},
    ),
    (
        "--replan",
        Words(
            "충격 뒤 이 분기부터 다시 짭니다. --cut, --lost, --late와 함께 씁니다",
            "re-plan from this quarter after a shock; goes with --cut, --lost and --late",
        ),
        {"default": None, "metavar": "QUARTER"},
    ),
    (
        "--cut",
        Words("한 해 재원의 삭감(%%)", "a source cut in a year (%%)"),
        _many("SOURCE:YEAR:PERCENT", "cut"),
    ),
    ("--lost", Words("떨어진 공모의 사업", "a project whose bid is lost"), _many("PROJECT", "lost")),
    ("--late", Words("늦어진 사업", "a project that is late"), _many("PROJECT:QUARTERS", "late")),
    (
        "--may-stop",
        Words(
            "위약금(억원)을 물고 멈춰도 되는 사업", "a running project that may be stopped for a fine (억원)"
        ),
        _many("PROJECT:SOURCE:FINE", "may_stop"),
    ),
    (
        "--may-pause",
        Words("돈(억원)을 물고 쉬어도 되는 사업", "a running project that may rest for a fine (억원)"),
        _many("PROJECT:QUARTERS:SOURCE:FINE", "may_pause"),
    ),
    (
        "--keep-share",
        Words(
            "다시 짤 때 지킬 최선 값의 몫 (기본 0.95)",
            "the share of the best value that a re-plan keeps (default 0.95)",
        ),
        {"default": "0.95", "metavar": "SHARE"},
    ),
    (
        "--seconds",
        Words(
            "한 번 풀이에 쓸 시간(초). Ctrl-C는 그때까지 가장 나은 것을 냅니다",
            "seconds for one solve; Ctrl-C returns the best so far",
        ),
        {"type": float, "default": 60.0, "metavar": "SECONDS"},
    ),
)


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take a folder, the day, what to weigh and fix, and what else to ask."""
    folder_argument(parser, language)

    for name, words, more in OPTIONS:
        parser.add_argument(name, help=words.in_(language), **more)  # type: ignore[arg-type]
    json_argument(parser, language)


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
        replan,
        shocks,
        leaves,
        share,
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
