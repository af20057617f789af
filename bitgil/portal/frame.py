"""What stands around every page: menu, language and contrast switches, state of the plan."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import get_language

from bitgil.portal import moment, pages
from bitgil.portal.views import CONTRAST_COOKIE, HIGH
from bitgil.store import current


def surround(request: HttpRequest) -> dict[str, Any]:
    """Return the frame of one request, for every template."""
    language = get_language() or "ko"
    now = current.load()
    here = request.get_full_path()
    high = request.COOKIES.get(CONTRAST_COOKIE) == HIGH
    switch = {"mode": "normal" if high else HIGH, "next": here}
    match = request.resolver_match
    here_named = (match.url_name if match else None) or ""
    above = {here_named, *(pages.ancestors(here_named) if here_named in pages.found() else ())}
    return {
        "language": language,
        **moment.told(now),
        "official": settings.BITGIL_OFFICIAL,
        "menu": [(reverse(name), title.in_(language), name in above) for name, title in pages.menu()],
        "high_contrast": high,
        "contrast_url": f"{reverse('contrast')}?{urlencode(switch)}",
        "other_url": translate_url(here, "en" if language == "ko" else "ko"),
    }
