"""Words on buttons, of which one holds and is marked as pressed, which ipywidgets does not tell a screen reader."""

from collections.abc import Sequence

import anywidget
from traitlets import List, Unicode

from bplesson.kit.diagram import HERE


class Toggles(anywidget.AnyWidget):
    """`value` is the word that holds, one of `options`; each has a tooltip."""

    _esm = (HERE / "toggles.js").read_text(encoding="utf-8")
    options = List(Unicode()).tag(sync=True)
    tooltips = List(Unicode()).tag(sync=True)
    value = Unicode("").tag(sync=True)

    def __init__(self, options: Sequence[str], tooltips: Sequence[str]):
        super().__init__(options=list(options), tooltips=list(tooltips), value=options[0])
