"""Changes lead from one plan to another, keep their reasons, and read as sentences."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from bitgil.plan.changes import apply, apply_all, because, change_from, change_to, diff, sentence
from bitgil.plan.reading import plan_of, read_files, read_plan
from bitgil.plan.types import Plan, Project, YearValue
from bitgil.plan.types.project import Period, Standing
from bitgil.plan.version import canonical, plan_from, version_of
from bitgil.plan.writing import files_of, write_plan
from bitgil.quantity import Won, Words, eok, won

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


def said_of(new: Plan) -> list[tuple[str, str]]:
    """Return both sentences of every change from Toytown to *new*."""
    return [(words.ko, words.en) for words in (sentence(change, PLAN) for change in diff(PLAN, new))]


def with_project(project: Project) -> Plan:
    """Return Toytown with this project in place of its own."""
    return replace(PLAN, projects=tuple(project if p.id == project.id else p for p in PLAN.projects))


def with_record(collection: str, record: Any) -> Plan:
    """Return Toytown with this record in place of its own."""
    records = tuple(record if r.id == record.id else r for r in getattr(PLAN, collection))
    return replace(PLAN, **{collection: records})


def test_a_later_and_less_certain_delivery_says_when_and_how_surely() -> None:
    """Opening date, certainty and slip are told with what was and what is."""
    project = PLAN.project("P01")
    assert project.delivery is not None
    later = replace(project.delivery, opens="2028Q1", certainty=Decimal("0.7"), slip_high=Decimal(3))
    assert said_of(with_project(replace(project, delivery=later))) == [
        (
            (
                "P01 전기 화덕: 문 여는 때 2027Q3 → 2028Q1, 지어질 가능성 0.8 → 0.7, "
                "늦어질 햇수 0·0.5·2 → 0·0.5·3"
            ),
            (
                "P01 Electric ovens: delivery opens 2027Q3 → 2028Q1, certainty 0.8 → 0.7, "
                "slip in years 0·0.5·2 → 0·0.5·3"
            ),
        )
    ]


def test_an_effect_that_moved_names_its_driver_and_both_values() -> None:
    """A smaller effect, one with other grounds only, and none at all each read differently."""
    project = PLAN.project("P01")
    (effect,) = project.effects
    smaller = replace(effect, change=Decimal("0.15"))
    wider = replace(effect, high=Decimal("0.4"))
    assert [
        said_of(with_project(replace(project, effects=effects)))[0][0]
        for effects in ((smaller,), (wider,), ())
    ] == [
        "P01 전기 화덕: 효과 mill.mill_saving 0.2 → 0.15",
        "P01 전기 화덕: 효과 mill.mill_saving의 범위·근거 조정",
        "P01 전기 화덕: 효과 mill.mill_saving 0.2 → 없음",
    ]


def test_money_that_moved_names_its_source_and_year() -> None:
    """A total, a share by source and a year's part are told with what was and what is."""
    project = PLAN.project("P01")
    assert project.budget is not None
    dearer = replace(
        project,
        budget=replace(project.budget, amount=won(65)),
        money=tuple(
            replace(line, amount=Won(line.amount + won(5)))
            if line.source == "national" and (line.role == "share" or line.year == 2027)
            else line
            for line in project.money
        ),
    )
    assert said_of(with_project(dearer)) == [
        (
            "P01 전기 화덕: 총사업비 60억원 → 65억원, 국비 10억원 → 15억원, 2027년 금액 25억원 → 30억원",
            (
                "P01 Electric ovens: budget KRW 6 billion → KRW 6.5 billion, "
                "national money KRW 1 billion → KRW 1.5 billion, "
                "part of 2027 KRW 2.5 billion → KRW 3 billion"
            ),
        )
    ]
    secured = tuple(replace(line, state="secured") for line in project.money)
    assert said_of(with_project(replace(project, money=secured)))[0] == (
        "P01 전기 화덕: 재원의 상태·근거 조정",
        "P01 Electric ovens: state or grounds of the money revised",
    )


def test_an_assumption_says_its_old_and_new_value() -> None:
    """One changed value stands alone; what else changed is named after it."""
    assumption = PLAN.assumption("fleet.electric_purchases")
    higher = replace(assumption, value=Decimal("0.15"))
    assert said_of(with_record("assumptions", higher)) == [
        ("가정 fleet.electric_purchases: 0.1 → 0.15", "assumption fleet.electric_purchases: 0.1 → 0.15")
    ]
    argued = replace(higher, why="올해 산 버스 스무 대에 세 대가 전기버스였고 앞으로도 그럴 것으로 보았다")
    assert said_of(with_record("assumptions", argued))[0] == (
        "가정 fleet.electric_purchases: 0.1 → 0.15, 이유 조정",
        "assumption fleet.electric_purchases: 0.1 → 0.15, reason revised",
    )
    mill = PLAN.assumption("mill.mill_intensity")
    cleaner = replace(mill, path=(mill.path[0], replace(mill.path[1], value=Decimal("1.7"))))
    assert said_of(with_record("assumptions", cleaner))[0][0] == "가정 mill.mill_intensity: 2030년 1.8 → 1.7"


def test_an_indicator_and_a_finding_say_what_moved() -> None:
    """A target says its values and years, a text says only that it was revised."""
    indicator = PLAN.indicator("I-JOBS")
    assert indicator.target is not None
    target = replace(indicator.target, value=Decimal(600), year="2030")
    assert said_of(with_record("indicators", replace(indicator, target=target))) == [
        (
            "지표 I-JOBS: 목표 560 → 600, 목표 연도 2029 → 2030",
            "indicator I-JOBS: target 560 → 600, target year 2029 → 2030",
        )
    ]
    finding = replace(PLAN.findings[0], statement=Words("밀값이 올랐다"))
    ((ko, en),) = said_of(with_record("findings", finding))
    assert ko.startswith("환경분석 F-01: 내용 ")
    assert en.startswith("finding F-01: statement ")


def test_an_observed_series_says_which_periods_came_in() -> None:
    """New periods are listed, a corrected one says both values, many are counted."""
    people = PLAN.series("people")
    corrected = replace(people.readings[-1], value=Decimal(1021))
    new = replace(people.readings[-1], period="2025", value=Decimal(1030))
    longer = replace(people, readings=(*people.readings[:-1], corrected, new))
    assert said_of(with_record("observed", longer)) == [
        ("관측값 people: 2025 추가, 2024 1020 → 1021", "observed series people: 2025 added, 2024 1020 → 1021")
    ]
    monthly = tuple(replace(new, period=f"2025-{month:02}") for month in range(1, 13))
    longer = replace(people, readings=(*people.readings, *monthly))
    assert said_of(with_record("observed", longer))[0] == (
        "관측값 people: 2025-01–2025-12 가운데 12개 추가",
        "observed series people: 12 periods of 2025-01–2025-12 added",
    )


def test_a_table_and_a_limit_say_what_moved() -> None:
    """A table counts its rows, a limit says its money; more than four phrases are counted."""
    ages = PLAN.table("bus_ages")
    older = replace(ages, rows=((*ages.rows[0][:-1], "99"), *ages.rows[1:-1]))
    assert said_of(with_record("tables", older))[0] == (
        "표 bus_ages: 1행 삭제, 1행 변경",
        "table bus_ages: 1 row dropped, 1 row revised",
    )
    limit = PLAN.limits[0]
    wider = replace(limit, amount=Won(limit.amount + won(1)), low=None, high=None)
    ((ko, _),) = said_of(with_record("limits", wider))
    assert f"금액 {eok(limit.amount):f}억원 → {eok(wider.amount):f}억원" in ko
    mill = PLAN.assumption("mill.mill_intensity")
    path = tuple(YearValue(year, Decimal(1)) for year in range(2020, 2028))
    ((ko, en),) = said_of(with_record("assumptions", replace(mill, path=path)))
    assert ko.endswith("2023년 없음 → 1, 그 밖에 5가지")
    assert en.endswith("2023 none → 1, and 5 more")
