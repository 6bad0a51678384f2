"""What buttons, boxes and keys of the explorers do in real JupyterLab and Chromium."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.explorers import check_looks, explorers, pixels, until_changed, words

VIEW = (1440, 900, False)
CHAIN = "bp.ChainExplorer(weights=[0.5, -1.2, 0.8], x=1.0, y=0.3)"
LAYERS = 'bp.LayersExplorer(select="w01_20")'
TRAINING = 'bp.TrainingExplorer(data="xor", hidden=(2,), eta=0.3)'
TWICE = ['twice = bp.SlopeExplorer("plateau", w=-1.0, eta=0.01)\ntwice', "twice"]  # one explorer in two cells
CELLS = [CHAIN, f"{CHAIN}.view", CHAIN, CHAIN, LAYERS, TRAINING, *TWICE]  # one for each test, in their order
BACKWARD = "Backward: the deviation runs to the left, and δ times a value is a derivative."


def until_said(explorer, begins):
    """Wait until the sentence of the explorer begins so."""
    expect(explorer.locator(".bp-sentence")).to_have_text(re.compile("^" + re.escape(begins)))


def test_the_buttons_walk_through_a_step_and_play_and_pause(page):
    explorer = explorers(page)[0]
    explorer.scroll_into_view_if_needed()

    def sentence():
        return explorer.locator(".bp-sentence").text_content()

    def press(label):
        explorer.get_by_role("button", name=label, exact=True).click()

    assert sentence().startswith("Step 0.")
    for label, begins in (("step ▸▸", "Step 1."), ("sub-step ▸", "Step 1. Update"), ("sub-step ▸", "Step 2. Forward"),
                          ("◂ sub-step", "Step 1. Update"), ("reset", "Step 0.")):  # fmt: skip
        press(label)
        until_said(explorer, begins)
    press("play")
    until_changed(page, sentence, sentence())
    press("pause")
    page.wait_for_timeout(1000)
    stopped = sentence()
    page.wait_for_timeout(1200)
    assert sentence() == stopped


def test_a_weight_can_be_chosen_with_the_keyboard_alone(page):
    explorer = explorers(page)[1]
    explorer.scroll_into_view_if_needed()
    node = explorer.locator(".bp-diagram [role=button]").nth(2)
    before = words(explorer)
    node.focus()
    page.keyboard.press("Enter")
    until_changed(page, lambda: words(explorer), before)
    names = explorer.locator(".bp-diagram [role=button]").evaluate_all("all => all.map(each => each.ariaLabel)")
    assert all(name.startswith("select ") for name in names)
    assert explorer.locator("canvas.bp-picture").get_attribute("aria-label").startswith("Cost over")


def test_no_key_is_lost_and_numbers_beyond_a_slider_stay(page):
    explorer = explorers(page)[2]
    explorer.scroll_into_view_if_needed()
    box, handle = explorer.get_by_role("spinbutton").nth(1), explorer.locator(".noUi-handle").nth(1)
    handle.focus()
    for _ in range(60):
        page.keyboard.press("ArrowRight")
    expect(box).to_have_value("-0.6")
    page.wait_for_timeout(1200)
    assert float(box.input_value()) == pytest.approx(-0.6)
    for typed in ("4", "-8", "50"):
        box.fill(typed)
        box.press("Enter")
        page.wait_for_timeout(1200)
        assert box.input_value() == typed
        (shown,) = (each for each in words(explorer) if each.startswith("w₁₂ = "))
        assert float(re.split("[▲▼]", shown.split("= ")[1])[0].replace("−", "-")) == float(typed)
    explorer.locator("select").first.select_option("too large a step")
    explorer.get_by_role("button", name="show the answer").click()  # until then the sentence leaves the question open
    until_said(explorer, f"Step 0. {BACKWARD} ⚠ The next step overshoots: the cost goes up, from 5.51")
    page.wait_for_timeout(1000)  # until what is below has made room for the answer
    for t in (1, 2):
        explorer.get_by_role("button", name="step ▸▸", exact=True).click()
        until_said(explorer, f"Step {t}.")


def test_numbers_are_typed_as_people_write_them_and_the_box_shows_what_is_held(page):
    explorer = explorers(page)[3]
    explorer.scroll_into_view_if_needed()
    box = explorer.get_by_role("spinbutton", name="w₁₂")
    for typed, held in (("0,5", "0.5"), ("−0,25", "-0.25"), ("1e-3", "0.001"), ("0.12345678", "0.12345678")):
        before = words(explorer)
        box.focus()
        page.keyboard.press("Control+a")
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        expect(box).to_have_value(held)
        until_changed(page, lambda: words(explorer), before)
    before = words(explorer)
    box.focus()
    box.blur()
    page.wait_for_timeout(500)
    assert words(explorer) == before and box.input_value() == "0.12346"  # until one goes into it again
    for key, held in (("ArrowUp", "0.13"), ("ArrowUp", "0.14"), ("ArrowDown", "0.13")):
        box.press(key)
        expect(box).to_have_value(held)
    box.fill("a half")
    box.press("Enter")
    until_said(explorer, "That cannot be done. w₁₂: expected a number")
    assert box.input_value() == "0.13"


def test_everything_that_is_folded_away_can_be_reached(page):
    explorer = explorers(page)[3]
    explorer.scroll_into_view_if_needed()
    before = words(explorer)
    more = explorer.get_by_role("button", name="more ▾", exact=True)
    more.focus()
    page.keyboard.press("Enter")
    explorer.get_by_label("explain").select_option("w₁₂")
    until_changed(page, lambda: words(explorer), before)


def test_layers_are_turned_into_matrices_and_filled_entry_by_entry_with_the_keyboard(page):
    explorer = explorers(page)[4]
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
    explorer.get_by_role("button", name="select weight W₀₁[1, 0]").press("Enter")
    page.wait_for_timeout(500)
    before = words(explorer)
    explorer.get_by_label("all paths").check()
    until_changed(page, lambda: words(explorer), before)
    page.wait_for_timeout(500)
    check_looks(explorer)


def test_a_training_plays_pauses_and_comes_back_to_its_start(page):
    explorer = explorers(page)[5]
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


HEARD = """region => {
  window.heard = [];
  window.hearing?.disconnect();
  const tell = () => region.getAttribute("aria-live") === "polite" && window.heard.push(region.textContent);
  window.hearing = new MutationObserver(tell);
  window.hearing.observe(region, { childList: true });
}"""


@pytest.mark.parametrize("which", [0, 4, 5], ids=["chain", "layers", "training"])
def test_a_screen_reader_hears_nothing_while_it_plays_and_one_sentence_at_pause(page, which):
    explorer = explorers(page)[which]
    explorer.scroll_into_view_if_needed()
    region = explorer.locator(".bp-sentence [role=status]")
    region.evaluate(HEARD)
    explorer.get_by_role("button", name="play", exact=True).click()
    for _ in range(4):
        until_changed(page, lambda: pixels(explorer), pixels(explorer))
    assert page.evaluate("heard") == []
    explorer.get_by_role("button", name="pause", exact=True).click()
    page.wait_for_function("heard.length > 0")
    page.wait_for_timeout(1000)
    assert page.evaluate("heard") == [region.text_content()]
    explorer.get_by_role("button", name="reset", exact=True).click()


def test_an_explorer_in_two_cells_plays_once_and_both_buttons_say_so(page):
    one, other = explorers(page)[6:8]

    def press(explorer, label):
        explorer.get_by_role("button", name=label, exact=True).click()

    def step():
        return int(re.match(r"Step (\d+)", one.locator(".bp-sentence").text_content())[1])

    one.scroll_into_view_if_needed()
    press(one, "play")
    other.get_by_role("button", name="pause", exact=True).wait_for()
    begun = step()
    page.wait_for_timeout(3000)
    assert 3 <= step() - begun <= 17  # five steps a second, of a point that moves by less than a pixel
    press(other, "pause")
    one.get_by_role("button", name="play", exact=True).wait_for()
    page.wait_for_timeout(500)
    stopped = step()
    page.wait_for_timeout(1000)
    assert step() == stopped
