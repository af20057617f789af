"""Notes, keys, checkpoints, cosignatures, proofs and policies: read strictly or refused by name."""

from __future__ import annotations

import base64
import json
import subprocess
from pathlib import Path
from shutil import which

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from record_log import LOG, NOON, ORIGIN, WITNESSES, policy_text, signer

from bitgil.record.checkpoint import Checkpoint, checkpoint_in, open_checkpoint, sign_checkpoint
from bitgil.record.cosignature import cosign, verify_cosignature
from bitgil.record.encoding import from_base64, from_decimal, to_base64
from bitgil.record.exchange import Request, request_from
from bitgil.record.keys import load_signer, new_signer, open_rotation, save_signer, sign_rotation
from bitgil.record.note import (
    COSIGNATURE,
    PLAIN,
    Note,
    Signer,
    VerifierKey,
    key_from,
    note_from,
    signed,
    verify_note,
)
from bitgil.record.policy import policy_from
from bitgil.record.proof import Proof, proof_from
from bitgil.record.refusal import KOREAN, Fault, Refused
from bitgil.record.tree import EMPTY, leaf_hash

PASSPHRASE = "correct horse battery"  # noqa: S105  it opens nothing but what the tests make
ROOT = leaf_hash(b"x")


@pytest.fixture(scope="module")
def vectors(bulk_tables: Path) -> Path:
    """Return the folder of the publishers' cases; skip, by name, where it is absent."""
    folder = bulk_tables / "vectors"
    if not folder.is_dir():
        pytest.skip(f"BITGIL_DATA: there is no folder {folder.name} of test vectors")
    return folder


@pytest.fixture(scope="module")
def examples(vectors: Path) -> dict[str, object]:
    """Return the examples that the specifications print."""
    held: dict[str, object] = json.loads((vectors / "c2sp-examples/examples.json").read_text("utf-8"))
    return held


def fault_of(call: object, *values: object) -> Fault:
    """Return the name of the fault that a call is refused with."""
    with pytest.raises(Refused) as caught:
        call(*values)  # type: ignore[operator]
    return caught.value.fault


def test_every_fault_speaks_korean() -> None:
    """Each fault has its Korean sentence and its Korean way to mend it."""
    assert set(KOREAN) == set(Fault)
    assert all(what and fix for what, fix in KOREAN.values())
    refused = Refused(Fault.FORK, "log", "two of them", "stop")
    assert "원장이 두 갈래" in refused.problem.in_("ko")
    assert str(refused) == "log: two of them\n    fix: stop"


def test_the_note_of_the_specification(examples: dict[str, dict[str, str]]) -> None:
    """The note that signed-note prints verifies under its key, and not with a letter changed."""
    example = examples["signed_note"]
    key, raw = key_from(example["vkey"]), example["note"].encode()
    verify_note(note_from(raw), key)
    assert bytes(note_from(raw)) == raw
    assert str(key) == example["vkey"]
    assert fault_of(verify_note, note_from(raw.replace(b"example m", b"example M")), key) is Fault.SIGNATURE


def test_the_keys_of_the_specification(examples: dict[str, dict[str, object]]) -> None:
    """Published bad keys, every substring of a good one and every one-byte increment of it are refused."""
    held = examples["go_note_keys"]
    good = str(held["vkey"])
    assert str(key_from(good)) == good
    bad = [str(each) for each in held["bad_vkeys"]]  # type: ignore[attr-defined]
    bad += [good[:end] for end in range(len(good))] + [good[start:] for start in range(1, len(good))]
    bad += [good[:at] + chr(ord(good[at]) + 1) + good[at + 1 :] for at in range(len(good))]
    for line in bad:
        with pytest.raises(Refused):
            key_from(line)


def test_a_published_private_key_signs_as_published(examples: dict[str, dict[str, str]]) -> None:
    """The seed of the published test key belongs to the published public key."""
    held = examples["go_note_keys"]
    seed = base64.b64decode(held["skey"].split("+", 4)[4])[1:]
    one = Signer("PeterNeumann", PLAIN, Ed25519PrivateKey.from_private_bytes(seed))
    assert str(one.key) == held["vkey"]
    verify_note(signed("If you think cryptography is the answer\n", one), one.key)


def test_checkpoints_of_another_program(vectors: Path, examples: dict[str, str]) -> None:
    """All sixteen checkpoints of another program's log open, and none opens as another log's."""
    key = key_from(examples["tessera_log_vkey"])
    other = VerifierKey("example.com/log/other", PLAIN, key.public)
    for size in range(16):
        raw = (vectors / f"transparency-dev-tessera/testdata/log/checkpoint.{size}").read_bytes()
        checkpoint, note = open_checkpoint(raw, key)
        assert (checkpoint.size, bytes(note)) == (size, raw)
        assert fault_of(open_checkpoint, raw, other) is Fault.CONTEXT


def test_every_case_of_wycheproof(vectors: Path) -> None:
    """All 151 Ed25519 cases, malleable signatures among them, end as their publisher says."""
    held = json.loads((vectors / "wycheproof/testvectors_v1/ed25519_test.json").read_text("utf-8"))
    cases = 0
    for group in held["testGroups"]:
        key = VerifierKey("a.example", PLAIN, bytes.fromhex(group["publicKey"]["pk"]))
        for case in group["tests"]:
            cases += 1
            holds = key.holds(bytes.fromhex(case["msg"]), bytes.fromhex(case["sig"]))
            assert holds is (case["result"] == "valid"), case["tcId"]
    assert cases == held["numberOfTests"]


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"", Fault.FORM),
        (b"text\n", Fault.FORM),
        (b"text\n\n", Fault.FORM),
        (b"text\n\n\xe2\x80\x94 a.example AAAAAAA=", Fault.FORM),
        (b"text\n\n\xe2\x80\x94 a.example AAAAAAA=\n\n", Fault.FORM),
        (b"text\n\n- a.example AAAAAAA=\n", Fault.FORM),
        (b"text\n\n\xe2\x80\x94 a.example AAAAAA==\n", Fault.FORM),
        (b"text\n\n\xe2\x80\x94 a.example AAAAAAB=\n", Fault.FORM),
        (b"text\n\n\xe2\x80\x94  AAAAAAA=\n", Fault.FORM),
        (b"text\n\n\xe2\x80\x94 a+b AAAAAAA=\n", Fault.FORM),
        (b"te\txt\n\n\xe2\x80\x94 a.example AAAAAAA=\n", Fault.FORM),
        (b"text\r\n\r\n\xe2\x80\x94 a.example AAAAAAA=\r\n", Fault.TEXT),
        (b"te\xffxt\n\n\xe2\x80\x94 a.example AAAAAAA=\n", Fault.FORM),
        (b"text\n\n" + b"\xe2\x80\x94 a.example AAAAAAA=\n" * 101, Fault.FORM),
    ],
)
def test_a_note_not_well_formed_is_refused(raw: bytes, fault: Fault) -> None:
    """No blank line, a last line without end, lax base64, another dash, control characters: all refused."""
    assert fault_of(note_from, raw) is fault


def test_other_signers_are_passed_over_and_a_known_one_must_hold() -> None:
    """Lines of unknown keys change nothing, even under a known name; a wrong line of a known key does."""
    note, stranger = signed("hello\n", LOG), signer(ORIGIN, PLAIN, "a stranger")
    both = note.adding(signed("hello\n", stranger).signatures)
    verify_note(both, LOG.key)
    assert fault_of(verify_note, signed("hello\n", stranger), LOG.key) is Fault.UNSIGNED
    moved = Note("hullo\n", note.signatures)
    assert fault_of(verify_note, moved, LOG.key) is Fault.SIGNATURE
    twice = note.adding(note.signatures)
    assert fault_of(verify_note, twice, LOG.key) is Fault.TWICE


@pytest.mark.parametrize("name", ["", "a b", "a+b", "ledg\u0435r.example", "a\u3000b", "a\n"])
def test_a_key_is_not_named_by_what_looks_alike(name: str) -> None:
    """A name with a space, a plus, a Cyrillic letter or a line end names no key."""
    assert fault_of(VerifierKey, name, PLAIN, bytes(32)) is Fault.KEY


@pytest.mark.parametrize("text", ["", "01", "-1", "+1", "1 ", "1_0", "\u0661", "9223372036854775808", "1.0"])
def test_a_number_in_another_spelling_is_refused(text: str) -> None:
    """A leading zero, a sign, a space, other digits and a number too large are refused."""
    assert fault_of(from_decimal, text, "here") is Fault.FORM


@given(st.binary(min_size=1, max_size=40))
def test_base64_has_one_spelling(raw: bytes) -> None:
    """What is written is read back, and no other text of the same length of bytes is taken for it."""
    text = to_base64(raw)
    assert from_base64(text, "here") == raw
    for other in (text.rstrip("=") + "====", text + "\n", " " + text, text.replace("=", "") + "!"):
        with pytest.raises(Refused):
            from_base64(other, "here")


def checkpoint_note(size: int = 1, root: bytes = ROOT) -> Note:
    """Return a checkpoint of the small log, signed."""
    return sign_checkpoint(Checkpoint(ORIGIN, size, root), LOG)


@pytest.mark.parametrize(
    "text",
    [
        f"{ORIGIN}\n1\n",
        f"{ORIGIN}\n01\n{to_base64(ROOT)}\n",
        f"{ORIGIN}\n-1\n{to_base64(ROOT)}\n",
        f"{ORIGIN}\n1\n{to_base64(ROOT[:31])}\n",
        f"{ORIGIN}\n1\n{to_base64(ROOT)}\nextension\n",
        f"{ORIGIN}\n0\n{to_base64(ROOT)}\n",
        f"{ORIGIN} \n1\n{to_base64(ROOT)}\n",
        f"{ORIGIN}\n1 \n{to_base64(ROOT)}\n",
        f"\n1\n{to_base64(ROOT)}\n",
    ],
)
def test_a_checkpoint_not_of_three_proper_lines_is_refused(text: str) -> None:
    """Even signed, a missing or extra line, a zero in front, a short root or another origin is refused."""
    with pytest.raises(Refused):
        open_checkpoint(bytes(signed(text, LOG)), LOG.key)


def test_the_empty_log_has_its_checkpoint() -> None:
    """Size 0 goes with the hash of nothing."""
    checkpoint, _ = open_checkpoint(bytes(checkpoint_note(0, EMPTY)), LOG.key)
    assert checkpoint.size == 0


def test_a_witness_speaks_for_one_text_and_one_time() -> None:
    """A cosignature holds for its checkpoint and second only, and is none of the log's."""
    note, witness = checkpoint_note(), WITNESSES["council"]
    line = cosign(note.text, witness, NOON)
    both = note.adding([line])
    assert verify_cosignature(both, witness.key) == NOON
    assert verify_cosignature(note, witness.key) is None
    other = checkpoint_note(2).adding([line])
    assert fault_of(verify_cosignature, other, witness.key) is Fault.SIGNATURE
    later = line.blob[:7] + bytes([line.blob[7] ^ 1]) + line.blob[8:]
    moved = note.adding([type(line)(line.name, line.id, later)])
    assert fault_of(verify_cosignature, moved, witness.key) is Fault.SIGNATURE


def test_one_key_in_the_other_s_place_is_refused() -> None:
    """A witness's key signs no checkpoint, a log's cosigns none, and neither line verifies as the other's."""
    witness = WITNESSES["council"]
    assert fault_of(signed, "text\n", witness) is Fault.KEY
    assert fault_of(cosign, "text\n", LOG, NOON) is Fault.KEY
    as_log = VerifierKey(witness.name, PLAIN, witness.key.public)
    cosigned = checkpoint_note().adding([cosign(checkpoint_note().text, witness, NOON)])
    assert fault_of(verify_note, cosigned, as_log) is Fault.UNSIGNED
    assert fault_of(verify_note, cosigned, witness.key) is Fault.SIGNATURE


def test_a_proof_file_is_read_back() -> None:
    """A proof with and without its entry is read as it was written."""
    for proof in (Proof(0, (), checkpoint_note()), Proof(7, (ROOT, EMPTY), checkpoint_note(9), b"entry")):
        assert proof_from(bytes(proof)) == proof


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tlog-proof@v1", "tlog-proof@v2"),
        ("index 7", "index 07"),
        ("index 7", "indeks 7"),
        ("index 7\n", ""),
        ("extra ZW50cnk=\n", "extra \n"),
        ("extra ZW50cnk=", "extra ZW50cnl="),
        ("index 7\n", "index 7\nAAAA\n"),
        ("index 7\n", "index 7\r\n"),
        ("index 7\n", "index 7\n\n"),
        ("extra", "\u0435xtra"),
    ],
)
def test_a_proof_file_not_well_formed_is_refused(old: str, new: str) -> None:
    """Another version, a zero in front, a missing line, lax base64, a short hash or CRLF is refused."""
    raw = bytes(Proof(7, (ROOT, EMPTY), checkpoint_note(9), b"entry")).decode()
    assert old in raw
    with pytest.raises(Refused):
        proof_from(raw.replace(old, new).encode())


def test_a_request_to_a_witness_is_read_back() -> None:
    """A request is read as it was written, and refused with more hashes than a proof can have."""
    request = Request(3, (ROOT,), checkpoint_note(9))
    assert request_from(bytes(request)) == request
    assert fault_of(request_from, bytes(Request(3, (ROOT,) * 64, checkpoint_note(9)))) is Fault.FORM
    assert fault_of(request_from, bytes(Request(3, (ROOT[:9],), checkpoint_note(9)))) is Fault.FORM


def test_a_policy_is_met_by_its_groups() -> None:
    """The council and one of the two outside are enough; the council alone, or both outside, are not."""
    policy = policy_from(policy_text())
    assert policy.met_by({"council", "newspaper"})
    assert policy.met_by({"council", "university", "newspaper"})
    assert not policy.met_by({"council"})
    assert not policy.met_by({"university", "newspaper"})
    assert not policy.met_by({"both", "outside"})
    assert policy.asks == "2 of (council, 1 of (university, newspaper))"
    assert policy_from(policy_text("none")).met_by(set())
    assert fault_of(policy.log, "ledger.other.example") is Fault.CONTEXT
    assert policy.digest != policy_from(policy_text() + b"# printed in the gazette\n").digest


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("quorum both", "cannot be the quorum"),
        ("quorum nobody", "cannot be the quorum"),
        ("group more any council", "a member already"),
        ("group more any stranger", "not defined above"),
        ("group more 2 both", "2 of 1"),
        ("group more 0 both", "0 of 1"),
        ("group more 01 both", "no whole number"),
        ("group more all", "says nothing known"),
        ("group council any both", "is taken"),
        ("group none any both", "is taken"),
        (f"witness again {WITNESSES['council'].key}", "stands twice"),
        (f"witness city {VerifierKey('w.example', COSIGNATURE, LOG.key.public)}", "stands twice"),
        (f"witness city {LOG.key}", "type 1"),
        (f"log {WITNESSES['council'].key}", "type 4"),
        (f"log {signer(ORIGIN, PLAIN, 'other').key}", "named twice"),
        ("wittness x y", "says nothing known"),
        ("quorum\x00", "control characters"),
        ("# fine\r", "control characters"),
    ],
)
def test_a_policy_that_breaks_a_rule_is_refused_with_its_line(line: str, part: str) -> None:
    """Names used twice, one key in two roles, impossible numbers and unknown words are told by line."""
    with pytest.raises(Refused, match=part) as caught:
        policy_from(policy_text() + line.encode() + b"\n")
    assert caught.value.problem.where.startswith("policy, ")


def test_a_policy_without_a_quorum_is_refused() -> None:
    """A policy says what is enough, or it is none."""
    with pytest.raises(Refused, match="no quorum"):
        policy_from(policy_text().rpartition(b"quorum")[0])


def test_a_key_is_kept_encrypted_and_never_overwritten(tmp_path: Path) -> None:
    """A key comes back with its passphrase only, is not readable by others, and is not written over."""
    path, made = tmp_path / "log.pem", new_signer(ORIGIN)
    save_signer(made, path, PASSPHRASE)
    assert path.stat().st_mode & 0o777 == 0o600
    assert made.private.private_bytes_raw() not in path.read_bytes()
    assert load_signer(ORIGIN, PLAIN, path, PASSPHRASE).key == made.key
    assert fault_of(load_signer, ORIGIN, PLAIN, path, "another passphrase") is Fault.KEY
    assert fault_of(save_signer, made, path, PASSPHRASE) is Fault.KEY
    assert fault_of(save_signer, made, tmp_path / "b.pem", "too short") is Fault.KEY
    assert fault_of(load_signer, ORIGIN, PLAIN, tmp_path / "absent.pem", PASSPHRASE) is Fault.KEY
    assert "private" not in repr(made).lower()


def test_openssl_opens_a_kept_key(tmp_path: Path) -> None:
    """Another program opens the file with the passphrase and finds the same public key."""
    openssl = which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    path, made = tmp_path / "log.pem", new_signer(ORIGIN)
    save_signer(made, path, PASSPHRASE)
    command = [openssl, "pkey", "-in", path, "-passin", f"pass:{PASSPHRASE}", "-pubout", "-outform", "DER"]
    done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603  the machine's own openssl
    assert done.stdout.endswith(made.key.public)


def test_a_key_follows_another_only_where_both_signed() -> None:
    """A rotation is believed from the trusted key, signed by both, and by no other pair."""
    old, new, stranger = LOG, signer(ORIGIN, PLAIN, "new"), signer(ORIGIN, PLAIN, "stranger")
    note = sign_rotation(ORIGIN, 12, old, new)
    rotation = open_rotation(bytes(note), old.key)
    assert (rotation.new, rotation.size) == (new.key, 12)
    assert fault_of(open_rotation, bytes(note), stranger.key) is Fault.CONTEXT
    for kept in (note.signatures[:1], note.signatures[1:]):
        assert fault_of(open_rotation, bytes(Note(note.text, kept)), old.key) is Fault.UNSIGNED
    assert fault_of(open_rotation, bytes(checkpoint_note()), old.key) is Fault.CONTEXT
    assert fault_of(sign_rotation, ORIGIN, 12, old, old) is Fault.KEY
    with pytest.raises(Refused):
        checkpoint_in(note)
