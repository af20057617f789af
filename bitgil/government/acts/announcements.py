"""알림: what the city says about its own record, such as which checking page it gives to citizens."""

from __future__ import annotations

from bitgil.government.acts.fields import DIGEST
from bitgil.government.acts.kinds import declared

KINDS = (
    declared("page.published", "확인 화면 공개", "checking page published", "plan-office", sha256=DIGEST),
)
