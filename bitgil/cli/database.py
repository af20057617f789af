"""Makes Django and the database ready for the verbs that read or record acts."""

from __future__ import annotations

import os
from pathlib import Path


def ready(*, static: bool = False) -> None:
    """Set Django up, bring the tables up to date and, for serving, gather the static files."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bitgil.portal.settings")
    import django  # noqa: PLC0415  after the settings are named
    from django.conf import settings  # noqa: PLC0415  after the settings are named
    from django.core.management import call_command  # noqa: PLC0415  after the settings are named

    django.setup()
    database = settings.DATABASES["default"]
    if str(database["ENGINE"]).endswith("sqlite3"):
        Path(str(database["NAME"])).parent.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    if static:
        call_command("collectstatic", verbosity=0, interactive=False)
