"""Words of plots, put together from digits: the very paths that matplotlib makes of the whole."""

import numpy as np
import pytest
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from bplesson.kit.glyphs import DIGIT, outline
from bplesson.kit.strokes import Recorder

BESIDE = [chr(code) for code in range(33, 127)] + list("ŷδηΔσ∂−·×²₀₁ᵀ→≈⁻¹…½")
WORDS = ["ŷ = 0.981", "test images: 0", "12", "", "  ", "t = 100", "q", "0.5 → −1.25e-07", "T1 V2 7. 1, 4/7"]


def fonts() -> list[FontProperties]:
    return [
        FontProperties(family="DejaVu Sans", size=9, weight=weight, style=style)
        for weight in ("normal", "bold")
        for style in ("normal", "italic")
    ]


@pytest.mark.parametrize("font", fonts(), ids=lambda font: f"{font.get_weight()} {font.get_style()}")
def test_the_path_is_that_of_the_whole(font):
    kerned = [digit + each + digit for digit in "0479" for each in "T./"]
    for words in [*WORDS, *(f"1{each}7" for each in BESIDE), *kerned]:
        points, codes = text_to_path.get_text_path(font, words)
        path = outline(words, font)
        assert path.codes.tolist() == list(codes), words
        assert np.allclose(path.vertices, np.reshape(points, (-1, 2)), atol=0.05), words  # of 100 points


def test_a_font_that_changes_is_laid_out_anew():
    font = FontProperties(family="DejaVu Sans")
    plain = outline("w 1", font).vertices
    font.set_weight("bold")
    assert outline("w 1", font).vertices.shape != plain.shape or not np.allclose(outline("w 1", font).vertices, plain)


def test_words_of_as_many_digits_take_the_room_that_matplotlib_gives_them():
    recorder, font = Recorder(Figure()), FontProperties(family="DejaVu Sans", size=10)
    plain = super(Recorder, recorder).get_text_width_height_descent
    for words in filter(None, WORDS):
        given = recorder.get_text_width_height_descent(words, font, False)
        assert given == recorder.get_text_width_height_descent(DIGIT.sub("8", words), font, False)
        assert np.allclose(given, plain(words, font, False), atol=2), words  # pixels
    small, large = (recorder.get_text_width_height_descent("12", FontProperties(size=each), False) for each in (9, 18))
    assert large[0] > 1.8 * small[0]


@pytest.mark.parametrize("angle", [0, 37, 90])
def test_words_are_recorded_where_and_as_they_are_turned_as_matplotlib_has_them(angle):
    figure, found = Figure(), []
    text = figure.text(0.3, 0.4, "cost C 0.25\nlabel 7", rotation=angle, ha="center")
    for renderer in (Recorder(figure), Plain(figure)):
        found.append(np.concatenate([stroke.points for stroke in renderer.record(text)]))
    assert found[0].shape == found[1].shape and np.allclose(*found, atol=0.05)


class Plain(Recorder):
    """Records words as matplotlib itself lays them out."""

    def draw_text(self, *args, **kwargs):
        RendererBase.draw_text(self, *args, **kwargs)
