"""Anchoring: once a day a third party's token over the shown checkpoint, kept beside the log for anybody.

`tsa` in the folder of the record holds the authority's address, `tsa.pem` the certificates that are trusted;
at first there is neither. What came lies in the public folder: `anchor/<day>.checkpoint` is what was stamped,
`anchor/<day>.tsr` the token, the day that of the token in UTC. Where none comes, nothing else changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bitgil.plan.problems import Problem
from bitgil.record.anchors import Anchor, OverHTTP, ask, open_token, together
from bitgil.record.files import CHECKPOINT
from bitgil.record.refusal import Fault, Refused
from bitgil.store.clock import now
from bitgil.store.housing import Home, home
from bitgil.store.sequencing import reading

FOLDER, AUTHORITY, TRUSTED = "anchor", "tsa", "tsa.pem"


@dataclass(frozen=True, slots=True)
class Kept:
    """One day's token: the day, when the authority signed, who it is, and the entries that were there."""

    day: str
    at: datetime
    authority: str
    size: int


def due() -> bool:
    """Say whether an authority is named and today's token is not there yet."""
    place = home()
    shown = place.public.read(CHECKPOINT) is not None
    return shown and bool(place.read(AUTHORITY)) and f"{now()[:10]}.tsr" not in _names(place)


def run() -> tuple[Kept, bool]:
    """Return today's token and whether it was asked for just now; a day has one.

    Raise Refused where no authority is named, none answers, or its token does not hold: nothing is kept then.
    """
    place = home()
    today = now()[:10]
    if f"{today}.tsr" in _names(place):
        return _opened(place, today), False
    address, trusted = place.read(AUTHORITY), place.read(TRUSTED)
    checkpoint = place.public.read(CHECKPOINT)
    if not address or not trusted:
        raise Refused(
            Fault.ANCHOR,
            "time stamp",
            "no authority is named",
            f"write its address in {place.root / AUTHORITY} and its certificates in {place.root / TRUSTED}",
        )
    if checkpoint is None:
        raise Refused(Fault.ANCHOR, "time stamp", "nothing is published yet", "publish the log first")
    anchor = ask(checkpoint, OverHTTP(address.decode().strip()), trusted)
    return _keep(place, anchor, checkpoint, trusted), True


def latest() -> Kept | None:
    """Return the last day's token that holds, None where there is none."""
    place = home()
    for name in sorted(_names(place), reverse=True):
        try:
            return _opened(place, name.removesuffix(".tsr"))
        except Refused:
            continue
    return None


def check() -> Iterator[Kept | Problem]:
    """Yield each day's token, or what is wrong: with it, the log's signature, or the log since then."""
    place = home()
    for name in sorted(_names(place)):
        day = name.removesuffix(".tsr")
        try:
            kept = _opened(place, day)
            _check_grown(place, day)
        except Refused as refused:
            yield refused.problem
        else:
            yield kept


def _keep(place: Home, anchor: Anchor, checkpoint: bytes, trusted: bytes) -> Kept:
    day = anchor.at.date().isoformat()
    place.public.put(TRUSTED, together(place.public.read(TRUSTED) or b"", trusted))
    place.public.put(f"{FOLDER}/{day}.checkpoint", checkpoint)
    place.public.put(f"{FOLDER}/{day}.tsr", anchor.token)
    return _opened(place, day)


def _opened(place: Home, day: str) -> Kept:
    names = (f"{FOLDER}/{day}.tsr", f"{FOLDER}/{day}.checkpoint", TRUSTED)
    token, checkpoint, trusted = (place.public.read(name) for name in names)
    if token is None or checkpoint is None or trusted is None:
        raise Refused(Fault.CUT, f"time stamp of {day}", "a file of it is missing", "take it from a mirror")
    anchor = open_token(token, checkpoint, trusted)
    return Kept(day, anchor.at, anchor.authority, place.opened(checkpoint).size)


def _check_grown(place: Home, day: str) -> None:
    """Raise Refused unless the log of today begins with the one that was stamped."""
    with reading(place) as history:
        stamped = place.opened(place.public.read(f"{FOLDER}/{day}.checkpoint") or b"")
        if history.root(stamped.size) != stamped.root:
            raise Refused(
                Fault.FORK,
                f"time stamp of {day}",
                f"the log does not begin with the {stamped.size} entries that were stamped",
                "stop writing, keep both, and say so in public",
            )


def _names(place: Home) -> list[str]:
    return [path.name for path in (place.public.root / FOLDER).glob("*.tsr")]
