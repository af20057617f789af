"""The workspace: entered by account, its forms made from the kinds of act, its refusals in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from bitgil.government.acts import KINDS
from bitgil.government.acts.fields import Field
from bitgil.government.acts.fields import Form as Shaped
from bitgil.government.permissions import DEEDS
from bitgil.portal.naming import field_name, value_name
from bitgil.portal.workspace import pages
from bitgil.portal.workspace.desk import Sent
from bitgil.portal.workspace.forms import amount_of, public_from, texts_of
from bitgil.portal.workspace.forms.inputs import UNASKED
from bitgil.quantity import Words
from bitgil.store import accounts, importing
from bitgil.store.current import forget, state_in_force

EARLY = {"plan.adopted", "plan.changed", "project.revised", "meeting.held"}
"""Kinds that a folder brings and no form asks for."""


@pytest.fixture
def adopted(db: None, living_plan: Path) -> None:  # noqa: ARG001  asked for the tables
    """Begin with the plan in use adopted."""
    forget()
    state, found = importing.look(living_plan)
    importing.accept(state, found, reason="처음")


def visitor(*seats: str, office: str = "") -> Client:
    """Return the browser of somebody with these seats, who has entered."""
    member = "seat.4-01" if "member" in seats else ""
    wanted = accounts.Wanted("kim", frozenset(seats), office, member)
    account, _ = accounts.open_account(wanted, state_in_force().plan)
    client = Client(HTTP_HOST="localhost")
    client.force_login(account)
    return client


def test_the_workspace_asks_who_is_there(adopted: None) -> None:  # noqa: ARG001  the page needs a plan
    """A stranger is led to the log-in form, in their language, and back afterwards."""
    client = Client(HTTP_HOST="localhost")
    answer = client.get("/desk/", follow=True)
    assert answer.redirect_chain[-1][0] == "/enter/?next=/desk/"
    assert "업무공간 들어가기" in answer.content.decode()
    assert "Enter the workspace" in client.get("/en/desk/", follow=True).content.decode()


def test_a_wrong_password_is_answered_in_words(adopted: None) -> None:  # noqa: ARG001  the page needs a plan
    """The form says what to check and keeps the name, never the password."""
    answer = Client(HTTP_HOST="localhost").post("/enter/", {"username": "kim", "password": "hunter2-hunter2"})
    text = answer.content.decode()
    assert "계정 이름이나 비밀번호가 맞지 않습니다" in text
    assert 'value="kim"' in text
    assert "hunter2" not in text


def test_whoever_entered_sees_their_seats_and_can_leave(adopted: None) -> None:  # noqa: ARG001  the same
    """The first page names the seats; leaving ends the visit; nothing of it is cached."""
    client = visitor("auditor")
    answer = client.get("/desk/")
    assert answer.status_code == 200
    assert "감사" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    client.post("/leave/")
    assert client.get("/desk/").status_code == 302


def test_an_account_without_a_seat_enters_no_room(adopted: None) -> None:  # noqa: ARG001  the same
    """Every room is closed, with a sentence that says why and whom to ask."""
    answer = visitor().get("/desk/")
    assert answer.status_code == 403
    assert "관리자에게" in answer.content.decode()


def test_every_page_says_what_opens_it() -> None:
    """Each page of the folder carries both titles, a deed of the table, and a template of its name."""
    templates = Path(pages.__file__).parents[1] / "templates" / "workspace"
    assert pages.found()
    for name, page in pages.found().items():
        assert isinstance(page.TITLE, Words)
        assert page.TITLE.en
        assert page.DEED in DEEDS, name
        assert (templates / f"{name}.html").is_file(), name


@pytest.mark.parametrize("kind", sorted(set(KINDS) - EARLY))
def test_every_field_and_value_has_a_word(kind: str) -> None:
    """No form and no page shows a bare key: fields, columns and listed values are named in both languages."""
    for name, field in KINDS[kind].fields.items():
        assert field_name(kind, name).ko != name, name
        columns = {f"{name}.{column}": held for column, held in field.columns.items()}
        for path, held in {name: field, **columns}.items():
            assert field_name(kind, path).en, path
            for code in held.choices:
                assert value_name(path, code).ko != code, (path, code)


@pytest.mark.parametrize(
    ("text", "won"),
    [
        ("1,200,000", 1_200_000),
        ("12억", 1_200_000_000),
        ("12.5억 원", 1_250_000_000),
        ("3만", 30_000),
        ("0", 0),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, won: int) -> None:
    """Thousands may be separated and 만·억·조 written out."""
    assert amount_of(text) == won


@pytest.mark.parametrize("text", ["", "열두억", "1.5", "12 eok", "1e9"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    """A fraction of a won or a word is never taken for money."""
    with pytest.raises(ValueError, match=r".*"):
        amount_of(text)


def plain(form: Any) -> st.SearchStrategy[Any]:
    """Return values that a field of that form may hold."""
    words = st.text("가나다라 abc", min_size=1, max_size=12).map(str.strip).filter(bool)
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "won": st.integers(0, 10**12),
        "count": st.integers(0, 99_999),
        "flag": st.booleans(),
        "date": st.dates().map(str),
        "short text": words,
        "digest": st.text("0123456789abcdef", min_size=64, max_size=64),
        "list of short texts": st.lists(words, min_size=1, max_size=3),
        "list of codes": st.lists(st.sampled_from(["P01", "P13", "seat.4-01"]), min_size=1, max_size=3),
        "amounts of won by code": st.dictionaries(
            st.sampled_from(["city", "national"]), st.integers(0, 10**11), min_size=1
        ),
        "decimal as text": st.decimals(0, 100, places=3).map(str),
        "number of an earlier act": st.integers(1, 10_000),
        "code": st.sampled_from(["P01", "P13"]),
    }
    return kinds[str(form)]


def drawn(data: st.DataObject, field: Field) -> Any:
    """Return a value that a field may hold."""
    return data.draw(st.sampled_from(field.choices) if field.choices else plain(field.form))


@given(st.data(), st.sampled_from(sorted(set(KINDS) - EARLY - {"act.corrected"})))
def test_what_a_form_shows_it_reads_back(data: st.DataObject, kind: str) -> None:
    """Public fields written into a form's inputs and handed in again are the same fields."""
    public: dict[str, Any] = {}
    for name, field in KINDS[kind].fields.items():
        if name in UNASKED:
            continue
        if field.form is Shaped.ROWS:
            public[name] = [{column: drawn(data, held) for column, held in field.columns.items()}]
        else:
            public[name] = drawn(data, field)
    sent = Sent({name: (text,) for name, text in texts_of(KINDS[kind], public).items()})
    assert public_from(KINDS[kind], sent) == public
