"""What all tests of explorers share."""

import pytest
from ipywidgets import Widget


@pytest.fixture(autouse=True)
def nothing_stays_open():
    """Close what a test has opened: ipywidgets keeps every open widget, and with it the explorer and its figure."""
    yield
    Widget.close_all()
