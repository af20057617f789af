"""What every test may ask for: the project's folders, the frozen city, and the bulk tables where they are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parents[1]

# A shared two-core machine makes any single example slow at times; the laws themselves have no clock.
settings.register_profile(
    "house", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("house")


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the whole project."""
    return ROOT


@pytest.fixture(scope="session")
def living_plan() -> Path:
    """Return the folder of the plan that is in use; golden texts never hang on it."""
    return ROOT / "plans" / "gwangyang"


@pytest.fixture(scope="session")
def toytown() -> Path:
    """Return the folder of the frozen city that golden texts and worked examples are about."""
    return ROOT / "tests" / "toytown"


@pytest.fixture(scope="session")
def bulk_tables() -> Path:
    """Return the folder of the tables too large to keep here; skip, by name, where it is absent."""
    folder = Path(os.environ.get("BITGIL_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"BITGIL_DATA: there is no folder {folder}")
    return folder
