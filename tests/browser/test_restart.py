"""An explorer whose kernel has gone says so itself, and what to do; what is done then helps."""

import re

from playwright.sync_api import expect

from tests.browser.explorers import explorers

VIEW = (1440, 900, False)
CELLS = ["bp.ChainExplorer(weights=[0.5, -1.2, 0.8], x=1.0, y=0.3)", 'bp.SlopeExplorer("parabola", w=-1.0)']
GONE = re.compile("kernel behind this explorer has gone.*Run › Run All Above Selected Cell", re.DOTALL)


def menu(page, title, item):
    page.get_by_role("menuitem", name=title, exact=True).click()
    page.get_by_role("menuitem", name=re.compile(f"^{item}")).click()  # its shortcut may follow


def sentences(page):
    return page.locator(".bp-sentence")


def test_after_a_restart_every_explorer_says_so_and_the_advice_brings_it_back(page):
    expect(sentences(page)).to_have_count(2)
    expect(page.locator(".bp-gone")).to_have_count(0)
    menu(page, "Kernel", "Restart Kernel…")
    page.locator(".jp-Dialog button.jp-mod-accept").click()
    for k in (0, 1):
        expect(sentences(page).nth(k)).to_have_text(GONE, timeout=30_000)
    icons = ".bp-explorer .jupyter-widgets-disconnected"
    drawn = page.locator(icons).evaluate_all("all => all.map(each => getComputedStyle(each, '::before').content)")
    assert len(drawn) > 5 and set(drawn) == {"none"}
    page.locator(".jp-CodeCell .cm-content").nth(1).click()
    menu(page, "Run", "Run All Above Selected Cell")
    page.locator(".jp-CodeCell .cm-content").nth(1).click()
    page.keyboard.press("Control+Enter")
    expect(sentences(page).nth(0)).to_have_text(re.compile(r"^Step 0\."), timeout=30_000)
    explorers(page)[0].get_by_role("button", name="step ▸▸", exact=True).click()
    expect(sentences(page).nth(0)).to_have_text(re.compile(r"^Step 1\."))
    expect(sentences(page).nth(1)).to_have_text(GONE)


def test_after_the_kernel_was_shut_down_it_says_so_too(page):
    menu(page, "Kernel", "Shut Down Kernel")
    expect(sentences(page).nth(0)).to_have_text(GONE, timeout=30_000)
