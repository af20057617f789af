"""엑셀 보고서: an office's reports as one workbook, written out, read back and compared cell by cell.

Belongs here: the workbook's columns, its writing, its reading without evaluating anything, its comparison.
Does not: filing what was confirmed (pages), the report's own rules (government.rules), other documents.
"""

from __future__ import annotations

from bitgil.portal.workspace.bureau.sheets.comparing import Compared, compared, entries_of
from bitgil.portal.workspace.bureau.sheets.drafting import Line, lines_of
from bitgil.portal.workspace.bureau.sheets.reading import Asked, read
from bitgil.portal.workspace.bureau.sheets.writing import workbook

__all__ = ["Asked", "Compared", "Line", "compared", "entries_of", "lines_of", "read", "workbook"]
