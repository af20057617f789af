"""What is wrong with a problem before any solver sees it, all at once, each fault named and mendable.

Here belong the checks of a problem's own records. Whether its rules can be kept together is not for here.
"""

from bitgil.roadmap.soundness.whole import EXACT, problems_of

__all__ = ["EXACT", "problems_of"]
