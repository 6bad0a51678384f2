"""What a network may be made of and fed with: anything else is an InputError of one sentence."""

import numpy as np

from bplesson.checks.functions import Function
from bplesson.checks.results import protect, row_sum
from bplesson.engine.activations import ACTIVATIONS, activation
from bplesson.engine.costs import Cost, cost
from bplesson.errors import InputError, finite_array, finite_number, listed, real_array, shown, whole_number

LAYERS, NODES = 5, 32  # hidden layers, and nodes in one of them, at most


def checked_parts(weights, activations, of_cost, bias) -> dict:
    """Weights, activations, cost and bias of a network, if they go together."""
    bias = bool(bias)
    weights = checked_weights(weights, bias)
    activations, of_cost = checked_activations(activations, len(weights)), cost(of_cost)
    softmax, last = ACTIVATIONS["softmax"], activations[-1]
    if of_cost.output not in (None, last):
        wanted = of_cost.output.name
        raise InputError(f"activations: expected {wanted!r} at the output, for {of_cost.name}, got {last.name!r}")
    if softmax in activations[:-1] or (last is softmax and of_cost.output is not softmax):
        names = [f.name for f in activations]
        raise InputError(f"activations: expected 'softmax' only at the output, with cross-entropy, got {names}")
    return {"weights": weights, "activations": activations, "cost": of_cost, "bias": bias}


def checked_examples(x, y, sizes: tuple[int, ...], cost: Cost) -> tuple[np.ndarray, np.ndarray]:
    """x as (n, d_0) and y as (n, d_N), for a network with these `sizes` and that `cost`."""
    x = rows("x", x, sizes[0])
    y = labels(y, len(x), sizes[-1])
    if cost.output is not None:
        _probabilities(cost, y)
    return x, y


def _probabilities(cost: Cost, y: np.ndarray) -> None:
    ok = y.min() >= 0 and y.max() <= 1
    if cost.output is ACTIVATIONS["softmax"]:
        ok = ok and np.abs(row_sum(y) - 1).max() <= 1e-9
    if not ok:
        raise InputError(f"y: expected {cost.labels}, for {cost.name}, got {shown(y.tolist())}")


def rows(name: str, value, d: int) -> np.ndarray:
    """`value` as an (n, d) array: a single number, one example of length d, or n examples."""
    array = finite_array(name, value)
    if array.ndim < 2:
        array = array.reshape(-1, 1) if d == 1 else array.reshape(1, -1)
    if array.ndim == 2 and array.shape[1] == d:
        return array
    raise InputError(f"{name}: expected shape (n, {d}), one example a row, got {np.shape(value)}")


def labels(y, n: int, d: int) -> np.ndarray:
    """`y` as an (n, d) array: one label for each of n examples, of d numbers each."""
    try:
        checked = rows("y", y, d)
        if len(checked) != n:
            raise InputError(f"y: expected {n} labels, one for each example in x, got {len(checked)}")
        return checked
    except InputError:
        if not _numbers_of_classes(y, n, d):
            raise
    given = np.asarray(y)
    index = "y" if given.ndim == 1 and given.dtype.kind in "iu" else "np.ravel(y).astype(int)"
    raise InputError(
        f"y: expected shape ({n}, {d}), 1 for the class of each example and 0 for the others, got class numbers"
        f" {shown(given.ravel().tolist())}; np.eye({d})[{index}] makes one from the other"
    )


def _numbers_of_classes(y, n: int, d: int) -> bool:
    """Whether y says of each of n examples which of d classes it belongs to."""
    try:
        given = real_array("y", y)
    except InputError:
        return False
    whole = (given == np.round(given)).all() and given.size and given.min() >= 0 and given.max() < d
    return d > 1 and given.shape in ((n,), (n, 1)) and bool(whole)


def checked_weights(weights, bias: bool) -> tuple[np.ndarray, ...]:
    """Copies of the weight matrices, (..., d_{i+1}, d_i), write-protected."""
    weights = listed("weights", weights, "a list of matrices")
    if not weights:
        raise InputError("weights: expected at least one matrix, got none")
    checked = [finite_array(f"weights[{i}]", W).copy() for i, W in enumerate(weights)]
    for i, W in enumerate(checked):
        if W.ndim < 2:
            raise InputError(f"weights[{i}]: expected a matrix of shape (d_{i + 1}, d_{i}), got shape {W.shape}")
        if i and W.shape[-1] != (wanted := checked[i - 1].shape[-2] + bias):
            one = ", the node that is always 1 included" if bias else ""
            raise InputError(f"weights[{i}]: expected shape ({W.shape[-2]}, {wanted}){one}, got {W.shape}")
        W.setflags(write=False)
    if bias and checked[0].shape[-1] < 2:
        raise InputError(
            "weights[0]: expected a column for the bias (bias=True) beside the inputs, got one column in all"
        )
    try:
        np.broadcast_shapes(*(W.shape[:-2] for W in checked))
    except ValueError:
        grids = ", ".join(str(W.shape[:-2]) for W in checked)
        raise InputError(f"weights: expected grid axes that broadcast, got {grids}") from None
    return tuple(checked)


def checked_activations(activations, N: int) -> tuple[Function, ...]:
    """One activation for each layer 0 … N, from one for all or a list."""
    if isinstance(activations, (str, Function)) or callable(activations):
        return (activation(activations),) * (N + 1)
    activations = tuple(activation(each) for each in listed("activations", activations, "a name or a list of names"))
    if len(activations) != N + 1:
        raise InputError(
            f"activations: expected {N + 1}, one for every layer from the input to the output, got {len(activations)}"
        )
    return activations


def single_weights(weights) -> list[np.ndarray]:
    """The numbers w_01, w_12, … of a chain as 1×1 matrices."""
    weights = listed("weights", weights, "a list of numbers")
    return [np.reshape(finite_number(f"weights[{i}]", w), (1, 1)) for i, w in enumerate(weights)]


def node_counts(sizes) -> list[int]:
    """The nodes of every layer, from the inputs to the outputs."""
    sizes = [whole_number(f"sizes[{i}]", d) for i, d in enumerate(listed("sizes", sizes, "nodes per layer"))]
    if len(sizes) < 2:
        raise InputError(f"sizes: expected at least the inputs and the outputs, got {sizes}")
    return sizes


def offsets(name: str, values) -> np.ndarray:
    """A row of numbers, (k,), write-protected; the reader's own array stays writable."""
    values = finite_array(name, values)
    if values.ndim != 1:
        raise InputError(f"{name}: expected a row of offsets, got {shown(values)}")
    values = values.view()
    protect([values])
    return values


def batch_size(batch, n: int) -> int:
    """How many of n examples a step takes."""
    batch = whole_number("batch", batch)
    if batch > n:
        raise InputError(f"batch: expected at most n = {n} examples, got {batch}")
    return batch


def batch_or_all(batch, n: int) -> int | None:
    """How many of n examples a step takes; None means all."""
    return None if batch is None else batch_size(batch, n)


def like_weights(name: str, arrays, weights) -> list[np.ndarray]:
    """`arrays` as a list with one array for each weight matrix, of its shape."""
    wanted = f"{len(weights)} arrays, one for each weight matrix"
    arrays = listed(name, arrays, wanted)
    if len(arrays) != len(weights):
        raise InputError(f"{name}: expected {wanted}, got {len(arrays)}")
    checked = [real_array(f"{name}[{i}]", array) for i, array in enumerate(arrays)]
    for i, (array, W) in enumerate(zip(checked, weights)):
        if array.shape != W.shape:
            raise InputError(f"{name}[{i}]: expected shape {W.shape}, got {array.shape}")
    return checked


def layers(hidden, deepest: int = LAYERS, widest: int = NODES) -> tuple[int, ...]:
    """Nodes of each hidden layer, from one number or several; () is a network without one."""
    hidden = list(hidden) if isinstance(hidden, (tuple, list, np.ndarray)) else [hidden]
    if len(hidden) > deepest:
        raise InputError(f"hidden: expected at most {deepest} hidden layers, got {len(hidden)}")
    hidden = tuple(whole_number(f"hidden[{i}]", nodes) for i, nodes in enumerate(hidden))
    if max(hidden, default=0) > widest:
        raise InputError(f"hidden: expected at most {widest} nodes a layer, got {max(hidden)}")
    return hidden
