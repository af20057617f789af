"""Coming in and going out: the log-in form in both languages, and what the workspace's addresses are."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from bitgil.portal.workspace import pages, proving, view
from bitgil.portal.workspace.own import feed
from bitgil.quantity import Words

TITLE = Words("업무공간 들어가기", "Enter the workspace")


class Enter(LoginView):
    """The log-in form; whoever is in already goes straight to the workspace."""

    template_name = "workspace/enter.html"
    redirect_authenticated_user = True

    def get_context_data(self, **given: Any) -> dict[str, Any]:  # noqa: ANN401  Django's own signature
        """Return what the frame of a page needs, with the form."""
        return super().get_context_data(page="enter", heading=TITLE, trail=(), **given)


def locked(
    request: HttpRequest,
    response: HttpResponse | None = None,  # noqa: ARG001  the caller's signature
    credentials: object = None,  # noqa: ARG001  the same
) -> HttpResponse:
    """Return a page that says why nobody may try again just now, and when they may."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    filled = {"page": "enter", "heading": TITLE, "trail": (), "minutes": minutes}
    return render(request, "workspace/locked.html", filled, status=429)


def addresses() -> list[URLPattern]:
    """Return the address of every page of the workspace, and of coming in and going out."""
    rooms = [
        path(f"desk/{page.PATH}", view.show, {"page": name}, name=name)
        for name, page in pages.found().items()
    ]
    return [
        path("enter/", Enter.as_view(), name="enter"),
        path("enter/code/", proving.code, name="code"),
        path("calendar/<str:secret>.ics", feed.calendar, name="calendar"),
        path("leave/", LogoutView.as_view(), name="leave"),
        *rooms,
    ]
