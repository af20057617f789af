"""Changes lead from one plan to another, keep their reasons, and read as sentences."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from bitgil.plan.changes import apply, apply_all, because, change_from, change_to, diff, sentence
from bitgil.plan.reading import plan_of, read_files, read_plan
from bitgil.plan.types import Plan, Project
from bitgil.plan.types.project import Period, Standing
from bitgil.plan.version import canonical, plan_from, version_of
from bitgil.plan.writing import files_of, write_plan
from bitgil.quantity import Won, Words, won

TOYTOWN = Path(__file__).parent / "toytown" / "plan"
FILES = read_files(TOYTOWN)
PLAN = plan_of(FILES)


def changed_project(project: Project, draw: st.DrawFn) -> Project:
    """Return the project with some fields changed in ways that keep it sound."""
    text = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)
    visible = text.filter(lambda part: bool(part.strip()))
    if draw(st.booleans()):
        project = replace(project, name=Words(draw(visible), draw(text)))
    if draw(st.booleans()):
        project = replace(project, note=draw(text), promise=draw(text))
    if draw(st.booleans()) and project.budget:
        amount = Won(draw(st.integers(0, 10**14)))
        project = replace(project, budget=replace(project.budget, amount=amount))
    if draw(st.booleans()):
        first = draw(st.integers(2000, 2030))
        project = replace(project, period=Period(first, first + draw(st.integers(0, 9))))
    if draw(st.booleans()):
        standing = draw(st.sampled_from(Standing))
        project = replace(project, status=replace(project.status, value=standing))
    if draw(st.booleans()) and project.effects:
        certainty = draw(st.decimals(0, 1, places=3))
        if project.delivery:
            project = replace(project, delivery=replace(project.delivery, certainty=certainty))
    return project


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Return Toytown after a random handful of changes of every kind."""
    projects = [changed_project(p, draw) for p in PLAN.projects if draw(st.integers(0, 5))]
    copied = draw(st.lists(st.sampled_from(PLAN.projects), max_size=2))
    projects += [replace(project, id=f"Q{place}") for place, project in enumerate(copied)]
    findings = tuple(finding for finding in PLAN.findings if draw(st.integers(0, 5)))
    values = [draw(st.decimals(-1000, 1000, places=4)) for _ in PLAN.assumptions]
    assumptions = tuple(
        replace(a, value=value) if a.value is not None and a.distribution == "fixed" else a
        for a, value in zip(PLAN.assumptions, values, strict=True)
    )
    series = replace(PLAN.observed[0], readings=PLAN.observed[0].readings[: draw(st.integers(0, 4)) + 1])
    return replace(
        PLAN,
        vision=Words(draw(st.sampled_from(("맑은 도시", "북적이는 도시")))),
        projects=tuple(sorted(projects, key=lambda project: project.id)),
        findings=findings,
        assumptions=assumptions,
        observed=(series, *PLAN.observed[1:]),
    )


@given(plans(), plans())
def test_the_changes_between_two_plans_lead_from_one_to_the_other(old: Plan, new: Plan) -> None:
    """Applying the difference of two plans to the first gives the second, and leaves the first as it was."""
    before = version_of(old)
    assert apply_all(old, diff(old, new)) == new
    assert version_of(old) == before


@given(plans())
def test_writing_then_reading_gives_the_same_plan(plan: Plan) -> None:
    """A plan written over other files, or into an empty folder, reads as itself."""
    assert plan_of(files_of(plan, FILES)) == plan
    assert plan_of(files_of(plan, {})) == plan


@given(plans())
def test_a_plan_survives_its_canonical_form(plan: Plan) -> None:
    """What is hashed holds everything: the plan comes back from it, and so does its version."""
    again = plan_from(canonical(plan))
    assert again == plan
    assert version_of(again) == version_of(plan)


def test_a_list_that_holds_nothing_survives_the_canonical_form() -> None:
    """A finding of no task and a table of no row come back as they are."""
    finding = replace(PLAN.findings[0], tasks=())
    table = replace(PLAN.tables[0], rows=())
    bare = replace(PLAN, findings=(finding, *PLAN.findings[1:]), tables=(table, *PLAN.tables[1:]))
    assert plan_from(canonical(bare)) == bare
    assert plan_of(files_of(bare, FILES)) == bare


@given(plans(), plans())
def test_changes_survive_being_kept(old: Plan, new: Plan) -> None:
    """A change comes back from the plain data that acts keep, reason and all."""
    changes = because(diff(old, new), "시험")
    kept = json.loads(json.dumps([change_to(change) for change in changes]))
    assert tuple(change_from(part) for part in kept) == changes


@given(plans(), plans())
def test_every_change_is_a_sentence(old: Plan, new: Plan) -> None:
    """Each change says itself in Korean and English on one line."""
    now = old
    for change in diff(old, new):
        words = sentence(change, now)
        assert words.ko.strip()
        assert words.en.strip()
        now = apply(now, change)


def test_a_plan_that_did_not_change_has_no_difference() -> None:
    """The difference of a plan with itself is empty."""
    assert diff(PLAN, PLAN) == ()


def test_the_canonical_form_is_rfc_8785() -> None:
    """An independent implementation of RFC 8785 writes the same bytes."""
    assert rfc8785.dumps(json.loads(canonical(PLAN))) == canonical(PLAN)


def test_a_version_covers_values_and_not_spellings() -> None:
    """Comments, key order and trailing zeros leave the version; one figure changes it."""
    reworded = dict(FILES)
    text = FILES["projects/P01.toml"].decode()
    reworded["projects/P01.toml"] = (
        "# 메모\n" + text.replace("certainty = 0.8", "certainty = 0.800")
    ).encode()
    assert version_of(plan_of(reworded)) == version_of(PLAN)
    reworded["projects/P01.toml"] = text.replace("certainty = 0.8", "certainty = 0.81").encode()
    assert version_of(plan_of(reworded)) != version_of(PLAN)


def test_a_change_of_one_figure_changes_one_line(tmp_path: Path) -> None:
    """Writing keeps every other byte, comments too."""
    for path, content in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    commented = b"# \xeb\xa9\x94\xeb\xaa\xa8\n" + FILES["projects/P01.toml"]
    (tmp_path / "projects" / "P01.toml").write_bytes(commented)
    project = PLAN.project("P01")
    assert project.budget is not None
    dearer = replace(project, budget=replace(project.budget, amount=won(Decimal("61.5"))))
    projects = (dearer, *PLAN.projects[1:])
    assert write_plan(replace(PLAN, projects=projects), tmp_path) == ("projects/P01.toml",)
    after = (tmp_path / "projects" / "P01.toml").read_bytes()
    lines = list(zip(commented.splitlines(), after.splitlines(), strict=True))
    assert [(old, new) for old, new in lines if old != new] == [(b"amount = 60", b"amount = 61.5")]
    assert read_plan(tmp_path) == replace(PLAN, projects=projects)


def test_an_unsound_folder_is_left_as_it_was(tmp_path: Path) -> None:
    """Writing over a folder that cannot be read refuses and changes nothing."""
    (tmp_path / "plan.toml").write_text("id = ", encoding="utf-8")
    with pytest.raises(Exception, match="is no TOML"):
        write_plan(PLAN, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["plan.toml"]
    assert (tmp_path / "plan.toml").read_text(encoding="utf-8") == "id = "


def test_a_change_needs_a_reason() -> None:
    """An empty reason is refused."""
    with pytest.raises(ValueError, match="needs a reason"):
        because(diff(PLAN, replace(PLAN, vision=Words("다른 꿈"))), " ")


def test_a_change_that_does_not_fit_is_refused() -> None:
    """Dropping a project that is not there names it."""
    (drop,) = diff(PLAN, replace(PLAN, projects=PLAN.projects[1:]))
    gone = apply(PLAN, drop)
    with pytest.raises(ValueError, match="P01 is not in the plan"):
        apply(gone, drop)


def test_a_revision_reads_like_the_city_says_it() -> None:
    """A dearer, later project yields two narrow changes with what was and what is."""
    project = PLAN.project("P01")
    assert project.budget is not None
    later = replace(
        project,
        budget=replace(project.budget, amount=won(75)),
        period=Period(project.period.first, 2029),
        status=replace(project.status, value=Standing.STOPPED, as_of="2026-01"),
    )
    said = [sentence(c, PLAN).ko for c in diff(PLAN, replace(PLAN, projects=(later, *PLAN.projects[1:])))]
    assert said == [
        "P01 전기 화덕: 기간 2025–2027 → 2025–2029",
        "P01 전기 화덕: 총사업비 60억원 → 75억원",
        "P01 전기 화덕: 종결 정상추진 → 중단 (2026-01 기준)",
    ]
