"""One certificate at work: its file and sheet for the holder, and its revocation."""

from __future__ import annotations

from typing import Any

from bitgil.documents.certificate import pdf
from bitgil.government.acts import KINDS as ACTS
from bitgil.government.acts.certificates import WHYS
from bitgil.government.certificates import Issued, issued
from bitgil.government.permissions import role_for
from bitgil.portal.pages import NotHere
from bitgil.portal.workspace.desk import Desk, Done, Download
from bitgil.portal.workspace.forms import Input
from bitgil.portal.workspace.handing import all_or_nothing
from bitgil.quantity import Words
from bitgil.record.credentials.kinds import KINDS
from bitgil.record.refusal import Refused
from bitgil.store import access, accounts, certifying

TITLE = Words("증명서 교부와 취소", "Hand out or revoke")
PATH = "certificates/<int:number>/"
DEED = "certificates.issue"
PARENT = "certificates_desk"
_FILES = ("json", "pdf")


def context(desk: Desk, number: int) -> dict[str, Any] | Download:
    """Return what the holder is given, or why that is not there, and the form of revocation."""
    held = _held(desk, number)
    try:
        file, trouble = certifying.file_of(number), None
    except Refused as refused:
        file, trouble = None, refused.problem
    way = desk.query.get("as", "")
    if file is not None:
        deed = "document.taken" if way in _FILES else "document.read"
        access.note(desk.hand, deed, str(number), KINDS[held.type].title)
    if file is not None and way == "json":
        return Download(f"certificate-{number}.json", bytes(file), "application/json")
    if file is not None and way == "pdf":
        sheet = pdf(file, language=desk.language, witnesses=certifying.witnesses_of(file))
        return Download(f"certificate-{number}.pdf", sheet, "application/pdf")
    label = Words("취소 사유", "why it is revoked")
    why = Input("why", label, "choice", desk.posted.one("why"), needed=True, choices=tuple(WHYS.items()))
    return {
        "title": f"{KINDS[held.type].title.in_(desk.language)} · {number}",
        "held": held,
        "lines": _lines(held, file.subject) if file is not None else (),
        "trouble": trouble,
        "ready": certifying.is_ready(),
        "why": why,
        "reason": desk.posted.one("reason"),
    }


def post(desk: Desk, number: int) -> Done:
    """Revoke; raise Unsound with the Problem where it may not be."""
    _held(desk, number)
    why, reason = desk.posted.one("why"), desk.posted.one("reason")
    by = certifying.Desk(desk.person.office, role_for(desk.person, ACTS["credential.status"]))
    with all_or_nothing(TITLE):
        act = certifying.revoke(number, why, reason=reason, desk=by)
        accounts.signed((act.number,), desk.person)
    said = Words(
        f"{act.number}번으로 취소했습니다. 상태 목록이 바뀌었습니다.",
        f"Revoked as act {act.number}; the status list is changed.",
    )
    return Done("./", said)


def _held(desk: Desk, number: int) -> Issued:
    for each in issued(desk.current.acts):
        if each.act.number == number:
            return each
    raise NotHere(str(number))


def _lines(held: Issued, subject: Any) -> tuple[tuple[Words, object], ...]:  # noqa: ANN401  plain data
    known = KINDS[held.type].lines
    return tuple((line.title, subject[name]) for name, line in known.items() if name in subject)
