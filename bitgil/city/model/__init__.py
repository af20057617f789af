"""The machine that turns a folder of functions into a city: wired, checked, run and explained.

Belongs here: discovery, the graph, running it, units, explanations. Does not: any sector's equation
(bitgil.city.<sector>), randomness (draws) or what projects do (reforms).
"""

from bitgil.city.model.functions import Function, Parameter
from bitgil.city.model.graph import City, Group, assemble, sectors_of_city
from bitgil.city.model.running import Run, impact, run

__all__ = [
    "City",
    "Function",
    "Group",
    "Parameter",
    "Run",
    "assemble",
    "impact",
    "run",
    "sectors_of_city",
]
