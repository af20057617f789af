"""`bitgil VERB …`: reads the arguments, runs the verb, turns faults into sentences and exit codes."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence

from bitgil import __version__
from bitgil.cli import verbs
from bitgil.cli.asking import Refused
from bitgil.cli.speech import Out, standard
from bitgil.folder import modules_in
from bitgil.plan.problems import Unsound
from bitgil.quantity import Words

ABOUT = Words(
    "빛길: 도시 전환 계획을 운영합니다. 계획을 읽고, 검사하고, 전망하고, 선택하고, 공개합니다.",
    "Bitgil operates a city's transformation plan: read it, check it, look ahead, choose, publish.",
)
INTERRUPTED, FAULTY, REFUSED = 130, 1, 2


def main(arguments: Sequence[str] | None = None, out: Out | None = None) -> int:
    """Run one verb; return 0, 1 (Problems), 2 (refused) or 130 (interrupted)."""
    speaker = out or standard()
    asked = _parser(speaker.language).parse_args(arguments)
    speaker.language = asked.lang or speaker.language
    try:
        return int(asked.act(asked, speaker))
    except Unsound as unsound:
        speaker.problems(unsound.problems)
        return FAULTY
    except Refused as refusal:
        speaker.note(refusal.words.ko, refusal.words.en)
        return REFUSED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return REFUSED
    except KeyboardInterrupt:
        speaker.note("멈췄습니다.", "Stopped.")
        return INTERRUPTED


def _parser(language: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("bitgil", description=ABOUT.in_(language))
    parser.add_argument("--version", action="version", version=f"bitgil {__version__}")
    found = parser.add_subparsers(title=Words("할 일", "verbs").in_(language), metavar="VERB", required=True)
    for name, module in modules_in(verbs).items():
        verb = name.rstrip("_")
        text = module.HELP.in_(language)
        each = found.add_parser(verb, help=text, description=text)
        each.add_argument("--lang", choices=("ko", "en"), help=Words("출력 언어", "language").in_(language))
        module.arguments(each, language)
        each.set_defaults(act=module.act)
    return parser
