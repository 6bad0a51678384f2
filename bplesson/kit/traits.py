"""Traits that bring their control: default, range, label and reading of a slider or a menu stand in one line."""

from collections.abc import Callable, Iterable

from traitlets import TraitType

from bplesson.errors import InputError, one_of, shown, whole_number
from bplesson.kit.controls import Knob, Menu, Number


class Slider(Number):
    """A number with a box, and a slider from `low` to `high`, beyond which the box may go."""

    def __init__(self, label: str, low: float, high: float, default: float, step: float = 0.01, positive: bool = False):
        super().__init__(default, positive)
        self.label, self.low, self.high, self.step = label, low, high, step

    def control(self, explorer) -> Knob:
        """The slider and the box that set this trait of the explorer."""
        return explorer._knob(self.name, self.label, self.low, self.high, self.step)


class Whole(Slider):
    """A whole number from `least` to `most`, which are the ends of the slider if nothing else is said."""

    def __init__(self, label: str, low: int, high: int, default: int, step: int = 1, least=None, most=None):
        super().__init__(label, low, high, default, step)
        self.least, self.most = low if least is None else least, high if most is None else most

    def validate(self, obj, value) -> int:
        number = whole_number(self.name, value, self.least)
        if number > self.most:
            raise InputError(
                f"{self.name}: expected a whole number from {self.least} to {self.most}, got {shown(value)}"
            )
        return number


class Pick(TraitType):
    """One of `values`, by a menu; with `read`, also whatever that takes, as a function of the learner's own.

    `read` gives the thing whose `named` name stands in the menu; it is the explorer that checks what was set.
    """

    def __init__(
        self, label: str, values: Iterable, default, named: Callable = str, read: Callable | None = None, width="230px"
    ):
        super().__init__(default)
        self.label, self.values, self.named, self.read, self.width = label, tuple(values), named, read, width

    def validate(self, obj, value):
        return value if self.read else one_of(self.name, value, self.values)

    def control(self, explorer) -> Menu:
        """The menu that sets this trait of the explorer."""
        name = (lambda value: self.named(self.read(value))) if self.read else self.named
        return Menu(self.label, self.values, explorer._to(self.name), name, self.width)
