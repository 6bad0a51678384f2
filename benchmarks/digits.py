"""Handwritten digits: training and test accuracy beside scikit-learn and PyTorch, and PyTorch's derivatives."""

import statistics
import time
import warnings

import numpy as np

from benchmarks.table import Row, missing
from bplesson import Network, accuracy, train
from bplesson import digits as images

HIDDEN, EPOCHS, BATCH, ETA = 32, 60, 32, 0.5
SEEDS = range(5)  # each for the parting of the images, the first weights and the order of the examples
ROUNDS = 3
TITLE = f"10 digits: 64-{HIDDEN}-10 with biases, tanh, {EPOCHS} epochs of batches of {BATCH}, η = {ETA:g}"
NAMES = ["identity", "tanh", "softmax"]


def ours(seed: int, x, y, x_test, y_test) -> tuple[float, float]:
    """Seconds of training, and the share of right answers on the test images."""
    rng = np.random.default_rng(seed)
    network = Network.random([64, HIDDEN, 10], NAMES, rng, "cross-entropy", bias=True)
    start = time.perf_counter()
    for network in train(network, x, y, ETA, EPOCHS, BATCH, rng):
        pass
    return time.perf_counter() - start, accuracy(network, x_test, y_test)


def scikit_learn(seed: int, x, y, x_test, y_test) -> tuple[float, float]:
    from sklearn.neural_network import MLPClassifier

    # plain gradient descent: no momentum, no penalty on large weights, and no stop before the last epoch
    descent = {"solver": "sgd", "momentum": 0, "learning_rate_init": ETA, "batch_size": BATCH, "alpha": 0}
    every_epoch = {"max_iter": EPOCHS, "n_iter_no_change": EPOCHS, "tol": 0}
    model = MLPClassifier((HIDDEN,), activation="tanh", **descent, **every_epoch, random_state=seed)
    with warnings.catch_warnings(action="ignore"):  # that it has not converged
        start = time.perf_counter()
        model.fit(x, y.argmax(axis=1))
        taken = time.perf_counter() - start
    assert model.n_iter_ == EPOCHS
    return taken, model.score(x_test, y_test.argmax(axis=1))


def pytorch(seed: int, x, y, x_test, y_test) -> tuple[float, float]:
    import torch

    torch.set_num_threads(1)  # for matrices as small as these two threads cost it more than they bring
    torch.manual_seed(seed)
    model = torch.nn.Sequential(torch.nn.Linear(64, HIDDEN), torch.nn.Tanh(), torch.nn.Linear(HIDDEN, 10)).double()
    optimizer, cost = torch.optim.SGD(model.parameters(), lr=ETA), torch.nn.CrossEntropyLoss()
    x, labels = torch.tensor(x), torch.tensor(y.argmax(axis=1))
    start = time.perf_counter()
    for _ in range(EPOCHS):
        for rows in torch.randperm(len(x)).split(BATCH):
            optimizer.zero_grad()
            cost(model(x[rows]), labels[rows]).backward()
            optimizer.step()
    taken = time.perf_counter() - start
    said = model(torch.tensor(x_test)).argmax(dim=1).numpy()
    return taken, float((said == y_test.argmax(axis=1)).mean())


WAYS = {"bplesson": ours, "scikit-learn, MLPClassifier": scikit_learn, "PyTorch, float64": pytorch}


def digits() -> list[Row]:
    """All ways by turns on five partings of the images: the shortest time, and the median of the accuracies."""
    found, absent = {way: [] for way in WAYS}, {}
    for seed in [*SEEDS] * ROUNDS:
        for way, training in WAYS.items():
            try:
                found[way].append(training(seed, *images(seed)))
            except ImportError as problem:
                absent[way] = str(problem)
    best = {way: min(taken for taken, _ in each) for way, each in found.items() if each}
    rows = []
    for way in WAYS:
        if way in absent:
            rows.append(missing(TITLE, way, absent[way]))
            continue
        times = best[way] / best["bplesson"]
        judged = way.startswith("scikit")
        shares = [share for _, share in found[way][: len(SEEDS)]]  # the rounds after the first one repeat them
        right = statistics.median(shares)
        rows.append(
            Row(TITLE, f"{way}: training", 1e3 * best[way], "ms",
                compared="" if way == "bplesson" else f"{times:.3g} × bplesson",
                bar="bplesson no slower" if judged else "", met=times >= 1 if judged else None)
        )  # fmt: skip
        least = 0.97 if way == "bplesson" else None
        rows.append(
            Row(TITLE, f"{way}: right answers", 100 * right, "%", bar=f"at least {100 * least:.0f} %" if least else "",
                met=right >= least if least else None,
                note="of five: " + ", ".join(f"{100 * share:.1f}" for share in shares))
        )  # fmt: skip
    return [*rows, difference()]


def difference() -> Row:
    """The largest difference between our derivatives and PyTorch's, over all training images (7.5)."""
    what = "derivatives: largest difference to PyTorch"
    x, y, _, _ = images()
    network = Network.random([64, HIDDEN, 10], NAMES, np.random.default_rng(0), "cross-entropy", bias=True)
    try:
        import torch
    except ImportError as problem:
        return missing(TITLE, what, str(problem))
    x_, y_, one = torch.tensor(x), torch.tensor(y), torch.ones(len(x), 1, dtype=torch.float64)
    W01, W12 = (torch.tensor(W, requires_grad=True) for W in network.weights)
    q1 = torch.tanh(torch.hstack([x_, one]) @ W01.T)
    torch.nn.functional.cross_entropy(torch.hstack([q1, one]) @ W12.T, y_).backward()
    theirs = W01.grad.numpy(), W12.grad.numpy()
    largest = max(np.abs(a - b).max() for a, b in zip(network.backward(x, y).gradients, theirs, strict=True))
    assert largest < 1e-10
    return Row(TITLE, what, float(largest), "", bar="below 1e-10", met=bool(largest < 1e-10))
