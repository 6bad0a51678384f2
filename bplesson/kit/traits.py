"""Traits that bring their control: default, range, label and reading of a slider or a menu stand in one line."""

from collections.abc import Callable, Iterable

from traitlets import TraitType

from bplesson.errors import InputError, one_of, shown, whole_number
from bplesson.kit.controls import Knob, Menu, Number, Tick


class Slider(Number):
    """A number with a box, and a slider from `low` to `high`, beyond which the box may go.

    `wide` are the widths of the box and of the label in it, where the usual ones are too small.
    """

    def __init__(
        self, label: str, low: float, high: float, default: float = 0.0, step: float = 0.01, positive=False, wide=()
    ):
        super().__init__(default, positive)
        self.label, self.low, self.high, self.step, self.wide = label, low, high, step, wide

    def control(self, explorer, name: str) -> Knob:
        """The slider and the box that set this trait of the explorer."""

        def react(value: float) -> None:
            setattr(explorer, name, value)
            explorer._settle()

        knob = Knob(self.label, self.low, self.high, self.step, react, explorer._guard)
        if self.wide:
            knob.box.layout.width, knob.box.label_width = self.wide
        return knob


class Whole(Slider):
    """A whole number from `least` to `most`, which are the ends of the slider if nothing else is said."""

    def __init__(self, label: str, low: int, high: int, default: int, step: int = 1, least=None, most=None, wide=()):
        super().__init__(label, low, high, default, step, wide=wide)
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
        self, label: str, values: Iterable, default, named: Callable = str, read: Callable | None = None,
        width="230px", label_width="", tip="",
    ):  # fmt: skip
        super().__init__(default)
        self.label, self.values, self.named, self.read = label, tuple(values), named, read
        self.width, self.label_width, self.tip = width, label_width, tip

    def validate(self, obj, value):
        return value if self.read else one_of(self.name, value, self.values)

    def control(self, explorer, name: str) -> Menu:
        """The menu that sets this trait of the explorer."""
        named = (lambda value: self.named(self.read(value))) if self.read else self.named
        menu = Menu(self.label, self.values, explorer._to(name), named, self.width, self.tip)
        if self.label_width:
            menu.view.style.description_width = self.label_width
        return menu


class Check(TraitType):
    """True or False, with a box to tick."""

    def __init__(self, label: str, default: bool = False):
        super().__init__(default)
        self.label = label

    def validate(self, obj, value) -> bool:
        return one_of(self.name, value, (False, True))

    def control(self, explorer, name: str) -> Tick:
        """The box that sets this trait of the explorer."""
        return Tick(self.label, explorer._to(name))


def as_given(value):
    """What a `Pick` reads where every value may be set: the explorer checks it."""
    return value
