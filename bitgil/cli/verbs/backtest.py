"""bitgil backtest FOLDER: how far past forecasts missed, beside 'no change'."""

from __future__ import annotations

import argparse

from bitgil.checking import sectors_for
from bitgil.city.model import assemble
from bitgil.cli.asking import folder_argument, json_argument
from bitgil.cli.speech import Out
from bitgil.outlook import backtest, rows_to_plain
from bitgil.plan.reading import read_plan
from bitgil.quantity import Words

HELP = Words("지난 예측이 얼마나 빗나갔는지 무변화 예측과 견줍니다", "test forecasts on the city's own past")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take a folder."""
    folder_argument(parser, language)
    json_argument(parser, language)


def act(asked: argparse.Namespace, out: Out) -> int:
    """Print the table of errors."""
    plan = read_plan(asked.folder)
    rows = rows_to_plain(backtest(plan, assemble(sectors_for(plan), plan)))
    if asked.json:
        out.data(rows)
        return 0
    if not rows:
        out.tell("되짚어 볼 관측값이 모자랍니다.", "There are too few observations to look back on.")
        return 0
    head = tuple(rows[0])
    out.table(head, (tuple(str(row[key]) for key in head) for row in rows))
    return 0
