"""The public pages over the plan in use: what they say, where they lead, and how they fail."""

from __future__ import annotations

import os
import re
import stat
from decimal import Decimal
from pathlib import Path
from time import perf_counter

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from portal_reading import read, words

from bitgil.portal import spelling
from bitgil.portal.figures import figures_of
from bitgil.portal.secret import read_or_make
from bitgil.quantity import Grade, Won, won
from bitgil.store.current import Current

LINK = re.compile(r'(?:href|action)="(/[^"#?]*)')

# Without the mark a run of this file alone would make no database for tests and use the real one.
pytestmark = pytest.mark.django_db


@pytest.fixture
def client(current: Current) -> Client:  # noqa: ARG001  the pages need an adopted plan
    """Return a visitor."""
    return Client(HTTP_HOST="localhost", raise_request_exception=False)


def test_every_link_inside_the_site_leads_somewhere(client: Client) -> None:
    """From both home pages every address can be reached, and none is missing."""
    seen: set[str] = set()
    waiting = {"/", "/en/"}
    while waiting - seen:
        path = min(waiting - seen, key=_without_language)
        seen.add(path)
        waiting |= {
            found
            for found in LINK.findall(read(client, path))
            if not found.startswith(("/static", "/contrast", "/desk/", "/en/desk/"))
        }
    assert {"/projects/P13/", "/en/projects/P13/", "/tasks/6/", "/assumptions/steel/"} <= seen


def _without_language(path: str) -> str:
    """Return an address's place among others; what both languages ask of the model is then still known."""
    return path.removeprefix("/en")


def test_home_shows_both_scopes_side_by_side_and_the_shrinking_list(client: Client, current: Current) -> None:
    """Territorial and city-managed emissions stand together; every reported count is printed in order."""
    text = words(read(client, "/"))
    assert "영토 범위(산업 포함)" in text
    assert "시 관리범위(산업 제외)" in text
    counts = [str(count.projects) for count in current.plan.counts]
    assert re.search(r"\b.*".join(counts), text)


def test_a_project_keeps_its_original_figure_and_every_revision(client: Client, current: Current) -> None:
    """Each old and new value of the project's history is on its page, the first of them first."""
    text = words(read(client, "/projects/P13/"))
    budgets = [act for act in current.revisions["P13"] if act.field == "budget"]
    chain = [budgets[0].old, *(act.new for act in budgets)]
    assert len(chain) >= 4
    assert " ".join(spelling.write_field("budget", value, "ko") for value in chain) in text
    assert all(act.what.split(".")[0] in text for act in budgets)


def test_a_project_without_a_known_effect_says_so(client: Client, current: Current) -> None:
    """Where no figure supports an effect the page says it, and marks claims as without effect."""
    text = words(read(client, "/projects/P13/"))
    assert current.plan.project("P13").no_effect.split("\n")[0][:30] in text
    assert "보도되었지만 모형에서 효과로 세지 않은 주장" in text


def test_a_task_without_projects_is_shown_empty(client: Client, current: Current) -> None:
    """An empty task carries its own sentence instead of a list."""
    empty = [
        t for t in current.plan.tasks if not any(p.placement.task == t.number for p in current.plan.projects)
    ]
    assert empty
    for task in empty:
        assert task.empty is not None
        assert re.sub(r"\s+", " ", task.empty.ko) in words(read(client, f"/tasks/{task.number}/"))


def test_the_sources_page_counts_what_the_plan_counts(client: Client, current: Current) -> None:
    """Listed figures and counted grades are the same, over all and for each grade."""
    figures = list(figures_of(current.plan, "ko"))
    assert {grade: sum(f.grade is grade for f in figures) for grade in Grade} == current.grades
    text = words(read(client, "/sources/?grade=X"))
    assert f"전체 {len(figures)}개 가운데 {current.grades[Grade.ASSUMED]}개" in text


def test_every_assumed_figure_shows_its_reason(client: Client, current: Current) -> None:
    """No X stands alone: the list of sources gives a reason for each."""
    assert read(client, "/sources/?grade=X")
    assert [f for f in figures_of(current.plan, "ko") if f.grade is Grade.ASSUMED and not f.why] == []


def test_filters_narrow_and_say_how_far(client: Client, current: Current) -> None:
    """A plain GET form narrows the projects; the line above counts them and the list agrees."""
    html = read(client, "/projects/?task=2")
    wanted = [p for p in current.plan.projects if p.placement.task == 2]
    assert f"전체 {len(current.plan.projects)}건 가운데 {len(wanted)}건" in words(html)
    assert html.count('class="bg-row-name"') == len(wanted)


def test_nonsense_in_a_filter_is_an_empty_list_and_not_an_error(client: Client) -> None:
    """Values that nothing matches give an empty page in words."""
    assert "조건에 맞는 세부사업이 없습니다." in read(client, "/projects/?task=<script>&status=x")
    assert "조건에 맞는 수치가 없습니다." in read(client, "/sources/?kind=zzz&part=-7")


def test_a_missing_page_is_explained_in_the_readers_language(client: Client) -> None:
    """What the plan does not hold is a 404 in Korean or English, without a trace of the machine."""
    for path, said in (
        ("/projects/P999/", "찾으시는 쪽이 없습니다"),
        ("/en/tasks/99/", "This page does not exist"),
    ):
        answer = client.get(path)
        assert answer.status_code == 404
        assert said in answer.content.decode()
        assert "Traceback" not in answer.content.decode()


def test_english_pages_are_english(client: Client) -> None:
    """Under /en/ the frame, the menu and the headings are English; texts only written in Korean say so."""
    html = read(client, "/en/")
    assert '<html lang="en"' in html
    assert "Where the city stands" in html
    menu = html[html.index('class="bg-menu"') : html.index("<main")]
    assert not re.search("[가-힣]", menu)


def test_the_contrast_switch_only_leads_back_into_the_site(client: Client) -> None:
    """It sets a cookie and returns; an address of another site is not followed."""
    answer = client.get("/contrast/", {"mode": "high-contrast", "next": "https://example.org/"})
    assert answer.headers["Location"] == "/"
    assert 'data-krds-mode="high-contrast"' in read(client, "/")
    client.get("/contrast/", {"mode": "normal", "next": "/roadmap/"})
    assert "data-krds-mode" not in read(client, "/")


def test_every_answer_carries_a_strict_policy(client: Client) -> None:
    """Nothing inline and nothing from elsewhere may load, and no other site may frame a page."""
    headers = client.get("/").headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_home_answers_within_a_tenth_of_a_second(client: Client) -> None:
    """Once warm, the best of five home pages takes less than 100 ms."""
    taken = []
    for _ in range(6):
        begun = perf_counter()
        read(client, "/")
        taken.append(perf_counter() - begun)
    assert min(taken[1:]) < 0.1


def test_the_secret_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    """The key file is written with mode 0600 and read again ever after."""
    path = tmp_path / "var" / "key"
    first = read_or_make(path)
    assert len(first) > 50
    assert read_or_make(path) == first
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600  # noqa: PTH116  the mode as the system has it


@pytest.mark.parametrize(
    ("amount", "language", "written"),
    [
        (won(7846), "ko", "7,846억원"),
        (won(Decimal("246.5")), "ko", "246.5억원"),
        (Won(30_000_000), "ko", "3,000만원"),
        (won(7846), "en", "KRW 784.6 billion"),
        (won(3), "en", "KRW 300 million"),
        (Won(0), "ko", "0억원"),
    ],
)
def test_money_is_written_as_readers_say_it(amount: Won, language: str, written: str) -> None:
    """억원 and 만원 in Korean, billions and millions of won in English."""
    assert spelling.write_won(amount, language) == written


@pytest.mark.parametrize(
    ("value", "unit", "language", "written"),
    [
        ("35560000", "tCO2e/yr", "ko", "3,556만 톤CO₂e/년"),
        ("35560000", "tCO2e/yr", "en", "35.56 million t CO₂e/yr"),
        ("155259", "person", "ko", "155,259명"),
        ("2050000", "TEU/yr", "ko", "205만 TEU/년"),
        ("169100000000", "KRW", "ko", "1,691억원"),
        ("0.934", "person", "en", "0.934 people"),
        ("0.95", "1", "ko", "0.95"),
    ],
)
def test_a_headline_figure_is_short_and_has_its_unit(
    value: str, unit: str, language: str, written: str
) -> None:
    """Large values are counted in 만 or millions, small ones stay as they are."""
    assert spelling.write_short(Decimal(value), unit, language) == written


@pytest.mark.parametrize(
    ("moment", "ko", "en"),
    [
        ("2026-11-22", "2026. 11. 22.", "2026-11-22"),
        ("2025-09", "2025. 9.", "2025-09"),
        ("2029Q1", "2029년 1분기", "Q1 2029"),
        ("2025H2", "2025년 하반기", "H2 2025"),
        ("2023", "2023년", "2023"),
    ],
)
def test_a_date_is_written_as_documents_write_it(moment: str, ko: str, en: str) -> None:
    """Years, halves, quarters, months and days each have their own form."""
    assert (spelling.write_moment(moment, "ko"), spelling.write_moment(moment, "en")) == (ko, en)


def test_a_source_text_gives_its_addresses_and_their_sites() -> None:
    """Addresses are found inside a sentence, without the sentence's own signs, each once."""
    text = "보도(https://www.example.org/a?b=1), 다시 https://m.example.com/c; https://www.example.org/a?b=1"
    assert spelling.addresses(text) == ("https://www.example.org/a?b=1", "https://m.example.com/c")
    assert spelling.site("https://www.example.org/a") == "example.org"


@given(st.decimals(-(10**12), 10**12, allow_nan=False, places=6))
def test_rounding_for_readers_keeps_three_digits(value: Decimal) -> None:
    """A rounded figure is never further off than half a percent, or one ten-thousandth for tiny ones."""
    rounded = spelling.round_long(value)
    assert abs(rounded - value) <= max(abs(value) * Decimal("0.005"), Decimal("0.0001"))


def test_the_catalogue_is_used_where_it_was_compiled() -> None:
    """With the English catalogue active, a page's words come out in English."""
    with translation.override("en"):
        assert translation.gettext("로드맵") == "Roadmap"
