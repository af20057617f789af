"""bitgil record key DEED …: keys made, changed as planned, and replaced after a loss.

Belongs here: one deed a module, each with HELP, arguments() and act().
Does not: what a key may sign (record.succession) or where it lies (store).
"""

from __future__ import annotations

from bitgil.quantity import Words

HELP = Words("열쇠를 만들고, 바꾸고, 잃은 뒤 다시 세웁니다", "make keys, change them, and replace a lost one")
