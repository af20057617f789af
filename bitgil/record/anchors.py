"""Anchors: a third party's signed word that a checkpoint existed at a time, under another law of trust.

    request   SHA-256 of the checkpoint file and a random number, to a time-stamping authority (TSA)
    token     the authority's signature over that hash, its own time, and the number

A token says when, and no more: not that the log is honest, nor that others see the same one. It outlives the
log's key. Source: RFC 3161, with SHA-256; `openssl ts -verify` reads the same two files.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate, load_der_x509_certificate, load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimeStampRequest,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from bitgil.record.refusal import Fault, Refused

SHA256 = "2.16.840.1.101.3.4.2.1"
QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"
MOST_BYTES = 1_000_000


class Authority(Protocol):
    """A way to a time-stamping authority; raises Refused (anchor) where it can't be reached."""

    def stamp(self, request: bytes) -> bytes:
        """Return the authority's reply to a request."""
        ...


@dataclass(frozen=True, slots=True)
class Anchor:
    """What an authority signed: when (UTC) and who it is; `token` is its reply as it came."""

    at: datetime
    authority: str
    token: bytes


def ask(checkpoint: bytes, authority: Authority, trusted: bytes) -> Anchor:
    """Return a token over the file *checkpoint*; raise Refused unless *trusted* certificates bear it."""
    request = (
        TimestampRequestBuilder()
        .data(checkpoint)
        .hash_algorithm(HashAlgorithm.SHA256)
        .nonce(nonce=True)
        .cert_request(cert_request=True)
        .build()
    )
    return open_token(authority.stamp(request.as_bytes()), checkpoint, trusted, request)


def open_token(
    token: bytes, checkpoint: bytes, trusted: bytes, request: TimeStampRequest | None = None
) -> Anchor:
    """Return what a *token* says; raise Refused unless it is over *checkpoint* and of a *trusted* authority.

    *trusted* are certificates in PEM. With the *request* it must also bear the random number that was sent.
    """
    reply = _decoded(token)
    builder = VerifierBuilder() if request is None else VerifierBuilder.from_request(request)
    for certificate in certificates_in(trusted):
        builder = builder.add_root_certificate(certificate)
    try:
        algorithm = reply.tst_info.message_imprint.hash_algorithm.dotted_string
        if algorithm != SHA256:
            raise _refused(f"it is over a hash of another kind ({algorithm})", "ask for SHA-256")
        builder.build().verify_message(reply, checkpoint)
        at = reply.tst_info.gen_time.astimezone(UTC)
        name = _name_of(reply)
    except (VerificationError, ValueError) as error:
        raise _refused(f"it does not hold ({error})", "check the authority's certificates") from error
    return Anchor(at, name, token)


def certificates_in(pem: bytes) -> list[Certificate]:
    """Return the certificates of a PEM file, each once; raise Refused where there is none."""
    try:
        return list(dict.fromkeys(load_pem_x509_certificates(pem)))
    except ValueError as error:
        raise _refused("its trusted certificates can't be read", "write them in PEM") from error


def together(before: bytes, new: bytes) -> bytes:
    """Return the certificates of both PEM files, each once: what was trusted before still has to verify."""
    every = [*(certificates_in(before) if before else ()), *certificates_in(new)]
    return b"".join(each.public_bytes(Encoding.PEM) for each in dict.fromkeys(every))


class OverHTTP:
    """The authority at *url*; it waits *timeout* seconds at most."""

    def __init__(self, url: str, timeout: float = 10.0) -> None:
        if urlsplit(url).scheme not in ("http", "https"):
            raise _refused(f"'{url[:80]}' is no web address", "write it from https:// on")
        self._url, self._timeout = url, timeout

    def stamp(self, request: bytes) -> bytes:
        """Return the authority's reply to a request."""
        query = Request(self._url, data=request, headers={"Content-Type": QUERY})  # noqa: S310  checked above
        try:
            with urlopen(query, timeout=self._timeout) as response:  # noqa: S310  checked above
                reply: bytes = response.read(MOST_BYTES)
        except (URLError, OSError, ValueError) as error:
            raise _refused(f"the authority does not answer ({error})", "try again later today") from error
        return reply


def _decoded(token: bytes) -> TimeStampResponse:
    try:
        reply = decode_timestamp_response(token)
        granted = reply.status == 0
        why = "" if granted else ", ".join(reply.status_string)
    except ValueError as error:
        raise _refused("the reply is no time stamp", "check the authority's address") from error
    if not granted:
        raise _refused(f"the authority refused ({why or reply.status})", "ask its operator")
    return reply


def _name_of(reply: TimeStampResponse) -> str:
    """Return who signed, as the subject of the certificate that the signature names."""
    signed = reply.signed_data
    (signer,) = signed.signer_infos
    for raw in signed.certificates:
        certificate = load_der_x509_certificate(raw)
        if (certificate.issuer, certificate.serial_number) == (signer.issuer, signer.serial_number):
            return ", ".join(str(each.value) for each in certificate.subject)
    return ", ".join(str(each.value) for each in signer.issuer)


def _refused(what: str, fix: str) -> Refused:
    return Refused(Fault.ANCHOR, "time stamp", what, fix)
