"""Issuing one certificate: its own lines, what it rests on, until when; signed and recorded in one step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from bitgil.government.acts import KINDS as ACTS
from bitgil.government.acts.committee import CARRIED, OUTCOMES
from bitgil.government.certificates import resolution_in
from bitgil.government.permissions import role_for
from bitgil.portal.counting import whole
from bitgil.portal.pages import NotHere
from bitgil.portal.workspace.desk import Desk, Done
from bitgil.portal.workspace.forms import Choices, Input, amount_of
from bitgil.portal.workspace.handing import all_or_nothing
from bitgil.quantity import Unfit, Words
from bitgil.record.credentials.kinds import KINDS, CertificateKind, Form
from bitgil.store import accounts, certifying

TITLE = Words("증명서 한 장 발급", "Issue a certificate")
PATH = "certificates/issue/<str:kind>/"
DEED = "certificates.issue"
PARENT = "certificates_desk"

_WIDGETS = {Form.TEXT: "text", Form.DATE: "day", Form.COUNT: "count", Form.WON: "won"}
_SUBJECTS = {
    "award": Words("사업 부호 (예: P13)", "project's code, such as P13"),
    "training": Words("과정 부호 (예: training.ai-2026)", "course's code, such as training.ai-2026"),
}


def context(desk: Desk, kind: str) -> dict[str, Any]:
    """Return the form of a kind, with what was just typed."""
    known = _kind(kind)
    return {
        "title": known.title.in_(desk.language),
        "kind": known,
        "ready": certifying.is_ready(),
        "inputs": tuple(_inputs(desk, known)),
        "until": desk.posted.one("until"),
        "reason": desk.posted.one("reason"),
    }


def post(desk: Desk, kind: str) -> Done:
    """Sign and record the certificate; raise Unsound with the Problem where it may not be."""
    known = _kind(kind)
    with all_or_nothing(known.title):
        act = _certified(desk, known)
        accounts.signed((act,), desk.person)
    said = Words(
        f"{act}번으로 발급했습니다. 원장에 오르면 파일을 내려받을 수 있습니다.",
        f"Issued as act {act}; its file can be had once it is in the log.",
    )
    return Done(reverse("certificate_hand", kwargs={"number": act}), said)


def _certified(desk: Desk, known: CertificateKind) -> int:
    subject, about, lines = desk.posted.one("subject"), None, dict(_lines(desk, known))
    if known.name == "resolution":
        subject, _, number = desk.posted.one("about").rpartition(" ")
        about = whole(number) or 0
        lines = dict(resolution_in(desk.state, subject, about))
    if not subject or not desk.posted.one("reason"):
        raise Unfit("대상과 이유를 적어야 합니다", "what it is about and why must be written")
    role = role_for(desk.person, ACTS["credential.issued"])
    by = certifying.Desk(desk.person.office, role)
    until, reason = desk.posted.one("until"), desk.posted.one("reason")
    made = certifying.certify(known.name, subject, lines, reason=reason, about=about, until=until, desk=by)
    return made.number


def _kind(kind: str) -> CertificateKind:
    if kind not in KINDS:
        raise NotHere(kind)
    return KINDS[kind]


def _inputs(desk: Desk, known: CertificateKind) -> Iterator[Input]:
    if known.name == "resolution":
        title = Words("가결된 의결", "carried resolution")
        chosen = desk.posted.one("about")
        yield Input("about", title, "choice", chosen, needed=True, choices=_resolutions(desk))
        return
    subject = desk.posted.one("subject")
    label = Words("무엇에 관한 것인가", "what it is about")
    yield Input("subject", label, "text", subject, needed=True, hint=_SUBJECTS[known.name])
    for name, line in known.lines.items():
        value = desk.posted.one(f"line.{name}")
        yield Input(f"line.{name}", line.title, _WIDGETS[line.form], value, needed=line.needed)


def _resolutions(desk: Desk) -> Choices:
    return tuple(
        (f"{act.subject} {act.number}", Words(told.ko, told.en))
        for dossier in desk.state.dossiers.values()
        for act in dossier
        if act.kind == "motion.resolved" and act.public["outcome"] in CARRIED
        for told in (_told(act.subject, act.public["item"], OUTCOMES[act.public["outcome"]]),)
    )


def _told(meeting: str, item: int, outcome: str) -> Words:
    return Words(f"{meeting} 안건 {item}: {outcome}", f"{meeting}, item {item}: {outcome}")


def _lines(desk: Desk, known: CertificateKind) -> Iterator[tuple[str, str | int]]:
    for name, line in known.lines.items():
        text = desk.posted.one(f"line.{name}")
        if not text:
            continue
        if line.form is Form.WON or (line.form is Form.COUNT and text.isdecimal()):
            try:
                yield name, amount_of(text)
            except ValueError:
                yield name, text
        else:
            yield name, text
