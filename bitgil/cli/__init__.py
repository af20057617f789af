"""The command line: one verb a module in `verbs`, found by looking in the folder.

Belongs here: reading arguments, wiring the parts, printing in the reader's language.
Does not: any rule or figure. A fault of the user ends in Problems and an exit code, no traceback.
"""

from bitgil.cli.line import main

__all__ = ["main"]
