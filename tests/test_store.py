"""The record in a real database: appended, never changed, rebuilt to the same, exported byte for byte."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from bitgil.plan.problems import Unsound
from bitgil.plan.reading import read_files
from bitgil.store import computing, importing, projections
from bitgil.store.acts import Overtaken, all_acts, append, blob, last_number
from bitgil.store.current import NothingAdopted, forget, load, state_in_force
from bitgil.store.models import ActRow

pytestmark = pytest.mark.django_db
ON_BLOB = " ON blob" if connection.vendor == "postgresql" else ""


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test see what another left in the process."""
    monkeypatch.delenv("BITGIL_PLAN", raising=False)
    forget()


@pytest.fixture
def folder(living_plan: Path, tmp_path: Path) -> Path:
    """Return a copy of the plan in use that a test may edit."""
    return Path(shutil.copytree(living_plan, tmp_path / "plan"))


def adopt(folder: Path) -> None:
    """Import a folder for the first time."""
    state, found = importing.look(folder)
    importing.accept(state, found, reason="처음")


def edit(folder: Path, file: str, old: str, new: str) -> None:
    """Change one piece of text in one file."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_folder_is_adopted_once_and_exported_byte_for_byte(folder: Path, tmp_path: Path) -> None:
    """Import, import again, export: the second import changes nothing, the export equals the folder."""
    adopt(folder)
    count = last_number()
    _, again = importing.look(folder)
    assert again.same
    importing.export(tmp_path / "out")
    assert read_files(tmp_path / "out") == read_files(folder)
    assert last_number() == count


def test_a_change_of_an_adopted_plan_is_not_accepted_without_review(folder: Path) -> None:
    """What is one typed change is refused by the way of the first adoption, in words; nothing is recorded."""
    adopt(folder)
    edit(folder, "projects/P16.toml", 'value = "지연"', 'value = "중단"')
    state, found = importing.look(folder)
    assert [type(change).__name__ for change in found.changes] == ["CloseProject"]
    with pytest.raises(Unsound, match="through review only"):
        importing.accept(state, found, reason="사업 중단 결정", office="신산업과")
    assert last_number() == state.acts


def test_a_folder_with_a_fault_is_refused_and_nothing_is_recorded(folder: Path) -> None:
    """A driver that no sector knows keeps the whole folder out."""
    adopt(folder)
    count = last_number()
    edit(folder, "projects/P28.toml", '"steel.eaf_capacity"', '"steel.eaf_capasity"')
    with pytest.raises(Unsound, match="eaf_capasity"):
        importing.look(folder)
    assert last_number() == count


def test_an_older_comparison_is_refused(folder: Path) -> None:
    """Of two people who compared the same empty state, the second must look again; nothing is lost."""
    state, found = importing.look(folder)
    importing.accept(state, found, reason="먼저")
    with pytest.raises(Overtaken, match="look again"):
        importing.accept(state, found, reason="나중")


def test_the_database_refuses_to_change_or_delete_an_act(folder: Path) -> None:
    """Neither Django nor raw SQL can edit the past."""
    adopt(folder)
    for attempt in ("UPDATE act SET reason = 'x'", "DELETE FROM act", "DELETE FROM blob"):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            connection.cursor().execute(attempt)
    row = ActRow.objects.get(number=1)
    row.reason = "다른 이유"
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        row.save()
    assert ActRow.objects.get(number=1).reason == "처음"


def test_half_an_import_leaves_nothing(folder: Path) -> None:
    """Where one act cannot be written, none of the same import is."""
    state, found = importing.look(folder)
    acts = importing.drafts(found, state, reason="처음", effect="2026-01-01")
    blobs = {**importing.blobs_of(found), "wrong": None}
    with pytest.raises(Exception, match=r".+"):
        append(acts, blobs, after=0)  # type: ignore[arg-type]
    assert last_number() == 0
    assert not list(all_acts())


def test_rebuilding_from_the_acts_gives_the_same_tables(folder: Path) -> None:
    """Projections thrown away and computed again are equal, letter by letter."""
    adopt(folder)
    computing.compute()
    first = projections.bodies()
    projections.save("nothing", {})
    assert not computing.up_to_date()
    computing.compute()
    assert projections.bodies() == first
    assert set(first) == set(computing.PARTS)
    assert computing.up_to_date()


def test_pages_see_the_record_and_a_banner_where_the_folder_differs(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Editing the working copy changes no page, only the banner."""
    adopt(folder)
    monkeypatch.setenv("BITGIL_PLAN", str(folder))
    forget()
    assert not load().folder_differs
    edit(folder, "projects/P16.toml", 'value = "지연"', 'value = "중단"')
    forget()
    assert load().folder_differs
    assert load().plan.project("P16").status.value.value == "지연"


def test_the_past_of_a_project_is_kept_oldest_first(folder: Path) -> None:
    """Port automation shows every revision of its budget, from the first figure on."""
    adopt(folder)
    budgets = [act for act in load().revisions["P13"] if act.field == "budget"]
    assert [act.date for act in budgets] == sorted(act.date for act in budgets)
    assert "5,940" in budgets[0].old
    assert "7,846" in budgets[-1].new


def test_nothing_adopted_is_said(folder: Path) -> None:
    """An empty database has no plan in force, and says what to do."""
    assert folder.is_dir()
    with pytest.raises(NothingAdopted, match="bitgil import"):
        load()
    assert state_in_force().plan is None


def test_a_blob_that_was_tampered_with_is_refused(folder: Path) -> None:
    """Content that no longer has its digest is not used."""
    adopt(folder)
    mark = state_in_force().files["plan.toml"]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER blob_never_update{ON_BLOB}")
        cursor.execute("UPDATE blob SET content = %s WHERE digest = %s", [b"other", mark])
    with pytest.raises(ValueError, match="does not have that digest"):
        blob(mark)
    with pytest.raises(KeyError):
        blob("0" * 64)
