"""The form of the re-plan, read from an address, and its answer as rows: what stays, goes and comes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from bitgil.plan.problems import Problem as Complaint
from bitgil.plan.problems import problem
from bitgil.portal.choosing.answers import Answer
from bitgil.portal.choosing.rows import Moved
from bitgil.quantity import Unfit, Won, Words, won
from bitgil.roadmap.aftermath import Upset
from bitgil.roadmap.problem import Candidate
from bitgil.roadmap.shocks import Cut, Late, Leave, Lost, MayPause, MayStop, Shock
from bitgil.roadmap.wishes import quarter_in
from bitgil.roadmap.wording import SOURCE_WORDS, source_words

SINCE, SHARE = "since", "keep"
CUT, BEFELL, LEAVE, FINE, PAYER = "c.", "s.", "l.", "f.", "m."
FIELDS = (CUT, BEFELL, LEAVE, FINE, PAYER)
"""How the names of the form's fields begin; what follows is a source and a year, or a project."""
USUAL_SHARE = "95"
LOST, STOP, LATE, PAUSE = "lost", "stop", "late:", "pause:"
QUARTERS = (1, 2, 3, 4, 6, 8)
WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Cap:
    """One money limit of the form, and by how many percent it was said to be cut."""

    name: str
    year: int
    source: Words
    amount: Won
    asked: str


@dataclass(frozen=True, slots=True)
class Blow:
    """One project of the form: what may befall it, what was said, and how it may be given up meanwhile."""

    project: Candidate
    running: bool
    start: str
    befell: str
    options: tuple[tuple[str, str], ...]
    leave: str = ""
    fine: str = ""
    payer: str = ""


def is_asked(query: Mapping[str, str]) -> bool:
    """Whether the form was handed in."""
    return SINCE in query


def quarters_in(answer: Answer, query: Mapping[str, str]) -> tuple[tuple[str, bool], ...]:
    """Return the quarters from which a re-plan may start, with the one that was said, or the second."""
    horizon = answer.problem.horizon
    names = [horizon.name_of(at) for at in range(horizon.quarters)]
    said = query.get(SINCE, names[min(1, len(names) - 1)])
    return tuple((name, name == said) for name in names)


def caps_in(answer: Answer, query: Mapping[str, str]) -> tuple[Cap, ...]:
    """Return every yearly money limit with what was typed for it."""
    return tuple(
        Cap(
            f"{CUT}{cap.source}.{cap.year}",
            cap.year,
            source_words(cap.source),
            cap.amount,
            query.get(f"{CUT}{cap.source}.{cap.year}", ""),
        )
        for cap in sorted(answer.problem.limits.money, key=lambda cap: (cap.source, cap.year))
        if cap.until is None
    )


def blows_in(answer: Answer, query: Mapping[str, str], language: str) -> tuple[Blow, ...]:
    """Return every project of the roadmap with what was said of it, the open ones first."""
    horizon = answer.problem.horizon
    found = [
        Blow(
            each,
            each.fixed is not None,
            "" if (at := answer.roadmap.starts.get(each.id)) is None else horizon.name_of(at),
            query.get(BEFELL + each.id, ""),
            tuple(_options(language, open_one=each.fixed is None)),
            query.get(LEAVE + each.id, ""),
            query.get(FINE + each.id, ""),
            query.get(PAYER + each.id, ""),
        )
        for each in answer.problem.candidates
        if each.fixed is None or each.fixed + each.duration > 0
    ]
    return tuple(sorted(found, key=lambda blow: (blow.running, blow.project.id)))


def _options(language: str, *, open_one: bool) -> Iterator[tuple[str, str]]:
    yield "", Words("아무 일 없음", "nothing").in_(language)
    if open_one:
        yield LOST, Words("공모에서 떨어짐", "its bid is lost").in_(language)
    for n in QUARTERS:
        yield f"{LATE}{n}", Words(f"{n}분기 늦어짐", f"{n} quarters late").in_(language)


def leaves_offered(language: str) -> tuple[tuple[str, str], ...]:
    """Return in which ways a running project may be given up."""
    return (
        ("", Words("건드리지 않음", "leave it alone").in_(language)),
        (STOP, Words("멈춰도 됨", "may be stopped").in_(language)),
        *(
            (f"{PAUSE}{n}", Words(f"{n}분기 쉬어도 됨", f"may rest {n} quarters").in_(language))
            for n in QUARTERS
        ),
    )


def payers(language: str) -> tuple[tuple[str, str], ...]:
    """Return the sources that may pay a fine."""
    return tuple((name, words.in_(language)) for name, words in SOURCE_WORDS.items() if name != "unknown")


def upset_in(query: Mapping[str, str]) -> tuple[Upset | None, tuple[Complaint, ...]]:
    """Return what the address asks, and what of it cannot be read; nothing is dropped silently."""
    faults: list[Complaint] = []
    try:
        since = quarter_in(query.get(SINCE, ""))
    except ValueError:
        since = (0, 0)
        faults.append(_unread(Words("언제부터", "from when"), query.get(SINCE, ""), "2028Q1"))
    shocks = (*_cuts(query, faults), *_befell(query, faults))
    leaves = tuple(_leaves(query, faults))
    share = _number(Words("지킬 몫", "share to keep"), query.get(SHARE, USUAL_SHARE), "95", faults)
    if not shocks and not faults:
        faults.append(
            problem(
                "-",
                Words("무슨 일이 있었는지 고르지 않았습니다", "nothing has befallen the roadmap"),
                Words("삭감, 탈락, 지연 가운데 하나는 고르세요", "say at least one cut, loss or delay"),
            )
        )
    if faults or share is None:
        return None, tuple(faults)
    return Upset(since, shocks, leaves, share / WHOLE), ()


def _cuts(query: Mapping[str, str], faults: list[Complaint]) -> Iterator[Shock]:
    for name, text in _said(query, CUT):
        source, _, year = name.rpartition(".")
        where = Words(f"{year}년 {source_words(source).ko}", f"{source_words(source).in_('en')} in {year}")
        percent = _number(where, text, "15", faults)
        if percent is not None and year.isascii() and year.isdigit():
            yield Cut(source, int(year), percent)


def _befell(query: Mapping[str, str], faults: list[Complaint]) -> Iterator[Shock]:
    for name, text in _said(query, BEFELL):
        quarters = text.removeprefix(LATE)
        if text == LOST:
            yield Lost(name)
        elif text.startswith(LATE) and quarters.isascii() and quarters.isdigit():
            yield Late(name, int(quarters))
        else:
            faults.append(_unread(Words(name), text, f"{LOST}, {LATE}2"))


def _leaves(query: Mapping[str, str], faults: list[Complaint]) -> Iterator[Leave]:
    for name, text in _said(query, LEAVE):
        where = Words(f"{name} 위약금", f"fine of {name}")
        typed = query.get(FINE + name, "").strip()
        if not typed:
            what = Words("위약금이 비어 있습니다", "is empty")
            mend = Words("억원으로 적으세요. 없으면 0", "write it in 억원, 0 where there is none")
            faults.append(problem(where.ko, what, mend))
            continue
        amount = _number(where, typed, "0.5", faults)
        if amount is None:
            continue
        try:
            fine = won(amount)
        except Unfit as unfit:
            mend = Words("1원 단위로 적으세요", "write whole won")
            faults.append(problem(where.ko, unfit.words, mend))
            continue
        payer = query.get(PAYER + name, "") or "city"
        quarters = text.removeprefix(PAUSE)
        if text == STOP:
            yield MayStop(name, payer, fine)
        elif text.startswith(PAUSE) and quarters.isascii() and quarters.isdigit() and int(quarters) > 0:
            yield MayPause(name, int(quarters), payer, fine)
        else:
            faults.append(_unread(Words(name), text, f"{STOP}, {PAUSE}4"))


def _said(query: Mapping[str, str], start: str) -> Iterator[tuple[str, str]]:
    for name, text in query.items():
        if name.startswith(start) and text.strip():
            yield name[len(start) :], text.strip()


def _number(where: Words, text: str, example: str, faults: list[Complaint]) -> Decimal | None:
    try:
        number = Decimal(text.strip().replace(",", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if number.is_finite():
        return number
    faults.append(_unread(where, text, example))
    return None


def _unread(where: Words, text: str, example: str) -> Complaint:
    return problem(
        where.ko,
        Words(f"'{text}'을(를) 읽을 수 없습니다", f"'{text}' cannot be read ({where.in_('en')})"),
        Words(f"{example}처럼 쓰세요", f"write it like {example}"),
    )


def replan_of(
    found: Mapping[str, Any] | None, names: Mapping[str, str], language: str
) -> dict[str, Any] | None:
    """Return a re-plan as its page shows it; `possible` is False where not even more money makes one."""
    if found is None or "disruption" not in found:
        return None
    running, before, now = set(found["running"]), found["before"], found["starts"]

    def moved(ids: list[str]) -> list[Moved]:
        return [Moved(i, names.get(i, i), before.get(i, ""), now.get(i, "")) for i in ids]

    used = {(each["project"], each["way"]) for each in found["ended"]}
    return {
        "possible": found["value"] is not None,
        "since": found["from"],
        "shocks": [Words(**line).in_(language) for line in found["shocks"]],
        "why": [Words(**line).in_(language) for line in found["why"]],
        "shortfall": [
            (part["year"], source_words(part["source"]).in_(language), Decimal(part["amount"]))
            for part in found["shortfall"]
        ],
        "value": None if found["value"] is None else Decimal(found["value"]),
        "best": None if found["best"] is None else Decimal(found["best"]),
        "kept": None if found["kept"] is None else Decimal(found["kept"]),
        "share": Decimal(found["share"]),
        "proven": found["status"] == "optimal",
        "disruption": found["disruption"],
        "same": moved([i for i in found["same"] if i not in running]),
        "untouched": sum(i in running for i in found["same"]),
        "moved": moved(found["moved"]),
        "dropped": moved(found["dropped"]),
        "lost": moved(found["lost"]),
        "added": moved(found["added"]),
        "leaves": [
            {
                **each,
                "name": names.get(each["project"], each["project"]),
                "source": source_words(each["source"]).in_(language),
                "fine": Decimal(each["fine"]),
                "basis": Words(**each["basis"]).in_(language),
                "used": (each["project"], each["way"]) in used,
            }
            for each in found["leaves"]
        ],
    }
