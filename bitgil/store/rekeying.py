"""Changes of keys: planned with both keys, after a loss with the root keys, each logged as an act.

Every step may be the last before a crash; the same deed, done again, goes on where it stopped. The new key
lies in `key-next.pem` until it takes over; the old one is then kept as `key-<id>.pem`, to be destroyed.
"""

from __future__ import annotations

import hashlib
from itertools import pairwise

from bitgil.government.acts import Act, Draft
from bitgil.government.rules import accepted
from bitgil.record.keys import Rotation, load_signer, new_signer, save_signer, sign_rotation
from bitgil.record.note import PLAIN, Signer, VerifierKey
from bitgil.record.passphrase import passphrase_in
from bitgil.record.refusal import Fault, Refused
from bitgil.record.succession import REPLACED, open_change, sign_replacement
from bitgil.store import certifying, sequencing
from bitgil.store.acts import all_acts, append, turn
from bitgil.store.clock import today
from bitgil.store.current import state_in_force
from bitgil.store.housing import NEXT, Home
from bitgil.store.memory import lock_of
from bitgil.store.outbox import offices_of


def note_event(event: str, use: str, old: bytes | None, new: bytes | None, reason: str) -> Act | None:
    """Record what happened to a key, by the digests of its public sides; once, however often it is asked."""
    marks = {name: hashlib.sha256(key).hexdigest() for name, key in (("old", old), ("new", new)) if key}
    public = {"event": event, "use": use, **marks}
    with turn():
        if any(act.kind == "key.event" and dict(act.public) == public for act in all_acts()):
            return None
        state = state_in_force()
        draft = Draft("key.event", f"key.{use}", today(), reason, public, role="plan-office")
        offices = offices_of(state.plan) if state.plan else ()
        (act,) = append((accepted(state, draft),), {}, after=state.acts, offices=offices)
    return act


def begin_issuer(did: str, name: str) -> None:
    """Make an issuer with its first key, and record it."""
    certifying.set_up(did, name)
    log_issuer_keys(f"증명서 발급 열쇠를 만듦: {did}")
    certifying.publish_lists()


def rotate_issuer(reason: str, *, stolen: bool = False) -> None:
    """Give the issuer a new key; a stolen one ends as revoked, another as expired."""
    certifying.follow("revoked" if stolen else "expires")
    log_issuer_keys(reason)
    certifying.publish_lists()


def log_issuer_keys(reason: str) -> None:
    """Record what became of the issuer's keys and no act says yet, as a crash may have left it."""
    keys = certifying.issuer().keys
    note_event("added", "issuer", None, keys[0].public, reason)
    for old, new in pairwise(keys):
        event = "withdrawn" if old.how == "revoked" else "rotated"
        note_event(event, "issuer", old.public, new.public, reason)


def rotate_log(reason: str) -> Rotation:
    """Let a new key sign for the log from the act on that says so; both keys sign that checkpoint.

    Raise Refused where the quorum does not witness it: then the old key stays, and the deed is done again.
    """
    place = sequencing.home()
    sequencing.run()
    old, new = _key(place), _next(place)
    note_event("rotated", "log", old.public, new.key.public, reason)
    with sequencing.written() as (log, publishing):
        log.seal(new)
        if not publishing.take(log).shown:
            raise Refused(
                Fault.QUORUM,
                "rotation",
                "the quorum has not cosigned the checkpoint of both keys",
                "wait for the witnesses and rotate again; the old key still signs",
            )
        signer = load_signer(old.name, PLAIN, place.secret, passphrase_in(place.root))
        change = place.take_over(bytes(sign_rotation(old.name, log.size, signer, new)))
        place.show()
    return change


def begin_replacement() -> bytes:
    """Return the statement that a new key follows the lost one, signed by the new key, for the root keys."""
    place = sequencing.home()
    old, new = _key(place), _next(place)
    with sequencing.reading(place) as history:
        change = Rotation(old.name, history.size, old, new.key, REPLACED)
    return bytes(sign_replacement(change, new))


def replace_log(raw: bytes, reason: str) -> Rotation:
    """Let the new key take over as enough root keys have signed; log it, and publish under the new key.

    Raise Refused where the statement is not about this log as it stands, or too few root keys signed.
    """
    place = sequencing.home()
    change, old, new = open_change(raw, place.roots), _key(place), _next(place)
    with sequencing.reading(place) as history:
        fits = (change.origin, change.size, change.old, change.new) == (old.name, history.size, old, new.key)
    if not fits:
        raise Refused(
            Fault.CONTEXT,
            "replacement",
            "it is not about this log's key and size of today",
            "make the statement again: bitgil record key lost",
        )
    with lock_of(place).held():
        change = place.take_over(raw)
    note_event("lost", "log", old.public, new.key.public, reason)
    sequencing.run()
    return change


def _key(place: Home) -> VerifierKey:
    if place.key is None:
        raise Refused(Fault.KEY, "log", "it has no key yet", "run bitgil record publish first")
    return place.key


def _next(place: Home) -> Signer:
    """Return the signer that will take over; it is made where there is none yet."""
    name = _key(place).name
    if place.following(name) is None:
        save_signer(new_signer(name), place.root / NEXT, passphrase_in(place.root))
    return load_signer(name, PLAIN, place.root / NEXT, passphrase_in(place.root))
