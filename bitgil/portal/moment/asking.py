"""The moment in addresses: `?as-of=2024-03-31` by day of effect, `known-on` by day of record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import resolve
from django.utils.html import escape

from bitgil.government.earlier import Moment
from bitgil.store.current import Current

AS_OF, KNOWN_ON = "as-of", "known-on"
_LINK = re.compile(r'(<a [^>]*?href=")(/[^"#]*)(#[^"]*)?(")')
_FORM = re.compile(r"<form\b[^>]*>(?:(?!</form>).)*", re.DOTALL)


def asked(query: Mapping[str, str]) -> Moment:
    """Return the moment that an address asks for; raise Unfit, in words, for what is no day."""
    return Moment(query.get(AS_OF, "").strip(), query.get(KNOWN_ON, "").strip())


def parameters(moment: Moment) -> dict[str, str]:
    """Return what an address needs to ask for a moment."""
    return {name: day for name, day in ((AS_OF, moment.as_of), (KNOWN_ON, moment.known_on)) if day}


def told(current: Current) -> dict[str, Any]:
    """Return what the frame says of the plan shown: its version, its last act, the day it is of."""
    names = {project.id: project.name for project in current.plan.projects}
    earlier = current.earlier
    return {
        "plan": current.plan,
        "version": current.version,
        "folder_differs": current.folder_differs,
        "last_act": current.acts[-1] if current.acts else None,
        "moment": current.moment,
        "undone": len(earlier.undone) if earlier else 0,
        "left": [(left, names.get(left.subject)) for left in earlier.left] if earlier else (),
    }


def keep(html: str, moment: Moment, page: object) -> str:
    """Return a page whose links and searches to pages of the view *page* ask for the same moment."""
    if moment.is_now:
        return html
    added = escape(urlencode(parameters(moment)))
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{escape(day)}">'
        for name, day in parameters(moment).items()
    )

    def linked(found: re.Match[str]) -> str:
        before, address, anchor, end = found.groups(default="")
        path, _, query = address.partition("?")
        if AS_OF in query or KNOWN_ON in query or not _shown_by(path, page):
            return found[0]
        return f"{before}{path}?{query + '&amp;' if query else ''}{added}{anchor}{end}"

    def searched(found: re.Match[str]) -> str:
        form = found[0]
        if f'name="{AS_OF}"' in form or 'method="post"' in form:
            return form
        head, _, rest = form.partition(">")
        return f"{head}>{hidden}{rest}"

    return _FORM.sub(searched, _LINK.sub(linked, html))


def _shown_by(path: str, page: object) -> bool:
    try:
        return resolve(path).func is page
    except Http404:
        return False
