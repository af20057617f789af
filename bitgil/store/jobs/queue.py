"""The queue: one table of jobs, each waiting, running, done, stopped or failed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from bitgil.plan.version import canonical_json
from bitgil.store.clock import now
from bitgil.store.jobs.questions import Question, question_from
from bitgil.store.models import JobRow

WAITING, RUNNING, DONE, STOPPED, FAILED = "waiting", "running", "done", "stopped", "failed"
LONGEST = 3_600.0
MOST_STARTS = 3
"""A job that was cut off so often is given up: something in it ends its worker."""


@dataclass(frozen=True, slots=True)
class Job:
    """One job as it stands; `best` and `bound` are decimal texts, empty where nothing is known yet."""

    number: int
    question: Question
    seconds: float
    account: str
    version: str
    state: str
    stop: bool
    created: str
    begun: str
    ended: str
    gone: float
    best: str
    bound: str
    done: int
    whole: int
    result: Mapping[str, Any] | None
    fault: str

    @property
    def open(self) -> bool:
        """Whether it still waits or runs."""
        return self.state in {WAITING, RUNNING}


def ask(question: Question, *, seconds: float, account: str, version: str) -> Job:
    """Put a question into the queue and return its job; the same question that still waits is not doubled.

    Raises ValueError where the time is none, or longer than an hour.
    """
    if not 0 < seconds <= LONGEST:
        raise ValueError(f"{seconds} seconds: give more than 0 and at most {LONGEST:,.0f}")
    asked = canonical_json(question.plain()).decode()
    with transaction.atomic():
        same = JobRow.objects.filter(
            kind=question.kind, asked=asked, version=version, state__in=(WAITING, RUNNING), stop=False
        ).first()
        row = same or JobRow.objects.create(
            kind=question.kind,
            asked=asked,
            seconds=seconds,
            account=account,
            version=version,
            created=now(),
        )
    return _job(row)


def found(number: int) -> Job | None:
    """Return the job of that number, None where there is none."""
    row = JobRow.objects.filter(pk=number).first()
    return None if row is None else _job(row)


def latest(limit: int = 20) -> tuple[Job, ...]:
    """Return the last jobs, the newest first."""
    return tuple(_job(row) for row in JobRow.objects.order_by("-pk")[:limit])


def finished(question: Question, version: str) -> Job | None:
    """Return the last job that answered this very question on that version of the plan."""
    asked = canonical_json(question.plain()).decode()
    row = (
        JobRow.objects.filter(kind=question.kind, asked=asked, version=version, state__in=(DONE, STOPPED))
        .exclude(result="")
        .order_by("-pk")
        .first()
    )
    return None if row is None else _job(row)


def stop(number: int) -> bool:
    """Ask a job to end with its best so far; one that waits ends at once. Return whether it was open."""
    with transaction.atomic():
        ended = JobRow.objects.filter(pk=number, state=WAITING).update(state=STOPPED, stop=True, ended=now())
        return bool(ended or JobRow.objects.filter(pk=number, state=RUNNING).update(stop=True))


def take() -> JobRow | None:
    """Take the oldest waiting job, marked as running; None where none waits."""
    with transaction.atomic():
        row = JobRow.objects.filter(state=WAITING).order_by("pk").first()
        if row is not None:
            row.state, row.begun, row.starts = RUNNING, now(), row.starts + 1
            row.save(update_fields=("state", "begun", "starts"))
    return row


def put_back() -> int:
    """Let jobs wait again whose worker is gone, or give up what was cut off too often; return how many.

    Only the worker may call this, for it alone knows that no other is at work.
    """
    cut = JobRow.objects.filter(state=RUNNING)
    given_up = "the worker ended in the middle of it too often"
    cut.filter(starts__gte=MOST_STARTS).update(state=FAILED, fault=given_up, ended=now())
    return cut.filter(starts__lt=MOST_STARTS).update(state=WAITING)


def _job(row: JobRow) -> Job:
    return Job(
        number=row.pk,
        question=question_from(row.kind, json.loads(row.asked)),
        seconds=row.seconds,
        account=row.account,
        version=row.version,
        state=row.state,
        stop=row.stop,
        created=row.created,
        begun=row.begun,
        ended=row.ended,
        gone=row.gone,
        best=row.best,
        bound=row.bound,
        done=row.done,
        whole=row.whole,
        result=json.loads(row.result) if row.result else None,
        fault=row.fault,
    )
