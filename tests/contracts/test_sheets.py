"""The contract of the folder of documents: one module and one template each, in two languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from bitgil import documents
from bitgil.folder import files_in, modules_in
from bitgil.quantity import Words

FOLDER = Path(documents.__path__[0])
DOCUMENTS = {name: module for name, module in modules_in(documents).items() if hasattr(module, "TITLE")}


def test_each_template_has_its_module_and_each_document_its_template() -> None:
    """The folder is the list of documents: no template without a module, no document without a template."""
    assert DOCUMENTS
    assert {path.stem for path in files_in(FOLDER, "*.typ")} == DOCUMENTS.keys()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_has_a_title_in_both_languages_and_says_its_content(name: str) -> None:
    """What a document is called, and the function that gives its template plain data, can be asked of it."""
    title = DOCUMENTS[name].TITLE
    assert isinstance(title, Words)
    assert title.ko != title.en
    assert callable(DOCUMENTS[name].content)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_template_holds_no_words_of_its_own(name: str) -> None:
    """Every word comes in as data, so that a document has each language and no name is read as markup."""
    text = (FOLDER / f"{name}.typ").read_text(encoding="utf-8")
    assert not any("가" <= letter <= "힣" for letter in text)
    assert "eval(" not in text
