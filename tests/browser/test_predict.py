"""Predictions before the step in real JupyterLab and Chromium: with the mouse, and with the keyboard alone."""

import re

from playwright.sync_api import expect

from tests.browser.explorers import check_looks, explorers, until_changed, words

VIEW = (1024, 768, True)
CELLS = [  # one for each test, in their order
    'bp.SlopeExplorer(predict="landing")',
    'bp.ChainExplorer(predict="direction", select="w12")',
    'bp.LayersExplorer(predict="cost")',
]


def until_said(explorer, part):
    """Wait until the sentence of the explorer has these words in it."""
    expect(explorer.locator(".bp-sentence")).to_have_text(re.compile(re.escape(part)))


def press(explorer, label):
    explorer.get_by_role("button", name=label, exact=True).click()


def test_a_click_on_the_curve_is_the_guess_and_the_step_is_taken_after_it(page):
    explorer = explorers(page)[0]
    explorer.scroll_into_view_if_needed()
    press(explorer, "step ▸▸")
    until_said(explorer, "The step waits for your guess")
    canvas = explorer.locator("canvas.bp-picture")
    size = canvas.bounding_box()
    canvas.click(position={"x": size["width"] * 0.4, "y": size["height"] * 0.2})
    until_said(explorer, "Your guess: w = ")
    assert explorer.get_by_role("spinbutton", name="w", exact=True).input_value() == "-1"
    press(explorer, "step ▸▸")
    until_said(explorer, "Step 1. ✗ Not quite. You said: w = ")
    check_looks(explorer)


def test_a_guess_is_made_with_the_keyboard_alone_and_the_next_one_too(page):
    explorer = explorers(page)[1]
    explorer.scroll_into_view_if_needed()
    until_said(explorer, "which way does w₁₂ go?")
    explorer.get_by_role("button", name="smaller", exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    until_said(explorer, "Step 1. ✓ Right. You said: larger.")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    until_said(explorer, "Step 2. ✗ Not so. You said: smaller.")
    until_said(explorer, "1 of 2 right")
    check_looks(explorer)


def test_a_step_may_be_passed_over_and_play_is_off(page):
    explorer = explorers(page)[2]
    explorer.scroll_into_view_if_needed()
    before = words(explorer)
    expect(explorer.get_by_role("button", name="play", exact=True)).to_be_disabled()
    press(explorer, "pass")
    until_changed(page, lambda: words(explorer), before)
    until_said(explorer, "Step 1. Passed: the cost went from 2.50 to 0.163.")
    press(explorer, "falls")
    until_said(explorer, "1 of 1 right")
