"""What a comparison cannot claim: a tie, a better plan met on the way, and searches that ended too soon."""

from __future__ import annotations

from fractions import Fraction

from bitgil.quantity import Words
from bitgil.roadmap.solver.answer import Roadmap
from bitgil.roadmap.wording import points

NOT_COMPARED = Words(
    "정해진 시간 안에 견줄 로드맵을 찾지 못했습니다.", "No roadmap to compare was found in the time given."
)


def no_loss(other: Roadmap, loss: Fraction) -> Words:
    """Return that the opposite choice costs nothing, or that a better roadmap was met on the way."""
    if loss < 0:
        return Words(
            f"견주다가 목적 값이 {points(-loss)} 더 나은 로드맵을 찾았습니다. 보인 로드맵은 최선이 아닙니다.",
            f"Comparing met a roadmap that is {points(-loss)} better: the one shown is not the best.",
        )
    return Words(
        "넣으나 빼나 목적 값이 같습니다." + caveat(other, "ko"),
        "In or out, the value is the same: a tie." + caveat(other, "en"),
    )


def caveat(other: Roadmap, language: str) -> str:
    """Return the caveat of a comparison that was not solved to proof, nothing where it was."""
    words = Words(
        " 비교한 로드맵이 최선인지는 증명되지 않았습니다.", " The compared roadmap is not proven best."
    )
    return "" if other.gap == 0 else words.in_(language)
