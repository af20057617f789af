"""Projections: folded or computed from the acts, safe to throw away and to rebuild."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from bitgil.plan.version import canonical_json
from bitgil.store.models import ProjectionRow


def save(version: str, bodies: Mapping[str, Any]) -> None:
    """Replace every projection by *bodies*, which belong to one version of the plan."""
    with transaction.atomic():
        ProjectionRow.objects.all().delete()
        ProjectionRow.objects.bulk_create(
            ProjectionRow(name=name, version=version, body=canonical_json(body).decode())
            for name, body in bodies.items()
        )


def read(version: str) -> dict[str, Any]:
    """Return the projections of that version, none where they belong to another."""
    rows = ProjectionRow.objects.filter(version=version)
    return {row.name: json.loads(row.body) for row in rows}


def bodies() -> dict[str, str]:
    """Return the stored text of every projection, for comparing two rebuilds."""
    return {row.name: row.body for row in ProjectionRow.objects.order_by("name")}


def mark() -> int:
    """Return a number that changes when the projections do."""
    return hash(tuple(ProjectionRow.objects.order_by("name").values_list("name", "version")))
