"""bitgil outlook FOLDER [INDICATOR]: observed, projected, target, and the chance of reaching it."""

from __future__ import annotations

import argparse
from decimal import Decimal

from bitgil.cli.asking import Refused, folder_argument, json_argument
from bitgil.cli.days import as_of_argument, plan_then
from bitgil.cli.speech import Out, Progress, counted
from bitgil.cli.worlds import answer_argument, city_under_answers, draws_argument, tell_answers
from bitgil.outlook import Outlook, look_ahead, to_plain
from bitgil.plan.reading import read_plan
from bitgil.plan.types import Indicator
from bitgil.quantity import Words

HELP = Words("지표가 목표에 닿을지 전망합니다", "say whether indicators will reach their targets")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take a folder, perhaps an indicator, and how many draws."""
    folder_argument(parser, language)
    parser.add_argument(
        "id", nargs="?", metavar="INDICATOR", help=Words("지표 ID", "indicator id").in_(language)
    )
    draws_argument(parser, language)
    parser.add_argument("--seed", type=int, default=1, help=Words("난수 씨앗", "random seed").in_(language))
    answer_argument(parser, language)
    as_of_argument(parser, language)
    json_argument(parser, language)


def act(asked: argparse.Namespace, out: Out) -> int:
    """Print one line an indicator, or everything about one."""
    if asked.draws < 1:
        raise Refused("표본 수는 1 이상이어야 합니다.", "the number of draws must be 1 or more")
    plan = plan_then(read_plan(asked.folder), asked, out)
    city = city_under_answers(plan, asked)
    progress = Progress(out, "전망 계산", "looking ahead")
    found = look_ahead(plan, city, draws=asked.draws, seed=asked.seed, progress=progress)
    names = {indicator.id: indicator for indicator in plan.indicators}
    if asked.id is not None and asked.id not in names:
        raise Refused(f"그런 지표가 없습니다: '{asked.id}'", f"there is no indicator '{asked.id}'")
    chosen = [each for each in found if asked.id in (None, each.indicator)]
    if not asked.json:
        tell_answers(plan, asked, out)
    if asked.json:
        out.data([to_plain(each) for each in chosen])
    elif asked.id is None:
        _list(chosen, names, out)
    else:
        _one(chosen[0], names[asked.id], out)
    return 0


def _list(found: list[Outlook], names: dict[str, Indicator], out: Out) -> None:
    for each in found:
        name = names[each.indicator].name.in_(out.language)
        out.say(f"{each.indicator}  {name}: {each.gap.in_(out.language)}")


def _one(found: Outlook, indicator: Indicator, out: Out) -> None:
    out.say(f"{indicator.id}  {indicator.name.in_(out.language)} [{indicator.unit}]")
    out.say(found.gap)
    if found.why_missing:
        out.say(found.why_missing)
    head = (
        ("year", "10 %", "50 %", "90 %", "no change")
        if out.language == "en"
        else ("연도", "10 %", "50 %", "90 %", "무변화")
    )
    flat = {band.year: band.middle for band in found.no_change}
    rows = [
        (
            str(b.year),
            _number(b.low),
            _number(b.middle),
            _number(b.high),
            f"{flat[b.year]:,}" if b.year in flat else "",
        )
        for b in found.projected
    ]
    if found.verdict:
        out.say(found.verdict)
    if rows:
        out.table(head, rows)
    for error in found.past_errors:
        ahead = counted(error.horizon, "year")
        out.tell(
            f"지난 오차({error.rule}, {error.horizon}년 앞): 평균 {error.mae} (n={error.n})",
            f"past error ({error.rule}, {ahead} ahead): mean {error.mae} (n={error.n})",
        )


def _number(value: Decimal | None) -> str:
    return "?" if value is None else f"{value:,}"
