"""An alternative's bounds in its problem: shares and tasks as rows, projects taken out with their reasons.

A share is of the money in the horizon's years. Where what runs already breaks it, nobody could keep it by
choosing; then what is chosen keeps it by itself, and a note says so. Money of unknown source counts nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from bitgil.plan.problems import Problem as Complaint
from bitgil.plan.problems import Unsound
from bitgil.plan.problems import problem as problem_of
from bitgil.plan.types import Alternative, Bounds, Plan, TaskShare
from bitgil.quantity import Words, text_of
from bitgil.roadmap.building import Building
from bitgil.roadmap.evaluation import portion_of
from bitgil.roadmap.facts import Fact
from bitgil.roadmap.problem import Candidate, Pick, Portion, Problem
from bitgil.roadmap.reasons import hangs_on, without
from bitgil.roadmap.wording import SOURCE_WORDS, in_won, source_words

KNOWN = tuple(name for name in SOURCE_WORDS if name != "unknown")
NEEDS_IT = Words("뺀 사업이 있어야 하는 사업입니다.", "It hangs on a project that is taken out.")


def bounded(building: Building, plan: Plan, alternative: Alternative) -> Building:
    """Return the building whose problem keeps the alternative's bounds; the same where it has none.

    Raises Unsound with every project that must be in and that a bound takes out.
    """
    bounds = alternative.bounds
    if bounds is None:
        return building
    problem = building.problem
    out = dict(_out(problem, bounds, alternative.name))
    gone = {other for name in out for other in hangs_on(problem, name)}
    faults = [_both(each) for each in problem.candidates if each.id in gone and each.must]
    if faults:
        raise Unsound(tuple(faults))
    facts = [
        Fact(each.id, each.name, "out", why=(out.get(each.id, NEEDS_IT),))
        for each in problem.candidates
        if each.id in gone
    ]
    left = without(problem, gone)
    tasks = {each.id: each.placement.task for each in plan.projects}
    members = {
        task.number: tuple(each.id for each in left.candidates if tasks.get(each.id) == task.number)
        for task in plan.tasks
    }
    asked = replace(
        left,
        portions=(*left.portions, *_portions(left, bounds, members)),
        picks=(*left.picks, *_picks(left, bounds, members)),
    )
    notes = (*sentences(bounds), *_notes(asked, bounds, members))
    return replace(
        building,
        problem=asked,
        facts=tuple(sorted((*building.facts, *facts), key=lambda fact: fact.id)),
        notes=(*building.notes, *notes),
    )


def _both(each: Candidate) -> Complaint:
    return problem_of(
        f"{each.id} {each.name.ko}",
        Words("넣으라는 뜻과 빼는 한도가 함께 있습니다", "must be in and is taken out by a bound"),
        Words(
            "넣으라는 뜻을 거두거나 다른 대안을 고르세요", "do not ask for it, or choose another alternative"
        ),
    )


def sentences(bounds: Bounds) -> Iterator[Words]:
    """Yield every bound as a sentence."""
    if bounds.project_at_most is not None:
        most = in_won(bounds.project_at_most)
        yield Words(f"사업 하나의 총사업비는 {most.ko} 이하", f"no project costs more than {most.en} in all")
    if bounds.every_task:
        yield Words(
            "진행 중이거나 고를 수 있는 사업이 있는 과제마다 사업 하나 이상",
            "a project in every task that has one running or open",
        )
    if bounds.without:
        listed = ", ".join(bounds.without)
        yield Words(f"뺀 사업: {listed}", f"left out: {listed}")
    for share in bounds.task_shares:
        yield _task_words(share, share.tasks)
    for part in bounds.source_shares:
        yield _source_words(part.source, part.at_least, part.at_most)


def _out(problem: Problem, bounds: Bounds, name: Words) -> Iterator[tuple[str, Words]]:
    """Yield each open project that a bound takes out, with the reason that names it."""
    most = bounds.project_at_most
    for each in problem.candidates:
        if each.fixed is not None:
            continue
        if each.id in bounds.without:
            yield each.id, Words(f"'{name.ko}'이(가) 빼는 사업입니다.", f"'{name.in_('en')}' leaves it out.")
        elif most is not None and (cost := _least_cost(each)) > most:
            ours, cap = in_won(cost), in_won(most)
            yield (
                each.id,
                Words(
                    f"총사업비 {ours.ko}이(가) '{name.ko}'의 사업당 한도 {cap.ko}을 넘습니다.",
                    f"Its whole cost of {ours.en} passes the {cap.en} a project of '{name.in_('en')}'.",
                ),
            )


def _least_cost(each: Candidate) -> int:
    return min(sum(part.amount for part in way.cost) for way in each.ways())


def _portions(problem: Problem, bounds: Bounds, members: Mapping[int, tuple[str, ...]]) -> Iterator[Portion]:
    for number, share in enumerate(bounds.task_shares, 1):
        groups = [share.tasks] if share.tasks else [(task,) for task in members if members[task]]
        for tasks in groups:
            yield Portion(
                f"share-{number}-{'-'.join(map(str, tasks))}",
                _task_words(share, tasks),
                tuple(name for task in tasks for name in members.get(task, ())),
                (share.source,),
                (share.source,),
                _ratio(share.at_least, share.at_most),
                share.at_least is not None,
            )
    everyone = tuple(each.id for each in problem.candidates)
    for number, part in enumerate(bounds.source_shares, 1):
        yield Portion(
            f"source-{number}-{part.source}",
            _source_words(part.source, part.at_least, part.at_most),
            everyone,
            (part.source,),
            KNOWN,
            _ratio(part.at_least, part.at_most),
            part.at_least is not None,
        )


def _picks(problem: Problem, bounds: Bounds, members: Mapping[int, tuple[str, ...]]) -> Iterator[Pick]:
    running = _running(problem)
    for task, names in members.items() if bounds.every_task else ():
        if names and not running & set(names):
            among = tuple(name for name in names if problem.candidate(name).fixed is None)
            if among:
                words = Words(f"{task}번 과제에 사업 하나 이상", f"a project in task {task}")
                yield Pick(f"task-{task}", words, among)


def _running(problem: Problem) -> set[str]:
    return {
        each.id for each in problem.candidates if each.fixed is not None and each.fixed + each.duration > 0
    }


def _notes(problem: Problem, bounds: Bounds, members: Mapping[int, tuple[str, ...]]) -> Iterator[Words]:
    """Yield what of the bounds could not be asked, and what the facts break already."""
    empty = [str(task) for task, names in members.items() if not names] if bounds.every_task else []
    if empty:
        listed = ", ".join(empty)
        yield Words(
            f"진행 중이거나 고를 수 있는 사업이 없어 빈 과제: {listed}",
            f"tasks that stay empty, with nothing running or open: {listed}",
        )
    facts = {each.id: each.fixed for each in problem.candidates if each.fixed is not None}
    for part in problem.portions:
        mine, whole = portion_of(problem, part, facts)
        share = Fraction(mine, whole) if whole else part.ratio
        if share < part.ratio if part.at_least else share > part.ratio:
            yield Words(
                f"{part.name.ko}: 진행 중인 사업만으로 {_percent(share)}%이므로 고르는 사업끼리 지킵니다.",
                f"{part.name.in_('en')}: what runs already makes {_percent(share)} %, so what is chosen "
                "keeps it by itself.",
            )
    if problem.portions:
        yield Words(
            "재원을 모르는 돈은 어느 몫에도 세지 않습니다.", "Money of unknown source counts in no share."
        )


def _ratio(at_least: Decimal | None, at_most: Decimal | None) -> Fraction:
    return Fraction(at_most if at_least is None else at_least)  # type: ignore[arg-type]


def _task_words(share: TaskShare, tasks: tuple[int, ...]) -> Words:
    source = source_words(share.source)
    ko, en = _most(share.at_least, share.at_most)
    if not tasks:
        return Words(f"과제마다 {source.ko}의 {ko}", f"{en} of {source.in_('en')} for each task")
    listed = "·".join(map(str, tasks))
    word = f"task {tasks[0]}" if len(tasks) == 1 else f"tasks {' and '.join(map(str, tasks))}"
    return Words(f"{listed}번 과제에 {source.ko}의 {ko}", f"{en} of {source.in_('en')} for {word}")


def _source_words(source: str, at_least: Decimal | None, at_most: Decimal | None) -> Words:
    words = source_words(source)
    ko, en = _most(at_least, at_most)
    return Words(
        f"재원이 알려진 돈 가운데 {words.ko} {ko}", f"{words.in_('en')}: {en} of all money of known source"
    )


def _most(at_least: Decimal | None, at_most: Decimal | None) -> tuple[str, str]:
    percent = _percent(_ratio(at_least, at_most))
    return (
        (f"{percent}% 이하", f"at most {percent} %")
        if at_least is None
        else (
            f"{percent}% 이상",
            f"at least {percent} %",
        )
    )


def _percent(share: Fraction) -> str:
    return text_of(round(Decimal(share.numerator) * 100 / Decimal(share.denominator), 1))
