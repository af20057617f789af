"""Who opens which page of the workspace after a year was lived through, and how the page is reached.

A page is named as the folder names it. Where its address holds a number that only the year gives, `link`
says how the link begins that leads there from another page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from committee_story import MEETING, YEAR
from playwright.sync_api import Page
from staffed import City


class Room(NamedTuple):
    """A page as one account opens it: the address, or the page and the beginning of a link on it.

    `{matter}` in the address is the project that the year is about.
    """

    name: str
    path: str
    link: str = ""


HREFS = "all => all.map(each => each.getAttribute('href'))"
COMMITTEE = "/desk/committee/4ir/"
ROOMS: Mapping[str, tuple[Room, ...]] = {
    "account": (Room("admin", "/desk/accounts/chair/"),),
    "accounts": (Room("admin", "/desk/accounts/"),),
    "alternative_choose": (Room("planner", "/desk/alternatives/choose/"),),
    "alternative_save": (Room("planner", "/desk/alternatives/save/?reference=1&p.P59=in"),),
    "audit": (Room("auditor", "/desk/audit/"),),
    "audit_access": (Room("auditor", "/desk/audit/access/"),),
    "audit_corrections": (Room("auditor", "/desk/audit/corrections/"),),
    "audit_record": (Room("auditor", "/desk/audit/record/"),),
    "bids": (Room("digital", "/desk/bids/"),),
    "case_sheet": (Room("secretary", f"{MEETING}1/"), Room("member", f"{MEETING}2/")),
    "certificate_hand": (Room("planner", "/desk/certificates/", "/desk/certificates/"),),
    "certificate_issue": (Room("planner", "/desk/certificates/issue/training/"),),
    "certificates_desk": (Room("planner", "/desk/certificates/"),),
    "committee_call": (Room("secretary", f"{COMMITTEE}call/"),),
    "committee_conditions": (Room("digital", f"{COMMITTEE}conditions/"),),
    "committee_members": (Room("secretary", f"{COMMITTEE}members/"),),
    "committee_room": (Room("secretary", "/desk/committee/"),),
    "condition": (Room("digital", f"{COMMITTEE}conditions/", f"{MEETING}conditions/"),),
    "correct": (Room("digital", "/desk/matters/{matter}/", "/desk/matters/{matter}/correct/"),),
    "deed": (
        Room("digital", "/desk/matters/P31/file/progress.reported/"),
        Room("digital", "/desk/matters/P31/file/change.requested/?ends=2029-06"),
        Room("digital", "/desk/matters/P31/file/bid.found/"),
        Room("budget", "/desk/matters/P31/file/gate.decided/"),
    ),
    "document": (Room("secretary", f"{COMMITTEE}members/", "/desk/documents/"),),
    "estimate": (Room("planner", "/desk/matters/P58/estimate/"),),
    "estimates": (Room("planner", "/desk/estimates/"), Room("digital", "/desk/estimates/")),
    "gates": (Room("budget", "/desk/gates/"),),
    "matter": (Room("digital", "/desk/matters/{matter}/"),),
    "meeting": (Room("secretary", MEETING),),
    "my_projects": (Room("digital", "/desk/my-projects/"),),
    "my_proposals": (Room("member", "/desk/my-proposals/"), Room("citizen", "/desk/my-proposals/")),
    "observations": (Room("planner", "/desk/observations/?indicator=I-P1"),),
    "password": (Room("chair", "/desk/password/"),),
    "plan_amend": (Room("planner", "/desk/plan/changes/1/"),),
    "plan_changes": (Room("planner", "/desk/plan/changes/"),),
    "propose": (Room("digital", "/desk/propose/"), Room("citizen", "/desk/propose/")),
    "queue": (Room("planner", "/desk/queue/"),),
    "roadmap_room": (Room("planner", "/desk/roadmap/?reference=1"),),
    "rollup": (Room("planner", "/desk/rollup/"),),
    "rounds": (Room("planner", "/desk/round/"),),
    "seat": (Room("member", "/desk/seat/"),),
    "second_factor": (Room("begun", "/desk/second-factor/"), Room("chair", "/desk/second-factor/")),
    "sheet": (Room("digital", "/desk/sheet/"),),
    "workspace": (Room("planner", "/desk/"), Room("digital", "/desk/")),
    "year_plan": (Room("planner", f"/desk/year-plan/?year={YEAR + 1}&look=1&project=P31&project=P13"),),
}
"""The accounts and addresses for every page of the folder; `begun` has begun a second factor."""


def enter_room(city: City, room: Room) -> Page:
    """Return somebody's page in a room; fail where no link leads there."""
    page = city.at(room.name, room.path.format(matter=city.matter))
    if not room.link:
        return page
    begins = room.link.format(matter=city.matter)
    links = page.locator(f'main a[href^="{begins}"]').evaluate_all(HREFS)
    found = [link for link in links if link[len(begins) : len(begins) + 1].isdecimal()]
    assert found, f"no link on {room.path} begins with {begins}"
    page.goto(city.address + found[0])
    return page
