"""A move in the lessons' own pages, fully run as a learner has them, beside the bare floor page in the same Lab."""

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat

from benchmarks.pages import FLOOR_PAGE
from benchmarks.press import COUNT_DRAWING, Watch, press
from benchmarks.table import Row, missing
from tools.browser import HOW_TO, find_browser
from tools.lab import browser, lab, open_notebook, run_all, use_theme, write_notebook

TITLE = "1 key press in a lesson that has been run to changed pixels"
NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
MEASURED = ("02", "04", "05", "07")
BAR = 1.8  # times the floor, at most
ROUNDS = 4
SLIDER = ".bp-explorer .noUi-handle"


def lessons() -> Iterator[Row]:
    """The first explorer with a slider of each lesson: by turns with the floor, and no other lesson is open."""
    if find_browser() is None:
        yield missing(TITLE, "everything", HOW_TO)
        return
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        if path.stem[:2] in MEASURED:
            yield from _lesson(path)


def write_unrun(lesson: Path, path: Path) -> None:
    """The notebook as it is before anyone has run it."""
    notebook = nbformat.read(lesson, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.write(notebook, path)


def _lesson(lesson: Path) -> list[Row]:
    with tempfile.TemporaryDirectory() as temporary, browser() as chromium:
        folder, settings = Path(temporary) / "notebooks", Path(temporary) / "settings"
        folder.mkdir()
        settings.mkdir()
        use_theme(settings, dark=False)
        write_notebook(folder / "floor.ipynb", [FLOOR_PAGE.source.strip()])
        write_unrun(lesson, folder / lesson.name)
        with lab(folder, settings) as address:
            floor = _opened(chromium, address, folder / "floor.ipynb")
            page = _opened(chromium, address, folder / lesson.name)
            return _rows(lesson.stem, by_turns(floor, page))


def _opened(chromium, address, path: Path):
    tab, _ = open_notebook(chromium, address(path.name))
    tab.evaluate(COUNT_DRAWING)
    run_all(tab)
    tab.wait_for_timeout(3000)  # the widgets of the last cells are drawn after their cells are done
    return tab


def by_turns(floor, page, rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Milliseconds of every press: of the floor, and of what changes in the explorer."""
    handle = page.locator(SLIDER).first
    handle.scroll_into_view_if_needed()
    handle.evaluate("handle => handle.closest('.bp-explorer').classList.add('measured')")
    watched = {
        name: Watch(kind, f".measured {selector}")
        for name, kind, selector in (("diagram", "text", ".bp-diagram svg"), ("plots", "canvas", "canvas.bp-picture"))
        if page.locator(f".measured {selector}").count()
    }
    ways = {"floor": (floor, floor.locator(".noUi-handle").first, FLOOR_PAGE.sliders[0][2])}
    ways["lesson"] = (page, handle, watched)
    times = {}
    for turn in range(rounds):
        for tab, slider, changes in ways.values():
            key = ["ArrowRight", "ArrowLeft"][turn % 2]
            press(tab, slider, changes, key, presses=2)  # to warm up
            for name, taken in press(tab, slider, changes, key).items():
                times.setdefault(name, []).extend(taken)
    return times


def _rows(name: str, times: dict[str, list[float]]) -> list[Row]:
    (floor, first), *others = ((what, taken) for what, taken in times.items())
    least = statistics.median(first)
    rows = [Row(TITLE, f"{name}, beside it the {floor}", least, "ms")]
    for what, taken in others:
        if len(taken) < len(first) / 2:
            rows.append(missing(TITLE, f"{name}: {what}", f"saw only {len(taken)} changes in {len(first)} presses"))
            continue
        median = statistics.median(taken)
        rows.append(
            Row(TITLE, f"{name}: {what}", median, "ms", p95=statistics.quantiles(taken, n=20)[-1],
                compared=f"{median / least:.2f} × floor", bar=f"at most {BAR} × floor", met=median <= BAR * least)
        )  # fmt: skip
    return rows
