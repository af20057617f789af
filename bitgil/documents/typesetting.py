"""A document's data and template become a PDF: tagged, in two fonts that go with it, alike on every machine.

Data goes in as JSON and never as markup, so that no name or title can be read as a command. Fonts of the
machine are left aside; a letter that the packed fonts lack would be missing everywhere alike.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import segno
import typst

from bitgil.plan.problems import Unsound, problem
from bitgil.quantity import Words

HERE = Path(str(files("bitgil.documents")))
FONTS = HERE / "fonts"
"""Pretendard GOV, put here by the build (SIL Open Font License 1.1)."""

BORDER = 4
"""Modules of quiet around a code, as ISO/IEC 18004 asks."""


def typeset(name: str, content: Mapping[str, Any], *, made: datetime) -> bytes:
    """Return the PDF (PDF/UA-1) of document *name* with this content; *made* is its date inside the file.

    Raise Unsound where the fonts were not built in, ValueError where the template does not set it cleanly.
    """
    if not any(FONTS.glob("*.otf")):
        raise Unsound(
            (
                problem(
                    "documents/fonts",
                    Words("문서의 글꼴이 없습니다", "the fonts of documents are missing"),
                    Words(
                        "다시 설치하세요: pip install --editable .", "install again: pip install --editable ."
                    ),
                ),
            )
        )
    made_of, warnings = typst.compile_with_warnings(
        HERE / f"{name}.typ",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(content, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(made.timestamp()),
    )
    # A font that is not found is only a warning there, and would give a sheet without letters here.
    if warnings or not isinstance(made_of, bytes):
        raise ValueError(f"{name}.typ: {'; '.join(str(each) for each in warnings) or 'it has no page'}")
    return made_of


def code(text: str) -> str:
    """Return *text* as a QR code in SVG, at the middle level of repair (15 %) where it fits, else the low.

    Raise ValueError where no QR code holds it.
    """
    for level in ("m", "l"):
        try:
            made = segno.make_qr(text, error=level, boost_error=False)
        except segno.DataOverflowError:
            continue
        return str(made.svg_inline(border=BORDER, scale=1, omitsize=True, svgclass=None, lineclass=None))
    raise ValueError(f"{len(text)} letters are more than a QR code holds")
