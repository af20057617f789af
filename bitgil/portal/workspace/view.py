"""The one view of the workspace: who may open the page, what was handed in, and what goes wrong in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods
from django_htmx.middleware import HtmxDetails

from bitgil.government.permissions import SEATS, may
from bitgil.plan.problems import Unsound
from bitgil.portal.pages import NotHere
from bitgil.portal.workspace import pages, proving
from bitgil.portal.workspace.desk import Closed, Desk, Done, Download, Looked, Sent
from bitgil.portal.workspace.forms import text_of_act
from bitgil.store import accounts, current, second_factor
from bitgil.store.acts import Crowded
from bitgil.store.clock import today
from bitgil.store.filing import Clash
from bitgil.store.models import Account

REFUSED, CLASHED, FORBIDDEN = 422, 409, 403


class Asking(HttpRequest):
    """A request as the middleware leaves it: `htmx` says whether a script asks, and for which part."""

    htmx: HtmxDetails


@dataclass(frozen=True, slots=True)
class _Visit:
    """One request for a page of the workspace, by the person at the desk."""

    request: Asking
    page: str
    desk: Desk
    captured: Mapping[str, Any]

    @property
    def module(self) -> pages.Page:
        """The page asked for."""
        return pages.found()[self.page]


@csp_update({"script-src": [SELF]})  # type: ignore[arg-type]  # its types know no captured parts
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, page: str, **captured: str | int) -> HttpResponse:
    """Return the page of that name, or do what was handed in and go on; never cached."""
    if (elsewhere := proving.detour(request, page)) is not None:
        return elsewhere
    visit = _Visit(cast("Asking", request), page, desk_of(request), captured)
    try:
        if not may(visit.desk.person, visit.module.DEED):
            answer = _closed(visit)
        else:
            answer = _handed_in(visit) if request.method == "POST" else _page(visit, {}, 200)
    except NotHere as missing:
        raise Http404(str(missing)) from missing
    except Closed:
        answer = _closed(visit)
    add_never_cache_headers(answer)
    return answer


def desk_of(request: HttpRequest) -> Desk:
    """Return the desk of whoever asks: their seats, the state in force, and what they sent."""
    now = current.load()
    return Desk(
        person=accounts.person_of(cast("Account", request.user)),
        state=current.state_in_force(),
        current=now,
        language=get_language() or "ko",
        today=today(),
        query=request.GET.dict(),
        asked=_sent(request.GET),
        posted=_sent(request.POST),
        files=cast("dict[str, UploadedFile[bytes]]", request.FILES.dict()),
        place=request.META.get("REMOTE_ADDR", ""),
    )


def _sent(form: QueryDict) -> Sent:
    return Sent({name: tuple(map(_text, texts)) for name, texts in form.lists()})


def _text(sent: object) -> str:
    # No database keeps a NUL, and no person types one.
    return str(sent).replace("\r\n", "\n").replace("\0", "").strip()


def _handed_in(visit: _Visit) -> HttpResponse:
    post = getattr(visit.module, "post", None)
    if post is None:
        raise Http404(visit.page)
    try:
        done: Done | Looked | Download = post(visit.desk, **visit.captured)
    except Crowded:
        return _page(visit, {"crowded": True}, CLASHED)
    except Unsound as unsound:
        return _page(visit, {"problems": unsound.problems}, REFUSED)
    except Clash as clash:
        others = [text_of_act(act, visit.desk) for act in clash.others]
        return _page(visit, {"clash": others}, CLASHED)
    if isinstance(done, Download):
        return download(done)
    if isinstance(done, Looked):
        if done.proven is not None:
            proving.take(visit.request, done.proven)
        return _page(visit, done.filled, 200)
    messages.success(visit.request, done.said.in_(visit.desk.language))
    # A browser carries a form's own fragment on to where it is led, unless that has one.
    return HttpResponseRedirect(done.to if "#" in done.to else f"{done.to}#said")


def download(file: Download) -> HttpResponse:
    """Return a file to keep under its own name."""
    answer = HttpResponse(file.content, content_type=file.kind)
    answer["Content-Disposition"] = str(content_disposition_header(as_attachment=True, filename=file.name))
    return answer


def _page(visit: _Visit, said: Mapping[str, Any], status: int) -> HttpResponse:
    filled: dict[str, Any] | Download = visit.module.context(visit.desk, **visit.captured)
    if isinstance(filled, Download):
        return download(filled)
    part = getattr(visit.module, "PARTS", {}).get(visit.request.htmx.target or "")
    if part:
        return render(visit.request, part, {"desk": visit.desk, **filled})
    return _framed(visit, f"workspace/{visit.page}.html", {**filled, **said}, status)


def _closed(visit: _Visit) -> HttpResponse:
    return _framed(visit, "workspace/closed.html", {}, FORBIDDEN)


def _framed(visit: _Visit, template: str, filled: Mapping[str, Any], status: int) -> HttpResponse:
    desk, page = visit.desk, visit.page
    above = pages.ancestors(page)
    frame = {
        "page": page,
        "title": visit.module.TITLE.in_(desk.language),
        "trail": tuple((pages.found()[name].TITLE.in_(desk.language), reverse(name)) for name in above),
        "desk": desk,
        "second_factor": second_factor.is_on(),
        "seats": [SEATS[seat] for seat in sorted(desk.person.seats)],
        "rooms": [
            (reverse(name), title.in_(desk.language), name in (page, *above))
            for name, title in pages.menu(desk.person)
        ],
    }
    return render(visit.request, template, {**frame, **filled}, status=status)
