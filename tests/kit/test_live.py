"""What moves in a plot is recorded again when it has changed, and only then."""

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

import bplesson as bp
from bplesson.kit.live import Live
from bplesson.kit.strokes import Recorder, look_of, packed
from tests.kit.test_axis import MOVES


def fresh(live):
    """The parts of the picture with nothing kept from before."""
    live._kept, live._lines, live._still = {}, {}, None
    return live.parts()


@pytest.mark.usefixtures("seen")
@pytest.mark.parametrize("name", MOVES)
def test_after_every_move_the_browser_has_what_the_figure_has(name):
    explorer = getattr(bp, name)()
    trait, values = MOVES[name]
    for value in values[:: max(1, len(values) // 3)]:
        setattr(explorer, trait, value)
        sent = explorer._picture.parts
        assert sent == fresh(explorer._live)


@pytest.mark.usefixtures("seen")
def test_what_has_not_changed_is_not_recorded_again(monkeypatch):
    explorer = bp.ChainExplorer()
    recorded, record = [], explorer._live._recorded
    monkeypatch.setattr(explorer._live, "_recorded", lambda artist: recorded.append(artist) or record(artist))
    explorer.selected = explorer.selected
    explorer._refresh()
    assert recorded == [] or len(recorded) < len(explorer._live.animated) / 2


@pytest.mark.usefixtures("seen")
@pytest.mark.parametrize("make", [bp.ChainExplorer, bp.LayersExplorer, bp.SlopeExplorer])
def test_along_a_path_that_looks_different_at_last_nothing_stale_stays(make):
    explorer = make()
    for t in (3, 40, 41, 90, 3):  # beyond 40 steps its points have no marks
        explorer.walk_to(t)
        assert explorer._picture.parts == fresh(explorer._live)


@pytest.mark.usefixtures("seen")
def test_a_line_that_only_moves_is_not_drawn_again(monkeypatch):
    explorer = bp.ChainExplorer()
    explorer.w12 = explorer.w12 + 0.01
    drawn, draw = [], Line2D.draw
    monkeypatch.setattr(Line2D, "draw", lambda line, renderer: drawn.append(line) or draw(line, renderer))
    explorer.w12 = explorer.w12 + 0.01
    assert drawn == [] and explorer._picture.parts == fresh(explorer._live) and drawn


LOOKS = {
    "no width": {"linewidth": 0, "marker": "o"},
    "steps": {"drawstyle": "steps"},
    "some marks": {"marker": "o", "markevery": 2},
    "masked": {"marker": "s"},
}


@pytest.mark.parametrize("look", LOOKS)
def test_a_line_of_any_look_is_moved_as_it_would_be_drawn_or_not_at_all(look):
    figure = Figure()
    line = figure.subplots().plot([0.1, 0.2, 0.5, 0.9], [0.5, 1.0, 0.2, 0.5], **LOOKS[look])[0]
    line.axes.set(xlim=(0, 1), ylim=(0, 1))
    recorder = Recorder(figure)
    before = recorder.record(line)
    line.set_data(np.ma.masked_less([0.2, 0.3, 0.6, 0.8], 0.25), [0.5, 0.9, 0.2, 0.5])
    moved = recorder.moved(line, before)
    assert moved is None or packed(moved) == packed(recorder.record(line))


def test_other_dashes_are_another_look():
    line = Line2D([0, 1], [0, 1], linestyle=(0, (1, 2)))
    one = look_of(line)
    line.set_linestyle((0, (3, 2)))
    assert look_of(line) != one


def test_a_stroke_has_a_code_for_every_point():
    explorer = bp.SlopeExplorer()
    strokes = explorer._live.parts()["strokes"]
    points = np.frombuffer(strokes["points"], "<f4").reshape(-1, 2)
    assert len(points) == len(strokes["codes"]) == sum(each["count"] for each in strokes["styles"]) > 100
    assert np.isfinite(points).all()
    assert packed([]) == {"styles": [], "points": b"", "codes": b""}


def test_a_mark_that_no_picture_could_show_is_left_out():
    figure = Figure()
    marks = figure.subplots().plot([0.5, 1e300, np.nan, -np.inf], [0.5, 1.0, 0.5, 0.5], "o")[0]
    marks.axes.set(xlim=(0, 1), ylim=(0, 1))
    (stroke,) = Recorder(figure).record(marks)
    assert stroke.style["at"] == np.round(marks.axes.transData.transform([(0.5, 0.5)]), 1).tolist()


@pytest.mark.usefixtures("seen")
@pytest.mark.parametrize("name", MOVES)
def test_no_piece_of_a_picture_is_wider_than_a_small_window_has_room_for(name):
    still = getattr(bp, name)()._picture.parts["still"] or getattr(bp, name)()._live.parts()["still"]
    edges = [0.0, *still["cuts"], still["size"][0]]
    assert max(np.diff(edges)) <= 592, edges


def test_no_title_of_a_figure_is_cut_through():
    figure = Figure(figsize=(8, 3), dpi=100)
    for left in (0.1, 0.6):
        figure.add_axes([left, 0.2, 0.3, 0.6])
    assert len(Live(figure, []).parts()["still"]["cuts"]) == 1
    figure.text(0.1, 0.9, "a title that is longer than the axes below it, and reaches to those beside them")
    assert Live(figure, []).parts()["still"]["cuts"] == []
