"""Acts on their way into the log: one transaction with the act, once each, and nothing private in public."""

from __future__ import annotations

import json
import stat
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from bitgil.government.acts import Act, Draft
from bitgil.government.planning import Comparison, compare
from bitgil.government.state import State
from bitgil.plan.reading import plan_of, read_files, read_plan
from bitgil.record import page
from bitgil.record.auditing import audit
from bitgil.record.entries import Entry, entry_from
from bitgil.record.files import CHECKPOINT
from bitgil.record.policy import policy_from
from bitgil.record.refusal import Refused
from bitgil.record.tree import leaf_hash
from bitgil.record.verification import UNWITNESSED, verify
from bitgil.store import announcing, importing, outbox, sequencing
from bitgil.store.acts import all_acts, append, last_number
from bitgil.store.current import forget
from bitgil.store.models import LeafRow, OutboxRow

OFFICE = "climate"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep each test's log in a folder of its own, with nothing remembered."""
    monkeypatch.setenv("BITGIL_VAR", str(tmp_path / "var"))
    for name in ("BITGIL_PLAN", "BITGIL_RECORD_PASSPHRASE", "BITGIL_RECORD_ORIGIN"):
        monkeypatch.delenv(name, raising=False)
    forget()


@pytest.fixture
def acts(toytown: Path) -> tuple[Act, ...]:
    """Adopt the frozen city's plan with some past, and return its acts."""
    state, found = compared(toytown)
    offices = outbox.offices_of(found.plan)
    adopted = importing.accept(state, found, reason="처음 채택", office=OFFICE)
    return (*adopted, *append(map(past, range(4)), {}, after=len(adopted), offices=offices))


def compared(toytown: Path) -> tuple[State, Comparison]:
    """Return the frozen city's folder beside an empty record."""
    files = read_files(toytown / "plan")
    return State(), compare(State(), plan_of(files), files)


def past(number: int) -> Draft:
    """Return one revision of the past, told in sentences."""
    public = {
        "history": f"P01-{number}",
        "field": "budget",
        "old": "5,940억원과 시비",
        "new": "6,915억원과 시비",
    }
    why = {"source": f"https://news.example/{number}"}
    return Draft("project.revised", "P01", "2024-02", "공사비가 올랐다.", public | why, entered_later=True)


def entries() -> list[Entry]:
    """Return the outbox's entries in order."""
    return [entry_from(bytes(row.entry)) for row in OutboxRow.objects.all()]


def tree() -> dict[str, bytes]:
    """Return every public file by its path."""
    root = sequencing.home().public.root
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def test_every_act_has_its_entry_from_the_same_transaction(acts: tuple[Act, ...]) -> None:
    """As many entries as acts, under the acts' numbers and ids."""
    assert [row.act for row in OutboxRow.objects.all()] == [act.number for act in acts]
    assert [entry.record for entry in entries()] == [act.id.replace("-", "") for act in acts]


def test_what_is_rolled_back_leaves_no_entry() -> None:
    """An act that was not recorded after all has no entry either."""
    draft = Draft("meeting.held", "2026-1", "2026-01-05", "회의", {"history": "m1", "source": "-"})
    with transaction.atomic():
        append((draft,), {}, after=0)
        assert OutboxRow.objects.count() == 1
        transaction.set_rollback(True)
    assert OutboxRow.objects.count() == last_number() == 0


def test_an_entry_that_cannot_be_written_keeps_its_act_out() -> None:
    """Where the content has no single spelling, neither the act nor an entry stays behind."""
    draft = Draft("meeting.held", "2026-1", "2026-01-05", "회의", {"history": 0.1, "source": "-"})
    with pytest.raises(Refused):
        append((draft,), {}, after=0)
    assert OutboxRow.objects.count() == last_number() == 0


@pytest.mark.usefixtures("acts")
def test_the_database_refuses_to_change_or_delete_an_entry() -> None:
    """The outbox is appended to, like the acts themselves."""
    for attempt in ("UPDATE outbox SET entry = 'x'", "DELETE FROM outbox"):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            connection.cursor().execute(attempt)


def test_the_public_side_holds_codes_dates_and_digests_only(acts: tuple[Act, ...], toytown: Path) -> None:
    """No reason, no old or new value and no sentence of an act can be read in its entry."""
    allowed = outbox.allow_list(read_plan(toytown / "plan"))
    for act, entry in zip(acts, entries(), strict=True):
        assert list(allowed.problems_of(entry, "entry")) == []
        shown = json.dumps(dict(entry.public), ensure_ascii=False)
        assert act.reason not in shown
        assert not any(value in shown for value in _texts(act.public))
    assert entries()[0].public["version"] == acts[0].public["version"]
    assert entries()[0].office == OFFICE


def _texts(public: Mapping[str, object]) -> list[str]:
    texts = [value for value in public.values() if isinstance(value, str)]
    return [text for text in texts if "://" in text or not text.isascii()]


def test_an_office_that_the_plan_does_not_know_stays_in_the_document() -> None:
    """A name typed in the place of an office is committed to and not published."""
    draft = Draft(
        "meeting.held", "2026-1", "2026-01-05", "회의", {"history": "m", "source": "-"}, office="홍길동"
    )
    (act,) = append((draft,), {}, after=0, offices={OFFICE})
    (entry,) = entries()
    assert entry.office == ""
    assert outbox.document_of(act)["office"] == "홍길동"


def test_an_entry_opens_with_the_act_as_it_was_recorded(acts: tuple[Act, ...]) -> None:
    """The act's content and salt open the commitment; another reason does not."""
    for act, entry in zip(acts, entries(), strict=True):
        assert outbox.opening_of(act).commitment == entry.commit
    other = outbox.Opening(
        {**outbox.document_of(acts[0]), "reason": "다른 이유"}, bytes.fromhex(acts[0].salt)
    )
    assert other.commitment != entries()[0].commit


def test_sequencing_twice_is_once(acts: tuple[Act, ...]) -> None:
    """The second run adds no entry and changes no public file."""
    first = sequencing.run()
    files = tree()
    second = sequencing.run()
    assert first.size == second.size == len(acts)
    assert tree() == files
    assert [(row.act, row.place) for row in LeafRow.objects.all()] == [
        (n, n - 1) for n in range(1, 1 + len(acts))
    ]


def test_a_crash_between_log_and_projection_is_recovered(acts: tuple[Act, ...]) -> None:
    """Entries that the log holds and the database forgot are found again where they stand."""
    sequencing.run()
    before = list(LeafRow.objects.values_list("act", "place"))
    LeafRow.objects.filter(act__gt=3).delete()
    assert sequencing.run().size == len(acts)
    assert list(LeafRow.objects.values_list("act", "place")) == before
    outbox.forget_places()
    assert sequencing.run().size == len(acts)
    assert list(LeafRow.objects.values_list("act", "place")) == before


def test_acts_from_before_the_outbox_are_enqueued_once_and_in_order(acts: tuple[Act, ...]) -> None:
    """A database that adopted its plan earlier gets the same entries, and gets them once."""
    kept = [bytes(row.entry) for row in OutboxRow.objects.all()]
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER outbox_never_delete")
        cursor.execute("DELETE FROM outbox")
    assert sequencing.run().size == len(acts)
    assert [bytes(row.entry) for row in OutboxRow.objects.all()] == kept
    sequencing.enqueue_earlier()
    assert OutboxRow.objects.count() == len(kept)


@pytest.mark.usefixtures("acts")
def test_what_was_published_stands_an_audit_from_nothing() -> None:
    """The public files alone rebuild the signed root; nobody independent has witnessed it."""
    publication = sequencing.run()
    assert publication.shown
    assert not publication.independent
    folder = sequencing.home().public
    found = audit(folder, policy_from(folder.read(sequencing.POLICY) or b""))
    assert found.whole
    assert found.entries == last_number()


def test_each_act_has_a_proof_that_needs_no_server(acts: tuple[Act, ...]) -> None:
    """A proof and its opening verify under the published policy, as sound but not witnessed."""
    assert sequencing.proof_of(1) is None
    sequencing.run()
    policy = policy_from(sequencing.home().public.read(sequencing.POLICY) or b"")
    for act in (acts[0], acts[-1]):
        proof = sequencing.proof_of(act.number)
        assert proof is not None
        report = verify(proof, policy, opening=bytes(outbox.opening_of(act)))
        assert report.exit_code == UNWITNESSED
        assert report.entry is not None
        assert leaf_hash(bytes(report.entry)) == report.entry.leaf
    assert sequencing.proof_of(last_number() + 1) is None


def test_another_database_is_not_mixed_into_the_log(toytown: Path) -> None:
    """A log whose entries are not this database's acts is refused and keeps its files."""
    state, found = compared(toytown)
    with transaction.atomic():
        importing.accept(state, found, reason="먼저")
        sequencing.run()
        transaction.set_rollback(True)
    files = tree()
    importing.accept(state, found, reason="나중")
    with pytest.raises(Refused, match="not the first"):
        sequencing.run()
    assert tree() == files


@pytest.mark.usefixtures("acts")
def test_the_key_lies_encrypted_and_its_passphrase_is_the_owners_alone() -> None:
    """Key and passphrase have mode 0600; without the key a log goes no further and makes no new one."""
    sequencing.run()
    root = sequencing.home().root
    for name in ("key.pem", "passphrase"):
        assert stat.S_IMODE((root / name).stat().st_mode) == 0o600
    assert b"ENCRYPTED" in (root / "key.pem").read_bytes()
    shown = tree()[CHECKPOINT]
    (root / "key.pem").rename(root / "away")
    with pytest.raises(Refused, match="missing"):
        sequencing.run()
    assert tree()[CHECKPOINT] == shown
    assert not (root / "key.pem").exists()
    assert len(list(all_acts())) == last_number()


def test_the_checking_page_is_announced_once_for_each_version(acts: tuple[Act, ...]) -> None:
    """An act names the hash of the page that is served, its entry shows it in the log, a repeat adds none."""
    act = announcing.announce()
    assert act is not None
    assert announcing.announce() is None
    assert (announcing.announced_by(), last_number()) == (act.number, len(acts) + 1)
    sequencing.run()
    bundle = sequencing.home().public.read(f"tile/entries/000.p/{act.number}") or b""
    assert page.digest().encode() in bundle
    older = Draft(announcing.KIND, page.NAME, "2026-01-01", "옛 판", {"sha256": "0" * 64}, role="plan-office")
    append((older,), {}, after=last_number())
    assert announcing.announced_by() is None
    assert announcing.announce() is not None


def test_nothing_is_announced_before_a_plan_is_adopted() -> None:
    """The first act of a city is the adoption of its plan."""
    assert announcing.announce() is None
    assert last_number() == 0
