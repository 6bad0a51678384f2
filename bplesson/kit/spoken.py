"""The sentence of an explorer as a widget: a live region that stays in the page, so that changes are heard."""

import anywidget
from traitlets import Unicode

from bplesson.kit.diagram import HERE
from bplesson.kit.palette import of_formulas
from bplesson.kit.styled import styled


class Spoken(anywidget.AnyWidget):
    """`value` is HTML, as `sentence.spoken` makes it: said aloud when it changes, unless it says that it is quiet."""

    # keys, names and looks are those of the whole explorer: each one has a sentence
    _esm = styled((HERE / "explorer.css").read_text(encoding="utf-8") + of_formulas()) + "".join(
        (HERE / f"{name}.js").read_text(encoding="utf-8") for name in ("described", "explorer", "spoken")
    )
    value = Unicode("").tag(sync=True)
