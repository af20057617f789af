"""Every rule over a whole plan has a broken twin of Toytown that it, and it alone, complains of."""

from __future__ import annotations

from pathlib import Path

import pytest

from bitgil.plan.problems import Problem
from bitgil.plan.reading import plan_of, read_files
from bitgil.plan.rules import RULES, check_plan

P01, HEAD, PEOPLE = "projects/P01.toml", "plan.toml", "indicators/I-PEOPLE.toml"

TWINS = {
    "directions_exist": (HEAD, "direction = 2", "direction = 9", "'9' does not exist"),
    "tasks_exist": (P01, "task = 1", "task = 9", "placement.task: '9' does not exist"),
    "stages_exist": (P01, "stage = 1", "stage = 9", "placement.stage: '9' does not exist"),
    "served_nodes_exist": (P01, '"engine.mill"', '"engine.mil"', "'engine.mil' does not exist"),
    "findings_exist": (P01, '["F-01"]', '["F-99"]', "'F-99' does not exist"),
    "bounded_projects_exist": (
        "alternatives/clean.toml",
        "[name]",
        '[bounds]\ngrade = "X"\nwhy = "시험"\nwithout = ["P99"]\n\n[name]',
        "bounds.without: 'P99' does not exist",
    ),
    "offices_exist": (P01, 'offices = ["mill"]', 'offices = ["mlil"]', "'mlil' does not exist"),
    "related_projects_exist": (
        "projects/P02.toml",
        "decided_by",
        "{relation}decided_by",
        "'P99' does not exist",
    ),
    "prerequisites_end": (P01, "[[effects]]", "{circle}[[effects]]", "wait for each other"),
    "objectives_exist": (HEAD, '"I-JOBS"', '"I-JABS"', "'I-JABS' does not exist"),
    "history_has_subjects": ("history/revisions.toml", 'subject = "P12"', 'subject = "P99"', "'P99'"),
    "shares_add_up": (P01, "amount = 50", "amount = 40", "add up to 50억원, the budget says 60억원"),
    "years_stay_within": (P01, "year = 2025\namount = 10", "year = 2025\namount = 99", "the years add up to"),
    "spreads_stay_within": (P01, "[delivery]", "{spread}[delivery]", "2031 lies outside the period"),
    "observations_exist": (PEOPLE, 'observed = "people"', 'observed = "poeple"', "'poeple' does not exist"),
    "units_are_known": (PEOPLE, 'unit = "person"', 'unit = "heads"', "'heads' is no unit"),
    "targets_follow_baselines": (PEOPLE, 'year = "2029"', 'year = "2019"', "before the baseline of 2024"),
    "tables_exist": ("assumptions/fleet.toml", 'table = "bus_ages"', 'table = "bus_aegs"', "'bus_aegs'"),
    "correlated_inputs_exist": (
        "correlations.toml",
        "town.job_pull",
        "town.job_pul",
        "'town.job_pul' does not",
    ),
    "overridden_inputs_exist": (
        "scenarios/idle.toml",
        "mill.mill_use",
        "mill.mill_usage",
        "'mill.mill_usage'",
    ),
    "scenario_projects_exist": ("scenarios/idle.toml", '["P01"]', '["P99"]', "listed: 'P99' does not exist"),
    "scenario_answers_exist": ("scenarios/idle.toml", '"mill=idle"', '"mill=idol"', "'mill=idol' does not"),
}
INSERTS = {
    "{relation}": 'relations = [{ kind = "feeds", other = "P99", reason = "-", grade = "X" }]\n',
    "{circle}": '[[relations]]\nkind = "requires"\nother = "P02"\nreason = "-"\ngrade = "X"\n\n',
    "{spread}": '[spread]\ngrade = "X"\nwhy = "-"\nyears = [{ year = 2031, share = 1 }]\n\n',
}
ADDED = {
    "correlations.toml": """
[[correlations]]
id = "vacancies"
first = "town.job_pull"
second = "mill.mill_use"
rho = 0.3
grade = "X"
why = "-"
""",
    "scenarios/idle.toml": """
projects = "listed"
listed = ["P01"]
name = "쉬는 제분소"
meaning = "-"
answers = ["mill=idle"]
overrides = [{ assumption = "mill.mill_use", value = 0, grade = "X", why = "-" }]
""",
    "structures/mill.toml": """
name = "제분소"
question = "제분소는 도는가?"

[[answers]]
id = "drawn"
name = "뽑음"
default = true

[[answers]]
id = "idle"
name = "쉼"
overrides = [{ assumption = "mill.mill_use", value = 0, grade = "X", why = "-" }]
""",
}
"""Kinds of file that Toytown itself does not have."""


def broken(toytown: Path, rule: str) -> tuple[Problem, ...]:
    """Return the Problems of the twin of Toytown that breaks one rule."""
    file, old, new, _ = TWINS[rule]
    for mark, text in INSERTS.items():
        new = new.replace(mark, text)
    files = {**read_files(toytown / "plan"), **{path: text.encode() for path, text in ADDED.items()}}
    assert old in files[file].decode()
    files[file] = files[file].decode().replace(old, new, 1).encode()
    if rule == "prerequisites_end":
        back = INSERTS["{circle}"].replace("P02", "P01")
        files["projects/P02.toml"] += b"\n" + back.encode()
    return check_plan(plan_of(files))


def test_toytown_breaks_no_rule(toytown: Path) -> None:
    """The frozen city is sound, alone and with a correlation and a scenario beside it."""
    files = read_files(toytown / "plan")
    assert check_plan(plan_of(files)) == ()
    assert check_plan(plan_of({**files, **{path: text.encode() for path, text in ADDED.items()}})) == ()


def test_every_rule_has_a_broken_twin() -> None:
    """No rule is added without a plan that it refuses."""
    assert {rule.__name__ for rule in RULES} == TWINS.keys()


@pytest.mark.parametrize("rule", TWINS)
def test_a_broken_twin_is_refused_by_its_rule(toytown: Path, rule: str) -> None:
    """The twin's fault is named, in English and in Korean, with its file and a mend."""
    problems = broken(toytown, rule)
    assert any(TWINS[rule][3] in problem.what for problem in problems), problems
    assert all(problem.where and problem.fix and problem.what_ko and problem.fix_ko for problem in problems)
