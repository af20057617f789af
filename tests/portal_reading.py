"""What the tests of public pages share: a page's text, and what a reader sees of it."""

from __future__ import annotations

import re

from django.test import Client


def read(client: Client, path: str) -> str:
    """Return a page's text; it must be there."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def words(html: str) -> str:
    """Return what a reader sees of a page, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
