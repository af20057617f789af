"""증명서: what must have happened before a certificate is issued, revoked or its copy erased."""
# ruff: noqa: D401  a rule's docstring states what holds

from __future__ import annotations

from collections.abc import Iterator

from bitgil.government.acts import Act
from bitgil.government.acts.committee import CARRIED
from bitgil.government.certificates import issued
from bitgil.government.rules.breaches import Breach, Question


def resolutions_are_certified_as_carried(asked: Question) -> Iterator[Breach]:
    """A certificate of a resolution rests on one of the same meeting that was carried."""
    if asked.kind != "credential.issued" or asked.public["type"] != "resolution":
        return
    number = asked.public.get("about")
    ground = next((act for act in asked.state.dossier(asked.draft.subject) if act.number == number), None)
    if ground is None or ground.kind != "motion.resolved" or ground.public["outcome"] not in CARRIED:
        yield asked.fault(
            "record.certified",
            f"행위 {number}번은 이 회의에서 가결된 의결이 아닙니다",
            f"act {number} is no carried resolution of this meeting",
            "가결된 의결(motion.resolved)의 행위 번호를 적으세요",
            "name the act of a carried resolution (motion.resolved)",
        )


def certificates_are_revoked_once(asked: Question) -> Iterator[Breach]:
    """Only a certificate that was issued and still holds is revoked."""
    if asked.kind != "credential.status":
        return
    mark = asked.public["certificate"]
    held = next((each for each in issued(_acts(asked)) if each.mark == mark), None)
    if held is None or held.revoked is not None:
        yield asked.fault(
            "record.revoked",
            "발급되지 않았거나 이미 취소된 증명서입니다",
            "no such certificate was issued, or it is revoked already",
            "발급 행위의 번호를 확인하세요",
            "look up the number of its issuance",
        )


def erasures_name_what_was_recorded(asked: Question) -> Iterator[Breach]:
    """What is erased is the private part of a recorded act, and it is erased once."""
    if asked.kind != "record.erased":
        return
    acts = _acts(asked)
    about = next((act for act in acts if act.number == asked.public["act"]), None)
    named = about and {about.public.get("document"), about.public.get("certificate")}
    gone = {act.public["erased"] for act in acts if act.kind == "record.erased"}
    if not named or asked.public["erased"] not in named - gone:
        yield asked.fault(
            "record.erased",
            f"행위 {asked.public['act']}번에는 지울 비공개 자료가 없습니다",
            f"act {asked.public['act']} has no private part left to erase",
            "행위 번호를 확인하세요",
            "look up the number of the act",
        )


def _acts(asked: Question) -> list[Act]:
    return [act for dossier in asked.state.dossiers.values() for act in dossier]
