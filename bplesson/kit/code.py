"""The state of an explorer as plain NumPy that runs without this package."""

import inspect
import textwrap

from bplesson.checks.functions import Function
from bplesson.engine.activations import LEAK
from bplesson.engine.network import Network

FORMULAS = {  # q from p, and the slope from p and q
    "identity": ("{p}", "1.0"),
    "tanh": ("np.tanh({p})", "1 - {q}**2"),
    "sigmoid": ("1 / (1 + np.exp(-{p}))", "{q} * (1 - {q})"),
    "relu": ("np.maximum({p}, 0.0)", "({p} > 0) * 1.0"),
    "leaky relu": (f"np.maximum({{p}}, {LEAK} * {{p}})", f"np.where({{p}} > 0, 1.0, {LEAK})"),
    "softplus": ("np.logaddexp(0.0, {p})", "1 / (1 + np.exp(-{p}))"),
    "sine": ("np.sin({p})", "np.cos({p})"),
}

PLAIN_FORMULAS = {"times three": "3 * {p}", "affine": "{p} + 1"}  # of the linearity test

CURVE_FORMULAS = {
    "two minima": ("0.12 * (w**2 - 2.4)**2 + 0.1 * w + 0.2", "0.48 * w * (w**2 - 2.4) + 0.1"),
    "plateau": ("1 - np.exp(-2 * (w - 1)**2)", "4 * (w - 1) * np.exp(-2 * (w - 1)**2)"),
}


def chain_source(network: Network, weights, x: float, y: float, eta: float) -> str:
    """Both passes of a chain and one step, one line a value, in the lessons' names."""
    names = [f"w{i}{i + 1}" for i in range(len(weights))]
    lines = [
        *_given(network, weights),
        f"x, y, eta = {x!r}, {y!r}, {eta!r}",
        *["", "# forward", *_forward(network)],
        *["", "# cost", _cost(network)],
        *["", "# backward", *_backward(network)],
        *["", "# update", *(f"{name} = {name} - eta * g{name[1:]}" for name in names)],
    ]
    return "\n".join([*lines, "", f"print(C, {', '.join('g' + name[1:] for name in names)})"])


def nudge_source(network: Network, weights, x: float, y: float, weight: str, h: float) -> str:
    """The derivative by both passes, and the cost of that `weight` nudged by h to both sides."""
    gradient = f"g{weight[1:]}"
    lines = [
        *_given(network, weights),
        f"x, y, h = {x!r}, {y!r}, {h!r}",
        *["", "# forward", *_forward(network)],
        *["", "# backward", *_backward(network)],
        *["", "", f"def cost({weight}):  # the whole chain once more"],
        *(f"    {line}" for line in _forward(network)),
        f"    {_cost(network).replace('C =', 'return')}",
        *["", "", f"measured = (cost({weight} + h) - cost({weight} - h)) / (2 * h)"],
        f"print(measured, {gradient}, measured - {gradient})",
    ]
    return "\n".join(lines)


def _given(network: Network, weights) -> list[str]:
    linear = _letter(network) == "x"
    lines = ["import numpy as np", ""] if not linear else []
    names = ", ".join(f"w{i}{i + 1}" for i in range(len(weights)))
    return [*lines, *own_definitions(network.activations), f"{names} = {', '.join(map(repr, weights))}"]


def _forward(network: Network) -> list[str]:
    q, lines = _letter(network), []
    for i, f in enumerate(network.activations):
        value = "x" if i == 0 else f"w{i - 1}{i} * {q}{i - 1}"
        if q == "x":
            lines.append(f"x{i} = {value}")
        else:
            lines += [f"p{i} = {value}", f"q{i} = {formulas(f)[0].format(p=f'p{i}')}"]
    return lines


def _cost(network: Network) -> str:
    return f"C = ({_letter(network)}{len(network.weights)} - y)**2 / 2"


def _backward(network: Network) -> list[str]:
    q, N, lines = _letter(network), len(network.weights), []
    for k in range(N + 1):
        i = N - k
        back = f"({q}{N} - y)" if k == 0 else f"delta{k - 1} * w{i}{i + 1}"
        slope = "" if q == "x" else f" * ({formulas(network.activations[i])[1].format(p=f'p{i}', q=f'q{i}')})"
        lines.append(f"delta{k} = {back}{slope}")
    return lines + [f"g{i}{i + 1} = delta{N - 1 - i} * {q}{i}  # dC/dw{i}{i + 1}" for i in range(N)]


def _letter(network: Network) -> str:
    """What a node's value is called: x in a chain without activations (lesson 2), else q."""
    return "x" if all(f.name == "identity" for f in network.activations) else "q"


def slope_source(curve: Function, a: float | None, w: float, eta: float) -> str:
    """One step on a cost curve of one weight; `a` is its curvature where the curve is a parabola."""
    if a is not None:
        w_star = w - float(curve.slope(w)) / a
        value, slope = f"{a!r} * (w - {w_star!r})**2 / 2", f"{a!r} * (w - {w_star!r})"
    elif curve.name in CURVE_FORMULAS:
        value, slope = CURVE_FORMULAS[curve.name]
    else:
        value, slope = f"{curve.name}(w)", f"({curve.name}(w + 1e-5) - {curve.name}(w - 1e-5)) / 2e-5"
    lines = ["import numpy as np", "", *own_definitions([curve] if a is None else [])]
    lines += [
        f"w, eta = {w!r}, {eta!r}",
        f"C = {value}",
        f"slope = {slope}",
        "w = w - eta * slope",
        "print(C, slope, w)",
    ]
    return "\n".join(lines)


def linearity_source(g: Function, a: float, b: float, x1: float, x2: float) -> str:
    """Both sides of the test g(a x1 + b x2) = a g(x1) + b g(x2)."""
    lines = ["import numpy as np", ""]
    formula = PLAIN_FORMULAS.get(g.name) or FORMULAS.get(g.name, (None,))[0]
    if formula is None:
        lines += own_definitions([g]) + ([f"g = {g.name}"] if g.name != "g" else [])
    else:
        lines += ["", "def g(x):", f"    return {formula.format(p='x')}", "", ""]
    return "\n".join(
        [
            *lines,
            f"a, b, x1, x2 = {a!r}, {b!r}, {x1!r}, {x2!r}",
            "left = g(a * x1 + b * x2)",
            "right = a * g(x1) + b * g(x2)",
            "print(left, right, left - right)",
        ]
    )


def depth_source(f: Function, depth: int, w: float, x: float) -> str:
    """Both passes of a chain of equal weights, for an error of 1 at the output."""
    value, slope = (each.format(p="p[i]", q="q[i]") for each in formulas(f))
    return "\n".join(
        [
            "import numpy as np",
            "",
            *own_definitions([f]),
            f"depth, w, x = {depth}, {w!r}, {x!r}",
            "p, q = [x], [x]",
            "for i in range(1, depth + 1):",
            "    p.append(w * q[-1])",
            f"    q.append({value})",
            "",
            "back = 1.0  # the error at the output",
            "delta = []",
            "for i in range(depth, 0, -1):",
            f"    delta.append(back * ({slope}))",
            "    back = delta[-1] * w",
            "print(delta[0], delta[-1])",
        ]
    )


def own_definitions(functions) -> list[str]:
    """The definitions of functions of the reader's own, as far as Python still knows their text."""
    lines = []
    for f in dict.fromkeys(functions):
        if f.name in FORMULAS or f.name in CURVE_FORMULAS:
            continue
        try:
            text = textwrap.dedent(inspect.getsource(f.value))
        except (OSError, TypeError):
            text = ""
        if not text.startswith("def "):
            text = f"# put the definition of your own function {f.name} here"
        lines += [*text.rstrip().splitlines(), ""]
    return lines


def formulas(f: Function) -> tuple[str, str]:
    return FORMULAS.get(f.name, (f"{f.name}({{p}})", f"({f.name}({{p}} + 1e-5) - {f.name}({{p}} - 1e-5)) / 2e-5"))
