"""Verification and audit: every changed byte is refused, and every known attack has its name."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_log import LOG, NOON, ORIGIN, SCHEMA, WITNESSES, document, entries, entry, policy_text, salt, town

from bitgil.record.auditing import Audit, audit, mirror
from bitgil.record.checkpoint import Checkpoint, checkpoint_in, sign_checkpoint
from bitgil.record.commitment import Opening
from bitgil.record.cosignature import cosign
from bitgil.record.entries import entry_from
from bitgil.record.files import CHECKPOINT, Folder
from bitgil.record.note import Note, Signer, note_from
from bitgil.record.policy import Policy, policy_from
from bitgil.record.proof import Proof, proof_from
from bitgil.record.refusal import Fault, Refused
from bitgil.record.schemas import AllowList
from bitgil.record.tiles import Edge, bundle_of, entries_of, hashes_of, tiles_of
from bitgil.record.tree import consistency_proof, leaf_hash, root_of
from bitgil.record.verification import check_checkpoint, check_quorum, compare, verify

SIZE = 5
POLICY = policy_from(policy_text())


class Files(dict[str, bytes]):
    """The public files of a log in memory."""

    def read(self, path: str) -> bytes | None:
        """Return a file."""
        return self.get(path)


def public_files(root: Path) -> Files:
    """Return every public file below *root*."""
    return Files(
        {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in sorted(root.rglob("*"))
            if path.is_file() and not path.name.startswith(".")
        }
    )


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Files, bytes]:
    """Return the public files of a log of five entries, and the proof of the fourth."""
    with town(tmp_path_factory.mktemp("small"), in_memory=True) as made, made.storage() as storage:
        with made.log(storage) as log:
            log.append(entries(SIZE))
            note = made.publish(log).checkpoint
            proof = bytes(log.prove(3, note))
        return public_files(made.root / "public"), proof


def made_log(
    held: list[bytes], *, signer: Signer = LOG, witnesses: tuple[str, ...] = tuple(WITNESSES)
) -> Files:
    """Return the public files of a log of these entries, signed and witnessed by whoever holds the keys."""
    edge = Edge()
    for each in held:
        edge.add(leaf_hash(each))
    files = Files()
    for tile in tiles_of(len(held)):
        files[tile.path] = bundle_of(held) if tile.level < 0 else b"".join(edge.rows[0])
    root = root_of([leaf_hash(each) for each in held])
    note = sign_checkpoint(Checkpoint(signer.name, len(held), root), signer)
    lines = [cosign(note.text, WITNESSES[name], NOON) for name in witnesses]
    files[CHECKPOINT] = bytes(note.adding(lines))
    return files


def named(files: Mapping[str, bytes], policy: Policy = POLICY, before: bytes | None = None) -> set[Fault]:
    """Return the names of what an audit finds."""
    return set(audit(Files(files), policy, before=before).faults)


def one_byte_changes(content: bytes, *, values: bool) -> Iterator[bytes]:
    """Yield *content* with each byte changed: to all 255 others, or by each of its 8 bits."""
    for place, byte in enumerate(content):
        others = range(256) if values else (byte ^ 1 << bit for bit in range(8))
        for other in others:
            if other != byte:
                yield content[:place] + bytes([other]) + content[place + 1 :]


def test_the_small_log_is_whole(small: tuple[Files, bytes]) -> None:
    """Before anything is changed, audit and verification accept the small log."""
    files, proof = small
    found = audit(files, POLICY)
    assert (found.whole, found.entries, found.files, found.independent) == (True, SIZE, 3, True)
    assert verify(proof, POLICY).exit_code == 0
    assert set(files) == {"checkpoint", "tile/0/000.p/5", "tile/entries/000.p/5"}


TINY = made_log(entries(2), witnesses=("council",))
"""The smallest log with a proof that has a hash: two entries and one witness, so that every byte counts."""

COUNCIL = policy_from(policy_text("council"))


@pytest.mark.parametrize("path", sorted(TINY))
def test_every_changed_bit_of_every_public_file_is_refused(path: str) -> None:
    """Each bit of each byte of checkpoint, tile and bundle, changed alone, fails the audit."""
    assert named(TINY, COUNCIL) == set()
    changes = one_byte_changes(TINY[path], values=False)
    assert [changed for changed in changes if not named({**TINY, path: changed}, COUNCIL)] == []


def is_as_signed(path: str, content: bytes) -> bool:
    """Say whether a file of the tiny log still leads to the signed root, by what an audit asks of it."""
    try:
        if path == CHECKPOINT:
            note = note_from(content)
            return check_checkpoint(note, COUNCIL).size == 2 and bool(check_quorum(note, COUNCIL))
        held = entries_of(content, 2) if "entries" in path else hashes_of(content, 2)
    except Refused:
        return False
    leaves = [leaf_hash(each) for each in held] if "entries" in path else held
    return root_of(leaves) == checkpoint_in(note_from(TINY[CHECKPOINT])).root


@pytest.mark.parametrize("path", sorted(TINY))
def test_every_byte_of_every_public_file_has_one_value(path: str) -> None:
    """Each byte of checkpoint, tile and bundle, changed to each of its 255 other values, is refused."""
    assert is_as_signed(path, TINY[path])
    assert not any(is_as_signed(path, each) for each in one_byte_changes(TINY[path], values=True))


def test_every_changed_byte_of_an_entry_changes_its_leaf(small: tuple[Files, bytes]) -> None:
    """Each byte of an entry, changed to each of its 255 other values, gives another leaf."""
    files, _ = small
    content = entries_of(files["tile/entries/000.p/5"], SIZE)[2]
    leaf = leaf_hash(content)
    assert all(leaf_hash(changed) != leaf for changed in one_byte_changes(content, values=True))


@pytest.mark.parametrize("carried", [True, False], ids=["with the entry", "without it"])
def test_every_changed_byte_of_a_proof_file_is_refused(carried: bool) -> None:  # noqa: FBT001  a case
    """Up to the signatures each byte is changed to all 255 others, in them by each bit: none verifies."""
    first, second = entries(2)
    held = Proof(1, (leaf_hash(first),), note_from(TINY[CHECKPOINT]), second if carried else None)
    proof, beside = bytes(held), None if carried else second
    assert verify(proof, COUNCIL, entry=beside).exit_code == 0
    split = proof.index("\n\u2014 ".encode()) + 1
    body, lines = proof[:split], proof[split:]
    changes = [changed + lines for changed in one_byte_changes(body, values=not carried)]
    changes += [body + changed for changed in one_byte_changes(lines, values=False)]
    assert [each for each in changes if verify(each, COUNCIL, entry=beside).exit_code == 0] == []


@given(st.integers(0, 5000), st.integers(0, 5000), st.binary(max_size=5))
def test_a_file_cut_or_filled_anywhere_is_refused(
    small: tuple[Files, bytes], start: int, end: int, filling: bytes
) -> None:
    """Any stretch of a public file or proof replaced by other bytes is refused, and nothing raises."""
    files, proof = small
    for path, content in (*files.items(), ("proof", proof)):
        first, last = sorted((start % (len(content) + 1), end % (len(content) + 1)))
        changed = content[:first] + filling + content[last:]
        if changed == content:
            continue
        if path == "proof":
            assert verify(changed, POLICY).exit_code != 0 or witnesses_less(changed, content)
        else:
            assert named({**files, path: changed}) or witnesses_less(changed, content)


def witnesses_less(changed: bytes, content: bytes) -> bool:
    """Say whether only lines of witnesses differ: one that its key no longer knows is passed over."""
    lines, left = (each.splitlines(keepends=True) for each in (content, changed))
    own = [line for line in lines if b".example/w " not in line]
    kept = [line for line in lines if line in left]
    return kept[: len(own)] == left[: len(own)] == own and len(kept) < len(lines)


ATTACKS = {
    "an entry edited": (
        {Fault.EDITED},
        lambda held: [*held[:1], bytes(entry(1, result="rejected")), *held[2:]],
    ),
    "two entries swapped": ({Fault.EDITED}, lambda held: [held[1], held[0], *held[2:]]),
    "an entry replaced by NFD": ({Fault.EDITED, Fault.TEXT}, lambda held: [*held[:4], decomposed(held[4])]),
    "an entry with CRLF": ({Fault.EDITED, Fault.TEXT}, lambda held: [*held[:4], with_crlf(held[4])]),
    "an entry in another spelling": (
        {Fault.EDITED, Fault.FORM},
        lambda held: [*held[:4], held[4].replace(b'"agenda":4', b'"agenda": 4')],
    ),
}


def decomposed(content: bytes) -> bytes:
    """Return an entry with its Hangul taken apart."""
    return content.decode().replace("과", "\u1100\u116a").encode()


def with_crlf(content: bytes) -> bytes:
    """Return an entry with a foreign line end in its text."""
    return content.replace("신산업과".encode(), "신산업과\\r\\n".encode())


@pytest.mark.parametrize(("names", "attack"), ATTACKS.values(), ids=ATTACKS)
def test_an_entry_changed_afterwards_is_refused_and_named(
    small: tuple[Files, bytes], names: set[Fault], attack: object
) -> None:
    """Whatever was done to an entry after the checkpoint, the audit finds and names it."""
    files, _ = small
    bundle = bundle_of(attack(entries(SIZE)))  # type: ignore[operator]
    assert named({**files, "tile/entries/000.p/5": bundle}) == names


@pytest.mark.parametrize("change", [decomposed, with_crlf])
def test_text_in_another_form_is_refused_even_if_signed(change: object) -> None:
    """A log that signs an entry in NFD or with CRLF is told so, though its sums come out."""
    assert named(made_log([*entries(2), change(entries(1, 2)[0])])) == {Fault.TEXT}  # type: ignore[operator]


def test_a_log_cut_is_refused_and_named(small: tuple[Files, bytes]) -> None:
    """A missing file, a bundle with fewer entries and a missing checkpoint are each a cut."""
    files, _ = small
    for path in files:
        assert Fault.CUT in named({name: content for name, content in files.items() if name != path})
    shorter = bundle_of(entries(SIZE - 1))
    assert Fault.CUT in named({**files, "tile/entries/000.p/5": shorter})


def test_a_log_rewritten_with_its_own_key_is_refused_by_whoever_kept_a_checkpoint(
    small: tuple[Files, bytes],
) -> None:
    """Re-signed and re-witnessed, a rewritten, forked or cut log fails against a kept checkpoint."""
    before = small[0][CHECKPOINT]
    edited = [bytes(entry(0, result="rejected")), *entries(SIZE - 1, 1)]
    assert named(made_log([*edited, *entries(2, 9)]), before=before) == {Fault.CONSISTENCY}
    assert named(made_log(edited), before=before) == {Fault.FORK}
    assert named(made_log(entries(SIZE - 1)), before=before) == {Fault.ROLLBACK}
    assert named(made_log(entries(SIZE + 2)), before=before) == set()


def test_a_log_rewritten_without_witnesses_is_refused() -> None:
    """A new history signed by the log alone has no quorum."""
    assert named(made_log(entries(3), witnesses=())) == {Fault.QUORUM}


def test_another_log_is_not_taken_for_this_one(small: tuple[Files, bytes]) -> None:
    """Files of a log of another origin, or under another key, are refused as such."""
    other = Signer("ledger.other.example/plan", 1, LOG.private)
    assert named(made_log(entries(3), signer=other)) == {Fault.CONTEXT}
    stranger = Signer(ORIGIN, 1, WITNESSES["council"].private)
    assert named(made_log(entries(3), signer=stranger)) == {Fault.UNSIGNED}
    assert named(small[0]) == set()


def test_a_kept_checkpoint_of_another_log_is_refused(small: tuple[Files, bytes]) -> None:
    """A checkpoint kept from another log can't be compared with."""
    other = Signer("ledger.other.example/plan", 1, WITNESSES["council"].private)
    foreign = bytes(sign_checkpoint(Checkpoint(other.name, 5, leaf_hash(b"")), other))
    assert named(small[0], before=foreign) == {Fault.CONTEXT}
    assert named(small[0], before=b"nonsense") == {Fault.FORM}


def changed_proof(proof: bytes, **changes: object) -> bytes:
    """Return a proof with parts of it replaced."""
    return bytes(replace(proof_from(proof), **changes))  # type: ignore[arg-type]


def test_a_proof_of_another_entry_place_or_length_is_refused(small: tuple[Files, bytes]) -> None:
    """Another entry, another index, a hash more or less, and hashes in another order are named."""
    _, proof = small
    held = proof_from(proof)
    for changes, fault in (
        ({"entry": entries(1, 2)[0]}, Fault.INCLUSION),
        ({"index": 2}, Fault.INCLUSION),
        ({"index": SIZE}, Fault.INCLUSION),
        ({"hashes": held.hashes[:-1]}, Fault.INCLUSION),
        ({"hashes": (*held.hashes, held.hashes[0])}, Fault.INCLUSION),
        ({"hashes": held.hashes[::-1]}, Fault.INCLUSION),
        ({"entry": None}, Fault.ENTRY),
    ):
        report = verify(changed_proof(proof, **changes), POLICY)
        assert (report.exit_code, report.faults) == (1, (fault,))
    assert verify(proof, POLICY, entry=entries(1, 2)[0]).faults == (Fault.EDITED,)


def test_a_proof_needs_its_quorum(small: tuple[Files, bytes]) -> None:
    """Without the council the proof holds but is not witnessed: exit 2, and the page says so."""
    _, proof = small
    note = proof_from(proof).checkpoint
    bare = Note(note.text, tuple(each for each in note.signatures if "council" not in each.name))
    report = verify(changed_proof(proof, checkpoint=bare), POLICY)
    assert (report.exit_code, report.faults, report.independent) == (2, (Fault.QUORUM,), False)
    assert "독립 증인의 확인 없음" in list(report.lines())
    assert "Not independently witnessed" in list(report.lines("en"))
    without_log = Note(note.text, note.signatures[1:])
    assert verify(changed_proof(proof, checkpoint=without_log), POLICY).faults == (Fault.UNSIGNED,)


def test_two_lines_of_one_witness_do_not_count_twice(small: tuple[Files, bytes]) -> None:
    """A doubled line is refused, and so is a wrong one beside a quorum of good ones."""
    _, proof = small
    note = proof_from(proof).checkpoint
    doubled = note.adding(note.signatures[-1:])
    assert Fault.TWICE in verify(changed_proof(proof, checkpoint=doubled), POLICY).faults
    last = note.signatures[-1]
    wrong = Note(note.text, (*note.signatures[:-1], replace(last, blob=last.blob[:-1] + b"\x00")))
    report = verify(changed_proof(proof, checkpoint=wrong), POLICY)
    assert (report.exit_code, report.faults) == (1, (Fault.SIGNATURE,))


def test_a_stale_witness_is_told(small: tuple[Files, bytes]) -> None:
    """Cosignatures from before the time asked for still verify, and are called old."""
    _, proof = small
    assert verify(proof, POLICY, oldest=NOON).exit_code == 0
    report = verify(proof, POLICY, oldest=NOON + 1)
    assert (report.exit_code, report.faults) == (2, (Fault.STALE,))


def test_a_document_is_checked_with_its_proof(small: tuple[Files, bytes]) -> None:
    """The recorded document opens the entry; another document, or another's salt, is refused."""
    _, proof = small
    report = verify(proof, POLICY, opening=bytes(Opening(document(3), salt(3))))
    assert report.exit_code == 0
    assert "문서: 기록된 그 문서임" in list(report.lines())
    for wrong in (Opening(document(2), salt(2)), Opening(document(3), salt(2))):
        assert verify(proof, POLICY, opening=bytes(wrong)).faults == (Fault.COMMITMENT,)
    assert verify(proof, POLICY, opening=b"nonsense").exit_code == 1


def test_the_report_says_what_was_checked(small: tuple[Files, bytes]) -> None:
    """The report reads as these lines, in English and in Korean."""
    _, proof = small
    report = verify(proof, POLICY)
    assert list(report.lines("en")) == [
        "Log: ledger.toytown.example/plan, 5 entries, its signature holds",
        "Entry: number 3, committee.resolution, recorded 2026-11-22T05:00:00Z, is in this log",
        (
            "Witnesses: council, university, newspaper "
            "(the policy asks for: 2 of (council, 1 of (university, newspaper)))"
        ),
    ]
    assert next(report.lines()) == "원장: ledger.toytown.example/plan, 항목 5건, 서명이 맞음"


def test_two_checkpoints_are_compared(small: tuple[Files, bytes]) -> None:
    """From a kept checkpoint to a new one: growth holds, and rollback, fork and rewriting are named."""
    before = small[0][CHECKPOINT]
    grown = [leaf_hash(each) for each in entries(8)]

    def hash_at(level: int, index: int) -> bytes:
        return root_of(grown[index << level : (index + 1) << level])

    proof = consistency_proof(SIZE, 8, hash_at)
    after = made_log(entries(8))[CHECKPOINT]
    assert compare(before, after, proof, POLICY).size == 8
    assert compare(before, before, (), POLICY).size == SIZE
    other = made_log([*entries(4), *entries(4, 20)])[CHECKPOINT]
    for pair, fault in (
        ((after, before, proof), Fault.ROLLBACK),
        ((before, made_log(entries(SIZE, 30))[CHECKPOINT], ()), Fault.FORK),
        ((before, other, proof), Fault.CONSISTENCY),
        ((before, after, proof[:-1]), Fault.CONSISTENCY),
        ((before, after, ()), Fault.CONSISTENCY),
    ):
        with pytest.raises(Refused) as caught:
            compare(*pair, POLICY)
        assert caught.value.fault is fault


def test_an_audit_warns_of_what_does_not_touch_the_log() -> None:
    """A version that follows nothing and a public field off the list are warnings; the log is whole."""
    held = [*entries(1), bytes(entry(5, seq=2, prev=leaf_hash(b"lost")))]
    seen: list[int] = []
    found = audit(
        made_log(held), POLICY, allowed=AllowList({}), each=lambda place, _entry: seen.append(place)
    )
    assert (found.whole, seen) == (True, [0, 1])
    assert [problem.where for problem in found.warnings] == ["entry 0", "entry 1", "entry 1"]
    allowed = AllowList({SCHEMA.kind: SCHEMA}, frozenset({"신산업과"}), frozenset({"secretary"}))
    assert audit(made_log(entries(2)), POLICY, allowed=allowed).warnings == []
    assert entry_from(held[1]).seq == 2


def test_a_mirror_copies_what_is_whole_and_keeps_what_it_has(tmp_path: Path) -> None:
    """A mirror grows with its log and passes the same audit; a rewritten source changes nothing in it."""
    with town(tmp_path / "city", in_memory=True) as made, made.storage() as storage:
        copy = Folder(tmp_path / "copy")
        with made.log(storage) as log:
            for size in (2, 250, 10):
                log.append([bytes(entry(log.size + place)) for place in range(size)])
                made.publish(log)
                assert mirror(made.folder, copy, POLICY).problems == []
        kept = public_files(tmp_path / "copy")
        assert audit(copy, POLICY).entries == 262
        shutil.rmtree(made.root / "public" / "tile" / "0" / "000.p")
        assert audit(made.folder, POLICY).whole
        for source in (made_log(entries(3)), made_log([]), Files()):
            assert not mirror(source, copy, POLICY).whole
        assert public_files(tmp_path / "copy") == kept


def test_a_log_that_removed_partial_files_is_whole(tmp_path: Path) -> None:
    """At the size a full file stands in for a removed partial one, with its entries and hashes cut to it."""
    with town(tmp_path, in_memory=True) as made, made.storage() as storage, made.log(storage) as log:
        log.append(entries(255))
        made.publish(log)
        early = public_files(made.root / "public")
        log.append(entries(1, 255))
        made.publish(log)
        late = public_files(made.root / "public")
    for path in ("tile/entries/000", "tile/0/000"):
        moved = {**early, path: late[path]}
        del moved[f"{path}.p/255"]
        assert named(moved) == set()


def test_an_empty_log_is_whole() -> None:
    """A log of no entries has a checkpoint and nothing else."""
    found = audit(made_log([]), POLICY)
    assert (found.whole, found.entries, found.files) == (True, 0, 1)
    assert not Audit(faults=[Fault.CUT]).whole


def test_what_is_no_proof_is_refused_without_a_traceback() -> None:
    """Any bytes at all give a report with a problem in words."""
    for raw in (b"", b"\x00" * 99, base64.b64encode(b"x" * 999), bytes(note_from(made_log([])[CHECKPOINT]))):
        report = verify(raw, POLICY)
        assert report.exit_code == 1
        assert report.problems[0].fix
    assert Proof(0, (), note_from(made_log([])[CHECKPOINT])).entry is None
