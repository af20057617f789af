"""Filing: allowed, judged and recorded together, and nothing lost where two people write at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import transaction

from bitgil.government.permissions import Person
from bitgil.plan.problems import Unsound
from bitgil.store import accounts, importing
from bitgil.store.acts import all_acts, append, last_number
from bitgil.store.current import forget, state_in_force
from bitgil.store.filing import Clash, Entry, file
from bitgil.store.models import Account

pytestmark = pytest.mark.django_db
OFFICE = Person("lee", frozenset({"department"}), "digital")
PLANNER = Person("park", frozenset({"plan-office"}), "new-industry")


@pytest.fixture(autouse=True)
def adopted(living_plan: Path) -> None:
    """Begin with the plan in use adopted."""
    forget()
    state, found = importing.look(living_plan)
    importing.accept(state, found, reason="처음")


def own_project(office: str) -> str:
    """Return a project of the plan that an office is in charge of."""
    plan = state_in_force().plan
    assert plan is not None
    return next(project.id for project in plan.projects if office in project.offices)


def report(subject: str, work: str, *, seen: int | None = None, period: str = "2026-06") -> Entry:
    """Return a progress report."""
    return Entry(
        "progress.reported", subject, "2026-07-05", "반기 보고", {"period": period, "work": work}, seen
    )


def test_a_report_is_recorded_with_its_office_role_and_hand() -> None:
    """The act names office and role; whose hand it was stands beside the record, not in it."""
    (act,) = file(OFFICE, report(own_project("digital"), "40"))
    assert (act.office, act.role, act.number) == ("digital", "department", last_number())
    assert accounts.authors([act.number]) == {act.number: "lee"}
    assert "lee" not in repr(act)


def test_whoever_may_not_is_refused_in_words_and_nothing_is_written() -> None:
    """Another office's project is closed to a department, with the reason and the mend in Korean."""
    before = last_number()
    other = Person("choi", frozenset({"department"}), "traffic")
    with pytest.raises(Unsound) as refused:
        file(other, report(own_project("digital"), "40"))
    assert "권한이 없습니다" in refused.value.problems[0].in_("ko")
    assert last_number() == before


def test_a_rule_that_refuses_keeps_the_act_out() -> None:
    """Work of more than the whole is refused by its rule, in both languages."""
    with pytest.raises(Unsound) as refused:
        file(OFFICE, report(own_project("digital"), "140"))
    assert refused.value.problems[0].what_ko
    assert not [act for act in all_acts() if act.kind == "progress.reported"]


def test_of_several_entries_all_are_written_or_none() -> None:
    """A sheet with one bad line leaves nothing of its good ones."""
    subject, before = own_project("digital"), last_number()
    with pytest.raises(Unsound):
        file(OFFICE, report(subject, "30", period="2026-03"), report(subject, "700"))
    assert last_number() == before
    acts = file(OFFICE, report(subject, "30", period="2026-03"), report(subject, "40"))
    assert [act.public["work"] for act in acts] == ["30", "40"]


def test_a_later_entry_is_judged_on_what_the_earlier_ones_leave() -> None:
    """A review of a report filed in the same breath finds that report."""
    subject = own_project("digital")
    both = Person("han", frozenset({"department", "plan-office"}), "digital")
    number = last_number() + 1
    review = Entry(
        "progress.reviewed", subject, "2026-07-06", "확인", {"report": number, "verdict": "accepted"}
    )
    assert [act.kind for act in file(both, report(subject, "40"), review)] == [
        "progress.reported",
        "progress.reviewed",
    ]


def test_the_second_of_two_writers_sees_the_firsts_act() -> None:
    """Who opened the form before another's act about the same project gets that act, and nothing is lost."""
    subject = own_project("digital")
    (first,) = file(OFFICE, report(subject, "30", seen=0))
    with pytest.raises(Clash) as clash:
        file(OFFICE, report(subject, "50", seen=0))
    assert clash.value.others == (first,)
    (second,) = file(OFFICE, report(subject, "50", seen=first.number))
    assert second.number == first.number + 1


def test_acts_about_another_matter_do_not_stand_in_the_way() -> None:
    """An act about another project between opening and sending changes nothing."""
    subject = own_project("digital")
    other = Entry("indicator.observed", "I-P1", "2026-07-01", "관측", OBSERVED)
    file(PLANNER, other)
    assert file(OFFICE, report(subject, "30", seen=0))


OBSERVED = {"period": "2026-06", "value": "154000", "unit": "person", "grade": "A", "source": "주민등록"}


def test_a_state_folded_on_is_the_state_folded_anew() -> None:
    """What the process keeps and adds to equals what all acts give from the start."""
    file(OFFICE, report(own_project("digital"), "30"))
    kept = state_in_force()
    forget()
    assert state_in_force() == kept


def test_another_record_under_the_same_numbers_is_noticed() -> None:
    """A database put in place of another is folded anew, though it has as many acts."""
    subject = own_project("digital")
    with transaction.atomic():
        file(OFFICE, report(subject, "30"))
        transaction.set_rollback(True)
    file(OFFICE, report(subject, "60"))
    assert state_in_force().dossier(subject)[-1].public["work"] == "60"


def test_an_account_is_opened_with_a_password_that_is_nowhere_in_plain() -> None:
    """The password is told once; the table holds a hash of it."""
    plan = state_in_force().plan
    account, word = accounts.open_account(accounts.Wanted("kim", frozenset({"auditor"})), plan)
    assert account.check_password(word)
    assert word not in Account.objects.get(username="kim").password
    assert accounts.person_of(account) == Person("kim", frozenset({"auditor"}))


def test_an_account_asked_for_wrongly_is_refused_with_every_fault() -> None:
    """Name, seat, office and committee seat are each named at once, and no account is opened."""
    wanted = accounts.Wanted("a b", frozenset({"king", "department", "member"}), "nowhere")
    with pytest.raises(Unsound) as refused:
        accounts.open_account(wanted, state_in_force().plan, "12345678")
    assert len(refused.value.problems) >= 5
    assert all(each.what_ko and each.fix_ko for each in refused.value.problems)
    assert not Account.objects.exists()


def test_a_filing_refused_by_the_database_leaves_no_hand() -> None:
    """Act and hand are written in one transaction."""
    state = state_in_force()
    with pytest.raises(Exception, match=r".+"):
        append((None,), {}, after=state.acts)  # type: ignore[arg-type]
    assert accounts.authors(range(1, 10_000)) == {}
