"""Certificates: W3C's own example to the byte, every changed byte refused, and each refusal by its name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from record_certificates import (
    AT,
    DID,
    ISSUER,
    KEY,
    NAME,
    SUBJECTS,
    UNTIL,
    issuance,
    logged,
    made,
    status_list,
    trust,
    wanted,
)
from record_log import WITNESSES, policy_text, signer

from bitgil.record.canonical import canonical_bytes
from bitgil.record.credentials.certificates import Certificate, certificate_from, issue
from bitgil.record.credentials.checking import Trust, check
from bitgil.record.credentials.integrity import SUITE, sign, verify
from bitgil.record.credentials.issuers import Issuer, IssuerKey, issuer_from
from bitgil.record.credentials.kinds import KINDS, context_file
from bitgil.record.credentials.multibase import (
    from_base58,
    from_base64url,
    from_multikey,
    to_base58,
    to_base64url,
)
from bitgil.record.credentials.status import BITS, decoded, encoded, is_set, revoked_by
from bitgil.record.entries import entry_from
from bitgil.record.note import PLAIN
from bitgil.record.refusal import KOREAN, Fault, Refused

WITNESSED, REFUSED, UNWITNESSED = 0, 1, 2
POLICY = policy_text()
ALL_THREE = POLICY.replace(b"group outside any", b"group outside all")


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """Return a training certificate with the proof of its issuance."""
    return logged(made(), tmp_path_factory.mktemp("town"))


@pytest.fixture
def example(bulk_tables: Path) -> Path:
    """Return the folder of W3C's example of this suite."""
    return bulk_tables / "vectors" / "w3c-vc-di-eddsa" / "TestVectors"


def test_the_example_of_the_specification_to_the_byte(example: Path) -> None:
    """Key, hashes and signature of W3C's eddsa-jcs-2022 example come out as printed there."""
    pair = json.loads((example / "keyPair.json").read_bytes())
    key = Ed25519PrivateKey.from_private_bytes(from_base58(pair["privateKeyMultibase"], "key")[2:])
    signed = json.loads((example / "eddsa-jcs-2022" / "signedJCS.json").read_bytes())
    document = {name: value for name, value in signed.items() if name != "proof"}
    options = {name: value for name, value in signed["proof"].items() if name != "proofValue"}
    both = [hashlib.sha256(canonical_bytes(each, "x")).hexdigest() for each in (options, document)]
    assert "".join(both) == (example / "eddsa-jcs-2022" / "combinedHashJCS.txt").read_text().strip()
    assert sign(document, key, options["verificationMethod"], options["created"]) == signed
    assert from_multikey(pair["publicKeyMultibase"], "key") == key.public_key().public_bytes_raw()
    verify(signed, key.public_key().public_bytes_raw())
    signed["credentialSubject"]["alumniOf"] = "Another School"
    with pytest.raises(Refused, match="did not sign"):
        verify(signed, key.public_key().public_bytes_raw())


@given(st.binary(max_size=80))
def test_both_spellings_of_bytes_lead_back(raw: bytes) -> None:
    """What is spelled in base58 and base64url is read as the same bytes."""
    assert from_base58(to_base58(raw), "x") == raw
    assert from_base64url(to_base64url(raw), "x") == raw


@given(st.sets(st.integers(0, BITS - 1), max_size=40))
def test_a_status_list_says_what_was_put_in(places: set[int]) -> None:
    """Exactly the bits that were set read as set, and one set of bits has one spelling."""
    bits = decoded(encoded(places))
    assert len(bits) * 8 == BITS
    assert {place for place in range(BITS) if is_set(bits, place)} == places
    assert encoded(places) == encoded(sorted(places, reverse=True))


@pytest.mark.parametrize(
    "text", ["", "z1", "u!", "uAAAAA", encoded(())[:-4], encoded(()) + "A" * 4, to_base64url(b"\x1f\x8b")]
)
def test_a_list_of_another_size_or_spelling_is_refused(text: str) -> None:
    """Cut, grown, misspelled or empty, it is no status list."""
    with pytest.raises(Refused):
        decoded(text)


def test_the_list_is_made_again_from_the_log_alone() -> None:
    """Whoever reads the entries knows which bits are set, without asking the issuer."""
    marks = [hashlib.sha256(b"%d" % number).hexdigest() for number in range(4)]
    raw = [
        *map(issuance, marks),
        issuance(marks[2], kind="credential.status"),
        issuance("f" * 64, kind="credential.status"),
    ]
    assert revoked_by(map(entry_from, raw)) == {1: {2}}


def test_a_sound_certificate_is_accepted(held: Certificate) -> None:
    """Signature, log, witnesses, dates and status hold: exit 0, in both languages."""
    found = check(bytes(held), trust(POLICY, listed=status_list()))
    assert (found.exit_code, found.faults) == (WITNESSED, ())
    korean, english = ("\n".join(found.lines(language)) for language in ("ko", "en"))
    assert "교육 수료증: 장난감시 발급" in korean
    assert "취소되지 않음" in korean
    assert "Certificate of training, issued by 장난감시" in english
    assert "홍길동" not in korean + english


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_accepted(tmp_path: Path, kind: str) -> None:
    """Each kind of certificate is issued, logged and accepted, and reads back as it was written."""
    one = logged(made(kind), tmp_path)
    assert certificate_from(bytes(one)) == one
    assert check(bytes(one), trust(POLICY, listed=status_list())).exit_code == WITNESSED


def test_without_a_status_list_it_is_not_quite_accepted(held: Certificate) -> None:
    """What was not checked is said, and the exit code is that of a part unchecked."""
    found = check(bytes(held), trust(POLICY))
    assert (found.exit_code, found.faults) == (UNWITNESSED, ())
    assert any("확인하지 않음" in line for line in found.lines("ko"))


def test_an_unwitnessed_log_is_said_so(held: Certificate) -> None:
    """Under a policy without a quorum all else may hold, and the exit code still says so."""
    found = check(bytes(held), trust(policy_text("none"), listed=status_list()))
    assert (found.exit_code, found.faults) == (UNWITNESSED, ())


def test_every_changed_byte_is_refused(held: Certificate) -> None:
    """Each byte of a certificate's file, changed, is refused; in a witness's own line its witness is lost."""
    raw, relied = bytes(held), trust(ALL_THREE, listed=status_list())
    lines = [raw.index(f"{name}.example/w".encode()) for name in WITNESSES]
    ends = [raw.index(b"\\n", line) for line in lines]
    witnessing = {place for line, end in zip(lines, ends, strict=True) for place in range(line, end)}
    assert check(raw, relied).exit_code == WITNESSED
    passed = []
    for place, byte in enumerate(raw):
        for other in {byte ^ 1, 0x20} - {byte}:
            found = check(raw[:place] + bytes([other]) + raw[place + 1 :], relied).exit_code
            if found == WITNESSED or (found == UNWITNESSED and place not in witnessing):
                passed.append(place)
    assert passed == []


def edited(held: Certificate, **changes: Any) -> Certificate:
    """Return the certificate with some of the credential's parts replaced, and nothing signed again."""
    return replace(held, credential={**held.credential, **changes})


def resigned(held: Certificate, **changes: Any) -> Certificate:
    """Return the certificate with parts replaced and signed again, as a thief of the key would."""
    document = {name: value for name, value in {**held.credential, **changes}.items() if name != "proof"}
    return replace(held, credential=sign(document, KEY.private, f"{DID}#key-1", AT))


OTHER = signer("did:web:other.example", PLAIN, "other")
STRANGER = Issuer(OTHER.name, (IssuerKey(1, OTHER.key.public),))
SWAPPED = ["https://www.w3.org/ns/credentials/v2", "https://evil.example/credentials/v1"]

CASES: dict[str, tuple[Fault, Callable[[Certificate], bytes], dict[str, Any]]] = {
    "one word edited": (
        Fault.SIGNATURE,
        lambda held: bytes(edited(held, credentialSubject={**held.subject, "hours": 25})),
        {},
    ),
    "context swapped": (Fault.CONTEXT, lambda held: bytes(edited(held, **{"@context": SWAPPED})), {}),
    "context swapped and signed": (
        Fault.CONTEXT,
        lambda held: bytes(resigned(held, **{"@context": SWAPPED})),
        {},
    ),
    "revoked": (Fault.REVOKED, bytes, {"listed": status_list({0})}),
    "expired": (Fault.EXPIRED, bytes, {"on": "2027-11-23T00:00:00Z"}),
    "not yet valid": (Fault.EARLY, bytes, {"on": "2026-11-21T00:00:00Z"}),
    "salt deleted": (Fault.ERASED, lambda held: bytes(held).replace(*_salt_of(held)), {}),
    "another salt": (Fault.UNLOGGED, lambda held: bytes(replace(held, salt=b"s" * 32)), {}),
    "never logged": (Fault.UNLOGGED, lambda held: bytes(replace(held, proof=b"")), {}),
    "signed but not logged": (
        Fault.UNLOGGED,
        lambda held: bytes(resigned(held, credentialSubject={**held.subject, "hours": 25})),
        {},
    ),
    "old status list": (
        Fault.OUTDATED,
        bytes,
        {"listed": status_list(times=("2026-11-22T05:00:00Z", "2026-11-23T00:00:00Z"))},
    ),
    "not spelled canonically": (Fault.FORM, lambda held: bytes(held).replace(b'":', b'": ', 1), {}),
    "no certificate": (Fault.FORM, lambda _: b"{}", {}),
}


def _salt_of(held: Certificate) -> tuple[bytes, bytes]:
    salt: str = json.loads(bytes(held))["salt"]
    return salt.encode(), b""


@pytest.mark.parametrize("case", CASES)
def test_each_refusal_has_its_name(held: Certificate, case: str) -> None:
    """What is wrong with a certificate is told by name, in Korean and in English, and the exit code is 1."""
    fault, change, relied = CASES[case]
    found = check(change(held), trust(POLICY, **{"listed": status_list(), **relied}))
    assert found.exit_code == REFUSED
    assert fault in found.faults
    korean, english = ("\n".join(found.lines(language)) for language in ("ko", "en"))
    assert KOREAN[fault][0] in korean
    assert found.problems[found.faults.index(fault)].what in english


def test_another_issuer_s_certificate_is_refused(held: Certificate) -> None:
    """A reader who trusts one issuer accepts nothing of another, nor what another signed in its name."""
    relied = Trust(STRANGER, trust(POLICY).policy, AT)
    assert check(bytes(held), relied).faults == (Fault.ISSUER,)
    named = {**held.credential, "issuer": {"id": DID, "name": NAME}}
    document = {name: value for name, value in named.items() if name != "proof"}
    for method, fault in ((f"{OTHER.name}#key-1", Fault.ISSUER), (f"{DID}#key-1", Fault.SIGNATURE)):
        forged = replace(held, credential=sign(document, OTHER.private, method, AT))
        assert fault in check(bytes(forged), trust(POLICY)).faults


def test_another_issuer_s_list_says_nothing(held: Certificate) -> None:
    """A status list that another signed, or that is another list, is refused and not read."""
    forged = json.loads(status_list())
    other = sign({k: v for k, v in forged.items() if k != "proof"}, OTHER.private, f"{DID}#key-1", AT)
    assert check(bytes(held), trust(POLICY, listed=json.dumps(other).encode())).faults == (Fault.SIGNATURE,)
    listed = {
        **{k: v for k, v in forged.items() if k != "proof"},
        "id": f"{ISSUER.site}/credentials/status/2",
    }
    second = json.dumps(sign(listed, KEY.private, f"{DID}#key-1", AT)).encode()
    assert check(bytes(held), trust(POLICY, listed=second)).faults == (Fault.STATUS,)


def test_an_issuance_of_another_kind_of_entry_does_not_count(tmp_path: Path) -> None:
    """Only an entry that says issued vouches for a certificate."""
    one = logged(made(), tmp_path, kind="credential.status")
    assert check(bytes(one), trust(POLICY)).faults == (Fault.UNLOGGED,)


def test_what_a_withdrawn_key_signed_before_stays_valid(tmp_path: Path) -> None:
    """A key's end refuses what entered the log after it, and nothing that entered before."""
    one = logged(made(), tmp_path)
    next_ = IssuerKey(2, OTHER.key.public)
    for how in ("expires", "revoked"):
        for ends, faults in (("2026-11-22T05:00:00Z", ()), ("2026-11-22T04:59:59Z", (Fault.KEY,))):
            issuer = Issuer(DID, (IssuerKey(1, KEY.key.public, ends, how), next_))
            assert check(bytes(one), Trust(issuer, trust(POLICY).policy, AT)).faults == faults


def test_the_issuer_s_document_reads_back_and_names_the_current_key() -> None:
    """Keys, their ends and the one that signs now survive the way through did.json."""
    issuer = Issuer(DID, (IssuerKey(1, KEY.key.public, AT, "expires"), IssuerKey(2, OTHER.key.public)))
    assert issuer_from(bytes(issuer)) == issuer
    assert issuer.current == issuer.keys[1]
    assert Issuer("did:web:localhost%3A8000", ()).site == "https://localhost:8000"
    with pytest.raises(Refused, match="do not belong together"):
        issuer_from(bytes(issuer).replace(b'"Multikey"', b'"MultiKey"'))


def test_only_the_current_key_issues() -> None:
    """An ended key, or another's, issues nothing."""
    for issuer in (STRANGER, Issuer(DID, (IssuerKey(1, KEY.key.public, AT, "revoked"),))):
        with pytest.raises(Refused, match="not the key that signs now"):
            issue(wanted(), issuer, NAME, KEY, 0)


@pytest.mark.parametrize(
    "subject",
    [{}, {**SUBJECTS["training"], "phone": "1"}, {**SUBJECTS["training"], "hours": "24"}],
)
def test_only_the_lines_of_a_kind_are_certified(subject: dict[str, Any]) -> None:
    """A missing line, a foreign line and another form are refused before anything is signed."""
    with pytest.raises(Refused, match="certificate training"):
        replace(wanted(), subject=subject)


def test_each_term_of_every_kind_has_its_meaning() -> None:
    """The context file defines every type and line that a certificate may bear."""
    terms = json.loads(context_file())["@context"]
    used = {name for kind in KINDS.values() for name in (kind.term, *kind.lines)}
    assert used == terms.keys() - {"id", "type", "@protected"}


def test_dates_are_shown_as_signed(held: Certificate) -> None:
    """The end of validity that the issuer signed is told to the reader."""
    assert held.credential["validUntil"] == UNTIL
    assert held.credential["proof"]["cryptosuite"] == SUITE
    assert any(UNTIL in line for line in check(bytes(held), trust(POLICY)).lines("en"))
