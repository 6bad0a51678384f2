"""The question above an explorer, and the answer below it once it is asked for."""

import textwrap

import anywidget
from traitlets import Bool, Unicode

from bplesson.kit.diagram import HERE
from bplesson.kit.presets import Preset
from bplesson.kit.sentence import spoken
from bplesson.kit.styled import styled

OPEN = spoken("The question is open: look, try, then press <i>show the answer</i>.")
WIDTH = 88  # of a line of code


class Question(anywidget.AnyWidget):
    """`value` is the question as HTML; with an `answer` there is a button beside it that shows and hides the answer."""

    _esm = styled((HERE / "question.css").read_text(encoding="utf-8")) + (HERE / "question.js").read_text(
        encoding="utf-8"
    )
    value = Unicode("").tag(sync=True)
    answer = Unicode("").tag(sync=True)  # as plain text
    shown = Bool(False).tag(sync=True)

    def ask(self, value: str, answer: str = "") -> None:
        """Another question, whose answer is hidden."""
        with self.hold_sync():  # one message: no answer is seen with another question
            self.shown, self.value, self.answer = False, value, answer


def as_comment(preset: Preset) -> str:
    """Question and answer as comments on top of code."""
    lines = f"Question: {preset.question}", f"Answer: {preset.answer}"
    return "\n".join(textwrap.fill(line, WIDTH, initial_indent="# ", subsequent_indent="#   ") for line in lines)
