"""The page to draw on as a widget: it sends 64 pixels, and shows what a network makes of them."""

from pathlib import Path

import anywidget
from traitlets import Bool, Dict, List

from bplesson.data.digits import PIXELS
from bplesson.kit.palette import css_variables


class DrawingPage(anywidget.AnyWidget):
    """`image`: 64 numbers from 0 (paper) to 1 (ink), row by row; `erasing`: the pen takes ink away."""

    # texts, not paths: of a path anywidget would keep every widget that was ever made of it
    _esm = (Path(__file__).parent / "draw.js").read_text(encoding="utf-8")
    _css = css_variables(".bp-drawing") + (Path(__file__).parent / "draw.css").read_text(encoding="utf-8")
    image = List([0.0] * PIXELS).tag(sync=True, echo_update=False)  # the browser knows what it has sent
    erasing = Bool(False).tag(sync=True)
    answer = Dict().tag(sync=True)
