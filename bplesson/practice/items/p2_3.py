"""P2.3: one step on all weights of a chain, and whether the cost falls."""

from functools import cache
from itertools import product

from bplesson.engine.network import Network
from bplesson.kit.words import short
from bplesson.practice.by_hand import Lines, listed, of_lines, worked
from bplesson.practice.item import Case, Draw, Item, Way
from bplesson.practice.ways import chain_ways

WEIGHTS, INPUTS, ERRORS = (-3, -2, -1, 0.5, 2, 3, 4), (-2, -1, 0.5, 2), (-3, 3, 1.5, -1.5, 5)
RATES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5)
FALLS, RISES = 1, 2
STEPPED = ("new_w01", "new_w12", "new_x2", "choice")
ASKED = (STEPPED, ("w01", "w12", *STEPPED), ("x1", "x2", "delta0", "delta1", "w01", "w12", *STEPPED))
GIVEN = (  # said in words, level by level: those numbers on the diagram that one needs
    {"w01": "∂C/∂w₀₁", "w12": "∂C/∂w₁₂"},
    {"x1": "x₁", "x2": "x₂", "delta0": "δ₀", "delta1": "δ₁"},
    {},
)
QUESTIONS = (
    "What are the new weights after one step?",
    "What are the derivatives, and the new weights after one step?",
    "What do both passes give, and what are the new weights after one step?",
)
PREDICTED = "What do they predict, and does the cost fall?"
LABELS = {"x1": "x₁", "x2": "x₂", "delta0": "δ₀", "delta1": "δ₁", "w01": "∂C/∂w₀₁", "w12": "∂C/∂w₁₂"}
LABELS |= {"new_w01": "new w₀₁", "new_w12": "new w₁₂", "new_x2": "new x₂", "choice": "the cost"}
OPTIONS = {"choice": ("falls", "rises")}
COMPARED = Way("C falls if the new x₂ is nearer to the label than x₂ was, and rises if it is further away (2.4).")


def lines_of(w01: float, w12: float, x0: float, error: float, eta: float) -> Lines:
    """Both passes, the step, and the prediction after it; the label is such that the error is this one."""
    y = w12 * w01 * x0 - error
    return {
        "x0": lambda _: x0,
        "x1": lambda made: w01 * made["x0"],
        "x2": lambda made: w12 * made["x1"],
        "C": lambda made: (made["x2"] - y) ** 2 / 2,
        "delta0": lambda made: made["x2"] - y,
        "delta1": lambda made: w12 * made["delta0"],
        "delta2": lambda made: w01 * made["delta1"],
        "w01": lambda made: made["delta1"] * made["x0"],
        "w12": lambda made: made["delta0"] * made["x1"],
        "new_w01": lambda made: w01 - eta * made["w01"],
        "new_w12": lambda made: w12 - eta * made["w12"],
        "new_x2": lambda made: made["new_w12"] * made["new_w01"] * made["x0"],
        "choice": lambda made: FALLS if abs(made["new_x2"] - y) < abs(made["x2"] - y) else RISES,
    }


def wrong_of(w01: float, w12: float, x0: float, error: float, eta: float) -> dict[str, tuple[Lines, ...]]:
    """What each mistake puts in place of these lines."""
    right = lines_of(w01, w12, x0, error, eta)
    ahead = {"w01": lambda made: made["delta2"] * made["x0"], "w12": lambda made: made["delta1"] * made["x1"]}
    behind = {"w01": lambda made: made["delta0"] * made["x0"]}
    counted = {"w01": behind["w01"], "w12": ahead["w12"]}  # from the input
    updated = {"delta1": lambda made: (w12 - eta * made["delta0"] * made["x1"]) * made["delta0"]}
    return {
        "S1": ({"delta0": lambda made: -right["delta0"](made)},),
        "S2": tuple({"delta0": lambda made, f=f: f * right["delta0"](made)} for f in (2, 0.5)),
        "S3": ({"delta0": lambda made: made["C"]}, {"delta0": lambda made: 2 * made["C"]}),
        "B1": ({"w01": lambda made: right["w01"](made) * w01, "w12": lambda made: right["w12"](made) * w12},),
        "B2": ({"delta1": lambda made: made["delta0"], "delta2": lambda made: made["delta1"]},),
        "B7": (updated,),
        "O1": ({"w01": lambda made: made["delta1"] * made["x1"], "w12": lambda made: made["delta0"] * made["x2"]},),
        "O3": ({"w01": lambda made: made["delta1"], "w12": lambda made: made["delta0"]},),
        "O4": ({"new_x2": lambda made: made["new_w12"] * made["x1"]},),
        "E1": (ahead, behind, counted),
        "U1": ({"new_w01": lambda made: w01 + eta * made["w01"], "new_w12": lambda made: w12 + eta * made["w12"]},),
        "U2": ({"new_w01": lambda made: w01 - made["w01"], "new_w12": lambda made: w12 - made["w12"]},),
    }


@cache
def tasks(outcome: int) -> tuple[tuple[float, ...], ...]:
    """All numbers with which the cost falls, or rises, and the new prediction is not 0 and has one decimal at most."""
    found = []
    for given in product(WEIGHTS, WEIGHTS, INPUTS, ERRORS, RATES):
        made = worked(lines_of(*given), {})
        by_head = round(made["new_x2"], 1) == round(made["new_x2"], 9)
        if by_head and made["new_x2"] and abs(given[0]) != abs(given[1]) and made["choice"] == outcome:
            found.append(given)
    return tuple(found)


def make(draw: Draw, level: int) -> Case:
    """A chain of two weights; the cost falls in one half of the cases, and rises in the other."""
    given = draw.pick(tasks(draw.pick((FALLS, RISES))))
    w01, w12, x0, error, eta = given
    y, lines = w12 * w01 * x0 - error, lines_of(*given)
    made = worked(lines, {})
    says = f"A chain with the weights {listed((w01, w12))}, x₀ = {short(x0)}, label y = {short(y)}; η = {short(eta)}. "
    if GIVEN[level]:
        says += ", ".join(f"{letter} = {short(made[name])}" for name, letter in GIVEN[level].items()) + ". "
    says += f"{QUESTIONS[level]} {PREDICTED}"
    network = Network.chain([w01, w12])
    ways = chain_ways(network, made, y, ASKED[level][:-1], eta) | {"choice": COMPARED}
    x, y = network.examples(x0, y)
    shown = [name for name in lines if name not in ASKED[level] and (level < 2 or name == "x0")]
    more = {"network": network, "x": x, "y": y, "eta": eta, "labels": LABELS, "options": OPTIONS, "ways": ways}
    return of_lines(lines, wrong_of(*given), ASKED[level], says, shown, **more)


ITEM = Item("P2.3", "one step on all weights, and whether the cost falls", make, 3, (frozenset({"B1", "O1", "E1"}),))
