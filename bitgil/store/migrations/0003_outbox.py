"""The outbox beside the acts, guarded as they are, and the projection of where each entry stands."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.db import migrations, models

GUARDS = import_module("bitgil.store.migrations.0002_append_only")


def guard(apps: Any, editor: Any) -> None:  # noqa: ANN401, ARG001  Django's own signature
    """Put a trigger before every update and delete."""
    words = GUARDS.POSTGRES if editor.connection.vendor == "postgresql" else GUARDS.SQLITE
    for verb in ("update", "delete"):
        editor.execute(words.format(table="outbox", verb=verb))


def release(apps: Any, editor: Any) -> None:  # noqa: ANN401, ARG001  Django's own signature
    """Take the triggers away, for a migration backwards only."""
    on = " ON outbox" if editor.connection.vendor == "postgresql" else ""
    for verb in ("update", "delete"):
        editor.execute(f"DROP TRIGGER outbox_never_{verb}{on}")


class Migration(migrations.Migration):
    """Adds the outbox and the leaves."""

    dependencies = (("store", "0002_append_only"),)
    operations = (
        migrations.CreateModel(
            name="OutboxRow",
            fields=[
                ("act", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("entry", models.BinaryField()),
            ],
            options={"db_table": "outbox", "ordering": ("act",)},
        ),
        migrations.CreateModel(
            name="LeafRow",
            fields=[
                ("act", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("place", models.PositiveBigIntegerField(unique=True)),
            ],
            options={"db_table": "leaf", "ordering": ("act",)},
        ),
        migrations.RunPython(guard, release),
    )
