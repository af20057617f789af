"""What pages need but cannot wait for: outlook, back-test and roadmap of the version in force."""

from __future__ import annotations

from collections.abc import Callable

from bitgil.checking import sectors_for
from bitgil.city.model import assemble
from bitgil.outlook import backtest, look_ahead, rows_to_plain, to_plain
from bitgil.roadmap.drafting import draw_up
from bitgil.store import projections
from bitgil.store.acts import all_acts
from bitgil.store.current import NothingAdopted, state_in_force

Listener = Callable[[int, int], None]
DRAWS = 2048
PARTS = ("backtest", "outlook", "roadmap")


def compute(progress: Listener | None = None) -> None:
    """Compute every projection of the plan in force and store them together."""
    state = state_in_force()
    if state.plan is None:
        raise NothingAdopted("no plan has been adopted yet: run bitgil import")
    plan = state.plan
    city = assemble(sectors_for(plan), plan)
    outlooks = look_ahead(plan, city, draws=DRAWS, progress=progress)
    bodies = {
        "outlook": [to_plain(each) for each in outlooks],
        "backtest": rows_to_plain(backtest(plan, city)),
        "roadmap": draw_up(plan, city, as_of=_last_day()),
    }
    projections.save(state.version, bodies)


def _last_day() -> str:
    """Return the day of the last act: recomputing later gives the same."""
    return max(act.recorded for act in all_acts())[:10]


def up_to_date() -> bool:
    """Whether every projection belongs to the version in force."""
    return set(PARTS) <= projections.read(state_in_force().version).keys()
