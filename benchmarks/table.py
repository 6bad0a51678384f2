"""Figures as rows of one table, with the bar that each has to meet, and as JSON with versions and machine."""

import json
import os
import platform
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

RESULTS = Path(__file__).parent / "results.json"
PACKAGES = ["numpy", "matplotlib", "pillow", "ipywidgets", "anywidget", "jupyterlab", "playwright"]
PEERS = ["torch", "scikit-learn", "micrograd", "autograd", "mpl-interactions", "ipympl", "bqplot"]


@dataclass(frozen=True)
class Row:
    """One figure: `value` in `unit`, or None with the reason in `note`.

    `compared` says what it is a multiple of, `bar` what was asked for, and `met` whether it is.
    """

    case: str
    what: str
    value: float | None
    unit: str
    p95: float | None = None
    compared: str = ""
    bar: str = ""
    met: bool | None = None
    note: str = ""


def missing(case: str, what: str, why: str) -> Row:
    """A row for what could not be measured: named, never left out."""
    return Row(case, what, None, "", note=why)


def printed(rows: Iterable[Row]) -> Iterator[Row]:
    """The same rows, each printed as soon as it has been measured, under its case."""
    case = None
    for row in rows:
        if row.case != case:
            case = row.case
            print(f"\n{case}")
        print(_line(row), flush=True)
        yield row


def bars(rows: list[Row]) -> str:
    """How many bars are met."""
    judged = [row for row in rows if row.met is not None]
    return f"{sum(row.met for row in judged)} of {len(judged)} bars met"


def _line(row: Row) -> str:
    what, measured, compared, verdict = _cells(row)
    return f"  {what:<66}  {measured:>24}  {compared:<18}  {verdict:<48}  {row.note}".rstrip()


def _cells(row: Row) -> tuple[str, str, str, str]:
    measured = "missing"
    if row.value is not None:
        measured = f"{_rounded(row.value)} {row.unit}"
        if row.p95 is not None:
            measured = f"{measured} (p95 {_rounded(row.p95)})"
    verdict = "" if row.met is None else f"{'met' if row.met else 'MISSED'}: {row.bar}"
    return row.what, measured, row.compared, verdict


def _rounded(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def save(rows: list[Row]) -> None:
    """Write benchmarks/results.json."""
    result = {"machine": machine(), "versions": versions(), "rows": [asdict(row) for row in rows]}
    RESULTS.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def machine() -> dict:
    """What the figures depend on: processor, cores, system."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        model = names[0] if names else model
    return {"processor": model, "cores": os.cpu_count(), "system": f"{platform.system()} {platform.machine()}"}


def versions() -> dict:
    """Versions of Python, the packages, the peers and the browser; None for what is not installed."""
    found = {"python": platform.python_version()}
    for package in PACKAGES + PEERS:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            found[package] = None
    return {**found, "chromium": _chromium()}


def _chromium() -> str | None:
    from tools.browser import find_browser  # only here: it needs playwright

    path = find_browser()
    said = path and subprocess.run([path, "--version"], capture_output=True, text=True).stdout
    numbers = [word for word in (said or "").split() if word[0].isdigit()]
    return numbers[0] if numbers else None
