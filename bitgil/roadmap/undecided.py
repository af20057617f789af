"""Why a candidate cannot be scored: every missing thing, in words; such a candidate is never ranked."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bitgil.plan.types import Project
from bitgil.quantity import Words
from bitgil.roadmap.facts import Fact, lead_quarters, money_of
from bitgil.roadmap.wording import SOURCE_WORDS, in_won


def gaps_of(project: Project, *, valued: bool) -> Iterator[Words]:
    """Yield everything that must be known before *project* can be scored."""
    if not valued:
        yield _no_effect(project)
    if lead_quarters(project) is None:
        yield Words(
            "언제 시작하여 언제 끝나는지 알려지지 않았습니다.",
            "When it would start and end was not reported.",
        )
    money = money_of(project)
    if not money.by_year and not money.yearless:
        yield Words("사업비가 알려지지 않았습니다.", "What it costs was not reported.")
    if money.yearless:
        total = in_won(sum(amount for _, amount in money.yearless))
        named = ", ".join(SOURCE_WORDS[source].ko for source, _ in money.yearless)
        yield Words(
            f"사업비 {total.ko}({named})이 어느 해에 드는지 알려지지 않았습니다.",
            f"In which years its {total.en} fall was not reported.",
        )


def _no_effect(project: Project) -> Words:
    if project.effects:
        return Words(
            "효과는 적혀 있으나 도시 모형으로 아직 계산하지 않았습니다.",
            "It has effects, which the city model has not yet computed.",
        )
    return Words("보고된 수치로 뒷받침되는 효과가 없습니다.", "No effect that a reported figure supports.")


def broken_links(project: Project, scored: Collection[str], facts: dict[str, Fact]) -> Iterator[Words]:
    """Yield each project that *project* hangs on and whose course is not known."""
    for relation in project.relations:
        if relation.kind not in {"requires", "together"} or relation.other in scored:
            continue
        fact = facts.get(relation.other)
        if fact is not None and (fact.verdict == "finished" or (fact.verdict == "running" and _ends(fact))):
            continue
        name = relation.other if fact is None else f"{fact.id} {fact.name.ko}"
        name_en = relation.other if fact is None else f"{fact.id} {fact.name.in_('en')}"
        yield Words(
            f"먼저 있어야 할 사업({name})의 앞날을 알 수 없습니다: {relation.reason}",
            f"It hangs on {name_en}, whose course is unknown: {relation.reason}",
        )


def _ends(fact: Fact) -> bool:
    return fact.end is not None


def out_of_time(quarters: int, last: str) -> Words:
    """Return why a project of that length is out: it cannot end within the horizon."""
    return Words(
        f"{quarters}분기가 걸려 {last}까지 끝낼 수 없습니다.",
        f"It takes {quarters} quarters and cannot end by {last}.",
    )
