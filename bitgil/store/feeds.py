"""Calendar feeds: a secret address for each account that wants one, shown once and revocable at any time."""

from __future__ import annotations

import hashlib
import secrets

from bitgil.store.models import Account, FeedRow


def renew(account: Account) -> str:
    """Give an account a fresh secret and return it; an earlier one leads nowhere from now on."""
    secret = secrets.token_urlsafe(24)
    FeedRow.objects.update_or_create(account=account.username, defaults={"digest": _digest(secret)})
    return secret


def revoke(account: Account) -> bool:
    """Take an account's secret away; return whether it had one."""
    return bool(FeedRow.objects.filter(account=account.username).delete()[0])


def has(account: str) -> bool:
    """Whether an account has a feed."""
    return FeedRow.objects.filter(account=account).exists()


def owner(secret: str) -> Account | None:
    """Return the open account whose calendar a secret leads to, None where there is none."""
    name = FeedRow.objects.filter(digest=_digest(secret)).values_list("account", flat=True).first()
    return Account.objects.filter(username=name, is_active=True).first() if name else None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
