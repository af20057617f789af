"""What verbs on the city share: a plan under answers or in a scenario, named where used."""

from __future__ import annotations

import argparse

from bitgil.checking import sectors_for
from bitgil.city.draws import Correlations
from bitgil.city.model import City, assemble
from bitgil.city.scenarios import city_under
from bitgil.city.structures import answer_named, answered
from bitgil.cli.asking import Refused
from bitgil.cli.speech import Out
from bitgil.plan.types import Plan
from bitgil.quantity import Words


def draws_argument(parser: argparse.ArgumentParser, language: str, usual: int = 512) -> None:
    """Add --draws, how many worlds are drawn."""
    words = Words("표본 수", "number of draws")
    parser.add_argument("--draws", type=int, default=usual, help=words.in_(language))


def correlations_argument(parser: argparse.ArgumentParser, language: str) -> None:
    """Add --no-correlations, which lets every assumption go its own way."""
    words = Words("가정 사이의 상관을 끕니다", "switch off the correlations between assumptions")
    parser.add_argument("--no-correlations", action="store_true", help=words.in_(language))


def correlations_in(asked: argparse.Namespace) -> Correlations | None:
    """Return no correlations where they were switched off, None where the plan's own hold."""
    return {} if asked.no_correlations else None


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


def scenario_argument(parser: argparse.ArgumentParser, language: str) -> None:
    """Add --scenario, which computes in one of the plan's courses of the world."""
    words = Words("시나리오를 골라 계산 (예: baseline)", "compute in a scenario (such as baseline)")
    parser.add_argument("--scenario", metavar="SCENARIO", help=words.in_(language))


def city_in_scenario(city: City, asked: argparse.Namespace) -> City:
    """Return the city in the scenario asked for, itself where none is; refuse one that it does not know."""
    if asked.scenario is None:
        return city
    known = {scenario.id: scenario for scenario in city.plan.scenarios}
    if asked.scenario not in known:
        names = ", ".join(sorted(known)) or "-"
        raise Refused(
            f"그런 시나리오가 없습니다: '{asked.scenario}'. 있는 것: {names}",
            f"there is no scenario '{asked.scenario}'; there are {names}",
        )
    return city_under(city, known[asked.scenario])


def tell_scenario(city: City, asked: argparse.Namespace, out: Out) -> None:
    """Print which scenario the figures below are of, where one was asked for."""
    for scenario in city.plan.scenarios:
        if scenario.id == asked.scenario:
            name = scenario.name.in_(out.language)
            out.tell(f"시나리오 {scenario.id}: {name}", f"scenario {scenario.id}: {name}")
