"""Offline verification: one proof file and one policy, no network and no database, and a report in words.

Exit 0 means: the entry is in the log, the log signed, and the policy's quorum of witnesses cosigned. It does
not mean that what the entry says is true, nor that nothing was left out of the log.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bitgil.plan.problems import Problem
from bitgil.quantity import Words
from bitgil.record.checkpoint import Checkpoint, checkpoint_in
from bitgil.record.commitment import Opening, PartOpening, opening_from, verify_opening
from bitgil.record.cosignature import verify_cosignature
from bitgil.record.entries import Entry, entry_from
from bitgil.record.note import Note, note_from, verify_note
from bitgil.record.policy import NONE, Policy
from bitgil.record.proof import Proof, proof_from
from bitgil.record.refusal import Fault, Refused
from bitgil.record.tree import leaf_hash, verify_consistency, verify_inclusion

WITNESSED, REFUSED, UNWITNESSED = 0, 1, 2
"""Exit numbers: all holds and the quorum cosigned; something does not hold; it holds, but unwitnessed."""

_LOG = Words(
    "원장: {origin}, 항목 {size}건, 서명이 맞음", "Log: {origin}, {size} entries, its signature holds"
)
_ENTRY = Words(
    "항목: {index}번, {kind}, {at} 기록, 이 원장에 들어 있음",
    "Entry: number {index}, {kind}, recorded {at}, is in this log",
)
_OPEN = Words("문서: 기록된 그 문서임", "Document: the one that was recorded")
_CLOSED = Words(
    "문서: 기록된 그 문서이며 비공개 항목이 {closed}개 있음",
    "Document: the one that was recorded, with {closed} fields closed",
)
_FIELDS = Words("  공개한 항목: {open}", "  Open fields: {open}")
_SHUT = Words("  비공개 항목: {closed}", "  Closed fields: {closed}")
_PART = Words("딸린 문서: 기록된 그 문서임", "Its document: the one that was recorded")
_WITNESSES = Words(
    "증인: {names} (정책의 요구: {asked})", "Witnesses: {names} (the policy asks for: {asked})"
)
_ALONE = Words("독립 증인의 확인 없음", "Not independently witnessed")


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked and found. `faults` and `problems` go pairwise; both are empty where all holds."""

    checkpoint: Checkpoint | None = None
    index: int | None = None
    entry: Entry | None = None
    opening: Opening | PartOpening | None = None
    part: Opening | PartOpening | None = None
    witnessed: dict[str, int] = field(default_factory=dict)
    asked: str = ""
    independent: bool = False
    faults: tuple[Fault, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def exit_code(self) -> int:
        """Return 0 only where everything holds and a quorum of witnesses cosigned."""
        if set(self.faults) - {Fault.QUORUM, Fault.STALE}:
            return REFUSED
        return WITNESSED if self.independent and not self.faults else UNWITNESSED

    def lines(self, language: str = "ko") -> Iterator[str]:
        """Yield the report in words, one fact a line, in Korean or English."""
        if self.exit_code != REFUSED and self.checkpoint and self.entry:
            size, closed = self.checkpoint.size, len(getattr(self.opening, "closed", ()))
            yield _LOG.in_(language).format(origin=self.checkpoint.origin, size=size)
            yield _ENTRY.in_(language).format(index=self.index, kind=self.entry.kind, at=self.entry.at)
            if self.opening is not None:
                yield (_CLOSED if closed else _OPEN).in_(language).format(closed=closed)
            yield from self._of_part(language)
        names = ", ".join(self.witnessed) or "0"
        yield _WITNESSES.in_(language).format(names=names, asked=self.asked)
        if not self.independent:
            yield _ALONE.in_(language)
        yield from (problem.in_(language) for problem in self.problems)

    def _of_part(self, language: str) -> Iterator[str]:
        if self.part is None:
            return
        yield _PART.in_(language)
        held = self.part.document
        if isinstance(self.part, PartOpening):
            shut = sorted(set(_public_of(self.opening).get("fields", ())) - held.keys())
            yield _FIELDS.in_(language).format(open=", ".join(held) or "-")
            yield _SHUT.in_(language).format(closed=", ".join(shut) or str(len(self.part.closed)))


def verify(  # noqa: PLR0913  each file is a part of its own
    proof: bytes,
    policy: Policy,
    *,
    entry: bytes | None = None,
    opening: bytes | None = None,
    part: bytes | None = None,
    oldest: int | None = None,
) -> Report:
    """Return what a proof file shows under *policy*; nothing that the files hold makes this raise.

    *entry*: the entry, where the proof does not carry it. *opening*: a document with its salt.
    *part*: what opens the document that an act's opening names, whole or with fields closed. *oldest*: a time
    (seconds since 1970) before which a cosignature is too old to speak of today.
    """
    try:
        held = proof_from(proof)
        checkpoint = check_checkpoint(held.checkpoint, policy)
        found = _included(held, checkpoint, entry)
        opened = _opened(opening, found)
        held_back = _part(part, opened)
    except Refused as refused:
        return Report(asked=policy.asks, faults=(refused.fault,), problems=(refused.problem,))
    witnessed, faults = _witnessed(held.checkpoint, policy, oldest)
    return Report(
        checkpoint,
        held.index,
        found,
        opened,
        held_back,
        witnessed,
        policy.asks,
        policy.quorum != NONE and not faults,
        tuple(each.fault for each in faults),
        tuple(each.problem for each in faults),
    )


def check_checkpoint(note: Note, policy: Policy) -> Checkpoint:
    """Return the checkpoint of a note; raise Refused unless a log of *policy* signed it."""
    checkpoint = checkpoint_in(note)
    keys = policy.keys_at(checkpoint.origin, checkpoint.size)
    for key in [key for key in keys if note.of(key) is not None] or keys[-1:]:
        verify_note(note, key)
    return checkpoint


def check_quorum(note: Note, policy: Policy, oldest: int | None = None) -> dict[str, int]:
    """Return who cosigned and when; raise Refused where the quorum is not met, or no longer fresh."""
    witnessed, faults = _witnessed(note, policy, oldest)
    for fault in faults:
        raise fault
    return witnessed


def compare(before: bytes, after: bytes, hashes: tuple[bytes, ...], policy: Policy) -> Checkpoint:
    """Return the later checkpoint; raise Refused where the log was rolled back, forked or rewritten.

    *before* is one that the reader kept, *hashes* the consistency proof between both.
    """
    old, new = (check_checkpoint(note_from(raw), policy) for raw in (before, after))
    where = f"{old.origin} from {old.size} to {new.size}"
    if old.origin != new.origin:
        raise Refused(Fault.CONTEXT, where, f"the second is of {new.origin}", "compare two of the same log")
    if new.size < old.size:
        raise Refused(
            Fault.ROLLBACK, where, "the log is shorter than it was", "keep both checkpoints as evidence"
        )
    if new.size == old.size and new.root != old.root:
        raise Refused(
            Fault.FORK, where, "two logs of one size under one key", "keep both checkpoints as evidence"
        )
    if old.size:
        verify_consistency(old.size, old.root, new.size, new.root, hashes)
    return new


def _included(held: Proof, checkpoint: Checkpoint, entry: bytes | None) -> Entry:
    raw = held.entry if entry is None else entry
    if raw is None:
        raise Refused(Fault.ENTRY, "proof", "it carries no entry", "give the file of the entry too")
    if entry is not None and held.entry is not None and entry != held.entry:
        raise Refused(
            Fault.EDITED, "entry", "it is another one than the proof carries", "take the recorded one"
        )
    verify_inclusion(leaf_hash(raw), held.index, checkpoint.size, held.hashes, checkpoint.root)
    return entry_from(raw, f"entry {held.index}")


def _opened(raw: bytes | None, entry: Entry) -> Opening | PartOpening | None:
    if raw is None:
        return None
    opening = opening_from(raw)
    verify_opening(opening, entry.commit)
    return opening


def _part(raw: bytes | None, act: Opening | PartOpening | None) -> Opening | PartOpening | None:
    if raw is None:
        return None
    held = opening_from(raw)
    if held.commitment.hex() != _public_of(act).get("document"):
        raise Refused(
            Fault.COMMITMENT,
            "document",
            "it is not the one that this act names",
            "give the act's own opening too, and the document as it was handed out",
        )
    return held


def _public_of(act: Opening | PartOpening | None) -> dict[str, Any]:
    """Return the public fields in the opening of an act, none where it is something else."""
    document = act.document if act else {}
    public = document.get("public") if isinstance(document, dict) else None
    return public if isinstance(public, dict) else {}


def _witnessed(note: Note, policy: Policy, oldest: int | None) -> tuple[dict[str, int], list[Refused]]:
    times: dict[str, int] = {}
    wrong: list[Refused] = []
    for witness in policy.witnesses:
        try:
            time = verify_cosignature(note, witness.key)
        except Refused as refused:
            wrong.append(refused)
            continue
        if time is not None:
            times[witness.name] = time
    fresh = {name for name, time in times.items() if oldest is None or time >= oldest}
    if not policy.met_by(times):
        wrong.append(
            Refused(
                Fault.QUORUM,
                "witnesses",
                f"{', '.join(times) or 'nobody'} cosigned, and the policy asks for {policy.asks}",
                "wait until enough of them have, and take the proof again",
            )
        )
    elif not policy.met_by(fresh):
        wrong.append(
            Refused(
                Fault.STALE,
                "witnesses",
                "what they cosigned is older than was asked for",
                "take a newer checkpoint; if there is none, ask why the log stands still",
            )
        )
    return times, wrong
