"""A certificate on one sheet: what it says, its two codes, and how anybody checks it without a server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from bitgil.documents.typesetting import code, typeset
from bitgil.quantity import Words
from bitgil.record.credentials.certificates import Certificate
from bitgil.record.credentials.kinds import Form, Line
from bitgil.record.credentials.packing import packed

TITLE = Words("증명서", "Certificate")

KOREA = timezone(timedelta(hours=9), "KST")

_SAYS = {
    "issued": Words("위 사실을 확인합니다.", "The above is certified."),
    "from": Words("발급", "Issued"),
    "until": Words("유효기간", "Valid until"),
    "none": Words("정하지 않음", "not limited"),
    "number": Words("증명서 번호", "Certificate number"),
    "first": Words("① 증명서와 서명", "1. Certificate and signature"),
    "second": Words("② 원장에 오른 증명", "2. Proof from the log"),
    "first_alt": Words("증명서와 서명이 든 QR 코드", "QR code with the certificate and its signature"),
    "second_alt": Words("원장 증명이 든 QR 코드", "QR code with the proof from the log"),
    "how": Words(
        "두 코드에는 주소가 아니라 증명서 전체가 들어 있습니다. 두 코드를 읽은 글을 파일 하나에 담아 "
        "bitgil record certificate verify 로 인터넷 없이 확인합니다. 종이의 글보다 코드 안의 글이 앞섭니다.",
        "The two codes hold the whole certificate, not a link. Put the text of both in one file and check it "
        "without a network: bitgil record certificate verify. What they say goes before what is printed.",
    ),
    "status": Words(
        "취소되었는지는 다음 목록에서 확인합니다:", "Whether it was revoked is told by this list:"
    ),
    "alone": Words(
        "이 원장은 아직 독립된 증인이 확인하지 않았습니다.",
        "This log is not independently witnessed yet.",
    ),
    "seen": Words("원장을 확인한 증인:", "Witnesses of the log:"),
}


def content(certificate: Certificate, *, language: str, witnesses: Sequence[str] = ()) -> dict[str, Any]:
    """Return what the sheet shows in Korean or English. *witnesses*: whose signatures the proof bears."""
    credential = certificate.credential
    first, second = packed(certificate)
    seen = _SAYS["seen"].in_(language) + " " + ", ".join(witnesses)
    return {
        "language": language,
        "title": certificate.kind.title.in_(language),
        "issuer": credential["issuer"]["name"],
        "did": credential["issuer"]["id"],
        "rows": list(_rows(certificate, language)),
        "issued": _day(credential["validFrom"], language),
        "until": _day(credential["validUntil"], language) if "validUntil" in credential else "",
        "id": credential["id"],
        "mark": certificate.mark,
        "list": credential["credentialStatus"]["id"],
        "codes": [code(each) for each in (first, second) if each],
        "file": bytes(certificate).decode(),
        "witnessed": seen if witnesses else _SAYS["alone"].in_(language),
        "say": {name: words.in_(language) for name, words in _SAYS.items()},
    }


def pdf(certificate: Certificate, *, language: str, witnesses: Sequence[str] = ()) -> bytes:
    """Return the sheet as a PDF, with the certificate's own file attached to it."""
    made = datetime.fromisoformat(certificate.credential["validFrom"])
    return typeset("certificate", content(certificate, language=language, witnesses=witnesses), made=made)


def _rows(certificate: Certificate, language: str) -> Iterator[list[str]]:
    for name, line in certificate.kind.lines.items():
        if name in certificate.subject:
            yield [line.title.in_(language), _written(line, certificate.subject[name])]


def _written(line: Line, value: object) -> str:
    return f"{value:,}" if line.form is Form.WON else str(value)


def _day(moment: str, language: str) -> str:
    """Return the day in Korea of a moment in UTC, as the language writes it."""
    day = datetime.fromisoformat(moment).astimezone(KOREA)
    return f"{day.year}년 {day.month}월 {day.day}일" if language == "ko" else day.date().isoformat()
