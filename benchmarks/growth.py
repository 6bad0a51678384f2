"""How the work grows: forward and backward over depth, width and examples, and paths against stored values."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from benchmarks.engine import ONE_THREAD
from benchmarks.table import Row
from bplesson.checks.work import microseconds
from bplesson.engine.network import Network
from bplesson.equations import equation
from bplesson.layers.equations import path_by_path, with_stored_values

PLOT = Path(__file__).parent / "growth.png"
# depth in weight matrices, width in nodes a layer, examples: what grows, while the other two stay
GROWING = {
    "depth": [(N, 64, 64) for N in (4, 8, 16, 32, 64, 128)],
    "width": [(3, d, 64) for d in (32, 64, 128, 256, 512, 1024)],
    "examples": [(3, 64, n) for n in (64, 256, 1024, 4096, 16384, 65536)],
}
AS_IT_SHOULD = {"depth": 1, "width": 2, "examples": 1}
LAST = 4  # of the six sizes: before them the time goes into all that does not grow
WIDE = 4  # nodes a layer where paths are counted


def times() -> dict[str, list[float]]:
    """Microseconds of one forward and backward pass for every case, by turns."""
    rng, taken = np.random.default_rng(0), {}
    for _ in range(3):
        for what, cases in GROWING.items():
            for case in cases:
                N, d, n = case
                network = Network.random([d] * (N + 1), "tanh", rng)
                x, y = rng.normal(size=(n, d)), rng.normal(size=(n, d))
                network.backward(x, y)
                taken.setdefault((what, case), []).append(microseconds(network.backward, x, y, runs=5))
    return {what: [min(taken[what, case]) for case in cases] for what, cases in GROWING.items()}


def growth() -> list[Row]:
    """The times, with one thread so that only the work grows; the exponent is the slope on logarithmic axes."""
    command = [sys.executable, "-m", "benchmarks.growth"]
    one_thread = os.environ | ONE_THREAD
    printed = subprocess.run(command, env=one_thread, capture_output=True, text=True, check=True).stdout
    measured, rows = json.loads(printed), []
    exponents = {}
    for what, cases in GROWING.items():
        sizes = [case[list(GROWING).index(what)] for case in cases]
        exponents[what] = float(np.polyfit(np.log(sizes[-LAST:]), np.log(measured[what][-LAST:]), 1)[0])
        title = f"8 forward and backward over {what}"
        rows += [Row(title, f"{what} {size}", time, "µs") for size, time in zip(sizes, measured[what])]
        wanted = AS_IT_SHOULD[what]
        rows.append(
            Row(title, f"exponent over {what}", exponents[what], "", bar=f"{wanted}, within 0.25",
                met=abs(exponents[what] - wanted) <= 0.25)
        )  # fmt: skip
    counts = paths()
    title = f"9 all derivatives of a linear network, {WIDE} nodes a layer"
    for N, (P, by_paths, stored, slow, quick) in counts.items():
        what = f"{N} weight matrices, {P:,} paths"
        rows.append(Row(title, f"{what}: path by path", slow, "µs", note=f"{by_paths:,} multiplications"))
        rows.append(
            Row(title, f"{what}: stored values", quick, "µs", compared=f"{slow / quick:,.3g} × faster",
                note=f"{stored:,} multiplications")
        )  # fmt: skip
    plot(measured, exponents, counts)
    return rows


def paths() -> dict[int, tuple]:
    """By depth: paths, multiplications path by path and with stored values, and the microseconds of both."""
    found = {}
    for N in range(1, 7):
        network = Network.random([WIDE] * (N + 1), "identity", np.random.default_rng(N))
        x = y = np.ones((1, WIDE))
        counted = [int(each) for each in equation("4.8").left(network, x, y)]
        given = [W.tolist() for W in network.weights], x[0].tolist(), y[0].tolist()
        assert np.allclose(np.ravel(path_by_path(*given)), np.ravel(with_stored_values(*given)))
        ways = path_by_path, with_stored_values
        found[N] = *counted, *(microseconds(way, *given, runs=1 if N > 4 else 5) for way in ways)
    return found


def plot(measured: dict, exponents: dict, counts: dict) -> None:
    """benchmarks/growth.png: one panel for each of the four."""
    import matplotlib

    matplotlib.use("agg")
    from matplotlib.figure import Figure

    figure = Figure(figsize=(11, 2.9), layout="constrained")
    for ax, (what, cases) in zip(figure.subplots(1, 4), [*GROWING.items(), ("paths", [])], strict=True):
        if what == "paths":
            depths = list(counts)
            for k, (name, style) in enumerate({"path by path": "o--", "stored values": "s-"}.items(), start=1):
                ax.semilogy(depths, [each[k] for each in counts.values()], style, label=name)
            ax.set(xlabel="weight matrices", ylabel="multiplications", title=f"paths, {WIDE} nodes a layer")
            ax.legend(frameon=False)
            continue
        sizes = [case[list(GROWING).index(what)] for case in cases]
        ax.loglog(sizes, measured[what], "o-")
        ax.set(xlabel=what, ylabel="microseconds", title=f"exponent {exponents[what]:.2f}")
    figure.savefig(PLOT, dpi=100, metadata={"Software": None})


if __name__ == "__main__":
    print(json.dumps(times()))
