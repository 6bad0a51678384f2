"""What a preset is; each room has its own in a file of this name."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Preset:
    """A state worth seeing, and the question to ask of it."""

    question: str
    state: dict = field(default_factory=dict)
