"""bitgil abatement FOLDER: what each measure cuts in each scope, and what a tonne of it costs."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from bitgil.city.curves import YEAR, Elsewhere, ScopeCurve, abatement_curves
from bitgil.city.model.span import FIRST
from bitgil.cli.asking import Refused, folder_argument, json_argument
from bitgil.cli.modelled import short
from bitgil.cli.speech import Out
from bitgil.cli.worlds import answer_argument, city_under_answers, draws_argument, tell_answers
from bitgil.plan.reading import read_plan
from bitgil.plan.types import Plan
from bitgil.quantity import Words
from bitgil.roadmap.values import observations

HELP = Words("감축 수단의 비용곡선을 범위마다 보입니다", "show the abatement cost curve of each scope")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take a folder, the year, and the number of draws."""
    folder_argument(parser, language)
    year = Words("연도", "year")
    parser.add_argument("--year", type=int, default=YEAR, help=year.in_(language))
    draws_argument(parser, language)
    answer_argument(parser, language)
    json_argument(parser, language)


def act(asked: argparse.Namespace, out: Out) -> int:
    """Print a table a scope, and the measures that have no place on it."""
    plan = read_plan(asked.folder)
    if not plan.measures:
        raise Refused("계획 폴더에 감축 수단이 없습니다.", "the plan folder holds no abatement measure")
    city = city_under_answers(plan, asked)
    if asked.year <= FIRST:
        raise Refused(f"{FIRST}년 뒤의 해를 쓰세요.", f"the year must be later than {FIRST}")
    found, neither = abatement_curves(
        city, year=asked.year, draws=asked.draws, observed=observations(plan, city)
    )
    if asked.json:
        out.data(
            {"scopes": [asdict(each) for each in found], "elsewhere": [asdict(each) for each in neither]}
        )
        return 0
    tell_answers(plan, asked, out)
    for each in found:
        _tabulate(plan, each, out)
    _tell_elsewhere(neither, out)
    return 0


def _tabulate(plan: Plan, found: ScopeCurve, out: Out) -> None:
    names = {measure.id: measure.name.in_(out.language) for measure in plan.measures}
    out.say()
    out.tell(
        f"{found.scope} {found.year}: 아무 수단도 없을 때 {short(found.emitted)} tCO2e/yr",
        f"{found.scope} {found.year}: {short(found.emitted)} tCO2e/yr without any measure",
    )
    head = (
        ("수단", "줄이는 줄", "순감축 t", "톤당 원", "누적 t")
        if out.language == "ko"
        else ("measure", "line", "net cut, t", "won a tonne", "so far, t")
    )
    rows = [
        (
            names[step.measure.name],
            step.measure.line,
            short(step.cut),
            short(step.cost_per_tonne),
            short(step.cut_so_far),
        )
        for step in found.curve.steps
    ]
    if rows:
        out.table(head, rows)
    for left in found.curve.not_taken:
        ko = f"고르지 않음: {names[left.name]} (다른 변형을 골랐거나 줄일 것이 없다)"
        out.tell(ko, f"not taken: {names[left.name]} (another variant was, or nothing is left)")
    for each in found.unpriced:
        name, cut = names[each.measure.id], short(each.cut)
        out.tell(f"비용을 찾지 못함: {name} ({cut} t)", f"no cost found: {name} ({cut} t)")
    outside = ", ".join(names[measure.id] for measure in found.outside)
    if outside:
        out.tell(f"이 범위에서 줄이는 것이 없음: {outside}", f"cuts nothing in this scope: {outside}")


def _tell_elsewhere(neither: tuple[Elsewhere, ...], out: Out) -> None:
    for each in neither:
        name = each.measure.name.in_(out.language)
        cost = "?" if each.cost_per_unit is None else short(each.cost_per_unit)
        out.tell(
            f"두 범위 밖: {name} → {each.quantity} +{short(each.gain)} {each.unit}, 단위마다 {cost}원",
            f"in neither scope: {name} → {each.quantity} +{short(each.gain)} {each.unit}, {cost} won each",
        )
