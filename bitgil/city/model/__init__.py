"""The machine that turns a folder of functions into a city: wired, checked, run and explained.

Belongs here: discovery, the graph, running it, units, explanations. Does not: any sector's equation
(bitgil.city.<sector>), randomness (draws) or what projects do (reforms).
"""

from bitgil.city.model.explanation import Explained, explain, to_text
from bitgil.city.model.functions import Function, Parameter
from bitgil.city.model.graph import City, Group, assemble, sectors_of_city
from bitgil.city.model.movement import Movement, Mover, what_moves
from bitgil.city.model.running import Footing, Progress, Run, Settings, impact, run
from bitgil.city.model.sensitivity import Sensitivity, rank_inputs
from bitgil.city.model.units import check_units
from bitgil.city.model.variants import Variants, run_variants

__all__ = [
    "City",
    "Explained",
    "Footing",
    "Function",
    "Group",
    "Movement",
    "Mover",
    "Parameter",
    "Progress",
    "Run",
    "Sensitivity",
    "Settings",
    "Variants",
    "assemble",
    "check_units",
    "explain",
    "impact",
    "rank_inputs",
    "run",
    "run_variants",
    "sectors_of_city",
    "to_text",
    "what_moves",
]
