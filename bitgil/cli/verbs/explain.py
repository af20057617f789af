"""bitgil explain FOLDER QUANTITY YEAR: from a figure down to functions, assumptions and sources."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from bitgil.city.model.explanation import explain, to_text
from bitgil.cli.asking import Refused, folder_argument, json_argument
from bitgil.cli.speech import Out
from bitgil.cli.worlds import answer_argument, city_under_answers, tell_answers
from bitgil.plan.reading import read_plan
from bitgil.quantity import Words
from bitgil.roadmap.values import observations

HELP = Words("수치가 어디에서 나왔는지 뿌리까지 설명합니다", "explain a figure down to its sources")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take a folder, an indicator or quantity, and a year."""
    folder_argument(parser, language)
    what = Words("지표 ID 또는 모형의 양", "id of an indicator, or a quantity of the model")
    parser.add_argument("what", metavar="WHAT", help=what.in_(language))
    parser.add_argument("year", type=int, metavar="YEAR", help=Words("연도", "year").in_(language))
    answer_argument(parser, language)
    json_argument(parser, language)


def act(asked: argparse.Namespace, out: Out) -> int:
    """Print the tree of function, value, unit and source."""
    plan = read_plan(asked.folder)
    city = city_under_answers(plan, asked)
    measured = {indicator.id: indicator.measured_by for indicator in plan.indicators if indicator.measured_by}
    name = measured.get(asked.what, asked.what)
    if name not in city.functions:
        known = ", ".join(sorted({*city.functions, *measured}))
        raise Refused(
            f"모형에 없는 이름입니다: '{name}'. 있는 것: {known}", f"no '{name}' in the model; it has {known}"
        )
    tree = explain(city, name, asked.year, observed=observations(plan, city))
    if asked.json:
        out.data(asdict(tree))
    else:
        tell_answers(plan, asked, out)
        out.say(to_text(tree, out.language))
    return 0
