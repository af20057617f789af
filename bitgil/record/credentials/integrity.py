"""Data Integrity with eddsa-jcs-2022: one signature over the canonical document and the canonical proof.

    signed = SHA-256(canonical(proof without proofValue)) ‖ SHA-256(canonical(document without proof))
    proofValue = z and base58btc of the Ed25519 signature over these 64 bytes

Source: W3C Data Integrity EdDSA Cryptosuites v1.0 §3.3. Canonical is RFC 8785: contexts are signed as text
and never expanded, so whoever verifies must pin them (see kinds).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bitgil.record.canonical import canonical_bytes, is_object
from bitgil.record.credentials.multibase import from_base58, to_base58
from bitgil.record.refusal import Fault, Refused

SUITE = "eddsa-jcs-2022"
_TYPE, _PURPOSE = "DataIntegrityProof", "assertionMethod"
_NAMES = ("@context", "type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue")
_WHERE = "proof of the certificate"


def sign(document: Mapping[str, Any], key: Ed25519PrivateKey, method: str, created: str) -> dict[str, Any]:
    """Return *document* with a proof by *key*, which the issuer's document lists as *method*.

    *created*: UTC to the second, such as 2026-11-22T05:00:00Z.
    """
    options = {
        "@context": document["@context"],
        "type": _TYPE,
        "cryptosuite": SUITE,
        "created": created,
        "verificationMethod": method,
        "proofPurpose": _PURPOSE,
    }
    value = to_base58(key.sign(_signed(document, options)))
    return {**document, "proof": {**options, "proofValue": value}}


def method_of(signed: Mapping[str, Any]) -> str:
    """Return which key a signed document claims; raise Refused unless its proof is of this suite."""
    proof = signed.get("proof")
    if not is_object(proof, _NAMES) or not isinstance(proof, dict):
        raise Refused(Fault.FORM, _WHERE, f"its names are not {', '.join(_NAMES)}", "take the original")
    if (proof["type"], proof["cryptosuite"], proof["proofPurpose"]) != (_TYPE, SUITE, _PURPOSE):
        raise Refused(Fault.FORM, _WHERE, f"it is not of {SUITE}", "take one that this program issued")
    if proof["@context"] != signed.get("@context"):
        raise Refused(Fault.CONTEXT, _WHERE, "it was made under other contexts", "take the original")
    return str(proof["verificationMethod"])


def verify(signed: Mapping[str, Any], public: bytes) -> None:
    """Raise Refused unless the Ed25519 key *public* (32 bytes) signed this document."""
    method_of(signed)
    options = {name: value for name, value in signed["proof"].items() if name != "proofValue"}
    document = {name: value for name, value in signed.items() if name != "proof"}
    signature = from_base58(signed["proof"]["proofValue"], _WHERE)
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _signed(document, options))
    except InvalidSignature as error:
        raise Refused(
            Fault.SIGNATURE,
            _WHERE,
            "the issuer did not sign these words",
            "take the holder's original",
        ) from error


def _signed(document: Mapping[str, Any], options: Mapping[str, Any]) -> bytes:
    parts = (canonical_bytes(options, _WHERE), canonical_bytes(document, "certificate"))
    return b"".join(hashlib.sha256(part).digest() for part in parts)
