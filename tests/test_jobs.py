"""Long runs: asked once, told as they go, stopped with the best so far, taken up again after a restart."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from time import monotonic, sleep

import pytest
from toytown import toytown_city, toytown_plan

from bitgil.roadmap.ground import Ground, survey
from bitgil.roadmap.wishes import Wish
from bitgil.store import jobs
from bitgil.store.jobs import Question
from bitgil.store.jobs.questions import question_from
from bitgil.store.jobs.queue import MOST_STARTS, put_back, take
from bitgil.store.jobs.running import Runner
from bitgil.store.models import JobRow

# A job runs in a thread with a connection of its own, which sees only what was really written.
pytestmark = pytest.mark.django_db(transaction=True)
SURVEY = survey(toytown_plan(), toytown_city(), as_of="2024-12-31", anew=True)
GROUND = SURVEY.ground
VERSION = "ab" * 32


def grounds(question: Question, version: str) -> Ground:
    """Return Toytown's plan made anew for its own version, as the store does for the version in force."""
    del question
    if version != VERSION:
        raise LookupError("the plan has changed since this was asked; ask again")
    return GROUND


def ask(question: Question, seconds: float = 60.0, version: str = VERSION) -> int:
    """Put a question into the queue and return its number."""
    return jobs.ask(question, seconds=seconds, account="kim", version=version).number


def run(number: int) -> jobs.Job:
    """Let a runner do one job, and return it as it ended."""
    runner = Runner(grounds, lambda _: SURVEY)
    assert runner.turn() == number
    runner.wait()
    found = jobs.found(number)
    assert found is not None
    return found


def test_a_roadmap_is_solved_to_its_proof() -> None:
    """The answer is the stated roadmap held against the whole city model; its best and bound meet."""
    found = run(ask(Question("roadmap", wish=Wish(into=("P02",)))))
    assert found.state == "done"
    assert found.result is not None
    assert found.result["status"] == "optimal"
    assert found.best == found.bound == found.result["value"]
    assert found.result["promised"]["words"]["en"]
    assert {row["id"] for row in found.result["projects"] if row["verdict"] == "in"} >= {"P02"}
    assert json.loads(json.dumps(found.result)) == found.result


def test_a_front_and_firmness_are_answered() -> None:
    """Every kind of question gives its own answer, and counts its parts as it goes."""
    front = run(ask(Question("front", pair=("climate", "people"), points=6)))
    assert front.result is not None
    assert len(front.result["points"]) >= 6
    firm = run(ask(Question("firmness")))
    assert firm.result is not None
    assert {row["id"] for row in firm.result["verdicts"]} >= {"P03", "P07"}
    assert firm.whole > 0


def test_the_same_question_is_not_asked_twice() -> None:
    """While it waits a question is one job; once it was answered its answer is found again."""
    question = Question("roadmap", wish=Wish(weights={"people": Decimal(2)}))
    number = ask(question)
    assert ask(question) == number
    assert jobs.finished(question, VERSION) is None
    run(number)
    answered = jobs.finished(question, VERSION)
    assert answered is not None
    assert answered.number == number
    assert ask(question) != number


def test_a_question_is_the_same_after_it_was_kept() -> None:
    """Written as JSON and read back a question is unchanged."""
    wish = Wish(("P02",), ("P07",), {"P12": "2026Q1"}, {"people": Decimal("0.40")})
    question = Question("front", by_reference=True, wish=wish, pair=("climate", "people"), points=9)
    again = question_from("front", json.loads(json.dumps(question.plain())))
    assert again.plain() == question.plain()
    assert again == question


def test_a_job_that_waits_is_stopped_at_once() -> None:
    """Stopped before it began it never runs; stopping it again does nothing."""
    number = ask(Question("roadmap"))
    assert jobs.stop(number)
    assert not jobs.stop(number)
    assert Runner(grounds).turn() is None
    found = jobs.found(number)
    assert found is not None
    assert (found.state, found.open) == ("stopped", False)


def test_a_running_job_ends_with_its_best_so_far() -> None:
    """A stop that comes while it runs leaves an answer, marked as stopped."""
    number = ask(Question("front", pair=("climate", "people"), points=500), seconds=600.0)
    runner = Runner(grounds)
    runner.turn()
    jobs.stop(number)
    begun = monotonic()
    runner.wait()
    found = jobs.found(number)
    assert monotonic() - begun < 30
    assert found is not None
    assert found.state in {"stopped", "done"}
    assert found.result is not None


def test_a_job_survives_its_worker() -> None:
    """What ran when the worker was killed waits again at the next start; after three times it is given up."""
    number = ask(Question("roadmap"))
    for _ in range(MOST_STARTS - 1):
        assert take() is not None
        assert put_back() == 1
    assert take() is not None
    assert put_back() == 0
    found = jobs.found(number)
    assert found is not None
    assert found.state == "failed"
    assert "too often" in found.fault
    number = ask(Question("roadmap"))
    assert take() is not None
    assert run(number).state == "done"


def test_a_worker_that_ends_puts_its_job_back() -> None:
    """A clean end of the worker keeps the best so far and lets the job wait for the next one."""
    number = ask(Question("front", pair=("climate", "people"), points=500), seconds=600.0)
    runner = Runner(grounds)
    runner.turn()
    sleep(0.2)
    runner.end()
    row = JobRow.objects.get(pk=number)
    assert row.state in {"waiting", "done"}
    assert row.result


def test_one_job_runs_at_a_time() -> None:
    """A second turn while one is at work takes nothing up."""
    ask(Question("front", pair=("climate", "people"), points=60))
    second = ask(Question("firmness"))
    runner = Runner(grounds)
    runner.turn()
    assert runner.turn() is None
    runner.wait()
    assert runner.turn() == second
    runner.wait()


def test_a_fault_is_a_sentence_and_ends_only_its_job() -> None:
    """A wish that cannot be asked, and a plan that has moved on: each job fails in words."""
    wrong = run(ask(Question("roadmap", wish=Wish(into=("P99",)))))
    assert wrong.state == "failed"
    assert "P99: 이 계획의 선택 대상이 아닙니다" in wrong.fault
    old = run(ask(Question("roadmap"), version="0" * 64))
    assert old.state == "failed"
    assert re.search("ask again", old.fault)
    with pytest.raises(ValueError, match="at most"):
        ask(Question("roadmap"), seconds=99_999.0)
