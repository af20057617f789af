"""The Plan: one frozen value that holds everything the city decided, assumed and measured."""

from __future__ import annotations

from dataclasses import dataclass

from bitgil.plan.types.analysis import Alternative, Finding, Indicator
from bitgil.plan.types.assumption import Assumption, Series, Table
from bitgil.plan.types.correlation import Correlation
from bitgil.plan.types.head import (
    Direction,
    Engine,
    Objective,
    Office,
    ReportedCount,
    Stage,
    Task,
)
from bitgil.plan.types.history import HistoricAct
from bitgil.plan.types.law import LegalRule, Occasion
from bitgil.plan.types.limit import Limit
from bitgil.plan.types.measure import Measure
from bitgil.plan.types.project import Period, Project
from bitgil.plan.types.scenario import Scenario
from bitgil.plan.types.structure import Structure
from bitgil.quantity import Words, check_moment


@dataclass(frozen=True, slots=True)
class Plan:
    """기본계획: the plan as a value. Collections are tuples sorted by id; look-ups are methods."""

    id: str
    city: Words
    name: Words
    vision: Words
    goal: Words
    period: Period
    adopted: str
    source: str
    stages: tuple[Stage, ...] = ()
    directions: tuple[Direction, ...] = ()
    tasks: tuple[Task, ...] = ()
    engines: tuple[Engine, ...] = ()
    counts: tuple[ReportedCount, ...] = ()
    objectives: tuple[Objective, ...] = ()
    offices: tuple[Office, ...] = ()
    limits: tuple[Limit, ...] = ()
    legal_rules: tuple[LegalRule, ...] = ()
    calendar: tuple[Occasion, ...] = ()
    projects: tuple[Project, ...] = ()
    findings: tuple[Finding, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    tables: tuple[Table, ...] = ()
    correlations: tuple[Correlation, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    structures: tuple[Structure, ...] = ()
    measures: tuple[Measure, ...] = ()
    observed: tuple[Series, ...] = ()
    history: tuple[HistoricAct, ...] = ()

    def __post_init__(self) -> None:
        check_moment(self.adopted)

    def project(self, project_id: str) -> Project:
        """Return the project of that id; raise KeyError where there is none."""
        return {project.id: project for project in self.projects}[project_id]

    def indicator(self, indicator_id: str) -> Indicator:
        """Return the indicator of that id; raise KeyError where there is none."""
        return {indicator.id: indicator for indicator in self.indicators}[indicator_id]

    def series(self, series_id: str) -> Series:
        """Return the observed series of that id; raise KeyError where there is none."""
        return {series.id: series for series in self.observed}[series_id]

    def table(self, table_id: str) -> Table:
        """Return the table of that id; raise KeyError where there is none."""
        return {table.id: table for table in self.tables}[table_id]

    def scenario(self, scenario_id: str) -> Scenario:
        """Return the scenario of that id; raise KeyError where there is none."""
        return {scenario.id: scenario for scenario in self.scenarios}[scenario_id]

    def assumption(self, assumption_id: str) -> Assumption:
        """Return the assumption of that id, such as steel.eaf_capacity; raise KeyError if none."""
        return {assumption.id: assumption for assumption in self.assumptions}[assumption_id]
