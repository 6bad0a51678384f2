"""An explorer: traits that bring their controls, and one way from a change to the screen."""

import html
import os
import re
from collections.abc import Callable
from inspect import Parameter, Signature, signature

import ipywidgets as widgets
from traitlets import TraitType

from bplesson.checks.results import quiet
from bplesson.errors import InputError, one_of
from bplesson.kit.cells import note
from bplesson.kit.controls import Choice, button, everything, folded, row, turn
from bplesson.kit.diagram import Diagram
from bplesson.kit.display import bundle
from bplesson.kit.figure import Still
from bplesson.kit.live import Live
from bplesson.kit.picture import NOTHING, Picture
from bplesson.kit.presets import Preset
from bplesson.kit.question import OPEN, Question, as_comment
from bplesson.kit.saving import save_picture, still
from bplesson.kit.scene import Filling, Scene
from bplesson.kit.spoken import Spoken
from bplesson.kit.state import State, alone, same

OWN = "your own numbers"  # in the menu of presets: those that the explorer was given
FREE = "move freely, or choose a state with a question"
VIEWS = frozenset(  # traits that say how a state is looked at
    ("selected", "axes", "phase", "moment", "fine", "speed", "predict", "pace", "layer", "digit", "view_as", "paths")
)
BACK = {
    "undo": ("undo", "take the last move back", "undo"),
    "reset": ("reset", "back to the start: the state that you were given or have chosen", "reset"),
}


class Explorer(State):
    """A state on a screen: a question, perhaps a diagram, a sentence, controls and plots.

    One direction: a control sets a trait, the trait gives results, the results move the picture; `_refresh` is the
    whole way. Each trait with a control is an argument of the constructor, in the order of the class or of `takes`,
    stands on the screen, and begins a preset at its default. A subclass declares such traits, and fills in the methods
    that raise NotImplementedError.

    Where arguments come from, in ChainExplorer(weights, x, y, activations, eta, select, axes, seed), as `takes` has it:
    x, y, eta are traits with a control, which bring their defaults; without `takes` there were no others.
    activations is a trait without a control, with its own default too: an argument because `takes` names it.
    weights, select, axes, seed have their default in the signature of an `_open`, the chain's own or, as for seed, that
    of a class above it, which makes traits of them: w01, w12, … by `add_traits`, `selected` and `axes`; seed it keeps.
    """

    selected = Choice("")
    selected_choices: tuple[str, ...] = ("",)
    declared: dict = {}  # the traits with a control, by name
    also: dict = {}  # controls of properties: by name, a trait that brings such a control
    takes: tuple[str, ...] = ()  # the arguments of the constructor, if they are others than the traits with a control
    on_top: tuple[str, ...] = ()  # the controls of the first screen, if they are others than the first four
    buttons: dict[str, tuple[str, str, str]] = {}  # what stands on each, what it says of itself, the method it calls
    own_line: tuple[str, ...] = ()  # the buttons that stand together on a line above the others
    among_controls: tuple[str, ...] = ()  # the buttons that stand on the line of the controls
    presets: dict[str, Preset] = {}
    diagram_of = Diagram
    _above: tuple[widgets.Widget, ...] = ()  # what stands between the question and the sentence, if not a diagram
    _showing = False  # the explorer itself is setting its controls
    _seen = False  # displayed; nothing is drawn that nobody has asked to see

    # what a subclass fills in ----------------------------------------------------------------------------------------
    def _compute(self) -> None:
        """Results from the state."""
        raise NotImplementedError

    def _stage(self) -> tuple[Live | None, dict]:
        """Make the plots, if there are any, and say what a click into which of their axes does."""
        raise NotImplementedError

    def _arrows(self) -> tuple | None:
        """What arrow keys in the plots move: in which axes, from where (a function), and what takes the new place."""

    def _make_scene(self) -> Scene | None:
        """The layout of the diagram, where there is one."""

    def _filling(self) -> tuple[Filling, str]:
        """What the diagram shows, and the same in words."""
        raise NotImplementedError

    def _follow(self) -> None:
        """Bring buttons and layout in line with the state, where that is needed."""

    def _notice(self) -> str:
        """A sentence on where things stand, as HTML."""
        raise NotImplementedError

    def _draw(self) -> None:
        """Move the artists of the plots."""
        raise NotImplementedError

    def _says(self) -> str:
        """What the plots show, in words."""
        raise NotImplementedError

    def _source(self) -> str:
        """The present state as plain NumPy."""
        raise NotImplementedError

    # the way from a change to the screen -----------------------------------------------------------------------------
    @alone
    @quiet
    def _refresh(self) -> None:
        """One pass from the state to the screen: what one looks at comes first, what one reads next."""
        self._compute()
        self._showing = True
        try:
            self._follow()
            if self._scene is not None:
                self._diagram.show(*self._filling())
                self._diagram.selected = self.selected
            if self._live is not None:
                self._draw()
                seen = self._seen and not folded(self._picture)
                self._picture.show(self._live.parts() if seen else NOTHING, self._says())
            self._say()
            self._show_controls()
        finally:
            self._showing = False

    def _say(self) -> None:
        """The sentence; no more than where things stand while a question is open that it would answer.

        While it plays nobody hears it: ten sentences a second are none.
        """
        said = self._brief() if self._reserved else self._notice()
        self._sentence.value = said.replace('aria-live="polite"', 'aria-live="off"') if self._goes_on() else said

    @property
    def _reserved(self) -> bool:
        """Whether the sentence would answer the question, and the answer has not been shown."""
        return not self._question.shown and (preset := self._asks()) is not None and preset.quiet

    def _brief(self) -> str:
        """A sentence that answers no question, as HTML."""
        return OPEN

    # construction ----------------------------------------------------------------------------------------------------
    def __init_subclass__(cls, **named) -> None:
        super().__init_subclass__(**named)
        cls.declared = cls.declared | {name: trait for name, trait in vars(cls).items() if hasattr(trait, "control")}
        kind, defaults = Parameter.POSITIONAL_OR_KEYWORD, cls._defaults()
        cls.__signature__ = Signature(
            [Parameter(each, kind, default=defaults.get(each, Parameter.empty)) for each in cls.takes or defaults]
        )

    @classmethod
    def _defaults(cls) -> dict:
        """The default of every argument that has one: of a trait its own, of another what `_open` says."""
        traits = cls.declared | {name: getattr(cls, name, None) for name in cls.takes}
        found = {name: trait.default_value for name, trait in traits.items() if isinstance(trait, TraitType)}
        for ancestor in reversed(cls.__mro__):
            own = signature(vars(ancestor)["_open"]).parameters.values() if "_open" in vars(ancestor) else ()
            found |= {each.name: each.default for each in own if each.default is not Parameter.empty}
        return found

    def __init__(self, *given, **named):
        try:
            bound = self.__signature__.bind(*given, **named)
        except TypeError as problem:
            raise TypeError(f"{type(self).__name__}() {problem}") from None
        self._open(**bound.arguments)

    def _open(self, **state) -> None:
        """Take the first state and put it on the screen; a subclass turns arguments that are no traits into traits."""
        super().__init__()
        self._put(**state)
        self._compute()  # raises here, before anything is on the screen, if something does not fit
        self._live, clicks = self._stage()
        self._scene, self._picture = None, Picture() if self._live else None
        for axes, react in clicks.items():
            self._picture.on_click(axes, self._guard(react))
        if moved := self._arrows():
            axes, at, react = moved
            self._picture.on_arrows(axes, at, self._guard(react))
        if (scene := self._make_scene()) is not None:
            self._diagram = self.diagram_of()
            self._lay_out(scene)
            self._diagram.observe(self._guard(lambda change: setattr(self, "selected", change.new)), "selected")
        self._make_view()
        self._begin_state()
        self._given = self._snapshot()
        note(self)

    def _make_view(self) -> None:
        self._question, self._sentence = Question(value=FREE), Spoken()
        self._question.observe(self._guard(lambda change: self._say()), "shown")
        self._choose = widgets.Dropdown(
            options=[OWN, *self.presets],
            description="Try",
            style={"description_width": "28px"},
            layout={"width": "250px"},
        )
        self._choose.observe(self._guard(lambda change: self._chosen(change.new)), "value")
        if self._live:
            self._picture.observe(self._guard(lambda change: self._show_plots()), "seen")
        self._controls, self._buttons = self._make_controls(), self._make_buttons()
        views, first = [each.view for each in self._controls.values()], len(self.on_top) or 4
        more = [*([row(*views[first:])] if views[first:] else []), *self._make_more()]
        self._more = widgets.VBox(more, layout={"display": "none"})
        self._more_button = button("more ▾", "everything else that can be set", self._guard(self._fold))
        self._plots_button = button("plots ▴", "fold the plots away, or bring them back", self._guard(self._fold_plots))
        self.view = widgets.VBox(
            [
                *self._make_head(),
                *([self._diagram] if self._scene else []),
                *self._above,
                self._sentence,
                *self._make_rows(views[:first]),
                *([self._more] if more else []),
                *([self._picture] if self._live else []),
            ]
        )
        self.view.add_class("bp-explorer")

    def _make_head(self) -> list[widgets.Widget]:
        """What stands above everything else: the question, and the menu of presets."""
        return [row(self._choose, self._question)] if self.presets else []

    def _make_rows(self, controls: list[widgets.Widget]) -> list[widgets.Widget]:
        """The controls of the first screen, and the buttons; the last ones fold and unfold what stands below."""
        others = dict(self._buttons)
        own_line = [others.pop(name) for name in self.own_line if name in others]
        among_controls = [others.pop(name) for name in self.among_controls]
        plots = [self._plots_button] if self._scene and self._live else []
        more = [self._more_button] if self._more.children else []
        lines = [*controls, *among_controls], own_line, [*others.values(), *plots, *more]
        return [row(*line) for line in lines if line]

    def _make_controls(self) -> dict:
        """A control for everything that brings one; those of the first screen stand first."""
        bring = self.declared | self.also
        return {name: bring[name].control(self, name) for name in dict.fromkeys([*self.on_top, *bring])}

    def _make_buttons(self) -> dict[str, widgets.Widget]:
        """The buttons between the controls and the plots."""
        return {
            name: button(label, tip, self._guard(getattr(self, method)))
            for name, (label, tip, method) in self.buttons.items()
        }

    def _make_more(self) -> list[widgets.Widget]:
        """What is folded away beside the controls."""
        return []

    def _fill_more(self) -> None:
        """Make what is folded away and was not made before, since few unfold it."""

    def _lay_out(self, scene: Scene) -> None:
        self._scene = scene
        self._diagram.lay_out(scene)

    def close(self) -> None:
        """Take the explorer off the screen and out of memory."""
        not_all_in_view = self._choose, self._question, self._more, self._more_button, self._plots_button
        for part in (self.view, *not_all_in_view):
            for widget in everything(part):
                widget.close()
        self.view.children = ()  # a box of the learner's around it need not keep what is closed
        self.unobserve_all()

    # controls --------------------------------------------------------------------------------------------------------
    def _to(self, name: str) -> Callable:
        """What a control calls to set that trait."""
        return self._guard(lambda value: setattr(self, name, value))

    def _show_controls(self) -> None:
        for name, control in self._controls.items():
            control.show(getattr(self, name))

    def _settle(self) -> None:
        """Put every control on what is held: a box must not keep what was refused, or was taken as something else."""
        self._showing = True
        try:
            self._follow()
            self._show_controls()
        finally:
            self._showing = False

    def _fold(self) -> None:
        self._fill_more()
        self._more_button.description = "less ▴" if turn(self._more) else "more ▾"

    def _fold_plots(self) -> None:
        self._plots_button.description = "plots ▴" if turn(self._picture) else "plots ▾"
        self._refresh()  # what is folded is not drawn

    def _show_plots(self) -> None:
        """Somebody sees the plots, which are drawn from now on."""
        if not self._seen:
            self._seen = True
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
            said = re.sub(r"\beta:", "η:", html.escape(f"{kind}{problem}"))
            self._settle()
            self._sentence.value = f"<b>That cannot be done.</b> {said}"
            if os.environ.get("BPLESSON_DEBUG"):
                raise

    # presets ---------------------------------------------------------------------------------------------------------
    @property
    def preset(self) -> str:
        """The name of the preset shown last; setting it to one puts its state on the screen.

        OWN is the name of the numbers that were given, with which an explorer begins.
        """
        return self._choose.value

    @preset.setter
    def preset(self, name: str) -> None:
        self._chosen(one_of("preset", name, self._choose.options))

    def _chosen(self, name: str) -> None:
        if self._choose.value != name:
            self._choose.value = name  # comes back here
            return
        preset = self.presets.get(name)
        self._pause()
        if preset:
            self._question.ask(f"<b>{html.escape(preset.question)}</b>", preset.answer)
        else:
            self._question.ask(FREE)
        self._origin = {}
        if self._scene is not None:
            self._diagram.forget()
        self._put(**self._from_preset(preset.state) if preset else self._given)
        self._react(set(self.trait_names()))
        self._origin = self._snapshot()

    def _asks(self) -> Preset | None:
        """The preset chosen last, as long as nothing but the view of its state has been changed."""
        if self.preset not in self.presets:
            return None
        now = ((name, getattr(self, name)) for name in self._origin if name not in VIEWS)
        stands = getattr(self, "_place", 0) == 0 and all(same(value, self._origin[name]) for name, value in now)
        return self.presets[self.preset] if stands else None

    def answer(self) -> None:
        """Print the answer to the question of the preset, and show it on the screen."""
        preset = self.presets.get(self.preset)
        if preset is None:
            raise InputError(f"answer: expected a preset, which asks something, got {self.preset!r}")
        self._question.shown = True
        print(preset.answer)

    def reset(self) -> None:
        """Back to the start: the state that was given or chosen."""
        self._pause()
        self._put(**self._origin)
        self._react(set(self._origin))

    def _from_preset(self, state: dict) -> dict:
        """The traits that a preset sets: its own, and all with a control to their defaults."""
        return {"selected": ""} | {name: trait.default_value for name, trait in self.declared.items()} | state

    # out of the explorer ---------------------------------------------------------------------------------------------
    def code(self) -> None:
        """Print the present state as plain NumPy that runs."""
        preset = self._asks()
        print(*([as_comment(preset)] if preset else []), self._source(), sep="\n\n")

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
            self._picture.show(self._live.parts(), self._picture.says)
        preset = self._asks()
        asked = f". Question: {preset.question} Answer: {preset.answer}" if preset else ""
        return bundle(self.view, self._still().png(), f"{self!r}{asked}")
