"""From a key press on a slider to changed pixels, in real JupyterLab in Chromium, each way in a page of its own."""

import importlib.util
import math
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.pages import FLOOR_PAGE, GROUPS, Page
from benchmarks.press import COUNT_DRAWING, PRESSES, press
from benchmarks.table import Row, missing
from tools.browser import HOW_TO, find_browser
from tools.lab import browser, lab, lay_out_all_cells, open_notebook, run_all, use_theme, write_notebook

TITLE = "1 key press on a slider to changed pixels"
BARS = {"diagram": 1.3, "plots": 1.6, "words": 1.6, "new numbers": 2.5}  # times the floor, at most
BROWSER = "bqplot"  # draws in the browser: where it shows the same, plots are to be no slower
ROUNDS = 4

# Goes back to the start, presses play, counts pictures, presses pause, and waits for the last picture.
PLAY = """
async ({ seconds }) => {
  const buttons = () => [...document.querySelectorAll("button")];
  const press = (word) => buttons().find((each) => each.textContent.trim() === word).click();
  const drawn = () => document.querySelector("canvas.bp-picture").drawn ?? 0;
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  press("reset");
  await sleep(500);
  press("play");
  await sleep(1000);
  const before = drawn(), start = performance.now();
  await sleep(1000 * seconds);
  const rate = (1000 * (drawn() - before)) / (performance.now() - start);
  const pressed = performance.now();
  press("pause");
  let last = 0, seen = drawn();
  while (performance.now() - pressed < 1500) {
    await frame();
    if (drawn() === seen) continue;
    [seen, last] = [drawn(), performance.now() - pressed];
  }
  return { rate, last };
}
"""


def latency() -> Iterator[Row]:
    """What is compared is open side by side, and nothing else: a page that only waits costs the others time too."""
    if find_browser() is None:
        yield missing(TITLE, "everything", HOW_TO)
        return
    for pages in GROUPS:
        yield from _side_by_side((FLOOR_PAGE, *pages))


def _side_by_side(pages: tuple[Page, ...]) -> list[Row]:
    """Rows of presses by turns. The floor comes first, since bars are multiples of it."""
    times, rows = {}, []
    with tempfile.TemporaryDirectory() as temporary, browser() as chromium:
        folder, settings = Path(temporary) / "notebooks", Path(temporary) / "settings"
        folder.mkdir()
        settings.mkdir()
        use_theme(settings, dark=False)
        lay_out_all_cells(settings)
        with lab(folder, settings) as address:
            opened = []
            for page in pages:
                if page.needs and importlib.util.find_spec(page.needs) is None:
                    rows.append(missing(TITLE, page.name, f"{page.needs} is not installed"))
                    continue
                try:
                    opened.append((page, _open(chromium, folder, address, page)))
                except Exception as problem:  # a peer that does not come up is named, and does not stop the others
                    rows.append(missing(TITLE, page.name, " ".join(str(problem).split())[:120]))
            for turn in range(ROUNDS):
                for page, tab in opened:
                    _press(page, tab, ["ArrowRight", "ArrowLeft"][turn % 2], times)
            rows += [row for page, tab in opened if page.plays for row in _playing(page, tab)]
    return _judged(times) + rows


def _playing(page: Page, tab) -> list[Row]:
    """Pictures a second while it plays, and how long after a press on pause the last one comes: medians of three."""
    tab.bring_to_front()
    taken = [tab.evaluate(PLAY, {"seconds": 2}) for _ in range(3)]
    rate, last = (statistics.median(each[what] for each in taken) for what in ("rate", "last"))
    return [
        Row(TITLE, f"{page.plays}: pictures a second", rate, "", bar="at least 10", met=rate >= 10),
        Row(TITLE, f"{page.plays}: last picture after pause", last, "ms", bar="at most 200 ms", met=last <= 200),
    ]


def _open(chromium, folder: Path, address, page: Page):
    write_notebook(folder / f"{page.name}.ipynb", [page.source.strip()])
    tab, _ = open_notebook(chromium, address(f"{page.name}.ipynb"))
    tab.evaluate(COUNT_DRAWING)
    run_all(tab)
    errors = tab.locator('.jp-OutputArea-output[data-mime-type*="error"]').all_text_contents()
    assert not errors, errors[0][-300:]
    for _, _, watched in page.sliders:
        for watch in watched.values():
            tab.wait_for_selector(watch.selector, timeout=20_000, state="attached")
    if any(isinstance(handle, int) for handle, _, _ in page.sliders):
        tab.wait_for_selector(".noUi-handle", timeout=20_000, state="attached")
    tab.wait_for_timeout(1500)
    return tab


def _press(page: Page, tab, key: str, times: dict) -> None:
    for handle, change, watched in page.sliders:
        if isinstance(handle, int):
            place = tab.locator(".noUi-handle").nth(handle)
        else:
            place = tab.get_by_role("button", name=handle, exact=True)
        press(tab, place, watched, key, presses=3, fills=page.fills)  # to warm up
        for name, taken in press(tab, place, watched, key, fills=page.fills).items():
            times.setdefault((change, name), []).extend(taken)


def _judged(times: dict) -> list[Row]:
    medians = {
        key: statistics.median(taken) if len(taken) > ROUNDS * PRESSES / 2 else math.nan for key, taken in times.items()
    }
    floor = medians.get(("floor", "number in an HTML widget"), math.nan)
    rows = []
    for (change, name), taken in sorted(times.items(), key=lambda each: each[0][0] != "floor"):
        what = f"floor: {name}" if change == "floor" else f"{change}: {name}"
        median = medians[change, name]
        if math.isnan(median):
            rows.append(missing(TITLE, what, f"saw only {len(taken)} changes in {ROUNDS * PRESSES} presses"))
            continue
        row = {"p95": statistics.quantiles(taken, n=20)[-1], "compared": f"{median / floor:.2f} × floor"}
        if most := BARS.get(name):
            row |= {"bar": f"at most {most} × floor", "met": median <= most * floor}
        if name == "plots" and (theirs := medians.get((change, BROWSER))):
            row |= {"bar": f"{row['bar']}, no slower than {BROWSER}", "met": row["met"] and median <= theirs}
        rows.append(Row(TITLE, what, median, "ms", **row))
    return rows
