"""Published and made-up instances as roadmap problems.

Here belong readers and generators for benchmarks and tests. No solver and no measuring is here.
"""

from __future__ import annotations

import os
from pathlib import Path

DATA = Path(os.environ.get("BITGIL_DATA", Path(__file__).parents[3] / "shared" / "data"))
"""Where the published tables lie; they are not part of the project."""
