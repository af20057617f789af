"""bitgil scenarios FOLDER [QUANTITY …]: several courses of the world side by side, on the same draws."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import asdict

from bitgil.city.model import City
from bitgil.city.scenarios import YEARS, Outcome, compare, in_order
from bitgil.cli.asking import Refused, folder_argument, json_argument
from bitgil.cli.speech import Out, Progress
from bitgil.cli.worlds import answer_argument, city_under_answers, tell_answers
from bitgil.plan.reading import read_plan
from bitgil.plan.types import Plan, Scenario
from bitgil.quantity import Words
from bitgil.roadmap.values import observations

HELP = Words("시나리오를 나란히 견줍니다", "compare scenarios side by side")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take a folder, perhaps quantities, the number of draws, and whether correlations hold."""
    folder_argument(parser, language)
    what = Words(
        "지표 ID 또는 모형의 양 (기본은 모든 지표)", "indicators or quantities (default: all indicators)"
    )
    parser.add_argument("what", nargs="*", metavar="WHAT", help=what.in_(language))
    draws = Words("표본 수", "number of draws")
    parser.add_argument("--draws", type=int, default=512, help=draws.in_(language))
    apart = Words("가정 사이의 상관을 끕니다", "switch off the correlations between assumptions")
    parser.add_argument("--no-correlations", action="store_true", help=apart.in_(language))
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
        correlations={} if asked.no_correlations else None,
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


def quantities(plan: Plan, city: City, asked: Iterable[str]) -> tuple[str, ...]:
    """Return the quantities meant by *asked*, all measured indicators where nothing is asked."""
    measured = {i.id: i.measured_by for i in plan.indicators if i.measured_by in city.functions}
    beside = (name for scenario in plan.scenarios for name in scenario.beside)
    names = tuple(measured.get(name, name) for name in asked) or (*measured.values(), *beside)
    for name in names:
        if name not in city.functions:
            known = ", ".join(sorted({*city.functions, *measured}))
            raise Refused(
                f"모형에 '{name}'이(가) 없습니다. 있는 것: {known}",
                f"no '{name}' in the model; it has {known}",
            )
    return tuple(dict.fromkeys(names))


def _introduce(scenario: Scenario, out: Out) -> None:
    out.say(f"{scenario.name.in_(out.language)}: {scenario.meaning.in_(out.language)}")
    for words in scenario.leaves_out:
        out.say(f"  · {words.in_(out.language)}")
    for name in scenario.answers:
        out.tell(f"  · 구조 변형: {name}", f"  · structure: {name}")


def _tabulate(found: list[Outcome], shown: tuple[Scenario, ...], out: Out) -> None:
    out.say()
    out.say(f"{found[0].quantity} [{found[0].unit}]  10 · 50 · 90 %")
    head = (Words("시나리오", "scenario").in_(out.language), *map(str, YEARS))
    rows = (
        (
            scenario.name.in_(out.language),
            *(_band(each) for each in found if each.scenario == scenario.id),
        )
        for scenario in shown
    )
    out.table(head, rows)


def _band(outcome: Outcome) -> str:
    ends = (outcome.low, outcome.middle, outcome.high)
    return " · ".join("?" if end is None else short(end) for end in ends)


def short(number: float) -> str:
    """Return four digits without an exponent."""
    return f"{float(f'{number:.4g}'):,.10g}"
