"""What every test may ask for: the project's folders, the frozen city, and the bulk tables where they are."""

from __future__ import annotations

import gc
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, settings
from pytest_django.plugin import DjangoDbBlocker

from bitgil.store import computing, importing
from bitgil.store.current import Current, forget, load

ROOT = Path(__file__).parents[1]

# A shared two-core machine makes any single example slow at times; the laws themselves have no clock.
settings.register_profile(
    "house", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Hash passwords in no time: each of them would take a quarter of a second of this process."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


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


@pytest.fixture
def ctrl_c() -> Iterator[Callable[[], None]]:
    """Return what presses Ctrl-C, in a process that hears it.

    A program in the background is born deaf to it. And Python drops what is raised within a callback of its
    garbage collector: Hypothesis has one there as soon as it has run, no program of ours has any.
    """
    before, callbacks = signal.getsignal(signal.SIGINT), gc.callbacks[:]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    gc.callbacks.clear()
    yield lambda: os.kill(os.getpid(), signal.SIGINT)
    gc.callbacks[:] = callbacks
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="module")
def adopted(
    living_plan: Path,
    django_db_setup: None,  # noqa: ARG001  asked for the tables it makes
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Adopt the plan in use once for a module; each test takes back only what it wrote itself."""
    forget()
    with django_db_blocker.unblock(), transaction.atomic():
        state, found = importing.look(living_plan)
        importing.accept(state, found, reason="처음")
        yield
        transaction.set_rollback(True)
    forget()


@pytest.fixture(scope="module")
def adopted_copy(
    living_plan: Path,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,  # noqa: ARG001  asked for the tables it makes
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Path]:
    """Adopt a copy of the plan in use, which may be written to, and return its folder."""
    folder = Path(shutil.copytree(living_plan, tmp_path_factory.mktemp("adopted") / "plan"))
    forget()
    with django_db_blocker.unblock(), transaction.atomic():
        state, found = importing.look(folder)
        importing.accept(state, found, reason="처음")
        yield folder
        transaction.set_rollback(True)
    forget()


@pytest.fixture(scope="module")
def current(adopted: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Current]:  # noqa: ARG001  the plan in use
    """Compute the plan in use once for a module; what was computed goes with its adoption."""
    with django_db_blocker.unblock():
        computing.compute()
        yield load()
