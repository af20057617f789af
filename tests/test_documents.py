"""The certificate on paper: it reads back in both languages, and its codes are the certificate itself."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st
from record_certificates import NAME, SUBJECTS, logged, made, status_list, trust
from record_log import policy_text

from bitgil.documents import certificate as sheet
from bitgil.documents.typesetting import code, typeset
from bitgil.record.credentials.certificates import Certificate
from bitgil.record.credentials.checking import check
from bitgil.record.credentials.packing import from_base45, packed, to_base45, unpacked
from bitgil.record.proof import proof_from
from bitgil.record.refusal import Fault, Refused

pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")
codes = pytest.importorskip("zxingcpp", reason="zxing-cpp is not installed")

WITNESSED, REFUSED = 0, 1
DOTS = 200 / 72
"""The scale at which a sheet is drawn: 200 dots per inch, as an office scanner does."""


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """Return a certificate with the proof of its issuance."""
    return logged(made("resolution"), tmp_path_factory.mktemp("town"))


def opened(raw: bytes) -> Any:
    """Return a PDF, of one page."""
    found = pdfium.PdfDocument(raw)
    assert len(found) == 1
    return found


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_sheet_reads_back_in_both_languages(held: Certificate, language: str) -> None:
    """Title, every line, issuer and dates stand on one page as text, with the file itself attached."""
    found = opened(sheet.pdf(held, language=language, witnesses=("council",)))
    text = found[0].get_textpage().get_text_range()
    for value in (held.kind.title.in_(language), NAME, *map(str, SUBJECTS["resolution"].values())):
        assert value in text
    for line in held.kind.lines.values():
        assert line.title.in_(language) in text
    assert held.credential["id"] in text
    assert "council" in text
    assert bytes(found.get_attachment(0).get_data()) == bytes(held)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_an_unwitnessed_log_is_said_on_the_sheet(held: Certificate, language: str) -> None:
    """Without witnesses the sheet says so in its language."""
    text = opened(sheet.pdf(held, language=language))[0].get_textpage().get_text_range()
    assert (
        "독립된 증인이 확인하지 않았습니다" if language == "ko" else "not independently witnessed"
    ) in text


@pytest.mark.parametrize("kind", SUBJECTS)
def test_the_codes_on_the_drawn_sheet_are_accepted_without_a_network(kind: str, tmp_path: Path) -> None:
    """What a scanner reads from the sheet, in any order, is the whole certificate and passes the check."""
    one = logged(made(kind), tmp_path)
    drawn = opened(sheet.pdf(one, language="ko"))[0].render(scale=DOTS).to_numpy()
    texts = [found.text for found in codes.read_barcodes(drawn)]
    assert len(texts) == 2
    relied = trust(policy_text(), listed=status_list())
    for order in (texts, texts[::-1]):
        assert unpacked("\n".join(order)) == one
        assert check("\r\n".join(order).encode(), relied).exit_code == WITNESSED
    assert check(texts[0].encode(), relied).exit_code == REFUSED


def test_the_codes_of_a_log_of_a_million_entries_are_read_too(held: Certificate) -> None:
    """Twenty hashes up to the root still fit a code that the same scanner reads."""
    hashes = tuple(hashlib.sha256(b"%d" % number).digest() for number in range(20))
    large = replace(held, proof=bytes(replace(proof_from(held.proof), hashes=hashes)))
    drawn = opened(sheet.pdf(large, language="ko"))[0].render(scale=DOTS).to_numpy()
    assert {found.text for found in codes.read_barcodes(drawn)} == set(packed(large))


def test_text_in_a_certificate_is_never_markup() -> None:
    """A title full of the typesetter's own signs comes out as it was written."""
    title = '2026. 11. 22. #eval("1") $x$ *a* _b_ [c] <d> @e `f` \\g - h'
    one = made("award")
    one = Certificate({**one.credential, "credentialSubject": {**one.subject, "project": title}}, one.salt)
    text = opened(sheet.pdf(one, language="en"))[0].get_textpage().get_text_range()
    assert title in text.replace("\r\n", " ")


def test_the_same_certificate_gives_the_same_sheet(held: Certificate) -> None:
    """Set twice, it is the same to the byte."""
    assert sheet.pdf(held, language="ko") == sheet.pdf(held, language="ko")


def test_data_that_a_template_lacks_stops_the_sheet(held: Certificate) -> None:
    """Without its rows no sheet comes out at all, rather than one with a hole."""
    content = {name: each for name, each in sheet.content(held, language="ko").items() if name != "rows"}
    with pytest.raises(typst.TypstError, match="rows"):
        typeset("certificate", content, made=datetime.fromisoformat("2026-11-22T05:00:00+00:00"))


@given(st.binary(max_size=60))
def test_base45_leads_back_and_has_one_spelling(raw: bytes) -> None:
    """Bytes come back from their letters, and letters that stand for nothing are refused."""
    text = to_base45(raw)
    assert from_base45(text) == raw
    for wrong in (f"{text}:::", f"{text}z"):
        with pytest.raises(Refused):
            from_base45(wrong)


def test_the_examples_of_rfc_9285() -> None:
    """AB, Hello!! and base-45 are spelled as the RFC prints them."""
    spelled = {b"AB": "BB8", b"Hello!!": "%69 VD92EX0", b"base-45": "UJCLQE7W581"}
    assert {raw: to_base45(raw) for raw in spelled} == spelled


def test_codes_cut_doubled_or_blown_up_are_refused(held: Certificate) -> None:
    """Half a code, the same one twice, and one that unpacks to no end are named as misshapen."""
    first, second = packed(held)
    bomb = "BITGIL1P:" + to_base45(zlib.compress(b"0" * 1_000_000))
    for text in (first[:-3], f"{first}\n{first}", f"{first}\n{second[:-6]}", f"{first}\n{bomb}", second):
        assert check(text.encode(), trust(policy_text())).faults == (Fault.FORM,)


def test_what_no_code_holds_is_refused() -> None:
    """More letters than the largest QR code has room for raise an error."""
    with pytest.raises(ValueError, match="more than a QR code holds"):
        code("A" * 5000)
