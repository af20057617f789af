"""What a visitor sees before any plan was adopted: why, and what to do, instead of an error."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bitgil.store.current import NothingAdopted


def explain_nothing(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return a middleware that turns NothingAdopted into a page that says how to adopt a plan."""
    return _Explained(answer)


class _Explained:
    """The middleware itself: Django asks it about every exception of a view."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:  # noqa: ARG002  Django's signature
        """Return the page for NothingAdopted, and leave every other exception alone."""
        if isinstance(exception, NothingAdopted):
            return render(None, "nothing.html", status=503)
        return None
