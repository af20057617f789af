"""Handing in: what a page's own forms ask for is read, enclosed, judged and recorded in one step."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace

from bitgil.government.acts import Act
from bitgil.plan.problems import Unsound, problem
from bitgil.portal.pages import NotHere
from bitgil.portal.workspace.desk import Desk
from bitgil.portal.workspace.forms import enclosed, entry_from
from bitgil.quantity import Unfit, Words
from bitgil.record.refusal import Refused
from bitgil.store.acts import turn
from bitgil.store.filing import file


def handed_in(desk: Desk, kinds: Collection[str], subjects: Collection[str]) -> Act:
    """Record the one act that a form of this page asks for, with what it encloses, and return it.

    Raise NotHere for a kind or a subject that the page does not offer, Unsound or Clash as filing does.
    """
    if desk.posted.one("kind") not in kinds or desk.posted.one("subject") not in subjects:
        raise NotHere(desk.posted.one("kind"))
    entry = entry_from(desk.posted)
    public, parts = enclosed(desk)
    (act,) = file(desk.person, replace(entry, public={**entry.public, **public}), private=parts)
    return act


@contextmanager
def all_or_nothing(title: Words) -> Iterator[None]:
    """Keep all that is done inside or nothing; raise Unsound for what is refused or does not fit.

    *title* names what was handed in.
    """
    try:
        with turn():
            yield
    except Refused as refused:
        raise Unsound((refused.problem,)) from refused
    except Unfit as unfit:
        mend = Words("적힌 칸을 고치세요", "mend the fields named")
        raise Unsound((problem(title.ko, unfit.words, mend),)) from unfit
