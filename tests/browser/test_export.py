"""The exported pages in real Chromium, opened from their files and without a network."""

import pytest

from tools.export import export


@pytest.fixture(scope="module")
def page(tmp_path_factory, chromium):
    """A function that opens one of the pages, and the addresses that were asked for."""
    folder = tmp_path_factory.mktemp("pages") / "export"
    export(folder)
    context = chromium.new_context(offline=True, viewport={"width": 1024, "height": 768})
    asked, errors, tab = [], [], context.new_page()
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("pageerror", lambda error: errors.append(str(error)))

    def opened(name):
        tab.goto((folder / name).as_uri())
        return tab

    yield opened
    assert errors == [] and {url.partition(":")[0] for url in asked} <= {"file", "data"}
    context.close()


def test_a_lesson_is_read_from_the_index_and_fits_the_window(page):
    tab = page("index.html")
    tab.get_by_role("link", name="Lesson 2: A linear chain").click()
    assert tab.title() == "Lesson 2: A linear chain"
    assert tab.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"STIX Two Math\"'))")
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    fraction = tab.locator("math mfrac").first.bounding_box()
    assert fraction["height"] > 25  # one stands above the other
    answer = tab.locator("details p").first
    assert not answer.is_visible()
    tab.locator("summary").first.click()
    assert answer.is_visible()


def test_slides_go_on_with_the_keys_and_a_long_one_is_scrolled_first(page):
    tab = page("02_linear_chain.slides.html")
    place, parts = tab.locator(".place"), tab.locator("section").count()

    def shown():
        tab.wait_for_timeout(500)
        return place.text_content(), tab.evaluate("document.activeElement.id")

    assert shown() == (f"1 of {parts}", "part-0")
    tab.keyboard.press("ArrowRight")
    assert shown() == (f"2 of {parts}", "part-1")
    tab.keyboard.press("ArrowLeft")
    assert shown() == (f"1 of {parts}", "part-0")
    pressed = 0
    while shown()[0].startswith("1 of"):
        tab.keyboard.press("PageDown")
        pressed += 1
    assert 1 < pressed < 10 and tab.evaluate("document.querySelector('#part-0').scrollTop") > 0
    tab.get_by_role("button", name="the next part").click()
    assert shown()[0] == f"3 of {parts}"
    box = tab.locator("#part-2 h2").bounding_box()
    assert 0 <= box["x"] < 1024 and 0 <= box["y"] < 300
    assert not tab.locator("#part-3 h2").evaluate("each => each.getBoundingClientRect().left < innerWidth")
