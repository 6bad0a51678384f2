"""What the browser puts together of a plot is what matplotlib paints of it: lines, marks, words, pixels."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

VIEW = (1440, 900, False)
PATCH = 32  # pixels of a side
EXPLORERS = {
    "slope": ('bp.SlopeExplorer(curve="parabola", w=-1.0, eta=0.2)', "slope.w = 0.4"),
    "chain": ("bp.ChainExplorer([0.5, -1.2, 0.8], x=1.0, y=0.3)", "chain.w12 = 0.9; chain.step()"),
    "layers": ('bp.LayersExplorer(select="w01_00")', "layers.w01_20 = 0.5"),
    "fit": ("bp.FitExplorer()", "fit.w = 0.2"),
    "training": ("bp.TrainingExplorer()", "for _ in range(20): training.step()"),
    "digits": ("bp.DigitsExplorer()", ""),
}
CELLS = [
    *(f"{name} = {make}\n{name}" for name, (make, _) in EXPLORERS.items()),
    "import base64, io, matplotlib, numpy as np\n"
    "from PIL import Image\n"
    "from bplesson.kit.palette import STYLE\n"
    "matplotlib.rcParams.update(STYLE)\n"
    "def painted(explorer):\n"
    "    live, canvas, out = explorer._live, explorer._live.figure.canvas, io.BytesIO()\n"
    "    canvas.draw()\n"
    "    for artist in live.animated:\n"
    "        live.figure.draw_artist(artist)\n"
    '    Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB").save(out, "PNG")\n'
    "    return base64.b64encode(out.getvalue()).decode()\n"
    + "".join(f"{move}\nprint('{name}:' + painted({name}))\n" for name, (_, move) in EXPLORERS.items())
    + "bp.SlopeExplorer()",
]


@pytest.fixture(scope="module")
def pictures(page):
    """By the explorer's name what the browser shows and what matplotlib paints, (rows, columns, 3) both."""
    shown = page.locator("canvas.bp-picture").evaluate_all("all => all.map((each) => each.toDataURL())")
    printed = "".join(page.locator(".jp-OutputArea-output pre").all_text_contents()).split()
    painted = dict(line.split(":", 1) for line in printed if ":" in line)

    def read(text):
        return np.asarray(Image.open(io.BytesIO(base64.b64decode(text))).convert("RGB")).astype(int)

    return {
        name: (read(url.split(",", 1)[1]), read(painted[name])) for name, url in zip(EXPLORERS, shown, strict=False)
    }


@pytest.mark.parametrize("name", EXPLORERS)
def test_the_browser_shows_what_matplotlib_paints(pictures, name):
    shown, painted = pictures[name]
    assert shown.shape == painted.shape
    apart = np.abs(shown - painted).max(axis=2)
    assert apart.mean() < 8, f"on average {apart.mean():.2f} of 255"
    # letters are hinted and edges blended otherwise, but on every patch there is as much of each colour
    rows, columns = (side // PATCH for side in apart.shape)
    patches = (shown - painted)[: rows * PATCH, : columns * PATCH].reshape(rows, PATCH, columns, PATCH, 3)
    assert np.abs(patches.mean(axis=(1, 3))).max() < 30


def test_where_the_reader_has_colours_of_their_own_plots_are_as_dark_as_these(page):
    canvas = page.locator("canvas.bp-picture").first
    corner = "each => each.getContext('2d').getImageData(2, 2, 1, 1).data[0]"
    canvas.scroll_into_view_if_needed()
    for scheme, dark in (("dark", True), ("light", False)):
        page.emulate_media(forced_colors="active", color_scheme=scheme)
        page.set_viewport_size({"width": 1000 if dark else 1040, "height": 900})  # it is drawn anew
        page.wait_for_timeout(1000)
        assert (canvas.evaluate(corner) < 60) == dark
    page.emulate_media(forced_colors="none", color_scheme="light")
    page.set_viewport_size({"width": VIEW[0], "height": VIEW[1]})
