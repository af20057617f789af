"""Progress: four ideas kept apart, and the status that follows from them.

Work done, money spent, target reached and promise kept are four rates; none stands for another. Each
names its formula, and a rate that cannot be told is None and never a neutral half.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bitgil.government.acts import Act
from bitgil.government.acts.fields import decimal_of
from bitgil.government.acts.progress import CAUSES, STATUSES
from bitgil.government.cases import Case
from bitgil.government.days import days_between, first_day, last_day, months_after
from bitgil.government.rollup import counted
from bitgil.quantity import Unfit, Words

BEHIND = Decimal("0.10")
"""How far work may lie behind the share of time that has passed before the status says so."""
SILENCE = 9
"""Months after the start or the last reported period from which a running project counts as silent."""


@dataclass(frozen=True, slots=True)
class Rate:
    """One share with the parts it was made of; None where it cannot be told, and `why` not."""

    value: Decimal | None
    formula: Words
    part: Decimal | None = None
    whole: Decimal | None = None
    why: Words | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """추진 실적: the four rates of one project on one day."""

    work: Rate
    money: Rate
    target: Rate
    promise: Rate


@dataclass(frozen=True, slots=True)
class Status:
    """상태: what the acts say, why, and, kept beside it, what an office set by hand and its reason."""

    computed: str
    reason: Words
    by_hand: str = ""
    hand_reason: str = ""

    @property
    def value(self) -> str:
        """The status shown: the one set by hand where there is one."""
        return self.by_hand or self.computed

    @property
    def name(self) -> Words:
        """The status in both languages."""
        return STATUSES[self.value]


def attained(
    value: Decimal, target: Decimal, baseline: Decimal | None = None, better: str = "up"
) -> Decimal | None:
    """Return which share of the way to the target is gone: (value - baseline) / (target - baseline).

    The direction of good is in the target, so a falling figure needs no other formula; below the
    baseline the share is negative and beyond the target above 1. Where baseline and target are equal
    the figure is to be held: 1 while it is as good, else 0. Without a baseline a rising figure is
    measured from 0 and a falling one cannot be told (None), nor can a range.
    """
    if better not in ("up", "down"):
        return None
    if baseline is None and better == "down":
        return None
    start = baseline or Decimal(0)
    if target == start:
        good = value >= target if better == "up" else value <= target
        return Decimal(1) if good else Decimal(0)
    if (target > start) != (better == "up"):
        raise Unfit(
            f"목표 {target}이 기준 {start}보다 나빠지는 쪽입니다({better})",
            f"the target {target} is worse than the baseline {start} ({better} is better)",
        )
    return (value - start) / (target - start)


def progress_of(
    case: Case,
    day: str,
    *,
    needed: int | None = None,
    share_of: Callable[[Act], Decimal | None] | None = None,
) -> Progress:
    """Return the four rates as reported up to a day; *needed* is the total cost in won.

    `share_of` may tell how much of its targets a report has reached; without it, the mean over its
    outcomes of value / target, each cut to 0..1.
    """
    reports = [act for act in case.reports if first_day(act.effect) <= day]
    last = reports[-1] if reports else None
    none = Words("보고가 없습니다", "no report")
    return Progress(
        _work(last, none),
        _money(last, needed, none),
        _target(last, share_of or mean_outcome, none),
        _promise(last, day, none),
    )


def mean_outcome(report: Act) -> Decimal | None:
    """Return the mean share of their targets that a report's outcomes have reached; None without targets."""
    shares = [
        counted(attained(Decimal(row["value"]), Decimal(row["target"])))
        for row in report.public.get("outcomes", ())
        if "target" in row
    ]
    told = [share for share in shares if share is not None]
    return sum(told, Decimal(0)) / len(told) if told else None


def _work(last: Act | None, none: Words) -> Rate:
    formula = Words("보고된 공정률 ÷ 100", "work reported ÷ 100")
    if last is None:
        return Rate(None, formula, why=none)
    return Rate(Decimal(last.public["work"]) / 100, formula)


def _money(last: Act | None, needed: int | None, none: Words) -> Rate:
    formula = Words("누적 집행액 ÷ 총사업비", "money spent so far ÷ total cost")
    if last is None or "spent" not in last.public:
        return Rate(None, formula, why=none)
    spent = Decimal(sum(last.public["spent"].values()))
    if not needed:
        return Rate(None, formula, spent, why=Words("총사업비를 모릅니다", "the total cost is unknown"))
    return Rate(spent / needed, formula, spent, Decimal(needed))


def _target(last: Act | None, share_of: Callable[[Act], Decimal | None], none: Words) -> Rate:
    formula = Words("성과별 (실적 ÷ 목표)의 평균, 각 0~1", "mean of reached ÷ target, each from 0 to 1")
    if last is None:
        return Rate(None, formula, why=none)
    share = share_of(last)
    untold = Words("목표가 있는 성과가 보고되지 않았습니다", "no outcome with a target is reported")
    return Rate(share, formula, why=untold if share is None else None)


def _promise(last: Act | None, day: str, none: Words) -> Rate:
    formula = Words("기한 안에 마친 이정표 ÷ 기한이 된 이정표", "milestones done in time ÷ milestones due")
    if last is None or "milestones" not in last.public:
        return Rate(None, formula, why=none)
    rows = last.public["milestones"]
    due = [row for row in rows if last_day(row["due"]) <= day or "done" in row]
    kept = [row for row in due if "done" in row and first_day(row["done"]) <= last_day(row["due"])]
    if not due:
        return Rate(None, formula, why=Words("기한이 된 이정표가 없습니다", "no milestone is due"))
    whole = Decimal(len(due))
    return Rate(len(kept) / whole, formula, Decimal(len(kept)), whole)


def status_of(case: Case, day: str, *, first: str = "", ends: str = "") -> Status:
    """Return where a project stands on a day, and why: from its acts, its first day and its end.

    부진 is late and behind its time, 지연 late but not behind, 일부추진 behind but not late. Work is
    behind where it lies more than BEHIND below the share of time that has passed.
    """
    computed, reason = _closed(case) or _unstarted(case) or _running(case, day, first, ends)
    hand = case.last.get("status.overridden")
    last = case.reports[-1] if case.reports else None
    if hand is None or (last and last.number > hand.number):
        return Status(computed, reason)
    return Status(computed, reason, hand.public["status"], hand.reason)


def _closed(case: Case) -> tuple[str, Words] | None:
    act = case.last.get("project.closed")
    if act is None:
        return None
    how = act.public["how"]
    return how, Words(f"{act.effect} 종료: {act.reason}", f"closed on {act.effect}: {act.reason}")


def _unstarted(case: Case) -> tuple[str, Words] | None:
    if "project.started" in case.last or case.reports:
        return None
    lost, won = case.last.get("bid.failed"), case.last.get("bid.applied")
    if lost and (won is None or lost.number > won.number):
        return "lost", Words(f"{lost.effect} 공모 탈락", f"the bid was lost on {lost.effect}")
    step = case.step.kind if case.step else ""
    return "not-started", Words(
        f"착수 기록이 없습니다({step or '기록 없음'})", f"no start ({step or 'no act'})"
    )


def _running(case: Case, day: str, first: str, ends: str) -> tuple[str, Words]:
    last = case.reports[-1] if case.reports else None
    since = last_day(last.public["period"]) if last else case.day_of("project.started")
    if months_after(since, SILENCE) < day:
        return "silent", Words(f"{since} 이후 보고가 없습니다", f"no report since {since}")
    if last is None:
        return "on-track", Words("착수하여 첫 보고를 기다립니다", "started; its first report is awaited")
    lag = _lag(case, last, first, ends)
    late = _late(last, since, ends)
    if late:
        word = "lagging" if lag is not None and lag > BEHIND else "late"
        return word, late
    if lag is not None and lag > BEHIND:
        points = round(lag * 100)
        return "partial", Words(
            f"지난 기간의 비율보다 공정률이 {points}%p 낮습니다",
            f"work is {points} points behind the time passed",
        )
    return "on-track", Words("지연 보고와 넘긴 기한이 없습니다", "no delay reported and no deadline missed")


def _late(last: Act, since: str, ends: str) -> Words | None:
    months = decimal_of(last.public.get("late_months", "0")) or Decimal(0)
    overdue = [
        row for row in last.public.get("milestones", ()) if "done" not in row and last_day(row["due"]) < since
    ]
    slipped = ends and "ends" in last.public and last_day(last.public["ends"]) > last_day(ends)
    cause = CAUSES.get(last.public.get("cause", ""), CAUSES["other"])
    if months > 0:
        return Words(f"{months}개월 지연: {cause.ko}", f"late by {months} months: {cause.en}")
    if overdue:
        name = overdue[0]["what"]
        return Words(
            f"기한을 넘긴 이정표 {len(overdue)}개: {name}", f"{len(overdue)} milestones overdue: {name}"
        )
    if slipped:
        end = last.public["ends"]
        return Words(f"종료가 {ends}에서 {end}로 밀렸습니다", f"the end moved from {ends} to {end}")
    return None


def _lag(case: Case, last: Act, first: str, ends: str) -> Decimal | None:
    start = case.day_of("project.started") or (first_day(first) if first else "")
    if not start or not ends:
        return None
    whole = days_between(start, last_day(ends))
    gone = days_between(start, last_day(last.public["period"]))
    if whole <= 0:
        return None
    planned = min(max(Decimal(gone) / whole, Decimal(0)), Decimal(1))
    return planned - Decimal(last.public["work"]) / 100


def shares_of(statuses: Mapping[str, Status]) -> dict[str, int]:
    """Return how many projects have each status; the counts add up to all of them."""
    counts = dict.fromkeys(STATUSES, 0)
    for status in statuses.values():
        counts[status.value] += 1
    return counts
