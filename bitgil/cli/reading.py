"""What the deeds of the record share in reading: files named by the user, the policy, what an audit found."""

from __future__ import annotations

import argparse
from pathlib import Path

from bitgil.cli.asking import Refused
from bitgil.cli.speech import Out
from bitgil.quantity import Words
from bitgil.record.auditing import Audit
from bitgil.record.policy import Policy, policy_from
from bitgil.record.refusal import Fault
from bitgil.record.succession import roots_from
from bitgil.record.verification import REFUSED, UNWITNESSED, WITNESSED


def policy_argument(parser: argparse.ArgumentParser, language: str) -> None:
    """Add the policy, which a careful reader does not take from the log's own server."""
    words = Words("신뢰 정책: 어느 원장과 증인을 믿는가", "trust policy: which log and witnesses to trust")
    parser.add_argument("--policy", type=Path, required=True, metavar="FILE", help=words.in_(language))
    change = Words(
        "원장 열쇠가 바뀌었다는 서명된 문서 (여러 번 쓸 수 있음)",
        "signed statement that the log's key changed (repeatable)",
    )
    parser.add_argument(
        "--change", type=Path, action="append", default=[], metavar="FILE", help=change.in_(language)
    )
    roots = Words("뿌리 열쇠의 파일", "file of the root keys")
    parser.add_argument("--roots", type=Path, metavar="FILE", help=roots.in_(language))


def policy_asked(asked: argparse.Namespace) -> Policy:
    """Return the policy, with the keys that came before and after as the statements given say."""
    policy = policy_from(content_of(asked.policy))
    roots = roots_from(content_of(asked.roots)) if asked.roots else None
    return policy.with_changes(map(content_of, asked.change), roots) if asked.change else policy


def content_of(path: Path) -> bytes:
    """Return a file that the user named; raise Refused where it can't be read."""
    try:
        return path.read_bytes()
    except OSError as fault:
        raise Refused(
            f"{path} 파일을 읽을 수 없습니다. 이름과 권한을 확인하세요.",
            f"{path} can't be read ({fault.strerror}); check its name and rights",
        ) from fault


def put(path: Path, content: bytes) -> None:
    """Write a file that the user named; raise Refused where it can't be written."""
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise Refused(
            f"{path}에 쓸 수 없습니다. 폴더와 권한을 확인하세요.",
            f"{path} can't be written ({fault.strerror}); check the folder and its rights",
        ) from fault


def tell_audit(found: Audit, out: Out) -> int:
    """Say what an audit found; return 0 witnessed, 1 refused, 2 sound but not witnessed."""
    out.problems((*found.problems, *found.warnings))
    if set(found.faults) - {Fault.QUORUM} or found.checkpoint is None:
        return REFUSED
    out.tell(
        f"원장 {found.checkpoint.origin}: 항목 {found.entries}건, 파일 {found.files}개가 서명과 같습니다.",
        f"Log {found.checkpoint.origin}: {found.entries:,} entries in {found.files:,} files are as signed.",
    )
    if found.independent and found.whole:
        out.tell(f"증인: {', '.join(found.witnessed)}", f"Witnesses: {', '.join(found.witnessed)}")
        return WITNESSED
    out.tell("독립적으로 증인되지 않음", "Not independently witnessed")
    return UNWITNESSED
