"""The handwritten digits: what their source says, the same each time, and a file that was damaged is noticed."""

import gzip
import hashlib
import re
from importlib.resources import files

import numpy as np
import pytest

import bplesson as bp
from bplesson.data.digits import FILE, SHA256, read

DATA = files("bplesson") / "data"
PACKED = (DATA / FILE).read_bytes()
HOW_MANY = [
    178,
    182,
    177,
    183,
    181,
    182,
    181,
    179,
    174,
    180,
]  # of each digit, as UCI's own description of the test part


def test_the_images_and_labels_have_their_shapes_and_ranges():
    x, y, x_test, y_test = bp.digits()
    assert [each.shape for each in (x, y, x_test, y_test)] == [(1437, 64), (1437, 10), (360, 64), (360, 10)]
    for pixels in (x, x_test):
        assert pixels.min() == 0 and pixels.max() == 1 and (16 * pixels == np.round(16 * pixels)).all()
    for labels in (y, y_test):
        assert set(labels.ravel()) == {0.0, 1.0} and (labels.sum(axis=1) == 1).all()


def test_there_are_as_many_of_each_digit_as_the_source_says():
    _, y, _, y_test = bp.digits()
    assert (y.sum(axis=0) + y_test.sum(axis=0)).tolist() == HOW_MANY
    assert sum(HOW_MANY) == 1797


def test_every_image_comes_exactly_once_whatever_the_seed():
    stored = {row.tobytes() for row in read(PACKED)}
    for seed in range(3):
        x, y, x_test, y_test = bp.digits(seed)
        images, labels = np.vstack([x, x_test]), np.vstack([y, y_test]).argmax(axis=1)
        rows = np.column_stack([16 * images, labels]).astype(np.uint8)
        assert len(rows) == 1797 and {row.tobytes() for row in rows} == stored


def test_the_order_follows_from_the_seed_and_the_data_are_fresh_each_time():
    first = bp.digits()
    first[0][:] = 0.5
    again, other = bp.digits(seed=0), bp.digits(seed=1)
    assert again[0].max() == 1.0
    assert all(np.array_equal(a, b) for a, b in zip(again, bp.digits()))
    assert not np.array_equal(again[2], other[2])


def test_more_images_can_be_kept_for_the_test():
    x, y, x_test, y_test = bp.digits(test=1000)
    assert len(x) == len(y) == 797 and len(x_test) == len(y_test) == 1000


@pytest.mark.parametrize(
    ("given", "name"),
    [({"test": 0}, "test"), ({"test": 1797}, "test"), ({"test": 3.5}, "test"), ({"test": "all"}, "test"),
     ({"seed": -1}, "seed"), ({"seed": 0.5}, "seed"), ({"seed": None}, "seed")],
)  # fmt: skip
def test_a_bad_argument_is_one_sentence(given, name):
    with pytest.raises(bp.InputError, match=rf"^{name}: expected [^\n]+, got [^\n]+$"):
        bp.digits(**given)


def test_the_checksum_is_that_of_the_content_and_stands_beside_the_file():
    assert hashlib.sha256(gzip.decompress(PACKED)).hexdigest() == SHA256
    beside = (DATA / "README.md").read_text(encoding="utf-8")
    assert SHA256 in beside and "CC BY 4.0" in beside and "10.24432/C50P49" in beside


def test_the_file_is_small_and_has_neither_a_time_nor_a_name():
    assert len(PACKED) < 60_000
    assert PACKED[3] == 0 and PACKED[4:8] == bytes(4)  # no name or comment; no time


@pytest.mark.parametrize("damage", ["one digit", "cut off", "no archive", "empty"])
def test_a_file_that_was_damaged_is_noticed(damage):
    content = gzip.decompress(PACKED)
    bad = {
        "one digit": gzip.compress(content.replace(b"13", b"12", 1)),
        "cut off": PACKED[:-100],
        "no archive": content,
        "empty": b"",
    }[damage]
    with pytest.raises(bp.InputError, match=rf"^{re.escape(FILE)}: expected content with the checksum [^\n]+$"):
        read(bad)
