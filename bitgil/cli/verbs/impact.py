"""bitgil impact FOLDER [PROJECT]: what each project changes, as the last one in and as the only one."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from bitgil.city.contested import Contested, contested_in
from bitgil.city.impacts import Impact, impacts_of
from bitgil.cli.asking import Refused, folder_argument, json_argument
from bitgil.cli.modelled import quantities, short
from bitgil.cli.speech import Out
from bitgil.cli.worlds import answer_argument, city_under_answers, draws_argument, tell_answers
from bitgil.plan.reading import read_plan
from bitgil.quantity import Words
from bitgil.roadmap.values import observations

HELP = Words("사업마다 무엇을 얼마나 바꾸는지 셈합니다", "say what each project changes")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take a folder, perhaps a project, and how many draws."""
    folder_argument(parser, language)
    project = Words("사업 ID (기본은 모두)", "id of a project (default: all)")
    parser.add_argument("id", nargs="?", metavar="PROJECT", help=project.in_(language))
    draws_argument(parser, language)
    answer_argument(parser, language)
    json_argument(parser, language)


def act(asked: argparse.Namespace, out: Out) -> int:
    """Print one line a project, indicator and year; say which projects state no effect."""
    plan = read_plan(asked.folder)
    city = city_under_answers(plan, asked)
    known = {project.id: project for project in plan.projects}
    if asked.id is not None and asked.id not in known:
        raise Refused(f"그런 사업이 없습니다: '{asked.id}'", f"there is no project '{asked.id}'")
    names = quantities(plan, city, ())
    seen = observations(plan, city)
    found = impacts_of(city, names, draws=asked.draws, observed=seen)
    chosen = [each for each in found if asked.id in (None, each.project)]
    if asked.json:
        out.data([asdict(each) for each in chosen])
        return 0
    tell_answers(plan, asked, out)
    head = (
        ("사업", "지표", "연도", "마지막일 때 평균", "10–90%", "혼자일 때 평균", "단위")
        if out.language == "ko"
        else ("project", "quantity", "year", "mean as the last", "10–90 %", "mean alone", "unit")
    )
    if chosen:
        out.table(head, (_line(each) for each in chosen))
    shown = [known[asked.id]] if asked.id else plan.projects
    silent = [project.id for project in shown if not project.effects]
    if silent:
        listed = ", ".join(silent)
        out.tell(f"뒷받침되는 효과가 없는 사업: {listed}", f"projects without a sourced effect: {listed}")
    if not asked.answer:
        turned = contested_in(city, names, observed=seen)
        for each in turned:
            if asked.id in {None, each.project, each.rival}:
                _tell_contested(each, out)
    return 0


def _tell_contested(each: Contested, out: Out) -> None:
    above, below = ", ".join(each.above), ", ".join(each.below)
    what = f"{each.quantity} {each.year}"
    out.tell(
        f"순서가 바뀜: {what}: {each.structure}의 답이 {above}이면 {each.project}이(가), "
        f"{below}이면 {each.rival}이(가) 더 높임",
        f"contested: {what}: {each.project} raises it more under {each.structure}={above}, "
        f"{each.rival} under {below}",
    )


def _line(each: Impact) -> tuple[str, ...]:
    band = f"{short(each.low)} ~ {short(each.high)}"
    return each.project, each.quantity, str(each.year), short(each.last), band, short(each.first), each.unit
