"""What all explorers share on the screen: question, diagram, sentence, controls, plots, and how they hang together."""

import html
import os
from collections.abc import Callable

import ipywidgets as widgets
import numpy as np

from bplesson.checks.results import quiet
from bplesson.errors import InputError, one_of, whole_number
from bplesson.kit.cells import note
from bplesson.kit.controls import Choice, Knob, button, everything, row
from bplesson.kit.diagram import Diagram
from bplesson.kit.figure import Still
from bplesson.kit.live import Live
from bplesson.kit.picture import Picture
from bplesson.kit.presets import Preset
from bplesson.kit.saving import save_picture, still
from bplesson.kit.scene import Filling, Scene
from bplesson.kit.state import State, alone

FREE = "move freely, or choose a state with a question"


class Screen(State):
    """A state on a screen: a question, perhaps a diagram, a sentence, controls and plots.

    One direction: a control sets a trait, the trait gives results, the results move the picture. A subclass fills in
    the methods that raise NotImplementedError.
    """

    selected = Choice("")
    selected_choices: tuple[str, ...] = ("",)
    presets: dict[str, Preset] = {}
    first = 4  # how many of the knobs stand on the first screen
    _above: tuple[widgets.Widget, ...] = ()  # what stands between the question and the sentence, if not a diagram
    _showing = False  # the explorer itself is setting its controls
    _seen = False  # displayed; nothing is drawn that nobody has asked to see

    # what a subclass fills in ----------------------------------------------------------------------------------------
    def _compute(self) -> None:
        """Results from the state."""
        raise NotImplementedError

    def _filling(self) -> tuple[Filling, str]:
        """What the diagram shows, and the same in words; for a screen that has one."""
        raise NotImplementedError

    def _follow(self) -> None:
        """Bring menus and layout in line with the state, where a subclass has such."""

    def _says(self) -> str:
        """What the plots show, in words."""
        raise NotImplementedError

    def _draw(self) -> None:
        """Move the artists of the plots."""
        raise NotImplementedError

    def _notice(self) -> str:
        """A sentence on where things stand, as HTML."""
        raise NotImplementedError

    def _from_preset(self, state: dict) -> dict:
        """The traits that a preset sets."""
        return state

    def _source(self) -> str:
        """The present state as plain NumPy."""
        raise NotImplementedError

    def _make_buttons(self) -> dict[str, widgets.Widget]:
        """The row of buttons between the controls and the plots."""
        return {}

    # life ------------------------------------------------------------------------------------------------------------
    def _begin(
        self, live: Live | None, knobs: dict[str, Knob], more: list, seed: int, scene: Scene | None = None
    ) -> None:
        """Build the view and show the first state; to be called last by the constructor of a subclass.

        Without `live` there are no plots: a subclass may show something else, `_above` the sentence.
        """
        self._rng = np.random.default_rng(whole_number("seed", seed, least=0))
        self._live, self._knobs, self._scene = live, knobs, None
        self._picture = Picture() if live else None
        if scene is not None:
            self._diagram = Diagram()
            self._lay_out(scene)
            self._diagram.observe(self._guard(lambda change: setattr(self, "selected", change.new)), "selected")
        self._question, self._sentence = widgets.HTML(FREE), widgets.HTML()
        self._choose = widgets.Dropdown(
            options=["your own numbers", *self.presets],
            description="Try",
            style={"description_width": "28px"},
            layout={"width": "250px"},
        )
        self._choose.observe(self._guard(lambda change: self._chosen(change.new)), "value")
        if live:
            self._picture.observe(self._guard(lambda change: self._sharpen(change.new)), "screen")
        self._buttons = self._make_buttons()
        views = [knob.view for knob in knobs.values()]
        folded = [*([row(*views[self.first :])] if views[self.first :] else []), *more]
        self._more = widgets.VBox(folded, layout={"display": "none"})
        self._more_button = button("more ▾", "everything else that can be set", self._fold)
        self.view = widgets.VBox(
            [
                *([row(self._choose, self._question)] if self.presets else []),
                *([self._diagram] if scene else []),
                *self._above,
                self._sentence,
                row(*views[: self.first]),
                *([row(*self._buttons.values())] if self._buttons else []),
                *([self._picture] if live else []),
                *([self._more_button, self._more] if folded else []),
            ]
        )
        self._begin_state()
        self._given = self._snapshot()
        note(self)

    def _lay_out(self, scene: Scene) -> None:
        self._scene = scene
        self._diagram.lay_out(scene)

    def _to(self, name: str) -> Callable:
        """What a control calls to set that trait."""
        return self._guard(lambda value: setattr(self, name, value))

    def _knob(self, name: str, label: str, low: float, high: float, step: float = 0.01) -> Knob:
        def react(value: float) -> None:
            setattr(self, name, value)
            self._settle()

        return Knob(label, low, high, step, react, self._guard)

    def close(self) -> None:
        """Take the explorer off the screen and out of memory."""
        for part in (self.view, self._choose, self._question, self._more, self._more_button):  # not all are in view
            for widget in everything(part):
                widget.close()
        self.view.children = ()  # a box of the learner's around it need not keep what is closed
        self.unobserve_all()

    # controls --------------------------------------------------------------------------------------------------------
    @property
    def preset(self) -> str:
        """The preset shown last; setting it to another name of `presets` puts its state on the screen."""
        return self._choose.value

    @preset.setter
    def preset(self, name: str) -> None:
        self._chosen(one_of("preset", name, self.presets))

    def _fold(self) -> None:
        folded = self._more.layout.display == "none"
        self._more.layout.display = "" if folded else "none"
        self._more_button.description = "less ▴" if folded else "more ▾"

    def _show_knobs(self) -> None:
        for name, knob in self._knobs.items():
            knob.show(getattr(self, name))

    def _settle(self) -> None:
        """Put every knob on what is held: a box must not keep what was refused, or was not taken as it was typed."""
        self._showing = True
        self._show_knobs()
        self._showing = False

    def _at_rest(self) -> dict:
        """What every preset begins with."""
        return {"selected": ""}

    def _chosen(self, name: str) -> None:
        if self._choose.value != name:
            self._choose.value = name  # comes back here
            return
        preset = self.presets.get(name)
        self._question.value = f"<b>{html.escape(preset.question)}</b>" if preset else FREE
        self._pause()
        if preset:
            self._put(**{**self._at_rest(), **self._from_preset(preset.state)})
        else:
            self._put(**self._given)
        self._react(set(self.trait_names()))
        self._origin = self._snapshot()

    # screen ----------------------------------------------------------------------------------------------------------
    @quiet
    def _refresh(self) -> None:
        """One pass from the state to the screen: the diagram first, the picture last because it is the slowest."""
        self._compute()
        self._showing = True
        try:
            self._follow()
            if self._scene is not None:
                self._diagram.show(*self._filling())
                self._diagram.selected = self.selected
            self._sentence.value = self._notice()
            self._show_knobs()
            if self._live is not None:
                self._draw()
                self._picture.show(self._live.jpeg() if self._seen else b"", self._says())
        finally:
            self._showing = False

    def _sharpen(self, screen: float) -> None:
        """Draw with as many pixels as the reader's screen has, up to two for one."""
        sharpness = min(2.0, max(1.0, screen))
        if self._seen and self._picture.sharpness == sharpness:
            return
        self._seen, self._picture.sharpness = True, sharpness
        self._live.figure.set_dpi(100 * sharpness)
        self._refresh()

    def _guard(self, react: Callable) -> Callable:
        """`react` for a widget: what it raises is shown in the explorer, since a widget's errors reach no cell."""

        def guarded(*arguments):
            with self._lock:
                if not self._showing:
                    self._attempt(react, *arguments)

        return guarded

    def _attempt(self, react: Callable, *arguments) -> None:
        try:
            react(*arguments)
        except Exception as problem:
            kind = "" if isinstance(problem, InputError) else f"{type(problem).__name__}: "
            said = html.escape(f"{kind}{problem}").replace("eta:", "η:")
            self._settle()
            self._sentence.value = f"<b>That cannot be done.</b> {said}"
            if os.environ.get("BPLESSON_DEBUG"):
                raise

    # out of the explorer ---------------------------------------------------------------------------------------------
    def code(self) -> None:
        """Print the present state as plain NumPy that runs."""
        print(self._source())

    def save(self, path: str) -> None:
        """Write what is on the screen to a .png."""
        save_picture(self._still, path)

    def _still(self) -> Still:
        return still(self)

    @alone
    def _repr_mimebundle_(self, include=None, exclude=None):
        note(self)
        if self._live and not self._seen:
            self._seen = True
            self._picture.frame = self._live.jpeg()
        bundle = dict(self.view._repr_mimebundle_())
        return {**bundle, "image/png": self._still().png(), "text/plain": repr(self)}
