"""The engine beside other ways to take derivatives, a landscape beside a loop, and three ways through a deep chain."""

import json
import math
import os
import subprocess
import sys

import numpy as np

from benchmarks.peers import CASES, WAYS
from benchmarks.table import Row, missing
from bplesson.checks.work import microseconds, multiplications
from bplesson.engine.landscape import direction, landscape
from bplesson.engine.network import Network

ROUNDS = 9
TITLES = {
    "chain": "3 forward and backward: chain of 3 weights",
    "2-16-16-1": "3 forward and backward: 2-16-16-1 on 1,000 points",
    "64-32-10": "3 forward and backward: 64-32-10 on 1,437 points",
}
# at least so many times faster than
BARS = {
    "chain": {"PyTorch, float64": 5, "PyTorch, single numbers": 5},
    "2-16-16-1": {"PyTorch, float64": 1, "micrograd": 100},
    "64-32-10": {"PyTorch, float64": 1, "PyTorch, float64, one thread": 1, "micrograd": 100},
}
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
# Two fifths of 64-32-10 are the tanh of 46,000 numbers. There lies the limit: without AVX-512 NumPy needs for them
# twice the time of PyTorch, which also gives them to two threads; matrix products take both about as long.
NOTES = {("64-32-10", "PyTorch, float64"): "its tanh takes half the time, without AVX-512, and all threads"}


def engine() -> list[Row]:
    """Every way in a process of its own, so that none disturbs another, and by turns, so that all meet the same noise.

    The figure is the shortest time: all else that runs on a machine only adds to it.
    """
    workers = {way: _worker(way) for way in WAYS}
    rows = []
    for case in CASES:
        ways = [way for way in WAYS if case == "chain" or way != "PyTorch, single numbers"]
        answers = {way: [] for way in ways}
        for _ in range(ROUNDS):
            for way in ways:
                answers[way].append(_ask(workers[way], case))
        rows += _rows(case, answers)
    for worker in workers.values():
        worker.stdin.close()
        worker.wait(30)
    return rows


def _worker(way: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "benchmarks.peers", way]
    env = os.environ | (ONE_THREAD if way.endswith("one thread") else {})
    return subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _ask(worker: subprocess.Popen, case: str) -> dict:
    worker.stdin.write(f"{case}\n")
    worker.stdin.flush()
    return json.loads(worker.stdout.readline())


def _rows(case: str, answers: dict) -> list[Row]:
    ours = {way: min(each["best"] for each in answers[way]) for way in answers if way.startswith("bplesson")}
    gradients = answers["bplesson"][0]["gradients"]
    rows = [Row(TITLES[case], way, best, "µs") for way, best in ours.items()]
    for way, given in answers.items():
        if way in ours:
            continue
        if "missing" in given[0]:
            rows.append(missing(TITLES[case], way, given[0]["missing"]))
            continue
        if given[0]["gradients"]:
            _same(gradients, given[0]["gradients"], 1e-3 if "float32" in way else 1e-9)
        theirs = min(each["best"] for each in given)
        beside = "bplesson, one thread" if way.endswith("one thread") else "bplesson"
        times = theirs / ours[beside]
        least, few = BARS[case].get(way), way == "micrograd" and case != "chain"
        rows.append(
            Row(
                TITLES[case],
                way,
                theirs,
                "µs",
                compared=f"{times:,.3g} × bplesson",
                bar={None: "", 1: "bplesson at least on a par"}.get(least, f"bplesson at least {least} × faster"),
                met=times >= least if least else None,
                note="2 examples timed, times their number" if few else NOTES.get((case, way), ""),
            )
        )
    return rows


def _same(ours, theirs, tolerance: float) -> None:
    """The same work was done: the derivatives agree."""
    ours, theirs = np.concatenate(ours), np.concatenate(theirs)
    assert np.abs(ours - theirs).max() <= tolerance * np.abs(ours).max()


def relief() -> list[Row]:
    """A landscape of 121 × 121 costs in one forward pass, and in a double loop."""
    title = "4 landscape of 121 × 121 costs of a chain"
    offsets = np.linspace(-3, 3, 121)
    network = Network.chain([0.5, -1.2, 0.8], "tanh")
    along, across = direction(network, 1), direction(network, 2)

    def at_once():
        return landscape(network, 1.0, 0.3, along, offsets, across, offsets).cost

    def over_networks():
        weights = [[0.5, -1.2 + first, 0.8 + second] for second in offsets for first in offsets]
        costs = [Network.chain(each, "tanh").mean_cost(1.0, 0.3) for each in weights]
        return np.reshape(costs, (121, 121))

    def in_python():
        costs = []
        for second in offsets.tolist():
            for first in offsets.tolist():
                q = math.tanh((-1.2 + first) * math.tanh(0.5 * math.tanh(1.0)))
                costs.append(0.5 * (math.tanh((0.8 + second) * q) - 0.3) ** 2)
        return np.reshape(costs, (121, 121))

    ways = {"landscape": at_once, "double loop over a Network": over_networks, "double loop in plain Python": in_python}
    times = {way: [] for way in ways}
    for _ in range(5):  # by turns
        for way, costs in ways.items():
            assert np.allclose(costs(), at_once(), rtol=1e-12)
            times[way].append(microseconds(costs, runs=1 if "Network" in way else 20))
    return [
        Row(title, way, min(taken), "µs", compared=f"{min(taken) / min(times['landscape']):,.3g} × landscape")
        for way, taken in times.items()
    ]


def deltas(weights, x, y):
    """Every derivative of a linear chain from the forward and the backward values (2.15)."""
    N = len(weights)
    q, delta = [x], []
    for w in weights:
        q.append(w * q[-1])
    delta.append(q[N] - y)
    for i in range(N - 1, 0, -1):
        delta.append(weights[i] * delta[-1])
    return [delta[N - 1 - i] * q[i] for i in range(N)]


def expanded(weights, x, y):
    """Every derivative from its own formula, multiplied out (2.5 - 2.7)."""
    output = x
    for w in weights:
        output = w * output
    error, derivatives = output - y, []
    for i in range(len(weights)):
        product = error * x
        for j, w in enumerate(weights):
            if j != i:
                product = w * product
        derivatives.append(product)
    return derivatives


def differences(weights, x, y, h=1e-5):
    """Every derivative from two costs, with its weight a little larger and a little smaller."""

    def cost(nudged):
        output = x
        for w in nudged:
            output = w * output
        return 0.5 * ((output - y) * (output - y))

    derivatives = []
    for i, w in enumerate(weights):
        above, below = cost([*weights[:i], w + h, *weights[i + 1 :]]), cost([*weights[:i], w - h, *weights[i + 1 :]])
        derivatives.append((above - below) * (0.5 / h))
    return derivatives


def depth() -> list[Row]:
    """All derivatives of a linear chain of depth 2 to 512, in plain Python: times and multiplications."""
    rows = []
    for N in (2, 8, 32, 128, 512):
        weights = [1.1 if i % 2 else 0.9 for i in range(N)]
        given = (weights, 1.0, 0.3)
        assert np.allclose(deltas(*given), expanded(*given)) and np.allclose(deltas(*given), differences(*given), 1e-4)
        ways = {"δ's": deltas, "expanded formulas": expanded, "central differences": differences}
        times = {way: [] for way in ways}
        for _ in range(5):  # by turns
            for way, derivatives in ways.items():
                times[way].append(microseconds(derivatives, *given, runs=1 if N > 100 else 20))
        network, (x, y) = Network.chain(weights), np.array([[[1.0]], [[0.3]]])
        times["the engine"] = [microseconds(network.backward, x, y, runs=20)]
        for way, taken in times.items():
            count = f"{multiplications(ways[way], *given):,} multiplications" if way in ways else ""
            factor = min(taken) / min(times["δ's"])
            rows.append(
                Row(
                    "7 all derivatives of a linear chain",
                    f"{N} weights, {way}",
                    min(taken),
                    "µs",
                    compared=f"{factor:.3g} × δ's",
                    note=count,
                )
            )
    return rows
