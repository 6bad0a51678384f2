"""The state of an explorer as plain NumPy that runs without this package: real functions, shown with their text.

Those at the end are shown by several rooms: both passes of layers of nodes, for many examples, one a row.
"""

import ast
import inspect
import textwrap

import numpy as np

from bplesson.checks.functions import Function
from bplesson.engine.activations import LEAK

GAP = "\n\n\n"
UPDATE = "weights = [w - eta * g for w, g in zip(weights, gradients)]"


def script(shown, lines, imports: str = "") -> str:
    """What is `shown`, each once: Python functions, activations with their slopes, texts; below it these lines."""
    texts = [text_of(each) for each in dict.fromkeys(shown)]
    return (GAP if texts else "\n\n").join([f"import numpy as np{imports}", *texts, "\n".join(lines)])


def text_of(shown) -> str:
    """The text that defines an activation and its slope, or a Python function: without decorators and types."""
    if isinstance(shown, str):
        return shown
    if isinstance(shown, Function):
        return f"{value_text(shown)}{GAP}{slope_text(shown)}"
    text = inspect.getsource(inspect.unwrap(shown)).rstrip()
    head, body = text[text.index("def ") :].split("\n", 1)
    return f"{head.split(' ->')[0].rstrip(':')}:\n{body}"


def name_of(f: Function) -> str:
    """What a function is called in code."""
    return f.name.replace(" ", "_")


def names(functions, suffix: str = "") -> str:
    """A list in code: the activations of all layers; with "_slope" their slopes."""
    return f"[{', '.join(name_of(f) + suffix for f in functions)}]"


def value_text(f: Function) -> str:
    """The text of a function: the package's formula, or the reader's own text, if Python still knows it."""
    if not _is_own(f):
        return formula(name_of(f), f.value)
    try:
        text = textwrap.dedent(inspect.getsource(f.value)).rstrip()
    except (OSError, TypeError):
        text = ""
    if not text.startswith("def "):
        text = f"# put the definition of your own function {f.name} here"
    if not _takes_arrays(f):
        text += f"{GAP}{f.name} = np.vectorize({f.name}, otypes=[float])  # number by number"
    return text


def slope_text(f: Function) -> str:
    """The text of the slope of a function; that of the reader's own is measured."""
    name = name_of(f)
    if _is_own(f):
        return f"def {name}_slope(p, q):\n    return ({name}(p + 1e-5) - {name}(p - 1e-5)) / 2e-5"
    return formula(f"{name}_slope", f.rule or (lambda p, q: 1.0))


def data_text(make, n: int) -> str:
    """The text that defines a data set and makes it, with n examples where that can be chosen."""
    given = f"{n}, 0.1, np.random.default_rng(0)" if inspect.unwrap(make) is not make else ""
    return f"{text_of(make)}{GAP}x, y = {make.__name__}({given})"


def formula(name: str, rule) -> str:
    """The text of what the package writes down as a lambda, the only one on its line, with the comment behind it."""
    if isinstance(rule, np.ufunc):
        return f"def {name}(p):\n    return np.{rule.__name__}(p)"
    source, place = inspect.getsource(inspect.getmodule(rule)), rule.__code__.co_firstlineno
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Lambda) and node.lineno == place]
    comment = "".join(source.splitlines()[place - 1].partition("  # ")[1:])
    result = ast.unparse(nodes[0].body).replace("ONE", "1").replace("LEAK", str(LEAK))
    return f"def {name}({ast.unparse(nodes[0].args)}):\n    return {result}{comment}"


def _is_own(f: Function) -> bool:
    return hasattr(f.value, "__wrapped__") or not (f.rule or f.value).__module__.startswith("bplesson.")


def _takes_arrays(f: Function) -> bool:
    """Whether a function of the reader's own works on a whole layer at once."""
    try:
        return np.shape(inspect.unwrap(f.value)(np.array([0.5, -0.5]))) == (2,)
    except Exception:  # whatever it raises
        return False


# shown by several rooms ----------------------------------------------------------------------------------------------
def first_weights(sizes, seed, scale=1.0):
    normal = np.random.default_rng(seed).standard_normal
    weights = [scale * normal((e, d)) * d**-0.5 for d, e in zip(sizes, sizes[1:])]
    return [np.pad(W, ((0, 0), (0, 1))) for W in weights]  # the last column: biases, 0 at first


def forward(weights, activations, x, bias):
    p, q = [x], [activations[0](x)]
    for W, activation in zip(weights, activations[1:]):
        if bias:
            q[-1] = np.column_stack([q[-1], np.ones(len(x))])  # the node that is always 1
        p.append(q[-1] @ W.T)
        q.append(activation(p[-1]))
    return p, q


def backward(weights, slopes, p, q, deviation):
    delta = [deviation * slopes[-1](p[-1], q[-1])]
    for i in reversed(range(len(weights))):
        d = p[i].shape[1]  # nothing flows back into the node that is always 1
        delta.append(delta[-1] @ weights[i][:, :d] * slopes[i](p[i], q[i][:, :d]))
    return delta


def mean_gradients(delta, q):
    L = len(q) - 2
    return [delta[L - i].T @ q[i] / len(q[i]) for i in range(L + 1)]
