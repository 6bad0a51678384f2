"""The picture for the lecture: every mistake fits, the longest bar is on top, and the numbers say what the bars do."""

import pytest
from PIL import Image

from bplesson.kit import palette
from bplesson.practice.mistakes import CATALOGUE
from bplesson.teach.mark_plots import LARGE, MOST, picture_of
from bplesson.teach.tally import Count
from tools.marks_picture import PATH, invented, picture

NAMES = [each.id for each in CATALOGUE]


def counts(ids, of: int = 200) -> list[Count]:
    return [Count((id,), of - k, of, {"P4.1": of - k}) for k, id in enumerate(ids)]


@pytest.mark.parametrize("start", range(0, len(NAMES), MOST))
def test_all_names_fit_beside_their_bars_in_letters_for_the_last_row(start):
    figure = picture_of(counts(NAMES[start : start + MOST]), "lesson4: which mistakes 200 learners made").figure
    figure.canvas.draw()
    texts = [*figure.texts, *figure.axes[0].texts]
    extents = [text.get_window_extent() for text in texts]
    for text, extent in zip(texts, extents, strict=True):
        assert extent.x0 >= 0 and extent.x1 <= figure.bbox.x1 and extent.y0 >= 0 and extent.y1 <= figure.bbox.y1
        assert text.get_fontsize() >= 0.999 * LARGE or text in figure.texts
    for k, extent in enumerate(extents):
        assert not any(extent.overlaps(other) for other in extents[:k]), texts[k].get_text()


def test_a_bar_is_as_long_as_its_number_says():
    figure = picture_of([Count(("B4",), 12, 60, {"P4.1": 12}), Count(("M1",), 3, 60, {"P4.4": 3})], "title").figure
    bars = [bar.get_width() for bar in figure.axes[0].patches]
    assert bars == [1, 0.2, 1, 0.05]
    assert [text.get_text() for text in figure.axes[0].texts][::2] == ["12 of 60", "3 of 60"]
    low, high = sorted(figure.axes[0].get_ylim())
    assert figure.axes[0].get_ylim() == (high, low), "the first row is on top"


def test_what_does_not_fit_is_said_to_stand_in_the_table():
    still = picture_of(counts(NAMES[: MOST + 3]), "title")
    assert "3 more mistakes in the table" in still.figure.texts[-1].get_text()
    assert len(still.figure.axes[0].patches) == 2 * MOST


def test_the_picture_of_the_readme_is_the_one_that_is_drawn():
    assert len(invented()) == 60
    assert Image.open(PATH).info["Description"] == picture().says


def test_colours_are_far_apart_in_lightness():
    assert sum(palette.rgb(palette.GRID)) - sum(palette.rgb(palette.INK)) > 500
