"""What Jupyter is handed for an explorer: made here, since a widget of ipywidgets 7, as in Colab, gives only text."""

import sys

import ipywidgets as widgets

VIEW = "application/vnd.jupyter.widget-view+json"


def bundle(view: widgets.Widget, png: bytes, text: str) -> dict | tuple[dict, dict]:
    """The live widget, its picture and a line of text, by their kinds; in Colab with the metadata that it asks for."""
    live = {"version_major": 2, "version_minor": 0, "model_id": view.model_id}
    data, metadata = {VIEW: live, "image/png": png, "text/plain": text}, _for_colab()
    return (data, metadata) if metadata else data


def _for_colab() -> dict:
    """Where Colab finds the manager of widgets that are not its own, once anywidget has switched it on, as it does."""
    output = sys.modules.get("google.colab.output")
    address = output and output._widgets._installed_url
    return {VIEW: {"colab": {"custom_widget_manager": {"url": address}}}} if address else {}
