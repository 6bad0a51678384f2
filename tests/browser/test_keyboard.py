"""The first explorers of lessons 2 and 4 with the keyboard alone, and what a screen reader is told of them."""

import pytest
from playwright.sync_api import expect

from tests.browser.explorers import boxes, explorers, pixels, until_changed, words

VIEW = (1440, 900, False)
WEIGHTS = "[[2, -2], [1, 1], [-2, 3]], [[3, -2, 1], [1, 1, 2]]"
CELLS = [
    "bp.ChainExplorer(weights=[3, -1, 2], x=0.5, y=-1, eta=0.05)",
    f'bp.LayersExplorer(weights=[{WEIGHTS}], x=[2, 1], y=[0, 1], eta=0.02, select="w01_20")',
]

AT = """explorer => {
  const held = document.activeElement;
  if (!explorer.contains(held)) return null;
  const named = document.getElementById(held.getAttribute("aria-labelledby"));
  const label = held.ariaLabel ?? named?.textContent ?? held.labels?.[0]?.textContent;
  return { name: label || held.textContent || held.title, kind: held.getAttribute("role") ?? held.localName,
           diagram: held.closest(".bp-diagram") !== null };
}"""


@pytest.fixture(params=[0, 1], ids=["lesson 2", "lesson 4"])
def explorer(request, page):
    found = explorers(page)[request.param]
    found.scroll_into_view_if_needed()
    return found


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_tab_goes_once_through_everything_and_each_stop_has_a_name(page, explorer):
    explorer.locator("select").first.focus()
    stops = [explorer.evaluate(AT)]
    for _ in range(60):
        press(page, "Tab")
        if (at := explorer.evaluate(AT)) is None:
            break
        stops.append(at)
    assert all(stop["name"].strip() for stop in stops), stops
    assert [stop["kind"] for stop in stops if stop["diagram"]] == ["button"], stops
    kinds = [stop["kind"] for stop in stops]
    assert kinds.count("img") == 1 and kinds.count("slider") == kinds.count("spinbutton") >= 1
    assert [stop["name"] for stop in stops if stop["kind"] == "slider"] == [
        stop["name"] for stop in stops if stop["kind"] == "spinbutton"
    ]


def test_arrow_keys_reach_everything_that_can_be_chosen_and_enter_chooses_it(page, explorer):
    stops = explorer.locator(".bp-diagram [role=button]")
    names = stops.evaluate_all("all => all.map((each) => each.ariaLabel)")
    explorer.locator('.bp-diagram [tabindex="0"]').focus()
    press(page, "Home")
    first = explorer.evaluate(AT)["name"]
    reached, ahead = {first: ()}, [first]  # by the name of each stop the keys that lead to it from the first one
    while ahead:
        before = ahead.pop(0)
        for key in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"):
            explorer.locator(f'.bp-diagram [aria-label="{before}"]').focus()
            press(page, key)
            at = explorer.evaluate(AT)["name"]
            if at not in reached:
                reached[at] = (*reached[before], key)
                ahead.append(at)
    assert set(reached) == set(names)
    weight = next(name for name in names if "weight" in name)  # not the last one, to which End leads
    press(page, "Home", *reached[weight], "Enter")
    expect(explorer.locator(f'.bp-diagram [aria-label="{weight}"]')).to_have_attribute("aria-pressed", "true")
    assert explorer.evaluate(AT)["name"] == weight  # the focus stays, also where the diagram is drawn anew
    press(page, "End", "Space")
    expect(explorer.locator('.bp-diagram [tabindex="0"]')).to_have_attribute("aria-pressed", "true")
    expect(explorer.locator(f'.bp-diagram [aria-label="{weight}"]')).to_have_attribute("aria-pressed", "false")


def test_no_key_is_taken_for_a_command_of_the_notebook(page, explorer):
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    for part in ('.bp-diagram [tabindex="0"]', "canvas.bp-picture", ".noUi-handle", "button:has-text('reset')"):
        explorer.locator(part).first.focus()
        press(page, "x", "b", "a", "d", "d", "m", "y")
        page.wait_for_timeout(300)
        assert explorer.evaluate(AT) is not None, part
        assert page.locator(".jp-Notebook .jp-Cell").count() == cells, part
    assert page.locator(".jp-Notebook .jp-CodeCell").count() == cells


def test_arrow_keys_move_the_point_of_the_plot(page, explorer):
    before, seen = (boxes(explorer), words(explorer)), pixels(explorer)
    explorer.locator("canvas.bp-picture").focus()
    press(page, "ArrowRight", "ArrowUp")
    until_changed(page, lambda: (boxes(explorer), words(explorer)), before)
    until_changed(page, lambda: pixels(explorer), seen)


def test_a_button_that_switches_itself_off_passes_the_focus_on(page, explorer):
    explorer.get_by_role("button", name="reset", exact=True).press("Enter")
    back = explorer.get_by_role("button", name="◂ sub-step", exact=True)
    on = explorer.get_by_role("button", name="sub-step ▸", exact=True)
    for _ in range(8):
        if back.is_disabled():
            break
        back.press("Enter")
        page.wait_for_timeout(400)
    expect(back).to_be_disabled()
    expect(on).to_be_focused()
    press(page, "Enter")
    expect(back).to_be_enabled()


def test_what_is_folded_says_so(page, explorer):
    more = explorer.get_by_role("button", name="more ▾", exact=True)
    expect(more).to_have_attribute("aria-expanded", "false")
    more.press("Enter")
    expect(explorer.get_by_role("button", name="less ▴", exact=True)).to_have_attribute("aria-expanded", "true")
    press(page, "Enter")
    expect(more).to_have_attribute("aria-expanded", "false")


def test_a_handle_says_its_number_as_its_box_shows_it(page, explorer):
    handle = explorer.locator(".noUi-handle").first
    handle.focus()
    for key in ["ArrowRight"] * 7 + ["ArrowLeft"] * 3:
        press(page, key)
        said = handle.get_attribute("aria-valuetext")
        assert len(said.lstrip("-").partition(".")[2]) <= 2, said
    expect(explorer.locator(".bp-number input").first).to_have_value(handle.get_attribute("aria-valuetext"))
