"""Makes Django and the database ready for the verbs that read or record acts."""

from __future__ import annotations

import os
from pathlib import Path

from bitgil.cli.speech import Out
from bitgil.record.refusal import Refused


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


def publish_quietly(out: Out) -> None:
    """Publish the log of acts; where that is refused say why and go on, for the acts are safe and wait."""
    from bitgil.store import announcing, sequencing  # noqa: PLC0415  once Django is ready

    announcing.announce()
    try:
        sequencing.run()
    except Refused as refused:
        problem = refused.problem.in_(out.language)
        out.note(
            f"원장에 아직 공개하지 못했습니다. 행위는 안전하게 기다립니다.\n{problem}",
            f"The log could not be published yet; the acts are safe and wait.\n{problem}",
        )
    else:
        anchor_quietly(out)


def anchor_quietly(out: Out) -> None:
    """Get today's time stamp where an authority is named; where none comes say why and go on."""
    from bitgil.store import anchoring  # noqa: PLC0415  once Django is ready

    if not anchoring.due():
        return
    try:
        anchoring.run()
    except Refused as refused:
        problem = refused.problem.in_(out.language)
        out.note(
            f"오늘의 시각 확인을 받지 못했습니다. 기록과 지난 시각 확인은 그대로입니다.\n{problem}",
            f"Today's time stamp did not come; the record and earlier ones are as they were.\n{problem}",
        )
