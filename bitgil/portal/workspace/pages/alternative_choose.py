"""Choosing an alternative: the decision is written down and tied to the resolution that took it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from bitgil.government.acts import Act
from bitgil.government.acts.committee import CARRIED
from bitgil.government.portfolios import PREFIX, portfolios_of
from bitgil.plan.problems import Unsound, problem
from bitgil.portal.counting import whole
from bitgil.portal.workspace.desk import Desk, Done
from bitgil.quantity import Words
from bitgil.store.filing import Entry, file

TITLE = Words("대안 선택을 적기", "Write down which alternative was chosen")
PATH = "alternatives/choose/"
DEED = "alternative.chosen"
PARENT = "roadmap_room"


def context(desk: Desk) -> dict[str, Any]:
    """Return the alternatives, the resolutions that carried, and what was typed."""
    return {
        "alternatives": _alternatives(desk),
        "resolutions": _resolutions(desk),
        "typed": {
            name: desk.posted.one(name) or desk.query.get(name, "")
            for name in ("alternative", "resolution", "effect", "reason")
        },
        "today": desk.today,
    }


def post(desk: Desk) -> Done:
    """Record the choice and go on to the alternative."""
    chosen, resolution = desk.posted.one("alternative"), desk.posted.one("resolution")
    number = whole(resolution)
    if chosen not in {code for code, _ in _alternatives(desk)} or number is None:
        what = Words("대안과 의결을 고르지 않았습니다", "no alternative or no resolution was chosen")
        mend = Words("둘 다 고르세요", "choose both")
        raise Unsound((problem("alternative", what, mend),))
    entry = Entry(
        "alternative.chosen",
        chosen,
        desk.posted.one("effect") or desk.today,
        desk.posted.one("reason"),
        {"resolution": number},
        seen=desk.seen(chosen),
    )
    file(desk.person, entry)
    told = Words("선택을 기록했습니다.", "The choice is recorded.")
    if chosen.startswith(PREFIX):
        return Done(reverse("portfolio", kwargs={"code": chosen}), told)
    return Done(f"{reverse('alternatives')}#{chosen}", told)


def _alternatives(desk: Desk) -> tuple[tuple[str, Words], ...]:
    saved = tuple((each.id, Words(each.name)) for each in portfolios_of(desk.current.acts))
    return (*saved, *((each.id, each.name) for each in desk.plan.alternatives))


def _resolutions(desk: Desk) -> tuple[Act, ...]:
    """Return the resolutions that carried, the newest first."""
    found = [
        act for act in desk.current.acts if act.kind == "motion.resolved" and act.public["outcome"] in CARRIED
    ]
    return tuple(reversed(found))
