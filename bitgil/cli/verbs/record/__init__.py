"""bitgil record DEED …: publish the log of acts, and check it, copy it, witness it without trusting it.

Belongs here: one deed a module, found in the folder, each with HELP, arguments() and act().
Does not: how the log works (record) or how acts enter it (store).
"""

from __future__ import annotations

import argparse
import sys

from bitgil.cli.speech import Out
from bitgil.folder import modules_in
from bitgil.quantity import Words
from bitgil.record.refusal import Refused
from bitgil.record.verification import REFUSED

HELP = Words(
    "공식 행위의 원장을 공개하고 검증합니다 (끝값 0 증인 확인, 1 거부, 2 온전하나 증인 없음)",
    "publish and check the log of acts (exit 0 witnessed, 1 refused, 2 sound but unwitnessed)",
)


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take a deed and its own arguments."""
    title = Words("할 일", "deeds").in_(language)
    deeds = parser.add_subparsers(title=title, metavar="DEED", required=True)
    for name, module in modules_in(sys.modules[__name__]).items():
        text = module.HELP.in_(language)
        each = deeds.add_parser(name, help=text, description=text)
        module.arguments(each, language)
        each.set_defaults(deed=module.act)


def act(asked: argparse.Namespace, out: Out) -> int:
    """Do the deed; say what the record refuses in a sentence."""
    try:
        return int(asked.deed(asked, out))
    except Refused as refused:
        out.problems((refused.problem,))
        return REFUSED
