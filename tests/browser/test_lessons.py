"""Every notebook in real JupyterLab and Chromium: it runs, its explorers answer to keys and clicks, and look right."""

from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Locator, Page

from tools.lab import browser, lab, open_notebook, run_all, use_theme

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
NAMES = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
VIEWS = {"large, light": (1440, 900, False), "small, dark": (1024, 768, True)}
in_one_view = pytest.mark.parametrize("opened", [VIEWS["large, light"]], ids=["large, light"], indirect=True)


@pytest.fixture(scope="module")
def chromium():
    with browser() as started:
        yield started


@pytest.fixture(scope="module", params=VIEWS.values(), ids=VIEWS)
def opened(request, chromium, tmp_path_factory):
    """A function that opens a notebook of that name and runs it, in one window size and theme."""
    width, height, dark = request.param
    settings = tmp_path_factory.mktemp("settings")
    use_theme(settings, dark)
    folder = tmp_path_factory.mktemp("notebooks")
    for name in NAMES:
        lesson = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
        for cell in lesson.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        nbformat.write(lesson, folder / f"{name}.ipynb")
    with lab(folder, settings) as address:

        def run(name):
            page, errors = open_notebook(chromium, address(f"{name}.ipynb"), width, height)
            run_all(page)
            page.locator("canvas.bp-picture").last.wait_for()
            page.wait_for_timeout(1000)  # the widgets of the last cells are drawn after their cells are done
            return page, errors

        yield run


def explorers(page: Page) -> list[Locator]:
    """The output areas that hold an explorer."""
    return page.locator(".jp-OutputArea-output", has=page.locator("canvas.bp-picture")).all()


def has_diagram(explorer: Locator) -> bool:
    return explorer.locator(".bp-diagram").count() > 0


def trains(explorer: Locator) -> bool:
    return explorer.get_by_role("button", name="keep and run again").count() > 0


def words(explorer: Locator) -> list[str]:
    return explorer.locator(".bp-diagram text").all_text_contents()


def pixels(explorer: Locator) -> str:
    return explorer.locator("canvas.bp-picture").evaluate("canvas => canvas.toDataURL()")


def boxes(explorer: Locator) -> list[str]:
    return explorer.locator("input[type=number]").evaluate_all("all => all.map(each => each.value)")


def until_changed(page: Page, ask, before) -> None:
    """Wait until `ask()` says something else than `before`."""
    for _ in range(300):
        if ask() != before:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"nothing changed within 15 s: {str(before)[:200]}")


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_runs_and_its_explorers_answer(opened, name):
    page, errors = opened(name)
    bad = '.jp-OutputArea-output[data-mime-type*="stderr"], .jp-OutputArea-output[data-mime-type*="error"]'
    assert page.locator(bad).all_text_contents() == []
    found = explorers(page)
    assert found, "no explorer in this notebook"
    for explorer in found:
        explorer.scroll_into_view_if_needed()
        check_key(page, explorer)
        if has_diagram(explorer):
            check_click(page, explorer)
            check_looks(explorer)
        check_width(explorer)
    assert errors == []
    page.close()


def check_key(page: Page, explorer: Locator) -> None:
    """An arrow key on the first slider changes the numbers on the diagram, if there is one, and the picture."""
    said, seen = words(explorer), pixels(explorer)
    if trains(explorer):  # there the first slider is η, which moves nothing before the next step
        explorer.get_by_role("button", name="step ▸", exact=True).click()
        return until_changed(page, lambda: pixels(explorer), seen)
    handle = explorer.locator(".noUi-handle").first
    handle.focus()
    at_end = handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemax")
    for _ in range(12):
        handle.press("ArrowLeft" if at_end else "ArrowRight")
    if has_diagram(explorer):
        until_changed(page, lambda: words(explorer), said)
    until_changed(page, lambda: pixels(explorer), seen)


def check_click(page: Page, explorer: Locator) -> None:
    """A click into the plot sets the weights."""
    before, seen = (boxes(explorer), words(explorer)), pixels(explorer)
    canvas = explorer.locator("canvas.bp-picture")
    canvas.scroll_into_view_if_needed()
    place = canvas.bounding_box()
    canvas.click(position={"x": place["width"] * 0.3, "y": place["height"] * 0.35})
    until_changed(page, lambda: (boxes(explorer), words(explorer)), before)
    until_changed(page, lambda: pixels(explorer), seen)


def check_width(explorer: Locator) -> None:
    """The picture is not wider than what it stands in."""
    picture, around = explorer.locator("canvas.bp-picture").bounding_box(), explorer.bounding_box()
    assert picture["x"] + picture["width"] <= around["x"] + around["width"] + 1


LOOK = """diagram => {
  const svg = diagram.querySelector("svg"), frame = svg.getBoundingClientRect();
  const shown = [...svg.querySelectorAll("text")].filter(
    (each) => each.textContent && getComputedStyle(each).visibility !== "hidden");
  const ground = getComputedStyle(svg.querySelector("rect")).fill;
  return shown.map((each) => {
    const box = each.getBoundingClientRect(), style = getComputedStyle(each);
    return { words: each.textContent, left: box.left - frame.left, right: box.right - frame.left,
             top: box.top - frame.top, bottom: box.bottom - frame.top, width: frame.width, height: frame.height,
             colour: style.fill, ground };
  });
}"""


def check_looks(explorer: Locator) -> None:
    """Nothing on the diagram is cut off, lies on top of another text, is too small, or too faint to read."""
    texts = explorer.locator(".bp-diagram").evaluate(LOOK)
    assert len(texts) >= 5
    for text in texts:
        assert -1 <= text["left"] and text["right"] <= text["width"] + 1, f"cut off: {text}"
        assert -1 <= text["top"] and text["bottom"] <= text["height"] + 1, f"cut off: {text}"
        assert text["bottom"] - text["top"] >= 10.5, f"too small: {text}"
        assert contrast(text["colour"], text["ground"]) >= 4.5, f"too faint: {text}"
    for k, one in enumerate(texts):
        for other in texts[k + 1 :]:
            apart = (
                one["right"] <= other["left"] + 1
                or other["right"] <= one["left"] + 1
                or one["bottom"] <= other["top"] + 4
                or other["bottom"] <= one["top"] + 4
            )
            assert apart, f"on top of each other: {one['words']!r} and {other['words']!r}"


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two CSS colours rgb(r, g, b), as WCAG 2 defines it."""

    def luminance(colour):
        parts = [float(part) / 255 for part in colour[colour.index("(") + 1 : colour.index(")")].split(",")[:3]]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@in_one_view
def test_the_buttons_walk_through_a_step_and_play_and_pause(opened):
    page, errors = opened("00_start_here")
    explorer = explorers(page)[0]
    explorer.scroll_into_view_if_needed()

    def sentence():
        return explorer.locator(".widget-html").nth(1).text_content()

    def press(label):
        explorer.get_by_role("button", name=label, exact=True).click()

    assert sentence().startswith("Step 0.")
    for label, begins in (("step ▸▸", "Step 1."), ("sub-step ▸", "Step 1. Update"), ("sub-step ▸", "Step 2. Forward"),
                          ("◂ sub-step", "Step 1. Update"), ("reset", "Step 0.")):  # fmt: skip
        press(label)
        page.wait_for_function(
            "([each, begins]) => each.textContent.startsWith(begins)",
            arg=[explorer.locator(".widget-html").nth(1).element_handle(), begins],
            timeout=15_000,
        )
    press("play")
    until_changed(page, sentence, sentence())
    press("pause")
    page.wait_for_timeout(1000)
    stopped = sentence()
    page.wait_for_timeout(1200)
    assert sentence() == stopped
    assert errors == []
    page.close()


@in_one_view
def test_a_weight_can_be_chosen_with_the_keyboard_alone(opened):
    page, errors = opened("00_start_here")
    explorer = explorers(page)[0]
    node = explorer.locator(".bp-diagram [role=button]").nth(2)
    before = words(explorer)
    node.focus()
    page.keyboard.press("Enter")
    until_changed(page, lambda: words(explorer), before)
    names = explorer.locator(".bp-diagram [role=button]").evaluate_all("all => all.map(each => each.ariaLabel)")
    assert all(name.startswith("select ") for name in names)
    assert explorer.locator("canvas.bp-picture").get_attribute("aria-label").startswith("Cost over")
    assert errors == []
    page.close()


@in_one_view
def test_no_key_is_lost_and_numbers_beyond_a_slider_stay(opened):
    page, errors = opened("00_start_here")
    explorer = explorers(page)[0]
    box, handle = explorer.locator("input[type=number]").nth(1), explorer.locator(".noUi-handle").nth(1)
    handle.focus()
    for _ in range(60):
        handle.press("ArrowRight")
    page.wait_for_timeout(1500)
    assert float(box.input_value()) == pytest.approx(-0.6)
    for typed in ("4", "-8", "50"):
        box.fill(typed)
        box.press("Enter")
        page.wait_for_timeout(1200)
        assert box.input_value() == typed
        assert words(explorer)[5].startswith("w₁₂") and float(
            words(explorer)[5].split("= ")[1].replace("−", "-")
        ) == float(typed)
    explorer.locator("select").first.select_option("too large a step")
    for t in (1, 2):
        explorer.get_by_role("button", name="step ▸▸", exact=True).click()
        page.wait_for_timeout(1500)
        assert explorer.locator(".widget-html").nth(1).text_content().startswith(f"Step {t}.")
    assert errors == []
    page.close()


@in_one_view
def test_everything_that_is_folded_away_can_be_reached(opened):
    page, errors = opened("00_start_here")
    explorer = explorers(page)[0]
    before = words(explorer)
    more = explorer.get_by_role("button", name="more ▾", exact=True)
    more.focus()
    page.keyboard.press("Enter")
    explorer.get_by_label("explain").select_option("w₁₂")
    until_changed(page, lambda: words(explorer), before)
    assert errors == []
    page.close()


@in_one_view
def test_layers_are_turned_into_matrices_and_filled_entry_by_entry_with_the_keyboard(opened):
    page, errors = opened("04_layers_of_several_nodes")
    explorer = explorers(page)[0]
    explorer.scroll_into_view_if_needed()

    def press(label):
        button = explorer.get_by_role("button", name=label, exact=True)
        button.focus()
        page.keyboard.press("Enter")

    before = words(explorer)
    press("as matrices")
    until_changed(page, lambda: words(explorer), before)
    page.wait_for_timeout(500)
    check_looks(explorer)
    explorer.get_by_role("button", name="as a diagram", exact=True).wait_for()
    for _ in range(3):
        before = words(explorer)
        press("entry ▸")
        until_changed(page, lambda: words(explorer), before)
    assert any(each.startswith("∂C/∂W") and "·" in each for each in words(explorer))
    press("as a diagram")
    explorer.get_by_role("button", name="as matrices", exact=True).wait_for()
    before = words(explorer)
    explorer.get_by_label("all paths").check()
    until_changed(page, lambda: words(explorer), before)
    page.wait_for_timeout(500)
    check_looks(explorer)
    assert errors == []
    page.close()


@in_one_view
def test_a_training_plays_pauses_and_comes_back_to_its_start(opened):
    page, errors = opened("05_the_whole_algorithm")
    explorer = next(each for each in explorers(page) if trains(each))
    explorer.scroll_into_view_if_needed()
    start = pixels(explorer)

    def press(label):
        explorer.get_by_role("button", name=label, exact=True).click()

    press("play")
    for _ in range(3):
        until_changed(page, lambda: pixels(explorer), pixels(explorer))
    press("pause")
    page.wait_for_timeout(1000)
    paused = pixels(explorer)
    page.wait_for_timeout(1000)
    assert pixels(explorer) == paused != start
    press("reset")
    until_changed(page, lambda: pixels(explorer), paused)
    page.wait_for_timeout(500)
    assert pixels(explorer) == start
    assert errors == []
    page.close()
