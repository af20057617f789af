"""Cosignatures: a witness says that, at a time, this was the largest tree it had seen of the log.

    signed   cosignature/v1 ⏎ time <seconds since 1970> ⏎ <text of the checkpoint>
    blob     time as 8 bytes, the high one first ‖ Ed25519 signature of 64 bytes

Source: c2sp.org/tlog-cosignature v1.0.1, Ed25519, type 0x04. It says nothing about what the entries say.
"""

from __future__ import annotations

from bitgil.record.encoding import LARGEST
from bitgil.record.note import COSIGNATURE, Note, Signature, Signer, VerifierKey
from bitgil.record.refusal import Fault, Refused

_TIME = 8
_SIGNATURE = 64


def message_of(text: str, time: int) -> bytes:
    """Return the bytes that a witness signs."""
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def cosign(text: str, signer: Signer, time: int) -> Signature:
    """Return a witness's line for the *text* of a checkpoint at *time* (seconds since 1970)."""
    if signer.kind != COSIGNATURE or not 0 <= time <= LARGEST:
        raise Refused(
            Fault.KEY, f"witness {signer.name}", "this key or time cannot cosign", "use a key of type 4"
        )
    blob = time.to_bytes(_TIME, "big") + signer.private.sign(message_of(text, time))
    return Signature(signer.name, signer.key.id, blob)


def verify_cosignature(note: Note, key: VerifierKey) -> int | None:
    """Return when *key* cosigned the note, None where it did not; raise Refused where its line is wrong."""
    signature = note.of(key)
    if signature is None:
        return None
    time = int.from_bytes(signature.blob[:_TIME], "big")
    proper = key.kind == COSIGNATURE and len(signature.blob) == _TIME + _SIGNATURE and time <= LARGEST
    if not proper or not key.holds(message_of(note.text, time), signature.blob[_TIME:]):
        raise Refused(
            Fault.SIGNATURE,
            f"checkpoint, witness {key.name}",
            "the cosignature is wrong",
            "keep the file as evidence",
        )
    return time
