"""What `--from` names: a roadmap printed earlier, an alternative of the plan, or one saved in the record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from bitgil.cli.asking import Refused
from bitgil.cli.database import ready
from bitgil.government.portfolios import PREFIX, Portfolio, portfolios_of
from bitgil.government.replanning import Resumed, placed, resumed
from bitgil.plan.types import Alternative, Plan
from bitgil.roadmap.bounds import bounded
from bitgil.roadmap.solver.answer import Roadmap
from bitgil.roadmap.solver.search import Effort
from bitgil.roadmap.statement import Decision, answered
from bitgil.roadmap.wishes import Wish, quarter_in, weighted

CHOSEN = "in"


@dataclass(frozen=True, slots=True)
class Printed:
    """A roadmap that was printed as JSON: starts, ways and the weights of its objectives."""

    starts: Mapping[str, str]
    ways: Mapping[str, str]
    weights: Mapping[str, Decimal]


Source = Printed | Alternative | Portfolio


def source_of(text: str, plan: Plan) -> Source:
    """Return what *text* names; raise Refused saying what could be named, or what is wrong in the file."""
    own = next((each for each in plan.alternatives if each.id == text), None)
    if own is not None:
        return own
    if text.startswith(PREFIX):
        return _saved(text)
    if Path(text).is_file():
        return _printed(Path(text))
    listed = ", ".join(each.id for each in plan.alternatives) or "-"
    raise Refused(
        f"--from {text}: 그런 파일도 대안도 없습니다. `bitgil roadmap --json`으로 찍은 파일, 저장한 대안"
        f"({PREFIX}1), 계획의 대안 가운데 하나를 쓰세요: {listed}",
        f"--from {text}: no such file or alternative; name a file printed by `bitgil roadmap --json`, "
        f"a saved alternative ({PREFIX}1), or one of the plan's: {listed}",
    )


def baseline_of(source: Source, decision: Decision, plan: Plan, effort: Effort) -> tuple[Resumed, Roadmap]:
    """Return the old plan and its problem, by its own weights and bounds, without what can no longer be."""
    asked, roadmap = decision.problem, decision.roadmap
    if isinstance(source, Alternative):
        problem = weighted(asked, {part.objective: part.weight for part in source.weights})
        building = bounded(replace(decision.building, problem=problem), plan, source)
        problem, found, _ = answered(building.problem, effort)
        return Resumed(problem, found.starts, found.modes, Wish()), found
    if isinstance(source, Portfolio):
        old = resumed(asked, source)
        if old is None:
            raise Refused(
                f"{source.id}: 이 계획의 목적에 가중치가 하나도 없습니다.",
                f"{source.id} weighs none of this plan's objectives.",
            )
    else:
        aims = {aim.id for aim in asked.aims}
        weights = {name: weight for name, weight in source.weights.items() if name in aims}
        problem = weighted(asked, weights if any(weights.values()) else {})
        old = placed(problem, source.starts, source.ways, Wish())
    return old, replace(roadmap, starts=old.starts, modes=old.ways)


def _saved(code: str) -> Portfolio:
    ready()
    from bitgil.store.current import folded_now  # noqa: PLC0415  once Django is ready

    found = {each.id: each for each in portfolios_of(folded_now().acts)}
    if code not in found:
        listed = ", ".join(found) or "-"
        raise Refused(
            f"--from {code}: 저장한 대안이 아닙니다. 저장한 것: {listed}",
            f"--from {code}: no such alternative is saved; there are: {listed}",
        )
    return found[code]


def _printed(path: Path) -> Printed:
    """Return the roadmap in a file; raise Refused with everything in it that is not as it was printed."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise _unfit(path, ["JSON이 아닙니다"], ["is no JSON"]) from None
    rows = found.get("projects") if isinstance(found, dict) else None
    if not isinstance(rows, list):
        raise _unfit(path, ["projects 목록이 없습니다"], ["has no list of projects"])
    wrong = [number for number, row in enumerate(rows, 1) if not _is_row(row)]
    weights, odd = _weights(found.get("objectives", []))
    if wrong or odd:
        ko = [*(f"projects의 {number}번째 줄을 읽을 수 없습니다" for number in wrong), *odd]
        en = [*(f"row {number} of projects cannot be read" for number in wrong), *odd]
        raise _unfit(path, ko, en)
    chosen = [row for row in rows if row["verdict"] == CHOSEN]
    return Printed(
        {row["id"]: row["start"] for row in chosen},
        {row["id"]: row["way"] for row in chosen if "way" in row},
        weights,
    )


def _is_row(row: Any) -> bool:  # noqa: ANN401  plain data
    if not isinstance(row, dict) or not all(isinstance(row.get(key), str) for key in ("id", "verdict")):
        return False
    if row["verdict"] != CHOSEN:
        return True
    try:
        quarter_in(row["start"])
    except (KeyError, ValueError, AttributeError):
        return False
    return isinstance(row.get("way", ""), str)


def _weights(rows: Any) -> tuple[dict[str, Decimal], list[str]]:  # noqa: ANN401  plain data
    weights: dict[str, Decimal] = {}
    try:
        weights = {row["id"]: Decimal(row["weight"]) for row in rows}
    except (KeyError, TypeError, InvalidOperation, ValueError):
        return {}, ["objectives"]
    return weights, [f"objectives: {name}" for name, weight in weights.items() if not weight.is_finite()]


def _unfit(path: Path, ko: list[str], en: list[str]) -> Refused:
    return Refused(
        f"--from {path}: {'; '.join(ko)}. `bitgil roadmap --json`으로 찍은 파일을 쓰세요.",
        f"--from {path}: {'; '.join(en)}; give a file printed by `bitgil roadmap --json`.",
    )
