"""An explorer in whatever JupyterLab is here: `make versions` runs this with the oldest one and with the newest."""

from tests.browser.explorers import until_changed, words

CELLS = ["bp.ChainExplorer(weights=[0.5, -1.2, 0.8], x=1.0, y=0.3)"]
VIEW = 1440, 900, False
HANDLE = ".noUi-handle, .ui-slider-handle"  # the second with ipywidgets 7


def test_a_key_on_a_slider_changes_the_numbers_of_the_diagram_and_the_box(page):
    explorer = page.locator(".bp-explorer")
    handle, box = explorer.locator(HANDLE).first, explorer.locator(".bp-number input").first
    before, typed = words(explorer), box.input_value()
    handle.focus()
    page.keyboard.press("ArrowRight")
    until_changed(page, lambda: words(explorer), before)
    until_changed(page, box.input_value, typed)


def test_the_plots_are_drawn_and_the_words_stand_in_the_buttons(page):
    picture = page.locator(".bp-explorer canvas.bp-picture").first
    assert picture.evaluate("each => each.width > 300 && each.height > 100")
    labels = page.locator(".bp-explorer button").all_inner_texts()
    assert {"undo", "reset"} <= {each.strip() for each in labels}
