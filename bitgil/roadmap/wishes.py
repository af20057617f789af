"""What a committee tries on a roadmap (in, out, another start, own weights), and what that costs at once.

    cost = best value at the committee's weights − best value at those weights with everything it fixed

Both are exact solves. Nothing wished for is bent silently: a wish that cannot be asked is a Problem, and
wishes that cannot hold together are answered with the rules that clash and the money that lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from bitgil.plan.problems import Problem as Complaint
from bitgil.plan.problems import Unsound, problem
from bitgil.quantity import Words
from bitgil.roadmap.bindings import Impossible, why_impossible
from bitgil.roadmap.building import Building
from bitgil.roadmap.evaluation import Evaluation, evaluate
from bitgil.roadmap.facts import Fact
from bitgil.roadmap.problem import Candidate, Problem
from bitgil.roadmap.reasons import hangs_on, without
from bitgil.roadmap.solver.answer import Roadmap, solve
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.statement import answered
from bitgil.roadmap.timing import starting

WISHED_OUT = Words("빼기로 정한 사업입니다.", "It was wished out.")
HANGS_ON_IT = Words(
    "빼기로 정한 사업이 있어야 하는 사업입니다.", "It hangs on a project that was wished out."
)
QUARTER = re.compile(r"([0-9]{4})[Qq]([1-4])")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is fixed by hand: projects forced in or out, starts as 2027Q3, and the weight of objectives.

    Where `weights` is empty the problem's own stand; where it is not, an objective left out weighs nothing.
    """

    into: tuple[str, ...] = ()
    out: tuple[str, ...] = ()
    starts: Mapping[str, str] = field(default_factory=dict)
    weights: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def fixes(self) -> bool:
        """Whether any project is fixed, beyond the weights."""
        return bool(self.into or self.out or self.starts)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A roadmap with wishes beside the one without: what they cost, and what changes.

    `free` is the best at the same weights with nothing fixed, `tried` with everything fixed; `cost` is the
    difference of their values, None where either is missing. `before` and `spent` are their evaluations.
    `lacks` says which money lacks before anything is wished for; both roadmaps count it as found.
    """

    problem: Problem
    free: Roadmap
    tried: Roadmap
    cost: Fraction | None
    before: Evaluation
    spent: Evaluation
    impossible: Impossible | None = None
    lacks: Impossible | None = None

    @property
    def added(self) -> tuple[str, ...]:
        """Return what the wishes bring in."""
        return tuple(sorted(self.tried.starts.keys() - self.free.starts.keys()))

    @property
    def dropped(self) -> tuple[str, ...]:
        """Return what the wishes push out."""
        return tuple(sorted(self.free.starts.keys() - self.tried.starts.keys()))

    @property
    def moved(self) -> tuple[str, ...]:
        """Return what starts in another quarter."""
        both = self.tried.starts.keys() & self.free.starts.keys()
        return tuple(sorted(name for name in both if self.tried.starts[name] != self.free.starts[name]))

    @property
    def proven(self) -> bool:
        """Whether both roadmaps are proven best, so that the cost is exact."""
        return self.free.gap == 0 and self.tried.gap == 0


def try_out(building: Building, wish: Wish, effort: Effort | None = None) -> Attempt:
    """Return what the wishes cost; raise Unsound with every wish that cannot be asked."""
    faults = tuple(faults_of(building, wish))
    if faults:
        raise Unsound(faults)
    weighed = weighted(building.problem, wish.weights)
    weighed, free, lacks = answered(weighed, effort)
    asked = wished(weighed, wish)
    tried = solve(asked, effort, hint=free.starts) if wish.fixes else free
    cost = None if free.value is None or tried.value is None else free.value - tried.value
    impossible = why_impossible(asked, effort) if tried.status == "impossible" else None
    before, spent = (evaluate(weighed, each.starts, each.modes) for each in (free, tried))
    return Attempt(asked, free, tried, cost, before, spent, impossible, lacks)


def weighted(problem: Problem, weights: Mapping[str, Decimal]) -> Problem:
    """Return *problem* with other weights; an objective that is not named weighs nothing."""
    if not weights:
        return problem
    aims = tuple(replace(aim, weight=weights.get(aim.id, Decimal(0))) for aim in problem.aims)
    return replace(problem, aims=aims)


def with_wish(building: Building, wish: Wish) -> Building:
    """Return the building whose problem fixes what the wish fixes; what it leaves out becomes a fact."""
    problem = building.problem
    asked = wished(problem, wish)
    left = {each.id for each in asked.candidates}
    out = tuple(
        Fact(each.id, each.name, "out", why=(WISHED_OUT if each.id in wish.out else HANGS_ON_IT,))
        for each in problem.candidates
        if each.id not in left
    )
    facts = tuple(sorted((*building.facts, *out), key=lambda fact: fact.id))
    return replace(building, problem=asked, facts=facts)


def wished(problem: Problem, wish: Wish) -> Problem:
    """Return *problem* with everything fixed that the wish fixes; the wish must be sound."""
    gone = {other for name in wish.out for other in hangs_on(problem, name)}
    left = without(problem, gone)
    return replace(left, candidates=tuple(_fixed(left, each, wish) for each in left.candidates))


def _fixed(problem: Problem, each: Candidate, wish: Wish) -> Candidate:
    if each.id in wish.starts:
        year, quarter = quarter_in(wish.starts[each.id])
        at = problem.horizon.index_of(year, quarter)
        return starting(each, at)
    return replace(each, must=each.must or each.id in wish.into)


def quarter_in(text: str) -> tuple[int, int]:
    """Return year and quarter of a text such as 2027Q3; raise ValueError where it is none."""
    found = QUARTER.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"'{text}' is no quarter such as 2027Q3")
    return int(found[1]), int(found[2])


def faults_of(building: Building, wish: Wish) -> Iterator[Complaint]:
    """Yield every wish that cannot be asked of the building's problem, with how to mend it."""
    yield from _weight_faults(building.problem, wish)
    for name in dict.fromkeys((*wish.into, *wish.out, *wish.starts)):
        yield from _no_choice(building, name)
    for name in sorted({*wish.into, *wish.starts} & set(wish.out)):
        yield problem(
            name,
            Words("넣으라는 뜻과 빼라는 뜻이 함께 있습니다", "is wished in and out at once"),
            Words("하나만 고르세요", "choose one"),
        )
    free = {each.id: each for each in building.problem.candidates if each.fixed is None}
    for name in (each for each in wish.out if each in free and free[each].must):
        yield problem(
            name,
            Words("반드시 해야 하는 사업이라 뺄 수 없습니다", "must be done and cannot be left out"),
            Words("빼지 마세요", "do not leave it out"),
        )
    for name, text in wish.starts.items():
        if name in free:
            yield from _start_faults(building.problem, free[name], text)


def _weight_faults(asked: Problem, wish: Wish) -> Iterator[Complaint]:
    known = {aim.id: aim for aim in asked.aims}
    for name, weight in wish.weights.items():
        if name not in known:
            listed = ", ".join(known)
            yield problem(
                name,
                Words("이 계획에 없는 목적입니다", "is no objective of this plan"),
                Words(f"다음 가운데 고르세요: {listed}", f"choose one of {listed}"),
            )
        elif not weight.is_finite() or weight < 0:
            yield problem(
                name,
                Words(f"가중치 {weight}은(는) 0 이상이어야 합니다", f"has the weight {weight}, below 0"),
                Words("0 이상의 수를 쓰세요", "write 0 or more"),
            )
    if wish.weights and all(weight == 0 for weight in wish.weights.values()):
        yield problem(
            "weights",
            Words("가중치가 모두 0이면 고를 근거가 없습니다", "are all 0, so nothing decides"),
            Words("하나 이상을 0보다 크게 쓰세요", "give one of them more than 0"),
        )


def _no_choice(building: Building, name: str) -> Iterator[Complaint]:
    """Yield why a project cannot be wished for: it is unknown, a fact, or lacks what a score needs."""
    facts = {fact.id: fact for fact in building.facts}
    free = {each.id for each in building.problem.candidates if each.fixed is None}
    if name in free:
        return
    if name not in facts:
        listed = ", ".join(sorted(free)) or "-"
        yield problem(
            name,
            Words("이 계획의 선택 대상이 아닙니다", "is no open project of this plan"),
            Words(f"고를 수 있는 사업: {listed}", f"open projects: {listed}"),
        )
        return
    fact = facts[name]
    why_ko = " ".join(line.ko for line in fact.why)
    why_en = " ".join(line.in_("en") for line in fact.why)
    yield problem(
        f"{name} {fact.name.ko}",
        Words(f"고를 수 있는 사업이 아닙니다. {why_ko}", f"cannot be chosen. {why_en}"),
        Words(
            "선택 대상에서 빼거나, 모자란 것을 계획에 먼저 적으세요",
            "take it out of the wishes, or first write into the plan what it lacks",
        ),
    )


def _start_faults(asked: Problem, each: Candidate, text: str) -> Iterator[Complaint]:
    names = [asked.horizon.name_of(at) for at in sorted({at for _, at in asked.options(each)})]
    try:
        at = asked.horizon.index_of(*quarter_in(text))
    except ValueError:
        at = None
    if at is None or asked.horizon.name_of(at) not in names:
        span = f"{names[0]}~{names[-1]}" if names else "-"
        yield problem(
            each.id,
            Words(f"'{text}'에는 시작할 수 없습니다", f"cannot start in '{text}'"),
            Words(f"시작할 수 있는 분기: {span}", f"it may start in {span.replace('~', ' to ')}"),
        )
