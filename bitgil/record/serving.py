"""A witness on the web, and the way to one: a WSGI application and a client.

POST <submission prefix>/add-checkpoint
GET  <monitoring prefix>/<sha256 of the origin, hex>/checkpoint
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from threading import Lock
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from bitgil.record.exchange import Answer, mark_of
from bitgil.record.note import MOST_BYTES
from bitgil.record.refusal import Fault, Refused
from bitgil.record.witness import Witness

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

_MONITORED = re.compile(r"/([0-9a-f]{64})/checkpoint")
_REASONS = {
    200: "OK",
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    409: "Conflict",
    422: "Unprocessable Entity",
}
_TEXT = "text/plain; charset=utf-8"
_SIZE = "text/x.tlog.size"
_CONFLICT = 409


class Application:
    """A witness as a WSGI application. It answers one request at a time."""

    def __init__(self, witness: Witness) -> None:
        self._witness = witness
        self._turn = Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        with self._turn:
            answer = self._answer(environ)
        kind = _SIZE if answer.status == _CONFLICT else _TEXT
        headers = [("Content-Type", kind), ("Content-Length", str(len(answer.body)))]
        start_response(f"{answer.status} {_REASONS[answer.status]}", headers)
        return [answer.body]

    def _answer(self, environ: WSGIEnvironment) -> Answer:
        path, method = environ.get("PATH_INFO", ""), environ["REQUEST_METHOD"]
        monitored = _MONITORED.fullmatch(path)
        if path == "/add-checkpoint":
            if method != "POST":
                return Answer(405, b"send a POST\n")
            return self._witness.add(_body_of(environ))
        if monitored and method in ("GET", "HEAD"):
            note = self._witness.latest(monitored[1])
            return Answer(404, b"nothing was cosigned for this log\n") if note is None else Answer(200, note)
        return Answer(404, b"there is no such page\n")


def _body_of(environ: WSGIEnvironment) -> bytes:
    length = environ.get("CONTENT_LENGTH") or "0"
    size = int(length) if length.isdecimal() and length.isascii() else 0
    body: bytes = environ["wsgi.input"].read(min(size, MOST_BYTES + 1))
    return body


class Beside:
    """A link to a witness in the same program, for trials and tests."""

    def __init__(self, witness: Witness) -> None:
        self._witness = witness

    def add(self, request: bytes) -> Answer:
        """Hand in a request to cosign."""
        return self._witness.add(request)

    def latest(self, origin: str) -> bytes | None:
        """Return the last checkpoint it cosigned for a log."""
        return self._witness.latest(mark_of(origin))


class OverHTTP:
    """A link to the witness at *url*, which serves both prefixes; it waits *timeout* seconds at most."""

    def __init__(self, url: str, timeout: float = 10.0) -> None:
        if urlsplit(url).scheme not in ("http", "https"):
            raise Refused(Fault.WITNESS, url, "this is no web address", "write it from https:// on")
        self._url = url.rstrip("/")
        self._timeout = timeout

    def add(self, request: bytes) -> Answer:
        """Hand in a request to cosign."""
        return self._ask("add-checkpoint", request)

    def latest(self, origin: str) -> bytes | None:
        """Return the last checkpoint it cosigned for a log."""
        answer = self._ask(f"{mark_of(origin)}/checkpoint", None)
        if answer.status not in (200, 404):
            raise self._unreached(f"it answers {answer.status}")
        return answer.body if answer.status == 200 else None  # noqa: PLR2004  HTTP

    def _ask(self, path: str, body: bytes | None) -> Answer:
        headers = {"Content-Type": _TEXT}
        request = Request(f"{self._url}/{path}", data=body, headers=headers)  # noqa: S310  checked above
        try:
            with urlopen(request, timeout=self._timeout) as response:  # noqa: S310  checked above
                return Answer(response.status, response.read(MOST_BYTES))
        except HTTPError as error:
            with error:
                return Answer(error.code, error.read(MOST_BYTES))
        except (URLError, OSError, ValueError) as error:
            raise self._unreached(str(error)) from error

    def _unreached(self, what: str) -> Refused:
        return Refused(
            Fault.WITNESS,
            self._url,
            f"the witness does not answer ({what})",
            "ask its operator, then try again",
        )
