"""What was in force on an earlier day, and what was known then: folded from the acts, kept for a while."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace

from bitgil.government.acts import Act
from bitgil.government.earlier import Earlier, Moment, held, later, plan_at
from bitgil.government.state import State, fold
from bitgil.plan.version import version_of
from bitgil.quantity import Words
from bitgil.store import current
from bitgil.store.acts import blob
from bitgil.store.current import Current, Folded, NothingAdopted

KEPT = 8
"""How many earlier days are kept folded."""


class NotThen(LookupError):  # noqa: N818  reads as the sentence it is raised for
    """Raised where there was no plan yet at the moment asked for, or none was known; says so in words."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.in_("en"))
        self.words = words


@dataclass(frozen=True, slots=True)
class Seen:
    """The acts and the state of a moment, with the plan as it stood."""

    acts: tuple[Act, ...]
    state: State
    earlier: Earlier


_kept: OrderedDict[tuple[str, Moment], Current] = OrderedDict()


def load(moment: Moment) -> Current:
    """Return what a page shows at a moment; raise NotThen where there was no plan."""
    if moment.is_now:
        return current.load()
    folded = current.folded_now()
    key = (folded.last, moment)
    if key not in _kept:
        seen = look(moment, folded)
        _kept[key] = replace(current.shown(seen.acts, seen.state), moment=moment, earlier=seen.earlier)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return _kept[key]


def look(moment: Moment, folded: Folded | None = None, *, undo: bool = True) -> Seen:
    """Return the acts, the state and the plan of a moment; raise NotThen or NothingAdopted where none was.

    Where *undo* is false the plan is as its last act then left it, the revisions entered later included.
    """
    folded = folded or current.folded_now()
    if folded.state.plan is None:
        raise NothingAdopted("no plan has been adopted yet: run bitgil import")
    acts = held(folded.acts, moment)
    state = fold(acts, blob, whole=False)
    if state.plan is None:
        raise NotThen(_unknown_then(moment, folded))
    earlier = plan_at(state, later(folded.acts, moment), moment.as_of)
    if earlier is None:
        raise NotThen(_not_adopted(moment, state.plan.adopted))
    if not undo:
        return Seen(acts, state, Earlier(state.plan))
    version = state.version if earlier.plan is state.plan else version_of(earlier.plan)
    return Seen(acts, replace(state, plan=earlier.plan, version=version), earlier)


def _unknown_then(moment: Moment, folded: Folded) -> Words:
    first = folded.acts[0].recorded[:10]
    return Words(
        f"{moment.known_on}까지 이 기록에는 채택된 계획이 없었습니다. 첫 기록은 {first}입니다",
        f"No plan was in this record by {moment.known_on}; its first act was recorded on {first}",
    )


def _not_adopted(moment: Moment, adopted: str) -> Words:
    return Words(
        f"{moment.as_of}에는 아직 계획이 없었습니다. 계획은 {adopted}에 확정되었습니다",
        f"There was no plan yet on {moment.as_of}; it was adopted on {adopted}",
    )
