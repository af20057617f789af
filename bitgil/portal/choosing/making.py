"""How a saved alternative was made, in words: its question with every figure, and what its proof says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from bitgil.government.portfolios import Portfolio, Replanning
from bitgil.plan.types import Plan
from bitgil.portal import spelling
from bitgil.quantity import Words
from bitgil.roadmap.aftermath import OWN_FIGURE
from bitgil.roadmap.shocks import Leave, MayPause
from bitgil.roadmap.wording import source_words

MADE: Mapping[str, Words] = {
    "plain": Words("한도 안에서 가장 나은 것", "the best within the limits"),
    "safe": Words("사업비가 늘어도 한도를 지키게", "safe against dearer projects"),
    "careful": Words("나쁜 미래까지 보고", "minding the worst futures"),
    "replanned": Words("일이 생긴 뒤 다시 짬", "re-planned after a shock"),
}
PROVEN: Mapping[str, Words] = {
    "plain": Words("더 나은 것이 없음을 증명", "proven best"),
    "safe": Words("더 나은 것이 없음을 증명", "proven best"),
    "careful": Words(
        "전체와 나쁜 미래의 평균을 섞은 값에서 더 나은 것이 없음을 증명",
        "proven best in the mixture of all and of the worst futures",
    ),
    "replanned": Words("이보다 덜 흔드는 것이 없음을 증명", "proven the least disturbance"),
}
"""What a proof says of an alternative, by how it was made."""
UNPROVEN = Words("증명되지 않음", "not proven")
SHOWN = Words("그때 보이던 로드맵", "the roadmap shown then")


def proof_of(saved: Portfolio) -> Words:
    """Return how far an alternative is proven, in the question that it answers."""
    return PROVEN[saved.made] if saved.proven else UNPROVEN


def brief(saved: Portfolio) -> Words:
    """Return in a few words what made an alternative, with its level, its share or its quarter."""
    words = MADE[saved.made]
    if saved.safety is not None:
        more = f"{_percent(saved.safety.level)}%"
    elif saved.care is not None:
        more = f"{_percent(saved.care.worst)}%"
    elif saved.replanning is not None:
        since, share = _since(saved.replanning), _percent(saved.replanning.upset.share)
        ko, en = (spelling.write_moment(since, language) for language in ("ko", "en"))
        return Words(f"{words.ko} ({ko}, {share}%)", f"{words.in_('en')} ({en}, {share}%)")
    else:
        return words
    return Words(f"{words.ko} ({more})", f"{words.in_('en')} ({more})")


def _since(again: Replanning) -> str:
    year, quarter = again.upset.since
    return f"{year}Q{quarter}"


def told_of(
    saved: Portfolio, plan: Plan, others: Iterable[Portfolio], names: Mapping[str, str], language: str
) -> dict[str, Any]:
    """Return what a page shows of how an alternative was made."""
    told: dict[str, Any] = {
        "made": MADE[saved.made],
        "kind": saved.made,
        "proof": proof_of(saved),
        "price": None if saved.without is None else saved.without - saved.value,
        "without": saved.without,
        "value": saved.value,
    }
    if saved.safety is not None:
        told["safety"] = saved.safety
        told["risks"] = [
            (each.year, source_words(each.source).in_(language), each.chance, each.realised)
            for each in saved.safety.risks
        ]
    told["care"] = saved.care
    if saved.replanning is not None:
        told |= _replanning(saved.replanning, saved.value, names, language)
        told["baseline"] = _baseline(saved.replanning.baseline, plan, others)
    return told


def _replanning(again: Replanning, value: Decimal, names: Mapping[str, str], language: str) -> dict[str, Any]:
    return {
        "again": again,
        "since": _since(again),
        "share": again.upset.share,
        "kept": value / again.best if again.best > 0 else None,
        "shocks": [each.words.in_(language) for each in again.upset.shocks],
        "leaves": [_leave(each, again.ended, names, language) for each in again.upset.leaves],
        "basis": OWN_FIGURE.in_(language),
        "lacking": [
            (str(at), source_words(source).in_(language), amount)
            for (source, at), amount in sorted(again.lacking.items())
        ],
    }


def _leave(leave: Leave, ended: Mapping[str, str], names: Mapping[str, str], language: str) -> dict[str, Any]:
    return {
        "project": leave.project,
        "name": names.get(leave.project, leave.project),
        "used": leave.project in ended,
        "rests": leave.quarters if isinstance(leave, MayPause) else None,
        "source": source_words(leave.source).in_(language),
        "fine": leave.fine,
    }


def _baseline(code: str, plan: Plan, others: Iterable[Portfolio]) -> dict[str, Any]:
    if not code:
        return {"name": SHOWN, "saved": "", "own": ""}
    saved = next((each for each in others if each.id == code), None)
    own = next((each for each in plan.alternatives if each.id == code), None)
    name = Words(saved.name) if saved is not None else own.name if own is not None else Words(code)
    return {"name": name, "saved": code if saved else "", "own": code if own else ""}


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f}"
