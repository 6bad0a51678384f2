"""The diagram as an SVG in the browser: it gets a scene once, and a few hundred bytes of words and marks a change."""

from pathlib import Path
from time import perf_counter

import anywidget
from traitlets import Dict, Unicode

from bplesson.kit.changes import changes
from bplesson.kit.palette import css_variables
from bplesson.kit.scene import Filling, Scene
from bplesson.kit.styled import styled

HERE = Path(__file__).parent
ONE_MOVE = 0.7  # seconds: what follows faster, as a slider that is drawn along, is one move


class Diagram(anywidget.AnyWidget):
    """`selected` is the name of the item that was clicked, or chosen with Tab and Enter.

    Numbers that the last move has changed are marked; `forget` makes what is shown the beginning.
    """

    # texts, not paths: of a path anywidget would keep every widget that was ever made of it
    _esm = styled(css_variables(".bp-diagram") + (HERE / "diagram.css").read_text(encoding="utf-8")) + (
        HERE / "diagram.js"
    ).read_text(encoding="utf-8")
    scene = Dict().tag(sync=True)
    filling = Dict(
        {"says": ""}
        | dict.fromkeys(("words", "marks", "judged", "moved", "widths"), {})
        | dict.fromkeys(("ask", "broken", "turned"), [])
    ).tag(sync=True)
    selected = Unicode("").tag(sync=True)

    def __init__(self):
        super().__init__()
        self._words, self._before, self._moved_at = {}, {}, 0.0

    def show(self, filling: Filling, says: str) -> None:
        """Put these words and marks on the diagram; `says` is its text for a screen reader."""
        asked, words = sorted(filling.ask), filling.shown()
        comparable = {id: each for id, each in words.items() if id not in filling.anew}
        if changes(self._words, comparable):
            now = perf_counter()
            if now > self._moved_at + ONE_MOVE:
                self._before = self._words
            self._moved_at = now
        self._words = comparable
        moved = changes(self._before, comparable)
        self.filling = {
            "words": words, "marks": filling.marks, "ask": asked, "says": says, "judged": filling.judged,
            "moved": moved, "widths": filling.widths, "broken": sorted(filling.broken),
            "turned": sorted(filling.turned),
        }  # fmt: skip

    def forget(self) -> None:
        """Nothing has changed up to here: what is shown next is the beginning."""
        self._words, self._before = {}, {}

    def lay_out(self, scene: Scene) -> None:
        self.scene = scene.as_dict()
