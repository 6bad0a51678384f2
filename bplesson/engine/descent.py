"""Gradient descent as a path: every set of weights it visits, what each of them costs, and how it ended."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bplesson.checks.inputs import batch_size
from bplesson.checks.results import protect, quiet
from bplesson.engine.network import Network, single, stepped
from bplesson.errors import InputError, finite_number, generator, whole_number

TOO_HIGH = 1e9  # a cost this many times the first one will not come back


@dataclass(frozen=True)
class Path:
    """weights[t] and costs[t] for t = 0 … the last step below the run-away limit.

    `status` is "converged" (all derivatives below the tolerance), "diverged" (the cost has run away), "undefined" (one
    step on the cost or a derivative is no number, and `missing` says which and where) or "running".
    """

    weights: tuple[tuple[np.ndarray, ...], ...]
    costs: np.ndarray
    status: str
    missing: str = ""

    def __len__(self) -> int:
        return len(self.weights)

    def as_array(self) -> np.ndarray:
        """All weights of every step in one row, shape (steps + 1, number of weights)."""
        return np.array([np.concatenate([np.ravel(W) for W in weights]) for weights in self.weights])

    def __repr__(self) -> str:
        status = f"{self.status}: {self.missing}" if self.missing else self.status
        return f"Path({len(self) - 1} steps, cost {self.costs[0]:.3g} to {self.costs[-1]:.3g}, {status})"


def descend(
    network: Network, x, y, eta: float, steps: int, batch: int | None = None, rng=None, tolerance: float = 1e-9
) -> Path:
    """The path of `steps` steps w_{t+1} = w_t - η ∂C/∂w (1.9) from the weights of `network`.

    x is (n, d_0), y is (n, d_N). With `batch` each step uses that many examples drawn by `rng` (5.6); `costs` and
    "converged" still speak of all of them.
    """
    x, y = single(network).examples(x, y)

    def gradients(weights, rows=slice(None)):
        passes = network.at(weights).backward(x[rows], y[rows])
        return passes.cost, passes.gradients

    if batch is None:
        return follow(gradients, network.weights, eta, steps, tolerance)
    batch, rng = batch_size(batch, len(x)), generator("rng", rng)

    def some(weights):
        _, of_batch = gradients(weights, rng.choice(len(x), batch, replace=False))
        return network.at(weights).mean_cost(x, y), of_batch

    return follow(some, network.weights, eta, steps, tolerance, gradients)


def run_away(cost, first, weights=(), farthest: float = np.inf) -> bool:
    """Whether `cost` is no number or far beyond the `first` one, or a weight lies beyond ± `farthest`."""
    near = all(np.abs(W).max() <= farthest for W in weights)
    return not (near and abs(cost) <= TOO_HIGH * (1 + abs(first)))


@quiet
def follow(evaluate: Callable, weights, eta: float, steps: int, tolerance: float, all_examples=None) -> Path:
    """The path of steps w - η g from `weights`; evaluate(weights) is the cost and its derivatives g, a tuple."""
    eta, steps = finite_number("eta", eta, positive=True), whole_number("steps", steps, least=0)
    tolerance = finite_number("tolerance", tolerance)
    visited, costs, status, missing = [], [], "running", ""
    far = TOO_HIGH * (1 + max(np.abs(W).max() for W in weights))
    for t in range(steps + 1):
        cost, gradients = evaluate(weights)
        steepest = max(np.abs(g).max() for g in gradients)
        if not np.isfinite([cost, steepest]).all():
            far_away = cost == np.inf or not all(np.abs(W).max() <= far for W in weights)
            status, missing = ("diverged", "") if far_away else ("undefined", _missing(weights, cost))
            break
        if t and run_away(cost, costs[0]):
            status = "diverged"
            break
        visited.append(tuple(weights))
        costs.append(float(cost))
        if steepest <= tolerance and all_examples:  # this batch asks for nothing more: do the other examples?
            steepest = max(np.abs(g).max() for g in all_examples(weights)[1])
        if steepest <= tolerance:
            status = "converged"
            break
        weights = stepped(weights, gradients, eta)
    if not visited:
        raise InputError("network: expected a finite cost and finite derivatives at the first weights, got none")
    costs = np.array(costs)
    protect([costs, *(W for weights in visited for W in weights)])
    return Path(tuple(visited), costs, status, missing)


def _missing(weights, cost) -> str:
    """What is no number there: the cost, or else a derivative."""
    if np.ndim(weights[0]):
        return f"no {'cost' if not np.isfinite(cost) else 'derivative'} one step on"
    return f"no {'value' if not np.isfinite(cost) else 'slope'} at w = {weights[0]:.3g}"
