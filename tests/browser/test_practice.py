"""Practice in real JupyterLab and Chromium: boxes filled with the mouse, and with the keyboard alone."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from bplesson.practice.item import Case, item
from bplesson.practice.mistakes import MISTAKES
from bplesson.practice.practice import LATE
from bplesson.practice.spoken import called
from tools.lab import write_notebook

CHOICE = """from dataclasses import replace
from bplesson.practice.item import item
from bplesson.practice.practice import Practice

def make(draw, level):
    case = item("P3.4").make(draw, 0)
    return case and replace(case, options={"node": ("a", "b", "c", "d"), "choice": ("up", "down", "on", "off")})

Practice(replace(item("P3.4"), make=make, levels=1), 3, 0)"""
GUESS = (
    """bp.guess(lambda: [1, 3, -3], "a", "b", "c", says="And for the input 1?", then="All of it is twice as large.")"""
)
SHEETS = {  # by what each is used for: item, seed, level; each in a cell of its own
    "mouse": ("P2.1", 3, 1),
    "keyboard": ("P2.1", 3, 2),
    "slip": ("P2.1", 3, 1),
    "texts": ("P2.1", 3, 1),
    "keys": ("P2.1", 3, 0),
    "rows": ("P1.2", 2, 0),
    "chain and rows": ("P2.3", 2, 0),
    "layers": ("P4.1", 2, 0),
}
BUTTONS = ["check", "hint", "show the working", "another one"]
WAIT = 20_000


@pytest.fixture(scope="module")
def page(opened):
    """All sheets in one notebook; no error in the browser while the tests use it."""
    cells = [f"bp.practice({which!r}, seed={seed}, level={level})" for which, seed, level in SHEETS.values()]
    cells = ["import bplesson as bp", *cells, CHOICE, GUESS]
    page, errors = opened("practice.ipynb", lambda path: write_notebook(path, cells), 1440, 900, False)
    page.locator(".bp-diagram").nth(len(SHEETS) + 1).wait_for(state="attached")
    page.wait_for_timeout(1000)
    yield page
    assert errors == []


class Sheet:
    """One practice on the page, and its case."""

    def __init__(self, page: Page, use: str):
        self.page, self.place = page, [*SHEETS, "choice"].index(use)
        self.out = page.locator(".jp-OutputArea-output", has=page.locator(".bp-diagram")).nth(self.place)
        self.out.scroll_into_view_if_needed()
        self.which, self.seed, self.level = SHEETS.get(use, ("P3.4", 3, 0))

    @property
    def case(self) -> Case:
        return item(self.which).case(self.seed, self.level)

    def name(self, asked: str) -> str:
        """What a screen reader says of a box."""
        return self.case.called.get(asked) or called(asked, self.case.label(asked))

    def box(self, asked: str) -> Locator:
        return self.out.get_by_label(self.name(asked), exact=True)

    def fill(self, **texts) -> None:
        """Click into boxes and type, when what is typed is no longer taken for a part of a check just before."""
        self.page.wait_for_timeout(1000 * LATE)
        for asked, text in texts.items():
            self.box(asked).click()
            self.until_focused(asked)
            self.page.keyboard.type(text)
            if text:
                expect(self.box(asked)).to_have_value(text)

    def button(self, label: str) -> Locator:
        return self.out.get_by_role("button", name=label, exact=True)

    def says(self, words: str) -> None:
        """Wait until the sentence, which is in a live region, has these words in it."""
        expect(self.out.locator(".bp-sentence").get_by_role("status")).to_contain_text(words, timeout=WAIT)

    def signs(self, **signs) -> None:
        """Wait until the boxes have these signs, which are seen as such and not by colour alone; all others none."""
        shown = ".blank .sign"
        expect(self.out.locator(shown)).to_have_text([signs.get(asked, "") for asked in self.case.asks], timeout=WAIT)
        for asked in self.case.asks:
            off = signs.get(asked) in ("✗", "?")
            field = self.box(asked).locator("input").first if asked in self.case.options else self.box(asked)
            expect(field).to_have_attribute("aria-invalid", str(off).lower())

    def values(self) -> list[str]:
        return self.out.locator(".blank input[type=text]").evaluate_all("all => all.map((each) => each.value)")

    def focused(self) -> str:
        """The box or the button that keys go to."""
        ask = "() => document.activeElement.ariaLabel || document.activeElement.textContent.trim()"
        return self.page.evaluate(ask)

    def until_focused(self, asked: str) -> None:
        expect(self.box(asked)).to_be_focused(timeout=WAIT)

    def right(self) -> dict[str, str]:
        return {asked: text_of(number) for asked, number in self.case.right.items()}


def text_of(number: float) -> str:
    return str(round(number, 6)).removesuffix(".0")


def made(case: Case, mistake: str) -> dict[str, str]:
    numbers = case.key.wrong[mistake][0]({})
    return {asked: text_of(numbers[asked]) for asked in case.asks}


def test_with_the_mouse_right_is_told_so_and_a_mistake_is_named(page):
    sheet = Sheet(page, "mouse")
    sheet.says("Fill in the boxes")
    sheet.fill(**sheet.right())
    sheet.button("check").click()
    sheet.says("All 5 are right.")
    sheet.signs(**dict.fromkeys(sheet.case.asks, "✓"))
    sheet.button("another one").click()
    expect(sheet.out.locator(".blank input").first).to_have_value("", timeout=WAIT)
    assert sheet.values() == [""] * 5 and sheet.focused() == "another one"
    sheet.says("Fill in the boxes")
    sheet.seed += 1
    expect(sheet.out.locator(".bp-question")).to_contain_text(sheet.case.says, timeout=WAIT)
    sheet.signs()
    wrong = made(sheet.case, "O3")
    sheet.fill(**wrong)
    sheet.button("check").click()
    sheet.says(MISTAKES["O3"].sentence)
    off = [asked for asked in sheet.case.asks if wrong[asked] != sheet.right()[asked]]
    sheet.signs(**{asked: "✗" if asked in off else "✓" for asked in sheet.case.asks})
    sheet.until_focused(off[0])
    assert "wrong" in described(sheet.box(off[0]))


def described(box: Locator) -> str:
    """The words that belong to a box, as a screen reader says them."""
    return box.evaluate("(box) => document.getElementById(box.getAttribute('aria-describedby')).textContent")


def fill_with_tab(sheet: Sheet, texts: dict[str, str]) -> None:
    """Type into every box, from the first on, and go on with Tab."""
    sheet.out.locator(".blank input").first.focus()
    for k, (asked, text) in enumerate(texts.items()):
        if k:
            sheet.page.keyboard.press("Tab")
        assert sheet.focused() == sheet.name(asked)
        sheet.page.keyboard.type(text)


def test_with_the_keyboard_alone(page):
    sheet = Sheet(page, "keyboard")
    fill_with_tab(sheet, sheet.right())
    page.keyboard.press("Enter")
    sheet.says("All 9 are right.")
    sheet.signs(**dict.fromkeys(sheet.case.asks, "✓"))
    for label in BUTTONS:
        page.keyboard.press("Tab")
        assert sheet.focused() == label
    page.keyboard.press("Space")
    expect(sheet.out.locator(".blank input").first).to_have_value("", timeout=WAIT)
    assert sheet.values() == [""] * 9 and sheet.focused() == "another one"
    sheet.seed += 1
    expect(sheet.out.locator(".bp-question")).to_contain_text(sheet.case.says, timeout=WAIT)
    for _ in range(2):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    sheet.says("Hint: x₁ = w₀₁ x₀")
    page.keyboard.press("Space")
    sheet.says(f"Here that is {sheet.case.ways['x1'].factors}.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(sheet.out.get_by_text("Here: ").nth(8)).to_be_visible(timeout=WAIT)
    fill_with_tab(sheet, made(sheet.case, "O3"))
    page.keyboard.press("Enter")
    sheet.says(MISTAKES["O3"].sentence)
    sheet.until_focused("w01")
    page.keyboard.type(sheet.right()["w01"])  # what stood there is marked, and typed over
    page.keyboard.press("Enter")
    sheet.until_focused("w12")


def test_a_slip_is_followed_through_and_later_boxes_are_judged_anew(page):
    sheet = Sheet(page, "slip")  # −6, −24 and −48, 36, −72
    sheet.fill(delta1="-5", delta2="-20", w01="-40", w12="30", w23="-72")
    page.keyboard.press("Enter")
    sheet.says("The first number that is off: δ₁.")
    sheet.says("(✓) Right, given what came before: δ₂, ∂C/∂w₀₁ and ∂C/∂w₁₂.")
    sheet.signs(delta1="✗", delta2="(✓)", w01="(✓)", w12="(✓)", w23="✓")
    assert "right, given" in described(sheet.box("delta2"))
    sheet.until_focused("delta1")
    page.wait_for_timeout(1000 * LATE)  # sooner it would count as typed before the check
    page.keyboard.type("-6")
    page.keyboard.press("Tab")
    sheet.says("δ₁ changed: press check.")
    sheet.signs(delta2="✗", w01="(✓)", w12="✗", w23="✓")
    sheet.until_focused("delta2")
    page.keyboard.type("-24")
    page.keyboard.press("Enter")
    sheet.signs(delta1="✓", delta2="✓", w01="✗", w12="✗", w23="✓")
    sheet.until_focused("w01")


def test_texts_fractions_commas_and_spaces_are_taken_as_they_are_typed(page):
    sheet = Sheet(page, "texts")
    sheet.button("check").click()
    sheet.says("Nothing is filled in yet.")
    sheet.until_focused("delta1")
    sheet.fill(delta1="abc", delta2="1/3", w01="−2,5", w12="   ")
    page.keyboard.press("Enter")
    sheet.says("δ₁: expected a number such as")
    sheet.signs(delta1="?", delta2="✗", w01="✗")
    sheet.until_focused("delta1")
    assert sheet.values() == ["abc", "1/3", "−2,5", "   ", ""]
    page.keyboard.type("−12/2")
    sheet.fill(delta2="−24,0", w01="2 · (−24)", w12="", w23=" -72 ")
    page.keyboard.press("Enter")
    sheet.says("Right so far; still to come: ∂C/∂w₁₂.")
    sheet.signs(delta1="✓", delta2="✓", w01="✓", w23="✓")
    sheet.until_focused("w12")


def test_no_key_typed_in_a_box_reaches_the_notebook(page):
    sheet = Sheet(page, "keys")
    cells = page.locator(".jp-Notebook .jp-Cell")
    prompts = page.locator(".jp-CodeCell .jp-InputPrompt")
    before = cells.count(), prompts.all_text_contents()
    sheet.box("w01").click()
    for key in "xbaddmyjk00":
        page.keyboard.press(key)
    for key in ("Control+Enter", "Shift+Enter"):
        page.keyboard.press(key)
    expect(sheet.box("w01")).to_have_value("xbaddmyjk00")
    sheet.says("expected a number")
    page.wait_for_timeout(500)
    assert (cells.count(), prompts.all_text_contents()) == before
    assert page.locator(".jp-Dialog").count() == 0


@pytest.mark.parametrize("use", ["rows", "chain and rows", "layers"])
def test_other_items_are_filled_in_with_tab_and_checked_with_enter(page, use):
    sheet = Sheet(page, use)
    numbers = {asked: text for asked, text in sheet.right().items() if asked not in sheet.case.options}
    shown = sheet.out.locator(".blank input[type=text]").evaluate_all("all => all.map((each) => each.ariaLabel)")
    assert shown == [sheet.name(asked) for asked in numbers] and len(set(shown)) == len(shown)
    for asked, text in numbers.items():
        sheet.box(asked).focus()
        page.keyboard.type(text)
    choose(sheet)
    sheet.box(next(iter(numbers))).press("Enter")
    sheet.says("right")
    sheet.signs(**dict.fromkeys(sheet.case.asks, "✓"))
    first, last = (next(iter(each)) for each in (numbers, reversed(numbers)))
    sheet.box(first).fill("7777")
    sheet.box(first).press("Enter")
    sheet.until_focused(first)
    expect(sheet.out.locator(".blank .sign").nth(sheet.case.asks.index(first))).to_have_text("✗", timeout=WAIT)
    page.wait_for_timeout(500)  # the cursor is sent to the box after its sign
    order = [sheet.focused()]
    for _ in range(len(sheet.case.asks) - 1):
        page.keyboard.press("Tab")
        order.append(sheet.focused())
    assert [each for each in order if each in shown] == shown and sheet.name(last) in order


def choose(sheet: Sheet) -> None:
    """Choose what is right wherever there are options."""
    for asked in sheet.case.options:
        if asked in sheet.case.asks:
            right = int(sheet.case.right[asked]) - 1
            sheet.out.get_by_role("radiogroup", name=sheet.name(asked)).get_by_role("radio").nth(right).check()


def test_options_are_chosen_with_arrow_keys_and_no_key_reaches_the_notebook(page):
    sheet = Sheet(page, "choice")
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    group, other = sheet.out.get_by_role("radiogroup").all()
    other.get_by_role("radio", name="off").check()
    group.get_by_role("radio").first.focus()
    for key in "xbdda":
        page.keyboard.press(key)
    page.keyboard.press("Space")
    expect(group.get_by_role("radio", name="a")).to_be_checked()
    wrong = next(k for k in range(4) if k + 1 != sheet.case.right["node"])
    for _ in range(wrong):
        page.keyboard.press("ArrowDown")
    expect(group.get_by_role("radio").nth(wrong)).to_be_checked()
    page.keyboard.press("Enter")
    expect(group.locator(".sign")).to_have_text("✗", timeout=WAIT)
    expect(group.get_by_role("radio").nth(wrong)).to_be_focused(timeout=WAIT)
    expect(other.get_by_role("radio", name="off")).to_be_checked()
    page.wait_for_timeout(300)
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells


# Goes to a box, a radio button or a button, and says whether it is whole on the screen, with nothing on top of it.
SEEN = """(part) => {
  part.scrollIntoView({ block: "center", inline: "center" });
  part.focus();
  const target = part.type === "radio" ? part.parentElement : part; // a click on its words chooses it too
  const { left, right, top, bottom } = target.getBoundingClientRect();
  const middle = (top + bottom) / 2;
  const whole = (part === target ? [left + 3, (left + right) / 2, right - 3] : [left + 3, left + 14]).every((x) => {
    const there = document.elementFromPoint(x, middle);
    return target === there || target.contains(there);
  });
  return [part.ariaLabel || part.textContent, whole, bottom - top];
}"""


@pytest.mark.parametrize("width, height", [(1440, 900), (1024, 768), (720, 450), (512, 384)])
def test_nothing_is_cut_off_on_small_screens_and_at_200_percent(page, width, height):
    """At a zoom of 200 % a window has half as many pixels each way."""
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_timeout(500)
    try:
        for use in SHEETS:
            parts = Sheet(page, use).out.locator(".blank input, button:visible")
            seen = parts.evaluate_all(f"(all) => all.map({SEEN})")
            assert len(seen) > len(BUTTONS)
            assert [name for name, whole, _ in seen if not whole] == [], use
            assert min(high for _, _, high in seen) >= 16, use
    finally:
        page.set_viewport_size({"width": 1440, "height": 900})
        page.wait_for_timeout(300)


def test_every_box_is_a_text_box_with_a_name_of_its_own(page):
    for use in ("mouse", "keyboard", "layers"):
        sheet = Sheet(page, use)
        for asked in sheet.case.asks:
            box = sheet.out.get_by_role("textbox", name=sheet.name(asked), exact=True)
            assert box.count() == 1
    assert Sheet(page, "keyboard").name("delta1") == "delta 1"
    ids = page.locator(".blank .words").evaluate_all("all => all.map((each) => each.id)")
    assert len(set(ids)) == len(ids)  # the words of a box are its own, also beside other sheets
    assert re.fullmatch(r"delta \d, \w+ node", Sheet(page, "layers").name("delta1_1"))


def test_a_question_in_running_text_is_low_and_hears_its_answer(page):
    out = page.locator(".jp-OutputArea-output", has=page.locator(".bp-diagram")).last
    out.scroll_into_view_if_needed()
    said = out.locator(".bp-sentence").get_by_role("status")
    expect(said).to_contain_text("Say it first", timeout=WAIT)
    assert out.bounding_box()["height"] < 125
    for name, text in zip("abc", ("1", "3", "3")):
        out.get_by_label(name, exact=True).click()
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Only c is off: the size is right, the sign is turned round.", timeout=WAIT)
    expect(out.get_by_label("c", exact=True)).to_be_focused(timeout=WAIT)
    out.get_by_label("c", exact=True).fill("-3")
    out.get_by_role("button", name="check", exact=True).click()
    expect(said).to_have_text("All 3 are right. All of it is twice as large.", timeout=WAIT)
