"""What verbs on the city share: a plan under answers to questions of structure, named where used."""

from __future__ import annotations

import argparse

from bitgil.checking import sectors_for
from bitgil.city.model import City, assemble
from bitgil.city.structures import answer_named, answered
from bitgil.cli.asking import Refused
from bitgil.cli.speech import Out
from bitgil.plan.types import Plan
from bitgil.quantity import Words


def answer_argument(parser: argparse.ArgumentParser, language: str) -> None:
    """Add --answer, which lays one answer to a question of structure over the plan."""
    words = Words(
        "구조 변형을 골라 계산 (예: inventory=company, 여러 번 쓸 수 있음)",
        "compute under an answer to a question of structure (such as inventory=company; may be repeated)",
    )
    parser.add_argument(
        "--answer", action="append", default=[], metavar="QUESTION=ANSWER", help=words.in_(language)
    )


def city_under_answers(plan: Plan, asked: argparse.Namespace) -> City:
    """Return the city of *plan* under the answers that were asked for; refuse one that it does not know."""
    city = assemble(sectors_for(plan), plan)
    try:
        return answered(city, asked.answer)
    except KeyError as fault:
        known = ", ".join(f"{s.id}={a.id}" for s in plan.structures for a in s.answers) or "-"
        raise Refused(f"그런 구조 변형이 없습니다. 있는 것: {known}", str(fault.args[0])) from fault


def tell_answers(plan: Plan, asked: argparse.Namespace, out: Out) -> None:
    """Print which answers the figures below rest on, where any but the plan's own was asked for."""
    for name in asked.answer:
        structure, answer = answer_named(plan, name)
        question, said = (each.in_(out.language) for each in (structure.question, answer.name))
        out.tell(f"구조 변형 {name}: {question} → {said}", f"structure {name}: {question} → {said}")
