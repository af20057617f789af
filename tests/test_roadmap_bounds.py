"""An alternative's bounds: read and checked in the folder, kept in the problem, told in both languages."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from test_roadmap_building import approved
from toytown import PLAN, toytown_city, toytown_plan

from bitgil.plan.problems import Unsound
from bitgil.plan.reading import plan_of, read_files
from bitgil.plan.rules import check_plan
from bitgil.plan.types import Alternative, Bounds, SourceShare, TaskShare
from bitgil.plan.version import version_of
from bitgil.plan.writing import files_of
from bitgil.quantity import Grade, Unfit, Won
from bitgil.roadmap.bounds import bounded, sentences
from bitgil.roadmap.building import Building
from bitgil.roadmap.ground import Survey, survey
from bitgil.roadmap.solver.answer import solve
from bitgil.roadmap.statement import decide, to_plain
from bitgil.roadmap.wishes import Wish, with_wish

FILE = "alternatives/clean.toml"
TABLE = """
[bounds]
grade = "X"
why = "위원회가 시험으로 둔 한도"
project_at_most = 30
every_task = true
without = ["P07"]
task_shares = [{ source = "city", tasks = [1, 2], at_least = 0.5 }]
source_shares = [{ source = "city", at_most = 0.6 }]
"""


def bounds(**stated: object) -> Bounds:
    """Return bounds that state just this."""
    return Bounds(Grade.ASSUMED, "시험", **stated)  # type: ignore[arg-type]


def with_bounds(stated: Bounds) -> Alternative:
    """Return Toytown's first alternative with these bounds."""
    return replace(toytown_plan().alternatives[0], bounds=stated)


@pytest.fixture(scope="module")
def anew() -> Survey:
    """Return Toytown's whole plan chosen anew."""
    return survey(toytown_plan(), toytown_city(), as_of="2024-12-31", anew=True)


def held(anew: Survey, **stated: object) -> Building:
    """Return Toytown's building within these bounds."""
    return bounded(anew.ground.building(), anew.ground.plan, with_bounds(bounds(**stated)))


def test_bounds_are_read_and_written_as_they_lie_in_the_file() -> None:
    """The table becomes a record, in whole won, and is the same after it is written and read again."""
    files = read_files(PLAN)
    plan = plan_of({**files, FILE: files[FILE] + TABLE.encode()})
    found = plan.alternatives[0].bounds
    assert found is not None
    assert found.project_at_most == Won(3_000_000_000)
    assert found.task_shares == (TaskShare("city", (1, 2), at_least=Decimal("0.5")),)
    assert plan_of(files_of(plan, {})).alternatives[0].bounds == found
    assert version_of(plan) != version_of(toytown_plan())


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("project_at_most = 0", "must be more than 0"),
        ("", "no bound is stated"),
        ('task_shares = [{ source = "moon", at_most = 0.5 }]', "moon"),
        ('task_shares = [{ source = "city", at_least = 0.5 }]', "needs the tasks"),
        (
            'task_shares = [{ source = "city", at_most = 0.5, at_least = 0.1, tasks = [1] }]',
            "one of at_least",
        ),
        ('source_shares = [{ source = "city", at_most = 25 }]', "from 0 to 1"),
        ("project_at_least = 3", "unknown key"),
    ],
)
def test_a_bound_that_cannot_be_is_refused_with_its_file(wrong: str, said: str) -> None:
    """What is wrong is named where it stands."""
    files = read_files(PLAN)
    table = f'\n[bounds]\ngrade = "X"\nwhy = "시험"\n{wrong}\n'
    with pytest.raises(Unsound) as refused:
        plan_of({**files, FILE: files[FILE] + table.encode()})
    text = "\n".join(each.in_("en") for each in refused.value.problems)
    assert FILE in text
    assert said in text


def test_bounds_name_tasks_and_projects_of_the_plan() -> None:
    """A task or a project that the plan lacks is named with those that it has."""
    shares = (TaskShare("city", (99,), at_least=Decimal("0.5")),)
    stray = replace(toytown_plan(), alternatives=(with_bounds(bounds(without=("P99",), task_shares=shares)),))
    text = "\n".join(each.in_("en") for each in check_plan(stray))
    assert "P99" in text
    assert "99" in text
    assert "bounds.task_shares" in text


def test_a_dear_project_is_taken_out_with_what_hangs_on_it(anew: Survey) -> None:
    """The reason of each names the bound, or that it hangs on one; nothing of them is chosen."""
    free = anew.ground.building()
    cap = sorted(each.money() for each in free.problem.candidates)[-3]
    found = held(anew, project_at_most=Won(cap))
    dear = {each.id for each in free.problem.candidates if each.money() > cap}
    gone = {each.id for each in free.problem.candidates} - {each.id for each in found.problem.candidates}
    assert dear
    assert dear <= gone
    why = {fact.id: fact.why[0].in_("en") for fact in found.facts if fact.id in gone}
    assert all("passes the" in why[name] for name in dear)
    assert all("hangs on" in why[name] for name in gone - dear)


def test_every_task_gets_a_project_where_one_is_to_be_had(anew: Survey) -> None:
    """With nothing worth doing, a project is chosen in each task all the same; what is empty is named."""
    tasks = {each.id: each.placement.task for each in anew.ground.plan.projects}
    found = held(anew, every_task=True)
    worthless = replace(
        found.problem, candidates=tuple(replace(each, value=()) for each in found.problem.candidates)
    )
    chosen = {tasks[name] for name in solve(worthless).starts}
    assert chosen == {tasks[each.id] for each in found.problem.candidates}
    assert solve(replace(worthless, picks=())).starts == {}


def test_a_project_that_stays_out_says_whose_will_it_is(anew: Survey) -> None:
    """Named in the bounds it leaves the question."""
    found = held(anew, without=("P07",))
    (fact,) = [each for each in found.facts if each.id == "P07"]
    assert "맑은 굴뚝 먼저" in fact.why[0].ko
    assert "Clean chimneys first" in fact.why[0].in_("en")


def test_the_only_project_of_a_task_says_why_it_is_in(anew: Survey) -> None:
    """What it costs to leave it out is no figure where leaving it out breaks the bound."""
    found = held(anew, every_task=True, without=("P01", "P03", "P07"))
    (pick,) = [each for each in found.problem.picks if each.id == "task-1"]
    assert pick.among == ("P02",)
    why = decide(found).reasons["P02"].why
    assert why.in_("en") == "Without it this fails: a project in task 1."
    assert "1번 과제에 사업 하나 이상" in why.ko


def test_what_must_be_in_is_not_taken_out_silently(anew: Survey) -> None:
    """A wish against a bound is refused with both, and how to mend it."""
    wished_in = with_wish(anew.ground.building(), Wish(into=("P07",)))
    with pytest.raises(Unsound, match="must be in and is taken out by a bound"):
        bounded(wished_in, anew.ground.plan, with_bounds(bounds(without=("P07",))))


def test_what_runs_already_and_breaks_a_share_is_said() -> None:
    """Toytown in its spring: the share is told, and what is chosen keeps it by itself."""
    spring = survey(toytown_plan(), toytown_city(), as_of="2025-03-31")
    shares = (TaskShare("city", at_most=Decimal("0.01")),)
    found = bounded(spring.ground.building(), spring.ground.plan, with_bounds(bounds(task_shares=shares)))
    assert any("what runs already makes" in note.in_("en") for note in found.notes)
    assert any("고르는 사업끼리 지킵니다" in note.ko for note in found.notes)


def test_bounds_state_something() -> None:
    """An empty record is no bound."""
    with pytest.raises(Unfit, match="no bound is stated"):
        bounds()


def test_every_bound_is_a_sentence_in_both_languages(anew: Survey) -> None:
    """Each kind of bound has its words."""
    del anew
    stated = bounds(
        project_at_most=Won(2_000_000_000),
        every_task=True,
        without=("P07",),
        task_shares=(TaskShare("city", at_most=Decimal("0.25")), TaskShare("city", (1, 5), Decimal("0.5"))),
        source_shares=(SourceShare("city", at_most=Decimal("0.3")),),
    )
    assert [line.in_("en") for line in sentences(stated)] == [
        "no project costs more than 2 billion won in all",
        "a project in every task that has one running or open",
        "left out: P07",
        "at most 25 % of city money for each task",
        "at least 50 % of city money for tasks 1 and 5",
        "city money: at most 30 % of all money of known source",
    ]
    assert all(line.ko for line in sentences(stated))


def test_toytown_within_bounds_reads_as_approved(root: Path, anew: Survey) -> None:
    """The problem and the roadmap of an alternative with every kind of bound."""
    files = read_files(PLAN)
    plan = plan_of({**files, FILE: files[FILE] + TABLE.encode()})
    building = bounded(anew.ground.building(), plan, plan.alternatives[0])
    stated = to_plain(decide(building))
    lines = [str(building.problem), "", *(f"{note['ko']} | {note['en']}" for note in stated["notes"])]
    lines += [stated["proof"]["en"], *(line["en"] for line in stated["impossible"])]
    lines += [
        f"{row['id']} {row['verdict']} {row['start'] or '-'}: {' '.join(line['en'] for line in row['why'])}"
        for row in stated["projects"]
    ]
    assert stated["proof"]["en"].startswith("Proven")
    approved(root, "roadmap_toytown_bounds.txt", "\n".join(lines) + "\n")
