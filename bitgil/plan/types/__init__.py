"""The plan's nouns: frozen records, one family a module, all re-exported here.

Belongs here: what the city decided, assumed and measured, sound at birth.
Does not: reading files, comparing plans, or anything that needs two records at once (rules).
"""

from bitgil.plan.types.analysis import (
    Alternative,
    Baseline,
    Bounds,
    Finding,
    Indicator,
    SourceShare,
    Target,
    TaskShare,
    Weight,
)
from bitgil.plan.types.assumption import Assumption, Driver, Reading, Series, Table, YearValue
from bitgil.plan.types.correlation import Correlation
from bitgil.plan.types.head import (
    Direction,
    Engine,
    Objective,
    Office,
    OfficeName,
    Phrase,
    ReportedCount,
    Stage,
    Task,
)
from bitgil.plan.types.history import HistoricAct
from bitgil.plan.types.law import LegalRule, Occasion
from bitgil.plan.types.limit import Limit
from bitgil.plan.types.measure import Measure, MeasureCost
from bitgil.plan.types.plan import Plan
from bitgil.plan.types.project import (
    Budget,
    Claim,
    Delivery,
    Effect,
    MoneyLine,
    Period,
    Placement,
    Project,
    Relation,
    Result,
    Spread,
    Status,
    YearShare,
)
from bitgil.plan.types.scenario import Override, Redelivery, Scenario
from bitgil.plan.types.structure import Answer, Structure

__all__ = [
    "Alternative",
    "Answer",
    "Assumption",
    "Baseline",
    "Bounds",
    "Budget",
    "Claim",
    "Correlation",
    "Delivery",
    "Direction",
    "Driver",
    "Effect",
    "Engine",
    "Finding",
    "HistoricAct",
    "Indicator",
    "LegalRule",
    "Limit",
    "Measure",
    "MeasureCost",
    "MoneyLine",
    "Objective",
    "Occasion",
    "Office",
    "OfficeName",
    "Override",
    "Period",
    "Phrase",
    "Placement",
    "Plan",
    "Project",
    "Reading",
    "Redelivery",
    "Relation",
    "ReportedCount",
    "Result",
    "Scenario",
    "Series",
    "SourceShare",
    "Spread",
    "Stage",
    "Status",
    "Structure",
    "Table",
    "Target",
    "Task",
    "TaskShare",
    "Weight",
    "YearShare",
    "YearValue",
]
