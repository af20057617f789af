"""The sequencer: empties the outbox into the log in order, seals it, and puts the public files in place.

Everything lies in BITGIL_VAR/record: `log.sqlite3` is the log's memory (see memory), `key.pem` its key, `key`
the key's public line, `policy` whom to trust, `public/` what anybody may copy. The passphrase comes from
BITGIL_RECORD_PASSPHRASE; a local run without it makes one in `passphrase`, a file of mode 0600 beside the
key, which guards nothing against whoever reads the folder. The log's name is BITGIL_RECORD_ORIGIN.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from bitgil.record.auditing import Audit
from bitgil.record.checkpoint import checkpoint_in
from bitgil.record.files import CHECKPOINT, Folder, Reader
from bitgil.record.keys import load_signer, new_signer, save_signer
from bitgil.record.log import History, Log
from bitgil.record.note import PLAIN, Signer, VerifierKey, key_from, note_from
from bitgil.record.passphrase import passphrase_in
from bitgil.record.policy import Policy, policy_from
from bitgil.record.publishing import Publication, opened, publish
from bitgil.record.refusal import Fault, Refused
from bitgil.record.restoring import restore
from bitgil.record.serving import OverHTTP
from bitgil.record.storage import Storage
from bitgil.store.acts import all_acts
from bitgil.store.current import state_in_force
from bitgil.store.housing import KEY, POLICY, ROOTS, Home, home
from bitgil.store.memory import lock_of, memory_of
from bitgil.store.models import LeafRow, OutboxRow
from bitgil.store.outbox import Waited, enqueue, is_public, offices_of, opening_of, place_of

__all__ = ["KEY", "POLICY", "ROOTS", "Home", "home"]


def run(*, excused: Collection[str] = ()) -> Publication:
    """Log every act that waits, publish, and return what became of it; a second run adds nothing.

    Raise Refused where the log cannot be written; acts and outbox stay as they are.
    """
    with written(excused=excused) as (log, publishing):
        return publishing.take(log)


@dataclass(frozen=True, slots=True)
class Publishing:
    """What publishing takes besides the log: where it lies, the policy, the ways to the witnesses."""

    place: Home
    policy: Policy
    links: Mapping[str, OverHTTP]

    def take(self, log: Log) -> Publication:
        """Publish, and put the files beside the log in place too."""
        publication = publish(log, self.policy, self.links, self.place.public)
        self.place.show()
        return publication


@contextmanager
def written(*, excused: Collection[str] = ()) -> Iterator[tuple[Log, Publishing]]:
    """Hold this city's log with every waiting act in it, after the restart rule; only where it is its own."""
    enqueue_earlier()
    place = home()
    place.root.mkdir(parents=True, exist_ok=True)
    place.complete(lock_of(place))
    with memory_of(place) as storage:
        signer = _signer(place, storage)
        policy = _policy(place, signer.key)
        links = {each.name: OverHTTP(each.url) for each in policy.witnesses if each.url}
        with opened(
            storage,
            signer,
            lock_of(place),
            policy=policy,
            links=links,
            folder=place.public,
            excused=excused,
            former=place.former(signer.key),
        ) as log:
            _check_belonging(log)
            while log.take(Waited()):
                pass
            yield log, Publishing(place, policy, links)


def enqueue_earlier() -> None:
    """Enqueue, once and in order, the acts that were recorded before there was an outbox."""
    with transaction.atomic():
        known = set(OutboxRow.objects.values_list("act", flat=True))
        earlier = [act for act in all_acts() if act.number not in known]
        if earlier:
            plan = state_in_force().plan
            enqueue(earlier, offices_of(plan) if plan else ())


def proof_of(act: int) -> bytes | None:
    """Return the proof file of an act under the checkpoint shown last, None where it is not shown yet."""
    place, index = home(), place_of(act)
    shown = place.public.read(CHECKPOINT)
    if index is None or shown is None:
        return None
    note = note_from(shown)
    if index >= checkpoint_in(note).size:
        return None
    with reading(place) as history:
        return bytes(history.prove(index, note))


def hidden() -> int:
    """Return how many acts are in the log and not yet in the one that is shown."""
    shown = home().public.read(CHECKPOINT)
    size = 0 if shown is None else checkpoint_in(note_from(shown)).size
    return max(LeafRow.objects.count() - size, 0)


@contextmanager
def reading(place: Home) -> Iterator[History]:
    """Open the log to read it, which needs no private key; raise Refused where it has no key yet."""
    key = place.key
    if key is None:
        raise Refused(Fault.KEY, KEY, "the log has no key yet", "publish the log first")
    with memory_of(place) as storage:
        yield History(storage, key, place.former(key))


def restored(source: Reader) -> Audit:
    """Fill an empty memory of the log from its public files, and return their audit; nothing is overwritten.

    Raise Refused where the memory holds entries, or there is no policy to judge the files by.
    """
    place = home()
    content = place.read(POLICY)
    if content is None:
        raise Refused(Fault.POLICY, POLICY, "there is no policy", f"put the printed one in {place.root}")
    policy = policy_from(content).with_changes(place.changes.values(), place.roots)
    with lock_of(place).held(), memory_of(place) as storage:
        return restore(source, storage, policy)


def public_opening(act: int) -> bytes | None:
    """Return what opens an act's commitment, None where the document is not for everybody.

    A name that was typed in the place of an office is in the document and not in the log: it stays there.
    """
    recorded = next(all_acts(after=act - 1), None) if act > 0 else None
    if recorded is None or recorded.number != act or place_of(act) is None:
        return None
    plan = state_in_force().plan
    listed = offices_of(plan) if plan else frozenset()
    return bytes(opening_of(recorded)) if is_public(recorded, listed) else None


def _check_belonging(log: Log) -> None:
    """Raise Refused unless the log holds this database's acts: another's must not be mixed into it."""
    entries = [bytes(entry) for entry in OutboxRow.objects.order_by("act").values_list("entry", flat=True)]
    if list(log.storage.entries(0, log.size)) != entries[: log.size]:
        raise Refused(
            Fault.ROLLBACK,
            "outbox",
            f"the log has {log.size} entries that are not the first of this database's {len(entries)} acts",
            "restore the latest backup of the database, or name the log's own folder in BITGIL_VAR",
        )


def _signer(place: Home, storage: Storage) -> Signer:
    """Return the log's signer; a key is made only for a log that holds nothing yet."""
    passphrase = passphrase_in(place.root)
    line = place.read(KEY)
    name = key_from(line.decode().strip()).name if line else _origin()
    if not place.secret.exists():
        if storage.size() or line:
            raise Refused(
                Fault.KEY, place.secret.name, "the log's key is missing", "put it back from where you keep it"
            )
        save_signer(new_signer(name), place.secret, passphrase)
    signer = load_signer(name, PLAIN, place.secret, passphrase)
    if line is None:
        Folder(place.root).put(KEY, f"{signer.key}\n".encode())
    return signer


def _policy(place: Home, key: VerifierKey) -> Policy:
    """Return the policy in the folder; at first it trusts the log alone and asks for no witness."""
    content = place.read(POLICY)
    if content is None:
        content = f"log {key}\nquorum none\n".encode()
        Folder(place.root).put(POLICY, content)
    return policy_from(content)


def _origin() -> str:
    plan = state_in_force().plan
    return os.environ.get("BITGIL_RECORD_ORIGIN") or f"localhost/{plan.id if plan else 'plan'}"
