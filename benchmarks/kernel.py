"""What happens inside a kernel: the time of a change of an explorer, memory after a lesson, and imports."""

import json
import statistics
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import jupytext
import psutil
from jupyter_client.manager import start_new_kernel

from benchmarks.table import Row

LESSONS = Path(__file__).resolve().parents[1] / "lessons"
MOST_MEMORY = {"02": 250, "07": 300}  # megabytes, by lesson

MOST = 6  # milliseconds of a move

# Every explorer but the StartsExplorer, whose every move trains twelve networks.
CHANGES = """
import json, time
import numpy as np
import bplesson as bp

def timed(explorer, move):
    explorer._repr_mimebundle_()
    times = []
    for k in range(50):
        before = time.perf_counter()
        move(explorer, k)
        times.append(1e3 * (time.perf_counter() - before))
    return times[10:]

def slide(explorer, name, start, step=0.01):
    return timed(explorer, lambda explorer, k: setattr(explorer, name, start + step * (k % 10)))

def draw(explorer, k):
    explorer.image = np.roll(page, k)

page = np.where(np.arange(64) % 8 == 3, 1.0, 0.0)
network = bp.Network.random([2, 3, 1], "tanh", np.random.default_rng(0))
x, y = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([[0.0], [1.0], [1.0], [0.0]])
digits = bp.DigitsExplorer(hidden=(4,))
digits.epoch = 12

def chain(activations):
    return bp.ChainExplorer([0.5, -1.2, 0.8], x=1.0, y=0.3, activations=activations)

print(json.dumps({
    "FitExplorer, w": slide(bp.FitExplorer(), "w", 1.0),
    "SlopeExplorer, w": slide(bp.SlopeExplorer("parabola", w=-1.0, eta=0.2), "w", -1.0),
    "SlopeExplorer, η: the step moves": slide(bp.SlopeExplorer("parabola", w=-1.0, eta=0.2), "eta", 0.2),
    "ChainExplorer, linear, w12: the point moves": slide(chain("identity"), "w12", -1.2),
    "ChainExplorer, linear, w01: the landscape changes": slide(chain("identity"), "w01", 0.5),
    "ChainExplorer, tanh, w12: the point moves": slide(chain("tanh"), "w12", -1.2),
    "ChainExplorer, tanh, w01: the landscape changes": slide(chain("tanh"), "w01", 0.5),
    "LinearityExplorer, a": slide(bp.LinearityExplorer(), "a", 1.0),
    "NudgeExplorer, h": slide(bp.NudgeExplorer(), "log_h", -3.0, 0.1),
    "DepthExplorer, w": slide(bp.DepthExplorer(), "w", 0.5),
    "LayersExplorer, w01_00: the point moves": slide(bp.LayersExplorer(select="w01_00"), "w01_00", 0.5),
    "LayersExplorer, w01_20: the landscape changes": slide(bp.LayersExplorer(select="w01_00"), "w01_20", 0.5),
    "TrainingExplorer, one step": timed(bp.TrainingExplorer(), lambda explorer, k: explorer.step()),
    "DirectionsExplorer, t": slide(
        bp.DirectionsExplorer(network, x, y, bp.descend(network, x, y, 0.3, 20)), "t", 0, 1),
    "StartExplorer, size of the weights": slide(bp.StartExplorer(), "scale", 0.5),
    "DigitsExplorer, epoch": slide(digits, "epoch", 1, 1),
    "DrawExplorer, 64 pixels": timed(bp.DrawExplorer(), draw),
}))
"""

NEW_FIGURES = """
import io, json, time
import matplotlib.pyplot as plt
{source}
times = []
for k in range(25):
    before = time.perf_counter()
    draw({start} + 0.01 * k)
    plt.gcf().savefig(io.BytesIO(), format="png")
    plt.close("all")
    times.append(1e3 * (time.perf_counter() - before))
print(json.dumps(times[5:]))
"""


@contextmanager
def kernel():
    """A fresh kernel: a function that runs code in it and gives back what it printed, and its process."""
    manager, client = start_new_kernel(kernel_name="python3", stderr=subprocess.DEVNULL)

    def run(code: str) -> str:
        printed = []

        def hook(message):
            content = message["content"]
            if message["msg_type"] == "stream" and content["name"] == "stdout":
                printed.append(content["text"])

        reply = client.execute_interactive(code, output_hook=hook, timeout=300)["content"]
        assert reply["status"] == "ok", "\n".join(reply.get("traceback", []))
        return "".join(printed)

    try:
        yield run, psutil.Process(manager.provisioner.process.pid)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def change() -> list[Row]:
    """From a trait that is set to the last message that leaves the kernel, beside a new figure of the same content."""
    from benchmarks.pages import NEW_CHAIN

    title = "2 kernel time of one move"
    with kernel() as (run, _):
        times = json.loads(run(CHANGES))
    rows = []
    for what, taken in times.items():
        median = statistics.median(taken)
        rows.append(Row(title, what, median, "ms", p95=_p95(taken), bar=f"at most {MOST} ms", met=median <= MOST))
    with kernel() as (run, _):
        taken = json.loads(run(NEW_FIGURES.format(source=NEW_CHAIN, start=0.5)))
    return [*rows, Row(title, "the usual way: a new figure of the chain", statistics.median(taken), "ms", _p95(taken))]


def _p95(values) -> float:
    return statistics.quantiles(values, n=20)[-1]


def memory() -> list[Row]:
    """Resident memory of a kernel after each lesson has run in it from top to bottom, beside one with imports only."""
    title = "6 memory of a kernel"
    rows = []
    with kernel() as (run, process):
        run("import numpy, matplotlib.pyplot, ipywidgets")
        rows.append(Row(title, "numpy, matplotlib and ipywidgets imported", _megabytes(process), "MB"))
    for path in sorted(LESSONS.glob("*.md")):
        cells = [cell.source for cell in jupytext.read(path).cells if cell.cell_type == "code"]
        with kernel() as (run, process):
            run("import sys; sys.modules['torch'] = None")  # a peer of the benchmarks, not among the requirements
            for source in cells:
                run(source)
            used = _megabytes(process)
        most = MOST_MEMORY.get(path.stem[:2])
        rows.append(
            Row(
                title,
                f"lesson {path.stem} run",
                used,
                "MB",
                bar=f"under {most} MB" if most else "",
                met=used < most if most else None,
            )
        )
    return rows


def _megabytes(process: psutil.Process) -> float:
    return process.memory_info().rss / 1e6


def imports() -> list[Row]:
    """Imports in fresh processes by turns; files are in the system's cache after a first one that is not counted.

    What draws is loaded when it is first used: hence the row with a first explorer.
    """
    title = "5 import"
    base = "import numpy, matplotlib, ipywidgets"
    codes = {base: [], f"{base}, bplesson": [], f"{base}, bplesson; bplesson.ChainExplorer()": []}
    for _ in range(16):
        for code, times in codes.items():
            timed = f"import time; t = time.perf_counter(); {code}; print(time.perf_counter() - t)"
            printed = subprocess.run([sys.executable, "-c", timed], capture_output=True, text=True, check=True).stdout
            times.append(1e3 * float(printed))
    rows = [Row(title, code, statistics.median(times[1:]), "ms") for code, times in codes.items()]
    added = rows[1].value - rows[0].value
    return [*rows, Row(title, "what import bplesson adds", added, "ms", bar="at most 150 ms", met=added <= 150)]
