"""A bug hunt in real JupyterLab and Chromium, with the mouse and with the keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from bplesson.practice.hunt import bug_hunt
from tools.lab import write_notebook


def said(cell, begins):
    expect(cell.locator(".widget-html [aria-live]").first).to_have_text(re.compile("^" + re.escape(begins)))


def solution() -> tuple[int, int]:
    """The wrong line, and the line that mends it, both counted from 1."""
    hunt = bug_hunt("P4.4", seed=0)
    line, mend = hunt._place + 1, hunt._options.index(hunt._bugs.right) + 1
    hunt.close()
    return line, mend


def write(path):
    write_notebook(path, ["import bplesson as bp", *["bp.bug_hunt('P4.4', seed=0)"] * 2])


@pytest.fixture(scope="module")
def hunts(opened):
    """The page, and two cells with the same hunt in each; no error in the browser while the tests use them."""
    page, errors = opened("hunt.ipynb", write, 1024, 768, True)
    page.locator(".bp-diagram .code").nth(1).wait_for()
    cells = [page.locator(".jp-CodeCell").nth(k) for k in (1, 2)]
    yield page, cells
    assert errors == []


def test_a_line_is_found_and_mended_with_the_mouse(hunts):
    _, (cell, _) = hunts
    line, mend = solution()
    cell.scroll_into_view_if_needed()

    def choose(blank, k):
        cell.locator(".code").nth(blank).locator("label").nth(k - 1).click()
        cell.get_by_role("button", name="check", exact=True).click()

    choose(0, 3)
    said(cell, "Line 3 is right: it begins the values x with the input.")
    expect(cell.locator(".code label").nth(2)).to_contain_text("✗")
    cell.get_by_role("button", name="try it on numbers", exact=True).click()
    expect(cell.get_by_text("it should return")).to_be_visible()
    choose(0, line)
    said(cell, f"Yes, it is line {line}.")
    expect(cell.locator(".code label").nth(line - 1)).to_contain_text("✓")
    choose(1, mend % 3 + 1)
    said(cell, "With this line it is not right yet.")
    choose(1, mend)
    said(cell, "Mended. All 85 derivatives of 5 networks agree.")
    cell.get_by_role("button", name="another one", exact=True).click()
    said(cell, "Where to look?")
    expect(cell.locator(".code")).to_have_count(1)


def test_a_line_is_found_and_mended_with_the_keyboard_alone(hunts):
    page, (_, cell) = hunts
    line, mend = solution()
    cell.scroll_into_view_if_needed()
    cell.locator(".code input").first.focus()
    page.keyboard.press("Space")
    for _ in range(line - 1):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    said(cell, f"Yes, it is line {line}.")
    expect(cell.locator(".code").nth(1).locator("input").first).to_be_focused()
    page.keyboard.press("Space")
    for _ in range(mend - 1):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    said(cell, "Mended. All 85 derivatives of 5 networks agree.")


def test_code_is_large_enough_and_no_line_is_cut_off(hunts):
    _, cells = hunts
    cells[1].scroll_into_view_if_needed()
    holder = cells[1].locator(".code").first
    assert holder.evaluate("each => each.scrollWidth <= each.clientWidth + 1")
    for label in holder.locator("label").all():
        assert label.evaluate("each => each.scrollWidth <= each.clientWidth + 1")
    assert holder.bounding_box()["height"] / holder.locator("label").count() >= 18
