"""Coming in and going out: the log-in form in both languages, and what the workspace's addresses are."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from bitgil.portal.workspace import pages, proving, view
from bitgil.portal.workspace.own import feed
from bitgil.quantity import Words
from bitgil.store import access
from bitgil.store.models import Account

TITLE = Words("업무공간 들어가기", "Enter the workspace")


class Enter(LoginView):
    """The log-in form; whoever is in already goes straight to the workspace."""

    template_name = "workspace/enter.html"
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Let somebody in who gave their password, and note it."""
        answer = super().form_valid(form)
        access.note(proving.hand_of(self.request), "entered")
        return answer

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Answer a wrong password, and note it, once where it is one after another of a locked account.

        What was typed as a name that no account has is not kept: it may be a password.
        """
        name = form.cleaned_data.get("username", "")
        if name and form.cleaned_data.get("password"):
            known = Account.objects.filter(username=name).exists()
            hand = proving.hand_of(self.request, name if known else "")
            shut = getattr(self.request, "axes_locked_out", False)
            if not (shut and access.last_of(hand) == "locked"):
                access.note(hand, "locked" if shut else "refused")
        return super().form_invalid(form)

    def get_context_data(self, **given: Any) -> dict[str, Any]:  # noqa: ANN401  Django's own signature
        """Return what the frame of a page needs, with the form."""
        return super().get_context_data(page="enter", heading=TITLE, trail=(), **given)


class Leave(LogoutView):
    """The way out."""

    def post(self, request: HttpRequest, *args: Any, **given: Any) -> HttpResponse:  # noqa: ANN401  Django's own
        """End the visit, and note it."""
        if request.user.is_authenticated:
            access.note(proving.hand_of(request), "left")
        return super().post(request, *args, **given)


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
        path("leave/", Leave.as_view(), name="leave"),
        *rooms,
    ]
