"""Keys that follow each other: what each may sign, on whose word, and that a loss ends nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from record_log import LOG, ORIGIN, WITNESSES, Town, entries, policy_text, signer, town

from bitgil.record.checkpoint import Checkpoint, checkpoint_in, sign_checkpoint
from bitgil.record.exchange import mark_of
from bitgil.record.files import FileLock, Folder
from bitgil.record.keys import Rotation, sign_rotation
from bitgil.record.log import History, Log
from bitgil.record.note import PLAIN, Note, Signer, note_from
from bitgil.record.policy import Policy, policy_from
from bitgil.record.publishing import opened, publish
from bitgil.record.refusal import Fault, Refused
from bitgil.record.storage import Storage
from bitgil.record.succession import (
    REPLACED,
    Roots,
    countersigned,
    joined_to,
    open_change,
    roots_from,
    sign_replacement,
)
from bitgil.record.tree import EMPTY
from bitgil.record.verification import UNWITNESSED, check_checkpoint, verify
from bitgil.record.witness import Witness

NEW, THIRD = (signer(ORIGIN, PLAIN, seed) for seed in ("new", "third"))
HOLDERS = [signer(f"root-{place}.example/r", PLAIN, f"root {place}") for place in range(3)]
ROOTS = Roots(ORIGIN, 2, tuple(each.key for each in HOLDERS))
TURN = 10


def fault_of(call: Callable[[], object]) -> Fault:
    """Return the name of the fault that a call is refused with."""
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.fault


def replacement(
    old: Signer = LOG, new: Signer = NEW, size: int = TURN, roots: Sequence[Signer] = ()
) -> bytes:
    """Return the statement that *new* follows the lost *old*, signed by these root keys."""
    raw = bytes(sign_replacement(Rotation(ORIGIN, size, old.key, new.key, REPLACED), new))
    for root in roots:
        raw = bytes(countersigned(raw, root))
    return raw


def trusting(key: Signer) -> Policy:
    """Return the policy that trusts the log under this key and asks for no witness."""
    return policy_from(f"log {key.key}\nquorum none\n".encode())


def checkpoint(size: int, *signers: Signer) -> Note:
    """Return a checkpoint of this size with these signatures; what it holds does not matter here."""
    what = Checkpoint(ORIGIN, size, EMPTY if size == 0 else bytes(32))
    notes = [sign_checkpoint(what, each) for each in signers]
    return notes[0].adding(line for note in notes[1:] for line in note.signatures)


@pytest.mark.parametrize(
    "statement", [bytes(sign_rotation(ORIGIN, TURN, LOG, NEW)), replacement(roots=HOLDERS[:2])]
)
@pytest.mark.parametrize("trusted", [LOG, NEW])
def test_each_key_signs_up_to_and_from_its_turn(statement: bytes, trusted: Signer) -> None:
    """Whichever of the two a reader trusts, one is believed up to the turn and the other from it."""
    policy = trusting(trusted).with_changes([statement], ROOTS)
    for size, key in ((0, LOG), (TURN, LOG), (TURN, NEW), (TURN + 1, NEW)):
        assert check_checkpoint(checkpoint(size, key), policy).size == size
    for size, key in ((TURN + 1, LOG), (TURN - 1, NEW)):
        assert (
            fault_of(lambda size=size, key=key: check_checkpoint(checkpoint(size, key), policy))
            is Fault.UNSIGNED
        )
    assert check_checkpoint(checkpoint(TURN, LOG, NEW), policy).size == TURN


def test_at_the_turn_a_wrong_signature_beside_a_right_one_is_refused() -> None:
    """Where both keys signed, both signatures must hold."""
    policy = trusting(NEW).with_changes([bytes(sign_rotation(ORIGIN, TURN, LOG, NEW))])
    right, wrong = checkpoint(TURN, LOG), checkpoint(TURN - 1, NEW)
    mixed = right.adding(wrong.signatures)
    assert fault_of(lambda: check_checkpoint(mixed, policy)) is Fault.SIGNATURE


def test_a_chain_of_keys_is_believed_from_any_of_them() -> None:
    """Three keys in turn: a reader who trusts any one of them knows what each may sign."""
    statements = [bytes(sign_rotation(ORIGIN, 20, NEW, THIRD)), bytes(sign_rotation(ORIGIN, TURN, LOG, NEW))]
    for trusted in (LOG, NEW, THIRD):
        joined = joined_to(trusted.key, statements)
        assert joined.keys == (LOG.key, NEW.key, THIRD.key)
        assert [joined.keys_at(size) for size in (0, 15, 25)] == [(LOG.key,), (NEW.key,), (THIRD.key,)]


def test_statements_that_contradict_each_other_or_lead_elsewhere_are_refused() -> None:
    """Two successors of one key are a fork, and statements about other keys are of another log."""
    both = [bytes(sign_rotation(ORIGIN, TURN, LOG, NEW)), bytes(sign_rotation(ORIGIN, 20, LOG, THIRD))]
    assert fault_of(lambda: joined_to(LOG.key, both)) is Fault.FORK
    assert fault_of(lambda: joined_to(THIRD.key, both[:1])) is Fault.CONTEXT


@pytest.mark.parametrize("holders", [HOLDERS[:2], HOLDERS[1:], HOLDERS])
def test_two_of_three_root_keys_replace_a_lost_key(holders: list[Signer]) -> None:
    """Any two of the three holders are enough, and the statement says what they agreed to."""
    assert open_change(replacement(roots=holders), ROOTS).new == NEW.key


def test_one_root_key_or_a_stranger_replaces_nothing() -> None:
    """One holder alone, a stranger beside one, no roots, and the roots of another log are too few."""
    stranger = signer("stranger.example/r", PLAIN, "stranger")
    for raw, roots in (
        (replacement(roots=HOLDERS[:1]), ROOTS),
        (replacement(roots=[HOLDERS[0], stranger]), ROOTS),
        (replacement(roots=HOLDERS), None),
        (replacement(roots=HOLDERS), Roots("other.example/log", 2, ROOTS.keys)),
    ):
        assert fault_of(lambda raw=raw, roots=roots: open_change(raw, roots)) is Fault.UNSIGNED


def test_a_root_key_signs_replacements_and_nothing_else() -> None:
    """A checkpoint, a rotation, a statement that the new key did not sign, and a second time are refused."""
    root = HOLDERS[0]
    unsigned = Note(note_from(replacement()).text, note_from(replacement(new=THIRD)).signatures)
    for raw, fault in (
        (bytes(checkpoint(TURN, LOG)), Fault.CONTEXT),
        (bytes(sign_rotation(ORIGIN, TURN, LOG, NEW)), Fault.CONTEXT),
        (bytes(unsigned), Fault.UNSIGNED),
        (replacement(roots=[root]), Fault.KEY),
    ):
        assert fault_of(lambda raw=raw: countersigned(raw, root)) is fault


def test_every_changed_byte_of_a_statement_and_of_the_roots_is_refused() -> None:
    """No byte of a rotation, of a replacement just enough signed, or of the roots can be another."""
    rotation, replaced = bytes(sign_rotation(ORIGIN, TURN, LOG, NEW)), replacement(roots=HOLDERS[:2])
    for raw, read in (
        (rotation, lambda changed: joined_to(LOG.key, [changed])),
        (replaced, lambda changed: open_change(changed, ROOTS)),
        (bytes(ROOTS), lambda changed: open_change(replaced, roots_from(changed))),
    ):
        read(raw)
        for place, byte in enumerate(raw):
            changed = raw[:place] + bytes([byte ^ 1]) + raw[place + 1 :]
            with pytest.raises(Refused):
                read(changed)


def test_roots_that_cannot_be_are_refused() -> None:
    """A key twice, the log's own key, more than there are, and none at all make no roots."""
    for least, keys in (
        (2, (ROOTS.keys[0], ROOTS.keys[0])),
        (1, (LOG.key,)),
        (4, ROOTS.keys),
        (0, ROOTS.keys),
    ):
        assert fault_of(lambda least=least, keys=keys: Roots(ORIGIN, least, keys)) is Fault.KEY
    assert roots_from(bytes(ROOTS)) == ROOTS


def test_old_proofs_stay_valid_under_the_new_policy(tmp_path: Path) -> None:
    """A proof from before the rotation holds under the new policy with the statement, not without."""
    with town(tmp_path, in_memory=True) as made, made.storage() as storage, made.log(storage) as log:
        log.append(entries(5))
        made.publish(log)
        note = log.checkpoint(5)
        assert note is not None
        proof = bytes(log.prove(2, note))
    statement = bytes(sign_rotation(ORIGIN, 6, LOG, NEW))
    assert verify(proof, trusting(NEW).with_changes([statement])).exit_code == UNWITNESSED
    assert verify(proof, trusting(NEW)).faults == (Fault.UNSIGNED,)
    early = bytes(sign_rotation(ORIGIN, 4, LOG, NEW))
    assert verify(proof, trusting(NEW).with_changes([early])).faults == (Fault.UNSIGNED,)


def test_a_log_under_a_new_key_still_knows_its_former_checkpoints(tmp_path: Path) -> None:
    """With the former key named, the memory that it signed opens; without, it is refused."""
    with town(tmp_path) as made:
        made.grow(entries(3))
        shown = Folder(made.root / "public").read("checkpoint") or b""
        with made.storage() as storage:
            assert History(storage, NEW.key, [LOG.key]).opened(shown).size == 3
            with pytest.raises(Refused):
                History(storage, NEW.key)


def test_witnesses_follow_a_rotation_and_no_step_of_it_is_unwitnessed(tmp_path: Path) -> None:
    """Who knows the old key cosigns the turn; past it only those who were told the new one do."""
    with town(tmp_path) as made:
        made.grow(entries(3))
        with made.log() as log:
            log.append(entries(1, first=3))
            log.seal(NEW)
            assert made.publish(log).independent
        seen = made.witnesses["council"].latest(mark_of(ORIGIN)) or b""
        assert checkpoint_in(note_from(seen)).size == 4
        policy = policy_from(policy_text().replace(str(LOG.key).encode(), str(NEW.key).encode()))
        for told, met in ((False, False), (True, True)):
            if told:
                tell(made)
            with made.storage() as storage, opened_under_new(made, storage, policy) as log:
                log.append(entries(1, first=4))
                assert publish(log, policy, made.links, made.folder).independent is met


def opened_under_new(made: Town, storage: Storage, policy: Policy) -> AbstractContextManager[Log]:
    """Open the log with the new key, as one that followed the old."""
    lock = FileLock(made.root / "lock")
    parts = {"policy": policy, "links": made.links, "folder": made.folder, "former": [LOG.key]}
    return opened(storage, NEW, lock, **parts)


def tell(made: Town) -> None:
    """Let every witness know the new key beside the old one, with the memory it has."""
    made.close()
    for name, each in WITNESSES.items():
        made.witnesses[name] = Witness(each, [LOG.key, NEW.key], made.database(name), lambda: made.now)
