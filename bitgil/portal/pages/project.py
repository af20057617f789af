"""One project: its money, dates, every revision, why it exists, what it changes, and its sources."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from bitgil.drawing import Share, draw_shares
from bitgil.plan.types import Project
from bitgil.portal import links, spelling
from bitgil.portal.pages import NotHere
from bitgil.portal.progressing import recorded
from bitgil.portal.terms import MONEY_SOURCE, say
from bitgil.quantity import Won, Words
from bitgil.store.current import Current

TITLE = Words("세부사업", "Project")
PATH = "projects/<str:project_id>/"
PARENT = "projects"


def context(current: Current, language: str, project_id: str) -> dict[str, Any]:
    """Return everything the plan and its history hold about one project; raise NotHere for none."""
    plan = current.plan
    project = next((p for p in plan.projects if p.id == project_id), None)
    if project is None:
        raise NotHere(project_id)
    drivers = {assumption.id: assumption for assumption in plan.assumptions}
    revisions = current.revisions.get(project.id, ())
    return {
        "title": project.name.in_(language),
        "project": project,
        "task": links.task_of(plan, project.placement.task),
        "offices": links.office_names(plan, project.offices),
        "shares": _draw_money(project, language),
        "revisions": revisions,
        "strands": _strands(revisions),
        "findings": links.named(plan.findings, project.placement.findings),
        "effects": [(effect, drivers.get(effect.driver)) for effect in project.effects],
        "impacts": _impacts(current, project),
        "contests": _contests(current, project),
        "ties": links.ties_of(plan, project),
        "recorded": recorded(current, project.id),
    }


def _impacts(current: Current, project: Project) -> list[dict[str, Any]]:
    """Return what the project changes of the goal's indicators: mean and band as the last one, mean alone."""
    known = {indicator.id: indicator for indicator in current.plan.indicators}
    return [
        {
            "indicator": known[row["indicator"]],
            "year": row["year"],
            **{end: Decimal(row[end]) for end in ("first", "last", "low", "high")},
            "overlaps": row["first"] != row["last"],
        }
        for row in current.impacts
        if row["project"] == project.id and row["indicator"] in known
    ]


def _contests(current: Current, project: Project) -> list[dict[str, Any]]:
    """Return where another project changes an indicator more or less than this one, by the answer chosen."""
    projects = {each.id: each for each in current.plan.projects}
    indicators = {each.id: each for each in current.plan.indicators}
    structures = {each.id: each for each in current.plan.structures}
    found = []
    for row in current.contested:
        pair, indicator, structure = row["projects"], row["indicator"], row["structure"]
        if project.id not in pair or indicator not in indicators or structure not in structures:
            continue
        first = pair[0] == project.id
        rival = projects.get(pair[1] if first else pair[0])
        names = {answer.id: answer.name for answer in structures[structure].answers}
        ahead, behind = (
            [names[answer] for answer in row[side] if answer in names]
            for side in (("above", "below") if first else ("below", "above"))
        )
        if rival:
            found.append(
                {
                    "rival": rival,
                    "indicator": indicators[indicator],
                    "year": row["year"],
                    "structure": structures[structure],
                    "ahead": ahead,
                    "behind": behind,
                }
            )
    return found


def _draw_money(project: Project, language: str) -> object:
    sums: dict[str, int] = defaultdict(int)
    for line in project.money:
        if line.role == "share":
            sums[line.source] += line.amount
    if len(sums) < 2:  # noqa: PLR2004  one part needs no picture
        return None
    parts = tuple(
        Share(say(MONEY_SOURCE, name, language), Decimal(amount), spelling.write_won(Won(amount), language))
        for name, amount in sums.items()
    )
    title = "재원별 몫" if language == "ko" else "Shares by source"
    return draw_shares(f"money-{project.id}", title, parts, language)


def _strands(revisions: tuple[Any, ...]) -> list[tuple[str, list[str]]]:
    """Return, by field, the chain of values from the original to the latest."""
    chains: dict[str, list[str]] = {}
    for act in revisions:
        chain = chains.setdefault(act.field, [act.old] if act.old else [])
        if act.old and chain and chain[-1] != act.old:
            chain.append(act.old)
        chain.append(act.new)
    return [(field, chain) for field, chain in chains.items() if len(chain) > 1]
