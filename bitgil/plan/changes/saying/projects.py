"""What moved inside a project's money and effects, phrase by phrase."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from bitgil.plan.changes.kinds import ReviseBudget, ReviseEffects
from bitgil.plan.changes.saying.phrases import moved, revised, sum_of, told
from bitgil.plan.types import Delivery, Effect, MoneyLine, Project
from bitgil.quantity import Won, Words, text_of

SOURCES = {
    "national": Words("국비", "national money"),
    "provincial": Words("도비", "provincial money"),
    "city": Words("시비", "city money"),
    "private": Words("민간 재원", "private money"),
    "agency": Words("공공기관 재원", "public agencies' money"),
    "unknown": Words("구분을 모르는 재원", "money of unknown source"),
}
TOTAL = Words("총사업비", "budget")
UNKNOWN = Words("모름", "unknown")


def of_money(old: Project | None, change: ReviseBudget) -> Iterator[Words]:
    """Yield what moved in the total, its shares by source, its years and its spread."""
    budget, lines = (old.budget, old.money) if old else (None, ())
    was, now = (sum_of(one.amount) if one else None for one in (budget, change.budget))
    yield from moved(TOTAL, was or UNKNOWN, now or UNKNOWN)
    if was == now and budget != change.budget:
        yield revised(Words("총사업비 근거", "grounds of the budget"))
    sums = [*_shares_moved(lines, change.money), *_years_moved(lines, change.money)]
    yield from sums
    if not sums and lines != change.money:
        yield revised(Words("재원의 상태·근거", "state or grounds of the money"))
    if (old.spread if old else None) != change.spread:
        yield revised(Words("연도별 배분", "yearly spread"))


def _shares_moved(old: Sequence[MoneyLine], new: Sequence[MoneyLine]) -> Iterator[Words]:
    was, now = (_by_source(lines) for lines in (old, new))
    for source, name in SOURCES.items():
        yield from moved(name, sum_of(was.get(source)), sum_of(now.get(source)))


def _by_source(lines: Sequence[MoneyLine]) -> dict[str, Won]:
    sums: Counter[str] = Counter()
    for line in lines:
        if line.role == "share":
            sums[line.source] += line.amount
    return {source: Won(amount) for source, amount in sums.items()}


def _years_moved(old: Sequence[MoneyLine], new: Sequence[MoneyLine]) -> Iterator[Words]:
    was, now = (_by_year(lines) for lines in (old, new))
    for year in sorted(was.keys() | now.keys()):
        name = Words(f"{year}년 금액", f"part of {year}")
        yield from moved(name, sum_of(was.get(year)), sum_of(now.get(year)))


def _by_year(lines: Sequence[MoneyLine]) -> dict[int, Won]:
    sums: Counter[int] = Counter()
    for line in lines:
        if line.role == "year" and line.year is not None:
            sums[line.year] += line.amount
    return {year: Won(amount) for year, amount in sums.items()}


def of_effects(old: Project | None, change: ReviseEffects) -> Iterator[Words]:
    """Yield what moved in the delivery, each driver's change, the claims and the reason for none."""
    yield from _delivery_moved(old.delivery if old else None, change.delivery)
    yield from _drivers_moved(old.effects if old else (), change.effects)
    if (old.claims if old else ()) != change.claims:
        yield revised(Words("보도된 효과", "claims"))
    if (old.no_effect if old else "") != change.no_effect:
        yield revised(Words("효과가 없는 까닭", "reason for no effect"))


def _delivery_moved(old: Delivery | None, new: Delivery | None) -> Iterator[Words]:
    parts = [
        *moved(Words("문 여는 때", "delivery opens"), *(_opening(one) for one in (old, new))),
        *moved(Words("지어질 가능성", "certainty"), *(_certainty(one) for one in (old, new))),
        *moved(Words("늦어질 햇수", "slip in years"), *(_slip(one) for one in (old, new))),
    ]
    yield from parts
    if not parts and old != new:
        yield revised(Words("준공의 근거", "grounds of the delivery"))


def _opening(delivery: Delivery | None) -> Words | None:
    return told(delivery.opens) if delivery else None


def _certainty(delivery: Delivery | None) -> Words | None:
    return told(text_of(delivery.certainty)) if delivery else None


def _slip(delivery: Delivery | None) -> Words | None:
    if delivery is None:
        return None
    ends = (delivery.slip_low, delivery.slip_mode, delivery.slip_high)
    return told("·".join(text_of(end) for end in ends)) if any(ends) else None


def _drivers_moved(old: Sequence[Effect], new: Sequence[Effect]) -> Iterator[Words]:
    for driver in dict.fromkeys(effect.driver for effect in (*old, *new)):
        was, now = (tuple(effect for effect in side if effect.driver == driver) for side in (old, new))
        changes = (_changes(was), _changes(now))
        if changes[0] != changes[1]:
            yield from moved(Words(f"효과 {driver}", f"effect on {driver}"), *changes)
        elif was != now:
            yield revised(Words(f"효과 {driver}의 범위·근거", f"range or grounds of the effect on {driver}"))


def _changes(effects: Sequence[Effect]) -> Words | None:
    return told(
        " + ".join(f"{text_of(effect.change)} {effect.unit}".removesuffix(" 1") for effect in effects)
    )
