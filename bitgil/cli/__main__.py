"""Lets `python -m bitgil.cli` do what `bitgil` does."""

import sys

from bitgil.cli.line import main

sys.exit(main())
