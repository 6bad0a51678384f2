"""What a notebook gets of an explorer, in every version of ipywidgets and in Colab."""

import sys
from types import ModuleType, SimpleNamespace

import ipywidgets as widgets
from IPython.core.formatters import DisplayFormatter

import bplesson as bp
from bplesson.kit.display import VIEW, bundle

MANAGER = "https://somewhere/manager.min.js"


def colab(monkeypatch) -> ModuleType:
    """As if the kernel were Colab's: what anywidget and `bundle` look for there, and no manager yet."""
    output = ModuleType("google.colab.output")
    output._widgets = SimpleNamespace(_installed_url=None)
    output.enable_custom_widget_manager = lambda: setattr(output._widgets, "_installed_url", MANAGER)
    monkeypatch.setitem(sys.modules, "google.colab.output", output)
    return output


def test_it_is_the_live_widget_its_picture_and_a_line_of_text():
    view = widgets.VBox()
    live = {"version_major": 2, "version_minor": 0, "model_id": view.model_id}
    assert bundle(view, b"\x89PNG", "words") == {VIEW: live, "image/png": b"\x89PNG", "text/plain": "words"}


def test_a_notebook_shows_an_explorer_and_not_its_text_alone():
    explorer = bp.SlopeExplorer("parabola")
    data, metadata = DisplayFormatter().format(explorer)
    assert data[VIEW]["model_id"] == explorer.view.model_id and metadata == {}
    assert set(data) == {VIEW, "image/png", "text/plain"}


def test_in_colab_an_explorer_says_where_the_manager_of_its_widgets_is(monkeypatch):
    output = colab(monkeypatch)
    output.enable_custom_widget_manager()  # which anywidget does once in a process
    data, metadata = DisplayFormatter().format(bp.SlopeExplorer("parabola"))
    assert set(data) == {VIEW, "image/png", "text/plain"}
    assert metadata[VIEW] == {"colab": {"custom_widget_manager": {"url": MANAGER}}}


def test_without_that_manager_colab_is_told_nothing(monkeypatch):
    colab(monkeypatch)
    assert set(bundle(widgets.VBox(), b"", "words")) == {VIEW, "image/png", "text/plain"}
