"""The years a city is computed over unless others are asked for."""

from __future__ import annotations

FIRST, LAST = 2015, 2050
"""From where the counts of most indicators begin, so that what reads last year's value has a past, to the
year that the country's net-zero target names."""
YEARS = (FIRST, LAST)
