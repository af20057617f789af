"""The Act and, before it is recorded, the Draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bitgil.government.acts.fields import personal
from bitgil.government.acts.register import KINDS
from bitgil.quantity import Unfit, Words, check_moment

SCHEMA = 3
"""The version of the acts' content; older acts are lifted to it when they are read."""


LONGEST_REASON = 4_000
"""Characters of a reason: what is longer belongs into a document."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An act before it is recorded: everything but its number, its id and its time of record.

    `effect` is the date from which it holds; `public` may hold the allowed fields of its kind only, and
    `role` must be one that may do it. Raises Unfit with every fault at once.
    """

    kind: str
    subject: str
    effect: str
    reason: str
    public: Mapping[str, Any] = field(default_factory=dict)
    office: str = ""
    role: str = ""
    entered_later: bool = False

    def __post_init__(self) -> None:
        kind = KINDS.get(self.kind)
        if kind is None:
            known = ", ".join(KINDS)
            raise Unfit(
                f"행위의 종류가 아닙니다: '{self.kind}'. 다음 가운데 하나를 쓰세요: {known}",
                f"'{self.kind}' is no kind of act; use one of {known}",
            )
        check_moment(self.effect)
        faults = [*self._without_reason(), *self._by_nobody(kind.roles), *kind.complaints(self.public)]
        if faults:
            raise Unfit("; ".join(fault.ko for fault in faults), "; ".join(fault.en for fault in faults))

    def _without_reason(self) -> Iterator[Words]:
        if not self.reason.strip():
            yield Words(f"{self.kind}: 이유가 있어야 합니다", f"an act of kind {self.kind} needs a reason")
        elif KINDS[self.kind].roles and len(self.reason) > LONGEST_REASON:
            yield Words(
                f"{self.kind}: 이유는 {LONGEST_REASON}자까지입니다. 지금 {len(self.reason)}자입니다",
                f"the reason of {self.kind} has {len(self.reason)} characters; {LONGEST_REASON} are the most",
            )
        elif KINDS[self.kind].roles and personal(self.reason):
            yield Words(
                f"{self.kind}: 이유에 전화번호·주민등록번호·전자우편 주소를 적을 수 없습니다",
                f"the reason of {self.kind} holds a telephone or registration number or a mail address",
            )

    def _by_nobody(self, roles: tuple[str, ...]) -> Iterator[Words]:
        if roles and self.role not in roles:
            allowed = ", ".join(roles)
            yield Words(
                f"{self.kind}: 할 수 있는 역할은 {allowed}입니다. 적힌 것: '{self.role}'",
                f"{self.kind} may be done by {allowed}, not by '{self.role}'",
            )


@dataclass(frozen=True, slots=True)
class Act:
    """A recorded act. `recorded` is UTC in ISO 8601; `salt` blinds the commitment of later proofs."""

    number: int
    id: str
    kind: str
    subject: str
    effect: str
    recorded: str
    reason: str
    public: Mapping[str, Any]
    office: str = ""
    role: str = ""
    entered_later: bool = False
    salt: str = ""
    schema: int = SCHEMA
