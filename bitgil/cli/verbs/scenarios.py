"""bitgil scenarios FOLDER [QUANTITY …]: several courses of the world side by side, on the same draws."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from bitgil.city.comparing import YEARS, in_order
from bitgil.city.scenarios import Outcome, compare
from bitgil.cli.asking import Refused, folder_argument, json_argument
from bitgil.cli.modelled import ENDS, banded, quantities, quantities_argument
from bitgil.cli.speech import Out, Progress
from bitgil.cli.worlds import (
    answer_argument,
    city_under_answers,
    correlations_argument,
    correlations_in,
    draws_argument,
    tell_answers,
)
from bitgil.plan.reading import read_plan
from bitgil.plan.types import Scenario
from bitgil.quantity import Words
from bitgil.roadmap.values import observations

HELP = Words("시나리오를 나란히 견줍니다", "compare scenarios side by side")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take a folder, perhaps quantities, the number of draws, and whether correlations hold."""
    folder_argument(parser, language)
    quantities_argument(parser, language)
    draws_argument(parser, language)
    correlations_argument(parser, language)
    answer_argument(parser, language)
    json_argument(parser, language)


def act(asked: argparse.Namespace, out: Out) -> int:
    """Print each scenario's meaning, then one table a quantity."""
    plan = read_plan(asked.folder)
    if not plan.scenarios:
        raise Refused("계획 폴더에 시나리오가 없습니다.", "the plan folder holds no scenario")
    city = city_under_answers(plan, asked)
    found = compare(
        city,
        quantities(plan, city, asked.what),
        draws=asked.draws,
        observed=observations(plan, city),
        correlations=correlations_in(asked),
        tell=Progress(out, "시나리오 계산", "running scenarios"),
    )
    if asked.json:
        out.data([asdict(each) for each in found])
        return 0
    tell_answers(plan, asked, out)
    shown = in_order(plan.scenarios)
    for scenario in shown:
        _introduce(scenario, out)
    for name in dict.fromkeys(each.quantity for each in found):
        _tabulate([each for each in found if each.quantity == name], shown, out)
    return 0


def _introduce(scenario: Scenario, out: Out) -> None:
    out.say(f"{scenario.name.in_(out.language)}: {scenario.meaning.in_(out.language)}")
    for words in scenario.leaves_out:
        out.say(f"  · {words.in_(out.language)}")
    for name in scenario.answers:
        out.tell(f"  · 구조 변형: {name}", f"  · structure: {name}")


def _tabulate(found: list[Outcome], shown: tuple[Scenario, ...], out: Out) -> None:
    out.say()
    out.say(f"{found[0].quantity} [{found[0].unit}]  {ENDS}")
    head = (Words("시나리오", "scenario").in_(out.language), *map(str, YEARS))
    rows = (
        (
            scenario.name.in_(out.language),
            *(banded(each) for each in found if each.scenario == scenario.id),
        )
        for scenario in shown
    )
    out.table(head, rows)
