"""What is on the screen of an explorer as a picture, and its path as an animation."""

import io
from pathlib import Path

import numpy as np
from PIL import Image

from bplesson.draw.pen import draw_scene
from bplesson.draw.still import Still
from bplesson.errors import InputError

FRAMES = 60  # in an animation at most


def save(explorer, path: str, steps: int) -> None:
    """Write a .png of the present state, or a .gif of the path with at least `steps` steps, if it has so many."""
    suffix = Path(path).suffix.lower()
    if suffix not in (".png", ".gif"):
        raise InputError(f"path: expected a name that ends in .png or .gif, got {str(path)!r}")
    if suffix == ".png":
        still(explorer).save(path)
        return
    first, *others = _frames(explorer, steps)
    first.save(path, save_all=True, append_images=others, duration=[900, *[180] * len(others)], loop=0)


def _frames(explorer, steps: int) -> list[Image.Image]:
    t, phase, frames = explorer.t, explorer.phase, []
    try:
        explorer.walk_to(max(t, steps))
        last = explorer.t
        for each in sorted({round(step) for step in np.linspace(0, last, min(last + 1, FRAMES))}):
            explorer.walk_to(each)
            frames.append(Image.open(io.BytesIO(still(explorer).png())))
    finally:
        explorer.walk_to(t, phase)
    return frames


def still(explorer) -> Still:
    """Diagram and plots as one figure."""
    plots, scene = explorer._live.image(), explorer._scene
    fine = explorer._live.fine
    plot_width, plot_height = plots.width / fine, plots.height / fine
    width, height = max(scene.width, plot_width), scene.height + plot_height

    def draw(figure):
        top = figure.add_axes([0, plot_height / height, scene.width / width, scene.height / height])
        draw_scene(top, scene, explorer._filling()[0])
        left = (width - plot_width) / 2 / width
        below = figure.add_axes([left, 0, plot_width / width, plot_height / height])
        below.imshow(plots, aspect="auto", interpolation="antialiased")
        below.axis("off")

    return Still(repr(explorer), draw, width / 100, height / 100)
