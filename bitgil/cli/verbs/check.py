"""bitgil check FOLDER: every Problem at once, or silence but for the figures by grade."""

from __future__ import annotations

import argparse
from collections import Counter

from bitgil.checking import check
from bitgil.cli.asking import folder_argument, json_argument
from bitgil.cli.speech import Out, problem_data
from bitgil.plan.types import Plan
from bitgil.quantity import Grade, Words

HELP = Words("계획 폴더의 문제를 한꺼번에 모두 찾습니다", "find every problem of a plan folder at once")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take a folder."""
    folder_argument(parser, language)
    json_argument(parser, language)


def act(asked: argparse.Namespace, out: Out) -> int:
    """Print the Problems and the figures by grade; return 1 where there is a Problem."""
    report = check(asked.folder)
    if asked.json:
        counts = {grade.value: count for grade, count in report.grades.items()}
        assumed = dict(assumed_by_sector(report.plan)) if report.plan else {}
        out.data({"problems": problem_data(report.problems), "grades": counts, "assumed": assumed})
        return int(bool(report.problems))
    out.problems(report.problems)
    for grade, count in report.grades.items():
        out.tell(f"등급 {grade.value} ({grade.ko}): {count}", f"grade {grade.value} ({grade.en}): {count}")
    if report.plan and (counted := assumed_by_sector(report.plan)):
        listed = ", ".join(f"{sector} {count}" for sector, count in counted)
        out.tell(f"등급 X인 모형의 가정: {listed}", f"assumptions of grade X in the model: {listed}")
    return int(bool(report.problems))


def assumed_by_sector(plan: Plan) -> list[tuple[str, int]]:
    """Return how many assumptions of each sector are of grade X, the most first."""
    sectors = (a.id.partition(".")[0] for a in plan.assumptions if a.grade is Grade.ASSUMED)
    return Counter(sectors).most_common()
