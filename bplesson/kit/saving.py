"""What is on the screen of an explorer as a picture, and its path as an animation."""

import io
from collections.abc import Callable

import numpy as np
from PIL import Image

from bplesson.errors import InputError, file_name
from bplesson.kit import pen
from bplesson.kit.figure import Still, write

FRAMES = 60  # in an animation at most


def save_picture(still: Callable[[], Still], path: str, kinds: str = ".png") -> None:
    """Write a .png of what `still` draws."""
    name = file_name(path)
    if name.suffix.lower() != ".png":
        raise InputError(f"path: expected a name that ends in {kinds}, got {str(name)!r}")
    still().save(name)


def save(explorer, path: str, steps: int) -> None:
    """Write a .png of the present state, or a .gif of the path with at least `steps` steps, if it has so many."""
    if file_name(path).suffix.lower() != ".gif":
        return save_picture(explorer._still, path, ".png or .gif")
    (first, *others), out = _frames(explorer, steps), io.BytesIO()
    first.save(out, "GIF", save_all=True, append_images=others, duration=[900, *[180] * len(others)], loop=0)
    write(path, out.getvalue())


def _frames(explorer, steps: int) -> list[Image.Image]:
    t, phase, frames = explorer.t, explorer.phase, []
    try:
        explorer.walk_to(max(t, steps))
        last = explorer.t
        for each in sorted({round(step) for step in np.linspace(0, last, min(last + 1, FRAMES))}):
            explorer.walk_to(each)
            frames.append(Image.open(io.BytesIO(explorer._still().png())))
    finally:
        explorer.walk_to(t, phase)
    return frames


def still(explorer) -> Still:
    """Diagram and plots as one figure; one of them may be all there is."""
    if explorer._live is None:
        return pen.still(repr(explorer), explorer._scene, explorer._filling()[0])
    plots, scene = explorer._live.image(), explorer._scene
    plot_width, plot_height = plots.size
    scene_width, scene_height = (scene.width, scene.height) if scene else (0, 0)
    width, height = max(scene_width, plot_width), scene_height + plot_height

    def draw(figure):
        if scene:
            pen.draw_scene(figure, scene, explorer._filling()[0])
        figure.figimage(np.asarray(plots), xo=(width - plot_width) // 2)

    return Still(repr(explorer), draw, width / 100, height / 100)
