"""From an agreed request to the plan: what a request says outright is changed, the rest is named.

Belongs here: which agreed requests the plan lacks, what each makes of it, what the folder has to say.
Does not: the rules such a change must meet (rules), or the files it is written to (store).
"""

from bitgil.government.amending.agreed import Agreed, unapplied
from bitgil.government.amending.amendments import Amendment, amendment_of
from bitgil.government.amending.sources import request_named, source_of

__all__ = ["Agreed", "Amendment", "amendment_of", "request_named", "source_of", "unapplied"]
