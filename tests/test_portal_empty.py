"""The portal before any plan was adopted; apart, because its neighbours adopt one for a whole module."""

from __future__ import annotations

import pytest
from django.test import Client

from bitgil.store.current import forget


@pytest.mark.django_db
def test_before_any_plan_the_site_says_what_to_do() -> None:
    """An empty record is explained in both languages instead of failing."""
    forget()
    answer = Client(HTTP_HOST="localhost").get("/")
    forget()
    assert answer.status_code == 503
    assert "bitgil import" in answer.content.decode()
