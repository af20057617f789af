"""bitgil rebuild: fold every act again, compute every projection again, and say whether they agree."""

from __future__ import annotations

import argparse

from bitgil.cli.asking import Refused
from bitgil.cli.database import ready
from bitgil.cli.speech import Out, Progress, counted
from bitgil.quantity import Words

HELP = Words("모든 행위를 처음부터 다시 합산합니다", "fold all acts again from the first")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take nothing."""


def act(asked: argparse.Namespace, out: Out) -> int:  # noqa: ARG001  every verb has this shape
    """Rebuild the projections; return 1 where what was stored differs from what the acts give."""
    ready()
    from bitgil.store import computing, current, projections  # noqa: PLC0415  once Django is ready

    state = current.state_in_force()
    if state.plan is None:
        raise Refused("아직 채택된 계획이 없습니다.", "no plan is in force yet")
    before = projections.bodies()
    computing.compute(Progress(out, "다시 계산", "computing again"))
    after = projections.bodies()
    changed = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    out.tell(
        f"행위 {state.acts}건에서 버전 {state.version}을 다시 만들었습니다.",
        f"Version {state.version} made again from {counted(state.acts, 'act')}.",
    )
    if before and changed:
        out.tell(f"저장된 것과 달랐습니다: {', '.join(changed)}", f"these differed: {', '.join(changed)}")
        return 1
    return 0
