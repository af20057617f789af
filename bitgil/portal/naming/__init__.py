"""What the fields and values of acts are called, in both languages: one glossary for every page and form.

Belongs here: a word for each field of each kind of act, a word for each value that can be listed, and hints.
Does not: what a field may hold (government.acts), how figures are spelled, the plan's own words (terms).
"""

from __future__ import annotations

from bitgil.portal.naming.acting import field_name, hint_of, value_name, value_words

__all__ = ["field_name", "hint_of", "value_name", "value_words"]
