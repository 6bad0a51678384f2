"""What the figures of lesson 4 compute: paths, sums along rows and columns, shapes, counts."""

import re
from itertools import product

import numpy as np
import pytest
from matplotlib.text import Text

import bplesson as bp
from bplesson.engine.gradcheck import numeric_gradients
from bplesson.layers.equations import path_by_path, with_stored_values, work_by_formula
from bplesson.layers.figures import products

WEIGHTS = [[[2, -2], [1, 1], [-2, 3]], [[3, -2, 1], [1, 1, 2]], [[-1, 1], [2, -1]]]
SIZES = [(2, 3, 2), (1, 1, 1, 1), (2, 3, 2, 2), (3, 1, 4)]


def numbers(text: str) -> list[float]:
    return [float(each) for each in re.findall(r"-?\d+(?:\.\d+)?", text.replace("−", "-"))]


def random_case(sizes, seed: int):
    rng = np.random.default_rng(seed)
    weights = [rng.integers(-3, 4, (e, d)) for d, e in zip(sizes, sizes[1:])]
    return weights, rng.integers(-3, 4, sizes[0]), rng.integers(-3, 4, sizes[-1])


@pytest.mark.parametrize("sizes", SIZES)
def test_4_5_the_paths_of_the_picture_add_up_to_the_nudged_derivative(sizes):
    weights, x, y = random_case(sizes, seed=4)
    measured = numeric_gradients(bp.Network(weights), [x], [y])
    for i, W in enumerate(weights):
        for b, a in np.ndindex(W.shape):
            says = bp.figure_4_5(weights, x, y, (i, b, a)).says
            paths = re.findall(r"path \d+: (.*?) = (\S+?)[;.]", says)
            assert len(paths) == len(list(product(*map(range, sizes[i + 2 :]))))
            for factors, result in paths:
                assert np.prod(numbers(factors)) == numbers(result)[0]
            total = numbers(says.split("Sum = ")[1].rstrip("."))[0]
            assert total == sum(numbers(result)[0] for _, result in paths)
            assert total == pytest.approx(measured[i][b, a], abs=1e-5)


def test_4_5_the_paths_of_the_lesson():
    says = bp.figure_4_5(WEIGHTS, [2, 1], [1, -6], (0, 2, 0)).says
    assert [numbers(each.split("= ")[1])[0] for each in says.split(". Sum")[0].split(";")] == [-6, 4, 12, -4]
    assert says.endswith("Sum = 6.")


def test_4_6_row_forward_and_column_backward():
    W, x, delta = np.array(WEIGHTS[1]), np.array([2, 3, -1]), np.array([-1, 2])
    for b, a in np.ndindex(W.shape):
        forward, backward = bp.figure_4_6(W, x, delta, b, a).says.split(". Backward")
        assert numbers(forward)[-1] == sum(W[b, c] * x[c] for c in range(3))
        assert numbers(backward.rstrip("."))[-1] == sum(W[c, a] * delta[c] for c in range(2))
    assert "(−1, 4, 3)" in bp.figure_4_6_turned(W, delta).says


@pytest.mark.parametrize("shape", [(2, 3), (3, 2)])
def test_4_6_says_which_of_the_numbers_in_square_brackets_is_the_row(shape):
    W = np.arange(6).reshape(shape)
    drawn = bp.figure_4_6(W, [1] * shape[1], [1] * shape[0], 1, 1).figure.findobj(Text)
    assert [text.get_text() for text in drawn].count("[row, column]") == 2


def test_4_7_the_table_is_the_gradient():
    for i, place in [(0, (2, 0)), (1, (0, 2)), (2, (1, 1))]:
        says = bp.figure_4_7(WEIGHTS, [2, 1], [1, -6], i, place).says
        table = numbers(re.search(r"= \[(.*?)\]", says)[1])
        right = numeric_gradients(bp.Network(WEIGHTS), [[2, 1]], [[1, -6]])[i]
        np.testing.assert_allclose(table, right.ravel(), atol=1e-5)
        assert numbers(says)[-1] == pytest.approx(right[place], abs=1e-5)


def test_4_7_what_is_asked_is_left_open():
    says = bp.figure_4_7_passes(WEIGHTS[:2], [2, 1], [0, 1], ask=["delta1", "W01"]).says
    assert "δ₁ = [?; ?; ?]" in says and "∂C/∂W₀₁ = [?, ?; ?, ?; ?, ?]" in says and "δ₀ = [−1; 2]" in says
    assert "?" not in bp.figure_4_7_passes(WEIGHTS[:2], [2, 1], [0, 1]).says
    asked = bp.figure_4_1(WEIGHTS, [2, 1], ask=["x3[1]"]).says
    assert "x₃ = (4, ?)" in asked and "x₁ = (2, 3, −1)" in asked


class Counting(float):
    """A number that counts multiplications, of its own kind: independent of bplesson.work."""

    done = 0

    def __mul__(self, other):
        Counting.done += 1
        return Counting(float(self) * float(other))

    def __add__(self, other):
        return Counting(float(self) + float(other))

    def __sub__(self, other):
        return Counting(float(self) - float(other))

    __rmul__, __radd__ = __mul__, __add__


@pytest.mark.parametrize("sizes", SIZES)
def test_4_8_the_curves_are_what_counting_gives(sizes):
    weights = [[[Counting(1)] * d for _ in range(e)] for d, e in zip(sizes, sizes[1:])]
    x, y = [Counting(1)] * sizes[0], [Counting(1)] * sizes[-1]
    for algorithm, by_formula in zip((path_by_path, with_stored_values), work_by_formula(sizes), strict=True):
        Counting.done = 0
        algorithm(weights, x, y)
        assert Counting.done == by_formula


def test_4_8_the_picture_names_its_ends():
    says = bp.figure_4_8(widths=[3, 10], depths=[1, 2, 8]).says
    assert "width 3: path by path 1,417,176, stored values 207" in says
    assert "width 10: path by path 7.2 · 10¹⁰, stored values 2,300" in says


@pytest.mark.parametrize("sizes", [(5, 4, 3, 2), (2, 3, 2, 2), (4, 1, 3)])
def test_4_11_every_product_fits_and_has_the_shape_of_the_missing_matrix(sizes):
    for i, row in enumerate(reversed(products(sizes))):
        shapes = [factor.value.shape for factor in (*row.back, *row.ahead)]
        assert row.missing.value.shape == row.value.shape == (sizes[i + 1], sizes[i])
        assert all(left[1] == right[0] for left, right in zip(shapes, shapes[1:]))
        assert (shapes[0][0], shapes[-1][1]) == (sizes[i + 1], sizes[i])


PICTURES = {
    "4_1": lambda: bp.figure_4_1(),
    "4_1 with numbers": lambda: bp.figure_4_1(WEIGHTS[:2], [2, 1], ask=["x1[0]"]),
    "4_1_entry": lambda: bp.figure_4_1_entry(WEIGHTS[0], 2, 0),
    "4_2": lambda: bp.figure_4_2(WEIGHTS[0], [2, 1], 2),
    "4_5": lambda: bp.figure_4_5(WEIGHTS, [2, 1], [1, -6], (0, 2, 0)),
    "4_6": lambda: bp.figure_4_6(WEIGHTS[1], [2, 3, -1], [-1, 2], 1, 2),
    "4_6_turned": lambda: bp.figure_4_6_turned(WEIGHTS[1], [-1, 2]),
    "4_7": lambda: bp.figure_4_7(WEIGHTS[:2], [2, 1], [0, 1], 0, (2, 0)),
    "4_7_passes": lambda: bp.figure_4_7_passes(WEIGHTS[:2], [2, 1], [0, 1]),
    "4_11": lambda: bp.figure_4_11([5, 4, 3, 2]),
}


@pytest.mark.parametrize("name", PICTURES)
def test_no_words_in_a_picture_are_cut_off_or_overlap(name):
    figure = PICTURES[name]().figure
    figure.canvas.draw()
    shown = [each for each in figure.artists if isinstance(each, Text) and each.get_text()]
    boxes = [text.get_window_extent().padded(-0.5) for text in shown]
    assert len(boxes) > 5
    for k, box in enumerate(boxes):
        assert figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1, shown[k]
        assert figure.bbox.y0 <= box.y0 and box.y1 <= figure.bbox.y1, shown[k]
        assert not any(box.overlaps(other) for other in boxes[k + 1 :]), shown[k]


def test_figures_of_lesson_4_refuse_what_they_cannot_draw():
    for call in [
        lambda: bp.figure_4_1(WEIGHTS),
        lambda: bp.figure_4_1(WEIGHTS, [2, 1], ask=["x9[0]"]),
        lambda: bp.figure_4_1_entry(WEIGHTS[0], 3, 0),
        lambda: bp.figure_4_2([1, 2], [1, 2], 0),
        lambda: bp.figure_4_2(WEIGHTS[0], [1, 2, 3], 0),
        lambda: bp.figure_4_5(WEIGHTS, [2, 1], [1, -6], (3, 0, 0)),
        lambda: bp.figure_4_5([np.ones((9, 1)), np.ones((9, 9))], [1], np.ones(9), (0, 0, 0)),
        lambda: bp.figure_4_6(WEIGHTS[1], [1, 2, 3], [1, 2], 2, 0),
        lambda: bp.figure_4_6_turned(WEIGHTS[1], [1, 2, 3]),
        lambda: bp.figure_4_7(WEIGHTS, [2, 1], [1, -6], 0, (0, 2)),
        lambda: bp.figure_4_7_passes(WEIGHTS, [2, 1], [1, -6], ask=["delta3"]),
        lambda: bp.figure_4_8(widths=[0]),
        lambda: bp.figure_4_11(sizes=[3]),
    ]:
        with pytest.raises(bp.InputError):
            call()
