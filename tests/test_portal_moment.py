"""Public pages of an earlier day: what they show, what they say, and that every link stays there."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from bitgil.portal import pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("adopted")]
MARCH = "as-of=2024-03-31"


def get(path: str, status: int = 200) -> str:
    """Return a page's text, with its links as addresses are written."""
    answer = Client(HTTP_HOST="localhost").get(path)
    assert answer.status_code == status, path
    return answer.content.decode().replace("&amp;", "&")


def test_a_project_is_shown_as_it_stood_and_the_page_says_so() -> None:
    """The port's total and end of March 2024, in both languages, under a banner that names the day."""
    korean, english = get(f"/projects/P13/?{MARCH}"), get(f"/en/projects/P13/?{MARCH}")
    assert "6,915억원" in korean
    assert "7,846억원" not in korean
    assert "2024. 3. 31. 기준의 계획입니다" in korean
    assert "The plan as of" in english
    assert "7,846억원" in get("/projects/P13/")


def test_every_public_page_can_be_shown_for_an_earlier_day() -> None:
    """Each page without a name in its address answers for March 2024 and says the day."""
    for name, page in pages.found().items():
        if "<" not in page.PATH:
            assert "2024. 3. 31. 기준의 계획입니다" in get(f"/{page.PATH}?{MARCH}"), name


def test_links_and_searches_stay_on_the_day() -> None:
    """No link to a public page loses the day; those to files and to the workspace do not carry it."""
    for path in ("/", "/projects/", "/en/roadmap/", "/history/"):
        text = get(f"{path}?{MARCH}&known-on=2030-01-01")
        for address in re.findall(r'<a [^>]*href="(/[^"#]*)', text):
            leaves = re.match(r"(/en)?/(desk|contrast|record/public|verify|acts/\d+\.)", address)
            assert leaves or (MARCH in address and "known-on=2030-01-01" in address), address
    assert '<input type="hidden" name="as-of" value="2024-03-31">' in get(f"/projects/?{MARCH}")
    assert MARCH not in get("/projects/").split("<footer")[0]


@pytest.mark.parametrize(("day", "status"), [("2024-02-31", 400), ("gestern", 400), ("2019-01-01", 404)])
def test_a_day_without_a_plan_is_answered_in_words(day: str, status: int) -> None:
    """What is no day, and a day before the plan, are explained in the reader's language."""
    assert "보일 계획이 없는 날입니다" in get(f"/projects/?as-of={day}", status)
    assert "There is no plan to show for that day" in get(f"/en/projects/?as-of={day}", status)


def test_before_anything_was_recorded_nothing_was_known() -> None:
    """Known-on counts by the day of record: in 2024 this record knew of no plan."""
    assert "첫 기록은" in get("/?known-on=2024-03-31", 404)


def test_acts_of_the_day_are_listed_and_later_ones_are_not_there() -> None:
    """History ends on the day; an act that took effect later is not found on it."""
    text = get(f"/history/?{MARCH}")
    assert "2024. 1. 31." in text
    assert "2025. " not in re.sub(r"<[^>]+>", " ", text.split('id="acts"')[1].split("<footer")[0])
    assert get(f"/acts/1/?{MARCH}")


def test_what_could_not_be_undone_is_listed() -> None:
    """The banner opens to the changes that are left as they are today."""
    assert re.search(r"되돌리지 못한 것 \d+가지", get(f"/?{MARCH}"))
