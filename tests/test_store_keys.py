"""Keys of a city's log changed for good: planned, after a loss, and with a crash between any two steps."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from record_log import signer

from bitgil.government.acts import Act
from bitgil.government.planning import compare
from bitgil.government.state import State
from bitgil.plan.reading import plan_of, read_files
from bitgil.record.auditing import audit
from bitgil.record.files import Folder
from bitgil.record.keys import sign_rotation
from bitgil.record.note import PLAIN, VerifierKey
from bitgil.record.policy import Policy, policy_from
from bitgil.record.refusal import Fault, Refused
from bitgil.record.succession import Roots, countersigned
from bitgil.record.verification import UNWITNESSED, verify
from bitgil.store import certifying, importing, rekeying, sequencing
from bitgil.store.acts import all_acts, last_number
from bitgil.store.current import forget
from bitgil.store.housing import NEXT, home
from bitgil.store.memory import lock_of

HOLDERS = [signer(f"root-{place}.example/r", PLAIN, f"root {place}") for place in range(3)]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def city(tmp_path: Path, toytown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Adopt the frozen city's plan and publish its log, in a folder of the test's own."""
    monkeypatch.setenv("BITGIL_VAR", str(tmp_path / "var"))
    for name in (
        "BITGIL_PLAN",
        "BITGIL_RECORD_PASSPHRASE",
        "BITGIL_ISSUER_PASSPHRASE",
        "BITGIL_RECORD_ORIGIN",
    ):
        monkeypatch.delenv(name, raising=False)
    forget()
    files = read_files(toytown / "plan")
    importing.accept(State(), compare(State(), plan_of(files), files), reason="처음")
    sequencing.run()


def key() -> VerifierKey:
    """Return the key that signs now."""
    found = home().key
    assert found is not None
    return found


def published() -> Policy:
    """Return the published policy, with the published statements about keys."""
    folder = home().public
    policy = policy_from(folder.read("policy") or b"")
    return policy.with_changes(home().changes.values(), home().roots)


def events() -> list[Act]:
    """Return the acts about keys."""
    return [act for act in all_acts() if act.kind == "key.event"]


def sound() -> bool:
    """Whether the public files audit, and every act's proof verifies, under the published policy."""
    found = audit(home().public, published())
    proofs = [sequencing.proof_of(number) for number in range(1, last_number() + 1)]
    return found.whole and all(
        proof is not None and verify(proof, published()).exit_code == UNWITNESSED for proof in proofs
    )


def digest(held: VerifierKey) -> str:
    """Return the digest by which acts name a key."""
    return hashlib.sha256(held.public).hexdigest()


def test_a_planned_rotation_is_logged_and_signed_by_both() -> None:
    """The act's checkpoint bears both signatures, the policy names the new key, and old proofs hold."""
    before, old = sequencing.proof_of(1) or b"", key()
    change = rekeying.rotate_log("해마다 하는 교체")
    (act,) = events()
    assert (change.old, change.new, change.size) == (old, key(), last_number())
    assert act.public == {"event": "rotated", "use": "log", "old": digest(old), "new": digest(key())}
    shown = home().public.read("checkpoint") or b""
    assert shown.count(f"\u2014 {old.name} ".encode()) == 2
    assert verify(before, published()).exit_code == UNWITNESSED
    assert verify(before, policy_from(home().public.read("policy") or b"")).faults == (Fault.UNSIGNED,)
    assert home().public.read(f"changes/{change.size}") == home().changes[f"changes/{change.size}"]
    assert sound()


def test_the_log_goes_on_under_the_new_key_and_may_change_again() -> None:
    """Acts after a rotation are under the new key; a second rotation leaves three keys, all sound."""
    first = key()
    rekeying.rotate_log("한 번")
    second = key()
    certifying.set_up("did:web:toytown.example", "장난감시")
    certifying.certify(
        "training",
        "training.ai",
        {"person": "홍길동", "course": "기초", "hours": 8, "completed": "2026-11-22"},
        reason="교육을 마침",
    )
    sequencing.run()
    rekeying.rotate_log("두 번")
    assert published().successions[first.name].keys == (first, second, key())
    assert sound()


def _made() -> None:
    rekeying._next(home())  # noqa: SLF001  a step of the deed


def _recorded() -> None:
    old, new = key(), rekeying._next(home()).key  # noqa: SLF001  a step of the deed
    rekeying.note_event("rotated", "log", old.public, new.public, "교체")


def _sealed() -> None:
    _recorded()
    with sequencing.written() as (log, publishing):
        log.seal(home().following(key().name))
        publishing.take(log)


def _stated(*done: str) -> None:
    _sealed()
    old, new, place = key(), home().following(key().name), home()
    assert new is not None
    with sequencing.written() as (log, _):
        statement = sign_rotation(old.name, log.size, log._signer, new)  # noqa: SLF001  a crash between two steps
    Folder(place.root).put(f"changes/{last_number()}", bytes(statement))
    if "policy" in done:
        policy = (place.read("policy") or b"").replace(str(old).encode(), str(new.key).encode())
        Folder(place.root).put("policy", policy)
    if "key" in done:
        Folder(place.root).put("key", f"{new.key}\n".encode())
    if "aside" in done:
        place.secret.rename(place.root / "aside.pem")


STEPS: dict[str, Callable[[], None]] = {
    "the new key was made": _made,
    "the event was recorded": _recorded,
    "both keys sealed": _sealed,
    "the statement was put": _stated,
    "the policy was put": partial(_stated, "policy"),
    "the key line was put": partial(_stated, "policy", "key"),
    "the old key was put aside": partial(_stated, "policy", "key", "aside"),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_crash_after_any_step_of_a_rotation_is_gone_on_from(step: str) -> None:
    """Wherever it stopped, publishing and rotating again end with one new key, logged, and all sound."""
    old = key()
    STEPS[step]()
    sequencing.run()
    assert sound()
    if key() == old:
        rekeying.rotate_log("교체")
    assert key() != old
    assert not (home().root / NEXT).exists()
    assert [act.public["new"] for act in events()] == [digest(key())]
    assert sound()


def test_a_lost_key_is_replaced_by_two_of_three_root_holders() -> None:
    """Without the old key the log goes on: same entries, same proofs, a new key, and an act that says so."""
    roots = Roots(key().name, 2, tuple(each.key for each in HOLDERS))
    Folder(home().root).put("roots", bytes(roots))
    before, old = sequencing.proof_of(1) or b"", key()
    home().secret.unlink()
    with pytest.raises(Refused, match="key is missing"):
        sequencing.run()
    statement = rekeying.begin_replacement()
    assert rekeying.begin_replacement() == statement
    with pytest.raises(Refused, match="root keys"):
        rekeying.replace_log(statement, "분실")
    assert key() == old
    for holder in HOLDERS[1:]:
        statement = bytes(countersigned(statement, holder))
    rekeying.replace_log(statement, "분실")
    assert key() != old
    (act,) = events()
    assert act.public == {"event": "lost", "use": "log", "old": digest(old), "new": digest(key())}
    assert verify(before, published()).exit_code == UNWITNESSED
    assert home().public.read("roots") == bytes(roots)
    assert sound()


def test_a_statement_about_another_state_replaces_nothing() -> None:
    """What the root holders signed for another key or size is refused, and the key stays."""
    roots = Roots(key().name, 1, (HOLDERS[0].key,))
    Folder(home().root).put("roots", bytes(roots))
    statement = bytes(countersigned(rekeying.begin_replacement(), HOLDERS[0]))
    rekeying.note_event("added", "root", None, HOLDERS[0].key.public, "뿌리 열쇠")
    sequencing.run()
    old = key()
    with pytest.raises(Refused, match="make the statement again"):
        rekeying.replace_log(statement, "분실")
    assert key() == old
    assert sound()


def test_a_change_of_the_issuer_s_key_that_a_crash_left_unlogged_is_logged_later() -> None:
    """A key that followed without an act gets its act with the next change, and none gets two."""
    rekeying.begin_issuer("did:web:toytown.example", "장난감시")
    certifying.follow("expires")
    assert len(events()) == 1
    rekeying.rotate_issuer("교체")
    rekeying.log_issuer_keys("한 번 더")
    assert [act.public["event"] for act in events()] == ["added", "rotated", "rotated"]


def test_nobody_replaces_a_key_while_another_program_writes() -> None:
    """While the lock of the log is held, a key that waits to take over is left where it is."""
    _stated()
    old = key()
    with lock_of(home()).held(), pytest.raises(Refused, match="another program writes"):
        sequencing.run()
    assert key() == old
    sequencing.run()
    assert key() != old


def test_the_issuer_s_keys_are_logged_as_they_come_and_go() -> None:
    """Made, rotated and withdrawn: each is an act with the digests of the public keys."""
    rekeying.begin_issuer("did:web:toytown.example", "장난감시")
    rekeying.rotate_issuer("해마다 하는 교체")
    rekeying.rotate_issuer("노트북 도난", stolen=True)
    keys = [hashlib.sha256(each.public).hexdigest() for each in certifying.issuer().keys]
    assert [dict(act.public) for act in events()] == [
        {"event": "added", "use": "issuer", "new": keys[0]},
        {"event": "rotated", "use": "issuer", "old": keys[0], "new": keys[1]},
        {"event": "withdrawn", "use": "issuer", "old": keys[1], "new": keys[2]},
    ]
    assert [each.how for each in certifying.issuer().keys] == ["expires", "revoked", ""]
    with pytest.raises(Refused, match="already"):
        rekeying.begin_issuer("did:web:toytown.example", "장난감시")
