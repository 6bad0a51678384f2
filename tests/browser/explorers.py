"""What the browser tests look at in a notebook: its explorers, what they say and show, and whether it can be read."""

from importlib.resources import files

from playwright.sync_api import ElementHandle, Locator, Page

Explorer = Locator | ElementHandle  # a handle is found once, a locator anew each time it is asked


def explorers(page: Page) -> list[Locator]:
    """The output areas that hold an explorer, each with a number of its own to be found by at once."""
    found = page.locator(".jp-OutputArea-output", has=page.locator("canvas.bp-picture"))
    found.evaluate_all("all => all.forEach((each, k) => (each.dataset.explorer = k))")
    return [page.locator(f'css:light=[data-explorer="{k}"]') for k in range(found.count())]


def has_diagram(explorer: Explorer) -> bool:
    return explorer.evaluate("explorer => explorer.querySelector('.bp-diagram') !== null")


def words(explorer: Explorer) -> list[str]:
    texts = "explorer => [...explorer.querySelectorAll('.bp-diagram text')]"
    return explorer.evaluate(f"{texts}.map((each) => each.textContent)")


# A number made of all pixels, from which it can be told whether one has changed; a PNG of them takes ten times as long.
PIXELS = """explorer => {
  const canvas = explorer.querySelector("canvas.bp-picture"), { width, height } = canvas;
  const all = new Uint32Array(canvas.getContext("2d").getImageData(0, 0, width, height).data.buffer);
  let number = 0;
  for (const pixel of all) number = (Math.imul(number, 31) + pixel) | 0;
  return [width, height, number];
}"""


def pixels(explorer: Explorer) -> list[int]:
    return explorer.evaluate(PIXELS)


def boxes(explorer: Explorer) -> list[str]:
    inputs = "explorer => [...explorer.querySelectorAll('.bp-number input')]"
    return explorer.evaluate(f"{inputs}.map((each) => each.value)")


def until_changed(page: Page, ask, before) -> None:
    """Wait until `ask()` says something else than `before`."""
    for _ in range(300):
        if ask() != before:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"nothing changed within 15 s: {str(before)[:200]}")


LOOK = """explorer => {
  const opacity = (each) => (each ? getComputedStyle(each).opacity * opacity(each.parentElement) : 1);
  const svg = explorer.querySelector(".bp-diagram svg"), frame = svg.getBoundingClientRect();
  const shown = [...svg.querySelectorAll("text")].filter(
    (each) => each.textContent && getComputedStyle(each).visibility !== "hidden");
  const ground = getComputedStyle(svg.querySelector("rect")).fill;
  return shown.map((each) => {
    const box = each.getBoundingClientRect(), style = getComputedStyle(each);
    return { words: each.textContent, left: box.left - frame.left, right: box.right - frame.left,
             top: box.top - frame.top, bottom: box.bottom - frame.top, width: frame.width, height: frame.height,
             colour: style.fill, ground, opacity: opacity(each) };
  });
}"""


def check_looks(explorer: Explorer) -> None:
    """Nothing on the diagram is cut off, lies on top of another text, is too small, or too faint to read."""
    texts = explorer.evaluate(LOOK)
    assert len(texts) >= 5
    for text in texts:
        assert -1 <= text["left"] and text["right"] <= text["width"] + 1, f"cut off: {text}"
        assert -1 <= text["top"] and text["bottom"] <= text["height"] + 1, f"cut off: {text}"
        assert text["bottom"] - text["top"] >= 10.5, f"too small: {text}"
        assert contrast(blended(text["colour"], text["ground"], text["opacity"]), text["ground"]) >= 4.5, (
            f"faint: {text}"
        )
    for k, one in enumerate(texts):
        for other in texts[k + 1 :]:
            apart = (
                one["right"] <= other["left"] + 1
                or other["right"] <= one["left"] + 1
                or one["bottom"] <= other["top"] + 4
                or other["bottom"] <= one["top"] + 4
            )
            assert apart, f"on top of each other: {one['words']!r} and {other['words']!r}"


def channels(colour: str) -> list[float]:
    """Red, green and blue of the CSS colour rgb(r, g, b)."""
    return [float(part) for part in colour[colour.index("(") + 1 : colour.index(")")].split(",")[:3]]


def blended(colour: str, ground: str, opacity: float) -> str:
    """The colour that is seen where `colour` lets the ground through."""
    mixed = (opacity * a + (1 - opacity) * b for a, b in zip(channels(colour), channels(ground)))
    return f"rgb({', '.join(map(str, mixed))})"


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two CSS colours rgb(r, g, b), as WCAG 2 defines it."""

    def luminance(colour):
        parts = [part / 255 for part in channels(colour)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
JUDGE = """async (rules) => {
  const folded = [...document.querySelectorAll("button")].filter((each) => each.textContent === "more ▾");
  for (const button of folded) button.click();
  if (folded.length) await new Promise((done) => setTimeout(done, 3000)); // what stands there may be made only now
  const options = { resultTypes: ["violations"], iframes: false, runOnly: rules };
  const { violations } = await axe.run({ include: [[".jp-OutputArea-output"]] }, options);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((each) => each.html.slice(0, 200)).join(" | ")}`);
}"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Page, rules: list[str] = RULES) -> list[str]:
    """What axe-core finds wrong with all that the cells show, with everything that is folded away unfolded."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return page.evaluate(JUDGE, rules)
