"""bitgil review [NUMBER]: list the changes that wait for review, or agree to one or send it back."""

from __future__ import annotations

import argparse

from bitgil.cli.asking import Refused, json_argument
from bitgil.cli.database import publish_quietly, ready
from bitgil.cli.hands import hand_arguments, plan_office
from bitgil.cli.speech import Out, Progress, counted
from bitgil.quantity import Words

HELP = Words(
    "폴더에서 올라온 변경을 검토합니다", "review the changes of the plan that were handed in from a folder"
)


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take a request's number, the verdict with its reason, and what the change rests on."""
    number = Words(
        "변경 요청의 번호 (없으면 모두 보여 줍니다)", "number of the request (without it, all are listed)"
    )
    parser.add_argument("number", nargs="?", type=int, metavar="NUMBER", help=number.in_(language))
    verdict = parser.add_mutually_exclusive_group()
    verdict.add_argument("--agree", action="store_true", help=Words("동의합니다", "agree").in_(language))
    back = Words("돌려보냅니다", "send it back")
    verdict.add_argument("--send-back", action="store_true", help=back.in_(language))
    parser.add_argument("--reason", default="", help=Words("검토 이유", "the reason").in_(language))
    minor = Words("심의가 필요 없는 경미한 변경", "a minor change that needs no deliberation")
    parser.add_argument("--minor", action="store_true", help=minor.in_(language))
    resolution = Words("이 변경을 의결한 기록의 번호", "number of the resolution that carries the change")
    parser.add_argument("--resolution", type=int, default=0, metavar="ACT", help=resolution.in_(language))
    hand_arguments(parser, language)
    json_argument(parser, language)


def act(asked: argparse.Namespace, out: Out) -> int:
    """List what waits, show one request, or settle it and compute what follows."""
    ready()
    from bitgil.store import computing, reviewing  # noqa: PLC0415  once Django is ready

    if asked.number is None:
        return _list(out, as_data=asked.json)
    if not (asked.agree or asked.send_back):
        return _list(out, as_data=asked.json, only=asked.number)
    if not asked.reason.strip():
        raise Refused("검토 이유를 --reason으로 적으세요.", "write the reason with --reason")
    verdict = reviewing.Verdict(asked.agree, asked.reason, asked.minor, asked.resolution)
    acts = reviewing.settle(plan_office(asked), asked.number, verdict)
    out.note(f"행위 {len(acts)}건을 기록했습니다.", f"{counted(len(acts), 'act')} recorded.")
    publish_quietly(out)
    if not computing.up_to_date():
        computing.compute(Progress(out, "전망 계산", "computing the outlook"))
    return 0


def _list(out: Out, *, as_data: bool, only: int = 0) -> int:
    from bitgil.government.planning import waiting  # noqa: PLC0415  with the store
    from bitgil.store.current import state_in_force  # noqa: PLC0415  once Django is ready
    from bitgil.store.reviewing import told_of  # noqa: PLC0415  once Django is ready

    state = state_in_force()
    found = [request for request in waiting(state) if only in (0, request.number)]
    if only and not found:
        raise Refused(f"기다리는 {only}호 요청이 없습니다.", f"no request {only} waits")
    if as_data:
        out.data([{"number": each.number, "reason": each.reason, **each.public} for each in found])
        return 0
    if not found:
        out.tell("검토를 기다리는 변경이 없습니다.", "No change waits for a review.")
    for each in found:
        out.tell(
            f"{each.number}호 ({each.effect}) {each.reason}", f"{each.number} ({each.effect}) {each.reason}"
        )
        for told in told_of(each.public["changes"], state.plan) if state.plan else ():
            out.say(f"   {told.in_(out.language)}")
    return 0
