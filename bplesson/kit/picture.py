"""A plot in the browser: the parts of a Live, a text alternative, and clicks in the coordinates of the plot."""

import json
from collections.abc import Callable, Sequence

import anywidget
import numpy as np
from traitlets import Bool, Dict, Int, List, Unicode

from bplesson.kit.diagram import HERE
from bplesson.kit.palette import NIGHT, WHITE, css_variables, rgb
from bplesson.kit.styled import styled

STEP = 0.01  # of the axes: how far an arrow key moves the point
NOTHING = {"still": {}, "images": [], "strokes": {}}  # the parts of a picture that nobody sees

LOOKS = (
    css_variables(".bp-picture") + ".bp-picture { max-width: 100%; border-radius: 6px; }"
    " .bp-picture { display: block; cursor: crosshair; touch-action: none; }"
    " .bp-picture:focus-visible { outline: 2px solid var(--bp-focus); outline-offset: -2px; }"
)
DARK = f"const NIGHT = {json.dumps(NIGHT)}, GROUND = {json.dumps(rgb(NIGHT[WHITE]))};\n"


class Picture(anywidget.AnyWidget):
    """`still`, `images` and `strokes` are the parts of a Live, empty until a browser shows it, which is then `seen`."""

    _esm = f"{styled(LOOKS)}{DARK}{(HERE / 'picture.js').read_text(encoding='utf-8')}"
    still = Dict().tag(sync=True)
    images = List().tag(sync=True)
    strokes = Dict().tag(sync=True)
    says = Unicode("").tag(sync=True)
    seen = Bool(False).tag(sync=True)
    arrows = Bool(False).tag(sync=True)  # whether arrow keys move something
    asked = Int(0).tag(sync=True)  # raised with a picture, whose number the browser then reports once it has drawn it
    drawn = 0  # the number reported last

    def __init__(self):
        super().__init__()
        self.on_msg(self._heard)

    def _heard(self, widget, content, buffers) -> None:
        self.drawn = content.get("drawn", self.drawn)

    @property
    def parts(self) -> dict:
        """What it shows."""
        return {name: getattr(self, name) for name in NOTHING}

    def show(self, parts: dict, says: str) -> None:
        """Put these parts of a picture on the screen, and what there is to see in words; only what is new is sent."""
        with self.hold_sync():
            self.set_trait("says", says)
            for name, part in parts.items():
                if part != getattr(self, name):
                    self.set_trait(name, part)

    def on_click(self, axes, react: Callable[[float, float], None]) -> None:
        """Call `react` with the point, in the coordinates of the matplotlib `axes`, of every click and drag inside."""

        def told(widget, content, buffers):
            if "x" not in content:
                return
            size = axes.figure.bbox
            pixel = content["x"] * size.width, content["y"] * size.height
            if axes.bbox.contains(*pixel):
                react(*map(float, axes.transData.inverted().transform(pixel)))

        self.on_msg(told)

    def on_arrows(self, axes, at: Callable[[], Sequence[float]], react: Callable[..., None]) -> None:
        """Call `react` with a place a little beside `at()`, both in the coordinates of `axes`, for every arrow key.

        Where only one coordinate counts, `at` gives that one, and the keys for up and right are the same.
        """

        def told(widget, content, buffers):
            if "step" not in content:
                return
            here, step = at(), content["step"]
            if len(here) == 1:
                here, step = (*here, axes.get_ylim()[0]), (sum(step), 0)
            pixel = axes.transData.transform(here) + STEP * np.array(axes.bbox.size) * step
            react(*map(float, axes.transData.inverted().transform(pixel)[: len(at())]))

        self.arrows = True
        self.on_msg(told)
