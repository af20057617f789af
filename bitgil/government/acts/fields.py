"""What a public field of an act may hold: the log's own shapes, and lists and texts that pages show.

Text is for what an office writes to the public (a title, a condition); a number of a person in it is
refused. Nothing beyond the log's shapes enters the log: there it is covered by the commitment.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any
from unicodedata import normalize

from bitgil.quantity import Words
from bitgil.record.schemas import Field as LogField
from bitgil.record.schemas import Shape

LONGEST_TEXT = 400
LONGEST_NUMBER = 40
"""Signs that a decimal may be written with, and digits on either side of its point: 1e999999 is no figure."""

_RULE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
"""The id of a legal rule: unlike a code it may begin with a digit, as 4IR-QUORUM does."""
_PERSONAL = re.compile(
    r"\b\d{6} ?-? ?[1-8]\d{6}\b"  # a resident registration number
    r"|\b0\d{1,2}[-. )]?\d{3,4}[-. ]?\d{4}\b"  # a telephone number
    r"|(?:\b0|\+82[-. )(0]{0,3})1[016-9][-. )/,~]{0,3}\d{3,4}[-. /,~]{0,3}\d{4}\b"  # a mobile, spelled freely
    r"|[\w.+-]+@[\w-]+\.[a-z]{2,}",
    re.IGNORECASE | re.ASCII,
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−ー·ㆍ"), "-")


class Form(StrEnum):
    """The forms that the log does not know."""

    ACT = "number of an earlier act"
    CODES = "list of codes"
    DATA = "plain data"
    NUMBER = "decimal as text"
    ROWS = "list of rows"
    RULES = "list of legal rules by their ids"
    TABLE = "amounts of won by code"
    TEXT = "short text"
    TEXTS = "list of short texts"


@dataclass(frozen=True, slots=True)
class Field:
    """One public field: its form, its values where they can be listed, and whether it must be there."""

    form: Shape | Form
    choices: tuple[str, ...] = ()
    needed: bool = True
    columns: Mapping[str, Field] = field(default_factory=dict)

    @property
    def logged(self) -> LogField | None:
        """The field as the log's schema holds it, None where the log does not."""
        if isinstance(self.form, Form):
            return None
        return LogField(self.form, self.choices, self.needed)

    @property
    def meaning(self) -> Words:
        """What may stand here, for a complaint."""
        if self.choices:
            listed = ", ".join(self.choices)
            return Words(f"다음 가운데 하나: {listed}", f"one of {listed}")
        return Words(_KO[self.form], str(self.form))

    def faults(self, value: object, path: str) -> Iterator[str]:
        """Yield the path of every part of *value* that may not stand here."""
        if self.form is Form.ROWS:
            yield from self._row_faults(value, path)
        elif not self._takes(value):
            yield path

    def _takes(self, value: Any) -> bool:  # noqa: ANN401  plain data
        if not isinstance(self.form, Form):
            return LogField(self.form, self.choices).takes(value)
        return _TAKES[self.form](value)

    def _row_faults(self, value: object, path: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield path
            return
        for place, row in enumerate(value, 1):
            if not isinstance(row, dict):
                yield f"{path}.{place}"
                continue
            for name in row.keys() - self.columns.keys():
                yield f"{path}.{place}.{name}"
            for name, held in self.columns.items():
                if name in row:
                    yield from held.faults(row[name], f"{path}.{place}.{name}")
                elif held.needed:
                    yield f"{path}.{place}.{name}"


def personal(text: str) -> bool:
    """Whether a text holds a telephone or registration number or a mail address, full-width ones too."""
    plain = normalize("NFKC", text).translate(_DASHES)
    return bool(_PERSONAL.search(plain))


def decimal_of(value: object) -> Decimal | None:
    """Return the number that a decimal text spells, None where it spells none or one of no real size."""
    try:
        found = Decimal(value) if isinstance(value, str) and len(value) <= LONGEST_NUMBER else None
    except InvalidOperation:
        return None
    whole = found is not None and found.is_finite() and abs(found.adjusted()) <= LONGEST_NUMBER
    return found if whole else None


def _is_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= LONGEST_TEXT and not personal(value)


def _is_code(value: object) -> bool:
    return LogField(Shape.CODE).takes(value)


def _is_rule(value: object) -> bool:
    return isinstance(value, str) and bool(_RULE.fullmatch(value))


def _is_amounts(value: object) -> bool:
    held = LogField(Shape.WON)
    return isinstance(value, dict) and all(_is_code(key) and held.takes(sum_) for key, sum_ in value.items())


_TAKES: Mapping[Form, Callable[[Any], bool]] = {
    Form.ACT: lambda value: isinstance(value, int) and not isinstance(value, bool) and value > 0,
    Form.CODES: lambda value: isinstance(value, list) and all(map(_is_code, value)),
    Form.DATA: lambda _: True,
    Form.NUMBER: lambda value: decimal_of(value) is not None,
    Form.RULES: lambda value: isinstance(value, list) and all(map(_is_rule, value)),
    Form.TABLE: _is_amounts,
    Form.TEXT: _is_text,
    Form.TEXTS: lambda value: isinstance(value, list) and all(map(_is_text, value)),
}

_KO: Mapping[Shape | Form, str] = {
    Shape.CODE: "영문 부호",
    Shape.COUNT: "0 이상의 정수",
    Shape.DATE: "날짜",
    Shape.DIGEST: "SHA-256 지문",
    Shape.FLAG: "예·아니오",
    Shape.MEETING: "회의 번호(2026-1)",
    Shape.WON: "원 단위 금액",
    Form.ACT: "앞선 행위의 번호",
    Form.CODES: "부호의 목록",
    Form.DATA: "자료",
    Form.NUMBER: "글로 적은 수",
    Form.ROWS: "행의 목록",
    Form.RULES: "법 규정 부호의 목록",
    Form.TABLE: "부호별 원 단위 금액",
    Form.TEXT: f"개인정보 없는 {LONGEST_TEXT}자 이내의 글",
    Form.TEXTS: f"개인정보 없는 {LONGEST_TEXT}자 이내 글의 목록",
}

CODE, COUNT, DATE = Field(Shape.CODE), Field(Shape.COUNT), Field(Shape.DATE)
DIGEST, FLAG, WON = Field(Shape.DIGEST), Field(Shape.FLAG), Field(Shape.WON)
ACT, CODES, DATA, NUMBER = Field(Form.ACT), Field(Form.CODES), Field(Form.DATA), Field(Form.NUMBER)
RULES = Field(Form.RULES)
TABLE, TEXT, TEXTS = Field(Form.TABLE), Field(Form.TEXT), Field(Form.TEXTS)


def optional(held: Field) -> Field:
    """Return the same field that may be left out."""
    return replace(held, needed=False)


def one_of(*choices: str) -> Field:
    """Return a field that holds one of the words given."""
    return Field(Shape.CODE, choices)


def rows(**columns: Field) -> Field:
    """Return a field that holds a list of rows with these columns."""
    return Field(Form.ROWS, columns=columns)
