"""Several objectives at once: the front of plans of which none is better in everything.

With objectives o, values V_o(x) and grids e_o, each point is

    max V_1(x) + δ Σ_{o>1} V_o(x) / range_o    s.t. V_o(x) ≥ e_o for o > 1

with a δ small enough (a thousandth, or less where the numbers allow) to do no more than break ties: what is
best in this sum is beaten in nothing by any other. As the second objective's floor rises a solve that still
passes the next floors is not repeated, and one that is impossible ends its row. The two halves of a row are
walked at the same time, one core each, and every solve starts from the plan that is best in the second
objective, which keeps every floor. With two objectives the widest gaps are then searched for neighbours.
Every point is exact where its solve was proven. For large plans `outer` gives, from relaxations alone, what
no plan can pass: between it and the plans found lies the honest gap. Source: G. Mavrotas, K. Florios, "An
improved version of the augmented ε-constraint method (AUGMECON2)", Applied Mathematics and Computation 219
(2013).

Belongs here: fronts and ceilings. Does not: weights that a committee tries, or pages of any front.
"""

from bitgil.roadmap.frontier.ceilings import Ceiling, outer
from bitgil.roadmap.frontier.finding import Front, front_of, to_plain
from bitgil.roadmap.frontier.view import Point

__all__ = ["Ceiling", "Front", "Point", "front_of", "outer", "to_plain"]
