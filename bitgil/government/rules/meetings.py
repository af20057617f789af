"""회의: notice, papers, attendance, recusal, votes and minutes."""
# ruff: noqa: D401  a rule's docstring states what holds

from __future__ import annotations

from collections.abc import Iterator

from bitgil.government.acts.committee import AGENDA, CARRIED, MINUTES
from bitgil.government.days import days_after, days_between, first_day
from bitgil.government.rules.breaches import Breach, Question


def notice_is_early(asked: Question) -> Iterator[Breach]:
    """Members are told date and agenda some days before, unless the matter is urgent."""
    rule = asked.demand("committee.notice")
    if asked.kind == "meeting.called" and rule and rule.value and not asked.public.get("urgent"):
        left = days_between(asked.day, first_day(asked.public["date"]))
        if left < rule.value:
            yield asked.breach(
                rule,
                f"회의 {left}일 전 통지입니다. 늦어도 {rule.value}일 전이어야 합니다",
                f"notice is given {left} days before; {rule.value} are needed",
                "회의 날짜를 늦추거나, 긴급 안건이면 '긴급 소집'에 표시하고 까닭을 이유에 적으세요",
                "meet later, or say that it is urgent and why",
            )


def agenda_is_of_the_committee(asked: Question) -> Iterator[Breach]:
    """Items are numbered once each, and there is at least one."""
    if asked.kind != "meeting.called":
        return
    numbers = [row["item"] for row in asked.public["items"]]
    rule = asked.demand("committee.agenda")
    if rule and (not numbers or len(set(numbers)) != len(numbers)):
        kinds = ", ".join(AGENDA.values())
        yield asked.breach(
            rule,
            "안건이 없거나 안건 번호가 겹칩니다",
            "there is no item, or two share a number",
            f"심의사항({kinds})마다 다른 번호를 주세요",
            "give each item a number of its own",
        )


def papers_are_early(asked: Question) -> Iterator[Breach]:
    """Papers reach the members some days before the meeting, unless it is urgent."""
    rule = asked.demand("committee.papers")
    if asked.kind != "meeting.papers" or not rule or not rule.value:
        return
    meeting = asked.meeting
    if meeting.called is None:
        yield _uncalled(asked)
    elif not meeting.called.public.get("urgent") and days_between(asked.day, meeting.day) < rule.value:
        yield asked.breach(
            rule,
            f"회의 {days_between(asked.day, meeting.day)}일 전 배부입니다. {rule.value}일 전이어야 합니다",
            f"papers are sent {days_between(asked.day, meeting.day)} days before; {rule.value} are needed",
            f"{days_after(meeting.day, -int(rule.value))}까지 나누거나 회의를 늦추세요",
            f"send them by {days_after(meeting.day, -int(rule.value))} or meet later",
        )


def regular_meetings_are_held(asked: Question) -> Iterator[Breach]:
    """A regular meeting is called with a warning where last year saw fewer than the ordinance wants."""
    rule = asked.demand("committee.meetings")
    if asked.kind != "meeting.called" or not rule or not asked.public["regular"]:
        return
    year = str(int(first_day(asked.public["date"])[:4]) - 1)
    met = [meeting for meeting in asked.meetings if meeting.called and meeting.attended]
    regular = [one for one in met if one.day[:4] == year and one.called and one.called.public["regular"]]
    held, begun = len(regular), any(one.day[:4] <= year for one in met)
    if begun and rule.value is not None and held < rule.value:
        late = asked.breach(
            rule,
            f"{year}년 정기회의가 {held}번이었습니다. {rule.value}번을 열어야 합니다",
            f"{year} saw {held} regular meetings of {rule.value}",
            "못 연 사유를 회의에 보고하세요",
            "report to the meeting why",
        )
        yield Breach(late.rule, "should", late.problem)


def only_members_attend(asked: Question) -> Iterator[Breach]:
    """Those who attend or vote hold a seat on that day."""
    named = {"meeting.attended": "present", "motion.voted": "voters"}.get(asked.kind)
    if named:
        if asked.meeting.called is None:
            yield _uncalled(asked)
        strangers = sorted(set(asked.public[named]) - asked.committee.seats.keys())
        if strangers:
            listed = ", ".join(strangers)
            yield asked.fault(
                "record.seats",
                f"그날 위원이 아닙니다: {listed}",
                f"{listed} held no seat on that day",
                "자리 부호를 고치거나 위촉을 먼저 기록하세요",
                "correct the code of the seat or record the appointment first",
            )
        presiding = asked.public.get("presiding")
        if presiding and presiding not in asked.public[named]:
            yield asked.fault(
                "record.seats",
                f"회의를 이끈 위원이 출석하지 않았습니다: {presiding}",
                f"{presiding} presided but was not present",
                "출석 위원 가운데 한 자리를 적으세요",
                "name one of the members present",
            )


def quorum_is_present(asked: Question) -> Iterator[Breach]:
    """Nothing is voted on unless enough of the members are present."""
    rule = asked.demand("committee.quorum")
    if asked.kind == "motion.voted" and rule and rule.value is not None:
        present, seats = len(asked.meeting.present), len(asked.committee.seats)
        if present <= rule.value * seats:
            yield asked.breach(
                rule,
                f"재적 {seats}명 가운데 {present}명이 출석했습니다. 과반수가 아닙니다",
                f"{present} of {seats} members are present, which is no quorum",
                "출석을 먼저 기록하거나 회의를 다시 소집하세요",
                "record who is present first, or call the meeting again",
            )


def recused_members_do_not_vote(asked: Question) -> Iterator[Breach]:
    """Who has an interest of their own takes no part in that item."""
    rule = asked.demand("committee.recusal")
    if asked.kind == "motion.voted" and rule:
        out = asked.meeting.recused.get(asked.public["item"], frozenset())
        both = sorted(out & set(asked.public["voters"]))
        if both:
            yield asked.breach(
                rule,
                f"제척·기피·회피된 위원이 표결했습니다: {', '.join(both)}",
                f"{', '.join(both)} voted though recused",
                "그 위원을 빼고 다시 표결하세요",
                "vote again without them",
            )


def votes_add_up(asked: Question) -> Iterator[Breach]:
    """Each voter is present, votes once, and the sums agree."""
    if asked.kind == "motion.voted":
        public, meeting = asked.public, asked.meeting
        voters = public["voters"]
        cast = public["yes"] + public["no"] + public["abstain"]
        absent = set(voters) - set(meeting.present)
        if len(set(voters)) != cast or len(set(voters)) != len(voters) or absent:
            yield asked.fault(
                "record.votes",
                f"표결한 위원 {len(voters)}명, 표 {cast}표, 출석하지 않은 위원 {len(absent)}명입니다",
                f"{len(voters)} voters, {cast} votes, {len(absent)} of them not present",
                "출석한 위원마다 한 표로 맞추세요",
                "let each member present have one vote",
            )
        if public["item"] not in meeting.items:
            yield _unlisted(asked)


def majority_carries(asked: Question) -> Iterator[Breach]:
    """A resolution says what the vote said: more than the ordinance's share of those present."""
    rule = asked.demand("committee.majority")
    if asked.kind != "motion.resolved" or not rule or rule.value is None:
        return
    item, meeting = asked.public["item"], asked.meeting
    vote = meeting.votes.get(item)
    carried = asked.public["outcome"] in CARRIED
    if item not in meeting.items:
        yield _unlisted(asked)
    elif vote is None:
        yield asked.breach(
            rule,
            f"안건 {item}의 표결이 기록되지 않았습니다",
            f"no vote on item {item} is recorded",
            "표결을 먼저 기록하세요",
            "record the vote first",
        )
    elif carried != (vote.public["yes"] > rule.value * len(meeting.may_vote(item))):
        yes, present = vote.public["yes"], len(meeting.may_vote(item))
        yield asked.breach(
            rule,
            f"출석 {present}명 가운데 찬성 {yes}명인데 결과가 맞지 않습니다",
            f"{yes} of {present} present said yes, which is not this outcome",
            "의결 결과를 표결에 맞추세요",
            "let the outcome follow the vote",
        )


def conditions_can_be_answered(asked: Question) -> Iterator[Breach]:
    """A conditional resolution names its conditions; who answers, and the answer, are about one of them."""
    if asked.kind == "motion.resolved":
        count = len(asked.public.get("conditions", ()))
        named = {row["condition"] for row in asked.public.get("due", ())}
        if (asked.public["outcome"] == "conditional" and not count) or named - set(range(1, count + 1)):
            yield asked.fault(
                "record.conditions",
                f"조건이 {count}개인데 조건부의결이거나 담당을 정한 조건 번호가 다릅니다",
                f"there are {count} conditions, which is not what the outcome or the offices named say",
                "조건을 한 줄에 하나씩 적고, 담당·기한의 조건 번호를 거기에 맞추세요",
                "write the conditions one a line and let the numbers of those who answer follow them",
            )
    if asked.kind == "condition.answered":
        acts = [act for act in asked.meeting.resolutions.values() if act.number == asked.public["resolution"]]
        count = len(acts[0].public.get("conditions", ())) if acts else 0
        if not 1 <= asked.public["condition"] <= count:
            yield asked.fault(
                "record.conditions",
                f"의결 {asked.public['resolution']}번에 조건 {asked.public['condition']}이(가) 없습니다",
                f"resolution {asked.public['resolution']} has no condition {asked.public['condition']}",
                "의결의 번호와 조건 번호를 확인하세요",
                "look up the number of the resolution and of its condition",
            )


def minutes_are_whole(asked: Question) -> Iterator[Breach]:
    """Minutes hold every part that the ordinance lists."""
    rule = asked.demand("committee.minutes_fields")
    if asked.kind == "minutes.written" and rule:
        lacking = [part for part in MINUTES if part not in asked.public["fields"]]
        if lacking:
            yield asked.breach(
                rule,
                f"회의록에 빠진 항목이 있습니다: {', '.join(MINUTES[part] for part in lacking)}",
                f"the minutes lack {', '.join(lacking)}",
                "빠진 항목을 채우세요",
                "complete them",
            )


def minutes_are_posted_in_time(asked: Question) -> Iterator[Breach]:
    """What a meeting did is posted within the ordinance's days; later, the delay stays on the act."""
    rule = asked.demand("committee.minutes")
    if asked.kind != "minutes.published" or not rule or not rule.value:
        return
    meeting = asked.meeting
    if meeting.called is None:
        yield _uncalled(asked)
        return
    late = days_between(days_after(meeting.day, int(rule.value)), asked.day)
    if late > 0:
        told = asked.breach(
            rule,
            f"게재 기한을 {late}일 넘겼습니다",
            f"posted {late} days after the deadline",
            "늦은 까닭을 이유에 적으세요",
            "say why in the reason",
        )
        yield Breach(told.rule, "should", told.problem)


def _uncalled(asked: Question) -> Breach:
    return asked.fault(
        "record.meeting",
        "소집 통지가 기록되지 않은 회의입니다",
        "no call of this meeting is recorded",
        "소집 통지를 먼저 기록하세요",
        "record the call first",
    )


def _unlisted(asked: Question) -> Breach:
    item = asked.public["item"]
    return asked.fault(
        "record.agenda",
        f"안건 {item}이 통지한 안건에 없습니다",
        f"item {item} is not on the agenda",
        "통지한 안건 번호를 쓰세요",
        "use the number of an item on the agenda",
    )
