"""The second step of coming in: a code is asked for after the password, and nothing opens before it."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode

import django_otp
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods
from django_otp.models import Device

from bitgil.quantity import Words
from bitgil.store import second_factor
from bitgil.store.access import Hand
from bitgil.store.models import Account
from bitgil.store.second_factor import Wants

TITLE = Words("두 단계 확인", "Second step")
WRONG = 422


def detour(request: HttpRequest, page: str) -> HttpResponse | None:
    """Return the way to what is still asked of whoever gave their password, None where nothing is."""
    wanted = _wanted(request)
    if wanted is Wants.CODE:
        return HttpResponseRedirect(f"{reverse('code')}?{urlencode({'next': request.get_full_path()})}")
    if wanted is Wants.DEVICE and page != "second_factor":
        return HttpResponseRedirect(reverse("second_factor"))
    return None


def hand_of(request: HttpRequest, name: str = "") -> Hand:
    """Return whose hand a request is, or that of the account of that *name*, and from where."""
    return Hand(name or request.user.get_username(), request.META.get("REMOTE_ADDR", ""))


def take(request: HttpRequest, device: Device) -> None:
    """Note in this visit that its holder has shown a code, under a fresh session key."""
    request.session.cycle_key()
    django_otp.login(request, device)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Ask for a code of the device or a recovery code, and go on where the visitor was going."""
    onward = _onward(request)
    if _wanted(request) is not Wants.CODE:
        return HttpResponseRedirect(onward)
    account = cast("Account", request.user)
    waits, wrong = second_factor.waits(account), False
    if request.method == "POST":
        device = second_factor.prove(account, request.POST.get("code", "")[:80], hand=hand_of(request))
        if device is not None:
            take(request, device)
            return HttpResponseRedirect(onward)
        wrong = True
    filled = {"page": "code", "heading": TITLE, "trail": (), "next": onward, "wrong": wrong, "waits": waits}
    answer = render(request, "workspace/code.html", filled, status=WRONG if wrong else 200)
    add_never_cache_headers(answer)
    return answer


def _wanted(request: HttpRequest) -> Wants:
    # The middleware gives every visitor is_verified(); Django's own types do not know of it.
    proven = bool(request.user.is_verified())  # type: ignore[union-attr]
    return second_factor.wants(cast("Account", request.user), proven=proven)


def _onward(request: HttpRequest) -> str:
    asked = request.POST.get("next", "") or request.GET.get("next", "")
    own = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if own else reverse("workspace")
