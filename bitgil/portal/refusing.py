"""What is turned away before any page sees it: a body too large, a form of another site, a broken request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bitgil.quantity import Words

LARGEST = 12 * 1024 * 1024
"""Bytes that one request may have: an enclosed file of ten MB and the form around it."""
TOO_LARGE = Words(
    "보내신 내용이 너무 큽니다. 파일은 10 MB까지입니다.", "What was sent is too large: a file may have 10 MB."
)
STALE = Words(
    "양식이 오래되었거나 이 누리집에서 온 것이 아닙니다. 쪽을 다시 열어 다시 내 주세요.",
    "The form is too old or not from this site. Open the page again and send it once more.",
)
BROKEN = Words("읽을 수 없는 요청입니다.", "The request cannot be read.")


def refuse_floods(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return a middleware that refuses a body larger than LARGEST before a byte of it is read."""

    def refused(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length[:20]) > LARGEST:
            return _page(TOO_LARGE, 413)
        return answer(request)

    return refused


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  Django's signature
    """Return the page for a form without its token; why is nobody's business but the log's."""
    return _page(STALE, 403)


def broken(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django's signature
    """Return the page for a request that Django refuses to read."""
    return _page(BROKEN, 400)


def _page(said: Words, status: int) -> HttpResponse:
    """Return a page that needs neither plan nor visitor."""
    return render(None, "refused.html", {"said": said}, status=status)
