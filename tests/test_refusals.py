"""Every refusal that a rule can give, in Korean, on the page whose form was sent."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from at_work import on_record, visitor
from government_story import drafted
from refusals_committee import REFUSALS as OF_COMMITTEES
from refusals_committee import Refusal
from refusals_offices import REFUSALS as OF_OFFICES

from bitgil.government.permissions import Person
from bitgil.government.rules import RULES
from bitgil.store import importing
from bitgil.store.acts import all_acts, last_number
from bitgil.store.current import state_in_force
from bitgil.store.reviewing import propose

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("adopted")]
REFUSALS = {**OF_COMMITTEES, **OF_OFFICES}


ON_THE_PLAN = ("plan_is_deliberated", "minor_changes_are_minor", "plan_acts_keep_their_order")
"""Rules on the plan's own acts: a folder's changes are agreed to on a page of their own."""
BEHIND_FORMS = {
    "saved_alternatives_are_of_the_plan",
    "saved_alternatives_say_what_made_them",
    "replanned_alternatives_start_from_a_known_one",
    "alternatives_are_saved_once",
    "resolutions_are_certified_as_carried",
    "certificates_are_revoked_once",
    "erasures_name_what_was_recorded",
}
"""Rules whose breach no form can send, as it offers only what exists; test_government_rules breaks them."""
PLANNER = Person("park", frozenset({"plan-office"}), "new-industry")


def read(content: bytes) -> str:
    """Return the words of a page, without its markup."""
    return unescape(re.sub(r"<[^>]+>", "", content.decode()))


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_is_said_in_korean_with_its_law(name: str) -> None:
    """The page says what is wrong, how to mend it and which article; nothing is recorded, nothing is lost."""
    case: Refusal = REFUSALS[name]
    on_record(*case.before)
    client, before = visitor("kim", *case.seats, office=case.office), last_number()
    page = case.page.format(last=before)
    answer = client.post(page, dict(case.sent), follow=case.warns)
    assert answer.status_code == (200 if case.warns else 422)
    text = read(answer.content)
    assert case.said in text
    assert case.cited in text
    assert last_number() == before + case.warns
    if not case.warns:
        assert 'value="시험"' in answer.content.decode() or "시험</textarea>" in answer.content.decode()


def asked_for(folder: Path, copy: Path) -> str:
    """Hand in a folder that stops one project, and return the number of the request."""
    shutil.copytree(folder, copy)
    path = copy / "projects" / "P16.toml"
    path.write_text(path.read_text("utf-8").replace('value = "지연"', 'value = "중단"', 1), encoding="utf-8")
    return str(propose(PLANNER, importing.look(copy)[1], reason="사업 중단 결정").number)


def agreeing(request: str, rests: str) -> str:
    """Agree to a request as the plan office, and return the words of the page or of the act."""
    client, before = visitor("park", "plan-office", office="new-industry"), last_number()
    sent = {"request": request, "verdict": "agree", "rests": rests, "reason": "시험"}
    answer = client.post("/desk/plan/changes/", sent)
    if answer.status_code == 422:
        assert last_number() == before
        return read(answer.content)
    told = [act.public.get("warnings", []) for act in all_acts(after=before)]
    return " ".join(str(warnings) for warnings in told)


def test_a_change_of_the_plan_without_its_resolution_is_refused_in_korean(
    living_plan: Path, tmp_path: Path
) -> None:
    """The ordinance's article is named; called minor it is recorded and the proviso stays on the act."""
    request = asked_for(living_plan, tmp_path / "plan")
    text = agreeing(request, "resolution")
    assert "이 계획을 의결한 위원회 기록이 없습니다" in text
    assert "광양시 4차산업혁명 촉진에 관한 조례" in text
    assert "4IR-PLAN-MINOR" in agreeing(request, "minor")


def test_a_change_before_an_earlier_change_is_refused_in_korean(living_plan: Path, tmp_path: Path) -> None:
    """A change of today cannot come before one that takes effect later."""
    state = state_in_force()
    same = {"before": state.version, "version": state.version, "changes": [], "files": {}, "minor": True}
    assert state.plan is not None
    on_record(drafted("plan.changed", state.plan.id, "2099-01-01", **same))
    text = agreeing(asked_for(living_plan, tmp_path / "plan"), "minor")
    assert "앞선 변경(2099-01-01)보다 먼저 효력이 생깁니다" in text


def test_an_alternative_is_chosen_by_a_resolution_only() -> None:
    """An act that is no carried resolution does not choose one."""
    client, before = visitor("park", "plan-office", office="new-industry"), last_number()
    plan = state_in_force().plan
    assert plan is not None
    sent = {
        "alternative": plan.alternatives[0].id,
        "resolution": "1",
        "effect": "2026-03-20",
        "reason": "시험",
    }
    answer = client.post("/desk/alternatives/choose/", sent)
    assert answer.status_code == 422
    assert "1번은 가결된 의결이 아닙니다" in read(answer.content)
    assert last_number() == before


def test_every_rule_has_a_refusal() -> None:
    """No rule is left out: each is broken by a form here, or no form can break it."""
    told = {*REFUSALS, *ON_THE_PLAN, "alternatives_are_chosen_by_resolution"}
    assert {rule.__name__ for rule in RULES} <= told | BEHIND_FORMS
    assert not told & BEHIND_FORMS
