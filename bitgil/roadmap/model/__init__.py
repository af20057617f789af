"""The problem as a time-indexed linear model of whole numbers, for any solver.

Here belong columns, rows and goals made from a problem. Nothing here solves them, and no solver is named.
"""

from bitgil.roadmap.model.building import (
    at_least,
    elastic,
    model_of,
    scale_of,
    thrift,
    value_of,
    weighed,
)
from bitgil.roadmap.model.linear import Column, Model, Row, Rule
from bitgil.roadmap.model.rows import money_rule

__all__ = [
    "Column",
    "Model",
    "Row",
    "Rule",
    "at_least",
    "elastic",
    "model_of",
    "money_rule",
    "scale_of",
    "thrift",
    "value_of",
    "weighed",
]
