"""One step of gradient descent on a curve as a row of boxes: weight, cost, slope, move, next weight (1.9)."""

import numpy as np

from bplesson.kit.parts import story
from bplesson.kit.scene import SIZE, Box, Filling, Line, Scene, Text
from bplesson.kit.seen import FORWARD_ONLY, without_noise
from bplesson.kit.words import factor, number, sub
from bplesson.kit.worked import enough, equals, read

STEPS = ("weight", "cost", "slope", "move", "next")
ROLES = {"weight": "forward", "cost": "forward", "slope": "backward", "move": "backward", "next": "forward"}
SEEN = {"forward": 1, "cost": 2, "backward": 3, "update": 5}  # boxes that are there after each sub-step


def slope_scene() -> Scene:
    """Five boxes from left to right and two lines of text below them."""
    items: list[Box | Line | Text] = []
    for place, name in enumerate(STEPS):
        x = 80 + place * 164
        if place:
            items.append(Line(f"to-{name}", ((x - 96, 40), (x - 68, 40)), ROLES[name]))
        items += [
            Box(f"box-{name}", x, 40, 136, 58, ROLES[name]),
            Text(f"{name}-name", x, 26, "muted"),
            Text(name, x, 51, ROLES[name], size=17),
        ]
    return Scene(816, 138, (*items, *story(14, 96, [16, SIZE], 25)))


def slope_filling(t: int, w: float, cost: float, slope: float, eta: float, after: float, phase: str) -> Filling:
    """The numbers of the step from w_t; the boxes of sub-steps that have not been taken are hidden."""
    fill, move = Filling(), -eta * slope
    after = without_noise(after, w, move)
    now, then = sub("w", *_digits(t)), sub("w", *_digits(t + 1))
    fill.words = {
        "weight-name": f"weight {now}", "weight": number(w),
        "cost-name": f"cost C[{now}]", "cost": number(cost),
        "slope-name": "slope dC/dw", "slope": number(slope),
        "move-name": "move −η · slope", "move": number(move),
        "next-name": f"next weight {then}", "next": number(after),
    }  # fmt: skip
    for name in STEPS[SEEN[phase] :]:
        fill.mark("hidden", f"box-{name}", f"to-{name}", name, f"{name}-name")
    if phase == "update":
        digits = enough(lambda digits: _stepped(*(read(each, digits) for each in (w, eta, slope))), after)
        written = [write(each, digits or 3) for write, each in ((number, w), (number, eta), (factor, slope))]
        fill.words["story-1"] = [
            ("forward", then), ("plain", " = "), ("forward", now), ("plain", " − η · "), ("backward", "dC/dw"),
            ("plain", " = "), ("forward", written[0]), ("plain", f" − {written[1]} × "), ("backward", written[2]),
            ("plain", equals(digits, after)),
        ]  # fmt: skip
    if phase not in FORWARD_ONLY:
        fill.words["story-2"] = [("muted", _direction(slope))]
    return fill


def _stepped(w: float, eta: float, slope: float) -> float:
    return without_noise(w - eta * slope, w, eta * slope)


def _direction(slope: float) -> str:
    if slope == 0:
        return "The slope is 0: the tangent is level, and the weight stays."
    if abs(slope) <= 1e-5:
        return "The slope is nearly 0: the tangent looks level, and the weight stays, as far as can be seen."
    if not np.isfinite(slope):
        return "There is no slope, and so no next weight."
    if slope > 0:
        return "The slope is positive: the cost rises to the right, so the weight goes left."
    return "The slope is negative: the cost falls to the right, so the weight goes right."


def _digits(t: int) -> tuple[int, ...]:
    return tuple(int(digit) for digit in str(t))
