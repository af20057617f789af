"""Publishing: ask the witnesses, and show a checkpoint only once the quorum has cosigned it.

The restart rule stands here too: whoever starts to write first asks every witness and the public folder what
they have seen. A database restored from an old backup is behind them, and going on would fork the log.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from bitgil.record.checkpoint import checkpoint_in
from bitgil.record.cosignature import verify_cosignature
from bitgil.record.encoding import from_decimal
from bitgil.record.exchange import Link, Request
from bitgil.record.files import CHECKPOINT, Folder
from bitgil.record.log import History, Log, bundle_entries, writing
from bitgil.record.note import Note, Signer, VerifierKey, signature_from
from bitgil.record.policy import NONE, Known, Policy
from bitgil.record.refusal import Fault, Refused
from bitgil.record.storage import Lock, Storage
from bitgil.record.tiles import ENTRIES, bundle_of, tiles_of

_TRIES = 3
_OK, _CONFLICT, _UNPROCESSABLE = 200, 409, 422
_SERIOUS = (Fault.FORK, Fault.ROLLBACK)


@dataclass(frozen=True, slots=True)
class Publication:
    """What became of one round: the checkpoint, who cosigned it when, who did not and why, is it shown."""

    checkpoint: Note
    size: int
    witnessed: Mapping[str, int] = field(default_factory=dict)
    silent: Mapping[str, Refused] = field(default_factory=dict)
    shown: bool = False
    independent: bool = False


@contextmanager
def opened(  # noqa: PLR0913  each is a part of its own
    storage: Storage,
    signer: Signer,
    lock: Lock,
    *,
    policy: Policy,
    links: Mapping[str, Link],
    folder: Folder,
    excused: Collection[str] = (),
    former: Sequence[VerifierKey] = (),
) -> Iterator[Log]:
    """Hold the log for writing, after the restart rule was kept: the one way that a service opens its log."""
    with writing(storage, signer, lock, former) as log:
        check_restart(log, policy, links, folder, excused)
        yield log


def check_restart(
    history: History,
    policy: Policy,
    links: Mapping[str, Link],
    folder: Folder,
    excused: Collection[str] = (),
) -> None:
    """Raise Refused unless no witness and no public file has seen more than *history* holds, or else.

    Every witness of the policy must answer. One that can't is named in *excused* by the operator, who then
    answers for it. Where the policy asks for no witness, one that is away stops nothing.
    """
    _compare(history, folder.read(CHECKPOINT), "public folder")
    silent = [
        refused
        for witness in policy.witnesses
        if witness.name not in excused and (refused := _silence(history, witness, links.get(witness.name)))
    ]
    if silent and policy.quorum != NONE:
        raise Refused(
            Fault.WITNESS,
            "restart",
            "; ".join(f"{one.problem.where}: {one.problem.what}" for one in silent),
            "wait for them, or excuse by name the ones you know to be gone",
        )


def publish(log: Log, policy: Policy, links: Mapping[str, Link], folder: Folder) -> Publication:
    """Seal the log, ask every witness, and where the quorum is met, show the tiles and then the checkpoint.

    Raise Refused (fork, rollback) where a witness can show that this log is not what it was.
    """
    policy.log(log.key.name)
    size = log.size
    shown = folder.read(CHECKPOINT)
    since = _compare(log, shown, "public folder")
    log.seal()
    silent: dict[str, Refused] = {}
    for witness in policy.witnesses:
        try:
            _ask(log, witness, links.get(witness.name), _guess(shown, since, witness))
        except Refused as refused:
            if refused.fault in _SERIOUS:
                raise
            silent[witness.name] = refused
    note = log.checkpoint(size) or log.seal()
    witnessed = dict(_times(note, policy))
    fresh = {name: time for name, time in witnessed.items() if name not in silent}
    met = policy.met_by(witnessed)
    if met:
        _show(log, size, since, note, folder)
    return Publication(note, size, fresh, silent, met, met and policy.quorum != NONE)


def _show(log: Log, size: int, since: int, note: Note, folder: Folder) -> None:
    for tile in tiles_of(size, since=since):
        content = (
            bundle_of(bundle_entries(log.storage, tile)) if tile.level == ENTRIES else b"".join(log.row(tile))
        )
        folder.put(tile.path, content)
    folder.put(CHECKPOINT, bytes(note))


def _times(note: Note, policy: Policy) -> Iterator[tuple[str, int]]:
    for witness in policy.witnesses:
        time = verify_cosignature(note, witness.key)
        if time is not None:
            yield witness.name, time


def _guess(shown: bytes | None, since: int, witness: Known) -> int:
    """Return the size the witness most likely saw last: that of the shown checkpoint, if it is on it."""
    return since if shown and since and f"\u2014 {witness.key.name} ".encode() in shown else 0


def _ask(log: Log, witness: Known, link: Link | None, old: int) -> None:
    """Get one cosignature on the log's checkpoint and keep it; raise Refused where it does not come."""
    where = f"witness {witness.name}"
    if link is None:
        raise Refused(Fault.WITNESS, where, "there is no way to it", "write its address in the policy")
    note = log.seal()
    size = checkpoint_in(note).size
    bare = Note(note.text, tuple(each for each in note.signatures if each.name == log.key.name))
    for _ in range(_TRIES):
        answer = link.add(bytes(Request(old, log.consistency(old, size), bare)))
        if answer.status == _OK:
            log.storage.keep_cosignature(size, witness.name, _line(answer.body, bare, witness))
            return
        if answer.status != _CONFLICT:
            break
        known = from_decimal(answer.body.decode("ascii", "replace").removesuffix("\n"), where)
        if known > size or known == old:
            break
        old = known
    if answer.status in (_CONFLICT, _UNPROCESSABLE):
        _compare(log, link.latest(log.key.name), where)
    raise Refused(
        Fault.WITNESS,
        where,
        f"it answers {answer.status} without a reason that this log signed",
        "ask its operator",
    )


def _line(body: bytes, note: Note, witness: Known) -> str:
    """Return the witness's own line of its answer; raise Refused where there is none that holds."""
    where = f"witness {witness.name}"
    found = [signature_from(line) for line in body.decode("utf-8", "replace").splitlines()]
    mine = [signature for signature in found if signature.by(witness.key)]
    if verify_cosignature(note.adding(mine), witness.key) is None:
        raise Refused(
            Fault.WITNESS, where, "its answer lacks its cosignature", "compare its key with the policy"
        )
    return mine[0].line


def _silence(history: History, witness: Known, link: Link | None) -> Refused | None:
    """Return why nothing was learnt from a witness, None where it was; raise where it has seen more."""
    try:
        _check_latest(history, witness, link)
    except Refused as refused:
        if refused.fault in _SERIOUS:
            raise
        return refused
    return None


def _check_latest(history: History, witness: Known, link: Link | None) -> None:
    where = f"witness {witness.name}"
    if link is None:
        raise Refused(Fault.WITNESS, where, "there is no way to it", "write its address in the policy")
    latest = link.latest(history.key.name)
    if latest is not None:
        history.opened(latest)
        _compare(history, latest, where)
    elif _cosigned_before(history, witness):
        raise Refused(
            Fault.WITNESS, where, "it has forgotten this log", "retire it and name another in the policy"
        )


def _cosigned_before(history: History, witness: Known) -> bool:
    last = history.storage.last_checkpoint()
    note = history.checkpoint(last[0]) if last else None
    return note is not None and note.of(witness.key) is not None


def _compare(history: History, raw: bytes | None, where: str) -> int:
    """Return the size of a checkpoint seen elsewhere, 0 where it is none of this log's.

    Raise Refused where this log signed it and yet *history* is shorter or another: only that is evidence.
    """
    if raw is None:
        return 0
    try:
        seen = history.opened(raw)
    except Refused:
        return 0
    if seen.size > history.size:
        raise Refused(
            Fault.ROLLBACK,
            where,
            f"it has seen {seen.size} entries, and this log has {history.size}",
            "do not write; restore the latest backup, and excuse nobody",
        )
    if history.root(seen.size) != seen.root:
        raise Refused(
            Fault.FORK,
            where,
            f"at {seen.size} entries it has seen another log under this key",
            "stop writing, keep both checkpoints as evidence, and say so in public",
        )
    return seen.size
