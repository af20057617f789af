"""bitgil record certificate DEED …: certificates issued, handed out, checked and revoked.

Belongs here: one deed a module, each with HELP, arguments() and act().
Does not: what a certificate is (record.credentials) or how it is kept (store).
"""

from __future__ import annotations

from bitgil.quantity import Words

HELP = Words("증명서를 발급·교부·검증·취소합니다", "issue, hand out, check and revoke certificates")
