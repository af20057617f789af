"""One's own second factor: a device is begun, shows that it works, and leaves ten recovery codes."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django_otp.plugins.otp_totp.models import TOTPDevice

from bitgil.plan.problems import Problem, Unsound, problem
from bitgil.portal.pages import NotHere
from bitgil.portal.workspace.desk import Desk, Done, Looked
from bitgil.quantity import Words
from bitgil.store import second_factor
from bitgil.store.models import Account

TITLE = Words("두 단계 확인", "Second factor")
PATH = "second-factor/"
DEED = "workspace.enter"
PARENT = "workspace"
QR = Words("인증 앱으로 찍는 QR 코드", "QR code for an authenticator app")


def context(desk: Desk) -> dict[str, Any]:
    """Return whether there is a device, how many recovery codes are left, and the key of one just begun."""
    account = _account(desk)
    begun = second_factor.begun_for(account)
    wants = second_factor.wants(account, proven=False)
    return {
        "device": second_factor.device_of(account),
        "left": second_factor.codes_left(account),
        "needed": wants is second_factor.Wants.DEVICE,
        "key": second_factor.key_text(begun) if begun else "",
        "drawing": _drawn(begun, desk) if begun else "",
        "username": account.username,
    }


def post(desk: Desk) -> Done | Looked:
    """Begin a device, or take it once it has shown a code; the recovery codes are shown this once."""
    account, what = _account(desk), desk.posted.one("do")
    if what == "begin":
        second_factor.begin(account)
        said = Words("인증 앱에 넣을 열쇠를 만들었습니다.", "A key for your authenticator app is made.")
        return Done("./#key", said)
    if what != "confirm":
        raise NotHere(what)
    device, codes = second_factor.confirm(account, desk.posted.one("code"), hand=desk.hand)
    if device is None:
        raise Unsound((_wrong(),))
    return Looked({**context(desk), "codes": codes}, proven=device)


def _drawn(device: TOTPDevice, desk: Desk) -> SafeString:
    # Markup of ours alone: the title is a constant, and the address is drawn, not written.
    return mark_safe(second_factor.key_drawing(device, QR.in_(desk.language)))  # noqa: S308


def _account(desk: Desk) -> Account:
    if not second_factor.is_on():
        raise NotHere("second factor")
    return Account.objects.get(username=desk.person.name)


def _wrong() -> Problem:
    return problem(
        "인증 코드",
        Words("코드가 맞지 않습니다", "the code is not right"),
        Words(
            "잠깐 기다렸다가 앱에 보이는 여섯 자리를 다시 넣고, 기기의 시각이 맞는지 확인하세요",
            "wait a moment, write the six digits the app shows, and check the clock of your device",
        ),
    )
