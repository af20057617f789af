"""bitgil explain FOLDER QUANTITY YEAR: a figure down to its sources, or what moved it since a year."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from bitgil.city.model import Movement, Mover, explain, to_text, what_moves
from bitgil.cli.asking import folder_argument, json_argument
from bitgil.cli.modelled import quantity_arguments, quantity_named, short
from bitgil.cli.speech import Out
from bitgil.cli.worlds import (
    answer_argument,
    city_in_scenario,
    city_under_answers,
    scenario_argument,
    tell_answers,
    tell_scenario,
)
from bitgil.plan.reading import read_plan
from bitgil.quantity import Words
from bitgil.roadmap.values import observations

HELP = Words("수치가 어디에서 나왔는지 뿌리까지 설명합니다", "explain a figure down to its sources")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take a folder, an indicator or quantity, a year, and perhaps the year from which to tell its change."""
    folder_argument(parser, language)
    quantity_arguments(parser, language)
    since = Words("이 해부터의 변화를 요인별로 나눕니다", "split the change since this year by what moved it")
    parser.add_argument("--since", type=int, metavar="YEAR", help=since.in_(language))
    scenario_argument(parser, language)
    answer_argument(parser, language)
    json_argument(parser, language)


def act(asked: argparse.Namespace, out: Out) -> int:
    """Print the tree of function, value, unit and source, or the parts of a change."""
    plan = read_plan(asked.folder)
    city = city_in_scenario(city_under_answers(plan, asked), asked)
    name = quantity_named(plan, city, asked.what)
    seen = observations(plan, city)
    if asked.since is None:
        tree = explain(city, name, asked.year, observed=seen)
    else:
        split = what_moves(city, name, asked.since, asked.year, observed=seen)
    if asked.json:
        out.data(asdict(tree if asked.since is None else split))
        return 0
    tell_answers(plan, asked, out)
    tell_scenario(city, asked, out)
    if asked.since is None:
        out.say(to_text(tree, out.language))
    else:
        _tell_split(split, out)
    return 0


def _tell_split(split: Movement, out: Out) -> None:
    """Print what moved the figure, the largest part first, then the interaction and the change."""
    if split.was is None or split.now is None or split.interaction is None:
        out.tell(
            f"{split.name}: {split.first}년이나 {split.last}년의 값이 없습니다.",
            f"{split.name} has no value in {split.first} or {split.last}.",
        )
        return
    if split.whole:
        out.tell(
            f"{split.name}은(는) 해마다 이어지거나 표에서 읽는 값이어서 나누지 않습니다.",
            f"{split.name} is carried on from year to year or read from a table, and is not split.",
        )
    if split.measured:
        out.tell(
            "잰 값이 있는 해도 모형이 스스로 셈한 값을 나눕니다.",
            "Where there is a measurement, what the model made of that year itself is split.",
        )
    korean = out.language == "ko"
    head = ("요인", "단위", "몫", "10–90%") if korean else ("what", "unit", "part", "10–90 %")
    years = (str(split.first), str(split.last))
    ends = (
        ("상호작용" if korean else "interaction", split.interaction),
        ("변화" if korean else "change", split.now - split.was),
    )
    rows = [_line(mover) for mover in split.movers]
    rows += [(what, "", "", "", short(value), "") for what, value in ends]
    out.table((*head[:2], *years, *head[2:]), rows)
    out.say(f"{split.name} ({split.unit}): {short(split.was)} → {short(split.now)}")


def _line(mover: Mover) -> tuple[str, ...]:
    band = f"{short(mover.low)} ~ {short(mover.high)}"
    return mover.name, mover.unit, short(mover.was), short(mover.now), short(mover.part), band
