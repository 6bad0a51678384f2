"""The menus of a network: what is explained, which weights the map shows, and the activation of every layer."""

import ipywidgets as widgets

from bplesson.engine.activations import ACTIVATIONS
from bplesson.kit.controls import Menu, row

NAMES = tuple(name for name in ACTIVATIONS if name != "softmax")
MIXED = "each its own"


class Menus:
    """Menus that set traits of the `explorer` they are made for; `follow` brings them in line with its state.

    They stand in `view`, where `fill` makes them: a dozen widgets that most learners never unfold.
    """

    hidden_ones = "hidden layers"

    def __init__(self, explorer):
        self.explorer, self.view = explorer, widgets.VBox()
        self._shown = None  # what the menus stand on
        self._offered = dict.fromkeys(NAMES)  # by name, with those of somebody's own, to which a menu leads back

    def fill(self) -> None:
        """Make the menus, unless they are there."""
        if self.view.children:
            return
        explorer, guard = self.explorer, self.explorer._guard
        N, labels = len(explorer._shapes), explorer.labels
        offered = [own or name for name, own in self._offered.items()]
        story = guard(lambda name: setattr(explorer, "selected", name))
        self.story = Menu("explain", explorer.selected_choices, story, lambda each: labels.get(each, each or "nothing"))
        self.axes = [
            Menu(label, explorer.names, guard(lambda name, place=place: self._pick(place, name)), labels.get, "190px")
            for place, label in enumerate(("map, across", "map, up") if len(labels) > 1 else ())
        ]
        self.layers = [
            Menu(f"activation {i}", offered, guard(lambda which, i=i: self._switch([i], which)), name_of)
            for i in range(N + 1)
        ]
        hidden = guard(lambda which: which == MIXED or self._switch(range(1, N), which))
        self.hidden = [Menu(self.hidden_ones, (MIXED, *offered), hidden, name_of)] if N > 2 else []
        for menu in self.hidden:
            menu.view.style.description_width = "90px"  # longer words than beside the others
        rows = [self.story, *self.axes], self.hidden + self.layers
        self.view.children = [row(*(each.view for each in menus)) for menus in rows]
        explorer._settle()

    def follow(self) -> None:
        """Put every menu on what the explorer's state says."""
        activations = self.explorer.network.activations
        self._offered |= {each.name: each for each in activations if each.name not in NAMES}
        if not self.view.children:
            return
        shown = self.explorer.selected, self.explorer.axes, activations
        if shown == self._shown:
            return
        self._shown = shown
        self.story.show(self.explorer.selected)
        for menu, name in zip(self.axes, self.explorer.axes, strict=False):
            menu.show(name)
        for menu, activation in zip(self.layers, activations, strict=True):
            menu.show(activation)
        for menu in self.hidden:
            menu.show(activations[1] if len(set(activations[1:-1])) == 1 else MIXED)

    def _pick(self, place: int, name: str) -> None:
        axes = list(self.explorer.axes)
        if name == axes[1 - place]:
            axes.reverse()
        axes[place] = name
        self.explorer.axes = tuple(axes)

    def _switch(self, layers, which) -> None:
        now = list(self.explorer.network.activations)
        for i in layers:
            now[i] = which
        if [name_of(each) for each in now] != [each.name for each in self.explorer.network.activations]:
            self.explorer.activations = now


class ChainMenus(Menus):
    """With one node a layer there is one more menu, for the activation of the node that is selected."""

    hidden_ones = "hidden nodes"

    def __init__(self, explorer):
        super().__init__(explorer)
        switch = explorer._guard(lambda which: self._switch([self.node], which))
        self.here = Menu("activation", NAMES, switch, name_of)
        self.here.view.layout.display = "none"

    def follow(self) -> None:
        super().follow()
        i, view = self.node, self.here.view
        view.layout.display = "" if i is not None and self.explorer.bends else "none"
        if i is not None:
            view.description = f"activation {i}"
            self.here.show(self.explorer.network.activations[i])

    @property
    def node(self) -> int | None:
        """The node that is selected."""
        selected = self.explorer.selected
        return int(selected.split()[1]) if selected.startswith("node") else None


def name_of(which) -> str:
    """The name of an activation, which may be its name already."""
    return getattr(which, "name", which)
