"""The calendar feed: one account's due dates for any calendar program, under a secret address."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from bitgil.government.dues import dues_of
from bitgil.government.icalendar import text_of
from bitgil.quantity import Words
from bitgil.store import feeds
from bitgil.store.accounts import person_of
from bitgil.store.clock import today
from bitgil.store.current import state_in_force

AHEAD = 366
"""Days of what comes back every year that a calendar holds."""
NAME = Words("빛길 내 기한", "Bitgil: what I must do")


@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """Return the calendar that a secret leads to; Http404 for any other address."""
    account = feeds.owner(secret)
    if account is None:
        raise Http404("no such calendar")
    day, language = today(), "en" if request.GET.get("lang") == "en" else "ko"
    dues = dues_of(state_in_force(), person_of(account), day, AHEAD)
    text = text_of(
        dues,
        name=NAME.in_(language),
        stamp=f"{day.replace('-', '')}T000000Z",
        host=urlsplit(settings.BITGIL_URL).hostname or "localhost",
        language=language,
    )
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    return answer
