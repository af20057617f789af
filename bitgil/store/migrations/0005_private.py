"""The private parts: never changed, and deleted only where an act says that they were erased."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.db import migrations, models

GUARDS = import_module("bitgil.store.migrations.0002_append_only")

NAMED = "EXISTS (SELECT 1 FROM act WHERE kind = 'record.erased' AND {place} > 0)"
NAMED_SQLITE = NAMED.format(place="instr(public, '\"erased\":\"' || OLD.mark || '\"')")
NAMED_POSTGRES = NAMED.format(place="position('\"erased\":\"' || OLD.mark || '\"' in public)")
REFUSAL = "private: rows go only by an act record.erased"
KEPT = GUARDS.SQLITE.format(table="private", verb="update")
ONLY = f"""CREATE TRIGGER private_only_erased BEFORE DELETE ON private WHEN NOT {NAMED_SQLITE}
BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"""
FUNCTION = f"""CREATE OR REPLACE FUNCTION bitgil_only_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN IF NOT {NAMED_POSTGRES} THEN RAISE EXCEPTION '{REFUSAL}'; END IF; RETURN OLD; END $$"""
KEPT_POSTGRES = GUARDS.POSTGRES.format(table="private", verb="update")
ONLY_POSTGRES = """CREATE TRIGGER private_only_erased BEFORE DELETE ON private
FOR EACH ROW EXECUTE FUNCTION bitgil_only_erased()"""


def guard(apps: Any, editor: Any) -> None:  # noqa: ANN401, ARG001  Django's own signature
    """Put a trigger before every update and delete."""
    postgres = editor.connection.vendor == "postgresql"
    for command in (KEPT_POSTGRES, FUNCTION, ONLY_POSTGRES) if postgres else (KEPT, ONLY):
        editor.execute(command, params=None)


def release(apps: Any, editor: Any) -> None:  # noqa: ANN401, ARG001  Django's own signature
    """Take the triggers away, for a migration backwards only."""
    on = " ON private" if editor.connection.vendor == "postgresql" else ""
    for name in ("private_never_update", "private_only_erased"):
        editor.execute(f"DROP TRIGGER {name}{on}")


class Migration(migrations.Migration):
    """Adds the private parts."""

    dependencies = (("store", "0004_people"),)
    operations = (
        migrations.CreateModel(
            name="PrivateRow",
            fields=[
                ("mark", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("act", models.PositiveBigIntegerField(db_index=True)),
                ("content", models.BinaryField()),
            ],
            options={"db_table": "private", "ordering": ("act",)},
        ),
        migrations.RunPython(guard, release),
    )
