"""What moved inside a record of another collection, phrase by phrase."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bitgil.plan.changes.saying.phrases import moved, revised, sum_of, told
from bitgil.quantity import Words

SHORT = 40
"""A value of more letters than this is named, not quoted."""
MONEY = {"limits": ("amount", "low", "high")}
"""Which fields hold won."""
FIELDS = {
    "amount": Words("금액", "amount"),
    "baseline": Words("기준값", "baseline"),
    "better": Words("좋은 방향", "better"),
    "choices": Words("선택지별 확률", "choices"),
    "definition": Words("정의", "definition"),
    "distribution": Words("분포", "distribution"),
    "driver": Words("동인", "driver"),
    "evidence": Words("근거", "evidence"),
    "first": Words("첫해", "first year"),
    "grade": Words("등급", "grade"),
    "high": Words("상한", "high end"),
    "kind": Words("종류", "kind"),
    "last": Words("끝해", "last year"),
    "low": Words("하한", "low end"),
    "meaning": Words("뜻", "meaning"),
    "measured_by": Words("모형의 양", "quantity of the model"),
    "name": Words("이름", "name"),
    "names": Words("이름", "names"),
    "note": Words("비고", "note"),
    "observed": Words("관측값", "observed series"),
    "office": Words("담당 부서", "office"),
    "path": Words("연도별 값", "path"),
    "rho": Words("상관계수", "rho"),
    "source": Words("출처", "source"),
    "sources": Words("출처", "sources"),
    "staff": Words("정원", "staff"),
    "statement": Words("내용", "statement"),
    "target": Words("목표", "target"),
    "tasks": Words("전략과제", "tasks"),
    "title": Words("제목", "title"),
    "unit": Words("단위", "unit"),
    "url": Words("출처", "source"),
    "valid_from": Words("유효 시작", "valid from"),
    "valid_to": Words("유효 끝", "valid to"),
    "weights": Words("가중치", "weights"),
    "why": Words("이유", "reason"),
    "year": Words("연도", "year"),
}

Plain = Mapping[str, Any]
"""A record in its canonical spelling."""


def of_record(collection: str, old: Plain, new: Plain) -> Iterator[Words]:
    """Yield what moved between two spellings of one record, the value itself first."""
    keys = sorted(old.keys() | new.keys(), key=lambda key: (key != "value", key))
    for key in keys:
        was, now = old.get(key), new.get(key)
        if was == now:
            continue
        if key == "readings":
            yield from _periods_moved(was or [], now or [])
        elif key == "rows":
            yield from _rows_moved(was or [], now or [])
        elif key == "path":
            yield from _years_moved(was or {}, now or {})
        elif key in {"baseline", "target"}:
            yield from _aim_moved(FIELDS[key], was or {}, now or {})
        elif key in MONEY.get(collection, ()):
            yield from moved(_named(key), sum_of(was), sum_of(now))
        else:
            yield from _field_moved(key, was, now)


def _named(key: str) -> Words | None:
    return None if key == "value" else FIELDS.get(key, Words(key, key))


def _field_moved(key: str, was: object, now: object) -> Iterator[Words]:
    if all(isinstance(part, (str, int, type(None))) and len(str(part)) <= SHORT for part in (was, now)):
        yield from moved(_named(key), told(was), told(now))
    else:
        yield revised(_named(key) or Words("값", "value"))


def _aim_moved(name: Words, was: Plain, now: Plain) -> Iterator[Words]:
    parts = [
        *moved(name, told(was.get("value")), told(now.get("value"))),
        *moved(Words(f"{name.ko} 연도", f"{name.en} year"), told(was.get("year")), told(now.get("year"))),
    ]
    yield from parts
    if not parts:
        yield revised(Words(f"{name.ko}의 근거", f"grounds of the {name.en}"))


def _years_moved(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Words]:
    for year in sorted(was.keys() | now.keys()):
        yield from moved(Words(f"{year}년", year), told(was.get(year)), told(now.get(year)))


def _periods_moved(was: list[Plain], now: list[Plain]) -> Iterator[Words]:
    old, new = ({reading["period"]: reading for reading in side} for side in (was, now))
    yield from _listed([period for period in new if period not in old], Words("추가", "added"))
    yield from _listed([period for period in old if period not in new], Words("삭제", "dropped"))
    for period in [period for period in new if old.get(period, new[period]) != new[period]]:
        values = [told(side[period].get("value")) for side in (old, new)]
        if values[0] == values[1]:
            yield revised(Words(f"{period} 근거", f"grounds of {period}"))
        yield from moved(Words(period, period), *values)


def _listed(periods: list[str], verb: Words) -> Iterator[Words]:
    if len(periods) > 3:  # noqa: PLR2004  more would hide what else moved
        count = len(periods)
        ends = f"{min(periods)}–{max(periods)}"
        yield Words(f"{ends} 가운데 {count}개 {verb.ko}", f"{count} periods of {ends} {verb.en}")
    elif periods:
        names = ", ".join(periods)
        yield Words(f"{names} {verb.ko}", f"{names} {verb.en}")


def _rows_moved(was: list[list[str]], now: list[list[str]]) -> Iterator[Words]:
    old, new = ({tuple(row[:-1]): row[-1] for row in side} for side in (was, now))
    counts = (
        (len(new.keys() - old.keys()), Words("추가", "added")),
        (len(old.keys() - new.keys()), Words("삭제", "dropped")),
        (sum(old[key] != new[key] for key in old.keys() & new.keys()), Words("변경", "revised")),
    )
    for count, verb in counts:
        if count:
            rows = "row" if count == 1 else "rows"
            yield Words(f"{count}행 {verb.ko}", f"{count:,} {rows} {verb.en}")
