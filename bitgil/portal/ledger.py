"""What the portal shows of the log: its checkpoint, whether outsiders witnessed it, and its files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from bitgil.record import page
from bitgil.record.cosignature import verify_cosignature
from bitgil.record.files import CHECKPOINT
from bitgil.record.note import Note, note_from
from bitgil.record.policy import NONE, Policy, policy_from
from bitgil.record.refusal import Refused
from bitgil.record.verification import check_checkpoint, check_quorum
from bitgil.store import anchoring, sequencing

TEXT, BYTES = "text/plain; charset=utf-8", "application/octet-stream"
HTML, JSON = "text/html; charset=utf-8", "application/json; charset=utf-8"
_TILE = re.compile(r"tile/(?:\d|entries)/(?:x\d{3}/)*\d{3}(?:\.p/\d{1,3})?")
_ANCHOR = re.compile(r"anchor/\d{4}-\d{2}-\d{2}\.(?:checkpoint|tsr)", re.ASCII)
_CHANGE = re.compile(r"changes/\d{1,19}", re.ASCII)
_TEXTS = (CHECKPOINT, sequencing.KEY, sequencing.POLICY, sequencing.ROOTS, anchoring.TRUSTED)
_FOREVER = "public, max-age=31536000, immutable"


OWN = "localhost/"
"""How the key names of witnesses begin that the city runs itself, for a trial: they count for nothing."""


@dataclass(frozen=True, slots=True)
class Cosigned:
    """One witness's signature on the checkpoint: whose, when (UTC), and whether it is the city's own."""

    name: str
    date: str
    time: str
    own: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """The log as it is shown: its size, checkpoint, key and policy; `witnessed` where a quorum cosigned."""

    size: int
    checkpoint: str
    key: str
    asks: str
    policy_digest: str
    witnesses: tuple[Cosigned, ...]
    witnessed: bool


_kept: dict[tuple[Path, bytes, bytes], Shown | None] = {}


def shown() -> Shown | None:
    """Return the log as it is shown, None where nothing is or the signature does not hold."""
    place = sequencing.home()
    note, policy = place.public.read(CHECKPOINT), place.public.read(sequencing.POLICY)
    if note is None or policy is None:
        return None
    mark = (place.root, note, policy)
    if mark not in _kept:
        _kept.clear()
        _kept[mark] = _opened(note, policy)
    return _kept[mark]


def _opened(raw: bytes, rules: bytes) -> Shown | None:
    try:
        policy, note = policy_from(rules), note_from(raw)
        checkpoint = check_checkpoint(note, policy)
    except Refused:
        return None
    try:
        check_quorum(note, policy)
        met = policy.quorum != NONE
    except Refused:
        met = False
    key, seen = str(policy.log(checkpoint.origin)), _cosigned(note, policy)
    return Shown(checkpoint.size, note.text + "\n", key, policy.asks, policy.digest, seen, witnessed=met)


def _cosigned(note: Note, policy: Policy) -> tuple[Cosigned, ...]:
    """Return the policy's witnesses whose signature on the note holds."""
    seen = []
    for witness in policy.witnesses:
        try:
            at = verify_cosignature(note, witness.key)
        except Refused:
            continue
        if at is not None:
            moment = datetime.fromtimestamp(at, UTC)
            own = witness.key.name.startswith(OWN)
            seen.append(Cosigned(witness.name, f"{moment:%Y-%m-%d}", f"{moment:%H:%M:%S}", own))
    return tuple(seen)


@require_safe
def public_file(request: HttpRequest, path: str) -> HttpResponse:  # noqa: ARG001  Django's signature
    """Return one public file of the log as it lies, for anybody to copy; nothing else can be asked for."""
    if path not in _TEXTS and not any(each.fullmatch(path) for each in (_TILE, _ANCHOR, _CHANGE)):
        raise Http404(path)
    content = sequencing.home().public.read(path)
    if content is None:
        raise Http404(path)
    answer = HttpResponse(content, content_type=TEXT if path in _TEXTS else BYTES)
    answer["Cache-Control"] = "no-cache" if path in _TEXTS else _FOREVER
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
def proof(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001  Django's signature
    """Return the proof file of an act, to keep; 404 where the act is not in the log that is shown."""
    try:
        content = sequencing.proof_of(number)
    except Refused as refused:
        raise Http404(str(refused)) from refused
    if content is None:
        raise Http404(f"act {number} is not in the log that is shown")
    return _to_keep(content, f"act-{number}.tlog-proof", TEXT)


@require_safe
def opening(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001  Django's signature
    """Return an act's document with its salt, to keep; 404 where it is not for everybody or is erased."""
    content = sequencing.public_opening(number)
    if content is None:
        raise Http404(f"the document of act {number} is not public")
    return _to_keep(content, f"act-{number}.opening.json", JSON)


@require_safe
def verifier(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  Django's signature
    """Return the page that checks proofs by itself, under a content policy of its own."""
    answer = HttpResponse(page.built(), content_type=HTML)
    answer["Content-Security-Policy"] = f"{page.content_policy()}; frame-ancestors 'none'"
    answer["Cache-Control"] = "no-cache"
    return answer


def _to_keep(content: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-cache"
    return answer
