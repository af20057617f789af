"""The form of an estimate: what it may be about, what stands in it, and what was typed, read all at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bitgil.government.acts.fields import decimal_of
from bitgil.government.rules.estimates import GROUNDS, faults_of, is_own
from bitgil.plan.problems import Problem, problem
from bitgil.plan.types import Assumption, Effect, Objective, Plan, Project
from bitgil.portal.naming import field_name
from bitgil.portal.workspace.bureau.moving import reach_of
from bitgil.portal.workspace.desk import Desk, Sent
from bitgil.portal.workspace.forms.reading import amount_of
from bitgil.quantity import Unfit, Words, check_moment, text_of

FORM = "estimate"
"""The value of the hidden input that tells that this very form was sent."""
MANY_EFFECTS, MANY_YEARS, YEARS = 8, 12, 5
"""Rows that are read at most, and rows of years that stand ready."""
WHOLE = Decimal(100)
COLUMNS = (
    "driver",
    "low",
    "change",
    "high",
    "unit",
    "ramp",
    "life",
    "influence",
    "grade",
    "source",
    "why",
)
SCALARS = ("first", "last", "opens", "certainty", "cost", "grade", "source", "why")
_PERCENT = frozenset({"influence", "certainty"})
_YEAR = re.compile(r"(\d{4})\s*년?")


@dataclass(frozen=True, slots=True)
class Offered:
    """A quantity that a project may change, with the objectives it reaches, and whether it is its own."""

    assumption: Assumption
    objectives: tuple[Objective, ...]
    own: bool


@dataclass(slots=True)
class Read:
    """What was typed as an act says it, and every text that could not be read."""

    public: dict[str, Any] = field(default_factory=dict)
    faults: list[Problem] = field(default_factory=list)


def offered(desk: Desk, project: Project) -> tuple[Offered, ...]:
    """Return what an estimate may be about: what reaches an objective, the project's own quantities first."""
    reach = reach_of(desk)
    measured = {each.id: each.measured_by for each in desk.plan.indicators}
    found = []
    for each in desk.plan.assumptions:
        reached = reach(each.id) if each.driver else frozenset()
        aims = tuple(
            aim for aim in desk.plan.objectives if any(measured[key] in reached for key in aim.indicators)
        )
        if aims or any(effect.driver == each.id for effect in project.effects):
            found.append(Offered(each, aims, is_own(project, each)))
    return tuple(sorted(found, key=lambda each: (not each.own, each.assumption.id)))


def unreached(desk: Desk, choices: tuple[Offered, ...]) -> tuple[Objective, ...]:
    """Return the objectives that no quantity of the model reaches, so that no estimate can serve them."""
    served = {aim.id for each in choices for aim in each.objectives}
    return tuple(aim for aim in desk.plan.objectives if aim.id not in served)


def texts_in(desk: Desk, project: Project) -> dict[str, str]:
    """Return the text of every input: what was just typed, else what the plan says today."""
    if desk.posted.one("form") == FORM:
        return {name: desk.posted.one(name) for name in desk.posted.values}
    found = {f"effects.{n}.{k}": v for n, each in enumerate(project.effects) for k, v in _texts(each).items()}
    return found | _dates(project)


def rows_in(texts: Mapping[str, str], project: Project) -> tuple[dict[str, str], ...]:
    """Return the rows of effects that hold something, and an empty one below them."""
    found = [_row(texts, "effects", place, COLUMNS) for place in range(MANY_EFFECTS)]
    last = max((place for place, row in enumerate(found) if _filled(row)), default=-1)
    count = min(max(last + 1, len(project.effects)) + 1, MANY_EFFECTS)
    return tuple(found[:count])


def years_in(texts: Mapping[str, str]) -> tuple[dict[str, str], ...]:
    """Return the rows of years that hold something, and enough empty ones."""
    found = [_row(texts, "years", place, ("year", "amount")) for place in range(MANY_YEARS)]
    last = max((place for place, row in enumerate(found) if any(row.values())), default=-1)
    return tuple(found[: min(max(last + 2, YEARS), MANY_YEARS)])


def estimate_in(desk: Desk, project: Project) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Return the public side of the request that was typed, and everything that speaks against it, at once.

    What says the same as the plan is left out.
    """
    read, posted = Read({"change": "estimate"}), desk.posted
    _read_effects(read, desk.plan, project, posted)
    drops = [name for name in posted.all("drops") if name]
    if drops:
        read.public["drops"] = drops
    _read_scalars(read, project, posted)
    _read_years(read, posted)
    if "years" in read.public and "cost" not in read.public and project.budget is None:
        read.public["cost"] = sum(row.get("amount", 0) for row in read.public["years"])
    unread = {each.where for each in read.faults}
    faults = [each for each in faults_of(desk.plan, project, read.public) if each.where not in unread]
    if unread and not set(read.public) - {"change"}:
        faults = []
    return read.public, (*read.faults, *faults)


def _read_effects(read: Read, plan: Plan, project: Project, posted: Sent) -> None:
    known = {each.driver: _texts(each) for each in project.effects}
    units = {each.id: each.unit for each in plan.assumptions}
    rows: list[dict[str, Any]] = []
    for place in range(MANY_EFFECTS):
        typed = {name: posted.one(f"effects.{place}.{name}") for name in COLUMNS}
        if not _filled(typed) or typed == known.get(typed["driver"]):
            continue
        where = f"효과 {len(rows) + 1}"
        row: dict[str, Any] = {}
        for name, text in typed.items():
            _take(read, row, name, text, f"{where}: {field_name('', f'effects.{name}').ko}", _EFFECT[name])
        row.setdefault("unit", units.get(typed["driver"], ""))
        rows.append(row)
    if rows:
        read.public["effects"] = rows


def _read_scalars(read: Read, project: Project, posted: Sent) -> None:
    now = _dates(project)
    for name in ("first", "last", "opens", "certainty", "cost"):
        text = posted.one(name)
        if text and text != now.get(name):
            _take(read, read.public, name, text, _LABELS[name], _READ[name])
    if set(read.public) & {"first", "last", "opens", "certainty", "cost"} or any(
        posted.one(f"years.{place}.{column}") for place in range(MANY_YEARS) for column in ("year", "amount")
    ):
        for name in ("grade", "source", "why"):
            _take(read, read.public, name, posted.one(name), GROUNDS.ko, str)


def _read_years(read: Read, posted: Sent) -> None:
    rows = []
    for place in range(MANY_YEARS):
        typed = {name: posted.one(f"years.{place}.{name}") for name in ("year", "amount")}
        if any(typed.values()):
            row: dict[str, Any] = {}
            for name, text in typed.items():
                _take(read, row, name, text, "연도별 금액", _READ[name])
            rows.append(row)
    if rows:
        read.public["years"] = rows


def _take(  # noqa: PLR0913, PLR0917  where it goes, what it is called, and how it is read
    read: Read, into: dict[str, Any], name: str, text: str, where: str, reader: Callable[[str], Any]
) -> None:
    """Put a text that was typed into its place, or note that it cannot be read."""
    if not text:
        return
    try:
        into[name] = reader(text)
    except ValueError:
        mend = _MENDS.get(reader, Words("수로 쓰세요", "write a number"))
        what = Words(f"읽을 수 없는 값입니다: '{text}'", f"'{text}' cannot be read")
        read.faults.append(problem(where, what, mend))


def _number(text: str) -> str:
    found = decimal_of(text.replace(",", ""))
    if found is None:
        raise ValueError(text)
    return text_of(found)


def _percent(text: str) -> str:
    return text_of(Decimal(_number(text.rstrip("% ").removesuffix("퍼센트").strip())) / WHOLE)


def _year(text: str) -> int:
    found = _YEAR.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return int(found[1])


def _opening(text: str) -> str:
    moment = text.upper().replace(" ", "")
    try:
        check_moment(moment)
    except Unfit as unfit:
        raise ValueError(text) from unfit
    return moment


_READ: Mapping[str, Callable[[str], Any]] = {
    "first": _year,
    "last": _year,
    "year": _year,
    "opens": _opening,
    "certainty": _percent,
    "cost": amount_of,
    "amount": amount_of,
}
_EFFECT: Mapping[str, Callable[[str], Any]] = {
    **dict.fromkeys(COLUMNS, str),
    **dict.fromkeys(("low", "change", "high", "ramp", "life"), _number),
    "influence": _percent,
}
_MENDS: Mapping[Any, Words] = {
    _year: Words("2027처럼 쓰세요", "write it as 2027"),
    _opening: Words("2028Q3이나 2028처럼 쓰세요", "write it as 2028Q3 or 2028"),
    _percent: Words("60처럼 퍼센트로 쓰세요", "write per cent, such as 60"),
    amount_of: Words("원 단위나 12억처럼 쓰세요", "write won, such as 1200000000"),
}
_LABELS = {
    "first": "첫 해",
    "last": "마지막 해",
    "opens": "효과가 시작되는 때",
    "certainty": "이루어질 확률",
    "cost": "총사업비",
}


def _texts(effect: Effect) -> dict[str, str]:
    """Return an effect of the plan as the texts of a row."""
    low = effect.change if effect.low is None else effect.low
    high = effect.change if effect.high is None else effect.high
    return {
        "driver": effect.driver,
        "low": text_of(low),
        "change": text_of(effect.change),
        "high": text_of(high),
        "unit": effect.unit,
        "ramp": text_of(effect.ramp_years) if effect.ramp_years else "",
        "life": "" if effect.life_years is None else text_of(effect.life_years),
        "influence": "" if effect.influence is None else text_of(effect.influence * WHOLE),
        "grade": effect.grade.value,
        "source": effect.source,
        "why": effect.basis,
    }


def _dates(project: Project) -> dict[str, str]:
    delivery, budget = project.delivery, project.budget
    return {
        "first": str(project.period.first or ""),
        "last": str(project.period.last or ""),
        "opens": delivery.opens if delivery else "",
        "certainty": text_of(delivery.certainty * WHOLE) if delivery else "",
        "cost": f"{budget.amount:,}" if budget else "",
    }


def _row(texts: Mapping[str, str], name: str, place: int, columns: tuple[str, ...]) -> dict[str, str]:
    return {column: texts.get(f"{name}.{place}.{column}", "") for column in columns}


def _filled(row: Mapping[str, str]) -> bool:
    """Whether somebody wrote into a row; a grade alone stands there by itself."""
    return any(text for name, text in row.items() if name != "grade")


def empty_faults(desk: Desk, *, evidence: bool) -> Iterator[Problem]:
    """Yield what sending lacks beside the estimate: a reason, and the evidence that the law demands."""
    if not desk.posted.one("reason"):
        mend = Words("왜 추정을 넣는지 적으세요", "say why")
        yield problem("이유", Words("비어 있습니다", "is empty"), mend)
    if evidence and not desk.posted.one("private") and "attached" not in desk.files:
        what = Words("변경 요청에 근거자료가 없습니다", "the request comes without evidence")
        yield problem("근거자료", what, Words("글로 적거나 파일을 붙이세요", "write it or attach a file"))
