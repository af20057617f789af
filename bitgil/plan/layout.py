"""Where each part of a Plan lies in its folder: the one table that reading and writing share."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from bitgil.plan.types import (
    Alternative,
    Correlation,
    Finding,
    HistoricAct,
    Indicator,
    LegalRule,
    Limit,
    Measure,
    Occasion,
    Office,
    Plan,
    Project,
    Scenario,
    Structure,
)

HEAD_FILE = "plan.toml"
HEAD_FIELDS = (
    "id",
    "city",
    "name",
    "vision",
    "goal",
    "period",
    "adopted",
    "source",
    "stages",
    "directions",
    "tasks",
    "engines",
    "counts",
    "objectives",
)
COLLECTION_FIELDS = tuple(field.name for field in fields(Plan) if field.name not in HEAD_FIELDS)
"""What lies outside the head file: each is a tuple of records with an id."""
ASSUMPTIONS = "assumptions"
OBSERVED = "observed"
SERIES_COLUMNS = ("period", "value", "unit", "grade", "source", "note")


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder with one record a file; the file's name is the record's id."""

    field: str
    kind: type[Any]
    folder: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Files that each hold a list of records with ids of their own."""

    field: str
    kind: type[Any]
    pattern: str
    key: str
    default_file: str


SHELVES = (
    Shelf("projects", Project, "projects"),
    Shelf("findings", Finding, "findings"),
    Shelf("alternatives", Alternative, "alternatives"),
    Shelf("indicators", Indicator, "indicators"),
    Shelf("scenarios", Scenario, "scenarios"),
    Shelf("structures", Structure, "structures"),
    Shelf("measures", Measure, "measures"),
)
LISTINGS = (
    Listing("offices", Office, "offices.toml", "offices", "offices.toml"),
    Listing("limits", Limit, "limits.toml", "limits", "limits.toml"),
    Listing("legal_rules", LegalRule, "rules.toml", "rules", "rules.toml"),
    Listing("calendar", Occasion, "calendar.toml", "occasions", "calendar.toml"),
    Listing("correlations", Correlation, "correlations.toml", "correlations", "correlations.toml"),
    Listing("history", HistoricAct, "history/*.toml", "acts", "history/{name}.toml"),
)
