"""What verbs share in asking: the plan folder, --json, and how to refuse."""

from __future__ import annotations

import argparse
from pathlib import Path

from bitgil.quantity import Words


class Refused(Exception):  # noqa: N818  reads as the sentence it is raised for
    """Raised by a verb that cannot do what was asked; carries the reason in both languages."""

    def __init__(self, ko: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(ko, en)


def folder_argument(parser: argparse.ArgumentParser, language: str) -> None:
    """Add the plan folder that most verbs take."""
    words = Words("계획 폴더(plan.toml이 있는 곳)", "plan folder (where plan.toml lies)")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help=words.in_(language))


def json_argument(parser: argparse.ArgumentParser, language: str) -> None:
    """Add --json, which every reading verb takes."""
    words = Words("기계가 읽는 JSON으로 출력", "print JSON for machines")
    parser.add_argument("--json", action="store_true", help=words.in_(language))
