"""A digit of one's own: drawn on a page of 8 × 8 pixels, read by a network while it is drawn."""

from pathlib import Path

import anywidget
import ipywidgets as widgets
import numpy as np
from traitlets import Bool, Dict, List

from bplesson.data.digits import CLASSES, PIXELS, digits
from bplesson.digits.code import draw_code
from bplesson.digits.draw_settings import Example, Image, Reader, centred, page, trained
from bplesson.digits.plots import answer_still
from bplesson.digits.presets import DRAW_PRESETS
from bplesson.digits.run import Answers
from bplesson.digits.sentence import delta_name, draw_notice, help_caption, hidden_caption, reach, says
from bplesson.engine.network import Network
from bplesson.errors import InputError
from bplesson.kit.explorer import BACK, Explorer
from bplesson.kit.figure import Still
from bplesson.kit.palette import css_variables
from bplesson.kit.styled import styled
from bplesson.kit.toggles import Toggles
from bplesson.kit.traits import Slider
from bplesson.kit.words import kept, probability

HERE = Path(__file__).parent


class DrawingPage(anywidget.AnyWidget):
    """`image`: 64 numbers from 0 (paper) to 1 (ink), row by row; `erasing`: the pen takes ink away."""

    # texts, not paths: of a path anywidget would keep every widget that was ever made of it
    _esm = styled(css_variables(".bp-drawing") + (HERE / "draw.css").read_text(encoding="utf-8")) + (
        HERE / "draw.js"
    ).read_text(encoding="utf-8")
    image = List([0.0] * PIXELS).tag(sync=True, echo_update=False)  # the browser knows what it has sent
    erasing = Bool(False).tag(sync=True)
    answer = Dict().tag(sync=True)


class DrawExplorer(Explorer):
    """Draw a digit, and see what `network` makes of it, layer by layer; without one, one is trained in a moment.

    `image`: 64 numbers from 0, paper, to 1, ink; `example = k` loads test image k of `bp.digits()`, with which it
    begins if there is no image. After any change `prediction`, `probabilities` (10,) and `passes`, both passes with
    what it says as the label, are those of `image`; `label` is what an unchanged test image is, else None.
    """

    image = Image()
    example = Example()
    network = Reader()
    takes = ("network", "image")
    buttons = {
        "clear": ("clear", "an empty page", "clear"),
        "centre": ("centre", "move it to where the training images have their ink", "centre"),
        "next": ("next image ▸", "the next test image", "next"),
        "mistake": ("next mistake ▸", "the next test image with a wrong answer", "next_mistake"),
        **BACK,
    }
    presets = DRAW_PRESETS

    def _open(self, network: Network | None = None, image=None) -> None:
        self.data = digits()
        example, image = (0, self.data[2][0]) if image is None else (None, image)
        self.also = {"example": Slider("test image", 0, len(self.data[2]) - 1, step=1, wide=("160px", "70px"))}
        self._page = DrawingPage()
        self._above = (self._page,)
        super()._open(network=trained() if network is None else network, example=example, image=image)
        self._page.observe(self._guard(lambda change: setattr(self, "image", change.new)), "image")

    def _stage(self) -> tuple[None, dict]:
        return None, {}

    def _make_buttons(self) -> dict[str, widgets.Widget]:
        tips = "the pen puts ink on the page", "the pen takes ink away; so does the right button"
        self._pen = Toggles(("draw", "erase"), tips)
        self._pen.observe(lambda change: setattr(self._page, "erasing", change.new == "erase"), "value")
        return {"pen": self._pen, **super()._make_buttons()}

    # what a learner does ---------------------------------------------------------------------------------------------
    def clear(self) -> None:
        """An empty page."""
        self._put(example=None, image=np.zeros(PIXELS))
        self._react({"image"})

    def centre(self) -> None:
        """Move what is on the page to where the training images have their ink."""
        ink = self.data[0].mean(axis=0)
        middle = (np.indices((8, 8)).reshape(2, PIXELS) * ink).sum(axis=1) / ink.sum()
        self.image = centred(self.image, middle)

    def next(self) -> None:
        """The next test image."""
        self.example = 0 if self.example is None else (self.example + 1) % len(self.data[2])

    def next_mistake(self) -> None:
        """The next test image with a wrong answer."""
        wrong = np.sort(self._wrong())
        if not len(wrong):
            raise InputError("next mistake: expected a test image with a wrong answer, got none")
        beyond = wrong[wrong > (-1 if self.example is None else self.example)]
        self.example = int(beyond[0] if len(beyond) else wrong[0])

    def _wrong(self) -> np.ndarray:
        return Answers(self.network, *self.data[2:]).wrong()

    def _react(self, changed: set[str]) -> None:
        if "example" in changed and self.example is not None:
            self._put(image=self.data[2][self.example])
        super()._react(changed)

    # results ---------------------------------------------------------------------------------------------------------
    @property
    def label(self) -> int | None:
        """What the test image on the page is; None for one that was drawn or changed."""
        if self.example is None or not np.array_equal(self.image, self.data[2][self.example]):
            return None
        return int(self.data[3][self.example].argmax())

    def _compute(self) -> None:
        self.prediction = int(self.network.forward(self.image).y_hat.argmax())
        self.passes = self.network.backward(self.image, np.eye(CLASSES)[self.prediction])
        self.probabilities = self.passes.y_hat[0]

    # screen ----------------------------------------------------------------------------------------------------------
    def _follow(self) -> None:
        with self._page.hold_sync():  # one message
            self._page.image = self.image.tolist()
            self._page.answer = self._answer()

    def _answer(self) -> dict:
        """What the widget shows; three digits are enough for the eye."""
        network, passes = self.network, self.passes
        layers = []
        for activation, q, size in zip(network.activations[1:-1], passes.q[1:-1], network.sizes[1:-1]):
            low, high = reach(activation.name, q := q[0, :size])
            layers.append({"q": np.round(q, 3).tolist(), "low": low, "high": high})
        return {
            "layers": layers,
            "hidden": hidden_caption(self),
            "prediction": self.prediction,
            "probabilities": np.round(self.probabilities, 4).tolist(),
            "shares": [probability(each) for each in self.probabilities],
            "says": says(self.probabilities),
            "delta": [kept(each, 3) for each in passes.delta[-1][0]],
            "name": delta_name(self),
            "help": help_caption(self),
        }

    def _notice(self) -> str:
        return draw_notice(self)

    # in and out ------------------------------------------------------------------------------------------------------
    def _from_preset(self, state: dict) -> dict:
        made = page(state["page"], self.data[2], self._wrong(), 0)
        return {"image": self.data[2][made["example"]], **made} if made["example"] is not None else made

    def _source(self) -> str:
        return draw_code(self)

    def code(self) -> None:
        """Print both passes for the image on the page as plain NumPy that runs; a `network` of yours has to be there.

        Where none was given, the code trains the same one again.
        """
        super().code()

    def _still(self) -> Still:
        return answer_still(self.image, self._answer(), repr(self))

    def __repr__(self) -> str:
        sizes = "-".join(map(str, self.network.sizes))
        known = f"test image {self.example}, a {self.label}"
        ink = f"a page with ink on {np.count_nonzero(self.image)} of {PIXELS} pixels"
        return (
            f"DrawExplorer: {sizes} network; {ink if self.label is None else known}; it says {says(self.probabilities)}"
        )
