"""The two plots of a network: which landscape, which curve, and when they must be computed again."""

import numpy as np

from bplesson.engine.landscape import direction, landscape
from bplesson.kit.panels import rung, weight_stage
from bplesson.kit.words import cut, number, slope_name, sub


class WeightPlots:
    """A landscape over the explorer's two `axes` (for two weights or more) and a curve over one weight.

    The explorer tells `places`, name of a weight to (i, b, a), and `labels`, name of a weight to what a reader sees.
    """

    def __init__(self, weights: int):
        self.live, self.surface, self.curve = weight_stage(weights)
        self.over = ""  # the weight of the curve
        self._framed = self._surface_of = self._curve_of = None  # what the plots show now

    def draw(self, explorer, limits: dict[str, tuple[float, float]], node: int | None = None) -> None:
        """Move everything to where the explorer is; `limits` says how far the picture reaches for every weight.

        With `node`, in a chain, the curve is that of the activation of this node.
        """
        if self.surface:
            self._draw_surface(explorer, limits)
        if node is None:
            self._draw_curve(explorer, limits)
        else:
            self._draw_activation(explorer, node)

    def _draw_surface(self, explorer, limits) -> None:
        network, point = explorer.network, np.array(explorer._point())
        axes = [explorer.names.index(name) for name in explorer.axes]
        framed = explorer.axes, *(limits[name] for name in explorer.axes)
        if self._framed != framed:
            self._framed = framed
            self.surface.frame(*(explorer.labels[name] for name in explorer.axes), *framed[1:])
            self.live.restage()
        surface_of = tuple(np.delete(point, axes)), explorer._example(), network.activations, framed, self.live.fine
        if self._surface_of != surface_of:  # a weight that is on the axes leaves the landscape as it is
            self._surface_of = surface_of
            across, up = self.surface.offsets(*point[axes])
            along = [direction(network, *explorer.places[name]) for name in explorer.axes]
            cost = landscape(network, explorer.x, explorer.y, along[0], across, along[1], up).cost
            self.surface.relief.set_cost(cost)
        after = np.array(explorer.after)[axes] if _shows_step(explorer) else None
        self.surface.move(point[axes], explorer.path[:, axes], after)

    def _draw_curve(self, explorer, limits) -> None:
        self.over = explorer.selected if explorer.selected in explorer.names else explorer.axes[0]
        k, w = explorer.names.index(self.over), getattr(explorer, self.over)
        i, b, a = explorer.places[self.over]
        along = np.linspace(*limits[self.over], 181)
        costs = landscape(
            explorer.network, explorer.x, explorer.y, direction(explorer.network, i, b, a), along - w
        ).cost
        rescaled = self.curve.rescale(explorer.cost, costs)
        if rescaled or self._curve_of != (self.over, limits[self.over]):
            self._curve_of = self.over, limits[self.over]
            name = explorer.labels[self.over]
            self.curve.frame(name, limits[self.over], f"cost over {name}, and its slope")
            self.live.restage()
        self.curve.caption.set_text("")
        self.curve.curve.set_data(along, costs)
        after = None
        if _shows_step(explorer):  # as if this weight alone were moved
            point = list(explorer._point())
            point[k] = explorer.after[k]
            after = point[k], explorer._cost_at(tuple(point))
        slope = float(explorer.passes.gradients[i][b, a]) if explorer.phase in ("backward", "update") else None
        self.curve.move(w, explorer.cost, slope, np.empty((0, 2)), after)

    def _draw_activation(self, explorer, i: int) -> None:
        """σ_i with its tangent at p_i, whose slope is a factor of δ (3.14)."""
        self.over = ""
        f = explorer.network.activations[i]
        p, q = explorer.passes.p[i].item(), explorer.passes.q[i].item()
        of, reach = self._curve_of[:3] if self._curve_of else (), rung(max(4.0, 1.05 * abs(p)))
        if of == ("node", i, f) and reach <= self._curve_of[3] <= 3 * reach:
            reach = self._curve_of[3]
        along = np.linspace(-reach, reach, 181)
        with np.errstate(all="ignore"):
            values = f.value(along)
        if self._curve_of != ("node", i, f, reach):
            self._curve_of = "node", i, f, reach
            self.curve.frame(sub("p", i), (-reach, reach), "", sub("q", i))
            self.curve.fit(np.append(values, q))
            self.live.restage()
        self.curve.curve.set_data(along, values)
        caption, slope = f"node {i}: {cut(f.name)}", None
        if explorer.phase in ("backward", "update"):
            slope = f.slope(explorer.passes.p[i], explorer.passes.q[i]).item()
            caption = f"{caption}, slope {slope_name(i)} = {number(slope)}"
        self.curve.caption.set_text(caption)
        self.curve.move(p, q, slope, np.empty((0, 2)), None)


def _shows_step(explorer) -> bool:
    return explorer.after is not None and explorer.phase in ("backward", "update")
