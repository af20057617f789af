"""Why a project is in or out, in Korean and English.

Every figure in a sentence is a second exact solve: without the project, or with it forced in. The cheapest
check that settles the matter is asked first. Where a solve was not proven, the sentence says so; a loss of
nothing is called a tie.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from bitgil.quantity import Words
from bitgil.roadmap.caveats import NOT_COMPARED, caveat, no_loss
from bitgil.roadmap.evaluation import evaluate
from bitgil.roadmap.pace import is_stopped, paced
from bitgil.roadmap.problem import Candidate, Gate, Problem
from bitgil.roadmap.solver.answer import Roadmap, conflict, shortfall, solve
from bitgil.roadmap.solver.search import UNKNOWN, Effort
from bitgil.roadmap.spelling import both, spelt
from bitgil.roadmap.wording import in_won, list_words, named, points, rule_words, source_words


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one candidate is in or out; `price` is the value that the opposite choice would cost."""

    project: str
    why: Words
    price: Fraction | None = None
    swaps: tuple[str, ...] = ()


def explain(
    problem: Problem, roadmap: Roadmap, effort: Effort | None = None, within: float | None = None
) -> dict[str, Reason]:
    """Return the reason of every candidate that is no fact, by its id, as far as *within* seconds reach."""
    free = [each for each in problem.candidates if each.fixed is None and roadmap.value is not None]
    found = {}
    for each, part in zip(free, paced(effort, len(free), within), strict=False):
        reason = (why_in if each.id in roadmap.starts else why_not)(problem, roadmap, each, part)
        if not is_stopped(part):
            found[each.id] = reason
    return found


def to_plain(reason: Reason) -> dict[str, Any]:
    """Return a reason as what JSON can hold; the price to ten digits as text."""
    return {
        "project": reason.project,
        "why": both(reason.why),
        "price": spelt(reason.price),
        "swaps": list(reason.swaps),
    }


def why_in(problem: Problem, roadmap: Roadmap, each: Candidate, effort: Effort | None = None) -> Reason:
    """Return why a chosen candidate is in: it must be, or what its absence would cost."""
    gone = hangs_on(problem, each.id)
    musts = [other for other in problem.candidates if other.id in gone and other.must]
    if musts:
        name = musts[0].name if musts[0].id == each.id else named(musts[0])
        return Reason(
            each.id,
            Words(f"반드시 해야 하는 사업입니다({name.ko}).", f"It must be done ({name.in_('en')})."),
        )
    if any(gate.at is not None and _shut(gate, gone) for gate in problem.gates):
        return Reason(each.id, Words("빼면 단계 관문을 지킬 수 없습니다.", "Without it a stage gate fails."))
    last = next((pick for pick in problem.picks if len(set(pick.among) - gone) < pick.least), None)
    if last is not None:
        ko, en = last.name.ko, last.name.in_("en")
        return Reason(
            each.id, Words(f"빼면 이 한도를 지킬 수 없습니다: {ko}.", f"Without it this fails: {en}.")
        )
    other = solve(without(problem, gone), effort)
    if other.value is None or roadmap.value is None:
        none = Words("빼면 로드맵이 없습니다.", "Without it there is no roadmap.")
        return Reason(each.id, NOT_COMPARED if other.status == UNKNOWN else none)
    loss = roadmap.value - other.value
    swaps = tuple(sorted(other.starts.keys() - roadmap.starts.keys()))
    instead = list_words(problem, swaps)
    if loss <= 0:
        return Reason(each.id, no_loss(other, loss), loss, swaps)
    return Reason(
        each.id,
        Words(
            f"빼면 목적 값이 {points(loss)} 줄어듭니다"
            + (f"(대신 {instead.ko} 사업을 하더라도)" if swaps else "")
            + f".{caveat(other, 'ko')}",
            f"Without it the value falls by {points(loss)}"
            + (f", even with {instead.in_('en')} instead" if swaps else "")
            + f".{caveat(other, 'en')}",
        ),
        loss,
        swaps,
    )


def why_not(problem: Problem, roadmap: Roadmap, each: Candidate, effort: Effort | None = None) -> Reason:
    """Return why a candidate is out: the cheapest sufficient cause, else the exact price of forcing it in."""
    cheap = next(_cheap_causes(problem, each), None)
    if cheap is not None:
        return Reason(each.id, cheap)
    forced = replace(
        problem,
        candidates=tuple(replace(c, must=c.must or c.id == each.id) for c in problem.candidates),
    )
    other = solve(forced, effort)
    if other.value is None or roadmap.value is None:
        why = NOT_COMPARED if other.status == UNKNOWN else _clash(problem, forced, effort)
        return Reason(each.id, why)
    loss = roadmap.value - other.value
    swaps = tuple(sorted(roadmap.starts.keys() - other.starts.keys()))
    if loss <= 0:
        return Reason(each.id, no_loss(other, loss), loss, swaps)
    return Reason(each.id, _price(problem, roadmap, other, each.id, loss), loss, swaps)


def _clash(problem: Problem, forced: Problem, effort: Effort | None) -> Words:
    """Return which rules cannot hold with the candidate in, and what money by year and source would do."""
    rules = [rule_words(problem, rule) for rule in conflict(forced, effort)]
    lacking = shortfall(forced, effort)
    sums = [(part.span(), source_words(part.source), in_won(part.lacking)) for part in lacking or ()]
    ko = f"넣으면 다음을 함께 지킬 수 없습니다: {'; '.join(rule.ko for rule in rules)}."
    en = f"With it these cannot all hold: {'; '.join(rule.in_('en') for rule in rules)}."
    if sums:
        ko += f" 더 있으면 되는 돈: {', '.join(f'{when}년 {who.ko} {much.ko}' for when, who, much in sums)}."
        more = ", ".join(f"{much.en} of {who.in_('en')} in {when}" for when, who, much in sums)
        en += f" It would take {more} more."
    elif lacking is None:
        ko, en = f"{ko} 돈을 더해도 풀리지 않습니다.", f"{en} No amount of money would mend it."
    return Words(ko, en)


def _price(problem: Problem, roadmap: Roadmap, other: Roadmap, name: str, loss: Fraction) -> Words:
    """Return what forcing the candidate in costs: value, what leaves, what comes along, what moves."""
    changes = (
        (Words("밀려나는 사업", "It pushes out"), roadmap.starts.keys() - other.starts.keys()),
        (Words("함께 들어오는 사업", "It brings in"), other.starts.keys() - roadmap.starts.keys() - {name}),
        (
            Words("시기가 바뀌는 사업", "It moves"),
            {key for key, at in other.starts.items() if roadmap.starts.get(key, at) != at},
        ),
    )
    ko = f"넣으면 목적 값이 {points(loss)} 줄어듭니다."
    en = f"Forcing it in costs {points(loss)} of value."
    for label, ids in changes:
        if ids:
            names = list_words(problem, tuple(sorted(ids)))
            ko += f" {label.ko}: {names.ko}."
            en += f" {label.en} {names.in_('en')}."
    return Words(ko + caveat(other, "ko"), en + caveat(other, "en"))


def _cheap_causes(problem: Problem, each: Candidate) -> Iterator[Words]:
    """Yield causes that need no solve: no time after its prerequisites, no money even alone, an exclusion."""
    earliest = _earliest(problem, each.id)
    if earliest > max(start for _, start in problem.options(each)):
        needs = list_words(problem, each.requires)
        when = problem.horizon.name_of(earliest)
        yield Words(
            f"선행 사업({needs.ko})을 마치면 빨라야 {when}에 시작하므로 계획 기간 안에 끝낼 수 없습니다.",
            f"After {needs.in_('en')} it could start in {when} at the earliest and not end in time.",
        )
    alone = [_alone(problem, each, mode, start) for mode, start in problem.options(each)]
    if all(alone):
        least = min(alone, key=len)
        yield Words(
            "진행 중인 사업 말고 이 사업 하나만 해도 한도를 넘습니다: "
            + "; ".join(words.ko for words in least)
            + ".",
            "Even alone beside what is running it passes a limit: "
            + "; ".join(words.in_("en") for words in least)
            + ".",
        )
    facts = {c.id for c in problem.candidates if c.fixed is not None or c.must}
    barred = {c.id for c in problem.candidates if each.id in c.excludes} | set(each.excludes)
    if barred & facts:
        names = list_words(problem, tuple(sorted(barred & facts)))
        yield Words(
            f"함께 할 수 없는 사업이 이미 정해져 있습니다: {names.ko}.",
            f"It excludes what is already settled: {names.in_('en')}.",
        )


def _alone(problem: Problem, each: Candidate, mode: str, start: int) -> list[Words]:
    """Return the limits that the candidate alone, beside the facts, would pass with that start."""
    facts = {c.id: c.fixed for c in problem.candidates if c.fixed is not None and len(c.ways()) == 1}
    before = evaluate(problem, facts)
    after = evaluate(problem, {**facts, each.id: start}, {each.id: mode})
    found = []
    for cap in problem.limits.money:
        spent = sum(after.money.get((year, cap.source), 0) for year in cap.years())
        over = spent - cap.amount
        if over > 0 and spent > sum(before.money.get((year, cap.source), 0) for year in cap.years()):
            source = source_words(cap.source)
            found.append(
                Words(
                    f"{cap.span()}년 {source.ko} {in_won(over).ko} 초과",
                    f"{in_won(over).en} too much {source.in_('en')} in {cap.span()}",
                )
            )
    for team in problem.limits.staff:
        key_of_team = (team.office, team.quarter)
        short = after.staff.get(key_of_team, 0) - team.persons
        if short > 0 and after.staff[key_of_team] > before.staff.get(key_of_team, 0):
            when = problem.horizon.name_of(team.quarter)
            found.append(
                Words(
                    f"{when} {team.office} 인력 {short}명 부족",
                    f"{short} persons of {team.office} too few in {when}",
                )
            )
    return found


def _earliest(problem: Problem, name: str) -> int:
    """Return the earliest start that the candidate's chain of prerequisites leaves."""
    each = problem.candidate(name)
    if each.fixed is not None:
        return each.fixed
    after = [
        _earliest(problem, other) + min(way.duration for way in problem.candidate(other).ways())
        for other in each.requires
    ]
    options = sorted({start for _, start in problem.options(each)})
    free = [start for start in options if start >= max(after, default=0)]
    return free[0] if free else max(after)


def without(problem: Problem, gone: Collection[str]) -> Problem:
    """Return *problem* without those candidates, and without what speaks of them.

    A pick that too few are left for is gone with them: it asked for what could be had.
    """
    gates = (
        replace(gate, core=_rest(gate.core, gone), opens=_rest(gate.opens, gone)) for gate in problem.gates
    )
    return replace(
        problem,
        candidates=tuple(
            replace(each, excludes=_rest(each.excludes, gone))
            for each in problem.candidates
            if each.id not in gone
        ),
        gates=tuple(gate for gate in gates if gate.at is not None or gate.opens),
        synergies=tuple(pair for pair in problem.synergies if not {pair.one, pair.two} & set(gone)),
        portions=tuple(replace(part, projects=_rest(part.projects, gone)) for part in problem.portions),
        picks=tuple(
            replace(pick, among=_rest(pick.among, gone))
            for pick in problem.picks
            if len(set(pick.among) - set(gone)) >= pick.least
        ),
    )


def _rest(names: tuple[str, ...], gone: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in gone)


def hangs_on(problem: Problem, name: str) -> set[str]:
    """Return the candidate and everything that cannot be chosen without it."""
    gone = {name}
    while True:
        more = {c.id for c in problem.candidates if gone & {*c.requires, *c.together}}
        more |= {other for c in problem.candidates if c.id in gone for other in c.together}
        more |= {other for gate in problem.gates if _shut(gate, gone) for other in gate.opens}
        if more <= gone:
            return gone
        gone |= more


def _shut(gate: Gate, gone: Collection[str]) -> bool:
    """Say whether too few of a gate's projects are left for it ever to open."""
    return len(set(gate.core) - set(gone)) < gate.least
