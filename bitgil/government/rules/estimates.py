"""추정: an estimate can be read by the roadmap, says how it was reached, and contradicts nothing known."""
# ruff: noqa: D401  a rule's docstring states what holds

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from bitgil.city.reforms import OWNED_BY
from bitgil.government.acts import KINDS
from bitgil.government.amending.estimates import DATED, DELIVERED, KIND, PAID, parts_of
from bitgil.government.rules.breaches import Breach, Question
from bitgil.government.views import CORRECTION, standing
from bitgil.plan.problems import Problem, problem
from bitgil.plan.types import Assumption, Plan, Project
from bitgil.quantity import Grade, Unfit, Won, Words, dimension, eok, plain, year_of

EARLIEST, LATEST = 1990, 2100
"""Years that a project of today can run in."""
CODE = "record.estimate"
GROUNDS = Words("때와 돈의 근거", "grounds of the dates and the money")


def estimates_can_be_used(asked: Question) -> Iterator[Breach]:
    """An estimate, as asked for or as corrected, holds values in order, in units that fit, with grounds."""
    public = _estimate_in(asked)
    if public is None:
        return
    plan = asked.state.plan
    project = next((p for p in plan.projects if p.id == asked.draft.subject), None) if plan else None
    if plan is None or project is None:
        yield asked.fault(
            CODE,
            "계획에 없는 사업이라 추정을 넣을 수 없습니다",
            "the plan has no such project to estimate",
            "사업이 계획에 오른 뒤에 넣으세요",
            "enter it once the project is in the plan",
        )
        return
    for found in faults_of(plan, project, public):
        yield Breach(CODE, "must", found)


def _estimate_in(asked: Question) -> Mapping[str, Any] | None:
    """Return what an estimate would say once this act is recorded, None where it is about none."""
    if asked.kind == "change.requested":
        return asked.public if asked.public.get("change") == KIND else None
    if asked.kind != CORRECTION or asked.public.get("withdrawn"):
        return None
    about = [
        act for act in standing(asked.state.dossier(asked.draft.subject)) if act.kind == "change.requested"
    ]
    found = next((act for act in about if act.number == asked.public["act"]), None)
    public = {**found.public, **asked.public.get("content", {})} if found else {}
    # What the kind itself does not allow is refused by corrections_fit.
    sound = public.get("change") == KIND and not any(KINDS["change.requested"].complaints(public))
    return public if sound else None


def faults_of(plan: Plan, project: Project, public: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield everything that keeps an estimate from being used, under the name of the part it is about."""
    if not any(parts_of(public)):
        yield _said(
            "추정", "적은 것이 없습니다", "nothing was estimated", "효과나 때나 돈을 적으세요", "give one"
        )
        return
    for place, row in enumerate(public.get("effects", ()), 1):
        yield from _of_effect(plan, project, row, f"효과 {place}")
    yield from _of_drivers(project, public)
    yield from _of_delivery(project, public)
    yield from _of_dates(project, public)
    yield from _of_money(project, public)
    if any(name in public for name in (*DELIVERED, *DATED, *PAID)):
        yield from _of_grounds(public, GROUNDS.ko)


def driver_of(plan: Plan, name: str) -> Assumption | None:
    """Return the assumption of that id that projects may change, None where there is none."""
    return next((each for each in plan.assumptions if each.id == name and each.driver), None)


def is_own(project: Project, assumption: Assumption) -> bool:
    """Whether the driver is of those who decide the project, so that its effect counts in full."""
    return assumption.driver is not None and assumption.driver.owner in OWNED_BY[project.decided_by]


def _of_effect(plan: Plan, project: Project, row: Mapping[str, Any], where: str) -> Iterator[Problem]:
    assumption = driver_of(plan, row.get("driver", ""))
    if assumption is None:
        yield _said(
            f"{where}: 바꾸는 것",
            f"사업이 바꿀 수 있는 것이 아닙니다: '{row.get('driver', '')}'",
            f"'{row.get('driver', '')}' is nothing that a project can change",
            "목록에서 고르세요",
            "choose one of the list",
        )
    low, middle, high = (_decimal(row.get(name)) for name in ("low", "change", "high"))
    for name, value in (("낮은 값", low), ("중심값", middle), ("높은 값", high)):
        if value is None:
            yield _empty(f"{where}: {name}")
    if low is not None and middle is not None and high is not None and not low <= middle <= high:
        yield _said(
            f"{where}: 낮은 값·중심값·높은 값",
            f"차례가 아닙니다: {low:f} · {middle:f} · {high:f}",
            f"not in order: {low:f}, {middle:f}, {high:f}",
            "낮은 값 ≤ 중심값 ≤ 높은 값으로 쓰세요",
            "give low ≤ central ≤ high",
        )
    if assumption is not None:
        yield from _of_measure(project, row, assumption, where)
    for name, label in (("ramp", "다 나타나기까지"), ("life", "이어지는 기간")):
        value = _decimal(row.get(name))
        if value is not None and value < 0:
            yield _said(f"{where}: {label}", "0보다 작습니다", "below 0", "햇수를 쓰세요", "give years")
    yield from _of_grounds(row, f"{where}: 근거")


def _of_measure(
    project: Project, row: Mapping[str, Any], assumption: Assumption, where: str
) -> Iterator[Problem]:
    unit = row.get("unit") or assumption.unit
    try:
        fits = dimension(unit) == dimension(assumption.unit)
    except Unfit:
        fits = False
    if not fits:
        yield _said(
            f"{where}: 단위",
            f"'{unit}'은(는) {assumption.unit}와 잴 수 있는 단위가 아닙니다",
            f"'{unit}' does not measure what {assumption.unit} measures",
            f"{assumption.unit}(으)로 쓰세요",
            f"write {assumption.unit}",
        )
    share = _decimal(row.get("influence"))
    if share is None and not is_own(project, assumption):
        yield _said(
            f"{where}: 움직이는 몫",
            "이 사업을 정하는 쪽의 것이 아니라서, 몫이 없으면 효과가 0입니다",
            "it belongs to others than those who decide the project: without a share its effect is 0",
            "이 사업이 움직이는 몫을 퍼센트로 적고 근거에 까닭을 쓰세요",
            "give the share that the project moves in per cent, and say why among the grounds",
        )
    if share is not None and not 0 <= share <= 1:
        yield _not_a_share(f"{where}: 움직이는 몫", share)


def _of_grounds(said: Mapping[str, Any], where: str) -> Iterator[Problem]:
    grade = said.get("grade", Grade.ASSUMED)
    if grade == Grade.ASSUMED and not said.get("why"):
        yield _said(
            where,
            "등급 X(가정)인데 어떻게 어림했는지 적혀 있지 않습니다",
            "grade X (assumed) without a word on how it was reached",
            "어림한 방법을 적거나, 출처가 있으면 출처와 등급을 적으세요",
            "say how, or name a source and its grade",
        )
    if grade != Grade.ASSUMED and not said.get("source"):
        yield _said(
            where,
            f"등급 {grade}인데 출처가 없습니다",
            f"grade {grade} without a source",
            "출처를 적거나 등급을 X로 두세요",
            "name the source, or leave the grade at X",
        )


def _of_drivers(project: Project, public: Mapping[str, Any]) -> Iterator[Problem]:
    named = [row.get("driver", "") for row in public.get("effects", ())]
    for twice in sorted({each for each in named if each and named.count(each) > 1}):
        yield _said("효과", f"{twice}: 두 번 적었습니다", f"{twice} twice", "한 줄만 두세요", "keep one row")
    known = {effect.driver for effect in project.effects}
    for gone in public.get("drops", ()):
        if gone not in known:
            yield _said(
                "거두는 효과",
                f"이 사업에 없는 효과입니다: {gone}",
                f"the project has no effect on {gone}",
                "이 사업의 효과에서 고르세요",
                "choose one of its effects",
            )
        elif gone in named:
            yield _said(
                "거두는 효과",
                f"{gone}: 고치면서 거둘 수 없습니다",
                f"{gone}: both",
                "하나만 고르세요",
                "do one",
            )


def _of_delivery(project: Project, public: Mapping[str, Any]) -> Iterator[Problem]:
    if public.get("effects") and project.delivery is None:
        for name, label in (("opens", "효과가 시작되는 때"), ("certainty", "이루어질 확률")):
            if name not in public:
                yield _empty(label)
    sure = _decimal(public.get("certainty"))
    if sure is not None and not 0 <= sure <= 1:
        yield _not_a_share("이루어질 확률", sure)
    first = public.get("first", project.period.first)
    opens = public.get("opens")
    if opens is not None and first is not None and year_of(opens) < first:
        yield _said(
            "효과가 시작되는 때",
            f"{opens}은(는) 첫 해 {first}보다 앞섭니다",
            f"{opens} lies before the first year {first}",
            "첫 해나 뒤로 적으세요",
            "give the first year or later",
        )


def _of_dates(project: Project, public: Mapping[str, Any]) -> Iterator[Problem]:
    first, last = public.get("first", project.period.first), public.get("last", project.period.last)
    for year, label in ((public.get("first"), "첫 해"), (public.get("last"), "마지막 해")):
        if year is not None and not EARLIEST <= year <= LATEST:
            yield _said(
                label, f"연도가 아닙니다: {year}", f"{year} is no such year", "2027처럼 쓰세요", "as 2027"
            )
    if any(name in public for name in DATED) and first is not None and last is not None and first > last:
        yield _said(
            "마지막 해",
            f"첫 해({first})보다 앞섭니다: {last}",
            f"{last} lies before the first year {first}",
            "첫 해나 뒤로 적으세요",
            "give the first year or later",
        )


def _of_money(project: Project, public: Mapping[str, Any]) -> Iterator[Problem]:
    years = [row for row in public.get("years", ()) if "year" in row and "amount" in row]
    if len(years) < len(public.get("years", ())):
        yield _empty("연도별 금액")
        return
    if public.get("cost") == 0:
        yield _said(
            "총사업비", "0원입니다", "it is 0", "금액을 적거나 비우세요", "give a sum or leave it empty"
        )
    named = [row["year"] for row in years]
    if len(set(named)) < len(named):
        yield _said(
            "연도별 금액", "같은 해를 두 번 적었습니다", "a year twice", "한 줄로 합치세요", "join them"
        )
    first, last = public.get("first", project.period.first), public.get("last", project.period.last)
    beyond = [year for year in named if (first and year < first) or (last and year > last)]
    if beyond:
        listed = ", ".join(map(str, beyond))
        yield _said(
            "연도별 금액",
            f"사업 기간 밖의 해입니다: {listed}",
            f"outside the project's years: {listed}",
            "첫 해와 마지막 해 사이의 해를 쓰세요",
            "give years from the first to the last",
        )
    total = public.get("cost", project.budget.amount if project.budget else None)
    spent = sum(row["amount"] for row in years)
    if years and spent != total:
        told = "모름" if total is None else f"{eok(Won(total)):,f}억원"
        yield _said(
            "연도별 금액",
            f"합 {eok(Won(spent)):,f}억원이 총사업비({told})와 다릅니다",
            f"they add up to {eok(Won(spent)):,f}억원, not to the total",
            "합이 총사업비와 같게 고치세요",
            "let them add up to the total",
        )


def _decimal(text: Any) -> Decimal | None:  # noqa: ANN401  plain data
    return Decimal(text) if isinstance(text, str) and text else None


def _empty(where: str) -> Problem:
    return _said(where, "비어 있습니다", "is empty", "적으세요", "fill it in")


def _not_a_share(where: str, value: Decimal) -> Problem:
    return _said(
        where,
        f"0에서 100 퍼센트 사이가 아닙니다: {plain(value * 100):f}퍼센트",
        f"{plain(value * 100):f} per cent is not from 0 to 100",
        "60처럼 쓰세요",
        "write it as 60",
    )


def _said(where: str, ko: str, en: str, mend_ko: str, mend_en: str) -> Problem:
    return problem(where, Words(ko, en), Words(mend_ko, mend_en))
