"""A diagram with blanks: what is typed into them, and the way to the one that is off."""

from collections.abc import Callable

from traitlets import Dict, Unicode

from bplesson.kit.diagram import HERE, Diagram


class Blanks(Diagram):
    """`typed` are the texts in the blanks of the scene, by their names; Enter in one of them asks for a check."""

    _esm = Diagram._esm + (HERE / "blanks.js").read_text(encoding="utf-8")
    _css = Diagram._css + (HERE / "blanks.css").read_text(encoding="utf-8")
    typed = Dict(value_trait=Unicode(), key_trait=Unicode()).tag(sync=True)

    def on_enter(self, react: Callable[[], None]) -> None:
        """Call `react` when Enter is pressed in a blank."""

        def told(widget, content, buffers):
            if "check" in content:
                self.typed = content.get("typed", self.typed)  # the message may overtake the change
                react()

        self.on_msg(told)

    def go_to(self, name: str) -> None:
        """Put the cursor into the blank of that name."""
        self.send({"focus": next(item["id"] for item in self.scene["items"] if item.get("name") == name)})
