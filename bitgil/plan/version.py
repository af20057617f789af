"""The version of a Plan: the hash of its canonical form, so that it covers values only.

The canonical form is RFC 8785 JSON with decimals as text and money in won; comments, key order and
spellings such as 0.90 for 0.9 do not change it.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from bitgil.plan.decoding import Faults, decode
from bitgil.plan.encoding import encode
from bitgil.plan.problems import Unsound, problem
from bitgil.plan.spelling import Spelling
from bitgil.plan.types import Plan


def canonical(plan: Plan) -> bytes:
    """Return the canonical form of a Plan.

    Without floats, and with keys in ASCII, sorted compact JSON is RFC 8785 JSON; a test holds it
    against an independent implementation.
    """
    return canonical_json(encode(plan, Spelling.CANONICAL))


def canonical_json(data: Any) -> bytes:  # noqa: ANN401  plain data
    """Return RFC 8785 bytes of plain data that holds no float and only ASCII keys."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def version_of(plan: Plan) -> str:
    """Return the version of a Plan as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(plan)).hexdigest()


def plan_from(content: bytes) -> Plan:
    """Return the Plan of a canonical form; raise Unsound where it is none."""
    faults = Faults()
    plan = decode(Plan, json.loads(content), faults, spelling=Spelling.CANONICAL)
    if plan is None:
        raise Unsound(tuple(problem("canonical plan", what, fix) for what, fix in faults.heard))
    return plan
