"""The one view that shows every page, the contrast switch, and the pages for what went wrong."""

from __future__ import annotations

from inspect import signature
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from bitgil.portal import moment, pages
from bitgil.quantity import Unfit, Words
from bitgil.store import earlier

CONTRAST_COOKIE = "contrast"
HIGH = "high-contrast"
OWN = ("current", "language", "query")
"""What a page is given by the view itself, whatever the address says."""
A_YEAR = 60 * 60 * 24 * 365


@require_safe
def show(request: HttpRequest, page: str, **captured: str | int) -> HttpResponse:
    """Return the page of that name, as of the day asked for; a query parameter of its context() is passed on.

    A page whose form has fields that nobody can name beforehand asks for the whole `query`.
    """
    module = pages.found()[page]
    parameters = signature(module.context).parameters
    asked: dict[str, Any] = {
        name: request.GET[name]
        for name in parameters
        if name in request.GET and name not in captured and name not in OWN
    }
    if "query" in parameters:
        asked["query"] = request.GET.dict()
    language = get_language() or "ko"
    try:
        now = earlier.load(moment.asked(request.GET.dict()))
        filled = module.context(now, language, **captured, **asked)
    except pages.NotHere as missing:
        raise Http404(str(missing)) from missing
    except Unfit as unfit:
        return _no_such_day(request, unfit.words, 400)
    except earlier.NotThen as none:
        return _no_such_day(request, none.words, 404)
    framed = {"page": page, "title": module.TITLE.in_(language), "trail": pages.trail(page, language)}
    answer = render(request, f"pages/{page}.html", moment.told(now) | framed | filled)
    answer.content = moment.keep(answer.content.decode(), now.moment, show).encode()
    if getattr(messages.get_messages(request), "used", False):
        # What one reader was told once must not be kept for the next.
        add_never_cache_headers(answer)
    return answer


def _no_such_day(request: HttpRequest, why: Words, status: int) -> HttpResponse:
    """Return a page that says in words why nothing can be shown for the day asked for, with the form."""
    return render(request, "moment/no_such_day.html", {"page": "", "trail": (), "why": why}, status=status)


@require_safe
def set_contrast(request: HttpRequest) -> HttpResponse:
    """Remember high or normal contrast in a cookie and go back to the page that asked."""
    back = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    answer = HttpResponseRedirect(back)
    if request.GET.get("mode") == HIGH:
        answer.set_cookie(CONTRAST_COOKIE, HIGH, max_age=A_YEAR, samesite="Lax", httponly=True)
    else:
        answer.delete_cookie(CONTRAST_COOKIE)
    return answer


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django's signature
    """Return a page that says nothing lies at this address and where to go on."""
    return render(request, "404.html", {"page": "", "trail": ()}, status=404)


def failed(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  Django's signature
    """Return a page that needs neither database nor plan, for the error may lie there."""
    return render(None, "500.html", status=500)
