"""bitgil iamc FOLDER FILE: outlooks and scenarios as one table that scenario tools such as pyam read."""

from __future__ import annotations

import argparse
from pathlib import Path

from bitgil.checking import sectors_for
from bitgil.city.model import assemble
from bitgil.city.scenarios import compare
from bitgil.cli.asking import Refused, folder_argument
from bitgil.cli.speech import Out, Progress
from bitgil.cli.worlds import draws_argument
from bitgil.opendata.iamc import lines_of_outlooks, lines_of_scenarios, to_csv
from bitgil.outlook import look_ahead
from bitgil.plan.reading import read_plan
from bitgil.quantity import Words
from bitgil.roadmap.values import observations

HELP = Words("전망과 시나리오를 IAMC 형식의 표로 씁니다", "write outlooks and scenarios as an IAMC table")
YEARS = tuple(range(2020, 2051))


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take a folder, the file to write, and how many draws."""
    folder_argument(parser, language)
    parser.add_argument(
        "file", type=Path, metavar="FILE", help=Words("쓸 CSV 파일", "CSV file").in_(language)
    )
    draws_argument(parser, language)


def act(asked: argparse.Namespace, out: Out) -> int:
    """Write the whole table in one go, or nothing."""
    plan = read_plan(asked.folder)
    if not asked.file.parent.is_dir():
        raise Refused(f"{asked.file.parent} 폴더가 없습니다.", f"there is no folder {asked.file.parent}")
    city = assemble(sectors_for(plan), plan)
    wanted = sorted({i.measured_by for i in plan.indicators if i.measured_by in city.functions})
    outcomes = compare(
        city,
        wanted,
        years=YEARS,
        draws=asked.draws,
        observed=observations(plan, city),
        tell=Progress(out, "시나리오 계산", "running scenarios"),
    )
    outlooks = look_ahead(plan, city, draws=asked.draws)
    text = to_csv((*lines_of_scenarios(plan, city, outcomes), *lines_of_outlooks(plan, outlooks)))
    beside = asked.file.with_name(f".{asked.file.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(asked.file)
    count = text.count("\n") - 1
    out.tell(f"{asked.file}에 {count:,}줄을 썼습니다.", f"{count:,} lines written to {asked.file}.")
    return 0
