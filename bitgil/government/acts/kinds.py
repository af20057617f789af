"""A kind of act: what it says in public and who may do it; the roles there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bitgil.government.acts.fields import DIGEST, RULES, TEXT, Field, optional
from bitgil.quantity import Words

ROLES: Mapping[str, Words] = {
    "plan-office": Words("총괄부서", "plan office"),
    "department": Words("담당부서", "department in charge"),
    "budget-office": Words("예산부서", "budget office"),
    "secretary": Words("간사", "secretary of the committee"),
    "chair": Words("위원장", "chair"),
    "member": Words("위원", "member"),
    "mayor": Words("시장", "mayor"),
    "citizen": Words("시민", "citizen"),
}
"""Who acts, by the seat and never by name."""

COMMON: Mapping[str, Field] = {
    "document": optional(DIGEST),
    "warnings": optional(RULES),
    "history": optional(TEXT),
    "reported": optional(TEXT),
}
"""What every new kind may carry: the digest of its private document, the rules that warned, and for what
was entered later its name in the plan's history and where it was reported."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of act: `fields` is the allow-list of its public side, `roles` who may do it.

    A kind without roles was there before roles were; it is open to every office.
    """

    name: str
    title: Words
    fields: Mapping[str, Field]
    roles: tuple[str, ...] = ()

    def complaints(self, public: Mapping[str, object]) -> Iterator[Words]:
        """Yield everything in *public* that this kind does not allow, and what it lacks."""
        lacking = [name for name, held in self.fields.items() if held.needed and name not in public]
        foreign = [name for name in public if name not in self.fields]
        if lacking or foreign:
            wanted = ", ".join(name for name, held in self.fields.items() if held.needed) or "none"
            given = ", ".join(sorted(public)) or "none"
            yield Words(
                f"{self.name}의 공개 항목은 {wanted}입니다. 적힌 것: {given}",
                f"the public fields of {self.name} are {wanted}, not {given}",
            )
        for name, held in self.fields.items():
            for path in held.faults(public[name], name) if name in public else ():
                yield Words(
                    f"{self.name}: {path}에 쓸 수 없는 값입니다({held.meaning.ko})",
                    f"{self.name}: {path} holds something else than {held.meaning.en}",
                )


def declared(name: str, ko: str, en: str, roles: str, **fields: Field) -> Kind:
    """Return a kind whose *roles* are written as words between spaces."""
    return Kind(name, Words(ko, en), {**fields, **COMMON}, tuple(roles.split()))
