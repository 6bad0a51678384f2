"""Colours: one file has them all, and on the page they can be read as small text."""

import re
from pathlib import Path

import pytest

import bplesson
from bplesson.digits.draw import DrawingPage
from bplesson.kit import palette
from bplesson.kit.diagram import Diagram
from bplesson.kit.picture import Picture

PACKAGE = Path(bplesson.__file__).parent
HEX = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})\b")


@pytest.mark.parametrize("kind", ["*.py", "*.css", "*.js"])
def test_no_colour_is_written_outside_the_palette(kind):
    found = {
        f"{path.relative_to(PACKAGE)}: {colour}"
        for path in PACKAGE.rglob(kind)
        if path != Path(palette.__file__)
        for colour in HEX.findall(path.read_text(encoding="utf-8"))
    }
    assert not found


@pytest.mark.parametrize("widget", [Diagram, DrawingPage, Picture])
def test_every_colour_that_a_style_sheet_uses_is_one_of_the_page(widget):
    used = set(re.findall(r"var\(--bp-([a-z-]+)\)", widget._esm)) - {"tone"}
    assert used and used <= set(palette.LIGHT_PAGE)
    assert set(palette.DARK_PAGE) <= set(palette.LIGHT_PAGE)
    for name, colour in palette.LIGHT_PAGE.items():
        assert f"--bp-{name}: {colour};" in widget._esm


def luminance(colour: str) -> float:
    """Relative luminance as the Web Content Accessibility Guidelines define it."""
    shares = [each / 255 for each in palette.rgb(colour)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), linear))


@pytest.mark.parametrize("name", ["forward", "backward", "missing", "muted"])
def test_small_text_on_the_page_can_be_read(name):
    on_white = 1.05 / (luminance(palette.LIGHT_PAGE[name]) + 0.05)
    on_dark = (luminance(palette.DARK_PAGE[name]) + 0.05) / (luminance("#111111") + 0.05)
    assert min(on_white, on_dark) >= 4.5


def test_the_greens_of_plots_and_of_small_text_differ_because_the_first_is_too_light_to_be_read():
    assert 1.05 / (luminance(palette.BACKWARD) + 0.05) < 4.5 <= 1.05 / (luminance(palette.BACKWARD_TEXT) + 0.05)


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


EXPLORERS = [name for name in bplesson.__all__ if name.endswith("Explorer") and name != "DirectionsExplorer"]


@pytest.mark.parametrize("name", EXPLORERS)
def test_plots_have_a_colour_for_a_dark_page_for_each_of_theirs(name):
    live = getattr(bplesson, name)()._live
    parts = live.parts() if live else {"still": {"styles": []}, "strokes": {"styles": []}}
    styles = parts["still"]["styles"] + parts["strokes"]["styles"]
    used = {style[part][:7].upper() for style in styles for part in ("stroke", "fill") if part in style}
    assert used <= set(palette.NIGHT)


def test_words_in_plots_can_be_read_in_both_themes():
    for words in (palette.INK, palette.MUTED):  # the colours of titles, ticks and names
        assert contrast(words, palette.WHITE) >= 4.5
        assert contrast(palette.NIGHT[words], palette.NIGHT[palette.WHITE]) >= 4.5
    for lines in (palette.FORWARD, palette.BACKWARD, palette.MISSING, palette.PATH):
        assert contrast(palette.NIGHT[lines], palette.NIGHT[palette.WHITE]) >= 4.5


def test_formulas_have_the_colours_of_small_text_on_either_ground():
    sheet = palette.of_formulas()
    assert sheet.count("!important") == 6 and "rgb(0, 158, 115)" in sheet
    for page, ground in ((palette.LIGHT_PAGE, palette.WHITE), (palette.DARK_PAGE, "#111111")):
        for name in ("forward", "backward", "missing"):
            assert page[name] in sheet and contrast(page[name], ground) >= 4.5
