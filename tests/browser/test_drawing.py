"""Digits in real JupyterLab: a network is trained, stopped and goes on, and reads what is drawn with mouse or keys."""

from time import perf_counter

VIEW = (1024, 768, True)
CELLS = ["bp.DigitsExplorer()", "bp.DrawExplorer()"]
TRAINING, PAGE = "canvas.bp-picture", ".bp-drawing"


def part(page, what):
    """The output that holds the explorer with that in it."""
    return page.locator(".jp-OutputArea-output", has=page.locator(what)).first


def press(explorer, label):
    explorer.get_by_role("button", name=label, exact=True).click()


def until(page, holds, ask):
    """Wait until `holds` what `ask` says."""
    for _ in range(400):
        if holds(said := ask()):
            return said
        page.wait_for_timeout(25)
    raise AssertionError(f"not within 10 s: {str(said)[:300]}")


def test_training_is_stopped_at_once_keeps_what_was_reached_and_goes_on(page):
    explorer = part(page, TRAINING)
    explorer.scroll_into_view_if_needed()

    def bar():
        return explorer.locator("progress").get_attribute("value")

    def sentence():
        return explorer.locator(".bp-sentence").text_content()

    press(explorer, "train")
    until(page, lambda value: int(value) >= 4, bar)
    assert " s left" in until(page, lambda said: "left" in said, sentence)
    press(explorer, "stop")
    explorer.get_by_role("button", name="train", exact=True).wait_for()
    page.wait_for_timeout(500)
    reached, seen = bar(), explorer.locator(TRAINING).evaluate("canvas => canvas.toDataURL()")
    page.wait_for_timeout(700)
    assert bar() == reached and explorer.locator(TRAINING).evaluate("canvas => canvas.toDataURL()") == seen
    press(explorer, "train")
    until(page, lambda value: int(value) > int(reached), bar)
    press(explorer, "stop")


def outputs(page):
    """The bars: what stands beside each digit, and the digit that is said."""
    bars = page.locator(f"{PAGE} .bar")
    shares = bars.evaluate_all("all => all.map((each) => each.lastChild.textContent)")
    return shares, page.locator(f"{PAGE} .bar.first .digit").text_content()


def cells(page):
    """How much ink each pixel is said to have, (64,)."""
    labels = page.locator(f"{PAGE} [role=gridcell]").evaluate_all("all => all.map((each) => each.ariaLabel)")
    return [float(label.split("ink ")[1]) for label in labels]


def stroke(page, points, button="left"):
    """Drag the mouse over the page from point to point, given in pixels of the image."""
    box = page.locator(f"{PAGE} [role=grid]").bounding_box()
    unit = box["width"] / 8
    places = [(box["x"] + unit * x, box["y"] + unit * y) for x, y in points]
    page.mouse.move(*places[0])
    page.mouse.down(button=button)
    for place in places[1:]:
        page.mouse.move(*place, steps=8)
    page.mouse.up(button=button)


def test_a_digit_is_drawn_with_the_mouse_read_while_it_is_drawn_and_erased(page):
    explorer = part(page, PAGE)
    explorer.scroll_into_view_if_needed()
    press(explorer, "clear")
    until(page, lambda ink: not any(ink), lambda: cells(page))
    empty = outputs(page)
    stroke(page, [(2.2, 0.8), (5.8, 0.8)])
    half = until(page, lambda said: said != empty, lambda: outputs(page))
    stroke(page, [(5.8, 0.8), (3.6, 7.4)])
    until(page, lambda said: said != half and said[1] == "7", lambda: outputs(page))
    until(page, lambda said: "It says 7" in said, lambda: explorer.locator(".bp-sentence").text_content())
    page.wait_for_timeout(400)
    shares, digit = outputs(page)
    assert digit == "7"
    ink = cells(page)
    assert 5 < sum(0 < each < 1 for each in ink) < 40  # a soft pen
    assert all(abs(16 * each - round(16 * each)) < 0.1 for each in ink)  # in sixteenths, as in the data
    stroke(page, [(2.2, 0.8), (5.8, 0.8)], button="right")
    assert sum(cells(page)) < sum(ink) - 3
    until(page, lambda said: said != (shares, digit), lambda: outputs(page))
    assert page.locator(".lm-Menu").count() == 0  # the right button opens no menu here


def test_a_digit_is_drawn_with_the_keyboard_alone(page):
    explorer = part(page, PAGE)
    press(explorer, "clear")
    until(page, lambda ink: not any(ink), lambda: cells(page))
    said = outputs(page)
    page.locator(f"{PAGE} [role=gridcell][tabindex='0']").focus()

    def focused():
        return page.evaluate("document.activeElement.ariaLabel")

    for _ in range(8):
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowLeft")
    assert focused() == "row 0, column 0: ink 0.00"
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    assert focused() == "row 0, column 5: ink 1.00"
    for way, steps in (("Left", 3), ("Down", 3), ("Right", 3), ("Down", 4), ("Left", 3)):  # a 5, in one stroke
        for _ in range(steps):
            page.keyboard.press(f"Shift+Arrow{way}")
    assert focused() == "row 7, column 2: ink 1.00"
    until(page, lambda now: now != said and now[1] == "5", lambda: outputs(page))
    page.wait_for_timeout(400)
    said = outputs(page)
    assert said[1] == "5" and cells(page)[2:6] == [1.0] * 4
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"  # the place of the cursor is seen
    page.keyboard.press("Backspace")
    assert focused() == "row 7, column 2: ink 0.00"
    until(page, lambda now: now != said, lambda: outputs(page))
    assert page.locator(".jp-Notebook .jp-CodeCell").count() == 1 + len(CELLS)  # no key was taken for a command


def test_images_are_loaded_and_pixels_and_words_agree(page):
    explorer = part(page, PAGE)
    before = cells(page)
    press(explorer, "next image ▸")
    until(page, lambda ink: ink != before, lambda: cells(page))
    until(
        page,
        lambda said: "This is test image 0" in said,
        lambda: explorer.locator(".bp-sentence").text_content(),
    )
    handle = explorer.locator(".noUi-handle").first
    handle.focus()
    began = perf_counter()
    for _ in range(10):
        handle.press("ArrowRight")
    until(page, lambda said: "test image 10" in said, lambda: explorer.locator(".bp-sentence").text_content())
    assert perf_counter() - began < 10
    shown = explorer.locator(f"{PAGE} .part").all()
    around = explorer.bounding_box()
    for box in (each.bounding_box() for each in shown):
        assert box["x"] + box["width"] <= around["x"] + around["width"] + 1
    says = explorer.locator(f"{PAGE} .says .content").get_attribute("aria-label")
    assert f"It says {outputs(page)[1]}" in explorer.locator(".bp-sentence").text_content()
    assert says.startswith(outputs(page)[1])
    nodes = explorer.locator(f"{PAGE} .hidden .layer span")
    nodes.first.hover()
    assert nodes.count() == 32 and nodes.first.get_attribute("title").startswith("q of layer 1, node 0: ")
