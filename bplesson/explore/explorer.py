"""What all explorers share: state → results → picture in one direction, a path of steps, sub-steps, play, reset."""

import html
import io
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import ipywidgets as widgets
import numpy as np
from PIL import Image
from traitlets import All, HasTraits, observe

from bplesson.draw.live import Live
from bplesson.draw.pen import draw_scene
from bplesson.draw.scene import Filling, Scene
from bplesson.draw.still import Still
from bplesson.errors import InputError, one_of, whole_number
from bplesson.explore.controls import Choice, Knob, Number, button, everything, row
from bplesson.explore.diagram import Diagram
from bplesson.explore.picture import Picture

Point = tuple[float, ...]  # the weights, as a point of weight space


@dataclass(frozen=True)
class Preset:
    """A state worth seeing, and the question to ask of it."""

    question: str
    state: dict = field(default_factory=dict)


class Explorer(HasTraits):
    """The learner sets the traits, by hand or in code; `_compute` gives results, `_show_*` puts them on the screen.

    A subclass names its `weights`, and says what follows from them in the methods below that raise NotImplementedError.
    """

    eta = Number(0.1, positive=True)
    phase = Choice("backward")
    selected = Choice("")

    phase_choices = ("forward", "cost", "backward", "update")
    question = ""  # asked while no preset is chosen
    presets: dict[str, Preset] = {}
    _visited: list[Point] = ()  # the path, as far as it has been computed
    _t = 0
    _showing = False
    _busy = True  # under construction, or several traits set as one change
    rest = "backward"  # the sub-step that shows the whole state, where the learner is between steps
    first = 4  # how many of the knobs stand on the first screen
    names: tuple[str, ...] = ()  # of the traits that are weights
    data: tuple[str, ...] = ()  # of the traits that change the cost, so that a path cannot go on

    # what a subclass fills in ----------------------------------------------------------------------------------------
    def _compute(self) -> None:
        """Results from the state."""
        raise NotImplementedError

    def _next(self, point: Point) -> Point | None:
        """The point one step on, or None where there is none: every derivative is 0, or numbers have run away."""
        raise NotImplementedError

    def _filling(self) -> tuple[Filling, str]:
        """What the diagram shows, and the same in words."""
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

    def _cost_at(self, point: Point) -> float:
        """The cost of the weights `point`."""
        raise NotImplementedError

    def _from_preset(self, state: dict) -> dict:
        """The traits that a preset sets."""
        return state

    def _source(self) -> str:
        """The present state and one step as plain NumPy."""
        raise NotImplementedError

    # life ------------------------------------------------------------------------------------------------------------
    def _begin(self, scene: Scene, live: Live, knobs: dict[str, Knob], more: list, seed: int) -> None:
        """Build the view and show the first state; to be called last by the constructor of a subclass."""
        self._rng = np.random.default_rng(seed)
        self._live, self._knobs = live, knobs
        self._diagram, self._picture = Diagram(), Picture()
        self._lay_out(scene)
        self._question, self._sentence = widgets.HTML(f"<b>{self.question}</b>"), widgets.HTML()
        self._choose = widgets.Dropdown(
            options=["your own numbers", *self.presets],
            description="Try",
            style={"description_width": "28px"},
            layout={"width": "250px"},
        )
        self._play = widgets.Play(interval=400, min=0, max=1_000_000, layout={"display": "none"})
        self._buttons = self._make_buttons()
        self._wire()
        views = [knob.view for knob in knobs.values()]
        self.view = widgets.VBox(
            [
                row(self._choose, self._question),
                self._diagram,
                self._sentence,
                row(*views[: self.first]),
                row(*self._buttons.values(), self._play),
                self._picture,
                widgets.Accordion([widgets.VBox([row(*views[self.first :]), *more])], titles=("More",)),
            ]
        )  # fmt: skip
        self._visited = [self._point()]
        self._busy = False
        self._refresh()
        self._good = self._snapshot()

    def _lay_out(self, scene: Scene) -> None:
        self._scene = scene
        self._diagram.lay_out(scene)

    def _knob(self, name: str, label: str, low: float, high: float) -> Knob:
        return Knob(label, low, high, 0.01, self._guard(lambda value: setattr(self, name, value)))

    def _make_buttons(self) -> dict[str, widgets.Button]:
        return {
            "back": button("◂ sub-step", "one sub-step back", self._guard(self.substep_back)),
            "on": button("sub-step ▸", "forward, cost, backward, update: one of them", self._guard(self.substep)),
            "step": button("step ▸▸", "one whole step of gradient descent", self._guard(self.step)),
            "play": button("play", "step after step, until you pause", self._guard(self._toggle)),
            "reset": button("reset", "back to the same start", self._guard(self.reset)),
            "new": button("new start", "other random weights", self._guard(self.new_start)),
            "restore": button("back to the best step", "the lowest cost on this path", self._guard(self.restore)),
        }

    def _wire(self) -> None:
        self._play.observe(self._guard(lambda change: self._play.playing and self.walk_to(change.new)), "value")
        self._play.observe(lambda change: self._label_play(), "playing")
        self._diagram.observe(self._guard(lambda change: setattr(self, "selected", change.new)), "selected")
        self._choose.observe(self._guard(lambda change: self._chosen(change.new)), "value")
        self._picture.observe(self._guard(lambda change: self._sharpen(change.new)), "screen")

    def close(self) -> None:
        """Take the explorer off the screen and out of memory."""
        for widget in everything(self.view):
            widget.close()
        self.unobserve_all()

    # state -----------------------------------------------------------------------------------------------------------
    @property
    def t(self) -> int:
        """The number of steps taken on this path; setting it walks there."""
        return self._t

    @t.setter
    def t(self, value: int) -> None:
        self.walk_to(whole_number("t", value, least=0))

    @property
    def preset(self) -> str:
        """The preset shown last; setting it to another name of `presets` puts its state on the screen."""
        return self._choose.value

    @preset.setter
    def preset(self, name: str) -> None:
        self._chosen(one_of("preset", name, self.presets))

    def _point(self) -> Point:
        return tuple(getattr(self, name) for name in self.names)

    def _snapshot(self) -> dict:
        return {name: getattr(self, name) for name in self.trait_names()}

    def _put(self, **state) -> None:
        """Set several traits as one change."""
        busy, self._busy = self._busy, True
        try:
            for name, value in state.items():
                setattr(self, name, value)
        finally:
            self._busy = busy

    @observe(All)
    def _changed(self, change) -> None:
        if not self._busy:
            self._react({change.name})

    def _react(self, changed: set[str]) -> None:
        """Bring the path in line with what changed, then compute and show; on bad input return to the last good state."""
        path = self._visited, self._t
        try:
            if changed & {*self.names, *self.data}:
                self._visited, self._t = [self._point()], 0
                if self.phase == "update":
                    self._put(phase=self.rest)
            elif "eta" in changed:
                self._visited = self._visited[: self._t + 1]
            self._refresh()
        except InputError:
            self._visited, self._t = path
            self._put(**self._good)
            self._refresh()
            raise
        self._good = self._snapshot()

    def _refresh(self) -> None:
        """One pass from the state to the screen: the diagram first, the picture last because it is the slowest."""
        self._compute()
        self._showing = True
        try:
            self._show()
        finally:
            self._showing = False

    def _show(self) -> None:
        self._follow()
        self._diagram.show(*self._filling())
        self._sentence.value = self._notice()
        for name, knob in self._knobs.items():
            knob.show(getattr(self, name))
        self._diagram.selected = self.selected
        self._buttons["back"].disabled = self._t == 0 and self.phase == "forward"
        self._buttons["restore"].layout.display = "" if self.status == "diverged" else "none"
        self._draw()
        self._picture.show(self._live.frame(), self._says())

    # steps -----------------------------------------------------------------------------------------------------------
    def walk_to(self, t: int, phase: str | None = None) -> None:
        """Go to step t of the path, on or back; it ends earlier where nothing moves any more or numbers run away."""
        while len(self._visited) <= t and (point := self._next(self._visited[-1])) is not None:
            self._visited.append(point)
        if t >= len(self._visited):
            t, phase = len(self._visited) - 1, None
            self._play.playing = False
        self._t = t
        self._put(**dict(zip(self.names, self._visited[t], strict=True)), phase=phase or self.rest)
        self._react(set())

    def step(self) -> None:
        """One whole step of gradient descent."""
        self.walk_to(self._t + 1)

    def step_back(self) -> None:
        """One whole step back on the path."""
        self.walk_to(max(0, self._t - 1))

    def substep(self) -> None:
        """The next of forward, cost, backward, update; after update the next step begins with forward."""
        here = self.phase_choices.index(self.phase)
        if self.phase == "update":
            self.walk_to(self._t + 1, "forward")
        else:
            self.phase = self.phase_choices[here + 1]

    def substep_back(self) -> None:
        """The sub-step before."""
        here = self.phase_choices.index(self.phase)
        if here > 0:
            self.phase = self.phase_choices[here - 1]
        elif self._t > 0:
            self.walk_to(self._t - 1, "update")

    def reset(self) -> None:
        """Back to the start of this path: the same weights as before."""
        self._play.playing = False
        del self._visited[1:]
        self.walk_to(0)

    def new_start(self) -> None:
        """Other random weights."""
        self._play.playing = False
        self._put(**{name: self._random(name) for name in self.names}, phase=self.rest)
        self._react(set(self.names))

    def restore(self) -> None:
        """The step of this path with the lowest cost, after one that ran away."""
        self._play.playing = False
        self.walk_to(int(np.argmin([self._cost_at(point) for point in self._visited])))

    def _random(self, name: str) -> float:
        knob = self._knobs[name]
        return round(float(self._rng.uniform(knob.low, knob.high)), 2)

    def _toggle(self) -> None:
        self._play.value = self._t
        self._play.playing = not self._play.playing

    def _label_play(self) -> None:
        self._buttons["play"].description = "pause" if self._play.playing else "play"

    def _chosen(self, name: str) -> None:
        if self._choose.value != name:
            self._choose.value = name  # comes back here
            return
        preset = self.presets.get(name)
        self._question.value = f"<b>{html.escape(preset.question if preset else self.question)}</b>"
        if preset:
            self._play.playing = False
            self._put(phase=self.rest, selected="", **self._from_preset(preset.state))
            self._react({*self.names, *self.data})

    # screen ----------------------------------------------------------------------------------------------------------
    def _sharpen(self, screen: float) -> None:
        """Draw with as many pixels as the reader's screen has, up to two for one."""
        sharpness = min(2.0, max(1.0, screen))
        self._picture.sharpness = sharpness
        self._live.figure.set_dpi(100 * sharpness)
        self._live.restage()
        self._refresh()

    def _guard(self, react: Callable) -> Callable:
        """`react` for a widget: what it raises is shown in the explorer, since a widget's errors reach no cell."""

        def guarded(*arguments):
            if self._showing:  # the explorer itself is setting its controls
                return
            try:
                react(*arguments)
            except Exception as problem:
                kind = "" if isinstance(problem, InputError) else f"{type(problem).__name__}: "
                self._sentence.value = f"<b>That cannot be done.</b> {html.escape(f'{kind}{problem}')}"
                if os.environ.get("BPLESSON_DEBUG"):
                    raise

        return guarded

    # out of the explorer ---------------------------------------------------------------------------------------------
    def code(self) -> None:
        """Print the present state, both passes and one step as plain NumPy that runs."""
        print(self._source())

    def save(self, path: str, steps: int = 40) -> None:
        """Write what is on the screen to a .png, or the path as a moving .gif, of at least `steps` steps if it can."""
        suffix = Path(path).suffix.lower()
        if suffix == ".png":
            self._still().save(path)
        elif suffix == ".gif":
            self._save_path(path, whole_number("steps", steps))
        else:
            raise InputError(f"path: expected a name that ends in .png or .gif, got {str(path)!r}")

    def _save_path(self, path: str, steps: int) -> None:
        t, phase = self._t, self.phase
        try:
            self.walk_to(max(t, steps))
            last = self._t
            shown = sorted({round(each) for each in np.linspace(0, last, min(last + 1, 60))})
            frames = []
            for each in shown:
                self._put(**dict(zip(self.names, self._visited[each], strict=True)))
                self._t = each
                self._compute()
                self._draw()
                frames.append(Image.open(io.BytesIO(self._still().png())).convert("P", palette=Image.Palette.ADAPTIVE))
        finally:
            self.walk_to(t, phase)
        frames[0].save(
            path, save_all=True, append_images=frames[1:], duration=[900, *[180] * (len(frames) - 1)], loop=0
        )

    def _still(self) -> Still:
        """Diagram and plots as one figure."""
        plots, scene = self._live.image(), self._scene
        scale = self._live.figure.dpi / 100
        width, below = max(scene.width, plots.width / scale), plots.height / scale

        def draw(figure):
            height = scene.height + below
            draw_scene(
                figure.add_axes([0, below / height, scene.width / width, scene.height / height]),
                scene,
                self._filling()[0],
            )
            ax = figure.add_axes(
                [(1 - plots.width / scale / width) / 2, 0, plots.width / scale / width, below / height]
            )
            ax.imshow(plots, aspect="auto", interpolation="nearest" if scale == 1 else "antialiased")
            ax.axis("off")

        return Still(repr(self), draw, width / 100, (scene.height + below) / 100)

    def _repr_mimebundle_(self, include=None, exclude=None):
        bundle = dict(self.view._repr_mimebundle_())
        return {**bundle, "image/png": self._still().png(), "text/plain": repr(self)}
