"""What every public page must be: found by its file, complete in two languages, without inline code."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.pofile import read_po

from bitgil.drawing.svg import FALLBACK
from bitgil.folder import modules_in
from bitgil.portal import pages
from bitgil.quantity import Words

PORTAL = Path(pages.__file__).parents[1]
TEMPLATES = sorted(PORTAL.glob("**/templates/**/*.html"))
CATALOGUES = sorted(PORTAL.glob("**/locale/en/LC_MESSAGES/django.po"))
FOUND = modules_in(pages)
CSS = (PORTAL / "static" / "portal" / "portal.css").read_text(encoding="utf-8")
PLAIN = re.compile(r'{% translate "([^"]+)"')
BLOCK = re.compile(r"{% blocktranslate[^%]*%}(.*?){% endblocktranslate %}", re.DOTALL)
BARE = re.compile(r"{%.*?%}|{{.*?}}|<[^>]*>", re.DOTALL)
HANGUL = re.compile("[가-힣]")
BILINGUAL = {"500.html", "nothing.html", "refused.html"}
"""Pages that speak both languages at once, for they must not need a catalogue."""


def messages(template: Path) -> set[str]:
    """Return the texts of a template that the catalogue must hold."""
    text = template.read_text(encoding="utf-8")
    blocks = [part for block in BLOCK.findall(text) for part in re.split(r"{% plural %}", block)]
    return {*PLAIN.findall(text), *(re.sub(r"{{ (\w+) }}", r"%(\1)s", part) for part in blocks)}


def english() -> dict[str, tuple[str, ...]]:
    """Return every text of every catalogue with its English, one where it has no plural."""
    found: dict[str, tuple[str, ...]] = {}
    for path in CATALOGUES:
        with path.open("rb") as file:
            for part in read_po(file):
                if part.id:
                    key, said = (
                        (part.id, part.string) if isinstance(part.id, str) else (part.id[0], part.string)
                    )
                    assert key not in found, f"{path}: {key} has an English text in another catalogue"
                    found[key] = (said,) if isinstance(said, str) else tuple(said)
    return found


ENGLISH = english()


def test_there_are_pages() -> None:
    """The contract is not empty."""
    assert {"home", "roadmap", "project", "indicator", "sources"} <= set(FOUND)


@pytest.mark.parametrize("page", FOUND.values(), ids=FOUND)
def test_a_page_is_a_title_an_address_and_a_context(page: ModuleType) -> None:
    """A page carries both titles, an address, a context function and a template of its own name."""
    assert isinstance(page.TITLE, Words)
    assert page.TITLE.en
    assert isinstance(page.PATH, str)
    assert callable(page.context)
    name = page.__name__.rpartition(".")[2]
    assert (PORTAL / "templates" / "pages" / f"{name}.html").is_file()
    assert getattr(page, "PARENT", "") in ("", *FOUND)


def test_no_two_pages_share_an_address_or_a_place_in_the_menu() -> None:
    """Addresses and menu places are each used once."""
    paths = [page.PATH for page in FOUND.values()]
    places = [place for page in FOUND.values() if (place := getattr(page, "MENU", None)) is not None]
    assert len(set(paths)) == len(paths)
    assert len(set(places)) == len(places)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_inline_code(template: Path) -> None:
    """The content policy allows none: no inline script, no style, no handler, no address of another site."""
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"<script(?! src=\"{% static )|<style|\sstyle=|\son[a-z]+=|src=\"http|@import", text)
    assert "|safe" not in text


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_word_of_a_template_has_its_english(template: Path) -> None:
    """What a reader sees is either in the catalogue, with an English text, or comes from the plan."""
    for text in messages(template):
        assert text in ENGLISH, text
        assert all(ENGLISH[text]), text
        assert not HANGUL.search("".join(ENGLISH[text])), text
    if template.name not in BILINGUAL:
        rest = re.sub(r'lang="ko"[^>]*>[^<]*<', "", BLOCK.sub("", template.read_text(encoding="utf-8")))
        assert not HANGUL.search(BARE.sub("", rest))


def test_the_catalogue_holds_nothing_that_nobody_says() -> None:
    """A text that left the templates leaves the catalogue too."""
    said = set().union(*map(messages, TEMPLATES))
    settings = set(re.findall(r'_\("([^"]+)"\)', (PORTAL / "settings.py").read_text(encoding="utf-8")))
    assert set(ENGLISH) - said - settings == set()


@pytest.mark.parametrize("role", sorted(FALLBACK))
def test_every_role_of_colour_follows_the_contrast(role: str) -> None:
    """The style sheet gives each role a named colour, and high contrast renames that name."""
    high = CSS[CSS.index('html[data-krds-mode="high-contrast"] {') :].split("}", 1)[0]
    for rule in (
        rf"\.draw-fill-{role} {{ fill: var\((--bg-\w+)\)",
        rf"\.draw-line-{role} {{ stroke: var\((--bg-\w+)\)",
    ):
        found = re.search(rule, CSS)
        assert found, rule
        assert f"{found[1]}:" in high
