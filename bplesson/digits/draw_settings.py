"""What can be read and by whom: an image, made of another one too, and a network for it. All else is an InputError."""

from functools import cache

import numpy as np
from traitlets import TraitType

from bplesson.data.digits import CLASSES, PIXELS, SIDE, digits
from bplesson.engine.activations import ACTIVATIONS
from bplesson.engine.network import Network, single
from bplesson.engine.training import train
from bplesson.errors import InputError, finite_array, shown, whole_number


class Image(TraitType):
    """A trait that is an image: 64 numbers from 0 to 1, row by row, also given as 8 rows of 8."""

    def validate(self, obj, value) -> np.ndarray:
        image = finite_array(self.name, value)
        if image.shape not in ((PIXELS,), (1, PIXELS), (8, 8)):
            raise InputError(f"{self.name}: expected 64 numbers, or 8 rows of 8, got shape {image.shape}")
        if image.min() < 0 or image.max() > 1:
            raise InputError(f"{self.name}: expected numbers from 0 to 1, got {shown(image.min())} to {image.max():g}")
        image = image.reshape(PIXELS).copy()
        image.setflags(write=False)
        return image


class Example(TraitType):
    """A trait that is the number of a test image, or None."""

    def validate(self, obj, value) -> int | None:
        if value is None:
            return None
        last = len(obj.data[2]) - 1
        if whole_number(self.name, value, least=0) > last:
            raise InputError(f"{self.name}: expected the number of a test image, at most {last}, got {shown(value)}")
        return int(value)


class Reader(TraitType):
    """A trait that is a network for these images: 64 inputs, 10 outputs, and softmax."""

    def validate(self, obj, value) -> Network:
        network = single(value)
        if (network.sizes[0], network.sizes[-1]) != (PIXELS, CLASSES):
            raise InputError(f"network: expected {PIXELS} inputs and {CLASSES} outputs, got {network!r}")
        if network.activations[-1] is not ACTIVATIONS["softmax"]:
            raise InputError(f"network: expected probabilities, from softmax, at the output, got {network!r}")
        return network


@cache
def trained() -> Network:
    """A network that reads these digits: 60 epochs of mini-batches, less than a second."""
    x, y, *_ = digits()
    rng = np.random.default_rng(0)
    network = Network.random([64, 32, 10], ["identity", "tanh", "softmax"], rng, "cross-entropy", bias=True)
    for network in train(network, x, y, eta=0.5, epochs=60, batch=32, rng=rng):
        pass
    return network


def page(kind: str, x_test: np.ndarray, wrong: np.ndarray, example: int) -> dict:
    """The state that a preset stands for; `wrong`: test images with a wrong answer, the surest first."""
    image = x_test[example]
    if kind == "mistake":
        return {"example": int(wrong[0]) if len(wrong) else example}
    if kind == "example":
        return {"example": example}
    columns = image.reshape(SIDE, SIDE)
    made = {
        "empty": np.zeros(SIDE**2),
        "moved": np.pad(columns[:, 2:], ((0, 0), (0, 2))).ravel(),
        "negative": 1 - image,
    }
    return {"example": None, "image": made[kind]}


def centred(image: np.ndarray, middle: np.ndarray) -> np.ndarray:
    """The image (64,) moved by whole pixels, so that its ink lies around `middle`, (2,): row, column; none is lost."""
    ink = image.reshape(SIDE, SIDE)
    if not ink.any():
        return image
    for axis, to in enumerate(middle):
        profile = ink.sum(axis=1 - axis)
        places = np.flatnonzero(profile)
        wanted = round(float(to - profile @ np.arange(SIDE) / profile.sum()))
        ink = np.roll(ink, int(np.clip(wanted, -places[0], SIDE - 1 - places[-1])), axis)
    return ink.ravel()
