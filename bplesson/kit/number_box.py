"""A box for a number that is typed with a decimal point or a comma, and that shows the number that is held."""

import re
from collections.abc import Callable

import anywidget
import numpy as np
from traitlets import Float, Unicode, observe

from bplesson.errors import InputError, shown
from bplesson.kit.diagram import HERE
from bplesson.kit.styled import styled

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)
ROOM = 7  # letters that every box shows, as in -0.1234
LOOKS = (
    ".bp-number.jupyter-widgets { width: 100%; margin: 0; }"
    " .bp-number.jupyter-widgets input[type='text'] { min-width: 0; text-overflow: ellipsis; }"
)
THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+")


def read_number(name: str, text: str) -> float:
    """The number that `text` says, with a decimal point or a decimal comma."""
    said = "".join(text.split()).replace("−", "-")
    if THOUSANDS.fullmatch(said):
        raise InputError(f"{name}: expected a number without a comma between thousands, got {shown(text)}")
    said = said.replace(",", ".")
    if not NUMBER.fullmatch(said):
        raise InputError(f"{name}: expected a number such as 0.5 or -2, got {shown(text)}")
    return float(said)


def written(number: float) -> str:
    """The number, with all its digits and no power of ten."""
    return np.format_float_positional(float(number) + 0.0, trim="-")  # + 0.0: there is no -0


def brief(text: str) -> str:
    """The number that `text` says, rounded to what a box has room for; "" if it says none, or all of it was lost."""
    try:
        value = read_number("", text)
    except InputError:
        return ""
    places = max(0, ROOM - len(f"{value:.0f}."))
    rounded = round(value, places)
    return written(rounded) if rounded or not value else ""


class NumberBox(anywidget.AnyWidget):
    """`text` is the number in full, `value` the number that it says; arrow keys change it by `step`.

    In the box stands `brief`, the rounded number, until the learner goes into it.
    """

    _esm = styled(LOOKS) + (HERE / "number_box.js").read_text(encoding="utf-8")
    text = Unicode("").tag(sync=True)
    brief = Unicode("").tag(sync=True)
    description = Unicode("").tag(sync=True)
    label_width = Unicode("40px").tag(sync=True)
    step = Float(1.0).tag(sync=True)

    @observe("text")
    def _shorten(self, change) -> None:
        self.brief = brief(change.new)

    def on_enter(self, react: Callable[[], None]) -> None:
        """Call `react` when Enter is pressed, once what was typed has been heard."""
        self.on_msg(lambda widget, content, buffers: "enter" in content and react())

    @property
    def value(self) -> float:
        return read_number(self.description, self.text)

    @value.setter
    def value(self, number: float) -> None:
        with self.hold_sync():  # the text and what of it is shown, in one message
            self.text = written(number)
