"""The check of a certificate without a network, from files that its reader chose: every fault, by name.

Accepted is what the issuer signed under a key that had not ended, in words and contexts that are pinned,
whose issuance is in the log, whose dates hold and whose bit in the issuer's status list is 0. Exit 0 also
asks that a quorum witnessed the log. Nothing here says that what the certificate states is true.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bitgil.plan.problems import Problem
from bitgil.quantity import Words
from bitgil.record import verification
from bitgil.record.canonical import parsed
from bitgil.record.credentials.certificates import Certificate, certificate_from
from bitgil.record.credentials.integrity import method_of, verify
from bitgil.record.credentials.issuers import Issuer, IssuerKey
from bitgil.record.credentials.kinds import contexts
from bitgil.record.credentials.packing import CREDENTIAL, PROOF, unpacked
from bitgil.record.credentials.status import BITS, ISSUED, bits_in, is_set, reference
from bitgil.record.encoding import from_decimal
from bitgil.record.entries import Entry
from bitgil.record.policy import Policy
from bitgil.record.refusal import Fault, Refused
from bitgil.record.verification import REFUSED, UNWITNESSED, Report

_WHERE = "certificate"
_CODES = (CREDENTIAL.encode(), PROOF.encode())
_KIND = Words("{title}: {issuer} 발급, {at}부터", "{title}, issued by {issuer}, from {at}")
_UNTIL = Words("{until}까지 유효", "Valid until {until}")
_NO_LIST = Words(
    "취소 여부: 상태 목록이 없어 확인하지 않음", "Revocation: not checked, no status list was given"
)
_LIST = Words("취소 여부: {at} 상태 목록에서 취소되지 않음", "Revocation: not revoked in the list of {at}")


@dataclass(frozen=True, slots=True)
class Trust:
    """What the reader relies on: the issuer's document, the log's policy, a status list, and the moment.

    `on`: UTC to the second. `listed`: a status list credential, where there is one.
    """

    issuer: Issuer
    policy: Policy
    on: str
    listed: bytes | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found. `faults` and `problems` go pairwise; both are empty where all holds."""

    certificate: Certificate | None
    report: Report | None
    list_date: str
    faults: tuple[Fault, ...]
    problems: tuple[Problem, ...]

    @property
    def exit_code(self) -> int:
        """Return 0 where all holds and is witnessed, 1 where it is refused, 2 where a part is unchecked."""
        if self.faults or self.report is None:
            return REFUSED
        return self.report.exit_code if self.list_date else UNWITNESSED

    def lines(self, language: str = "ko") -> Iterator[str]:
        """Yield the finding in words, one fact a line."""
        if self.certificate is not None and not self.faults:
            credential = self.certificate.credential
            title, issuer = self.certificate.kind.title.in_(language), credential["issuer"]["name"]
            yield _KIND.in_(language).format(title=title, issuer=issuer, at=credential["validFrom"])
            if "validUntil" in credential:
                yield _UNTIL.in_(language).format(until=credential["validUntil"])
            yield (_LIST if self.list_date else _NO_LIST).in_(language).format(at=self.list_date)
        if self.report is not None:
            said = {problem.in_(language) for problem in self.problems}
            yield from (line for line in self.report.lines(language) if line not in said)
        yield from (problem.in_(language) for problem in self.problems)


def check(raw: bytes, trust: Trust) -> Finding:
    """Return what a certificate's file, or the texts of its codes, show; nothing in them makes this raise."""
    try:
        held = unpacked(raw.decode("ascii", "replace")) if raw.startswith(_CODES) else certificate_from(raw)
    except Refused as refused:
        return Finding(None, None, "", (refused.fault,), (refused.problem,))
    wrong: list[Refused] = []
    report = _issuance(held, trust, wrong)
    key = _signed(held, trust.issuer, wrong)
    if key is not None and report.entry is not None and key.ends and report.entry.at > key.ends:
        wrong.append(_ended(key, report.entry))
    _dates(held, trust.on, wrong)
    listed = _status(held, trust, wrong)
    faults, problems = (tuple(each.fault for each in wrong), tuple(each.problem for each in wrong))
    return Finding(held, report, listed, faults, problems)


def _signed(held: Certificate, issuer: Issuer, wrong: list[Refused]) -> IssuerKey | None:
    """Return the issuer's key that signed; note where it is none of this issuer, or under other contexts."""
    credential = held.credential
    if credential["issuer"]["id"] != issuer.did:
        wrong.append(
            Refused(
                Fault.ISSUER,
                _WHERE,
                f"it names '{str(credential['issuer']['id'])[:80]}', not {issuer.did}",
                "take the document of the issuer that it names, if you trust that one",
            )
        )
        return None
    if credential["@context"] != contexts(issuer):
        wrong.append(
            Refused(Fault.CONTEXT, _WHERE, "its contexts are not the pinned ones", "take the original")
        )
        return None
    try:
        key = issuer.key(method_of(credential))
        verify(credential, key.public)
    except Refused as refused:
        wrong.append(refused)
        return None
    return key


def _issuance(held: Certificate, trust: Trust, wrong: list[Refused]) -> Report:
    """Return the report on the log's proof; note where it is not of this certificate's issuance."""
    report = verification.verify(held.proof, trust.policy) if held.proof else Report(asked=trust.policy.asks)
    if report.exit_code == REFUSED and report.faults:
        wrong.extend(
            Refused(fault, problem.where, problem.what, problem.fix)
            for fault, problem in zip(report.faults, report.problems, strict=True)
        )
    entry = report.entry
    if entry is None or entry.kind != ISSUED or entry.public.get("certificate") != held.mark:
        wrong.append(
            Refused(
                Fault.UNLOGGED,
                _WHERE,
                "the log holds no issuance of exactly this certificate and salt",
                "ask the issuer for the file with its proof; without an entry it was not issued in public",
            )
        )
    return report


def _ended(key: IssuerKey, entry: Entry) -> Refused:
    return Refused(
        Fault.KEY,
        f"key-{key.number}",
        f"it ended {key.ends}, and the certificate entered the log {entry.at}",
        "ask the issuer to issue it again",
    )


def _dates(held: Certificate, on: str, wrong: list[Refused]) -> None:
    begins, ends = held.credential["validFrom"], held.credential.get("validUntil", "")
    if begins > on:
        wrong.append(Refused(Fault.EARLY, _WHERE, f"it holds from {begins} on", "look again on that day"))
    if ends and ends < on:
        wrong.append(Refused(Fault.EXPIRED, _WHERE, f"it ended {ends}", "ask the issuer for a new one"))


def _status(held: Certificate, trust: Trust, wrong: list[Refused]) -> str:
    """Return the date of the list in which the certificate is not revoked, empty where that is not known."""
    if trust.listed is None:
        return ""
    try:
        date, revoked = _looked_up(held.credential["credentialStatus"], trust.listed, trust)
    except Refused as refused:
        wrong.append(refused)
        return ""
    if revoked:
        wrong.append(
            Refused(Fault.REVOKED, _WHERE, f"the issuer revoked it (list of {date})", "ask the issuer why")
        )
        return ""
    return date


def _looked_up(where: Mapping[str, Any], listed: bytes, trust: Trust) -> tuple[str, bool]:
    wanted = str(where["statusListCredential"])
    bit = from_decimal(str(where["statusListIndex"]), "status")
    number = from_decimal(wanted.rpartition("/")[2], "status")
    if bit >= BITS or number < 1 or where != reference(trust.issuer, (number - 1) * BITS + bit):
        raise Refused(Fault.STATUS, "status", "it points at no bit of a list", "take the original")
    date, bits = read_list(listed, trust.issuer, wanted, trust.on)
    return date, is_set(bits, bit)


def read_list(raw: bytes, issuer: Issuer, wanted: str, on: str) -> tuple[str, bytes]:
    """Return date and bits of the status list at *wanted*; raise Refused unless *issuer* stands by it.

    *on*: UTC to the second.
    """
    listed = parsed(raw, "status list")
    if not isinstance(listed, dict):
        raise Refused(Fault.FORM, "status list", "it is no status list", "take the published list")
    key = issuer.key(method_of(listed))
    verify(listed, key.public)
    begins, ends = str(listed.get("validFrom", "")), str(listed.get("validUntil", ""))
    if key.how == "revoked" or (key.ends and begins > key.ends):
        raise Refused(Fault.KEY, "status list", "its key has ended", "take the list published today")
    bits = bits_in(listed, issuer, wanted)
    if not begins <= on <= ends:
        what = f"it may be relied on from {begins} to {ends}"
        raise Refused(Fault.OUTDATED, "status list", what, "take the list of today")
    return begins, bits
