"""Changes that came from an edited folder: each as sentences, to be agreed to or sent back."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from bitgil.government.acts import Act
from bitgil.government.planning import waiting
from bitgil.plan.problems import Unsound, problem
from bitgil.portal.counting import whole
from bitgil.portal.workspace.bureau.applying import to_apply
from bitgil.portal.workspace.bureau.assembling import all_meetings, resolutions
from bitgil.portal.workspace.desk import Desk, Done
from bitgil.quantity import Words
from bitgil.store.reviewing import Verdict, settle, told_of

TITLE = Words("폴더에서 온 변경", "Changes from a folder")
PATH = "plan/changes/"
DEED = "imports.accept"
MENU = 60


def context(desk: Desk) -> dict[str, Any]:
    """Return every request that waits, its changes in sentences, and the resolutions it may rest on."""
    return {
        "requests": [_told(desk, request) for request in waiting(desk.state)],
        "agreed": to_apply(desk),
        "resolutions": resolutions(all_meetings(desk.state)),
        "typed": {name: desk.posted.one(name) for name in ("request", "reason", "rests", "resolution")},
    }


def post(desk: Desk) -> Done:
    """Agree to a request or send it back, with a reason; raise Unsound with all that stands against it."""
    number, rests = desk.posted.one("request"), desk.posted.one("resolution")
    reason = desk.posted.one("reason")
    request = whole(number)
    if request is None or not reason:
        what = Words("이유가 비어 있습니다", "the reason is empty")
        raise Unsound((problem("review", what, Words("이유를 적으세요", "write a reason")),))
    agreed = desk.posted.one("verdict") == "agree"
    minor = agreed and desk.posted.one("rests") == "minor"
    resolution = (whole(rests) or 0) if agreed and not minor else 0
    settle(desk.person, request, Verdict(agreed, reason, minor, resolution))
    said = (
        Words("변경에 동의했습니다. 계획이 바뀌었습니다", "agreed: the plan has changed")
        if agreed
        else Words("변경 요청을 돌려보냈습니다", "the request was sent back")
    )
    return Done(reverse("plan_changes"), said)


def _told(desk: Desk, request: Act) -> dict[str, Any]:
    return {
        "act": request,
        "sentences": told_of(request.public["changes"], desk.plan),
        "files": sorted(request.public["files"]),
        "fits": request.public["before"] == desk.state.version,
    }
