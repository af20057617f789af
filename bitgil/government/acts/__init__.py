"""행위: one official event, the only way state changes. Acts are appended and never edited.

Belongs here: the Act, the kinds of act, what each may say in public and who may do it.
Does not: whether an act is allowed just now (rules), what acts add up to (state), where they are kept.
"""

from __future__ import annotations

from bitgil.government.acts.kinds import ROLES, Kind
from bitgil.government.acts.records import SCHEMA, Act, Draft
from bitgil.government.acts.register import KINDS, log_schemas

__all__ = ["KINDS", "ROLES", "SCHEMA", "Act", "Draft", "Kind", "log_schemas"]
