"""Numbers become pictures: SVG drawn as text, with the same numbers as a table beside it.

Belongs here: pure functions from figures to a Drawing, shared by pages, desks and documents.
Does not: what a figure means, where it comes from, or how a page is laid out.
"""

from bitgil.drawing.chart import Band, Chart, Point, draw_chart
from bitgil.drawing.columns import Column, Columns, draw_columns
from bitgil.drawing.gantt import Bar, Gantt, Section, Window, draw_gantt
from bitgil.drawing.lines import Line, Lines, draw_lines
from bitgil.drawing.network import Link, Network, Node, draw_network
from bitgil.drawing.schedule import Schedule, Spell, draw_schedule
from bitgil.drawing.shares import Share, draw_shares
from bitgil.drawing.steps import Stair, Stairs, draw_stairs
from bitgil.drawing.svg import Drawing
from bitgil.drawing.trade import Plan as Traded
from bitgil.drawing.trade import Trade, draw_trade

__all__ = [
    "Band",
    "Bar",
    "Chart",
    "Column",
    "Columns",
    "Drawing",
    "Gantt",
    "Line",
    "Lines",
    "Link",
    "Network",
    "Node",
    "Point",
    "Schedule",
    "Section",
    "Share",
    "Spell",
    "Stair",
    "Stairs",
    "Trade",
    "Traded",
    "Window",
    "draw_chart",
    "draw_columns",
    "draw_gantt",
    "draw_lines",
    "draw_network",
    "draw_schedule",
    "draw_shares",
    "draw_stairs",
    "draw_trade",
]
