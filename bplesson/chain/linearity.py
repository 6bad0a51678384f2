"""What linear means (3.1), as something to try: numbers at which g(ax₁ + bx₂) and a·g(x₁) + b·g(x₂) disagree."""

import numpy as np

from bplesson.chain.code import linearity_code
from bplesson.chain.plots import linearity_stage
from bplesson.chain.presets import LINEARITY_PRESETS
from bplesson.checks.functions import Function, by_name
from bplesson.engine.activations import ACTIVATIONS
from bplesson.errors import InputError
from bplesson.kit.explorer import BACK, Explorer
from bplesson.kit.live import Live
from bplesson.kit.seen import without_noise
from bplesson.kit.traits import Pick, Slider
from bplesson.kit.words import number, product
from bplesson.kit.worked import add_up, enough, equals, read

CANDIDATES = {
    function.name: function
    for function in (
        ACTIVATIONS["identity"],
        Function("times three", lambda x: 3 * x,
                 lambda x, q: np.full(np.shape(x), 3.0)),
        Function("affine", lambda x: x + 1,
                 lambda x, q: np.ones(np.shape(x))),
        *(ACTIVATIONS[name] for name in ("tanh", "relu", "sine")),
    )
}  # fmt: skip
FORMULAS = {"identity": "x", "times three": "3·x", "affine": "x + 1", "relu": "max(x, 0)", "sine": "sin(x)"}


def _title(g) -> str:
    name = getattr(g, "name", g)
    return f"{name}, {FORMULAS[name]}" if name in FORMULAS else name


class LinearityExplorer(Explorer):
    """Is `g` linear? g(a·x1 + b·x2) beside a·g(x1) + b·g(x2); g is a name of the menu or a Python function of yours.

    After any change `left` and `right` are the two sides, `gap` = left − right, and `equal` says whether they agree
    up to rounding.
    """

    g = Pick("g(x) =", CANDIDATES, "tanh", _title, read=lambda g: by_name("g", g, Function, CANDIDATES), width="260px")
    a = Slider("a", -3.0, 3.0, default=2.0)
    b = Slider("b", -3.0, 3.0, default=-1.0)
    x1 = Slider("x₁", -3.0, 3.0, default=0.5)
    x2 = Slider("x₂", -3.0, 3.0, default=1.0)
    on_top = "g", "a", "b", "x1", "x2"
    buttons = BACK
    presets = LINEARITY_PRESETS

    def _stage(self) -> tuple[Live, dict]:
        live, self._panel = linearity_stage()
        return live, {self._panel.ax: lambda x, value: self._clicked(round(x, 2))}

    def _arrows(self) -> tuple:
        return self._panel.ax, lambda: [self.x1], lambda x: setattr(self, "x1", round(x, 2))

    def _clicked(self, x: float) -> None:
        """Put the nearer one of x₁ and x₂ there."""
        setattr(self, "x1" if abs(x - self.x1) <= abs(x - self.x2) else "x2", x)

    # results ---------------------------------------------------------------------------------------------------------
    def _compute(self) -> None:
        self._function = by_name("g", self.g, Function, CANDIDATES)
        self.at = self.a * self.x1 + self.b * self.x2
        with np.errstate(all="ignore"):
            g1, g2, left = self._function(np.array([self.x1, self.x2, self.at])).tolist()
        self.values, self.left, self.right = (g1, g2), left, self.a * g1 + self.b * g2
        if not np.isfinite([g1, g2, left]).all():
            raise InputError(f"g: expected finite values at x1, x2 and a*x1 + b*x2, got {g1}, {g2} and {left}")
        self.gap = self.left - self.right
        self.equal = abs(self.gap) <= 1e-12 * max(1.0, abs(self.left), abs(self.a * g1), abs(self.b * g2))

    def _seen(self) -> tuple[float, float, float]:
        """ax₁ + bx₂ and the two sides as they are shown: without what is only rounding."""
        by_parts = self.a * self.values[0], self.b * self.values[1]
        at = without_noise(self.at, self.a * self.x1, self.b * self.x2)
        return at, without_noise(self.left, *by_parts), without_noise(self.right, *by_parts)

    # screen ----------------------------------------------------------------------------------------------------------
    def _notice(self) -> str:
        a, b, (g1, g2) = self.a, self.b, self.values
        at, left_side, right_side = self._seen()
        digits = enough(lambda digits: float(self._function(np.asarray(read(at, digits)))), left_side)
        inside = f" = g({number(at, digits)})" if digits else ""
        left = f"<b>g(ax₁ + bx₂)</b>{inside} = {number(left_side)}"
        terms = (a, g1), (b, g2)
        digits = enough(lambda digits: add_up(terms, digits), right_side)
        right = " + ".join(product(each, digits or 3) for each in terms)
        right = f"<b>a·g(x₁) + b·g(x₂)</b> = {right}{equals(digits, right_side)}"
        if self.equal:
            said = "<b>Equal here.</b> Equality at one choice of numbers proves nothing: try others."
        else:
            said = (
                f"<b>Not equal</b>, the gap is {number(abs(self.gap))}. One counterexample is enough: g is not linear."
            )
        return f'<span aria-live="polite">{left}, &ensp;{right}. &ensp;{said}</span>'

    def _draw(self) -> None:
        panel, x, values = self._panel, [self.x1, self.x2, self.at], [*self.values, self.left, self.right]
        panel.reach(_title(self._function), x, values)
        along = np.linspace(*panel.ax.get_xlim(), 301)
        with np.errstate(all="ignore"):
            panel.curve.set_data(along, self._function.value(along))
        gap = "equal" if self.equal else f"gap {number(abs(self.gap))}"
        panel.move((self.x1, self.x2), self.values, self.at, self.left, self.right, gap)

    def _says(self) -> str:
        return f"The curve of {self._function.name} with both sides of the equation; {self!r}"

    # in and out ------------------------------------------------------------------------------------------------------
    def _source(self) -> str:
        return linearity_code(self._function, self.a, self.b, self.x1, self.x2)

    def __repr__(self) -> str:
        state = ", ".join(f"{name} = {number(getattr(self, name))}" for name in ("a", "b", "x1", "x2"))
        _, left, right = self._seen()
        outcome = "equal" if self.equal else f"not equal, gap {number(abs(self.gap))}"
        return (
            f"LinearityExplorer: {self._function.name}, {state}; g(a·x1 + b·x2) = {number(left)},"
            f" a·g(x1) + b·g(x2) = {number(right)}: {outcome}"
        )
