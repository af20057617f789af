"""How the city works: one file a sector, pure functions of arrays shaped (draw, year).

Belongs here: sectors, and the machinery that wires, draws, runs and explains them.
Does not: figures about a city (its plan folder), forecasts judged against targets (outlook).
"""
