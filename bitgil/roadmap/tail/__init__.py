"""Bad futures: what projects give in each of many draws of the city, and a plan that minds the worst of them.

Belongs here: futures, the model over all of them, its answer. Does not: costs in doubt (safety), and whether
a chosen plan keeps what it promised (simulation).
"""

from bitgil.roadmap.tail.futures import Futures, averaged, futures_of
from bitgil.roadmap.tail.mixture import worst_mean
from bitgil.roadmap.tail.planning import (
    Drawn,
    Tail,
    drawn_of,
    tail_roadmap,
    tail_words,
    to_plain,
    worst_minded,
)

__all__ = [
    "Drawn",
    "Futures",
    "Tail",
    "averaged",
    "drawn_of",
    "futures_of",
    "tail_roadmap",
    "tail_words",
    "to_plain",
    "worst_mean",
    "worst_minded",
]
