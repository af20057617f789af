"""The words of the command line after `bitgil roadmap`: every option with its help in both languages."""

from __future__ import annotations

import argparse

from bitgil.cli.asking import folder_argument, json_argument
from bitgil.quantity import Words


def _many(metavar: str, dest: str) -> dict[str, object]:
    return {"action": "append", "default": [], "metavar": metavar, "dest": dest}


OPTIONS: tuple[tuple[str, Words, dict[str, object]], ...] = (
    (
        "--as-of",
        Words("기준일 (YYYY-MM-DD, 기본은 오늘)", "the day from which to plan (YYYY-MM-DD, default today)"),
        {"default": None, "metavar": "DATE"},
    ),
    (
        "--reference-classes",
        Words(
            "보도되지 않은 효과·사업비·지연을 이 계획의 비슷한 지난 사업에서 추정합니다(모두 등급 X)",
            "estimate unreported effects, costs and delays from similar past projects (all grade X)",
        ),
        {"action": "store_true"},
    ),
    (
        "--anew",
        Words(
            "진행 중인 사업까지 처음부터 다시 고릅니다",
            "choose running projects afresh too, as when a whole plan is made",
        ),
        {"action": "store_true"},
    ),
    (
        "--objective",
        Words(
            "목적의 가중치. 여러 번 쓸 수 있으며 적지 않은 목적은 0입니다",
            "the weight of an objective; may be repeated, and what is left out weighs 0",
        ),
        {"action": "append", "default": [], "metavar": "ID=WEIGHT"},
    ),
    (
        "--alternative",
        Words(
            "계획의 대안을 그 가중치와 한도로 풉니다",
            "solve an alternative of the plan, with its weights and bounds",
        ),
        {"default": "", "metavar": "ID"},
    ),
    ("--in", Words("반드시 넣을 사업", "a project that must be in"), _many("ID", "into")),
    ("--out", Words("반드시 뺄 사업", "a project that must stay out"), _many("ID", "out")),
    (
        "--start",
        Words("사업의 착수 분기", "the quarter in which a project starts"),
        _many("ID=2027Q3", "start"),
    ),
    (
        "--why",
        Words("이 사업이 왜 들어갔는지 또는 빠졌는지만 말합니다", "say only why this project is in or out"),
        {"default": "", "metavar": "PROJECT"},
    ),
    (
        "--front",
        Words(
            "목적을 맞바꾸는 길을 N점쯤 찾습니다(처음 두세 목적)",
            "find about N plans that trade objectives off against each other (those weighed, two at least)",
        ),
        {"type": int, "default": 0, "metavar": "N"},
    ),
    (
        "--robust",
        Words(
            "가중치와 사업비가 어긋나도 남는 사업인지, 무엇이 뒤집는지 말합니다",
            "say which verdicts hold over other weights and costs, and what would flip each",
        ),
        {"action": "store_true"},
    ),
    (
        "--safety",
        Words(
            "사업비가 늘어도 한도를 지킬 확률 (0.5보다 크고 1보다 작게, 예: 0.9)",
            "the chance with which money limits hold although costs run over (above 0.5, below 1, e.g. 0.9)",
        ),
        {"default": None, "metavar": "LEVEL"},
    ),
    (
        "--cvar",
        Words(
            "나쁜 미래의 평균을 전체 평균과 반반으로 봅니다. 나쁜 미래의 몫 (예: 0.1)",
            "weigh the mean of the worst futures as much as the mean of all; their share (e.g. 0.1)",
        ),
        {"default": None, "metavar": "WORST"},
    ),
    (
        "--replan",
        Words(
            "충격 뒤 이 분기부터 다시 짭니다. --cut, --lost, --late와 함께 씁니다",
            "re-plan from this quarter after a shock; goes with --cut, --lost and --late",
        ),
        {"default": None, "metavar": "QUARTER"},
    ),
    (
        "--from",
        Words(
            "다시 짤 것: --json으로 찍은 파일, 저장한 대안(portfolio.1), 계획의 대안 (기본은 지금 푼 로드맵)",
            "what to re-plan: a file printed by --json, a saved alternative (portfolio.1) or one of the "
            "plan's (default: the roadmap just solved)",
        ),
        {"default": "", "metavar": "BASELINE", "dest": "baseline"},
    ),
    (
        "--cut",
        Words("한 해 재원의 삭감(%%)", "a source cut in a year (%%)"),
        _many("SOURCE:YEAR:PERCENT", "cut"),
    ),
    ("--lost", Words("떨어진 공모의 사업", "a project whose bid is lost"), _many("PROJECT", "lost")),
    ("--late", Words("늦어진 사업", "a project that is late"), _many("PROJECT:QUARTERS", "late")),
    (
        "--may-stop",
        Words(
            "위약금(억원)을 물고 멈춰도 되는 사업", "a running project that may be stopped for a fine (억원)"
        ),
        _many("PROJECT:SOURCE:FINE", "may_stop"),
    ),
    (
        "--may-pause",
        Words("돈(억원)을 물고 쉬어도 되는 사업", "a running project that may rest for a fine (억원)"),
        _many("PROJECT:QUARTERS:SOURCE:FINE", "may_pause"),
    ),
    (
        "--keep-share",
        Words(
            "다시 짤 때 지킬 최선 값의 몫 (기본 0.95)",
            "the share of the best value that a re-plan keeps (default 0.95)",
        ),
        {"default": "0.95", "metavar": "SHARE"},
    ),
    (
        "--seconds",
        Words(
            "한 번 풀이에 쓸 시간(초). Ctrl-C는 그때까지 가장 나은 것을 냅니다",
            "seconds for one solve; Ctrl-C returns the best so far",
        ),
        {"type": float, "default": 60.0, "metavar": "SECONDS"},
    ),
)


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take a folder, the day, what to weigh and fix, and what else to ask."""
    folder_argument(parser, language)

    for name, words, more in OPTIONS:
        parser.add_argument(name, help=words.in_(language), **more)  # type: ignore[arg-type]
    json_argument(parser, language)
