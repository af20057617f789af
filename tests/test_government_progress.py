"""Progress: four ideas apart, weights that add up, missing that stays missing, views that agree."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from government_story import FOUNDED, after, drafted, recorded, sum_of
from hypothesis import given
from hypothesis import strategies as st

from bitgil.government.acts import Act, Draft
from bitgil.government.cases import Case, case_of
from bitgil.government.progress import attained, progress_of, shares_of, status_of
from bitgil.government.rollup import Part, by_group, counted, roll_up
from bitgil.government.state import Broken, State, fold
from bitgil.government.views import as_of, known_on, standing
from bitgil.quantity import Unfit

DAY = "2026-08-01"


def about(kind: str, effect: str, **public: Any) -> Draft:
    """Return an act about project P01."""
    return drafted(kind, "P01", effect, **public)


def report(period: str = "2026H1", work: str = "50", **more: Any) -> Draft:
    """Return a report of progress, made a month after its period."""
    effect = {"2026H1": "2026-07-31", "2025H2": "2026-01-31"}[period]
    return about("progress.reported", effect, period=period, work=work, **more)


STARTED = about("project.started", "2025-01-01")


def case(*drafts: Draft) -> Case:
    """Return project P01 after some drafts."""
    return case_of("P01", after(drafts).dossier("P01"))


def n(text: str) -> Decimal:
    """Return a number."""
    return Decimal(text)


def test_a_falling_figure_is_measured_on_its_way_down() -> None:
    """From 10 to a target of 4, a value of 7 is half way, 4 all the way, and 10 none of it."""
    ways = [attained(n(value), n("4"), n("10"), "down") for value in ("7", "4", "10")]
    assert ways == [n("0.5"), n("1"), n("0")]


def test_a_setback_is_negative_and_an_overshoot_above_one_until_they_are_rolled_up() -> None:
    """Below the baseline and beyond the target show as such, and neither pays for another project."""
    setback, overshoot = attained(n("80"), n("200"), n("100")), attained(n("260"), n("200"), n("100"))
    assert (setback, overshoot) == (n("-0.2"), n("1.6"))
    rolled = roll_up([Part("a", n("0.5"), setback), Part("b", n("0.5"), overshoot)])
    assert (counted(setback), counted(overshoot), rolled.value) == (n("0"), n("1"), n("0.5"))


def test_what_cannot_be_told_is_none_and_never_a_half() -> None:
    """A falling figure without baseline has no share; a figure to be held is reached or not."""
    assert attained(n("7"), n("4"), None, "down") is None
    assert attained(n("7"), n("4"), n("10"), "range") is None
    assert attained(n("7"), n("14")) == n("0.5")
    assert [attained(n(value), n("5"), n("5"), "down") for value in ("5", "6")] == [n("1"), n("0")]
    with pytest.raises(Unfit, match="worse than the baseline"):
        attained(n("7"), n("12"), n("10"), "down")


def test_a_milestone_that_is_done_moves_its_goal_at_once() -> None:
    """Two milestones are due: none done is 0, one in time a half, one late still no promise kept."""
    rows = [{"what": "설계", "due": "2026-03"}, {"what": "발주", "due": "2026-06"}]
    done = [{**rows[0], "done": "2026-03-31"}, rows[1]]
    late = [{**rows[0], "done": "2026-04-01"}, rows[1]]
    kept = [progress_of(case(report(milestones=each)), DAY).promise.value for each in (rows, done, late)]
    assert kept == [n("0"), n("0.5"), n("0")]


@pytest.mark.parametrize(
    ("weights", "value"),
    [(["1"], "0.4"), (["1", "0"], "0.4"), (["0.3", "0.7"], "0.82"), (["0.5", "0.5"], "0.7")],
)
def test_weights_that_add_up_to_one_make_one_value(weights: list[str], value: str) -> None:
    """A weight of 1 is a weight like any other; shares are 0.4 and 1."""
    parts = [Part(str(place), n(w), n("0.4") if place == 0 else n("1")) for place, w in enumerate(weights)]
    assert roll_up(parts).value == n(value)


@pytest.mark.parametrize("weights", [["1", "1"], ["0.5"], ["0.33", "0.33", "0.33"], ["1.5", "-0.5"], []])
def test_weights_that_do_not_add_up_to_one_are_refused(weights: list[str]) -> None:
    """Neither two ones nor three thirds rounded down, nor a negative weight, pass for a whole."""
    with pytest.raises(Unfit, match="add up"):
        roll_up([Part("x", n(w), n("1")) for w in weights])


def test_a_missing_child_leaves_bounds_unless_a_rule_says_otherwise() -> None:
    """Of 0.6 told as 0.5 and 0.4 missing: bounds 0.3 and 0.7, 0.3 as zero, 0.5 left out."""
    parts = [Part("a", n("0.6"), n("0.5")), Part("b", n("0.4"), None)]
    rolled = roll_up(parts)
    assert (rolled.value, rolled.low, rolled.high, rolled.missing) == (None, n("0.3"), n("0.7"), ("b",))
    assert roll_up(parts, "zero").value == n("0.3")
    assert roll_up(parts, "left_out").value == n("0.5")
    assert roll_up([Part("b", n("1"), None)], "left_out").value is None
    with pytest.raises(Unfit, match="is no rule"):
        roll_up(parts, "half")


def test_a_project_that_has_just_started_is_not_silent() -> None:
    """Until nine months have passed without a report it is on track, and silent from then on."""
    started = case(STARTED)
    words = [status_of(started, day).computed for day in ("2025-01-01", "2025-10-01", "2025-10-02")]
    assert words == ["on-track", "on-track", "silent"]


def test_an_item_without_a_category_is_not_lost() -> None:
    """Groups hold every part, those without a group under the empty name."""
    parts = [Part("a", n("1"), None, "task.1"), Part("b", n("1"), None), Part("c", n("1"), None, "task.1")]
    groups = by_group(parts)
    assert {group: [part.name for part in found] for group, found in groups.items()} == {
        "task.1": ["a", "c"],
        "": ["b"],
    }


@given(st.lists(st.tuples(st.integers(1, 99), st.none() | st.fractions(0, 1)), min_size=1, max_size=6))
def test_a_roll_up_lies_between_its_bounds(children: list[tuple[int, Any]]) -> None:
    """Whatever is missing, low ≤ each rule's value ≤ high, and all agree where nothing is missing."""
    total = sum(weight for weight, _ in children)
    shares = [None if share is None else n(f"{float(share):.4f}") for _, share in children]
    weights = [n(str(weight)) / total for weight, _ in children]
    weights[-1] = 1 - sum(weights[:-1], n("0"))
    parts = [Part(str(i), w, s) for i, (w, s) in enumerate(zip(weights, shares, strict=True))]
    rolled = roll_up(parts)
    values = [roll_up(parts, rule).value for rule in ("zero", "left_out")]
    hair = n("1e-20")
    for value in values:
        assert value is None or rolled.low - hair <= value <= rolled.high + hair
    if not rolled.missing:
        assert all(abs(value - rolled.low) < hair for value in values if value is not None)


def test_four_rates_stay_four() -> None:
    """Half the work, three quarters of the money, the outcomes' mean and a kept promise, each by itself."""
    told = report(
        spent={"city": sum_of(10), "national": sum_of(20)},
        outcomes=[
            {"what": "교육", "value": "768", "target": "1070"},
            {"what": "취업", "value": "33", "target": "220"},
        ],
        outputs=[{"what": "장비", "value": "37"}],
        milestones=[{"what": "개소", "due": "2026-06", "done": "2026-06-30"}],
    )
    found = progress_of(case(STARTED, told), DAY, needed=sum_of(40))
    assert (found.work.value, found.money.value, found.promise.value) == (n("0.5"), n("0.75"), n("1"))
    assert found.target.value is not None
    assert round(found.target.value, 4) == n("0.4339")
    assert (found.money.part, found.money.whole) == (sum_of(30), sum_of(40))


def test_a_rate_that_is_not_reported_says_why() -> None:
    """Without a report, money, outcomes or cost, each rate is None with its reason."""
    empty = progress_of(case(STARTED), DAY)
    bare = progress_of(case(STARTED, report(spent={"city": 5})), DAY)
    for rate in (empty.work, empty.money, empty.target, empty.promise, bare.money, bare.target, bare.promise):
        assert rate.value is None
        assert rate.why is not None


STATUSES: dict[str, tuple[list[Draft], str]] = {
    "nothing": ([], "not-started"),
    "a proposal": ([about("proposal.made", "2026-01-01", by="citizen", title="제안")], "not-started"),
    "a lost bid": ([about("bid.failed", "2026-01-01", round="final")], "lost"),
    "on its way": ([STARTED, report(work="75")], "on-track"),
    "behind the time": ([STARTED, report(work="60")], "partial"),
    "late but not behind": (
        [STARTED, report(work="70", late_months="3", cause="permit", remedy="협의")],
        "late",
    ),
    "late and behind": (
        [STARTED, report(work="20", late_months="3", cause="budget", remedy="추경")],
        "lagging",
    ),
    "a milestone overdue": (
        [STARTED, report(work="75", milestones=[{"what": "발주", "due": "2026-05"}])],
        "late",
    ),
    "an end that moved": ([STARTED, report(work="75", ends="2027-06")], "late"),
    "silent": ([STARTED], "silent"),
    "done": ([STARTED, about("project.closed", "2026-02-01", how="done")], "done"),
    "fulfilled and continued": (
        [STARTED, about("project.closed", "2026-02-01", how="continues")],
        "continues",
    ),
    "stopped": ([about("project.closed", "2026-02-01", how="stopped")], "stopped"),
    "merged": ([about("project.closed", "2026-02-01", how="merged", into="P02")], "merged"),
}


@pytest.mark.parametrize("story", STATUSES)
def test_a_status_follows_from_the_acts_and_says_why(story: str) -> None:
    """A project from 2025 to 2026, three quarters gone at the half-year, stands where its acts put it."""
    drafts, wanted = STATUSES[story]
    found = status_of(case(*drafts), DAY, first="2025", ends="2026-12-31")
    assert (found.value, found.computed) == (wanted, wanted)
    assert found.reason.ko
    assert found.reason.en


def test_a_status_set_by_hand_stands_beside_the_computed_one_until_the_next_report() -> None:
    """The office's word is shown with its reason, the computed one is kept, and a new report ends it."""
    hand = about("status.overridden", "2026-02-01", status="late")
    found = status_of(case(STARTED, report("2025H2"), hand), "2026-02-02", first="2025", ends="2026")
    assert (found.value, found.computed, found.hand_reason) == ("late", "on-track", "시험")
    again = status_of(case(STARTED, hand, report(work="75")), DAY, first="2025", ends="2026")
    assert (again.value, again.by_hand) == ("on-track", "")


def test_counts_by_status_add_up() -> None:
    """Every project has one status, so the counts sum to the projects."""
    found = {
        name: status_of(case(*drafts), DAY, first="2025", ends="2026-12-31")
        for name, (drafts, _) in STATUSES.items()
    }
    counts = shares_of(found)
    assert sum(counts.values()) == len(STATUSES)
    assert (counts["late"], counts["not-started"]) == (3, 2)


def test_a_returned_report_does_not_count_until_it_is_made_again() -> None:
    """What the plan office sends back leaves the earlier report in force."""
    sent_back = about("progress.reviewed", "2026-08-01", report=2, verdict="returned")
    before = case(report("2025H2", "30"), report(work="90"), sent_back)
    again = case(report("2025H2", "30"), report(work="90"), sent_back, report(work="40"))
    assert [act.public["work"] for act in before.reports] == ["30"]
    assert [act.public["work"] for act in again.reports] == ["30", "40"]


def corrected() -> tuple[Act, ...]:
    """Return a report of July and its correction, recorded in September."""
    first = recorded(report(work="90"), 1)
    fix = about("act.corrected", first.effect, act=1, content={"work": "40"})
    return first, recorded(fix, 2, "2026-09-10")


def test_a_correction_changes_what_was_true_but_not_what_was_known() -> None:
    """As of August the work was 40; in August it was known as 90."""
    acts = corrected()
    (now,) = standing(as_of(acts, DAY))
    (then,) = standing(known_on(acts, "2026-08-31"))
    assert (now.public["work"], then.public["work"]) == ("40", "90")
    gone = replace(acts[1], public={"act": 1, "withdrawn": True})
    assert standing([acts[0], gone]) == []


@st.composite
def histories(draw: st.DrawFn) -> list[Act]:
    """Draw acts of three projects with effects in any order, recorded day after day."""
    count = draw(st.integers(0, 25))
    acts = []
    for number in range(1, count + 1):
        subject = draw(st.sampled_from(["P01", "P02", "P03"]))
        effect = draw(st.sampled_from(["2025", "2025Q3", "2025-11-05", "2026-02", "2026H1"]))
        public = {"period": draw(st.sampled_from(["2025H1", "2025H2"])), "work": "10"}
        act = recorded(drafted("progress.reported", subject, effect, **public), number)
        acts.append(replace(act, recorded=f"2026-03-{1 + number:02}T00:00:00+00:00"))
    return acts


def folded(acts: Any, state: State = FOUNDED, *, whole: bool = True) -> State:
    """Return the fold of acts that need no blob."""
    return fold(acts, lambda mark: mark.encode(), state, whole=whole)


@given(histories(), st.integers(0, 25))
def test_folding_in_one_go_or_in_pieces_gives_the_same_dossiers(acts: list[Act], cut: int) -> None:
    """Where the acts are cut makes no difference to what they add up to, nor to the first piece."""
    part = folded(acts[:cut])
    kept = dict(part.dossiers)
    assert folded(acts[cut:], part) == folded(acts)
    assert part.dossiers == kept


@given(histories(), st.sampled_from(["2025-06-30", "2025-12-01", "2026-01-15"]), st.integers(1, 30))
def test_views_agree_in_either_order_and_with_the_fold(acts: list[Act], day: str, record: int) -> None:
    """What held on one day of what was known on another is one set, filtered before or after folding."""
    known = f"2026-03-{record:02}"
    one = list(as_of(known_on(acts, known), day))
    assert one == list(known_on(as_of(acts, day), known))
    assert list(as_of(one, day)) == one
    state, view = folded(acts), folded(one, whole=False)
    for subject in ("P01", "P02", "P03"):
        assert tuple(as_of(known_on(state.dossier(subject), known), day)) == view.dossier(subject)
        assert case_of(subject, view.dossier(subject)) == case_of(
            subject, [a for a in one if a.subject == subject]
        )


def test_a_kind_from_the_future_is_not_folded() -> None:
    """An act of a kind that this program does not know stops the fold and names it."""
    act = replace(recorded(report(), 1), kind="progress.dreamt")
    with pytest.raises(Broken, match=r"progress\.dreamt"):
        folded([act])
