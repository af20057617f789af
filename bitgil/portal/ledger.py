"""What the portal shows of the log: its checkpoint, whether outsiders witnessed it, and its files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from bitgil.record.files import CHECKPOINT
from bitgil.record.note import note_from
from bitgil.record.policy import NONE, policy_from
from bitgil.record.refusal import Refused
from bitgil.record.verification import check_checkpoint, check_quorum
from bitgil.store import sequencing

TEXT, BYTES = "text/plain; charset=utf-8", "application/octet-stream"
_TILE = re.compile(r"tile/(?:\d|entries)/(?:x\d{3}/)*\d{3}(?:\.p/\d{1,3})?")
_TEXTS = (CHECKPOINT, sequencing.KEY, sequencing.POLICY)
_FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Shown:
    """The log as it is shown: its size, checkpoint, key and policy; `witnessed` where a quorum cosigned."""

    size: int
    checkpoint: str
    key: str
    asks: str
    policy_digest: str
    witnesses: tuple[str, ...]
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
        witnesses = tuple(check_quorum(note, policy))
        met = policy.quorum != NONE
    except Refused:
        witnesses, met = (), False
    key = str(policy.log(checkpoint.origin))
    return Shown(checkpoint.size, note.text + "\n", key, policy.asks, policy.digest, witnesses, witnessed=met)


@require_safe
def public_file(request: HttpRequest, path: str) -> HttpResponse:  # noqa: ARG001  Django's signature
    """Return one public file of the log as it lies, for anybody to copy; nothing else can be asked for."""
    if path not in _TEXTS and not _TILE.fullmatch(path):
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
    answer = HttpResponse(content, content_type=TEXT)
    answer["Content-Disposition"] = f'attachment; filename="act-{number}.tlog-proof"'
    answer["Cache-Control"] = "no-cache"
    return answer
