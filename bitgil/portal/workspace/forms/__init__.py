"""Forms: every kind of act has one, made from its fields; what was typed is read back into public fields.

Belongs here: inputs for a kind, the reading of what was handed in, and an act told in words for a reader.
Does not: which kinds a page offers (pages), who may (government.permissions), markup (templates).
"""

from __future__ import annotations

from bitgil.portal.workspace.forms.enclosing import Enclosure, enclosed, enclosure_of
from bitgil.portal.workspace.forms.inputs import Begun, Choices, Form, Input, form_for, texts_of
from bitgil.portal.workspace.forms.reading import amount_of, entry_from, public_from
from bitgil.portal.workspace.forms.telling import Told, text_of_act

__all__ = [
    "Begun",
    "Choices",
    "Enclosure",
    "Form",
    "Input",
    "Told",
    "amount_of",
    "enclosed",
    "enclosure_of",
    "entry_from",
    "form_for",
    "public_from",
    "text_of_act",
    "texts_of",
]
