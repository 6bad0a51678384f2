"""What a network may be made of and fed with: anything else is an InputError of one sentence."""

import numpy as np

from bplesson.checks.functions import Function
from bplesson.engine.activations import activation
from bplesson.errors import InputError, finite_array, listed, real_array, shown, whole_number

LAYERS, NODES = 5, 32  # hidden layers, and nodes in one of them, at most


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
    except InputError as problem:
        wrong = problem
    else:
        if len(checked) == n:
            return checked
        wrong = InputError(f"y: expected {n} labels, one for each example in x, got {len(checked)}")
    if _numbers_of_classes(y, n, d):
        wrong = InputError(
            f"y: expected shape ({n}, {d}), 1 for the class of each example and 0 for the others, got class numbers"
            f" {shown(np.ravel(y).tolist())}; np.eye({d})[y] makes one from the other"
        )
    raise wrong from None


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


def like_weights(name: str, arrays, weights) -> list[np.ndarray]:
    """`arrays` as a list with one array for each weight matrix, of its shape."""
    wanted = f"{len(weights)} arrays, one for each weight matrix"
    arrays = listed(name, arrays, wanted)
    if len(arrays) != len(weights):
        raise InputError(f"{name}: expected {wanted}, got {len(arrays)}")
    arrays = [real_array(f"{name}[{i}]", array) for i, array in enumerate(arrays)]
    for i, (array, W) in enumerate(zip(arrays, weights)):
        if array.shape != W.shape:
            raise InputError(f"{name}[{i}]: expected shape {W.shape}, got {array.shape}")
    return arrays


def layers(hidden, deepest: int = LAYERS, widest: int = NODES) -> tuple[int, ...]:
    """Nodes of each hidden layer, from one number or several; () is a network without one."""
    hidden = list(hidden) if isinstance(hidden, (tuple, list, np.ndarray)) else [hidden]
    if len(hidden) > deepest:
        raise InputError(f"hidden: expected at most {deepest} hidden layers, got {len(hidden)}")
    hidden = tuple(whole_number(f"hidden[{i}]", nodes) for i, nodes in enumerate(hidden))
    if max(hidden, default=0) > widest:
        raise InputError(f"hidden: expected at most {widest} nodes a layer, got {max(hidden)}")
    return hidden
