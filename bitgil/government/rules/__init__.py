"""What must hold before an act is accepted: one function, one rule, each yielding Breaches.

Belongs here: pure rules over state, draft and the law of the draft's day; RULES lists them.
Does not: what one act alone must keep (acts), or the figures of the law (the plan's rules.toml).
"""

from __future__ import annotations

from dataclasses import replace

from bitgil.government.acts import Draft
from bitgil.government.rules import (
    certificates,
    changes,
    estimates,
    gates,
    meetings,
    members,
    pipeline,
    portfolios,
    reports,
)
from bitgil.government.rules.breaches import Breach, Question, Rule
from bitgil.government.state import State
from bitgil.plan.problems import Unsound

RULES: tuple[Rule, ...] = (
    members.size_is_kept,
    members.ex_officio_seats_are_few,
    members.terms_are_of_one_length,
    members.renewals_are_few,
    members.sexes_are_balanced,
    meetings.notice_is_early,
    meetings.agenda_is_of_the_committee,
    meetings.papers_are_early,
    meetings.regular_meetings_are_held,
    meetings.only_members_attend,
    meetings.quorum_is_present,
    meetings.recused_members_do_not_vote,
    meetings.votes_add_up,
    meetings.majority_carries,
    meetings.conditions_can_be_answered,
    meetings.minutes_are_whole,
    meetings.minutes_are_posted_in_time,
    pipeline.bids_are_checked,
    pipeline.budget_office_is_asked_first,
    pipeline.council_is_told,
    pipeline.council_hears_yearly,
    pipeline.team_is_formed,
    pipeline.bids_follow_their_steps,
    gates.right_body_reviews,
    gates.conditions_are_named,
    gates.large_projects_are_studied,
    gates.start_waits_for_the_gate,
    gates.conditions_are_met_first,
    gates.growth_is_reviewed_again,
    gates.late_projects_are_reviewed_again,
    gates.refused_projects_get_no_grant,
    changes.plan_is_deliberated,
    changes.minor_changes_are_minor,
    changes.plan_acts_keep_their_order,
    changes.changes_are_asked_for_with_evidence,
    changes.changes_pass_review,
    changes.yearly_plan_is_resolved,
    estimates.estimates_can_be_used,
    portfolios.saved_alternatives_are_of_the_plan,
    portfolios.saved_alternatives_say_what_made_them,
    portfolios.replanned_alternatives_start_from_a_known_one,
    portfolios.alternatives_are_saved_once,
    portfolios.alternatives_are_chosen_by_resolution,
    reports.reports_are_about_the_past,
    reports.work_is_a_share,
    reports.delay_has_a_cause,
    reports.money_never_returns,
    reports.closed_projects_stay_closed,
    reports.corrections_fit,
    certificates.resolutions_are_certified_as_carried,
    certificates.certificates_are_revoked_once,
    certificates.erasures_name_what_was_recorded,
)


def judge(state: State, draft: Draft) -> tuple[Breach, ...]:
    """Return every breach of every rule, refusals first; the law is that of the draft's day of effect."""
    question = Question(state, draft)
    found = [breach for rule in RULES for breach in rule(question)]
    return tuple(sorted(found, key=lambda breach: (breach.severity != "must", breach.problem)))


def accepted(state: State, draft: Draft) -> Draft:
    """Return the draft with the rules that warned written on it; raise Unsound where a rule refuses."""
    return with_warnings(draft, judge(state, draft))


def with_warnings(draft: Draft, breaches: tuple[Breach, ...]) -> Draft:
    """Return the draft as it may be recorded; raise Unsound with every breach that refuses it."""
    refused = tuple(breach.problem for breach in breaches if breach.severity == "must")
    if refused:
        raise Unsound(refused)
    warned = sorted({breach.rule for breach in breaches})
    return replace(draft, public={**draft.public, "warnings": warned}) if warned else draft
