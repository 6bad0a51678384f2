"""Real data: 1,797 handwritten digits, as images of 8 × 8 pixels. They come with the package, nothing is downloaded."""

import gzip
import hashlib
import zlib
from functools import cache
from importlib.resources import files

import numpy as np

from bplesson.errors import InputError, whole_number

FILE = "digits.csv.gz"
SHA256 = "6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8"  # of the content, unpacked
SIDE, INK, CLASSES = 8, 16, 10  # pixels across and down; the darkest one
PIXELS = SIDE * SIDE


def digits(seed: int = 0, test: int = 360) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The images and their labels in a random order, those after the first n kept for the test: x, y, x_test, y_test.

    x (n, 64), row by row from the top left, each pixel from 0 (paper) to 1 (ink); y (n, 10) is 1 for the digit that it
    is and 0 for the others; x_test (test, 64), y_test (test, 10); n = 1,797 - test. Another `seed`, another order.

    Source: E. Alpaydin, C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning Repository, 1998,
    doi.org/10.24432/C50P49, licence CC BY 4.0; see data/README.md. Raises InputError if the stored file was damaged.
    """
    pixels, labels = _stored()
    seed, test = whole_number("seed", seed, least=0), whole_number("test", test)
    if test >= len(labels):
        raise InputError(f"test: expected fewer than all {len(labels)} images, got {test}")
    order = np.random.default_rng(seed).permutation(len(labels))
    x, y = pixels[order] / INK, np.eye(CLASSES)[labels[order]]
    n = len(labels) - test
    return x[:n], y[:n], x[n:], y[n:]


@cache
def _stored() -> tuple[np.ndarray, np.ndarray]:
    """All pixels, (1797, 64), whole numbers 0 … 16, and labels, (1797,)."""
    numbers = read((files("bplesson") / "data" / FILE).read_bytes())
    return numbers[:, :PIXELS], numbers[:, PIXELS]


def read(packed: bytes) -> np.ndarray:
    """The numbers in the compressed file, one image a row: 64 pixels and the label."""
    try:
        content = gzip.decompress(packed)
    except (OSError, EOFError, zlib.error):
        content = b""
    if (found := hashlib.sha256(content).hexdigest()) != SHA256:
        raise InputError(
            f"{FILE}: expected content with the checksum {SHA256[:8]}…, got {found[:8]}…; please install bplesson again"
        )
    return np.array([line.split(b",") for line in content.splitlines()], dtype=np.uint8)
