"""One press of a real key in a page of JupyterLab, and the time until what is watched has changed on the screen."""

from dataclasses import dataclass

PRESSES, GAP = 10, 150  # presses in a row, and about so many milliseconds before each of them


@dataclass(frozen=True)
class Watch:
    """What has to change in the page: `kind` is "text" (its words), "image" (its source), "canvas" (it is drawn upon)
    or "svg" (its elements) of what `selector` finds."""

    kind: str
    selector: str


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

# From now on every frame that the browser shows is looked at; the clock runs from the moment of the key or the click.
WATCH = """
({ watched }) => {
  const look = {
    text: (found) => found[0]?.textContent,
    image: (found) => (found.at(-1)?.complete ? found.at(-1).src : undefined),
    canvas: (found) => found.reduce((sum, canvas) => sum + (canvas.drawn ?? 0), 0),
    svg: (found) => found.map((each) => each.innerHTML).join(),
  };
  const signature = ({ kind, selector }) => look[kind]([...document.querySelectorAll(selector)]);
  const before = Object.fromEntries(Object.entries(watched).map(([name, each]) => [name, signature(each)]));
  const open = new Set(Object.keys(watched)), times = {};
  let start;
  for (const kind of ["keydown", "click"])
    addEventListener(kind, (event) => (start ??= event.timeStamp), { capture: true, once: true });
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const armed = performance.now();
  window.changed = (async () => {
    while (open.size && performance.now() - (start ?? armed) < 3000) {
      await frame();
      for (const name of [...open]) {
        const now = signature(watched[name]);
        if (now === undefined || now === before[name]) continue;
        times[name] = performance.now() - start;
        open.delete(name);
      }
    }
    return times;
  })();
}
"""

# Into a box to fill another number is typed before each press, 1 more and 1 less by turns, and has time to be taken in.
FILL = """
(selector) => {
  const box = document.querySelector(selector);
  window.more = -(window.more ?? -1);
  box.value = Number(box.value) + window.more;
  box.dispatchEvent(new Event("change"));
}
"""


def press(tab, handle, watched: dict[str, Watch], key: str, presses: int = PRESSES, fills: str = "") -> dict:
    """Milliseconds from each of some presses of `key` to each of the changes that are watched: {name: [ms, …]}.

    `handle` is the locator of a slider's handle, which is clicked once, or of a button, which is clicked by each press.
    """
    tab.bring_to_front()
    handle.scroll_into_view_if_needed()
    is_button = handle.evaluate("element => element.tagName") == "BUTTON"
    if not is_button:
        handle.click()
    given = {"watched": {name: {"kind": each.kind, "selector": each.selector} for name, each in watched.items()}}
    times = {name: [] for name in watched}
    for each in range(presses):
        if fills:
            tab.wait_for_timeout(4 * GAP)  # what is typed sooner after a check counts as typed before it
            tab.evaluate(FILL, fills)
            tab.wait_for_timeout(3 * GAP)
        tab.wait_for_timeout(GAP * (0.8 + 0.4 * (each * 0.618 % 1)))  # or the presses fall into step with the page
        tab.evaluate(WATCH, given)
        if is_button:
            handle.evaluate("button => button.click()")
        else:
            tab.keyboard.press(key)
        for name, taken in tab.evaluate("window.changed").items():
            times[name].append(taken)
    return times
