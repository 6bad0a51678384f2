"""What all tests of explorers share."""

import pytest
from ipywidgets import Widget

from bplesson.explore.screen import Screen


@pytest.fixture(autouse=True)
def nothing_stays_open():
    """Close what a test has opened: ipywidgets keeps every open widget, and with it the explorer and its figure."""
    yield
    Widget.close_all()


@pytest.fixture
def seen(monkeypatch):
    """Every explorer is on a screen from its first state on, and draws each one that follows."""
    monkeypatch.setattr(Screen, "_seen", True)
