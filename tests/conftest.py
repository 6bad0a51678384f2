"""Settings of all tests."""

import gc
import os

import pytest
from hypothesis import settings
from ipywidgets import Widget

from bplesson.kit.explorer import Explorer

# In CI a property is tried on the same examples each time: a red build is then red for everybody.
settings.register_profile("ci", derandomize=True, deadline=None, database=None, print_blob=True)
settings.register_profile("local", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")


def pytest_collection_finish():
    """What exists by now stays to the end: the garbage collector need not look at it each time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def nothing_stays_open():
    """Close what a test has opened: ipywidgets keeps every open widget, and with it the explorer and its figure."""
    yield
    Widget.close_all()


@pytest.fixture
def seen(monkeypatch):
    """Every explorer is on a screen from its first state on, and draws each one that follows."""
    monkeypatch.setattr(Explorer, "_seen", True)
