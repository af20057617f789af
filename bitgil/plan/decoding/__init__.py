"""Plain data to records, in either spelling; every fault is named with its key, all at once.

Belongs here: the walk from tables, lists and values to records, and how a fault is complained of.
Does not: which file the data came from (reading), or what needs two records at once (rules).
"""

from bitgil.plan.decoding.complaining import Complain, Faults, below, keyed, on_line
from bitgil.plan.decoding.records import CORRECT, decode, decode_part

__all__ = ["CORRECT", "Complain", "Faults", "below", "decode", "decode_part", "keyed", "on_line"]
