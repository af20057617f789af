"""The pages over the city model: where a figure comes from, how it did, and what else might be."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from time import perf_counter

import pytest
from django.test import Client
from portal_reading import read, words

from bitgil.city.model import sectors_of_city
from bitgil.portal import trying
from bitgil.portal.modelled import city_of, indicators_of_model
from bitgil.portal.pages import backtest, model, scenarios, what_if
from bitgil.portal.terms import unit_in_words
from bitgil.store.current import Current, load

# Without the mark a run of this file alone would make no database for tests and use the real one.
pytestmark = pytest.mark.django_db


@pytest.fixture
def client(current: Current) -> Client:  # noqa: ARG001  the pages need an adopted plan
    """Return a visitor."""
    return Client(HTTP_HOST="localhost", raise_request_exception=False)


def test_every_modelled_indicator_is_explained_down_to_assumptions(client: Client, current: Current) -> None:
    """Each tree ends in assumptions, and every link to one meets an anchor of its sector's page."""
    assert indicators_of_model(current)
    for indicator in indicators_of_model(current)[:4]:
        html = read(client, f"/indicators/{indicator.id}/explain/?year=2030")
        found = set(re.findall(r'href="/assumptions/(\w+)/#([\w.]+)"', html))
        assert found
        for sector, name in found:
            assert f'id="{name}"' in read(client, f"/assumptions/{sector}/")


def test_a_year_that_cannot_be_explained_is_named(client: Client) -> None:
    """A year outside the model, or none at all, is answered with the usual year and a sentence."""
    for year in ("1800", "내년", "-1", "²⁰³⁰"):
        text = words(read(client, f"/indicators/I-P1/explain/?year={year}"))
        assert "2015년부터 2050년까지 고를 수 있습니다" in text
        assert "2030년 · " in text


def test_what_moved_a_figure_is_told_with_its_interaction(client: Client, current: Current) -> None:
    """City-managed emissions since 2018: the grid first, more homes against it, and the lines lead on."""
    managed = next(i for i in current.plan.indicators if i.measured_by == "emissions_city_managed_change")
    html = read(client, f"/indicators/{managed.id}/explain/?year=2030&since=2018")
    text = words(html)
    assert "2018년에서 2030년 사이에 무엇이 바꾸었나" in text
    table = html.partition('id="moved"')[2].partition("</table>")[0]
    assert table.index("grid_emission_factor") < table.index("households_served")
    assert "함께 달라져서 생긴 몫" in text
    assert "/assumptions/infrastructure/#infrastructure.electrified_share" in table


def test_a_contested_project_names_its_rival_and_the_question(client: Client, current: Current) -> None:
    """Where an answer turns the order of two projects, each page names the other and the question."""
    assert current.contested
    for project_id, other in (each["projects"][::way] for each in current.contested for way in (1, -1)):
        html = read(client, f"/projects/{project_id}/")
        table = html.partition('id="contests"')[2].partition("</table>")[0]
        assert f'href="/projects/{other}/"' in table
        assert "/scenarios/#structure-" in table
    assert 'id="contests"' not in read(client, "/projects/P50/")


def test_a_change_that_cannot_be_split_says_why(client: Client) -> None:
    """People are carried on, smart factories of 2016 are unknown, a year beside itself has no change."""
    assert "앞 해의 값에서 이어지거나" in words(read(client, "/model/population/?year=2030"))
    assert "값이 없는 해가 있어" in words(read(client, "/model/smart_factories/?year=2030&since=2016"))
    assert 'id="moved"' not in read(client, "/model/vehicles/?year=2030&since=2030")
    wrong = words(read(client, "/model/vehicles/?year=2030&since=never"))
    assert "2020년을 보여 드립니다" in wrong
    assert "2020년에서 2030년 사이에" in wrong


def test_an_indicator_the_model_does_not_compute_says_so(client: Client, current: Current) -> None:
    """Without a quantity there is a sentence and the way back, no empty tree."""
    plain = next(i for i in current.plan.indicators if not i.measured_by)
    assert "도시 모형이 계산하지 않습니다" in words(read(client, f"/indicators/{plain.id}/explain/"))
    assert client.get("/indicators/I-999/explain/").status_code == 404
    assert client.get("/model/no_such_quantity/").status_code == 404


def test_the_model_page_shows_every_sector_and_what_it_leaves_out(client: Client, current: Current) -> None:
    """Each sector that is at work stands there with its own sentence on what it does not hold."""
    text = words(read(client, "/model/"))
    sectors = {function.sector for function in city_of(current).functions.values()}
    assert sectors
    for name in sectors:
        module = sectors_of_city()[name]
        assert module.TITLE.ko in text
        assert module.LEAVES_OUT.ko[:30] in text


def test_links_between_sectors_are_counted_once_a_quantity(current: Current) -> None:
    """A quantity that a sector reads in two functions is one link; last year's value counts apart."""
    links = {(each.start, each.end): each for each in model.links_between(city_of(current))}
    assert links["people", "economy"].later >= 1
    assert all(each.start != each.end and each.now + each.later > 0 for each in links.values())


def test_the_back_test_names_every_rule_that_lost(client: Client, current: Current) -> None:
    """As many rows say that they did worse than no change as the record holds, and the lead counts them."""
    found = backtest.context(current, "ko")
    losing = [row for row in current.backtest if row["loses"] and row["rule"] != "no change"]
    assert found["losing"] == len(losing) > 0
    html = read(client, "/backtest/")
    assert html.count('<strong class="bg-loses">') == 2 * len(losing)
    assert f"{found['losing']}줄은 무변화보다 못했습니다" in words(html)


def test_a_back_test_of_nothing_says_so(current: Current) -> None:
    """Without rows there are no groups and nothing is counted."""
    found = backtest.context(replace(current, backtest=()), "ko")
    assert (found["groups"], found["total"], found["losing"]) == ([], 0, 0)


def test_scenarios_stand_side_by_side_for_the_goal(client: Client, current: Current) -> None:
    """Every scenario has a row and a line for each indicator, and each override shows its grade."""
    found = scenarios.context(current, "ko")
    assert len(found["scenarios"]) == len(current.plan.scenarios)
    assert len(found["indicators"]) >= 4
    for shown in found["indicators"]:
        assert len(shown["rows"]) == len(current.plan.scenarios)
        for _, bands in shown["rows"]:
            assert all(band[0] <= band[1] <= band[2] for band in bands if band and None not in band)
    text = words(read(client, "/scenarios/"))
    assert all(scenario.meaning.ko in text for scenario in current.plan.scenarios)
    assert [shown["quantity"] for shown in found["indicators"] if not shown["indicator"]] == [
        "steel_intensity"
    ]
    assert "지표와 함께 보아야 할 모형의 양" in text


def test_a_plan_without_scenarios_says_so(current: Current) -> None:
    """Nothing is made up where the plan holds none."""
    bare = replace(current, plan=replace(current.plan, scenarios=()), scenarios=())
    found = scenarios.context(bare, "ko")
    assert (found["scenarios"], found["indicators"]) == ([], [])


def test_what_if_moves_the_outcome_and_stores_nothing(client: Client, current: Current) -> None:
    """More births than the plan expects mean more people; the version and the acts stay as they were."""
    more = what_if.context(current, "ko", {"indicator": "I-P1", "people.tfr_long_run": "1.2"})
    less = what_if.context(current, "ko", {"indicator": "I-P1", "people.tfr_long_run": "0.8"})
    assert more["rows"][2].difference > 0 > less["rows"][2].difference
    assert [row.base for row in more["rows"]] == [row.base for row in less["rows"]]
    assert (load().version, len(load().acts)) == (current.version, len(current.acts))
    assert "저장되지 않으며" in words(read(client, "/what-if/?indicator=I-P1&people.tfr_long_run=1.2"))


def test_a_value_equal_to_the_middle_only_takes_the_spread_away(current: Current) -> None:
    """Fixing an input where it stands moves the middle by less than the band is wide, and narrows it."""
    row = what_if.context(current, "ko", {"indicator": "I-P1", "people.migration_level": "0"})["rows"][0]
    assert abs(row.difference) < row.base[2] - row.base[0]
    assert row.draft[2] - row.draft[0] < row.base[2] - row.base[0]


@pytest.mark.parametrize("text", ["abc", "9", "-3", "NaN", "Infinity", "1e99", "1,,2e"])
def test_a_value_that_cannot_be_used_is_named_and_kept(client: Client, text: str) -> None:
    """Letters, endless and far-off numbers give a sentence beside the field that still holds them."""
    html = read(client, f"/what-if/?indicator=I-P1&people.tfr_long_run={text}")
    assert 'aria-invalid="true"' in html
    assert f'value="{text}"' in html
    assert "다시 넣어야 하는 칸이 있습니다" in words(html)


@pytest.mark.parametrize(
    ("shown", "slid", "typed", "set_to"),
    [
        ("1.0", "1.0", "", None),
        ("1.0", "1.10499", "", "1.105"),
        ("1.1", "1.1", "1.1", "1.1"),
        ("1.1", "0.9", "1.1", "0.9"),
        ("1.1", "1.1", "", None),
        ("1.1", "1.1", "0.95", "0.95"),
        ("1.0", "1.0000001", "", None),
        ("1.0", "NaN", "", None),
        ("1.0", "a hand", "", None),
    ],
)
def test_a_slider_counts_where_it_was_moved_and_the_box_elsewhere(
    current: Current, shown: str, slid: str, typed: str, set_to: str | None
) -> None:
    """A slider left where it was shown says nothing; one that was moved counts more than the box."""
    query = {f"s.people.tfr_long_run~{shown}": slid, "people.tfr_long_run": typed, "indicator": "I-P1"}
    knobs = what_if.context(current, "ko", query)["knobs"]
    knob = next(each for each in knobs if each.assumption.id == "people.tfr_long_run")
    assert knob.value == (None if set_to is None else Decimal(set_to))
    assert Decimal(knob.shown) == (knob.usual if set_to is None else Decimal(set_to))


def test_sliders_send_what_the_page_then_says(client: Client) -> None:
    """Each knob has a slider in its own range, named by where it stands; what was slid stands in the box."""
    html = read(client, "/what-if/?indicator=I-P1&s.people.tfr_long_run~1=1.2")
    sliders = re.findall(r'type="range" name="s\.([^"~]+)~([^"]+)" min="([^"]+)" max="([^"]+)"', html)
    assert len(sliders) == trying.STRONGEST
    assert all(Decimal(low) <= Decimal(at) <= Decimal(high) for _, at, low, high in sliders)
    assert ("people.tfr_long_run", "1.2") in {(name, at) for name, at, _, _ in sliders}
    assert re.search(r'name="people\.tfr_long_run" value="1\.2"', html)


def test_what_if_ignores_what_it_does_not_know(client: Client) -> None:
    """Unknown indicators, years and fields fall back to the usual form."""
    html = read(client, "/what-if/?indicator=I-999&year=1066&steel.no_such=4&current=1&language=zz&query=<b>")
    assert "값을 하나라도 넣고" in words(html)
    assert "<b>" not in html


def test_what_if_answers_within_two_seconds(current: Current) -> None:
    """A draft that nobody asked for yet is computed and drawn in less than two seconds."""
    what_if.context(current, "ko", {"indicator": "I-P1"})
    begun = perf_counter()
    what_if.context(current, "ko", {"indicator": "I-P1", "people.tfr_long_run": "1.0731"})
    assert perf_counter() - begun < 2


def test_a_driver_that_is_set_steps_to_its_value_and_no_project_moves_it(current: Current) -> None:
    """The plan's path stays until the last act's year; from the next on the value holds in every draw."""
    driver = current.plan.assumption("steel.eaf_capacity")
    low, high = trying.bounds(driver) or (Decimal(0), Decimal(0))
    knob = trying.Knob(
        driver, low, high, Decimal(0), factor=False, from_year=2027, moves=None, value=Decimal(5_000_000)
    )
    city = trying.with_knobs(city_of(current), (knob,))
    fixed = city.inputs["eaf_capacity"]
    assert (low, high) == (0, driver.driver.potential if driver.driver else 0)
    assert [(point.year, point.value) for point in fixed.path] == [(2026, 0), (2027, 5_000_000)]
    assert not [e for project in city.plan.projects for e in project.effects if e.driver == driver.id]


def test_the_roadmap_says_first_that_nothing_can_be_chosen(client: Client, current: Current) -> None:
    """Where no project is in or out the section opens with it; estimates by reference are a switch."""
    assert current.roadmap is not None
    decided = any(p["verdict"] in ("in", "out") for p in current.roadmap["projects"])
    section = words(read(client, "/roadmap/")).split("앞으로 무엇을 고를 수 있나", 1)[1]
    assert decided != section.lstrip().startswith("지금은 고를 수 있는 사업이 없습니다.")
    assert "모두 등급 X이며" in words(read(client, "/roadmap/?reference=1"))


def test_every_act_is_listed_with_its_reason(client: Client, current: Current) -> None:
    """The history page prints the reason of each act and what was before what is."""
    html = read(client, "/history/")
    listed = html[html.index('id="acts"') :]
    assert listed.count("<strong>이유</strong>") == len(current.acts)
    revised = next(act for act in current.acts if act.kind == "project.revised" and act.public["old"])
    assert revised.reason[:20] in words(listed)


@pytest.mark.parametrize(
    ("unit", "ko", "en"),
    [
        ("KRW/kWh", "원/kWh", "KRW/kWh"),
        ("person/GKRW", "명/10억원", "person/KRW billion"),
        ("t/vehicle/yr", "톤/대/년", "t/vehicle/yr"),
        ("tCO2e/yr", "톤CO₂e/년", "t CO₂e/yr"),
        ("MW", "MW", "MW"),
    ],
)
def test_a_unit_without_a_word_of_its_own_is_put_together(unit: str, ko: str, en: str) -> None:
    """Parts of a unit are read out one by one where the whole has no entry."""
    assert (unit_in_words(unit, "ko"), unit_in_words(unit, "en")) == (ko, en)


def test_an_indicator_says_how_far_open_questions_move_it(client: Client) -> None:
    """Territorial emissions differ by which book counts steel, beside the width of the plan's own band."""
    seen = words(read(client, "/indicators/I-C1/"))
    assert "제철소의 배출을 시 인벤토리로 볼 것인가, 회사 공시로 볼 것인가?" in seen
    assert "답 사이의 가운데 전망" in seen


def test_the_questions_stand_beside_the_scenarios_with_their_answers(
    client: Client, current: Current
) -> None:
    """Each question of structure is on the page once, its answers under it and the plan's own marked."""
    page = read(client, "/en/scenarios/")
    for structure in current.plan.structures:
        assert page.count(f'id="structure-{structure.id}"') == 1
    assert page.count("the plan’s own answer)") == len(current.plan.structures)


def test_the_cost_of_a_tonne_is_shown_by_scope_with_what_has_no_place_there(client: Client) -> None:
    """Both scopes have a curve, unpriced measures are named, the city programme stands beside as told."""
    seen = words(read(client, "/abatement/"))
    for said in ("영토 온실가스 총배출량", "시 관리범위 배출", "비용을 찾지 못함", "고르지 않음", "301,000"):
        assert said in seen
    assert "두 범위는 겹치므로 더하지 않습니다" in seen


def test_a_project_says_what_it_changes_and_never_invites_a_sum(client: Client) -> None:
    """The electric furnace shows its mean and range on emissions; a project without effect shows no table."""
    seen = words(read(client, "/projects/P28/"))
    assert "이 사업이 있을 때와 없을 때의 차이" in seen
    assert "더하면 안 됩니다" in seen
    assert "이 사업이 있을 때와 없을 때의 차이" not in words(read(client, "/projects/P50/"))
