"""A diagram with blanks: what is typed into them, and the way to the one that is off."""

from collections.abc import Callable

from traitlets import Dict, Int, Unicode

from bplesson.kit.diagram import HERE, Diagram
from bplesson.kit.scene import Scene
from bplesson.kit.styled import styled


class Blanks(Diagram):
    """`typed` are the texts in the blanks of the scene, by their names; Enter in one of them asks for a check."""

    _esm = (
        Diagram._esm
        + styled((HERE / "blanks.css").read_text(encoding="utf-8"))
        + (HERE / "blanks.js").read_text(encoding="utf-8")
    )
    typed = Dict(value_trait=Unicode(), key_trait=Unicode()).tag(sync=True)
    sheet = Int(0).tag(sync=True)  # which one lies there: what was typed on another one comes too late

    def __init__(self, **state):
        super().__init__(**state)
        self.on_msg(lambda widget, content, buffers: "typed" in content and self._heard(**content))

    def _heard(self, typed: dict[str, str], sheet: int | None = None) -> None:
        """Take what was typed in some of them; all that show this diagram hear of it."""
        if sheet in (None, self.sheet):
            self.typed = {**self.typed, **typed}

    def lay_out(self, scene: Scene) -> None:
        self.sheet += 1
        super().lay_out(scene)

    def on_enter(self, react: Callable[[], None]) -> None:
        """Call `react` when Enter is pressed in a blank."""
        self.on_msg(lambda widget, content, buffers: "check" in content and react())

    def go_to(self, name: str) -> None:
        """Put the cursor into the blank of that name."""
        self.send({"focus": next(item["id"] for item in self.scene["items"] if item.get("name") == name)})
