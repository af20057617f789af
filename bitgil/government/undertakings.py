"""Undertakings: every project at work, of the plan or still on its way into it, with what its acts say."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bitgil.government.acts import Act
from bitgil.government.calendar import Due
from bitgil.government.cases import Case, case_of
from bitgil.government.delay import end_of
from bitgil.government.permissions import matter_of
from bitgil.government.progress import Progress, Status, progress_of, status_of
from bitgil.government.state import State
from bitgil.plan.types import Project
from bitgil.plan.types.project import Standing
from bitgil.quantity import Words

FAMILIES = frozenset(
    ["proposal", "bid", "budget", "council", "study", "gate", "project", "progress", "change"]
)
"""The families of acts that are about a project."""


@dataclass(frozen=True, slots=True)
class Undertaking:
    """One project as it stands on a day: its name, its offices, its case, status and four rates.

    `project` is the plan's record, None where the plan has none yet. `returned` is the last report where
    that was sent back; `total` the total cost in won, from the acts where they say one, else the plan's.
    """

    subject: str
    name: Words
    offices: frozenset[str]
    case: Case
    status: Status
    progress: Progress
    total: int | None
    project: Project | None = None
    returned: Act | None = None

    @property
    def closed(self) -> bool:
        """Whether the project was closed and does not go on."""
        act = self.case.last.get("project.closed")
        return act is not None and act.public["how"] != "continues"

    @property
    def over(self) -> bool:
        """Whether it is closed, or never had an act and the plan says that it is done or stopped."""
        return self.closed or self.last_word in (Standing.DONE, Standing.STOPPED)

    @property
    def last_word(self) -> Standing | None:
        """What the plan last knew of a project of which no act speaks yet; None once one does."""
        return self.project.status.value if self.project and not self.case.last else None

    @property
    def ends(self) -> str:
        """The last day of the project by the acts, else by the plan; empty where unknown."""
        return _ends(self.case, self.project)

    @property
    def claimed(self) -> Decimal | None:
        """The work last reported, as a share of one."""
        return self.progress.work.value


def all_undertakings(state: State, day: str) -> tuple[Undertaking, ...]:
    """Return every project of the plan in its order, then those that only acts speak of."""
    plan = state.plan
    known = [project.id for project in plan.projects] if plan else []
    whole = {plan.id} if plan else set()
    others = [
        subject
        for subject, acts in state.dossiers.items()
        if subject not in {*known, *whole} and any(act.kind.partition(".")[0] in FAMILIES for act in acts)
    ]
    return tuple(undertaking(state, subject, day) for subject in (*known, *others))


def undertaking(state: State, subject: str, day: str) -> Undertaking:
    """Return one project as it stands on a day; one without any act or record has an empty case."""
    acts = state.dossier(subject)
    case = case_of(subject, acts)
    projects = state.plan.projects if state.plan else ()
    project = next((each for each in projects if each.id == subject), None)
    total = total_of(case, project)
    first = str(project.period.first) if project and project.period.first else ""
    return Undertaking(
        subject=subject,
        name=name_of(case, project),
        offices=matter_of(state, subject).offices,
        case=case,
        status=status_of(case, day, first=first, ends=_ends(case, project)),
        progress=progress_of(case, day, needed=total),
        total=total,
        project=project,
        returned=returned_report(case, acts),
    )


def name_of(case: Case, project: Project | None) -> Words:
    """Return the plan's name of a project, else the title it was proposed or bid under, else its code."""
    if project is not None:
        return project.name
    for kind, field in (("proposal.made", "title"), ("bid.found", "programme")):
        if kind in case.last:
            return Words(case.last[kind].public[field])
    return Words(case.subject, case.subject)


def total_of(case: Case, project: Project | None) -> int | None:
    """Return the total cost in won: of the youngest act that sets one, else the plan's, else None."""
    kinds = ("project.started", "gate.decided", "bid.agreed")
    set_ = [case.last[kind] for kind in kinds if "total" in getattr(case.last.get(kind), "public", {})]
    asked = _agreed_to(case)
    if asked is not None and "total" in asked.public:
        set_.append(asked)
    if set_:
        return int(max(set_, key=lambda act: act.number).public["total"])
    return int(project.budget.amount) if project and project.budget else None


def returned_report(case: Case, acts: tuple[Act, ...]) -> Act | None:
    """Return the last report where it was sent back and not handed in again, None otherwise."""
    last, review = case.last.get("progress.reported"), case.last.get("progress.reviewed")
    if last is None or review is None or review.public["report"] != last.number:
        return None
    return next((act for act in acts if act.number == last.number), None) if _sent_back(review) else None


def mine(found: tuple[Undertaking, ...], office: str) -> tuple[Undertaking, ...]:
    """Return what an office is in charge of: reports sent back first, then the late, then by name."""
    own = [each for each in found if office and office in each.offices]
    late = ("late", "lagging", "silent")
    return tuple(
        sorted(own, key=lambda u: (u.over, u.returned is None, u.status.value not in late, u.name.ko))
    )


def due_for(dues: tuple[Due, ...], subject: str) -> tuple[Due, ...]:
    """Return the deadlines that are about one project."""
    return tuple(due for due in dues if due.subject == subject)


def _sent_back(review: Act) -> bool:
    return bool(review.public["verdict"] == "returned")


def _agreed_to(case: Case) -> Act | None:
    """Return the last request for a change where it was agreed to."""
    asked = case.last.get("change.requested")
    agreed = {act.public["request"] for act in case.agreed}
    return asked if asked is not None and asked.number in agreed else None


def _ends(case: Case, project: Project | None) -> str:
    set_ = [act for act in (case.last.get("project.started"), _agreed_to(case)) if act is not None]
    dated = [act for act in set_ if "ends" in act.public]
    if dated:
        return str(max(dated, key=lambda act: act.number).public["ends"])
    return end_of(project) if project else ""
