"""What the record refuses: each fault has one name, an English sentence of its own and a Korean one."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from bitgil.plan.problems import Problem


class Fault(StrEnum):
    """The name of what is wrong, for programs; the sentence beside it is for people."""

    FORM = "form"
    TEXT = "text"
    ENTRY = "entry"
    PERSONAL = "personal"
    COMMITMENT = "commitment"
    CONTEXT = "context"
    SIGNATURE = "signature"
    UNSIGNED = "unsigned"
    TWICE = "twice"
    INCLUSION = "inclusion"
    EDITED = "edited"
    CUT = "cut"
    CONSISTENCY = "consistency"
    FORK = "fork"
    ROLLBACK = "rollback"
    STALE = "stale"
    QUORUM = "quorum"
    POLICY = "policy"
    KEY = "key"
    BUSY = "busy"
    OVERTAKEN = "overtaken"
    WITNESS = "witness"
    ANCHOR = "anchor"
    ISSUER = "issuer"
    UNLOGGED = "unlogged"
    REVOKED = "revoked"
    EXPIRED = "expired"
    EARLY = "early"
    STATUS = "status"
    OUTDATED = "outdated"
    ERASED = "erased"


KOREAN: Mapping[Fault, tuple[str, str]] = {
    Fault.FORM: ("파일의 형식이 규격과 다릅니다", "원본 파일을 다시 받으십시오"),
    Fault.TEXT: ("글자가 정해진 꼴(NFC, 줄바꿈 LF)이 아닙니다", "NFC와 LF로 고친 뒤 다시 기록하십시오"),
    Fault.ENTRY: ("기록 항목의 내용이 규칙에 맞지 않습니다", "허용된 항목과 값만 쓰십시오"),
    Fault.PERSONAL: (
        "공개 항목에 허용되지 않은 내용이 있습니다",
        "공개 항목에는 목록에 있는 값만 쓰고 나머지는 문서에 두십시오",
    ),
    Fault.COMMITMENT: ("문서가 기록된 약속값과 다릅니다", "기록 당시의 문서와 소금값을 쓰십시오"),
    Fault.CONTEXT: ("다른 원장이나 다른 용도의 자료입니다", "이 원장에서 나온 자료를 쓰십시오"),
    Fault.SIGNATURE: (
        "알려진 열쇠의 서명이 맞지 않습니다",
        "원본을 다시 받고, 같으면 운영자와 언론에 알리십시오",
    ),
    Fault.UNSIGNED: ("원장의 서명이 없습니다", "원장이 서명한 체크포인트를 받으십시오"),
    Fault.TWICE: ("한 열쇠의 서명이 두 번 있습니다", "서명을 하나만 남긴 원본을 받으십시오"),
    Fault.INCLUSION: ("이 항목이 원장에 들어 있다는 증명이 성립하지 않습니다", "증명 파일을 다시 받으십시오"),
    Fault.EDITED: ("기록된 항목이 바뀌었습니다", "다른 사본과 견주고 증거로 보관하십시오"),
    Fault.CUT: ("기록의 일부가 없습니다", "빠진 파일을 다시 받고, 없으면 증거로 보관하십시오"),
    Fault.CONSISTENCY: ("앞의 원장이 그대로 이어지지 않습니다", "두 체크포인트를 증거로 보관하고 알리십시오"),
    Fault.FORK: ("원장이 두 갈래로 갈라졌습니다", "쓰기를 멈추고 두 체크포인트를 보관한 뒤 알리십시오"),
    Fault.ROLLBACK: ("원장이 예전 상태로 되돌아갔습니다", "쓰기를 멈추고 가장 최근의 백업을 되살리십시오"),
    Fault.STALE: ("증인의 확인이 오래되었습니다", "새 체크포인트를 받으십시오"),
    Fault.QUORUM: ("필요한 만큼의 독립 증인이 확인하지 않았습니다", "증인의 확인이 모인 뒤 다시 받으십시오"),
    Fault.POLICY: ("신뢰 정책 파일에 잘못이 있습니다", "표시된 줄을 고치십시오"),
    Fault.KEY: ("열쇠를 쓸 수 없습니다", "열쇠 파일과 암호를 확인하십시오"),
    Fault.BUSY: ("다른 프로그램이 원장에 쓰고 있습니다", "그 프로그램이 끝난 뒤 다시 하십시오"),
    Fault.OVERTAKEN: ("그사이 원장이 바뀌었습니다", "원장을 다시 열고 되풀이하십시오"),
    Fault.WITNESS: ("증인이 답하지 않거나 답이 틀립니다", "증인 운영자에게 연락하십시오"),
    Fault.ANCHOR: (
        "제3자의 시각 확인(시점 토큰)을 받지 못했거나 맞지 않습니다",
        "시각 확인 기관의 주소와 인증서를 확인하고 오늘 안에 다시 하십시오",
    ),
    Fault.ISSUER: (
        "믿는 발급기관의 증명서가 아닙니다",
        "발급기관의 문서(did.json)를 다시 받고, 그 기관에 확인하십시오",
    ),
    Fault.UNLOGGED: (
        "이 증명서의 발급이 원장에 없습니다",
        "원장 증명이 든 파일을 발급기관에서 다시 받으십시오",
    ),
    Fault.REVOKED: ("발급기관이 취소한 증명서입니다", "취소한 까닭을 발급기관에 물으십시오"),
    Fault.EXPIRED: ("유효기간이 지난 증명서입니다", "새로 발급받으십시오"),
    Fault.EARLY: ("아직 효력이 없는 증명서입니다", "효력이 생기는 날 다시 확인하십시오"),
    Fault.STATUS: ("이 증명서의 상태 목록이 아닙니다", "증명서에 적힌 주소의 목록을 받으십시오"),
    Fault.OUTDATED: ("상태 목록을 믿을 수 있는 기간이 아닙니다", "오늘의 상태 목록을 받으십시오"),
    Fault.ERASED: (
        "소금값이 없어 원장과 이을 수 없는 증명서입니다",
        "받은 사람이 가진 원본 파일을 쓰십시오. 시가 지운 사본은 되살릴 수 없습니다",
    ),
}
"""What each fault is and how to mend it, in Korean."""


class Refused(Exception):  # noqa: N818  reads as the sentence it is raised for
    """Raised where something is not what it claims to be; carries the fault's name and a Problem."""

    def __init__(self, fault: Fault, where: str, what: str, fix: str) -> None:
        self.fault = fault
        self.problem = Problem(where, what, fix, *KOREAN[fault])
        super().__init__(str(self.problem))
