"""bitgil sensitivity FOLDER WHAT YEAR: which assumptions and projects decide an outcome."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from bitgil.city.sensitivity import DRAWS, Influence, Ranking, rank
from bitgil.cli.asking import Refused, folder_argument, json_argument
from bitgil.cli.modelled import ENDS, banded, quantity_arguments, quantity_named
from bitgil.cli.speech import Out
from bitgil.cli.worlds import (
    answer_argument,
    city_under_answers,
    correlations_argument,
    correlations_in,
    draws_argument,
    tell_answers,
)
from bitgil.plan.reading import read_plan
from bitgil.quantity import Words
from bitgil.roadmap.values import observations

HELP = Words("무엇이 결과를 정하는지 순위를 매깁니다", "rank what decides an outcome")
SMALL = 0.005
"""Shares below half a percent are not listed."""


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take a folder, an indicator or quantity, a year, and how many draws."""
    folder_argument(parser, language)
    quantity_arguments(parser, language)
    draws_argument(parser, language, DRAWS)
    correlations_argument(parser, language)
    answer_argument(parser, language)
    json_argument(parser, language)


def act(asked: argparse.Namespace, out: Out) -> int:
    """Print the outcome's band, then what decides it, the most decisive first."""
    plan = read_plan(asked.folder)
    city = city_under_answers(plan, asked)
    name = quantity_named(plan, city, asked.what)
    try:
        found = rank(
            city,
            name,
            asked.year,
            draws=asked.draws,
            observed=observations(plan, city),
            correlations=correlations_in(asked),
        )
    except ValueError as fault:
        raise Refused(f"{asked.year}년의 {name} 값을 계산할 수 없습니다.", str(fault)) from fault
    if asked.json:
        out.data(asdict(found))
    else:
        tell_answers(plan, asked, out)
        _tell(found, out)
    return 0


def _tell(found: Ranking, out: Out) -> None:
    out.say(f"{found.quantity} {found.year} [{found.unit}]  {banded(found)}  ({ENDS})")
    if not found.influences:
        out.tell("이 값은 어떤 가정에도 흔들리지 않습니다.", "No assumption moves this value.")
        return
    head = (
        ("정하는 것", "혼자 설명하는 몫", "순위상관", "등급")
        if out.language == "ko"
        else ("what decides", "explained alone", "rank correlation", "grade")
    )
    shown = [each for each in found.influences if _weight(each) >= SMALL]
    out.table(head, ((e.name, _share(e), f"{e.correlation:+.2f}", e.grade.value) for e in shown))
    left = len(found.influences) - len(shown)
    if left:
        out.tell(f"그 밖의 {left}가지는 저마다 0.5% 미만입니다.", f"{left} others explain under 0.5 % each.")
    if found.explained is None:
        out.tell(
            "SALib이 없어 순위상관만 보입니다: pip install 'bitgil[analysis]'",
            "Without SALib only rank correlations are shown: pip install 'bitgil[analysis]'",
        )
    else:
        total = f"{100 * found.explained:.0f}"
        out.tell(
            f"따로 설명하는 몫의 합은 {total}%: 100%보다 적으면 함께 작용한 것, 많으면 서로 상관된 것입니다.",
            f"One by one they explain {total} %: below 100 % they act together, above it they correlate.",
        )


def _weight(each: Influence) -> float:
    return each.correlation**2 if each.share is None else each.share


def _share(each: Influence) -> str:
    if each.share is None or each.within is None:
        return "-"
    return f"{100 * each.share:.0f} % ± {100 * each.within:.0f}"
