"""The issuer's files for machines: whoever checks a certificate fetches them here or from a copy."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from bitgil.record.credentials.kinds import context_file
from bitgil.store import certifying

DOCUMENT, LIST, CONTEXT = "application/did", "application/vc", "application/ld+json"
_DAY = "public, max-age=86400"


@require_safe
def issuer(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  Django's signature
    """Return who issues certificates here and with which keys; 404 where nobody does."""
    return _file(certifying.published("did.json"), DOCUMENT, "no-cache")


@require_safe
def status_list(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001  Django's signature
    """Return a status list as it was signed last."""
    return _file(certifying.published(f"status/{number}"), LIST, "no-cache")


@require_safe
def context(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  Django's signature
    """Return the meaning of the terms that certificates use."""
    return _file(context_file(), CONTEXT, _DAY)


def addresses() -> list[URLPattern]:
    """Return the addresses that certificates name."""
    return [
        path(".well-known/did.json", issuer, name="issuer"),
        path("credentials/v1", context, name="certificate_context"),
        path("credentials/status/<int:number>", status_list, name="status_list"),
    ]


def _file(content: bytes | None, kind: str, kept: str) -> HttpResponse:
    if content is None:
        raise Http404(kind)
    answer = HttpResponse(content, content_type=kind)
    answer["Cache-Control"] = kept
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
