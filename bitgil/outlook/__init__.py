"""What each indicator may come to, how far that is from its target, and how wrong such forecasts were.

Belongs here: observed points, forecasts with bands, no-change beside them, gaps, chances, back-tests.
Does not: equations of the city (city), choosing projects (roadmap), drawing or printing (portal).
"""

from bitgil.outlook.looking import look_ahead
from bitgil.outlook.plain import from_plain, rows_to_plain, to_plain
from bitgil.outlook.records import Band, Outlook, PastError
from bitgil.outlook.tested import BackTest, TestedRule, backtest

__all__ = [
    "BackTest",
    "Band",
    "Outlook",
    "PastError",
    "TestedRule",
    "backtest",
    "from_plain",
    "look_ahead",
    "rows_to_plain",
    "to_plain",
]
