"""Bitgil (빛길) operates a city's transformation plan: plan, model, outlook, roadmap, acts, portal.

Here belongs only the version. It knows no city by name; a city is a folder under `plans/`.
"""

__version__ = "0.1.0"
