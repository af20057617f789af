"""대안: what is saved belongs to the plan in force, and what is chosen rests on a resolution."""
# ruff: noqa: D401  a rule's docstring states what holds

from __future__ import annotations

from collections.abc import Iterator

from bitgil.government.acts.committee import CARRIED
from bitgil.government.acts.portfolios import ASKED
from bitgil.government.rules.breaches import Breach, Question
from bitgil.government.rules.changes import resolution_of


def saved_alternatives_are_of_the_plan(asked: Question) -> Iterator[Breach]:
    """An alternative is saved of the version in force, of its projects and its objectives."""
    plan = asked.state.plan
    if asked.kind != "alternative.saved" or plan is None:
        return
    if asked.state.version and asked.public["version"] != asked.state.version:
        yield asked.fault(
            "record.version",
            "그사이 계획이 바뀌어 이 구성은 지금 계획의 것이 아닙니다",
            "the plan has changed since, so this portfolio is not of the plan in force",
            "지금 계획에서 다시 풀어 저장하세요",
            "solve it again on the plan in force and save that",
        )
    projects = {each.id for each in plan.projects}
    objectives = {each.id for each in plan.objectives}
    named = {row["project"] for row in asked.public["chosen"]} - projects
    named |= {row["objective"] for row in asked.public["weights"]} - objectives
    befallen = (*asked.public.get("shocks", ()), *asked.public.get("leaves", ()))
    named |= {row["project"] for row in befallen if "project" in row} - projects
    if named:
        listed = ", ".join(sorted(named))
        yield asked.fault(
            "record.names",
            f"계획에 없는 이름입니다: {listed}",
            f"names that the plan lacks: {listed}",
            "계획의 사업과 목적만 적으세요",
            "name projects and objectives of the plan only",
        )


def saved_alternatives_say_what_made_them(asked: Question) -> Iterator[Breach]:
    """A safe, a careful and a re-planned alternative say their question, and none says another's."""
    if asked.kind != "alternative.saved":
        return
    wanted = ASKED.get(asked.public["made"], ())
    lacking = [name for name in wanted if name not in asked.public]
    others = {name for names in ASKED.values() for name in names} - set(wanted)
    foreign = sorted(others & asked.public.keys())
    if lacking or foreign:
        listed = ", ".join((*lacking, *foreign))
        yield asked.fault(
            "record.made",
            f"무엇을 물어 얻은 구성인지와 적힌 것이 맞지 않습니다: {listed}",
            f"what is said does not fit how it was made: {listed}",
            "구성을 찾은 쪽에서 다시 저장하세요",
            "save it again from the page that found it",
        )


def replanned_alternatives_start_from_a_known_one(asked: Question) -> Iterator[Breach]:
    """What was re-planned was a saved alternative or one of the plan's."""
    if asked.kind != "alternative.saved" or "baseline" not in asked.public:
        return
    code, plan = asked.public["baseline"], asked.state.plan
    known = {each.id for each in plan.alternatives} if plan else set()
    if code not in known and not any(act.kind == "alternative.saved" for act in asked.state.dossier(code)):
        yield asked.fault(
            "record.alternative",
            f"{code}은(는) 저장된 대안도 계획의 대안도 아닙니다",
            f"{code} is neither a saved alternative nor one of the plan's",
            "저장된 대안에서 다시 짜세요",
            "re-plan from an alternative that is saved",
        )


def alternatives_are_saved_once(asked: Question) -> Iterator[Breach]:
    """What was saved under a name of its own is never saved over."""
    if asked.kind == "alternative.saved" and asked.state.dossier(asked.draft.subject):
        yield asked.fault(
            "record.once",
            "같은 부호로 이미 저장한 대안이 있습니다",
            "an alternative is saved under this code already",
            "새 부호로 저장하세요",
            "save it under a new code",
        )


def alternatives_are_chosen_by_resolution(asked: Question) -> Iterator[Breach]:
    """An alternative is chosen by a resolution that carried, and only one that is there to be chosen."""
    if asked.kind != "alternative.chosen":
        return
    resolution = resolution_of(asked)
    if resolution is None or resolution.public["outcome"] not in CARRIED:
        yield asked.fault(
            "record.resolution",
            f"{asked.public['resolution']}번은 가결된 의결이 아닙니다",
            f"act {asked.public['resolution']} is no resolution that carried",
            "이 대안을 고른 의결의 번호를 적으세요",
            "name the resolution that chose this alternative",
        )
    plan = asked.state.plan
    known = {each.id for each in plan.alternatives} if plan else set()
    saved = any(act.kind == "alternative.saved" for act in asked.state.dossier(asked.draft.subject))
    if not saved and asked.draft.subject not in known:
        yield asked.fault(
            "record.alternative",
            "저장된 대안도 계획의 대안도 아닙니다",
            "is neither a saved alternative nor one of the plan's",
            "먼저 대안을 저장하세요",
            "save the alternative first",
        )
