"""What an agreed request makes of the plan, and the events that it adds to the plan's history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bitgil.government.acts import Act
from bitgil.government.amending.agreed import Agreed, changes_by_act, overtaken
from bitgil.government.amending.estimates import KIND
from bitgil.government.amending.leaving import left_by
from bitgil.government.amending.sources import source_of
from bitgil.government.amending.steps import STEPS, said_by
from bitgil.government.state import State
from bitgil.plan.types import Effect, HistoricAct, Plan, Project
from bitgil.quantity import Words, eok, text_of

ESTIMATED = ".estimated"
GUESSED = ("budget", "period.first", "period.last", "opens")
"""Fields of which an estimate is told apart: a better guess is neither an overrun nor a delay."""


@dataclass(frozen=True, slots=True)
class Amendment:
    """What an agreed request makes of the plan: the plan after it, and what only the folder can say.

    `revisions` are the events it adds to the plan's history; `left` names what stays for an officer to edit.
    """

    agreed: Agreed
    plan: Plan
    revisions: tuple[HistoricAct, ...]
    left: tuple[Words, ...]


def amendment_of(state: State, agreed: Agreed, day: str) -> Amendment:
    """Return what an agreed request makes of the plan in force; raise KeyError where it lacks the project."""
    plan = state.plan
    if plan is None:
        raise KeyError(agreed.request.subject)
    was = plan.project(agreed.request.subject)
    now = was
    for name in said_by(agreed.request):
        if not overtaken(name, agreed, changes_by_act(state, plan.id)):
            now = STEPS[name].amends(plan, now, agreed.request, day)
    revisions = tuple(_revisions(plan, was, now, agreed.request, day))
    after = replace(
        plan,
        projects=tuple(now if each.id == now.id else each for each in plan.projects),
        history=tuple(sorted((*plan.history, *revisions), key=lambda act: act.id))
        if revisions
        else plan.history,
    )
    return Amendment(agreed, after, revisions, tuple(left_by(was, now, agreed.request)))


def _told(project: Project) -> dict[str, str]:
    """Return the revisable fields of a project as its history writes them."""
    return {
        "name": project.name.ko,
        "budget": f"{eok(project.budget.amount):,f}억원" if project.budget else "",
        "period.first": str(project.period.first or ""),
        "period.last": str(project.period.last or ""),
        "opens": project.delivery.opens if project.delivery else "",
        "status": project.status.value.value,
        "office": ", ".join(project.offices),
        "effects": "; ".join(map(_effect_told, project.effects)),
    }


def _effect_told(effect: Effect) -> str:
    ends = [text_of(end) for end in (effect.low, effect.high) if end is not None]
    spread = f" ({'–'.join(ends)})" if ends else ""
    return f"{effect.driver} {text_of(effect.change)}{spread} {effect.unit} [{effect.grade.value}]"


def _revisions(plan: Plan, was: Project, now: Project, request: Act, day: str) -> Iterator[HistoricAct]:
    old, new, guessed = _told(was), _told(now), request.public["change"] == KIND
    taken = [int(rest) for act in plan.history if (rest := act.id.removeprefix(f"{was.id}-")).isdigit()]
    number = max(taken, default=0)
    for field in (name for name in new if new[name] != old[name]):
        number += 1
        yield HistoricAct(
            id=f"{was.id}-{number:02}",
            kind="project.revised",
            subject=was.id,
            date=day,
            what=request.reason,
            source=source_of(request),
            field=f"{field}{ESTIMATED}" if guessed and field in GUESSED else field,
            old=old[field],
            new=new[field],
        )
