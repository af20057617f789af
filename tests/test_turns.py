"""Turns to record: who waits too long for one is told so, keeps what they typed, and may send it again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bitgil.portal.databases import database
from bitgil.store.acts import PATIENCE

HERE = Path(__file__).parent
OFFICE = """
import os, sqlite3
from io import StringIO
from pathlib import Path
from bitgil.cli.database import ready
from bitgil.cli.line import main
from bitgil.cli.speech import Out
ready()
from django.conf import settings
from django.db import connection
settings.ALLOWED_HOSTS = ["localhost"]
connection.settings_dict["OPTIONS"]["timeout"] = 0.05
connection.close()
from at_work import visitor
from bureau_story import typed
from bitgil.government.planning import compare
from bitgil.plan.reading import plan_of, read_files
from bitgil.store import importing
from bitgil.store.acts import last_number
from bitgil.store.current import state_in_force
files = read_files(Path(os.environ["TOYTOWN"]))
importing.accept(state_in_force(), compare(state_in_force(), plan_of(files), files), reason="x")
observed = {"period": "2026-06", "value": "1234567", "unit": "person", "grade": "A", "source": "주민등록"}
sent = typed("indicator.observed", "I-PEOPLE", effect="2026-07-01", reason="적은 까닭", **observed)
planner, before = visitor("kim", "plan-office"), last_number()
def handed_in():
    answer = planner.post("/desk/observations/?indicator=I-PEOPLE", sent)
    said = answer.content.decode()
    marks = [word in said for word in ("기록이 몰려", "1234567", "적은 까닭")]
    print(answer.status_code, last_number() - before, *marks)
other = sqlite3.connect(os.environ["BITGIL_DATABASE"], isolation_level=None)
other.execute("BEGIN IMMEDIATE")
handed_in()
english = planner.post("/en/desk/observations/?indicator=I-PEOPLE", sent).content.decode()
print("Too much is being recorded just now" in english, "1234567" in english)
told = StringIO()
print(main(["record", "erase", "1", "--basis", "pipa-36", "--reason", "x"], Out("ko", told, told)))
print("20초 동안" in told.getvalue(), "Traceback" in told.getvalue())
other.execute("ROLLBACK")
handed_in()
"""
"""Hands a form in and erases while another program records, and hands in once more when that has ended."""


def test_a_form_that_waits_too_long_is_kept_and_may_be_sent_again(tmp_path: Path) -> None:
    """While another records, page and command say so, the page with all that was typed; then it is taken."""
    named = {
        "BITGIL_DATABASE": str(tmp_path / "acts.sqlite3"),
        "BITGIL_VAR": str(tmp_path / "var"),
        "TOYTOWN": str(HERE / "toytown" / "plan"),
        "PYTHONPATH": str(HERE),
    }
    command = [sys.executable, "-c", OFFICE]
    done = subprocess.run(command, env={**os.environ, **named}, capture_output=True, text=True, check=False)  # noqa: S603  ours
    assert done.returncode == 0, done.stderr
    form, english, *command, again = done.stdout.splitlines()
    assert form == "409 0 True True True"
    assert english == "True True"
    assert command == ["1", "True False"]
    assert again == "302 1 False False False"


def test_a_file_waits_as_long_as_a_server() -> None:
    """How long a turn is waited for is the same for both sorts of database."""
    assert database("acts.sqlite3")["OPTIONS"]["timeout"] == PATIENCE
