"""The kinds of certificate: what each says of its subject, in which words, and whether a person is named.

Adding one: one line here and its terms in context_v1.json, which then becomes the next version.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from bitgil.quantity import Words
from bitgil.record.canonical import LARGEST
from bitgil.record.credentials.issuers import Issuer

LONGEST = 200
"""Characters of a text in a certificate: what is longer does not fit the QR code."""

_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", re.ASCII)


class Form(StrEnum):
    """What one line of a certificate may hold."""

    TEXT = "text"
    DATE = "date"
    COUNT = "whole number"
    WON = "whole won"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a certificate: its form, what it is called, and whether it must be there."""

    form: Form
    title: Words
    needed: bool = True

    def takes(self, value: object) -> bool:
        """Say whether *value* may stand here."""
        if self.form in (Form.COUNT, Form.WON):
            return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST
        if not isinstance(value, str) or not value.strip():
            return False
        return len(value) <= LONGEST if self.form is Form.TEXT else bool(_DATE.fullmatch(value))


@dataclass(frozen=True, slots=True)
class CertificateKind:
    """One kind of certificate; `personal` where its subject is a person."""

    name: str
    term: str
    title: Words
    lines: Mapping[str, Line]
    personal: bool = False

    def faults(self, subject: Mapping[str, Any]) -> Iterator[str]:
        """Yield everything that may not stand in a certificate of this kind, and what it lacks."""
        for name in subject.keys() - self.lines.keys():
            yield f"'{name}' is no line of it; the lines are {', '.join(self.lines)}"
        for name, line in self.lines.items():
            if name not in subject:
                if line.needed:
                    yield f"'{name}' is missing"
            elif not line.takes(subject[name]):
                yield f"'{name}' holds something else than a {line.form} of up to {LONGEST} characters"


def _line(ko: str, en: str, form: Form = Form.TEXT, *, needed: bool = True) -> Line:
    return Line(form, Words(ko, en), needed)


KINDS: Mapping[str, CertificateKind] = {
    each.name: each
    for each in (
        CertificateKind(
            "resolution",
            "CommitteeResolution",
            Words("위원회 의결 확인서", "Certificate of resolution"),
            {
                "committee": _line("위원회", "Committee"),
                "meeting": _line("회의", "Meeting"),
                "item": _line("안건 번호", "Item", Form.COUNT),
                "title": _line("안건", "Title"),
                "outcome": _line("의결 결과", "Outcome"),
                "decided": _line("의결일", "Decided on", Form.DATE),
                "act": _line("기록 번호", "Number of the act", Form.COUNT),
            },
        ),
        CertificateKind(
            "award",
            "ProjectAward",
            Words("사업 선정 확인서", "Certificate of award"),
            {
                "project": _line("사업", "Project"),
                "holder": _line("수행기관", "Awarded to"),
                "sum": _line("금액(원)", "Sum (won)", Form.WON, needed=False),
                "awarded": _line("선정일", "Awarded on", Form.DATE),
                "act": _line("기록 번호", "Number of the act", Form.COUNT, needed=False),
            },
        ),
        CertificateKind(
            "training",
            "TrainingCompletion",
            Words("교육 수료증", "Certificate of training"),
            {
                "person": _line("이름", "Name"),
                "course": _line("과정", "Course"),
                "hours": _line("시간", "Hours", Form.COUNT),
                "completed": _line("수료일", "Completed on", Form.DATE),
            },
            personal=True,
        ),
    )
}
"""Every kind by its name."""

BY_TERM: Mapping[str, CertificateKind] = {each.term: each for each in KINDS.values()}


def contexts(issuer: Issuer) -> list[str]:
    """Return the one list of contexts that a certificate of *issuer* may bear."""
    return ["https://www.w3.org/ns/credentials/v2", f"{issuer.site}/credentials/v1"]


@cache
def context_file() -> bytes:
    """Return what stands at the second of the contexts: the meaning of this project's own terms."""
    return files("bitgil.record.credentials").joinpath("context_v1.json").read_bytes()
