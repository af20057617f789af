"""증명서·열쇠·삭제: certificates issued and revoked, keys changed, and private parts erased by law.

None names a person: a certificate stands here as a salted mark, a key as the digest of its public side.
"""

from __future__ import annotations

from collections.abc import Mapping

from bitgil.government.acts.fields import ACT, CODE, DIGEST, one_of, optional
from bitgil.government.acts.kinds import declared
from bitgil.quantity import Words

TYPES = ("resolution", "award", "training")
"""What may be certified; what each says stands in record.credentials.kinds."""

WHYS: Mapping[str, Words] = {
    "error": Words("잘못 발급됨", "issued in error"),
    "superseded": Words("새 증명서로 바뀜", "replaced by another"),
    "withdrawn": Words("근거가 없어짐", "its ground fell away"),
    "key-lost": Words("발급 열쇠의 분실·도난", "the issuer's key was lost or stolen"),
}
"""Why a certificate is revoked: a list, so that no reason about a person enters the log."""

BASES: Mapping[str, Words] = {
    "pipa-21": Words(
        "개인정보 보호법 제21조(보유기간 경과·목적 달성)", "Personal Information Protection Act §21"
    ),
    "pipa-36": Words(
        "개인정보 보호법 제36조(정보주체의 삭제 요구)", "Personal Information Protection Act §36"
    ),
    "pipa-37": Words("개인정보 보호법 제37조(동의 철회·처리정지)", "privacy law §37, consent withdrawn"),
    "records-27": Words("공공기록물법 제27조(기록물 폐기)", "public records law §27, disposal"),
    "court": Words("법원의 판결·결정", "a court's decision"),
}
"""On which ground private parts may be destroyed."""

EVENTS: Mapping[str, Words] = {
    "added": Words("새 열쇠", "added"),
    "rotated": Words("열쇠 교체", "rotated"),
    "withdrawn": Words("열쇠 폐기", "withdrawn"),
    "lost": Words("열쇠 분실 뒤 교체", "replaced after loss"),
}
USES: Mapping[str, Words] = {
    "log": Words("원장 서명", "signs the log"),
    "issuer": Words("증명서 발급", "signs certificates"),
    "root": Words("뿌리 열쇠", "signs key changes only"),
}

_DESK = "secretary plan-office"

KINDS = (
    declared(
        "credential.issued",
        "증명서 발급",
        "certificate issued",
        _DESK,
        certificate=DIGEST,
        type=one_of(*TYPES),
        about=optional(ACT),
    ),
    declared(
        "credential.status",
        "증명서 취소",
        "certificate revoked",
        _DESK,
        certificate=DIGEST,
        state=one_of("revoked"),
        why=one_of(*WHYS),
    ),
    declared(
        "record.erased",
        "비공개 자료 삭제",
        "private parts erased",
        f"{_DESK} department",
        act=ACT,
        erased=DIGEST,
        of=CODE,
        basis=one_of(*BASES),
    ),
    declared(
        "key.event",
        "열쇠 변경",
        "key changed",
        "plan-office",
        event=one_of(*EVENTS),
        use=one_of(*USES),
        old=optional(DIGEST),
        new=optional(DIGEST),
    ),
)
