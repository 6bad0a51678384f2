"""One screen holds one task: question, diagram, sentence, controls, buttons and plots, in real JupyterLab."""

import pytest

from tests.browser.explorers import explorers
from tools.lab import write_notebook

CHAIN, SLOPE, LAYERS = range(3)
CELLS = [
    'bp.ChainExplorer(activations="tanh")',
    "bp.SlopeExplorer()",
    "bp.LayersExplorer()",
    """bp.LayersExplorer(
        [[[1, -1], [1, 2], [-1, 0]], [[1, 2, 1], [-1, 1, -2]]], x=[2, 1], y=[-3, 3],
        activations=["identity", "relu", "identity"], eta=0.05, select="node 1.2",
    )""",  # higher, with p and q
]
WIDE, SMALL = (1440, 900, False), (1024, 768, True)
BUTTON, LINE = 30, 20  # the heights of a line of buttons and of one of text, in pixels

ROWS = """explorer => {
  const view = explorer.querySelector(".bp-explorer"), top = view.getBoundingClientRect().top;
  return [...view.children].map((each) => each.getBoundingClientRect()).filter((box) => box.height)
    .map((box) => ({ begins: box.top - top, ends: box.bottom - top, height: box.height }));
}"""
SEEN = """() => document.querySelector(".jp-WindowedPanel-outer").clientHeight"""
SCROLLS = """explorer => [...explorer.querySelectorAll(".bp-explorer *")].filter((each) => {
  const { overflowX, overflowY } = getComputedStyle(each), scrolls = (way) => way === "auto" || way === "scroll";
  return (scrolls(overflowX) && each.scrollWidth > each.clientWidth)
    || (scrolls(overflowY) && each.scrollHeight > each.clientHeight);
}).map((each) => each.className)"""
CUT = """explorer => [...explorer.querySelectorAll(".bp-number")].filter((each) => each.offsetParent).flatMap((box) => {
  const [name, input] = box.children, held = input.value;
  input.value = "-0.1234";
  const cut = [name, input].filter((each) => each.scrollWidth > each.clientWidth);
  input.value = held;
  return cut.map((each) => each.textContent || "-0.1234");
})"""


@pytest.fixture(scope="module", params=[WIDE, SMALL], ids=["wide", "small"])
def screen(request, opened):
    """The size of the window, what of it shows the notebook, and the explorers in it."""
    cells = ["import bplesson as bp", *CELLS]
    name = f"one_screen_{request.param[0]}.ipynb"
    page, errors = opened(name, lambda path: write_notebook(path, cells), *request.param)
    page.locator(".bp-diagram svg").nth(len(cells) - 2).wait_for()
    pictures = sum("Explorer(" in cell for cell in cells)
    page.locator("canvas.bp-picture").nth(pictures - 1).wait_for()
    page.wait_for_timeout(1500)
    found = explorers(page)[: len(CELLS)]
    for explorer in found:  # a cell is laid out once it has been on the screen
        explorer.scroll_into_view_if_needed()
        page.wait_for_timeout(300)
    yield request.param, page.evaluate(SEEN), found
    assert errors == []


def rows(explorer):
    """Where each part begins and ends: question, diagram, sentence, controls, two lines of buttons, plots."""
    return explorer.evaluate(ROWS)


def test_the_task_is_on_one_screen(screen):
    size, seen, found = screen
    for cell, explorer in zip(CELLS, found, strict=True):
        parts = rows(explorer)
        assert len(parts) == 7, (cell, parts)
        last = parts[-1] if size == WIDE else parts[3]
        assert last["ends"] <= seen, (cell, seen, parts)


def test_the_buttons_stand_on_two_lines(screen):
    size, _, found = screen
    for cell, explorer in zip(CELLS, found, strict=True):
        *_, controls, words, steps, _ = rows(explorer)
        assert words["height"] <= BUTTON and steps["height"] <= BUTTON, (cell, words, steps)
        assert controls["height"] <= (1 if size == WIDE else 2) * BUTTON, (cell, controls)


def test_nothing_scrolls_inside_an_explorer(screen):
    _, _, found = screen
    for cell, explorer in zip(CELLS, found, strict=True):
        assert explorer.evaluate(SCROLLS) == [], cell


def test_boxes_show_all_digits_of_a_number(screen):
    _, _, found = screen
    for cell, explorer in zip(CELLS, found, strict=True):
        assert explorer.evaluate(CUT) == [], cell


def test_the_sentence_names_step_and_sub_step_from_the_beginning(screen):
    _, _, found = screen
    said = [explorer.locator(".bp-sentence").text_content() for explorer in found]
    assert [each.split(":")[0] for each in said] == [
        "Step 0. Backward",
        "Step 0. Update",
        *["Step 0. Backward"] * 2,
    ]


def test_a_longer_sentence_moves_what_is_below_by_a_line_at_most(screen):
    _, _, found = screen
    explorer = found[CHAIN]
    before = rows(explorer)
    words = explorer.locator(".bp-sentence .widget-html-content")
    held = words.evaluate("each => each.innerHTML")
    for lines, moved in ((1, 0), (2, 0), (3, LINE)):
        words.evaluate("(each, lines) => (each.innerHTML = Array(lines).fill('words').join('<br>'))", lines)
        assert 0 <= rows(explorer)[3]["begins"] - before[3]["begins"] <= moved, lines
    words.evaluate("(each, held) => (each.innerHTML = held)", held)


def test_the_word_of_the_sub_step_is_pressed_also_for_a_screen_reader(screen):
    _, _, found = screen
    for explorer in found[CHAIN], found[LAYERS]:
        for word in ("forward", "backward"):
            explorer.get_by_role("button", name=word, exact=True).click()
            explorer.locator(f'[aria-pressed="true"]:text-is("{word}")').wait_for()
            assert explorer.locator('[aria-pressed="true"]').count() == 1


def test_plots_are_folded_and_brought_back(screen):
    _, _, found = screen
    explorer = found[SLOPE]
    picture = explorer.locator("canvas.bp-picture")
    for press, state in (("plots ▴", "hidden"), ("plots ▾", "visible")):
        explorer.get_by_role("button", name=press, exact=True).click()
        picture.wait_for(state=state)


def test_a_click_with_the_mouse_leaves_no_focus_box(screen):
    _, _, found = screen
    for explorer in found[CHAIN], found[LAYERS]:
        for node in explorer.locator(".bp-diagram [tabindex]").all()[:6]:
            node.click(force=True)
            outline = node.evaluate("each => [each.matches(':focus'), getComputedStyle(each).outlineStyle]")
            assert outline[1] == "none", outline
        explorer.locator(".bp-diagram svg").click(position={"x": 2, "y": 2})
