"""Drawings: numbers become pictures and tables that say the same, whatever the language and the colours."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitgil.drawing import (
    Band,
    Bar,
    Chart,
    Column,
    Columns,
    Gantt,
    Line,
    Lines,
    Link,
    Network,
    Node,
    Point,
    Schedule,
    Section,
    Share,
    Spell,
    Stair,
    Stairs,
    Trade,
    Traded,
    Window,
    draw_chart,
    draw_columns,
    draw_gantt,
    draw_lines,
    draw_network,
    draw_schedule,
    draw_shares,
    draw_stairs,
    draw_trade,
)
from bitgil.drawing.chart import unbroken
from bitgil.drawing.lines import APART, LOOKS, apart
from bitgil.drawing.scale import Scale, round_ticks, spell_tick, word_for, year_ticks
from bitgil.drawing.svg import FALLBACK, fit, spell, width_of

APPROVED = Path(__file__).parent / "approved" / "drawing"
SVG = "{http://www.w3.org/2000/svg}"


def people() -> Chart:
    """Return a small chart with a gap in 2018, a band, a no-change line and a target."""
    return Chart(
        key="people",
        title="인구 <등록>",
        unit="명",
        observed=tuple(
            Point(year, Decimal(value)) for year, value in ((2016, 980), (2017, 1000), (2019, 1010))
        ),
        projected=(
            Band(2020, Decimal(990), Decimal(1015), Decimal(1040)),
            Band(2021, Decimal(970), Decimal(1020), Decimal(1070)),
        ),
        no_change=(Band(2020, None, Decimal(1010), None), Band(2021, None, Decimal(1010), None)),
        target=Point(2021, Decimal(1100)),
    )


def plan() -> Gantt:
    """Return a small roadmap: a settled project, an open-ended wish, one without a period, an empty task."""
    bars = (
        Bar("항만 자동화", 2022, 2029, settled=True, status="지연", href="/projects/P1/"),
        Bar("북극항로 <건의>", 2026, None, settled=False, status="요청", href="/projects/P2/"),
        Bar("기간 없는 사업", None, None, settled=False, status="불명", href="/projects/P3/"),
    )
    sections = (Section("1. 주력산업", "2. 항만", bars, "/tasks/2/"), Section("3. 시민", "6. 블록체인", ()))
    return Gantt("roadmap", "로드맵", "그림", sections, 2021, 2030, (Window("계획 기간", 2023, 2027),))


def shares() -> tuple[Share, ...]:
    """Return a sum in two parts."""
    return (Share("국비", Decimal(300), "300억원"), Share("시비", Decimal(100), "100억원"))


DRAWN = {
    "chart": draw_chart(people(), "ko").svg,
    "chart-en": draw_chart(people(), "en").svg,
    "gantt": draw_gantt(plan(), "ko").svg,
    "shares": draw_shares("money", "재원", shares()).svg,
}


@pytest.mark.parametrize("name", sorted(DRAWN))
def test_a_drawing_reads_as_approved(name: str) -> None:
    """The SVG over small fixed data is the approved one, byte for byte."""
    assert DRAWN[name] + "\n" == (APPROVED / f"{name}.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(DRAWN))
def test_a_drawing_is_sound_and_named(name: str) -> None:
    """It is well-formed, carries title and description, and holds no script and no inline style."""
    tree = ET.fromstring(DRAWN[name])  # noqa: S314  our own text
    labels = tree.attrib["aria-labelledby"].split()
    assert [
        element.attrib["id"]
        for element in (tree.find(f"{SVG}title"), tree.find(f"{SVG}desc"))
        if element is not None
    ] == labels
    assert tree.attrib["role"] == ("group" if name == "gantt" else "img")
    assert all("style" not in element.attrib for element in tree.iter())
    assert not list(tree.iter(f"{SVG}script"))


@pytest.mark.parametrize("name", sorted(DRAWN))
def test_every_colour_has_a_role_that_a_style_sheet_can_rename(name: str) -> None:
    """A colour never stands alone: the role in the class decides it wherever there is a style sheet."""
    for element in ET.fromstring(DRAWN[name]).iter():  # noqa: S314  our own text
        for attribute, kind in (("fill", "fill"), ("stroke", "line")):
            colour = element.attrib.get(attribute, "none")
            if colour.startswith("#"):
                role = re.fullmatch(rf"draw-{kind}-(\w+)", element.attrib["class"])
                assert role is not None
                assert FALLBACK[role[1]] == colour


def test_a_gap_in_the_observations_stays_open() -> None:
    """2016 and 2017 are joined, 2019 stands alone, and nothing is drawn for 2018."""
    runs = [[point.year for point in run] for run in unbroken(people().observed)]
    assert runs == [[2016, 2017], [2019]]
    assert "2018" not in [row[0] for row in draw_chart(people()).rows]


def test_the_table_says_what_the_chart_shows() -> None:
    """Each year is a row; what is not known is a dash and never a number."""
    drawing = draw_chart(people(), "en")
    assert drawing.head == (
        "year",
        "observed",
        "outlook 10 %",
        "median outlook",
        "outlook 90 %",
        "no change",
        "target",
    )
    assert drawing.rows[0] == ("2016", "980", "–", "–", "–", "–", "–")
    assert drawing.rows[-1] == ("2021", "–", "970", "1,020", "1,070", "1,010", "1,100")


def test_the_kinds_of_line_differ_by_more_than_colour() -> None:
    """Observed has markers, no-change is dashed, the target is a diamond and is written out."""
    svg = draw_chart(people(), "ko").svg
    assert svg.count("<circle") == 3 + 1  # three observations and the legend's sign
    assert 'stroke-dasharray="6 4"' in svg
    assert "목표 2021: 1,100" in svg


def test_a_scenario_is_not_called_a_forecast() -> None:
    """A line that is only one possible course is named so in the legend and in the table."""
    chart = Chart("x", "x", "t", projected=people().projected, scenario=True)
    drawing = draw_chart(chart, "en")
    assert "model scenario (median)" in drawing.head
    assert "median outlook" not in drawing.svg


def test_a_chart_without_values_says_so() -> None:
    """No value, no axes: the drawing says in words that there is nothing to draw."""
    drawing = draw_chart(Chart("none", "사업체", "개소"), "ko")
    assert "그릴 값이 없습니다" in drawing.svg
    assert drawing.rows == ()


def test_the_roadmap_links_every_row_and_shows_what_is_missing() -> None:
    """Tasks and projects are links; an empty task and an unknown period are said in words."""
    drawing = draw_gantt(plan(), "ko")
    hrefs = re.findall(r'href="([^"]+)"', drawing.svg)
    assert hrefs == ["/tasks/2/", "/projects/P1/", "/projects/P2/", "/projects/P3/"]
    assert "찾은 세부사업이 없음" in drawing.svg
    assert "기간이 보도되지 않음" in drawing.svg
    assert drawing.rows[1] == (
        "1. 주력산업",
        "2. 항만",
        "북극항로 <건의>",
        "2026",
        "미보도",
        "미확정",
        "요청",
    )


def test_a_project_outside_the_axis_is_written_not_drawn() -> None:
    """A period that ended before the first year drawn is given in words at its row."""
    old = Section("1", "1", (Bar("옛 사업", 2010, 2012, settled=True, status="완료", href="/p/"),))
    svg = draw_gantt(Gantt("r", "r", "r", (old,), 2020, 2025), "ko").svg
    assert "2010–2012" in re.sub(r"<title>.*?</title>", "", svg)


def test_shares_add_up_and_cannot_be_negative() -> None:
    """300 and 100 are 75 % and 25 %; a negative part is refused."""
    assert draw_shares("m", "재원", shares()).rows == (
        ("국비", "300억원", "75.0 %"),
        ("시비", "100억원", "25.0 %"),
    )
    with pytest.raises(ValueError, match="negative"):
        draw_shares("m", "재원", (Share("국비", Decimal(-1), "-1"),))


@pytest.mark.parametrize(
    ("value", "written"),
    [(1234.56, "1234.6"), (0.04, "0"), (-0.01, "0"), (12.0, "12"), (-3.25, "-3.2"), ("a b", "a b")],
)
def test_a_coordinate_is_spelled_for_machines(value: float | str, written: str) -> None:
    """No thousands sign, one decimal at most, no minus zero; text passes as it is."""
    assert spell(value) == written


@pytest.mark.parametrize(
    ("high", "ticks"), [(100, (0, 50, 100)), (7, (0, 2, 4, 6, 8)), (0.31, (0, 0.1, 0.2, 0.3, 0.4))]
)
def test_ticks_are_round(high: float, ticks: tuple[float, ...]) -> None:
    """Steps are 1, 2 or 5 times a power of ten."""
    assert round_ticks(0, high) == ticks


def test_equal_values_still_get_an_axis() -> None:
    """Where everything is 5, the axis reaches below and above it."""
    ticks = round_ticks(5, 5)
    assert ticks[0] < 5 < ticks[-1]


@given(st.floats(-1e9, 1e9), st.floats(1e-3, 1e9))
def test_an_axis_holds_its_values_and_few_ticks(low: float, spread: float) -> None:
    """Whatever the range, the ticks enclose it and there are at most eight."""
    ticks = round_ticks(low, low + spread)
    slack = max(abs(low), spread) * 1e-6
    assert ticks[0] <= low + slack
    assert ticks[-1] >= low + spread - slack
    assert len(ticks) <= 8


@given(st.integers(1990, 2060), st.integers(0, 120))
def test_years_on_an_axis_are_never_crowded(first: int, more: int) -> None:
    """At most twelve years are written, all of them on the axis."""
    years = year_ticks(first, first + more, most=12)
    assert len(years) <= 13
    assert all(first <= year <= first + more for year in years)


def test_a_scale_is_straight() -> None:
    """2025 lies half-way between 2020 and 2030."""
    assert Scale(2020, 2030, 100, 300)(2025) == 200


@pytest.mark.parametrize(
    ("top", "language", "expected"),
    [
        (35_560_000, "ko", (1e4, "만")),
        (2e9, "ko", (1e8, "억")),
        (35_560_000, "en", (1e6, "million")),
        (900, "ko", (1, "")),
    ],
)
def test_an_axis_counts_in_the_words_of_its_language(
    top: float, language: str, expected: tuple[float, str]
) -> None:
    """Korean counts in 만 and 억, English in thousands and millions, small values in ones."""
    assert word_for((0, top), language) == expected


def test_a_tick_is_written_for_readers() -> None:
    """Thousands are separated, needless zeros are not written."""
    assert [spell_tick(value) for value in (3500.0, 0.25, -0.0)] == ["3,500", "0.25", "0"]


@given(st.text(alphabet="가나다라abc 123", max_size=60), st.floats(30, 400))
def test_a_label_never_leaves_its_room(text: str, room: float) -> None:
    """A label that is too long is cut with an ellipsis and then fits."""
    assert width_of(fit(text, room)) <= room or fit(text, room) == "…"


def courses() -> Lines:
    """Return three courses, one of them with a year that has no value, and one observed year."""
    whole = tuple(Point(year, Decimal(100 + year - 2025)) for year in range(2025, 2031))
    broken = tuple(point for point in whole if point.year != 2027)
    lines = (Line("기준선", whole), Line("위기 <가정>", broken), Line("없음", ()))
    return Lines("courses", "인구", "명", lines, (Point(2024, Decimal(99)),))


def test_courses_differ_by_dash_and_carry_their_names() -> None:
    """Each line has its own dash or colour, its label at its end, and a missing year stays open."""
    drawing = draw_lines(courses())
    svg = ET.fromstring(drawing.svg)  # noqa: S314  our own drawing
    assert len({(role, dash) for role, _, dash in LOOKS}) == len(LOOKS)
    assert len(svg.findall(f"{SVG}polyline")) == 3
    assert {"기준선", "위기 <가정>"} <= {text.text for text in svg.iter(f"{SVG}text")}
    assert drawing.head == ("연도", "관측값", "기준선", "위기 <가정>", "없음")
    assert drawing.rows[3] == ("2027", "–", "102", "–", "–")


def test_courses_without_a_value_say_so() -> None:
    """Where no course has a value the drawing is a sentence and the table is empty."""
    drawing = draw_lines(Lines("none", "인구", "명", (Line("기준선", ()),)))
    assert "그릴 값이 없습니다" in drawing.svg
    assert drawing.rows == ()


@given(st.lists(st.floats(34, 286), min_size=1, max_size=12).map(sorted))
def test_labels_never_touch(heights: list[float]) -> None:
    """Labels keep their order and their distance wherever the lines end."""
    placed = apart(heights, 34, 286)
    assert all(above + APART <= below + 1e-6 for above, below in pairwise(placed))
    assert placed[-1] <= max(286, 34 + APART * (len(heights) - 1)) + 1e-6


def test_a_network_shows_every_link_as_an_arrow_and_as_a_row() -> None:
    """Solid within the year, dashed a year later; boxes are links; the table has the same numbers."""
    nodes = (Node("a", "철강", "/assumptions/steel/"), Node("b", "경제 <jobs>"))
    links = (Link("a", "b", 3, 1), Link("b", "a", 0, 2))
    drawing = draw_network(Network("net", "부문", "이음", nodes, links))
    svg = ET.fromstring(drawing.svg)  # noqa: S314  our own drawing
    dashes = [path.get("stroke-dasharray") for path in svg.findall(f"{SVG}path")]
    assert dashes == [None, "6 4"]
    assert [a.get("href") for a in svg.iter(f"{SVG}a")] == ["/assumptions/steel/"]
    assert drawing.rows == (("철강", "경제 <jobs>", "3", "1"), ("경제 <jobs>", "철강", "0", "2"))


def test_a_network_of_nothing_says_so() -> None:
    """Without nodes there is a sentence instead of a picture."""
    assert "그릴 것이 없습니다" in draw_network(Network("net", "부문", "이음", (), ())).svg


def bars(svg: str) -> list[dict[str, str]]:
    """Return the attributes of every rectangle of our own drawing."""
    return [bar.attrib for bar in ET.fromstring(svg).iter(f"{SVG}rect")]  # noqa: S314  our own text


def stairs(*steps: tuple[str, int, int]) -> Stairs:
    """Return a staircase of these names, tonnes and costs."""
    return Stairs(
        "stairs",
        "비용 <곡선>",
        "t",
        "원/t",
        tuple(Stair(name, Decimal(gives), Decimal(cost)) for name, gives, cost in steps),
    )


def test_a_staircase_is_as_wide_as_what_it_gives_and_as_high_as_its_cost() -> None:
    """Three quarters of all tonnes at twice the cost are three times as wide and twice as high."""
    drawing = draw_stairs(stairs(("a", 100, 10), ("b", 300, 20)))
    small, large = bars(drawing.svg)
    assert float(large["width"]) == pytest.approx(3 * float(small["width"]), abs=0.2)
    assert float(large["height"]) == pytest.approx(2 * float(small["height"]), abs=0.2)
    assert float(large["x"]) == pytest.approx(float(small["x"]) + float(small["width"]), abs=0.2)
    assert drawing.rows == (("a", "100", "10"), ("b", "300", "20"))


def test_a_step_that_saves_money_hangs_below_the_line() -> None:
    """A negative cost begins where a positive one ends, and both stay on the sheet."""
    drawing = draw_stairs(stairs(("saves", 100, -10), ("costs", 100, 10)))
    saves, costs = bars(drawing.svg)
    assert float(saves["y"]) == pytest.approx(float(costs["y"]) + float(costs["height"]), abs=0.2)


def test_a_tiny_step_can_still_be_seen_and_an_empty_staircase_says_so() -> None:
    """One tonne beside a million is three units wide and inside the sheet; without a step there are words."""
    drawing = draw_stairs(stairs(("much", 1_000_000, 10), ("little", 1, 500)))
    *_, tiny = bars(drawing.svg)
    assert float(tiny["width"]) == 3
    assert float(tiny["x"]) + 3 <= 720
    assert "그릴 값이 없습니다" in draw_stairs(stairs()).svg


def test_money_never_stands_without_its_limit_or_the_word_for_none() -> None:
    """A year with a limit has its line and what is left; one without says that no limit is known."""
    years = (
        Column("2027", Decimal(3), Decimal(2), Decimal(4)),
        Column("2028", Decimal(1), Decimal(0), None),
    )
    drawing = draw_columns(Columns("money", "시비", "억원", years))
    assert drawing.rows == (("2027", "3", "2", "4", "-1"), ("2028", "1", "0", "알려지지 않음", "–"))
    svg = ET.fromstring(drawing.svg)  # noqa: S314  our own drawing
    limits = [each for each in svg.iter(f"{SVG}line") if "goal" in each.get("class", "")]
    assert len(limits) == 1 + 1  # one in the legend
    with pytest.raises(ValueError, match="negative"):
        draw_columns(Columns("money", "시비", "억원", (Column("2027", Decimal(-1), Decimal(0), None),)))


def test_money_of_no_year_says_so() -> None:
    """Without a year there is a sentence in place of the picture, and no row."""
    drawing = draw_columns(Columns("money", "시비", "억원", ()), "en")
    assert "there are no values to draw" in drawing.svg
    assert drawing.rows == ()


def test_each_traded_plan_is_a_link_and_a_row() -> None:
    """Every plan leads somewhere, the chosen one looks different, and an unproven one says so in its row."""
    plans = (
        Traded("1", Decimal(5), Decimal(1), proven=True, href="?point=1"),
        Traded("2", Decimal(3), Decimal(4), proven=False, href="?point=2", chosen=True),
    )
    drawing = draw_trade(Trade("front", "맞바꿈", "탄소", "사람", plans))
    links = list(ET.fromstring(drawing.svg).iter(f"{SVG}a"))  # noqa: S314  our own drawing
    assert [link.get("href") for link in links] == ["?point=1", "?point=2"]
    assert drawing.rows == (("1", "5", "1"), ("2 (증명되지 않음)", "3", "4"))
    assert "draw-line-goal" in drawing.svg
    assert "there are no points to draw" in draw_trade(Trade("front", "x", "a", "b", ()), "en").svg


def test_a_schedule_tells_chosen_from_running_and_an_unknown_end() -> None:
    """Each project is a link and a row; one without a known end reaches the edge and says so."""
    spells = (
        Spell("P07 전기버스", 8, 19, chosen=True, first="2027Q1", last="2029Q4", href="/p/P07/"),
        Spell("P01 전기 화덕", -2, None, chosen=False, first="2024Q3", last="", href="/p/P01/"),
    )
    drawing = draw_schedule(Schedule("schedule", "언제", 2025, 20, spells))
    assert drawing.rows[0] == ("P07 전기버스", "고른 사업", "2027Q1", "2029Q4")
    assert drawing.rows[1] == ("P01 전기 화덕", "진행 중", "2024Q3", "알려지지 않음")
    svg = ET.fromstring(drawing.svg)  # noqa: S314  our own drawing
    assert [link.get("href") for link in svg.iter(f"{SVG}a")] == ["/p/P07/", "/p/P01/"]
    bars = [each for link in svg.iter(f"{SVG}a") for each in link.findall(f"{SVG}rect")[1:]]
    assert all(float(bar.get("x", "0")) + float(bar.get("width", "0")) <= 1152 for bar in bars)
    assert "there is no project to draw" in draw_schedule(Schedule("s", "x", 2025, 20, ()), "en").svg
