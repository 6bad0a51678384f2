"""What a preset is; each room has its own in a file of this name."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Preset:
    """A state worth seeing, the question to ask of it, and the answer.

    `quiet`: the sentence under the diagram would answer the question, and says no more than where one stands until the
    answer was shown or the state was changed.
    """

    question: str
    state: dict
    answer: str
    quiet: bool = False
