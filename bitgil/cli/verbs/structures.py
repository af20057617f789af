"""bitgil structures FOLDER [QUANTITY …]: what follows from each answer to an open question of structure."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from bitgil.checking import sectors_for
from bitgil.city.comparing import YEARS, in_order
from bitgil.city.model import assemble
from bitgil.city.structures import NEGLIGIBLE, Between, Outcome, answers_apart, between
from bitgil.cli.asking import Refused, folder_argument, json_argument
from bitgil.cli.modelled import ENDS, banded, quantities, quantities_argument, short
from bitgil.cli.speech import Out, Progress
from bitgil.cli.worlds import draws_argument
from bitgil.plan.reading import read_plan
from bitgil.plan.types import Structure
from bitgil.quantity import Words
from bitgil.roadmap.values import observations

HELP = Words("구조에 관한 열린 물음의 답들을 견줍니다", "compare answers to open questions of structure")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take a folder, perhaps quantities, and the number of draws."""
    folder_argument(parser, language)
    quantities_argument(parser, language)
    draws_argument(parser, language)
    json_argument(parser, language)


def act(asked: argparse.Namespace, out: Out) -> int:
    """Print, for each question, a table a quantity and how far its answers lie apart."""
    plan = read_plan(asked.folder)
    if not plan.structures:
        raise Refused("계획 폴더에 구조 변형이 없습니다.", "the plan folder asks no question of structure")
    city = assemble(sectors_for(plan), plan)
    found = answers_apart(
        city,
        quantities(plan, city, asked.what),
        draws=asked.draws,
        observed=observations(plan, city),
        tell=Progress(out, "구조 변형 계산", "running variants"),
    )
    apart = {(each.structure, each.quantity, each.year): each for each in between(plan, found)}
    if asked.json:
        out.data([asdict(each) for each in found])
        return 0
    for structure in in_order(plan.structures):
        out.say()
        out.say(f"{structure.id}: {structure.question.in_(out.language)}")
        _tell(structure, [each for each in found if each.structure == structure.id], apart, out)
    return 0


def _tell(
    structure: Structure, found: list[Outcome], apart: dict[tuple[str, str, int], Between], out: Out
) -> None:
    names = list(dict.fromkeys(each.quantity for each in found))
    differ = {
        each.quantity
        for each in apart.values()
        if each.structure == structure.id and each.share >= NEGLIGIBLE
    }
    for name in names:
        if name in differ:
            _tabulate(structure, [each for each in found if each.quantity == name], apart, out)
    if left := len(names) - len(differ):
        out.tell(
            f"그 밖의 {left}가지는 답 사이의 차이가 범위의 2%가 안 됩니다.",
            f"{left} others differ by less than 2 % of their band.",
        )
    if not names:
        out.tell("물은 것 가운데 이 답으로 바뀌는 것이 없습니다.", "It changes nothing that was asked for.")


def _tabulate(
    structure: Structure, found: list[Outcome], apart: dict[tuple[str, str, int], Between], out: Out
) -> None:
    name = found[0].quantity
    out.say(f"{name} [{found[0].unit}]  {ENDS}")
    head = (Words("답", "answer").in_(out.language), *map(str, YEARS))
    rows = [
        (
            f"{'* ' if answer.default else ''}{answer.id}: {answer.name.in_(out.language)}",
            *(banded(each) for each in found if each.answer == answer.id),
        )
        for answer in structure.answers
    ]
    last = Words("답 사이", "between answers").in_(out.language)
    rows.append((last, *(_span(apart.get((structure.id, name, year))) for year in YEARS)))
    out.table(head, rows)


def _span(each: Between | None) -> str:
    return "?" if each is None else f"{short(each.lowest)} ~ {short(each.highest)}"
