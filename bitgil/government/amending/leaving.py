"""What a request leaves open, each in words, with the file in which an officer says it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bitgil.government.acts import Act
from bitgil.government.amending.estimates import KIND
from bitgil.plan.types import Project
from bitgil.quantity import Words, year_of


def left_by(was: Project, now: Project, request: Act) -> Iterator[Words]:
    """Yield what a request leaves open, and how an officer says it in the folder."""
    public, path = request.public, f"projects/{was.id}.toml"
    if any(line.source == "unknown" and line not in was.money for line in now.money):
        yield Words(
            "재원은 요청에 적히지 않아 달라진 만큼을 '재원 구분을 모름'으로 둡니다. 정해지면 "
            f"{path}의 [[money]]에 적으세요",
            f"its sources are not told, so what differs stands as of unknown source; write them in {path}",
        )
    if public["change"] == KIND:
        return
    if now.spread != was.spread:
        yield Words(
            f"연도별 배분이 새 기간을 벗어나 빠집니다. {path}의 [spread]에 다시 적으세요",
            f"the yearly spread lies outside the new period and is dropped; write [spread] in {path} again",
        )
    elif now.spread is not None and (now.budget, now.period) != (was.budget, was.period):
        yield Words(
            f"연도별 배분(가정)은 비율 그대로 둡니다. 맞지 않으면 {path}의 [spread]를 고치세요",
            f"the assumed yearly spread keeps its shares; mend [spread] in {path} where they no longer fit",
        )
    if now.delivery != was.delivery and now.period == was.period and was.period.last is not None:
        yield Words(
            f"문 여는 때를 옮깁니다. 사업 기간의 끝({was.period.last}년)은 그대로이니, 맞지 않으면 {path}의 "
            "period를 고치세요",
            f"the opening moves; the last year {was.period.last} stays: mend period in {path} if need be",
        )
    if now.name != was.name and was.name.en:
        yield Words(
            f"영어 이름은 빠집니다. {path}의 name에 적으세요",
            f"the English name is dropped; write it at name in {path}",
        )
    if now.offices != was.offices and now.lead == was.lead:
        yield Words(f"주관(lead)의 글은 그대로입니다: {path}", f"the text of lead stays as it is: {path}")
    yield from _unsaid(was, now, public, path)


def _unsaid(was: Project, now: Project, public: Mapping[str, Any], path: str) -> Iterator[Words]:
    kind = public["change"]
    if "ends" in public and was.period.first is not None and year_of(str(public["ends"])) < was.period.first:
        yield Words(
            f"끝나는 때({public['ends']})가 시작 연도({was.period.first})보다 앞섭니다: "
            f"{path}의 period를 고치세요",
            f"the end {public['ends']} lies before the first year {was.period.first}: mend period in {path}",
        )
    if kind == "office" and now.offices == was.offices:
        yield Words(
            f"'{public.get('becomes', '')}'에 맞는 부서를 계획에서 하나로 정할 수 없습니다: "
            f"{path}의 offices를 고치세요",
            f"no one office of the plan is called '{public.get('becomes', '')}': edit offices in {path}",
        )
    if kind in ("content", "site", "funding", "merge") or (kind == "cost" and "total" not in public):
        said = public.get("becomes") or ", ".join(public.get("into", ()))
        what = (f": {said}", f": {said}") if said else ("", "")
        yield Words(
            f"글로 적힌 내용은 저절로 반영되지 않습니다{what[0]}. "
            f"{path}에서 고치고 `bitgil import`로 올리세요",
            f"what is told in words is not carried over{what[1]}; "
            f"edit {path} and hand it in by `bitgil import`",
        )
