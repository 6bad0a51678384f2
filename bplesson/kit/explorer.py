"""An explorer as its class declares it: traits that bring their controls make constructor, controls and presets."""

from inspect import Parameter, Signature

from bplesson.kit.live import Live
from bplesson.kit.scene import Scene
from bplesson.kit.screen import Screen


class Explorer(Screen):
    """Each trait with a control is an argument of the constructor, in the order of the class, and stands on the screen.

    A subclass names in `on_top` the controls of the first screen, and fills in `_stage` beside the methods of `Screen`.
    """

    declared: dict = {}  # the traits with a control, by name
    on_top: tuple[str, ...] = ()  # the first ones, if nothing else is said

    def __init_subclass__(cls, **named) -> None:
        super().__init_subclass__(**named)
        cls.declared = cls.declared | {name: trait for name, trait in vars(cls).items() if hasattr(trait, "control")}
        if "__init__" not in vars(cls):
            kind = Parameter.POSITIONAL_OR_KEYWORD
            cls.__signature__ = Signature([Parameter(each, kind, default=d) for each, d in cls._arguments().items()])

    @classmethod
    def _arguments(cls) -> dict:
        """The arguments of the constructor, with their defaults."""
        return {name: trait.default_value for name, trait in cls.declared.items()}

    def __init__(self, *given, **named):
        try:
            state = self.__signature__.bind(*given, **named).arguments
        except TypeError as problem:
            raise TypeError(f"{type(self).__name__}() {problem}") from None
        self._open(**state)

    def _open(self, **state) -> None:
        """Take the first state and put it on the screen."""
        super().__init__()
        self._put(**state)
        self._compute()  # raises here, before anything is on the screen, if something does not fit
        live, places = self._stage()
        self._begin(live, self._controls(), self._make_more(), 0, self._make_scene())
        for axes, react in places.items():
            self._picture.on_place(axes, self._guard(react))

    def _controls(self) -> dict:
        """A control for every trait that brings one; those of the first screen stand first."""
        if self.on_top:
            self.first = len(self.on_top)
        return {name: self.declared[name].control(self) for name in dict.fromkeys([*self.on_top, *self.declared])}

    def _stage(self) -> tuple[Live, dict]:
        """Make the plots, and say what a click into which of their axes does."""
        raise NotImplementedError

    def _make_more(self) -> list:
        """What is folded away beside the controls."""
        return []

    def _make_scene(self) -> Scene | None:
        """What the diagram shows, where there is one."""

    def _from_preset(self, state: dict) -> dict:
        return {name: trait.default_value for name, trait in self.declared.items()} | state
