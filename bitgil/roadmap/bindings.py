"""Which limits hold the plan back and what more money would buy; and, where nothing is possible, why.

Slack and prices of a relaxed problem mislead where projects come whole, so every gain here is the difference
of two exact solves.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from bitgil.quantity import WON_PER_EOK, Won, Words, eok, text_of
from bitgil.roadmap.model import Rule
from bitgil.roadmap.pace import is_stopped, paced
from bitgil.roadmap.problem import Limits, MoneyLimit, Problem
from bitgil.roadmap.solver.answer import Roadmap, Shortfall, conflict, shortfall, solve
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.spelling import both
from bitgil.roadmap.wording import in_won, points, rule_words, source_words

FIVE_PERCENT = Fraction(1, 20)


@dataclass(frozen=True, slots=True)
class Binding:
    """A source whose limit in some years holds the plan back.

    Gains of value: by 1억원 more in each of those years, by 5 % more, and by no limit at all.
    """

    source: str
    years: tuple[int, ...]
    one_more: Fraction
    five_percent: Fraction
    unlimited: Fraction
    why: Words


@dataclass(frozen=True, slots=True)
class Impossible:
    """Why no roadmap exists: rules that clash, none of which can be spared, and the money that lacks."""

    rules: tuple[Rule, ...]
    lacking: tuple[Shortfall, ...] | None
    why: tuple[Words, ...]


def what_binds(
    problem: Problem, roadmap: Roadmap, effort: Effort | None = None, within: float | None = None
) -> tuple[Binding, ...]:
    """Return the money limits that hold the plan back, the dearest first, each by solves with more money.

    A source over all its years comes beside its single years: work over several years often gains
    nothing from one richer year. Nothing new is compared after *within* seconds.
    """
    if roadmap.value is None:
        return ()
    caps = sorted(problem.limits.money, key=lambda cap: (cap.source, cap.year))
    groups: list[tuple[MoneyLimit, ...]] = [(cap,) for cap in caps]
    groups += [
        tuple(cap for cap in caps if cap.source == source) for source in sorted({c.source for c in caps})
    ]
    found, distinct = [], tuple(dict.fromkeys(groups))
    for group, part in zip(distinct, paced(effort, len(distinct), within), strict=False):
        unlimited = _gain(problem, roadmap, group, None, part)
        if unlimited > 0:
            one = _gain(problem, roadmap, group, lambda _: WON_PER_EOK, part)
            five = _gain(problem, roadmap, group, lambda amount: int(amount * FIVE_PERCENT), part)
            if is_stopped(part):
                break
            found.append(
                Binding(
                    group[0].source, _years(group), one, five, unlimited, _say(group, one, five, unlimited)
                )
            )
    return tuple(sorted(found, key=lambda b: (-b.one_more, -b.five_percent, -b.unlimited, b.source, b.years)))


def _years(group: tuple[MoneyLimit, ...]) -> tuple[int, ...]:
    return tuple(cap.year for cap in group)


def _gain(
    problem: Problem,
    roadmap: Roadmap,
    group: tuple[MoneyLimit, ...],
    more: Callable[[int], int] | None,
    effort: Effort | None,
) -> Fraction:
    """Return what the best value gains by *more* won under each limit of the group, or by lifting them."""
    raised = [
        cap if more is None or cap not in group else replace(cap, amount=Won(cap.amount + more(cap.amount)))
        for cap in problem.limits.money
        if cap not in group or more is not None
    ]
    richer = replace(problem, limits=replace(problem.limits, money=tuple(raised)))
    value = solve(richer, effort, hint=roadmap.starts).value
    return Fraction(0) if value is None or roadmap.value is None else max(value - roadmap.value, Fraction(0))


def _say(group: tuple[MoneyLimit, ...], one: Fraction, five: Fraction, unlimited: Fraction) -> Words:
    source, years = source_words(group[0].source), _years(group)
    when = f"{years[0]}" if len(years) == 1 else f"{years[0]}~{years[-1]}"
    amounts = sorted({cap.amount for cap in group})
    each = Words(
        "~".join(in_won(amount).ko for amount in dict.fromkeys((amounts[0], amounts[-1]))),
        " to ".join(in_won(amount).en for amount in dict.fromkeys((amounts[0], amounts[-1]))),
    )
    return Words(
        f"{when}년 {source.ko} 한도(연 {each.ko}): 해마다 1억원을 더하면 목적 값 {points(one)}, "
        f"5%를 더하면 {points(five)}, 한도가 없으면 {points(unlimited)} 늘어납니다.",
        f"{source.in_('en').capitalize()} of {when} ({each.en} a year): 0.1 billion won more each "
        f"gains {points(one)}, 5% more {points(five)}, no limit {points(unlimited)}.",
    )


def to_plain(impossible: Impossible) -> dict[str, Any]:
    """Return why nothing is possible as what JSON can hold: sentences, rules and the money that lacks."""
    return {
        "why": [both(line) for line in impossible.why],
        "rules": [{"kind": r.kind, "subject": r.subject, "other": r.other} for r in impossible.rules],
        "shortfall": [
            {"year": part.year, "source": part.source, "amount": text_of(eok(part.lacking))}
            for part in impossible.lacking or ()
        ],
    }


def why_impossible(problem: Problem, effort: Effort | None = None) -> Impossible:
    """Return the rules that clash, and the least money by source and year that would make room."""
    rules, lacking = conflict(problem, effort), shortfall(problem, effort)
    why = [
        Words(
            "다음을 함께 지킬 수 없습니다: " + "; ".join(rule_words(problem, r).ko for r in rules) + ".",
            "These cannot all hold: " + "; ".join(rule_words(problem, r).in_("en") for r in rules) + ".",
        )
    ]
    if lacking is None:
        why.append(Words("돈을 더해도 풀리지 않습니다.", "No amount of money would mend it."))
    for part in lacking or ():
        source = source_words(part.source)
        why.append(
            Words(
                f"{part.span()}년 {source.ko} {in_won(part.lacking).ko} 부족.",
                f"{part.span()}: {in_won(part.lacking).en} of {source.in_('en')} lacks.",
            )
        )
    return Impossible(rules, lacking, tuple(why))


def with_found_money(problem: Problem, lacking: Collection[Shortfall]) -> Problem:
    """Return *problem* with the lacking money counted as found."""
    more = {(part.year, part.until, part.source): part.lacking for part in lacking}
    money = tuple(
        replace(cap, amount=Won(cap.amount + more.get((cap.year, cap.until, cap.source), 0)))
        for cap in problem.limits.money
    )
    return replace(problem, limits=Limits(money, problem.limits.staff))
