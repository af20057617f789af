"""A million acts folded into dossiers, then into every project's standing, beside merely counting them.

Prints seconds for reading each act's kind and subject (the least any replay must do), for the fold, and for
the standing of every project and committee; at two sizes, so that anything not linear shows.
BENCH_SMALL=1 takes 20,000 acts.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TypeVar

from bitgil.government.acts import Act
from bitgil.government.cases import case_of
from bitgil.government.committees import committee_of, meeting_of
from bitgil.government.progress import progress_of, status_of
from bitgil.government.state import State, fold
from bitgil.government.views import as_of, known_on

MOST_SECONDS = 60
DAY = "2026-11-22"
T = TypeVar("T")

PIPELINE = (
    ("proposal.made", {"by": "department", "title": "제안"}),
    ("bid.found", {"programme": "공모", "total": 3_000_000_000, "city": 0}),
    ("bid.applied", {"total": 3_000_000_000, "city": 0}),
    ("gate.decided", {"body": "self", "result": "proper", "total": 3_000_000_000}),
    ("project.started", {"total": 3_000_000_000}),
)


def acts(count: int) -> Iterator[Act]:
    """Yield acts about a project for each hundred, and a meeting for each five hundred, in mixed order."""
    chance = random.Random(1)  # noqa: S311  the same acts every time
    projects, meetings = max(count // 100, 1), max(count // 500, 1)
    for number in range(1, count + 1):
        if number % 10 == 0:
            subject = f"4ir/{2000 + chance.randrange(meetings)}-1"
            kind, public = "meeting.attended", {"present": ["seat.1", "seat.2"]}
        elif number % 3 == 0:
            subject = f"P{chance.randrange(projects)}"
            kind, public = PIPELINE[chance.randrange(len(PIPELINE))]
        else:
            subject = f"P{chance.randrange(projects)}"
            period = f"{2015 + number * 12 // (count + 1)}H{1 + number % 2}"
            kind = "progress.reported"
            public = {"period": period, "work": "50", "spent": {"city": number}}
        when = f"{2015 + number * 11 // count}-0{1 + number % 9}-15"
        yield Act(number, str(number), kind, subject, when, f"{when}T00:00:00+00:00", "bench", public)


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Return the seconds that some work took, and its result."""
    begun = time.perf_counter()
    found = work()
    return time.perf_counter() - begun, found


def everything(state: State) -> int:
    """Work out the standing of every project and meeting, and return how many there are."""
    for subject, dossier in state.dossiers.items():
        if "/" in subject:
            meeting_of(subject, dossier)
        else:
            case = case_of(subject, dossier)
            progress_of(case, DAY, needed=3_000_000_000)
            status_of(case, DAY, first="2015", ends="2027")
    committee_of(state.dossier("4ir"), DAY)
    return len(state.dossiers)


def measure(count: int) -> float:
    """Fold that many acts, print each step, and return the seconds of fold and standings together."""
    made = list(acts(count))
    bare, _ = timed(lambda: Counter((act.kind, act.subject) for act in made))
    folding, state = timed(lambda: fold(made, lambda mark: mark.encode()))
    standing, subjects = timed(lambda: everything(state))
    viewing, view = timed(lambda: sum(1 for _ in known_on(as_of(made, "2020-12-31"), "2020-12-31")))
    again, _ = timed(
        lambda: fold(made[-1:], lambda mark: mark.encode(), fold(made[:-1], lambda mark: mark.encode()))
    )
    whole = folding + standing
    print(f"{count:,} acts about {subjects:,} subjects")
    print(f"  counted by kind and subject {bare:.2f} s; folded {folding:.2f} s ({folding / bare:.1f} x)")
    print(f"  every standing {standing:.2f} s; together {whole:.2f} s ({1e6 * whole / count:.1f} µs an act)")
    print(f"  a view as of 2020, {view:,} acts: {viewing:.2f} s; folded in two pieces {again:.2f} s")
    return whole


def main() -> None:
    """Measure a tenth and the whole; fail where the whole is too slow or grows faster than its size."""
    count = 20_000 if os.environ.get("BENCH_SMALL") else 1_000_000
    part, whole = measure(count // 10), measure(count)
    print(f"ten times the acts took {whole / part:.1f} times as long")
    assert whole < MOST_SECONDS, "too slow"  # noqa: S101  a slow replay is a fault


if __name__ == "__main__":
    main()
