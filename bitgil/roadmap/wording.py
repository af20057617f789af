"""The short phrases that the roadmap's sentences are made of: projects, rules, money and points."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from bitgil.quantity import Words, eok, text_of
from bitgil.roadmap.model import Rule
from bitgil.roadmap.problem import Candidate, Problem

SOURCE_WORDS = {
    "national": Words("국비", "national money"),
    "provincial": Words("도비", "provincial money"),
    "city": Words("시비", "city money"),
    "private": Words("민자", "private money"),
    "agency": Words("공공기관 자금", "agency money"),
    "unknown": Words("재원 미상", "money of unknown source"),
}


def rule_words(problem: Problem, rule: Rule) -> Words:
    """Return one rule as a short noun phrase."""
    names: Mapping[str, Candidate] = {each.id: each for each in problem.candidates}
    one = named(names[rule.subject]) if rule.subject in names else Words(rule.subject)
    two = named(names[rule.other]) if rule.other in names else Words(rule.other or "-")
    if rule.kind == "money":
        source = source_words(rule.other)
        cap = next(c for c in problem.limits.money if (c.span(), c.source) == (rule.subject, rule.other))
        return Words(
            f"{rule.subject}년 {source.ko} 한도 {in_won(cap.amount).ko}",
            f"the {rule.subject} limit of {in_won(cap.amount).en} {source.in_('en')}",
        )
    gates = {gate.id: gate.name for gate in problem.gates}
    gate = gates.get(rule.subject, one)
    names_of_bounds = {each.id: each.name for each in problem.portions}
    names_of_bounds |= {each.id: each.name for each in problem.picks}
    bound = names_of_bounds.get(rule.subject, one)
    phrases = {
        "portion": bound,
        "pick": bound,
        "gate": Words(f"단계 관문 {gate.ko}", f"the stage gate {gate.in_('en')}"),
        "opens": Words(
            f"관문 {gate.ko} 다음에 {two.ko}", f"{two.in_('en')} only after the gate {gate.in_('en')}"
        ),
        "staff": Words(f"{two.ko} {one.ko} 인력 한도", f"the staff of {one.in_('en')} in {two.in_('en')}"),
        "fixed": Words(f"진행 중인 {one.ko}", f"{one.in_('en')}, which is running"),
        "must": Words(f"필수 사업 {one.ko}", f"{one.in_('en')}, which must be done"),
        "requires": Words(f"{two.ko} 다음에 {one.ko}", f"{one.in_('en')} only after {two.in_('en')}"),
        "excludes": Words(
            f"{one.ko}·{two.ko} 가운데 하나만", f"only one of {one.in_('en')} and {two.in_('en')}"
        ),
        "together": Words(f"{one.ko}·{two.ko} 함께", f"{one.in_('en')} together with {two.in_('en')}"),
    }
    return phrases[rule.kind]


def named(each: Candidate) -> Words:
    """Return the candidate as its id and name."""
    return Words(f"{each.id} {each.name.ko}", f"{each.id} {each.name.in_('en')}")


def list_words(problem: Problem, ids: tuple[str, ...]) -> Words:
    """Return candidates side by side, a dash for none."""
    names = [named(problem.candidate(name)) for name in ids]
    return Words(", ".join(n.ko for n in names) or "-", ", ".join(n.in_("en") for n in names))


def points(value: Fraction) -> str:
    """Return a value of the objective with two digits."""
    return f"{float(value):,.2f}"


def in_won(amount: int) -> Words:
    """Return an amount of won, in 억원 for Korean and billions for English, to two digits."""
    return Words(f"{_short(eok(amount))}억원", f"{_short(eok(amount) / 10)} billion won")


def _short(number: Decimal) -> str:
    return f"{Decimal(text_of(round(number, 2))):,f}"


def source_words(source: str) -> Words:
    """Return a source of money in words, as it is where nobody named it."""
    return SOURCE_WORDS.get(source, Words(source))
