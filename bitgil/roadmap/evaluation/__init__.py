"""The independent check of a roadmap: its value, money and staff, and every rule it breaks.

Here belong exact sums straight from the problem's words. Nothing here knows the rows that a solver sees.
"""

from bitgil.roadmap.evaluation.paying import Modes, Starts, payments, portion_of
from bitgil.roadmap.evaluation.whole import Evaluation, aims_to_plain, evaluate

__all__ = ["Evaluation", "Modes", "Starts", "aims_to_plain", "evaluate", "payments", "portion_of"]
