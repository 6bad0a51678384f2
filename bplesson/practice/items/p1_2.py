"""P1.2: from the slope to the direction of the step, and the step itself."""

from bplesson.kit.words import short
from bplesson.practice.by_hand import Lines, of_lines
from bplesson.practice.item import Case, Draw, Item, Way
from bplesson.practice.ways import factor, times

WEIGHTS, INPUTS, RATES = (-3, -2, -1, 0.5, 1, 2, 3, 4), (-4, -3, -1.5, 1.5, 3, 4), (0.01, 0.05, 0.1, 0.2, 0.5)
SLOPES, DEVIATIONS = (-12, -8, -6, -4, -2, 2, 4, 6, 8, 12), (-5, -3, -1.5, 1.5, 3, 5)
SMALLER, LARGER = 1, 2
DIRECTIONS = ("w becomes smaller", "w becomes larger")  # SMALLER, LARGER
TASK = "Which way does gradient descent go, what is the step (it is added to w), and what is the new w?"
ASKED = ("slope", "choice", "step", "new_w")
LABELS = {"choice": "direction", "new_w": "new w"}

WORDS = {
    "S1": "The sign of the deviation is turned round: it is prediction minus label, ŷ − y (1.3).",
    "S2": "A factor 2 too much or too little: the 2 of the square and the ½ of the cost cancel (1.3).",
    "S3": "The square of the deviation was taken: the slope begins with the deviation ŷ − y itself (1.3).",
    "O3": "The input was left out: w is multiplied by x, so the slope is the deviation times x (1.3).",
    "U2": "The learning rate is missing: the step is η times the slope, against its sign (1.9).",
}


def lines_of(w: float, eta: float, slope: float) -> Lines:
    """Against the slope, and η times as far (1.8, 1.9)."""
    return {
        "slope": lambda _: slope,
        "choice": lambda made: SMALLER if made["slope"] > 0 else LARGER,
        "step": lambda made: -eta * made["slope"],
        "new_w": lambda made: w + made["step"],
    }


def wrong_of(w: float, eta: float, slopes: dict[str, tuple[float, ...]]) -> dict[str, tuple[Lines, ...]]:
    """The wrong steps; `slopes` are the wrong slopes."""
    return {
        **{id: tuple({"slope": lambda _, value=value: value} for value in values) for id, values in slopes.items()},
        "U1": (
            {
                "choice": lambda made: LARGER if made["slope"] > 0 else SMALLER,
                "step": lambda made: eta * made["slope"],
            },
            {"new_w": lambda made: w - made["step"]},
        ),
        "U2": ({"step": lambda made: -made["slope"]},),
    }


def ways_of(w: float, eta: float, slope: float, factors: str = "") -> dict[str, Way]:
    """The slope with its `factors`, what its sign says, the step, and where it leads."""
    return {
        "slope": Way("The slope is (ŷ − y) · x: the deviation (1.3) times what w is multiplied with.", factors),
        "choice": Way("Against the sign of the slope: a positive slope makes w smaller, a negative one larger (1.8)."),
        "step": Way("The step is −η times the slope (1.9).", f"{short(-eta)} · {factor(slope)}"),
        "new_w": Way("The new w is the old one plus the step (1.9).", f"{short(w)} + {factor(-eta * slope)}"),
    }


def make(draw: Draw, level: int) -> Case:
    """The slope is given at first; then it is that of one example, deviation times x."""
    w, eta = draw.pick(WEIGHTS), draw.pick(RATES)
    if level == 0:
        slope = draw.pick(SLOPES)
        says = f"At w = {short(w)} the cost has the slope {short(slope)}; η = {short(eta)}."
        return _case(ways_of(w, eta, slope), lines_of(w, eta, slope), wrong_of(w, eta, {}), f"{says} {TASK}", ["slope"])
    x, e = draw.pick(INPUTS), draw.pick(DEVIATIONS)
    slopes = {"S1": (-e * x,), "S2": (2 * e * x, e * x / 2), "S3": (e * e / 2 * x, e * e * x), "O3": (e,)}
    says = f"ŷ = w x with w = {short(w)}; one example, x = {short(x)} and y = {short(w * x - e)}; η = {short(eta)}."
    says += f" What is the slope of its cost? {TASK}"
    ways = ways_of(w, eta, e * x, f"({times(w, x)} − {factor(w * x - e)}) · {factor(x)}")
    return _case(ways, lines_of(w, eta, e * x), wrong_of(w, eta, slopes), says)


def _case(ways: dict[str, Way], lines: Lines, wrong: dict[str, tuple[Lines, ...]], says: str, shown=()) -> Case:
    asked = [name for name in ASKED if name not in shown]
    more = {"labels": LABELS, "options": {"choice": DIRECTIONS}, "ways": {name: ways[name] for name in asked}}
    return of_lines(lines, wrong, asked, says, shown, WORDS, **more)


ITEM = Item("P1.2", "from the slope to the direction of the step, and the step itself", make, 2)
