"""Every figure a plan holds, with its grade and where it stands, so that grades can be counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from bitgil.plan.types import Plan
from bitgil.quantity import Grade

WHERE = {
    "projects": "projects/{id}.toml",
    "findings": "findings/{id}.toml",
    "alternatives": "alternatives/{id}.toml",
    "indicators": "indicators/{id}.toml",
    "observed": "observed/{id}.csv",
    "limits": "limits.toml",
    "legal_rules": "rules.toml",
    "calendar": "calendar.toml",
    "correlations": "correlations.toml",
    "scenarios": "scenarios/{id}.toml",
    "structures": "structures/{id}.toml",
    "measures": "measures/{id}.toml",
}


@dataclass(frozen=True, slots=True)
class Graded:
    """One graded record inside a plan: in which file, under which key, how far to trust it."""

    where: str
    key: str
    grade: Grade
    record: Any


def graded(plan: Plan) -> Iterator[Graded]:
    """Yield every record of a plan that carries a grade, file by file."""
    for field in fields(Plan):
        value = getattr(plan, field.name)
        if field.name == "assumptions":
            for part in value:
                sector, key = part.id.split(".", maxsplit=1)
                yield Graded(f"assumptions/{sector}.toml", key, part.grade, part)
        elif isinstance(value, tuple):
            for part in value:
                where = WHERE.get(field.name, "plan.toml").format(id=getattr(part, "id", ""))
                yield from _inside(where, "", part)


def figures_by_grade(plan: Plan) -> dict[Grade, int]:
    """Return how many graded figures of each grade a plan holds, best grade first."""
    counted = Counter(found.grade for found in graded(plan))
    return {grade: counted[grade] for grade in Grade}


def _inside(where: str, key: str, record: Any) -> Iterator[Graded]:  # noqa: ANN401  any record
    if not is_dataclass(record):
        return
    grade = getattr(record, "grade", None)
    if isinstance(grade, Grade):
        yield Graded(where, key, grade, record)
    for field in fields(record):
        value = getattr(record, field.name)
        inner = f"{key}.{field.name}" if key else field.name
        for place, part in enumerate(value if isinstance(value, tuple) else (value,), 1):
            yield from _inside(where, f"{inner}.{place}" if isinstance(value, tuple) else inner, part)
