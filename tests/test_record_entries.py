"""Entries, commitments and schemas: one spelling, no personal data, closed parts that stay closed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from record_log import SCHEMA, document, entry, salt

from bitgil.record.canonical import canonical_bytes, mended, read_canonical
from bitgil.record.commitment import (
    Opening,
    PartOpening,
    commitment_to,
    in_parts,
    opening_from,
    verify_opening,
)
from bitgil.record.entries import NAMES, Chains, Entry, entry_from
from bitgil.record.refusal import Fault, Refused
from bitgil.record.schemas import OWN, AllowList, Field, Schema, Shape
from bitgil.record.tree import leaf_hash

NFC, NFD = "\uad11\uc591", "\u1100\u116a\u11bc\u110b\u1163\u11bc"
ALLOWED = AllowList({**OWN, SCHEMA.kind: SCHEMA}, frozenset({"신산업과"}), frozenset({"secretary"}))

texts = st.text(st.characters(blacklist_categories=("Cs",)), max_size=12).map(mended)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


def fault_of(call: Any, *given_values: Any) -> Fault:
    """Return the name of the fault that a call is refused with."""
    with pytest.raises(Refused) as caught:
        call(*given_values)
    return caught.value.fault


def test_the_publisher_s_canonical_forms(bulk_tables: Path) -> None:
    """The six cases of RFC 8785 come out to the byte; their floats are what entries refuse."""
    folder = bulk_tables / "vectors" / "jcs-rfc8785" / "testdata"
    if not folder.is_dir():
        pytest.skip("BITGIL_DATA: there is no folder jcs-rfc8785")
    cases = sorted((folder / "input").glob("*.json"))
    for path in cases:
        value = json.loads(path.read_text(encoding="utf-8"))
        assert rfc8785.dumps(value) == (folder / "output" / path.name).read_bytes()
    assert len(cases) == 6


@given(values)
def test_a_value_has_one_spelling_and_is_read_back(value: Any) -> None:
    """Canonical bytes give the value back, and the same bytes again."""
    raw = canonical_bytes(value, "here")
    assert read_canonical(raw, "here") == value
    assert canonical_bytes(read_canonical(raw, "here"), "here") == raw


@pytest.mark.parametrize(
    "raw",
    [
        b'{"b":1,"a":2}',
        b'{"a":1 }',
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":1e0}',
        b'"\\u0041"',
        b"",
        b"nul",
        b"\xff",
    ],
)
def test_another_spelling_of_a_value_is_refused(raw: bytes) -> None:
    """Another order, a space, a name twice, a float or an escape that is not needed is refused."""
    assert fault_of(read_canonical, raw, "here") is Fault.FORM


@pytest.mark.parametrize("value", [0.5, 2**53, -(2**53), float("nan"), b"raw", {1: 2}, {"a": object()}])
def test_a_value_without_one_spelling_is_refused(value: Any) -> None:
    """Floats, numbers past 2^53-1 and what is no JSON are refused before anything is committed to."""
    assert fault_of(canonical_bytes, value, "here") is Fault.FORM


@pytest.mark.parametrize("text", [NFD, "one\r\ntwo", "one\rtwo", "\ud800"])
def test_text_that_is_not_nfc_with_lf_is_refused_and_mended_once(text: str) -> None:
    """Decomposed Hangul, foreign line ends and half characters are refused, as values and as names."""
    for value in (text, [text], {text: 1}, {"a": {"b": [text]}}):
        assert fault_of(canonical_bytes, value, "here") is Fault.TEXT
    if text != "\ud800":
        canonical_bytes(mended({text: [text]}), "here")


def test_two_forms_of_one_word_do_not_commit_alike() -> None:
    """The decomposed form of a word is refused, and mended it commits as the composed one."""
    assert NFC != NFD
    assert fault_of(commitment_to, {"이름": NFD}, salt(1)) is Fault.TEXT
    assert commitment_to(mended({"이름": NFD}), salt(1)) == commitment_to({"이름": NFC}, salt(1))


def test_worked_example_of_a_commitment() -> None:
    """The commitment is the hash of domain, zero byte, salt and canonical document, by hand."""
    expected = hashlib.sha256(b"bitgil/commit/v1\x00" + salt(1) + b'{"a":1}').digest()
    assert commitment_to({"a": 1}, salt(1)) == expected
    assert commitment_to({"a": 1}, salt(2)) != expected
    assert fault_of(commitment_to, {"a": 1}, b"short") is Fault.COMMITMENT


def test_an_opening_shows_its_document_only() -> None:
    """A document opens its commitment, and no other document, salt or context does."""
    opening = opening_from(bytes(Opening(document(1), salt(1))))
    verify_opening(opening, commitment_to(document(1), salt(1)))
    for document_, salt_ in ((document(2), salt(1)), (document(1), salt(2))):
        assert fault_of(verify_opening, Opening(document_, salt_), opening.commitment) is Fault.COMMITMENT
    other_context = hashlib.sha256(
        b"bitgil/field/v1\x00" + salt(1) + canonical_bytes(document(1), "")
    ).digest()
    assert fault_of(verify_opening, opening, other_context) is Fault.COMMITMENT


@given(st.dictionaries(texts, values, max_size=5), st.data())
def test_a_copy_with_closed_parts_commits_alike_and_tells_nothing_of_them(
    held: dict[str, Any], data: st.DataObject
) -> None:
    """Closing any fields leaves the commitment as it was, and neither value nor salt of them in the copy."""
    salts = {name: hashlib.sha256(f"{place}".encode()).digest() for place, name in enumerate(held)}
    whole = in_parts(held, salts, salt(0))
    shut = data.draw(st.sets(st.sampled_from(sorted(held))) if held else st.just(set()))
    copy = opening_from(bytes(whole.without(shut)))
    assert isinstance(copy, PartOpening)
    assert copy.commitment == whole.commitment
    assert copy.document == {name: value for name, value in held.items() if name not in shut}
    assert not {salts[name] for name in shut} & {part.salt for part in copy.parts}


def test_a_changed_open_field_breaks_the_commitment() -> None:
    """A redacted copy with a word changed, a field added or one dropped is refused."""
    whole = in_parts({"결과": "가결", "사유": "비공개"}, {"결과": salt(1), "사유": salt(2)}, salt(0))
    copy = bytes(whole.without({"사유"}))
    assert "비공개".encode() not in copy
    for old, new in (("가결", "부결"), ("결과", "결론")):
        changed = opening_from(copy.replace(old.encode(), new.encode()))
        assert fault_of(verify_opening, changed, whole.commitment) is Fault.COMMITMENT
    dropped = PartOpening(whole.parts[:1], (), whole.salt)
    assert fault_of(verify_opening, dropped, whole.commitment) is Fault.COMMITMENT


@pytest.mark.parametrize("salts", [{}, {"a": salt(0)}, {"b": salt(1)}])
def test_each_field_needs_a_salt_of_its_own(salts: dict[str, bytes]) -> None:
    """A field without a salt, or with the document's, is refused."""
    assert fault_of(in_parts, {"a": 1}, salts, salt(0)) is Fault.COMMITMENT


@pytest.mark.parametrize(
    "raw",
    [
        b"{}",
        b'{"document":1}',
        b'{"document":1,"salt":"AAAA"}',
        b'{"document":1,"salt":5}',
        b'{"closed":[],"parts":[{}],"salt":"AAAA"}',
        b'{"closed":1,"parts":[],"salt":"AAAA"}',
    ],
)
def test_a_file_that_opens_nothing_is_refused(raw: bytes) -> None:
    """A missing name, a short salt or another shape is refused in words."""
    with pytest.raises(Refused):
        opening_from(raw)


def test_worked_example_of_an_entry() -> None:
    """An entry is canonical JSON with the ten names, and its leaf is the hash of just these bytes."""
    made = entry(3)
    held = json.loads(bytes(made))
    assert sorted(held) == sorted(
        ["v", "kind", "record", "seq", "prev", "at", "schema", "office", "role", "commit", "public"]
    )
    assert held["public"] == {"agenda": 3, "meeting": "2026-2", "result": "approved"}
    assert made.leaf == hashlib.sha256(b"\x00" + bytes(made)).digest()
    assert entry_from(bytes(made)) == made
    assert "위원" not in bytes(made).decode()


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"v": True},
        {"kind": "Kind"},
        {"record": "1"},
        {"seq": 0},
        {"seq": True},
        {"seq": 2},
        {"prev": "00" * 32},
        {"prev": 5},
        {"at": "2026-11-22"},
        {"at": "2026-11-22T05:00:00+09:00"},
        {"schema": "sha256:"},
        {"office": 1},
        {"commit": "AAAA"},
        {"commit": None},
        {"public": []},
        {"name": "홍길동"},
        {"office": NFD},
    ],
)
def test_an_entry_that_is_not_sound_is_refused(change: dict[str, Any]) -> None:
    """Each wrong value, each name too many and decomposed text is refused where the entry is read."""
    held = json.loads(bytes(entry(1))) | change
    with pytest.raises(Refused):
        entry_from(rfc8785.dumps(held))


def test_an_entry_too_long_is_refused() -> None:
    """An entry of more than 65,535 bytes cannot be made."""
    with pytest.raises(Refused, match="bytes"):
        Entry(**{name: getattr(entry(1), name) for name in NAMES} | {"office": "x" * 65_535})


@pytest.mark.parametrize(
    ("public", "part"),
    [
        ({"meeting": "2026-2", "agenda": 1, "result": "approved", "name": "홍길동"}, "'name' is not allowed"),
        ({"meeting": "2026-2", "agenda": 1, "result": "홍길동 찬성"}, "something else"),
        ({"meeting": "010-1234-5678", "agenda": 1, "result": "approved"}, "something else"),
        ({"meeting": "2026-2", "agenda": 1012345678, "result": "approved"}, "something else"),
        ({"meeting": "2026-2", "agenda": 1}, "missing"),
    ],
)
def test_a_public_field_off_the_list_is_told(public: dict[str, Any], part: str) -> None:
    """A name, a phone number, free text or a missing field is a problem before the entry is logged."""
    held = {name: getattr(entry(1), name) for name in NAMES} | {"public": public}
    problems = list(ALLOWED.problems_of(Entry(**held), "entry"))
    assert [part in problem.what for problem in problems] == [True]


def test_what_is_on_the_list_passes() -> None:
    """A listed kind, office and role with sound fields raises no problem; each other one does."""
    assert list(ALLOWED.problems_of(entry(1), "entry")) == []
    nothing = AllowList({SCHEMA.kind: SCHEMA})
    assert len(list(nothing.problems_of(entry(1), "entry"))) == 2
    assert len(list(AllowList().problems_of(entry(1), "entry"))) == 1


@pytest.mark.parametrize(
    ("shape", "good", "bad"),
    [
        (
            Shape.CODE,
            ["P13", "plan.adopted", "I-P1"],
            ["010-1234-5678", "hong gildong", "a123456", "홍길동", 5],
        ),
        (Shape.COUNT, [0, 99_999], [-1, 1_012_345_678, True, "1"]),
        (Shape.WON, [-(10**12), 10**15], [2**53, True, "1"]),
        (Shape.DATE, ["2026", "2026-11-22", "2026Q3"], ["22.11.2026", "2026-13", "today"]),
        (Shape.DIGEST, ["0" * 64], ["0" * 63, "A" * 64]),
        (Shape.FLAG, [True, False], [0, "yes"]),
        (Shape.MEETING, ["2026-2"], ["2026-1234", "second"]),
    ],
)
def test_no_shape_takes_free_text(shape: Shape, good: list[Any], bad: list[Any]) -> None:
    """Each shape takes what it is for, and no name and no phone number."""
    assert [value for value in good if not Field(shape).takes(value)] == []
    assert [value for value in bad if Field(shape).takes(value)] == []


def test_a_schema_is_named_by_its_content() -> None:
    """Another field gives another mark, the order of fields does not."""
    one, two = Field(Shape.CODE), Field(Shape.COUNT)
    assert Schema("a.b", {"x": one, "y": two}).digest == Schema("a.b", {"y": two, "x": one}).digest
    assert Schema("a.b", {"x": one}).digest != Schema("a.b", {"x": two}).digest


def test_a_correction_follows_what_it_corrects() -> None:
    """Version 2 names the leaf of version 1; a gap, a repeat or another predecessor is told."""
    first = entry(1)
    second = entry(1, seq=2, prev=first.leaf, result="returned")
    chains = Chains()
    assert [list(chains.follow(each, each.leaf, "entry")) for each in (first, second)] == [[], []]
    assert len(list(chains.follow(second, second.leaf, "entry"))) == 1
    lost = entry(2, seq=2, prev=leaf_hash(b"another"))
    assert "does not follow version 0" in next(chains.follow(lost, lost.leaf, "entry")).what
