"""The access record: rows are appended, never changed, and let go only after three years."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.db import migrations, models

GUARDS = import_module("bitgil.store.migrations.0002_append_only")

REFUSAL = "access: rows are kept for three years"
KEPT = GUARDS.SQLITE.format(table="access", verb="update")
ONLY = f"""CREATE TRIGGER access_only_old BEFORE DELETE ON access
WHEN OLD.at > strftime('%Y-%m-%dT%H:%M:%S', 'now', '-3 years')
BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"""
FUNCTION = f"""CREATE OR REPLACE FUNCTION bitgil_only_old() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN IF OLD.at > to_char((now() AT TIME ZONE 'UTC') - interval '3 years', 'YYYY-MM-DD"T"HH24:MI:SS')
THEN RAISE EXCEPTION '{REFUSAL}'; END IF; RETURN OLD; END $$"""
KEPT_POSTGRES = GUARDS.POSTGRES.format(table="access", verb="update")
ONLY_POSTGRES = """CREATE TRIGGER access_only_old BEFORE DELETE ON access
FOR EACH ROW EXECUTE FUNCTION bitgil_only_old()"""


def guard(apps: Any, editor: Any) -> None:  # noqa: ANN401, ARG001  Django's own signature
    """Put a trigger before every update and delete."""
    postgres = editor.connection.vendor == "postgresql"
    for command in (KEPT_POSTGRES, FUNCTION, ONLY_POSTGRES) if postgres else (KEPT, ONLY):
        editor.execute(command, params=None)


def release(apps: Any, editor: Any) -> None:  # noqa: ANN401, ARG001  Django's own signature
    """Take the triggers away, for a migration backwards only."""
    on = " ON access" if editor.connection.vendor == "postgresql" else ""
    for name in ("access_never_update", "access_only_old"):
        editor.execute(f"DROP TRIGGER {name}{on}")


class Migration(migrations.Migration):
    """Adds the access record."""

    dependencies = (("store", "0008_second_factor"),)
    operations = (
        migrations.CreateModel(
            name="AccessRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.CharField(db_index=True, max_length=32)),
                ("account", models.CharField(blank=True, db_index=True, max_length=60)),
                ("place", models.CharField(blank=True, max_length=60)),
                ("deed", models.CharField(max_length=20)),
                ("subject", models.CharField(blank=True, db_index=True, max_length=60)),
                ("ko", models.TextField(blank=True)),
                ("en", models.TextField(blank=True)),
            ],
            options={"db_table": "access", "ordering": ("id",)},
        ),
        migrations.RunPython(guard, release),
    )
