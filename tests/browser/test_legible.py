"""Letters are never smaller than 11 pixels, however small the window: what does not fit is scrolled and not shrunk."""

import pytest

from tools.build_notebooks import NOTEBOOKS
from tools.lab import write_notebook

LEAST = 10.95
MAZUR = "[[[.15, .2], [.25, .3]], [[.4, .45], [.5, .55]]], [.05, .1], [.01, .99], 'sigmoid'"
CELLS = [
    "e = bp.ChainExplorer([3, -1, 2], 0.5, -1, eta=0.05)\ne.step()\ne",
    "e = bp.LayersExplorer()\ne.step()\ne.step()\ne",
    f"e = bp.LayersExplorer({MAZUR}, eta=0.5)\ne.step()\ne",
    f"bp.LayersExplorer({MAZUR}, view='matrices')",
    "e = bp.SlopeExplorer('parabola', w=-1.0, eta=2.2)\ne.step()\ne",
    "bp.TrainingExplorer('two moons', (8,))",
    "bp.DigitsExplorer(hidden=(4,))",
    "bp.LinearityExplorer()",  # has no place at which it could be broken
    "bp.whose_mistake('P2.1')",
    "bp.practice('P4.1')",
]
EXPLORERS = 8  # of these, with plots

LETTERS = """explorer => [...explorer.querySelectorAll("svg text, svg tspan")].flatMap((text) => {
  const own = [...text.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  const { visibility, fontSize } = getComputedStyle(text);
  return own && visibility !== "hidden" ? [[text.textContent, parseFloat(fontSize) * text.getScreenCTM().a]] : [];
})"""
TOO_LONG = """explorer => [...explorer.querySelectorAll(".bp-diagram svg")].flatMap((svg) => {
  const boxes = [...svg.querySelectorAll("rect")].map((each) => each.getBoundingClientRect());
  return [...svg.querySelectorAll("text[textLength]")].filter((text) => {
    const { left, right, top, bottom } = text.getBoundingClientRect(), middle = (top + bottom) / 2;
    const within = (box) => box.left <= (left + right) / 2 && (left + right) / 2 <= box.right
      && box.top <= middle && middle <= box.bottom;
    return !boxes.some((box) => within(box) && box.left - 1 <= left && right <= box.right + 1)
      || Math.abs(text.getComputedTextLength() - text.getAttribute("textLength")) > 0.5;
  }).map((text) => text.textContent);
})"""
NARROWED = """() => document.querySelectorAll("text[textLength]").length"""
SHARE = """canvas => canvas.getBoundingClientRect().width / (canvas.width / devicePixelRatio)"""
SCROLLED = """canvas => {
  const { scrollWidth, clientWidth } = canvas.parentElement;
  return scrollWidth > clientWidth && getComputedStyle(canvas).touchAction === "pan-x";
}"""
FIGURES = """() => [...document.querySelectorAll('.jp-RenderedImage img[src^="data:image/png"]')].map((each) => ({
  share: each.getBoundingClientRect().width / each.naturalWidth,
  scrolls: getComputedStyle(each.closest(".jp-OutputArea-output")).overflowX,
  reached: each.closest(".jp-RenderedImage").tabIndex === 0,
  wider: each.closest(".jp-RenderedImage").scrollWidth > each.closest(".jp-RenderedImage").clientWidth,
}))"""
LEGIBLE = 0.81 - 0.002  # of the size of a plot or a figure; widths are whole pixels


@pytest.fixture(scope="module")
def page(opened):
    """The explorers and questions of CELLS."""
    cells = ["import bplesson as bp", *CELLS]
    page, errors = opened("legible.ipynb", lambda path: write_notebook(path, cells), 800, 900, dark=False)
    page.locator("canvas.bp-picture").nth(EXPLORERS - 1).wait_for()
    page.locator(".bp-diagram").last.wait_for(state="attached")
    page.wait_for_timeout(1000)
    yield page
    assert errors == []


@pytest.mark.parametrize("width", [800, 1024])
def test_letters_of_diagrams_and_plots_can_be_read(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_timeout(500)
    read = 0
    for out in page.locator(".jp-OutputArea-output", has=page.locator("svg")).all():
        out.scroll_into_view_if_needed()
        page.wait_for_timeout(200)
        letters = out.evaluate(LETTERS)
        assert [each for each in letters if each[1] < LEAST] == []
        assert out.evaluate(TOO_LONG) == []
        read += len(letters)
    assert read > 200 and page.evaluate(NARROWED) > 5
    for canvas in page.locator("canvas.bp-picture").all():
        assert canvas.evaluate(SHARE) >= LEGIBLE
    assert width > 800 or any(canvas.evaluate(SCROLLED) for canvas in page.locator("canvas.bp-picture").all())


@pytest.mark.parametrize("width", [800, 1024, 1440])
def test_figures_shrink_no_further_than_their_letters_can_be_read(opened, width):
    stored = NOTEBOOKS / "05_the_whole_algorithm.ipynb"
    page, _ = opened("figures.ipynb", lambda path: path.write_bytes(stored.read_bytes()), width, 900, False, run=False)
    page.locator(".jp-RenderedImage img").nth(5).wait_for(state="attached")
    page.wait_for_timeout(1000)
    found = page.evaluate(FIGURES)
    assert len(found) > 5 and all(each["share"] >= LEGIBLE and each["scrolls"] == "auto" for each in found)
    assert all(each["wider"] for each in found if each["reached"])
    assert width > 800 or any(each["reached"] for each in found)  # the others once they come into sight
    assert width < 1440 or all(each["share"] > 0.999 for each in found)
