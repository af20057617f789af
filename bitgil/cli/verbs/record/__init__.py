"""bitgil record DEED …: publish the log of acts, and check it, copy it, witness it without trusting it.

Belongs here: one deed a module, found in the folder, each with HELP, arguments() and act().
Does not: how the log works (record) or how acts enter it (store).
"""

from __future__ import annotations

import argparse
import sys
from types import ModuleType
from typing import Any, NoReturn

from bitgil.cli import asking
from bitgil.cli.speech import Out
from bitgil.folder import modules_in
from bitgil.plan.problems import Unsound
from bitgil.quantity import Unfit, Words
from bitgil.record.refusal import Refused
from bitgil.record.verification import REFUSED

HELP = Words(
    "공식 행위의 원장을 공개하고 검증합니다 (끝값 0 증인 확인, 1 거부, 2 온전하나 증인 없음)",
    "publish and check the log of acts (exit 0 witnessed, 1 refused, 2 sound but unwitnessed)",
)


class Deeds(argparse.ArgumentParser):
    """Ends a wrong call with 1: nobody's script may read 2, which says that all is sound."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:  # noqa: ANN401  argparse's own
        """Read the arguments; one that no deed knows is a wrong call here and not further up."""
        found, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unknown: {' '.join(unknown)}")
        return found, unknown

    def error(self, message: str) -> NoReturn:
        """Say how the deed is called, and end."""
        self.print_usage(sys.stderr)
        self.exit(REFUSED, f"{self.prog}: {message}\n")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take a deed and its own arguments."""
    add_deeds(parser, language, sys.modules[__name__])


def add_deeds(parser: argparse.ArgumentParser, language: str, package: ModuleType) -> None:
    """Let *parser* take one of the deeds in a folder; a folder within it holds deeds of its own."""
    title = Words("할 일", "deeds").in_(language)
    deeds = parser.add_subparsers(title=title, metavar="DEED", required=True, parser_class=Deeds)
    for name, module in modules_in(package).items():
        text = module.HELP.in_(language)
        each = deeds.add_parser(name, help=text, description=text)
        if hasattr(module, "__path__"):
            add_deeds(each, language, module)
            continue
        spoken = Words("출력 언어", "language").in_(language)
        each.add_argument("--lang", choices=("ko", "en"), default=argparse.SUPPRESS, help=spoken)
        module.arguments(each, language)
        each.set_defaults(deed=module.act)


def act(asked: argparse.Namespace, out: Out) -> int:
    """Do the deed; say what is refused in a sentence and return 1, for 2 says that all is sound."""
    try:
        return int(asked.deed(asked, out))
    except Refused as refused:
        out.problems((refused.problem,))
    except Unsound as unsound:
        out.problems(unsound.problems)
    except Unfit as unfit:
        out.note(unfit.words.ko, unfit.words.en)
    except asking.Refused as refusal:
        out.note(refusal.words.ko, refusal.words.en)
    return REFUSED
