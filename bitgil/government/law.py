"""The law in force on one day: what a rule of the program asks for by name and body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bitgil.plan.types import LegalRule
from bitgil.quantity import Won, won


@dataclass(frozen=True, slots=True)
class Law:
    """The legal rules in force on `day`, by what they are about and whom they bind."""

    day: str
    rules: Mapping[tuple[str, str], LegalRule]

    def on(self, about: str, body: str = "") -> LegalRule | None:
        """Return the rule about something; one for *body* alone goes before one for every body."""
        return self.rules.get((about, body)) or self.rules.get((about, ""))

    def limit(self, about: str, body: str = "") -> Decimal | None:
        """Return the value of the rule about something, None where there is none."""
        rule = self.on(about, body)
        return rule.value if rule else None

    def below(self, about: str) -> Iterator[LegalRule]:
        """Yield every rule whose name begins with *about*."""
        return (rule for (name, _), rule in self.rules.items() if name.startswith(about))


def law_on(rules: Iterable[LegalRule], day: str) -> Law:
    """Return the law in force on a day such as 2026-11-03; of two about the same, the younger."""
    found: dict[tuple[str, str], LegalRule] = {}
    for rule in sorted(rules, key=lambda rule: (rule.valid_from, rule.id)):
        if rule.holds_on(day):
            found[rule.about, rule.body] = rule
    return Law(day, found)


def reaches(rule: LegalRule | None, amount: Won | int) -> bool:
    """Whether an amount of won lies in a rule's band of 억원: low reached, high not reached."""
    if rule is None:
        return False
    above = rule.low is None or amount >= won(rule.low)
    return above and (rule.high is None or amount < won(rule.high))


def reviewing_body(law: Law, case: str, total: Won | int) -> str:
    """Return who reviews an investment: self, province or central; empty where none need."""
    for body in ("central", "province", "self"):
        if reaches(law.on(f"investment.{body}.{case}"), total):
            return body
    return ""
