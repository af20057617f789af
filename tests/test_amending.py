"""An agreed request enters the plan: typed changes, the project's file, its history, and the days before."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from at_work import HELD, MOVED, at_meeting, on_record, voted
from bureau_story import OWN, enter, hand_in, typed
from django.test import Client
from government_story import drafted
from hypothesis import given, settings
from hypothesis import strategies as st

from bitgil.government.acts import Act
from bitgil.government.amending import Agreed, amendment_of, request_named, source_of, unapplied
from bitgil.government.days import days_after
from bitgil.government.earlier import Moment
from bitgil.government.permissions import Person
from bitgil.government.planning import compare, digest
from bitgil.government.state import State
from bitgil.plan.problems import Unsound
from bitgil.plan.reading import plan_of, read_files
from bitgil.plan.types import Plan, Project
from bitgil.plan.types.project import Standing
from bitgil.plan.writing import files_of
from bitgil.quantity import Grade, Won, won
from bitgil.store import amending, earlier, importing
from bitgil.store.acts import all_acts, last_number
from bitgil.store.clock import today
from bitgil.store.current import forget, load, state_in_force
from bitgil.store.filing import Clash
from bitgil.store.reviewing import Verdict

DAY = today()
TOYTOWN = read_files(Path(__file__).parent / "toytown" / "plan")
TOY = plan_of(TOYTOWN)
PLANNER = Person("planner", frozenset({"plan-office"}), "new-industry")
MINOR = Verdict(agreed=True, reason="총액의 1할 안쪽인 경미한 변경", minor=True)


def agreed(plan: Plan, subject: str, *requests: dict[str, Any]) -> State:
    """Return a state in which requests about one project were asked for and agreed to in turn."""
    acts: list[Act] = []
    for public in requests:
        number = len(acts) + 1
        reviewed = {"request": number, "verdict": "agreed"}
        for place, (kind, said) in enumerate((("change.requested", public), ("change.reviewed", reviewed))):
            acts.append(
                Act(number + place, str(number + place), kind, subject, DAY, "", "자재값이 올라", said)
            )
    files = {path: digest(content) for path, content in TOYTOWN.items()}
    return State(plan=plan, files=files, acts=len(acts), dossiers={subject: tuple(acts)})


def only(state: State, day: str = DAY) -> Plan:
    """Return the plan after the one request that is left."""
    (found,) = unapplied(state)
    return amendment_of(state, found, day).plan


@st.composite
def requests(draw: st.DrawFn) -> dict[str, Any]:
    """Return what a department may ask for."""
    kinds = ("content", "cost", "period", "office", "name", "merge", "drop", "funding", "site")
    public: dict[str, Any] = {"change": draw(st.sampled_from(kinds))}
    if draw(st.booleans()):
        public["total"] = draw(st.integers(0, 10**13))
    if draw(st.booleans()):
        public["ends"] = f"{draw(st.integers(2015, 2045))}{draw(st.sampled_from(('', '-06', '-12-31')))}"
    if draw(st.booleans()):
        text = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=30)
        offices = st.sampled_from([office.name.ko for office in TOY.offices])
        public["becomes"] = draw(text.filter(lambda each: bool(each.strip())) | offices)
    return public


@settings(max_examples=30)
@given(st.sampled_from([project.id for project in TOY.projects]), requests())
def test_what_is_applied_written_and_read_again_is_no_change(subject: str, public: dict[str, Any]) -> None:
    """The files spell the amended plan; handed in again they are the same, and the request is used up."""
    state = agreed(TOY, subject, public)
    for each in unapplied(state):
        after = amendment_of(state, each, DAY).plan
        files = files_of(after, TOYTOWN)
        again = plan_of(files)
        in_force = State(plan=again, files={path: digest(content) for path, content in files.items()})
        assert compare(in_force, plan_of(files), files).same
        assert files_of(again, files) == files
        assert again.project(subject) == after.project(subject)
        assert not unapplied(State(plan=again, dossiers=state.dossiers))
        assert {path for path in files if files[path] != TOYTOWN.get(path)} <= {
            f"projects/{subject}.toml",
            f"history/{subject}.toml",
        }


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Remember nothing of acts that were taken back."""
    forget()
    yield
    forget()


@pytest.fixture(scope="module")
def plan(living_plan: Path) -> Plan:
    """Return the plan in use, read once."""
    return plan_of(read_files(living_plan))


def shares(project: Project) -> dict[str, int]:
    """Return a project's shares by source."""
    found: dict[str, int] = {}
    for line in project.money:
        if line.role == "share":
            found[line.source] = found.get(line.source, 0) + line.amount
    return found


def test_a_new_total_is_official_and_what_no_source_is_told_for_is_of_unknown_source(plan: Plan) -> None:
    """Known sources stay, the rest is unknown; a total below them leaves no source known."""
    old = plan.project("P16")
    assert (shares(old)["national"], shares(old)["unknown"]) == (won(200), won(200))
    more = only(agreed(plan, "P16", {"change": "cost", "total": int(won(450))})).project("P16")
    assert more.budget is not None
    assert (more.budget.amount, more.budget.grade) == (won(450), Grade.OFFICIAL)
    assert request_named(more.budget.source) == (1, DAY)
    assert shares(more) == {"national": won(200), "unknown": won(250)}
    less = only(agreed(plan, "P16", {"change": "cost", "total": int(won(330))})).project("P16")
    assert shares(less) == {"national": won(200), "unknown": won(130)}
    least = only(agreed(plan, "P16", {"change": "cost", "total": int(won(150))})).project("P16")
    assert shares(least) == {"unknown": won(150)}


def test_the_only_source_there_is_bears_the_cut(plan: Plan) -> None:
    """All private money stays private when the total falls."""
    old = plan.project("P31")
    assert shares(old) == {"private": won(7500)}
    less = only(agreed(plan, "P31", {"change": "cost", "total": int(won(6000))})).project("P31")
    assert shares(less) == {"private": won(6000)}
    more = only(agreed(plan, "P31", {"change": "cost", "total": int(won(8000))})).project("P31")
    assert shares(more) == {"private": won(7500), "unknown": won(500)}


def test_an_undone_total_gives_back_the_shares_as_they_were(plan: Plan) -> None:
    """Undoing is a new change: raised and lowered again, the lines of money are what they were."""
    old = plan.project("P16")
    more = only(agreed(plan, "P16", {"change": "cost", "total": int(won(450))}))
    back = only(agreed(more, "P16", {"change": "cost", "total": int(won(400))})).project("P16")
    assert back.money == old.money


def test_a_later_end_moves_the_opening_and_a_spread_that_no_longer_fits_goes(plan: Plan) -> None:
    """The model goes by the opening, so it moves; what was before stays in words and in the history."""
    state = agreed(plan, "P30", {"change": "period", "ends": "2027-06"})
    after = only(state)
    project = after.project("P30")
    assert project.delivery is not None
    assert (project.period.last, project.delivery.opens) == (2027, "2027-06")
    assert "앞서는 2026" in project.delivery.why
    told = [(act.field, act.old, act.new) for act in after.history if act not in plan.history]
    assert told == [("period.last", "2025", "2027"), ("opens", "2026", "2027-06")]
    opened = only(agreed(plan, "P31", {"change": "period", "ends": "2029-06"})).project("P31")
    assert opened.delivery is not None
    assert (opened.period.last, opened.delivery.opens) == (plan.project("P31").period.last, "2029-06")
    sooner = only(agreed(plan, "P16", {"change": "period", "ends": "2027"})).project("P16")
    assert (sooner.period.last, sooner.spread) == (2027, None)


def test_an_office_is_found_by_its_name_and_a_dropped_project_is_stopped(plan: Plan) -> None:
    """The place of the asking office is taken; where the plan knows no such office, the officer is told."""
    state = agreed(plan, OWN, {"change": "office", "becomes": "교통과"})
    asked = State(plan=plan, dossiers={OWN: tuple(_by(act, "digital") for act in state.dossier(OWN))})
    assert only(asked).project(OWN).offices == ("transport", "land-ministry")
    assert unapplied(agreed(plan, OWN, {"change": "office", "becomes": "없는과"})) == ()
    request = agreed(plan, OWN, {"change": "office", "becomes": "없는과"}).dossier(OWN)[0]
    left = amendment_of(state, Agreed(request, request), DAY).left
    assert any("projects/P34.toml의 offices" in each.ko for each in left)
    dropped = only(agreed(plan, "P16", {"change": "drop"})).project("P16").status
    assert (dropped.value, dropped.as_of) == (Standing.STOPPED, DAY)


def _by(act: Act, office: str) -> Act:
    values = {name: getattr(act, name) for name in Act.__slots__}
    return Act(**{**values, "office": office})


def test_what_is_told_in_words_alone_is_left_to_the_folder(plan: Plan) -> None:
    """A request about content says nothing that a program could write; it is named with its file."""
    state = agreed(plan, OWN, {"change": "content", "becomes": "센서를 늘림"})
    assert unapplied(state) == ()
    request = state.dossier(OWN)[0]
    left = amendment_of(state, Agreed(request, request), DAY).left
    assert ["센서를 늘림" in each.ko and "bitgil import" in each.ko for each in left] == [True]


def test_of_two_agreed_totals_each_waits_until_a_later_one_is_in_the_plan(plan: Plan) -> None:
    """The older may still come first; once the younger is in, the older is overtaken."""
    state = agreed(plan, "P16", *({"change": "cost", "total": int(won(sum_))} for sum_ in (450, 500)))
    assert [each.request.number for each in unapplied(state)] == [1, 3]
    assert _after(state, plan, 1) == [3]
    assert _after(state, plan, 3) == []


def _after(state: State, plan: Plan, request: int) -> list[int]:
    """Return the requests left after one of them was applied."""
    changes = [{"change": "ReviseBudget", "id": "P16"}]
    done = Act(9, "9", "plan.changed", plan.id, DAY, "", "반영", {"request": request, "changes": changes})
    after = State(plan=plan, dossiers={**state.dossiers, plan.id: (done,)})
    return [each.request.number for each in unapplied(after)]


def ask(subject: str = OWN, **public: Any) -> int:
    """Have the officer ask for a change through the form and return the request's number."""
    sent = typed("change.requested", subject, effect=DAY, reason="자재값이 올라 늘림", **public)
    address = f"/desk/matters/{subject}/file/change.requested/"
    hand_in(enter("officer"), address, {**sent, "private": "산출내역"})
    return last_number()


def agree(number: int, subject: str = OWN) -> str:
    """Have the plan office agree to a request and return where its page leads."""
    sent = typed("change.reviewed", subject, effect=DAY, request=number, verdict="agreed")
    return hand_in(enter("planner"), f"/desk/matters/{subject}/file/change.reviewed/", sent)


def words(answer: Any) -> str:
    """Return a page's words without its markup."""
    return html.unescape(re.sub(r"<[^>]+>", "", answer.content.decode()))


def put(client: Client, address: str, **sent: str) -> Any:
    """Hand in the form that puts a request into the plan, with what the opener of the page has seen."""
    seen = re.search(r'name="seen" value="(\d+)"', client.get(address).content.decode())
    assert seen is not None
    return client.post(address, {"reason": "시험", "rests": "minor", "seen": seen[1], **sent})


@pytest.mark.django_db
def test_a_request_goes_from_a_department_into_the_plan_without_being_typed_again(
    adopted_copy: Path, tmp_path: Path
) -> None:
    """Agreed, previewed, applied: the public page, its history, the folder and the day before agree."""
    before = importing.files_in_force(state_in_force())
    number = ask(change="cost", total=won(7), ends="2027-06")
    queue = words(enter("planner").get("/desk/queue/"))
    assert "동의한 뒤 계획에 반영하면" in queue
    address = agree(number)
    assert address == f"/desk/plan/changes/{number}/"
    planner = enter("planner")
    preview = words(planner.get(address))
    for said in ("총사업비", "7억원", "+amount = 7", f"projects/{OWN}.toml", "last = 2027"):
        assert said in preview, said
    assert "동의했으나 아직 계획에 반영하지 않은 변경 1" in words(planner.get("/desk/queue/"))
    assert importing.files_in_force(state_in_force()) == before
    done = put(planner, address)
    assert done.status_code == 302
    change, *events = list(all_acts(after=number + 1))
    assert (change.kind, change.public["request"], change.public["minor"]) == ("plan.changed", number, True)
    assert {event.kind for event in events} == {"project.revised"}
    assert not any(event.entered_later for event in events)
    public = words(Client(HTTP_HOST="localhost").get(f"/projects/{OWN}/"))
    assert "7억원" in public
    assert f"기록 {number}호 변경 요청" in public
    page = Client(HTTP_HOST="localhost").get(f"/en/projects/{OWN}/").content.decode()
    assert f'href="/en/acts/{number}/"' in page
    out = Path(shutil.copytree(adopted_copy, tmp_path / "out"))
    assert importing.export(out) == tuple(sorted(change.public["files"]))
    assert importing.look(out)[1].same
    assert {path for path, content in read_files(out).items() if content != before.get(path)} == {
        f"projects/{OWN}.toml",
        f"history/{OWN}.toml",
    }
    past = earlier.load(Moment(days_after(DAY, -1)))
    assert past.plan.project(OWN).budget == plan_of(before).project(OWN).budget
    assert not any(left.subject == OWN and DAY in left.what.ko for left in past.earlier.left)
    assert "계획에 반영할 것이 남아 있지 않습니다" in words(planner.get(address))


@pytest.mark.django_db
@pytest.mark.usefixtures("adopted_copy")
def test_the_law_refuses_what_is_neither_resolved_nor_minor_in_korean() -> None:
    """The article is named, what was typed stays, and nothing is written."""
    number = ask(change="cost", total=won(7))
    address, before = agree(number), last_number()
    refused = put(enter("planner"), address, rests="resolution", reason="적어 둔 까닭")
    assert refused.status_code == 422
    said = words(refused)
    assert "이 계획을 의결한 위원회 기록이 없습니다" in said
    assert "광양시 4차산업혁명 촉진에 관한 조례" in said
    assert "적어 둔 까닭" in said
    assert put(enter("planner"), address, reason="").status_code == 422
    assert "전화번호" in words(put(enter("planner"), address, reason="문의 010-1234-5678"))
    assert last_number() == before
    assert enter("officer").get(address).status_code == 403


@pytest.mark.django_db
@pytest.mark.usefixtures("adopted_copy")
def test_a_change_that_the_committee_carried_rests_on_its_resolution() -> None:
    """The page offers what was carried; the change names it and needs no word about being minor."""
    number = _agreed_past_its_office("P16", change="cost", total=int(won(450)))
    carried = {"item": 1, "outcome": "passed"}
    *_, resolution = on_record(*HELD, MOVED, voted(), at_meeting("motion.resolved", **carried))
    address = f"/desk/plan/changes/{number}/"
    assert "2026년 시행계획" in words(enter("planner").get(address))
    done = put(enter("planner"), address, rests="resolution", resolution=str(resolution.number))
    assert done.status_code == 302
    change = next(act for act in all_acts(after=resolution.number) if act.kind == "plan.changed")
    assert change.public["resolution"] == resolution.number
    assert "minor" not in change.public


@pytest.mark.django_db
@pytest.mark.usefixtures("adopted_copy")
def test_a_plan_that_would_not_be_sound_is_refused_before_and_after_it_is_sent() -> None:
    """A total below what single years already have is told on the page, and refused where it is sent."""
    number = _agreed_past_its_office("P16", change="cost", total=int(won(20)))
    before, planner = last_number(), enter("planner")
    address = f"/desk/plan/changes/{number}/"
    assert "이대로는 반영할 수 없습니다" in words(planner.get(address))
    refused = put(planner, address)
    assert refused.status_code == 422
    assert "연도별 금액의 합 35억원이 총사업비 20억원을 넘습니다" in words(refused)
    assert last_number() == before


@pytest.mark.django_db
@pytest.mark.usefixtures("adopted_copy")
def test_of_two_officers_the_second_sees_what_the_first_did() -> None:
    """The same request is applied once; another one opened before is shown the change that came between."""
    first = _agreed_past_its_office("P16", change="cost", total=int(won(450)))
    second = _agreed_past_its_office("P16", change="period", ends="2029")
    seen = state_in_force().dossier(load().plan.id)[-1].number
    amending.amend(PLANNER, first, MINOR, seen=seen)
    before = last_number()
    with pytest.raises(Unsound, match="no agreed request"):
        amending.amend(PLANNER, first, MINOR)
    with pytest.raises(Clash) as clash:
        amending.amend(PLANNER, second, MINOR, seen=seen)
    assert [act.kind for act in clash.value.others] == ["plan.changed"]
    late = enter("planner").post(
        f"/desk/plan/changes/{second}/", {"reason": "시험", "rests": "minor", "seen": str(seen)}
    )
    assert late.status_code == 409
    assert "그사이 다른 사람이" in words(late)
    assert last_number() == before
    assert put(enter("planner"), f"/desk/plan/changes/{second}/").status_code == 302
    assert load().plan.project("P16").period.last == 2029


@pytest.mark.django_db
@pytest.mark.usefixtures("adopted_copy")
def test_undoing_is_a_new_change_and_the_history_keeps_both() -> None:
    """Raised and lowered again, the chain of totals on the public page tells all three."""
    for total in (450, 400):
        amending.amend(PLANNER, _agreed_past_its_office("P16", change="cost", total=int(won(total))), MINOR)
    budget = load().plan.project("P16").budget
    assert budget is not None
    assert budget.amount == Won(won(400))
    chain = [(act.old, act.new) for act in load().revisions["P16"] if act.field == "budget"]
    assert chain[-2:] == [("400억원", "450억원"), ("450억원", "400억원")]


def _agreed_past_its_office(subject: str, **public: Any) -> int:
    """Put a request and its agreement on record as they are and return the request's number."""
    (request,) = on_record(drafted("change.requested", subject, DAY, **public))
    on_record(drafted("change.reviewed", subject, DAY, request=request.number, verdict="agreed"))
    assert source_of(request).startswith(f"기록 {request.number}호")
    return request.number
