"""The committee's form: which project in, out or when, and how heavy each objective; read from an address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from bitgil.plan.problems import Problem as Complaint
from bitgil.plan.problems import problem
from bitgil.portal.choosing.answers import Answer
from bitgil.quantity import Words, text_of
from bitgil.roadmap.problem import Aim, Candidate
from bitgil.roadmap.wishes import Wish

INTO, OUT = "in", "out"
PROJECT, WEIGHT = "p.", "w."
LET = Words("계산에 맡김", "leave it to the solver")
FORCED_IN = Words("반드시 넣음", "must be in")
FORCED_OUT = Words("반드시 뺌", "must stay out")


@dataclass(frozen=True, slots=True)
class Choice:
    """One project of the form: what may be said of it, what was said, and where it stands now."""

    project: Candidate
    options: tuple[tuple[str, str], ...]
    asked: str
    start: str


@dataclass(frozen=True, slots=True)
class Scale:
    """One objective of the form: its weight as it was typed."""

    aim: Aim
    asked: str


def choices_in(answer: Answer, query: Mapping[str, str], language: str) -> tuple[Choice, ...]:
    """Return every open project with the starts that it may have."""
    return tuple(
        Choice(
            each,
            tuple(_options(answer, each, language)),
            query.get(PROJECT + each.id, ""),
            _now(answer, each),
        )
        for each in answer.problem.candidates
        if each.fixed is None
    )


def _options(answer: Answer, each: Candidate, language: str) -> Iterator[tuple[str, str]]:
    yield "", LET.in_(language)
    yield INTO, FORCED_IN.in_(language)
    yield OUT, FORCED_OUT.in_(language)
    for at in sorted({at for _, at in answer.problem.options(each)}):
        name = answer.problem.horizon.name_of(at)
        yield name, Words(f"{name}에 시작", f"start in {name}").in_(language)


def _now(answer: Answer, each: Candidate) -> str:
    at = answer.roadmap.starts.get(each.id)
    return "" if at is None else answer.problem.horizon.name_of(at)


def scales_in(answer: Answer, query: Mapping[str, str]) -> tuple[Scale, ...]:
    """Return every objective with the weight that was typed, or its own."""
    return tuple(
        Scale(aim, query.get(WEIGHT + aim.id, text_of(aim.weight)).strip() or "0")
        for aim in answer.building.problem.aims
    )


def wish_in(answer: Answer, query: Mapping[str, str]) -> tuple[Wish, tuple[Complaint, ...]]:
    """Return what the address wishes for, and what of it cannot be read; nothing is dropped silently."""
    said = {name[len(PROJECT) :]: text.strip() for name, text in query.items() if name.startswith(PROJECT)}
    weights: dict[str, Decimal] = {}
    faults = []
    for name, text in query.items():
        if name.startswith(WEIGHT):
            aim = name[len(WEIGHT) :]
            try:
                weights[aim] = Decimal(text.strip().replace(",", "") or "0")
            except InvalidOperation:
                faults.append(_no_number(answer, aim, text))
    own = {aim.id: aim.weight for aim in answer.building.problem.aims}
    return (
        Wish(
            into=tuple(name for name, text in said.items() if text == INTO),
            out=tuple(name for name, text in said.items() if text == OUT),
            starts={name: text for name, text in said.items() if text not in {"", INTO, OUT}},
            weights={} if {**own, **weights} == own else {**own, **weights},
        ),
        tuple(faults),
    )


def _no_number(answer: Answer, aim: str, text: str) -> Complaint:
    names = {each.id: each.name for each in answer.building.problem.aims}
    name = names.get(aim, Words(aim))
    return problem(
        f"{name.ko}",
        Words(f"'{text}'은(는) 수가 아닙니다", f"'{text}' is no number"),
        Words("0.4처럼 수를 쓰세요", "write a number such as 0.4"),
    )


def is_asked(wish: Wish) -> bool:
    """Whether anything at all is wished for."""
    return wish.fixes or bool(wish.weights)
