"""두 단계 확인: a code of one's own device beside the password, and recovery codes for the day it is lost.

Codes are those of RFC 6238 (30 seconds, six digits, one step of tolerance), each taken once; whoever gets
one wrong waits twice as long each time (django-otp). Recovery codes hold 80 random bits and are kept as
SHA-256, so whoever reads the table cannot enter with them.
"""

from __future__ import annotations

import secrets
from base64 import b32encode
from enum import Enum
from hashlib import sha256

import segno
from django.conf import settings
from django.db import transaction
from django_otp import verify_token
from django_otp.models import Device
from django_otp.plugins.otp_totp.models import TOTPDevice

from bitgil.store.access import COMMAND_LINE, Hand, note
from bitgil.store.models import Account, RecoveryRow

OFF, OFFERED, REQUIRED = "off", "offered", "required"
KEEPERS = frozenset({"administrator", "plan-office", "secretary"})
"""Seats that cannot do without a second factor where it is required."""
CODES = 10
_GROUP = 4


class Wants(Enum):
    """What still stands between somebody who gave their password and the workspace."""

    NOTHING = "nothing"
    CODE = "code"
    DEVICE = "device"


def is_on() -> bool:
    """Whether this site knows a second factor at all."""
    return settings.BITGIL_SECOND_FACTOR != OFF


def wants(account: Account, *, proven: bool) -> Wants:
    """Return what is still asked of an account; *proven*: this visit has shown a code."""
    if not is_on() or proven:
        return Wants.NOTHING
    if device_of(account) is not None:
        return Wants.CODE
    needed = settings.BITGIL_SECOND_FACTOR == REQUIRED and KEEPERS & set(account.seats.split())
    return Wants.DEVICE if needed else Wants.NOTHING


def device_of(account: Account) -> TOTPDevice | None:
    """Return the device that an account enters with, None where there is none."""
    return _devices(account, confirmed=True)


def begun_for(account: Account) -> TOTPDevice | None:
    """Return the device that was begun and has not shown a code yet."""
    return _devices(account, confirmed=False)


def begin(account: Account) -> TOTPDevice:
    """Make a key for a new device; until it has shown a code, the account enters as before."""
    TOTPDevice.objects.filter(user=account, confirmed=False).delete()
    return TOTPDevice.objects.create(user=account, name="totp", confirmed=False)


def confirm(
    account: Account, code: str, *, hand: Hand = COMMAND_LINE
) -> tuple[Device | None, tuple[str, ...]]:
    """Take the new device in place of any other where its code is right; return it with recovery codes."""
    begun = begun_for(account)
    if begun is None or verify_token(account, begun.persistent_id, _digits(code)) is None:
        return None, ()
    with transaction.atomic():
        TOTPDevice.objects.filter(user=account).exclude(pk=begun.pk).delete()
        TOTPDevice.objects.filter(pk=begun.pk).update(confirmed=True)
        begun.refresh_from_db()
        note(hand, "device.taken", account.username)
        return begun, _fresh_codes(account)


def prove(account: Account, code: str, *, hand: Hand = COMMAND_LINE) -> Device | None:
    """Return the account's device where the code is one of its own or an unused recovery code.

    Note a right one, and a wrong one unless the account waits already: whoever goes on trying fills no table.
    """
    waited, shown = waits(account), _shown(account, code)
    if shown is not None:
        note(hand, "code.shown")
    elif not waited:
        note(hand, "code.refused")
    return shown


def _shown(account: Account, code: str) -> Device | None:
    device = device_of(account)
    if device is None:
        return None
    digits = _digits(code)
    if digits.isdecimal():
        return verify_token(account, device.persistent_id, digits)
    used, _ = RecoveryRow.objects.filter(account=account.username, digest=_digest(code)).delete()
    return device if used else None


def waits(account: Account) -> bool:
    """Whether wrong codes keep an account waiting just now."""
    device = device_of(account)
    return device is not None and not device.verify_is_allowed()[0]


def codes_left(account: Account) -> int:
    """Return how many recovery codes of an account are unused."""
    return RecoveryRow.objects.filter(account=account.username).count()


def forget(account: Account, *, hand: Hand = COMMAND_LINE) -> bool:
    """Take device and recovery codes from an account; return whether there was a device."""
    with transaction.atomic():
        RecoveryRow.objects.filter(account=account.username).delete()
        had = bool(TOTPDevice.objects.filter(user=account).delete()[0])
        if had:
            note(hand, "device.forgotten", account.username)
    return had


def key_text(device: TOTPDevice) -> str:
    """Return a device's key as people type it: base 32 in groups of four."""
    return _grouped(b32encode(device.bin_key).decode())


def key_drawing(device: TOTPDevice, title: str) -> str:
    """Return a device's address as a QR code in SVG, dark on light whatever the page's colours are."""
    code = segno.make_qr(device.config_url, error="m")
    return code.svg_inline(scale=4, border=4, dark="#000", light="#fff", title=title)


def _devices(account: Account, *, confirmed: bool) -> TOTPDevice | None:
    found: TOTPDevice | None = TOTPDevice.objects.filter(user=account, confirmed=confirmed).first()
    return found


def _fresh_codes(account: Account) -> tuple[str, ...]:
    RecoveryRow.objects.filter(account=account.username).delete()
    codes = tuple(_grouped(b32encode(secrets.token_bytes(10)).decode()) for _ in range(CODES))
    RecoveryRow.objects.bulk_create(
        RecoveryRow(account=account.username, digest=_digest(code)) for code in codes
    )
    return codes


def _grouped(text: str) -> str:
    return " ".join(text[place : place + _GROUP] for place in range(0, len(text), _GROUP))


def _digits(code: str) -> str:
    return "".join(code.split()).replace("-", "")


def _digest(code: str) -> str:
    return sha256(_digits(code).upper().encode()).hexdigest()
