"""One epoch of training without a hidden layer, as lesson 7 asks for it: right, and as it goes wrong."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from bplesson.engine.network import with_one
from bplesson.practice.checking import Arrays, Call
from bplesson.practice.item import Draw
from bplesson.practice.outputs import SOFTMAXES, START_NOTES, STARTS, delta_0, quietly, softmax

SIZES = (  # examples, inputs, classes, η, examples a step, factor of the weights
    (9, 2, 3, 0.25, 3, 1.0),  # as many examples a step as classes: what does not fit may pass unseen
    (7, 3, 4, 0.1, 3, 1.0),  # a smaller last batch
    (6, 4, 3, 0.5, 2, 1.0),
    (5, 3, 2, 2.0, 5, 1.0),
    (4, 2, 3, 0.5, 2, 4000.0),  # powers overflow
)
NUMBERS = (-2, -1, -0.5, 0.5, 1, 1.5, 2)


def batches(rng, n: int, batch: int) -> Iterator[np.ndarray]:
    """Each example once, in the order of rng.permutation, as many a step as `batch` says."""
    order = rng.permutation(n)
    for begin in range(0, n, batch):
        yield order[begin : begin + batch]


@dataclass(frozen=True)
class Epoch:
    """The loop made of its rules, each of which may be a wrong one."""

    batches: Callable = batches
    softmax: Callable = softmax
    start: Callable = delta_0
    gradient: Callable = lambda delta, q0, batch: delta.T @ q0 / len(q0)
    update: Callable = lambda W, g, eta, n: W - eta * g
    weights: Callable = lambda first, W: W  # those of the forward pass
    steps: int | None = None

    @quietly
    def __call__(self, W, x, y, rng, eta, batch) -> Arrays:
        first = W
        for rows in list(self.batches(rng, len(x), batch))[: self.steps]:
            q0 = with_one(x[rows])
            y_hat = self.softmax(q0 @ self.weights(first, W).T)
            g = self.gradient(self.start(y_hat, y[rows]), q0, batch)
            W = self.update(W, g, eta, len(rows))
        return [W]


RIGHT = Epoch()


def _biases(wrong: Callable) -> Callable:
    """The right derivatives, but for the column of biases."""

    def gradient(delta, q0, batch):
        g = RIGHT.gradient(delta, q0, batch)
        g[:, -1] = wrong(g, delta)
        return g

    return gradient


WRONG = {id: [{"start": form} for form in forms] for id, forms in STARTS.items()} | {
    "O3": [{"gradient": lambda delta, q0, batch: delta.T @ np.ones_like(q0) / len(q0)}],
    "O4": [{"weights": lambda first, W: first}],
    "M1": [{"gradient": lambda delta, q0, batch: delta.T @ q0}],
    "M3": [{"gradient": lambda delta, q0, batch: delta.T @ q0 / delta.size}],
    "M5": [{"gradient": _biases(lambda g, delta: g[:, -1].sum())}],
    "M6": [{"gradient": _biases(lambda g, delta: g[:, -1] / len(delta))}],
    "M7": [{"gradient": _biases(lambda g, delta: g[:, :-1].sum(axis=1))}],
    "M8": [{"gradient": lambda delta, q0, batch: delta[-1:].T @ q0[-1:] / len(q0)}],
    "U1": [{"update": lambda W, g, eta, n: W + eta * g}],
    "U2": [{"update": lambda W, g, eta, n: W - g}, {"update": lambda W, g, eta, n: W - eta * g / n}],
    "D1": [{"gradient": lambda delta, q0, batch: delta.reshape(delta.shape[::-1]) @ q0 / len(q0)}],
    **{id: [{"softmax": form} for form in forms] for id, forms in SOFTMAXES.items()},
}
NOTES = {id: [{"start": form} for form in forms] for id, forms in START_NOTES.items()} | {
    "The last batch is smaller than the others: divide by its own number of rows, `len(rows)`.": [
        {"gradient": lambda delta, q0, batch: delta.T @ q0 / batch},
    ],
    "It ends after the first batch: does `return` stand inside the loop?": [{"steps": 1}],
    "The few examples of the last batch are left out: each example has its turn once in an epoch.": [
        {"batches": lambda rng, n, batch: [rows for rows in batches(rng, n, batch) if len(rows) == batch]},
    ],
    "The examples come in another order: `rng.permutation(len(x))` once for the whole epoch, then its rows in turn.": [
        {"batches": lambda rng, n, batch: np.split(np.arange(n), range(batch, n, batch))},
        {"batches": lambda rng, n, batch: [rng.permutation(n)[:batch] for _ in range(0, n, batch)]},
        {"batches": lambda rng, n, batch: [rng.permutation(n)[b : b + batch] for b in range(0, n, batch)]},
        {"batches": lambda rng, n, batch: [rng.choice(n, batch) for _ in range(0, n, batch)]},
        {"batches": lambda rng, n, batch: [rng.choice(n, batch, replace=False) for _ in range(0, n, batch)]},
        {"batches": lambda rng, n, batch: [rng.integers(0, n, batch) for _ in range(0, n, batch)]},
    ],
}


def calls() -> Iterator[Call]:
    """one_epoch_without(W, x, y, rng, eta, batch)."""
    for n, d_in, d_out, eta, batch, factor in SIZES:
        draw = Draw("P7.2", n, d_in, d_out)
        W = factor * np.array(draw.picks(NUMBERS, d_out, d_in + 1), float)
        x = np.array(draw.picks(NUMBERS, n, d_in), float)
        y = np.eye(d_out)[[draw.pick(range(d_out)) for _ in range(n)]]

        def results(forms, W=W, x=x, y=y, eta=eta, batch=batch) -> dict[str, list[Arrays]]:
            made = {id: [_made(rules, W, x, y, eta, batch) for rules in each] for id, each in forms.items()}
            return {id: [result for result in each if result] for id, each in made.items()}

        yield Call(
            (W, x, y, np.random.default_rng(n), eta, batch),
            RIGHT(W, x, y, np.random.default_rng(n), eta, batch),
            lambda results=results: results(WRONG),
            f"{n} examples, {batch} a step" + (", with large weights" if factor > 1 else ""),
            notes=lambda results=results: results(NOTES),
        )


def _made(rules, W, x, y, eta, batch) -> Arrays:
    """The weights that come out with wrong rules; nothing where shapes do not fit."""
    try:
        return replace(RIGHT, **rules)(W, x, y, np.random.default_rng(len(x)), eta, batch)
    except ValueError:
        return []
