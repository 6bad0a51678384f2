"""Controls: a number with its slider and its box, and rows of buttons, in the layout that all explorers share."""

from collections.abc import Callable

import ipywidgets as widgets
from traitlets import TraitType

from bplesson.errors import InputError, finite_number, one_of, shown, whole_number
from bplesson.kit.number_box import NumberBox, read_number, written

LARGEST = 1e6  # beyond it pictures and three digits say nothing any more


class Number(TraitType):
    """A trait that is a float, not beyond ± LARGEST; with `positive`, above 0."""

    def __init__(self, default: float = 0.0, positive: bool = False):
        super().__init__(default)
        self.positive = positive

    def validate(self, obj, value) -> float:
        number = finite_number(self.name, value, self.positive)
        if abs(number) > LARGEST:
            raise InputError(f"{self.name}: expected a number between -1e6 and 1e6, got {shown(value)}")
        return number


class Choice(TraitType):
    """A trait that is one of the values that the explorer lists under `<name>_choices`."""

    def validate(self, obj, value):
        return one_of(self.name, value, getattr(obj, f"{self.name}_choices"))


class Seed(TraitType):
    """A trait that is a whole number from 0 up, without a control."""

    def validate(self, obj, value) -> int:
        return whole_number(self.name, value, least=0)


class Knob:
    """One number as a slider and, for the keyboard and for screen readers, a labelled box beside it.

    The slider of the browser only knows whole steps and reports the nearest one for any value it is given; what is less
    than half a step from what it was given is therefore not a movement of the learner's.
    """

    def __init__(self, label: str, low: float, high: float, step: float, react: Callable, guard: Callable):
        self.low, self.high, self.step = low, high, step
        self._given, self._echo = low, None
        self.slider = widgets.FloatSlider(
            value=low, min=low, max=high, step=step, readout=False, layout={"flex": "1 1 80px", "min_width": "70px"}
        )
        self.box = NumberBox(text=written(low), step=step, description=label, layout={"width": "132px"})
        self.slider.observe(guard(self._moved(react)), "value")
        self.box.observe(guard(lambda change: react(read_number(self.box.description, change.new))), "text")
        layout = {"flex": "1 1 235px", "min_width": "225px", "max_width": "420px"}
        self.view = widgets.HBox([self.box, self.slider], layout=layout)

    def _moved(self, react):
        def moved(change):
            echo, self._echo = self._echo, None
            if abs(change.new - self._given) < self.step / 2:
                self._echo = echo
            elif echo is not None and abs(change.new - echo) < self.step / 2:
                self.slider.value = self._given  # with new ends the browser reports where it stood before
            else:
                react(round(change.new, 6))

        return moved

    def set_range(self, low: float, high: float) -> None:
        """Let the slider go from `low` to `high`; it is put on a value by the next `show`."""
        if (low, high) == (self.low, self.high):
            return
        self.low, self.high, self._echo = low, high, self.slider.value
        # as one change, and one message: between the two, the left end may lie beyond the right one
        with self.slider.hold_sync(), self.slider.hold_trait_notifications():
            self.slider.min, self.slider.max = low, high

    def show(self, value: float | None) -> None:
        """Put slider and box on `value`; the box carries it exactly, the slider as near as it reaches.

        For None the box is empty and the slider at its left end.
        """
        within = self.low if value is None else min(max(value, self.low), self.high)
        self._given = self.low + round((within - self.low) / self.step) * self.step
        if abs(self.slider.value - self._given) >= self.step / 2:  # or keys pressed meanwhile would be undone
            self.slider.value = self._given
        if value is None:
            self.box.text = ""
        else:
            self.box.value = value


class Menu:
    """One of several values, each by its name; a value set in code that the menu lacks is added to it.

    A menu without a label has a `tip`, which is its name for a screen reader.
    """

    def __init__(self, label: str, values, react: Callable, name: Callable = str, width: str = "230px", tip: str = ""):
        self.name, self.values = name, {name(value): value for value in values}
        look = {"tooltip": tip or None, "layout": {"width": width}}
        self.view = widgets.Dropdown(options=tuple(self.values), description=label, **look)
        self.view.observe(lambda change: change.new and react(self.values[change.new]), "value")

    def offer(self, values) -> None:
        """Other values to choose from."""
        offered = {self.name(value): value for value in values}
        if list(offered) != list(self.values):
            self.values = offered
            self.view.options = tuple(offered)

    def show(self, value) -> None:
        """Put the menu on `value`."""
        name = self.name(value)
        self.values[name] = value
        if name not in self.view.options:
            self.view.options = tuple(self.values)
        self.view.value = name


class Tick:
    """Yes or no, as a box to tick."""

    def __init__(self, label: str, react: Callable):
        self.view = widgets.Checkbox(description=label, indent=False, layout={"width": "auto", "margin": "0 0 0 6px"})
        self.view.observe(lambda change: react(change.new), "value")

    def show(self, value: bool) -> None:
        """Put the box on `value`."""
        self.view.value = value


def button(label: str, tooltip: str, react: Callable[[], None], **layout) -> widgets.Button:
    """A button with a word on it."""
    made = widgets.Button(description=label, tooltip=tooltip, layout={"width": "auto", **layout})
    made.on_click(lambda _: react())
    return made


def row(*children, **layout) -> widgets.Box:
    """Children side by side, in as many lines as it takes."""
    return widgets.Box(children, layout={"display": "flex", "flex_flow": "row wrap", "align_items": "center", **layout})


def folded(view: widgets.DOMWidget) -> bool:
    """Whether it has been taken off the screen, to be brought back."""
    return view.layout.display == "none"


def turn(view: widgets.DOMWidget) -> bool:
    """Fold it away, or bring it back; returns whether it is there now."""
    view.layout.display = "" if folded(view) else "none"
    return not folded(view)


def everything(view: widgets.Widget) -> list[widgets.Widget]:
    """A widget and all that it is made of, layouts and styles included."""
    found = [view]
    for child in getattr(view, "children", ()):
        found += everything(child)
    return found + [getattr(view, part) for part in ("layout", "style") if getattr(view, part, None) is not None]
