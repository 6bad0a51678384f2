"""The notebooks whose sliders are timed: the explorers, and the same content made in other ways."""

from dataclasses import dataclass

from benchmarks.press import Watch

NEW_CHAIN = """
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LogNorm

def draw(w01=0.5, w12=-1.2, w23=0.8, eta=0.1, x=1.0, y=0.3):
    x1, x2, x3 = w01 * x, w12 * w01 * x, w23 * w12 * w01 * x
    cost, error = (x3 - y)**2 / 2, x3 - y
    g12, g23 = error * w23 * x1, error * x2
    after = w12 - eta * g12, w23 - eta * g23
    fig, (left, right) = plt.subplots(1, 2, figsize=(8, 2.9))
    side = np.linspace(-3, 3, 201)
    costs = (side[:, None] * side * x1 - y)**2 / 2
    plane = {"cmap": "Greys", "origin": "lower", "extent": (-3, 3, -3, 3), "aspect": "auto"}
    left.imshow(np.maximum(costs, 1e-3), norm=LogNorm(), **plane)
    left.contour(side, side, costs, levels=2.0**np.arange(-10, 7), colors="gray", linewidths=0.8)
    left.plot([w12, after[0]], [w23, after[1]], "k--")
    left.plot([after[0]], [after[1]], "o", markerfacecolor="white", markeredgecolor="black")
    left.plot([w12], [w23], "ko", markersize=9)
    left.set(xlabel="w12", ylabel="w23", title="cost")
    right.plot(side, (w23 * side * x1 - y)**2 / 2, linewidth=2)
    right.plot([w12 - 1, w12 + 1], [cost - g12, cost + g12], "--", linewidth=2)
    right.plot([w12, after[0], after[0]], [cost, cost, (w23 * after[0] * x1 - y)**2 / 2], "k--")
    right.plot([w12], [cost], "ko", markersize=9)
    right.set(xlabel="w12", ylabel="cost C", xlim=(-3, 3), ylim=(-0.1, 2), title="cost over w12, and its slope")
"""

# The usual way, once for comparison: a function that makes a new figure, called by `interact`.
INTERACT_CHAIN = f"""
%matplotlib inline
from ipywidgets import FloatSlider, interact
{NEW_CHAIN}
def show(w12):
    draw(w12=w12)
    plt.show()

interact(show, w12=FloatSlider(-1.2, min=-3, max=3, step=0.01));
"""

FLOOR = """
import ipywidgets as widgets

slider, text = widgets.FloatSlider(0.5, min=-3, max=3, step=0.01), widgets.HTML("0.50")
text.add_class("watched")
slider.observe(lambda change: setattr(text, "value", f"{change.new:.2f}"), "value")
widgets.VBox([slider, text])
"""

MPL_SLOPE = """
%matplotlib ipympl
import matplotlib.pyplot as plt
import mpl_interactions.ipyplot as iplt
import numpy as np

C = lambda w: (w - 1)**2 / 2
after = lambda w: w - 0.2 * (w - 1)
fig, ax = plt.subplots(figsize=(8, 3.4))
along = np.linspace(-3, 5, 301)
ax.plot(along, C(along), linewidth=2)
places = {"parametric": False, "xlim": (-3, 5), "ylim": (-0.2, 5)}
ends = lambda w: w + np.array([-1.2, 1.2])
places["controls"] = iplt.plot(ends, lambda x, w: C(w) + (w - 1) * (x - w), w=np.linspace(-3, 3, 601), **places)
corners = lambda w: np.array([w, after(w), after(w)])
iplt.plot(corners, lambda x, w: np.array([C(w), C(w), C(after(w))]), "k--", **places)
iplt.plot(lambda w: np.array([after(w)]), lambda x, w: C(x), "o", markerfacecolor="white", **places)
iplt.plot(lambda w: np.array([w]), lambda x, w: C(x), "ko", **places)
ax.set(xlabel="weight w", ylabel="cost C", title="cost C(w): parabola")
plt.show()
"""

MPL_CHAIN = """
%matplotlib ipympl
import matplotlib.pyplot as plt
import mpl_interactions.ipyplot as iplt
import numpy as np

side, numbers = np.linspace(-3, 3, 201), np.linspace(-3, 3, 601)
error = lambda w01, w12: 0.8 * w12 * w01 - 0.3
cost = lambda w01, w12: error(w01, w12)**2 / 2
tone = lambda w01, w12: np.log10(np.maximum((side[:, None] * side * w01 - 0.3)**2 / 2, 1e-3))
here = lambda w01, w12: np.array([w12])
fig, (left, right) = plt.subplots(1, 2, figsize=(8, 2.9))
plane = {"cmap": "Greys", "vmin": -3, "vmax": 1.2, "origin": "lower", "extent": (-3, 3, -3, 3), "aspect": "auto"}
controls = iplt.imshow(tone, w01=numbers, w12=numbers, ax=left, **plane)
places = {"controls": controls, "parametric": False}
iplt.plot(here, lambda x, w01, w12: np.array([0.8]), "ko", ax=left, xlim=(-3, 3), ylim=(-3, 3), **places)
places |= {"ax": right, "xlim": (-3, 3), "ylim": (-0.1, 2)}
iplt.plot(side, lambda x, w01, w12: (0.8 * x * w01 - 0.3)**2 / 2, **places)
tangent = lambda x, w01, w12: cost(w01, w12) + error(w01, w12) * 0.8 * w01 * (x - w12)
iplt.plot(lambda w01, w12: w12 + np.array([-1, 1]), tangent, "--", **places)
iplt.plot(here, lambda x, w01, w12: np.array([cost(w01, w12)]), "ko", **places)
plt.show()
"""

BQ_SLOPE = """
import bqplot as bq
import ipywidgets as widgets
import numpy as np

C = lambda w: (w - 1)**2 / 2
x, y = bq.LinearScale(min=-3, max=5), bq.LinearScale(min=-0.2, max=5)
scales, along = {"x": x, "y": y}, np.linspace(-3, 5, 301)
curve = bq.Lines(x=along, y=C(along), scales=scales)
tangent = bq.Lines(x=[0, 1], y=[0, 1], scales=scales, colors=["green"])
step = bq.Lines(x=[0, 1], y=[0, 1], scales=scales, colors=["black"], line_style="dashed")
points = bq.Scatter(x=[0, 1], y=[0, 1], scales=scales)

def move(w):
    after, slope = w - 0.2 * (w - 1), w - 1
    with tangent.hold_sync(), step.hold_sync(), points.hold_sync():
        tangent.x, tangent.y = np.array([w - 1.2, w + 1.2]), np.array([C(w) - 1.2 * slope, C(w) + 1.2 * slope])
        step.x, step.y = np.array([w, after, after]), np.array([C(w), C(w), C(after)])
        points.x, points.y = np.array([w, after]), np.array([C(w), C(after)])

slider = widgets.FloatSlider(-1.0, min=-3, max=5, step=0.01)
slider.observe(lambda change: move(change.new), "value")
move(-1.0)
axes = [bq.Axis(scale=x, label="weight w"), bq.Axis(scale=y, orientation="vertical", label="cost C")]
figure = bq.Figure(marks=[curve, tangent, step, points], axes=axes, title="cost C(w): parabola",
                   layout=widgets.Layout(width="800px", height="340px"))
widgets.VBox([slider, figure])
"""

BQ_CHAIN = """
import bqplot as bq
import ipywidgets as widgets
import numpy as np

side = np.linspace(-3, 3, 101)
x, y = bq.LinearScale(min=-3, max=3), bq.LinearScale(min=-3, max=3)
tone = bq.ColorScale(min=-3, max=1.2, scheme="Greys")
cost = bq.LinearScale(min=-0.1, max=2)
relief = bq.HeatMap(x=side, y=side, color=np.zeros((101, 101)), scales={"x": x, "y": y, "color": tone})
place = bq.Scatter(x=[0], y=[0.8], scales={"x": x, "y": y}, colors=["black"])
curve = bq.Lines(x=side, y=side, scales={"x": x, "y": cost})
tangent = bq.Lines(x=[0, 1], y=[0, 1], scales={"x": x, "y": cost}, colors=["green"])
point = bq.Scatter(x=[0], y=[0], scales={"x": x, "y": cost}, colors=["black"])

def move(w01, w12, landscape):
    error = 0.8 * w12 * w01 - 0.3
    if landscape:
        relief.color = np.log10(np.maximum((side[:, None] * side * w01 - 0.3)**2 / 2, 1e-3))
        curve.y = (0.8 * side * w01 - 0.3)**2 / 2
    place.x, point_y = np.array([w12]), np.array([error**2 / 2])
    with point.hold_sync(), tangent.hold_sync():
        point.x, point.y = np.array([w12]), point_y
        tangent.x = w12 + np.array([-1.0, 1.0])
        tangent.y = point_y + error * 0.8 * w01 * np.array([-1.0, 1.0])

w01 = widgets.FloatSlider(0.5, min=-3, max=3, step=0.01)
w12 = widgets.FloatSlider(-1.2, min=-3, max=3, step=0.01)
w01.observe(lambda change: move(w01.value, w12.value, True), "value")
w12.observe(lambda change: move(w01.value, w12.value, False), "value")
move(0.5, -1.2, True)
layout = widgets.Layout(width="400px", height="290px")
across, up = bq.Axis(scale=x, label="w12"), bq.Axis(scale=y, orientation="vertical", label="w23")
height = bq.Axis(scale=cost, orientation="vertical")
left = bq.Figure(marks=[relief, place], axes=[across, up], layout=layout)
right = bq.Figure(marks=[curve, tangent, point], axes=[across, height], layout=layout)
widgets.VBox([w01, w12, widgets.HBox([left, right])])
"""


@dataclass(frozen=True)
class Page:
    """A notebook of one cell. `sliders` are those that are timed: its number in the page (or the word on a button),
    what it changes, and for each way in which that is shown what to watch. `plays`: what moves after play. `fills`: a
    box in which another number is typed before each press."""

    name: str
    source: str
    sliders: tuple[tuple[int | str, str, dict[str, Watch]], ...]
    needs: str = ""
    plays: str = ""
    fills: str = ""


SLOPE, LANDSCAPE, POINT = "SlopeExplorer", "ChainExplorer, landscape changes", "ChainExplorer, point moves"
STEP = "TrainingExplorer, one step"
LAYERS_POINT, LAYERS_LANDSCAPE = "LayersExplorer 2-3-2, point moves", "LayersExplorer 2-3-2, landscape changes"
DRAW = "DrawExplorer, 64 pixels change and are read"
EXPLORER = {"diagram": Watch("text", ".bp-diagram svg"), "plots": Watch("canvas", "canvas.bp-picture")}
INTERACTED = {"usual way (interact, new figure)": Watch("image", ".jp-OutputArea-output img")}
MPL = {"mpl-interactions": Watch("canvas", ".jupyter-matplotlib canvas")}
BQ = {"bqplot": Watch("svg", ".bqplot svg")}


def _slope(watch) -> tuple:
    return ((0, SLOPE, watch),)


def _chain(watch) -> tuple:
    return (0, LANDSCAPE, watch), (1, POINT, watch)  # the sliders of w01 and of w12


EXPLORE_SLOPE = 'import bplesson as bp\nbp.SlopeExplorer(curve="parabola", w=-1.0, eta=0.2)'
EXPLORE_LAYERS = "import bplesson as bp\nbp.LayersExplorer(select={!r})"
EXPLORE_DRAW = "import bplesson as bp\nbp.DrawExplorer()"
EXPLORE_CHAIN = "import bplesson as bp\nbp.ChainExplorer(weights=[0.5, -1.2, 0.8], x=1.0, y=0.3)"
PRACTISE = """
import bplesson as bp

practice = bp.practice("P2.1", seed=3, level=2)
practice.answer(**practice.case.right)
practice
"""
CHECK, ANOTHER = "Practice, nine boxes are checked", "Practice, another case"
FLOOR_PAGE = Page("floor", FLOOR, ((0, "floor", {"number in an HTML widget": Watch("text", ".watched")}),))
GROUPS = (
    (
        Page("explorer_slope", EXPLORE_SLOPE, _slope(EXPLORER)),
        Page("mpl_interactions_slope", MPL_SLOPE, _slope(MPL), "mpl_interactions"),
        Page("bqplot_slope", BQ_SLOPE, _slope(BQ), "bqplot"),
    ),
    (
        Page("explorer_chain", EXPLORE_CHAIN, _chain(EXPLORER)),
        Page("interact_chain", INTERACT_CHAIN, ((0, POINT, INTERACTED),)),
        Page("mpl_interactions_chain", MPL_CHAIN, _chain(MPL), "mpl_interactions"),
        Page("bqplot_chain", BQ_CHAIN, _chain(BQ), "bqplot"),
    ),
    (
        Page("explorer_layers_point", EXPLORE_LAYERS.format("w01_00"), ((0, LAYERS_POINT, EXPLORER),)),
        Page("explorer_layers_landscape", EXPLORE_LAYERS.format("w01_20"), ((0, LAYERS_LANDSCAPE, EXPLORER),)),
        Page(
            "explorer_training",
            "import bplesson as bp\nbp.TrainingExplorer()",
            (("step ▸", STEP, {"plots": EXPLORER["plots"]}),),
            plays="TrainingExplorer",
        ),
        Page("explorer_draw", EXPLORE_DRAW, ((0, DRAW, {"diagram": Watch("svg", ".bp-drawing .says .content")}),)),
    ),
    (
        Page(
            "practice_check",
            PRACTISE,
            (("check", CHECK, {"words": Watch("text", ".bp-sentence [role=status]")}),),
            fills=".bp-diagram .blank input",
        ),
        Page(
            "practice_another",
            PRACTISE,
            (("another one", ANOTHER, {"new numbers": Watch("text", ".bp-diagram svg")}),),
        ),
    ),
)
