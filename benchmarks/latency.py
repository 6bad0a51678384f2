"""From a key press on a slider to changed pixels, in real JupyterLab in Chromium, each way in a page of its own."""

import importlib.util
import math
import statistics
import tempfile
from pathlib import Path

from benchmarks.pages import FLOOR_PAGE, GROUPS, USUAL, Page
from benchmarks.table import Row, missing
from tools.browser import HOW_TO, find_browser
from tools.lab import browser, lab, lay_out_all_cells, open_notebook, run_all, use_theme, write_notebook

TITLE = "1 key press on a slider to changed pixels"
BARS = {"diagram": 1.6, "words": 1.6, "new numbers": 2.5}  # times the floor, at most
ROUNDS, PRESSES, GAP = 4, 10, 150  # presses in a row, and milliseconds between them

# Counts how often each canvas is drawn upon.
COUNT_DRAWING = """() => {
for (const name of ["drawImage", "putImageData"]) {
  const draw = CanvasRenderingContext2D.prototype[name];
  CanvasRenderingContext2D.prototype[name] = function (...all) {
    this.canvas.drawn = (this.canvas.drawn ?? 0) + 1;
    return draw.apply(this, all);
  };
}
}"""

# Presses a key on the slider of that number, or the button with that word on it, and looks at every frame that the
# browser shows whether what is watched has changed. The direction turns round after each row of presses, so that no
# slider comes to its end. Into a box to fill another number is typed before each press, and has time to be taken in.
PRESS = """
async ({ handle, watched, presses, gap, key, fills }) => {
  const look = {
    text: (found) => found[0]?.textContent,
    image: (found) => (found.at(-1)?.complete ? found.at(-1).src : undefined),
    canvas: (found) => found.reduce((sum, canvas) => sum + (canvas.drawn ?? 0), 0),
    svg: (found) => found.map((each) => each.innerHTML).join(),
  };
  const signature = ({ kind, selector }) => look[kind]([...document.querySelectorAll(selector)]);
  const slider = typeof handle === "number"
    ? document.querySelectorAll(".noUi-handle")[handle]
    : [...document.querySelectorAll("button")].find((button) => button.textContent.trim() === handle);
  slider.scrollIntoView({ block: "center" });
  slider.focus();
  const times = Object.fromEntries(Object.keys(watched).map((name) => [name, []]));
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  for (let press = 0; press < presses; press++) {
    const box = fills && document.querySelector(fills);
    if (box) {
      box.value = Number(box.value) + 1;
      box.dispatchEvent(new Event("change"));
      await sleep(3 * gap);
    }
    await sleep(gap * (0.8 + 0.4 * Math.random())); // or the presses fall into step with the page
    const before = Object.fromEntries(Object.entries(watched).map(([name, each]) => [name, signature(each)]));
    const open = new Set(Object.keys(watched));
    const start = performance.now();
    if (typeof handle === "string") slider.click();
    else slider.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    while (open.size && performance.now() - start < 3000) {
      await frame();
      for (const name of [...open]) {
        const now = signature(watched[name]);
        if (now === undefined || now === before[name]) continue;
        times[name].push(performance.now() - start);
        open.delete(name);
      }
    }
  }
  return times;
}
"""


# Presses play, counts pictures, presses pause, and waits for the last picture.
PLAY = """
async ({ seconds }) => {
  const buttons = () => [...document.querySelectorAll("button")];
  const press = (word) => buttons().find((each) => each.textContent.trim() === word).click();
  const drawn = () => document.querySelector("canvas.bp-picture").drawn ?? 0;
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
  const frame = () => new Promise((done) => requestAnimationFrame(done));
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


def latency() -> list[Row]:
    """What is compared is open side by side, and nothing else: a page that only waits costs the others time too."""
    if find_browser() is None:
        return [missing(TITLE, "everything", HOW_TO)]
    return [row for pages in GROUPS for row in _side_by_side((FLOOR_PAGE, *pages))]


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
    """Pictures a second while it plays, and how long after a press on pause the last one comes: medians of five."""
    tab.bring_to_front()
    taken = [tab.evaluate(PLAY, {"seconds": 3}) for _ in range(5)]
    rate, last = (statistics.median(each[what] for each in taken) for what in ("rate", "last"))
    return [
        Row(TITLE, f"{page.plays}: pictures a second", rate, "", bar="at least 10", met=rate >= 10),
        Row(TITLE, f"{page.plays}: last picture after pause", last, "ms", bar="at most 200 ms", met=last <= 200),
    ]


def _open(chromium, folder: Path, address, page: Page):
    write_notebook(folder / f"{page.name}.ipynb", [page.source.strip()])
    tab, _ = open_notebook(chromium, address(f"{page.name}.ipynb"))
    tab.evaluate(COUNT_DRAWING)
    run_all(tab, folder / f"{page.name}.ipynb")
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
    tab.bring_to_front()
    for handle, change, watched in page.sliders:
        given = {
            "handle": handle,
            "watched": {name: {"kind": watch.kind, "selector": watch.selector} for name, watch in watched.items()},
            "gap": GAP,
            "key": key,
            "fills": page.fills,
        }
        tab.evaluate(PRESS, {**given, "presses": 3})  # to warm up
        for name, taken in tab.evaluate(PRESS, {**given, "presses": PRESSES}).items():
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
        if bar := BARS.get(name):
            row |= {"bar": f"at most {bar} × floor", "met": median <= bar * floor}
        elif name == "plots":
            usual = medians.get((change, USUAL), math.nan)  # a bar that cannot be judged is not met
            row["compared"] += f", usual way {usual / median:.1f} × slower"
            row |= {
                "bar": "at most 2.5 × floor, usual way at least 3 × slower",
                "met": median <= 2.5 * floor and median <= usual / 3,
            }
        rows.append(Row(TITLE, what, median, "ms", **row))
    return rows
