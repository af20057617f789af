"""Running one job: in a thread of its own, so that the worker's other duties go on beside it.

Whoever asked sees best and bound within half a second, and may stop it: the answer is then the best so far.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from threading import Event, Thread
from traceback import format_exception_only

from django.db import connection

from bitgil.checking import sectors_for
from bitgil.city.model import assemble
from bitgil.plan.problems import Unsound
from bitgil.roadmap.ground import Ground, Survey, from_plain, survey
from bitgil.roadmap.solver.search import Effort
from bitgil.store import projections
from bitgil.store.clock import now, ticks
from bitgil.store.current import state_in_force
from bitgil.store.jobs.questions import Measured, Question, answer, question_from
from bitgil.store.jobs.queue import DONE, FAILED, RUNNING, STOPPED, WAITING, put_back, take
from bitgil.store.models import JobRow

LOOK = 0.5
"""Seconds between two looks at whether somebody wants it stopped, and two notes of how far it is."""
PATIENCE = 10.0
ENDS = {"best": "value", "bound": "bound"}
"""What of a finished roadmap stands in the job's row."""
Grounds = Callable[[Question, str], Ground]
"""Returns what a question stands on, for a version of the plan."""


class Runner:
    """Runs one job at a time; a second turn while one is at work does nothing."""

    def __init__(self, grounds: Grounds | None = None, measured: Measured | None = None) -> None:
        self.grounds, self.measured = grounds or ground_in_force, measured or measured_anew
        self.thread: Thread | None = None
        self.ending = Event()
        self.fresh = True

    def turn(self) -> int | None:
        """Take up a waiting job where none is at work; return its number, None where nothing was done."""
        if self.thread is not None and self.thread.is_alive():
            return None
        if self.fresh:
            put_back()
            self.fresh = False
        row = take()
        if row is None:
            return None
        self.ending.clear()
        self.thread = Thread(target=self._run, args=(row,), name=f"job-{row.pk}", daemon=True)
        self.thread.start()
        return int(row.pk)

    def wait(self) -> None:
        """Return once nothing is at work."""
        if self.thread is not None:
            self.thread.join()

    def end(self) -> None:
        """Let the job at work go back into the queue, for the worker ends; what it found so far is kept."""
        self.ending.set()
        if self.thread is not None:
            self.thread.join(PATIENCE)

    def _run(self, row: JobRow) -> None:
        try:
            _Run(row, self.ending, self.grounds, self.measured).whole()
        finally:
            connection.close()


class _Run:
    """One job at work: its notes, its stop, and its end."""

    def __init__(self, row: JobRow, ending: Event, grounds: Grounds, measured: Measured) -> None:
        self.row, self.ending, self.grounds, self.stop = row, ending, grounds, Event()
        self.measured = measured
        self.over, self.begun, self.noted = Event(), ticks(), 0.0
        self.noted_values: dict[str, object] = {}

    def whole(self) -> None:
        """Answer the question and keep the answer, or the fault in words."""
        watch = Thread(target=self._watch, daemon=True)
        watch.start()
        try:
            result = self._answered()
        except Unsound as unsound:
            self._close(FAILED, fault="\n".join(problem.in_("ko") for problem in unsound.problems))
        except Exception as fault:  # noqa: BLE001  a fault of one job must not end the worker
            self._close(FAILED, fault="".join(format_exception_only(fault)).strip())
        else:
            if self.ending.is_set():
                self._close(WAITING, result=result)
            else:
                self._close(STOPPED if self.stop.is_set() else DONE, result=result)
        finally:
            self.over.set()
            watch.join()

    def _answered(self) -> str:
        question = question_from(self.row.kind, json.loads(self.row.asked))
        effort = Effort(seconds=self.row.seconds, stop=self.stop)
        found = answer(
            question,
            self.grounds(question, self.row.version),
            effort,
            measured=self.measured,
            heard=self.heard,
            counted=self.counted,
        )
        if question.kind == "roadmap":
            self._note(**{key: found[name] or "" for key, name in ENDS.items()})
        return json.dumps(found, ensure_ascii=False)

    def heard(self, best: Fraction | None, bound: Fraction | None, seconds: float) -> None:
        """Note the best value so far and the bound."""
        del seconds
        self._note(best=_text(best), bound=_text(bound))

    def counted(self, done: int, whole: int) -> None:
        """Note how many parts of the run are done."""
        self._note(done=done, whole=whole)

    def _note(self, **values: object) -> None:
        self.noted_values |= values

    def _watch(self) -> None:
        """Write down how far it is, and hear whether it is to stop."""
        try:
            while not self.over.wait(LOOK):
                gone = round(ticks() - self.begun, 1)
                JobRow.objects.filter(pk=self.row.pk).update(gone=gone, **self.noted_values)
                wanted = JobRow.objects.filter(pk=self.row.pk).values_list("stop", flat=True).first()
                if wanted or self.ending.is_set():
                    self.stop.set()
        finally:
            connection.close()

    def _close(self, state: str, *, result: str = "", fault: str = "") -> None:
        ended = "" if state in {WAITING, RUNNING} else now()
        gone = round(ticks() - self.begun, 1)
        JobRow.objects.filter(pk=self.row.pk).update(
            state=state, result=result, fault=fault, ended=ended, gone=gone, **self.noted_values
        )


def ground_in_force(question: Question, version: str) -> Ground:
    """Return the ground that was kept for that version; raise LookupError where the plan has moved on."""
    state = state_in_force()
    name = "ground_by_reference" if question.by_reference else "ground"
    kept = projections.read(version).get(name)
    if state.plan is None or state.version != version or kept is None:
        raise LookupError("the plan has changed since this was asked; ask again")
    return from_plain(state.plan, kept)


def measured_anew(ground: Ground) -> Survey:
    """Return a kept ground with its city and the gains behind its values, measured again as they were."""
    city = assemble(sectors_for(ground.plan), ground.plan)
    found = survey(ground.plan, city, as_of=ground.as_of, anew=ground.anew)
    return Survey(ground, found.city, found.valuation)


def _text(value: Fraction | None) -> str:
    return "" if value is None else f"{float(value):.4f}"
