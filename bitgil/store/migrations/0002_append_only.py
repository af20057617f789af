"""The database itself refuses to change or delete an act or a blob."""

from __future__ import annotations

from typing import Any

from django.db import migrations

SQLITE = (
    "CREATE TRIGGER {table}_never_{verb} BEFORE {verb} ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table}: rows are appended, never changed'); END"
)
POSTGRES_FUNCTION = (
    "CREATE OR REPLACE FUNCTION bitgil_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '%: rows are appended, never changed', TG_TABLE_NAME; END $$"
)
POSTGRES = (
    "CREATE TRIGGER {table}_never_{verb} BEFORE {verb} ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION bitgil_append_only()"
)
PAIRS = tuple((table, verb) for table in ("act", "blob") for verb in ("update", "delete"))


def guard(apps: Any, editor: Any) -> None:  # noqa: ANN401, ARG001  Django's own signature
    """Put a trigger before every update and delete."""
    postgres = editor.connection.vendor == "postgresql"
    if postgres:
        editor.execute(POSTGRES_FUNCTION, params=None)
    for table, verb in PAIRS:
        editor.execute((POSTGRES if postgres else SQLITE).format(table=table, verb=verb))


def release(apps: Any, editor: Any) -> None:  # noqa: ANN401, ARG001  Django's own signature
    """Take the triggers away, for a migration backwards only."""
    for table, verb in PAIRS:
        on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
        editor.execute(f"DROP TRIGGER {table}_never_{verb}{on}")


class Migration(migrations.Migration):
    """Guards the two tables of truth."""

    dependencies = (("store", "0001_acts"),)
    operations = (migrations.RunPython(guard, release),)
