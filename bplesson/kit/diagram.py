"""The diagram as an SVG in the browser: it gets a scene once, and a few hundred bytes of words and marks a change."""

from pathlib import Path

import anywidget
from traitlets import Dict, Unicode

from bplesson.kit.palette import css_variables
from bplesson.kit.scene import Filling, Scene

HERE = Path(__file__).parent


class Diagram(anywidget.AnyWidget):
    """`selected` is the name of the item that was clicked, or chosen with Tab and Enter."""

    # texts, not paths: of a path anywidget would keep every widget that was ever made of it
    _esm = (HERE / "diagram.js").read_text(encoding="utf-8")
    _css = css_variables(".bp-diagram") + (HERE / "diagram.css").read_text(encoding="utf-8")
    scene = Dict().tag(sync=True)
    filling = Dict({"words": {}, "marks": {}, "ask": [], "says": "", "judged": {}}).tag(sync=True)
    selected = Unicode("").tag(sync=True)

    def show(self, filling: Filling, says: str) -> None:
        """Put these words and marks on the diagram; `says` is its text for a screen reader."""
        asked = sorted(filling.ask)
        self.filling = {
            "words": filling.shown(),
            "marks": filling.marks,
            "ask": asked,
            "says": says,
            "judged": filling.judged,
        }

    def lay_out(self, scene: Scene) -> None:
        self.scene = scene.as_dict()
