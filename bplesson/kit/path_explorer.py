"""A walk on a screen: the buttons that take steps and sub-steps, on and back, by hand or by themselves."""

import ipywidgets as widgets

from bplesson.errors import whole_number
from bplesson.kit.controls import button
from bplesson.kit.path import Walk
from bplesson.kit.player import Playing
from bplesson.kit.saving import save


class PathExplorer(Playing, Walk):
    """A screen whose state takes steps. A subclass fills in what raises NotImplementedError in `Screen` and `Walk`."""

    rate = 5  # steps a second

    def _make_buttons(self) -> dict[str, widgets.Widget]:
        return super()._make_buttons() | {
            "back": button("◂ sub-step", "one sub-step back", self._guard(self.substep_back)),
            "on": button("sub-step ▸", "forward, cost, backward, update: one of them", self._guard(self.substep)),
            "step": button("step ▸▸", "one whole step of gradient descent", self._guard(self.step)),
            "play": button("play", "step after step, until you pause", self._guard(self._toggle)),
            "reset": button(
                "reset",
                "back to the start of this path; once more: to the state you were given",
                self._guard(self.reset),
            ),
            "new": button("new start", "other random weights", self._guard(self.new_start)),
            "restore": button("back to the best step", "the lowest cost on this path", self._guard(self.restore)),
        }

    def _beat(self) -> None:
        self.step()

    def _at_rest(self) -> dict:
        return {**super()._at_rest(), "phase": self.rest}

    def _follow(self) -> None:
        self._buttons["back"].disabled = self._t == 0 and self.phase == "forward"
        self._buttons["restore"].layout.display = "" if self.status == "diverged" else "none"

    def code(self) -> None:
        """Print the present state, both passes and one step as plain NumPy that runs."""
        super().code()

    def save(self, path: str, steps: int = 40) -> None:
        """Write what is on the screen to a .png, or the path as a moving .gif, of at least `steps` steps if it can."""
        save(self, path, whole_number("steps", steps))
