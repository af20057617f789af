"""The day a reader looks from: asked for in the address, said on the page, kept by every link.

Belongs here: reading, telling and keeping a Moment on public pages, and the form that asks for one.
Does not: what held or was known on a day (government.earlier), folding it (store.earlier).
"""

from __future__ import annotations

from bitgil.portal.moment.asking import AS_OF, KNOWN_ON, asked, keep, parameters, told

__all__ = ["AS_OF", "KNOWN_ON", "asked", "keep", "parameters", "told"]
