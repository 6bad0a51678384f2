"""Softmax, δ at the output and accuracy, right and as they go wrong: functions that lesson 7 asks for."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

import numpy as np

from bplesson.practice.checking import Arrays, Call
from bplesson.practice.item import Draw

Forms = Mapping[str, tuple[Callable, ...]]
TABLES = (  # rows of p, one example a row; the last rows hold 1,000
    [[2.0, 1.0, 0.0], [-1.0, 3.0, 0.5]],
    [[0.0, 1.0], [2.0, -1.0], [0.5, 0.5], [-2.0, -3.0]],
    [[1.0, -2.0, 0.0, 3.0]],
    [[1000.0, 0.0, 0.0], [2.0, 1.0, 0.0]],
)
ONE_LARGEST = (
    "The largest of several rows was subtracted: each row has its own, or all of its powers may become 0 (7.2)."
)
BY_SHARE = "That is the slope of the cost by ŷ, −y/ŷ: on the way to p it has to pass softmax yet (7.2)."
HOW_MANY = "That is how many are right: the accuracy is their part of all, a mean."
WRONG_WAY = "The largest was sought over the wrong direction: one example is one row, so `argmax(axis=1)`."
ERRORS = "That is the part of the answers that are wrong: the accuracy counts those that are right."


# softmax -------------------------------------------------------------------------------------------------------------
def softmax(p: np.ndarray, most: Callable | None = None, total: Callable | None = None) -> np.ndarray:
    """Row by row e^p over their sum, the largest p first subtracted; `most` and `total` take the place of both."""
    e = np.exp(p - (p.max(axis=1, keepdims=True) if most is None else most(p)))
    return e / (e.sum(axis=1, keepdims=True) if total is None else total(e))


def _nothing(p: np.ndarray) -> float:
    return 0.0


def _of_all(function: str, axis: int | None) -> Callable:
    return lambda table: getattr(table, function)(axis=axis, keepdims=True)


def _late(largest_of_powers: bool) -> Callable:
    """The largest subtracted after exp."""

    def wrong(p: np.ndarray) -> np.ndarray:
        e = np.exp(p)
        e = e - (e if largest_of_powers else p).max(axis=1, keepdims=True)
        return e / e.sum(axis=1, keepdims=True)

    return wrong


SOFTMAXES: Forms = {
    "C1": (lambda p: softmax(p, _nothing),),
    "C2": (_late(False), _late(True)),
    "C3": tuple(
        lambda p, most=most, axis=axis: softmax(p, most, _of_all("sum", axis))
        for axis in (None, 0)
        for most in (None, _nothing, _of_all("max", None), _of_all("max", 0))
    ),
}
SOFTMAX_NOTES: Forms = {
    ONE_LARGEST: tuple(lambda p, axis=axis: softmax(p, _of_all("max", axis)) for axis in (None, 0)),
}


def quietly(make: Callable) -> Callable:
    """What makes wrong results may overflow."""

    def made(*arguments):
        with np.errstate(all="ignore"):
            return make(*arguments)

    return made


def softmax_calls() -> Iterator[Call]:
    """softmax(p), one example a row."""
    for table in map(np.array, TABLES):

        @quietly
        def made(all_forms: Forms, p=table) -> dict[str, list[Arrays]]:
            return {id: [[form(p)] for form in forms] for id, forms in all_forms.items()}

        on = "a table with 1,000 in it" if table.max() > 100 else f"a table of shape {table.shape}"
        wrong, notes = partial(made, SOFTMAXES), partial(made, SOFTMAX_NOTES)
        yield Call((table,), [softmax(table)], wrong, on, no=("E2",), notes=notes)  # no outer product is in it


# δ and accuracy ------------------------------------------------------------------------------------------------------
def delta_0(y_hat: np.ndarray, y: np.ndarray) -> np.ndarray:
    """ŷ − y (7.2)."""
    return y_hat - y


STARTS: Forms = {
    "S1": (lambda y_hat, y: y - y_hat,),
    "S2": (lambda y_hat, y: 2 * (y_hat - y), lambda y_hat, y: (y_hat - y) / 2),
    "S3": (lambda y_hat, y: (y_hat - y) ** 2 / 2, lambda y_hat, y: (y_hat - y) ** 2),
    "S6": (lambda y_hat, y: (y_hat - y) * y_hat * (1 - y_hat),),
    "S7": (lambda y_hat, y: -y * (1 - y_hat),),
    "S9": (
        lambda y_hat, y: y_hat[:, None] - y[None],
        lambda y_hat, y: y[:, None] - y_hat[None],
        lambda y_hat, y: (y_hat[:, None] - y[None]).sum(axis=1),
        lambda y_hat, y: (y_hat[:, None] - y[None]).mean(axis=1),
        lambda y_hat, y: y_hat - y.argmax(axis=1),
    ),
}
START_NOTES: Forms = {BY_SHARE: (lambda y_hat, y: -y / y_hat,)}


def _answers(n: int, d: int) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities and labels of n examples and d classes."""
    draw = Draw("P7.2", n, d)
    y_hat = softmax(np.array(draw.picks((-2, -1, 0, 1, 2, 3), n, d), float))
    return y_hat, np.eye(d)[[draw.pick(range(d)) for _ in range(n)]]


def pairs_calls(right: Callable, wrong: Forms, notes: Forms, shapes) -> Iterator[Call]:
    """Calls of a function of (y_hat, y), for so many examples and classes."""
    for n, d in shapes:
        y_hat, y = _answers(n, d)

        def made(forms: Forms, y_hat=y_hat, y=y) -> dict[str, list[Arrays]]:
            return {id: [[np.asarray(f(y_hat, y))] for f in fs if _can(f, y_hat, y)] for id, fs in forms.items()}

        yield Call(
            (y_hat, y),
            [np.asarray(right(y_hat, y))],
            lambda made=made: made(wrong),
            f"{n} examples of {d} classes",
            no=("E2",),
            notes=lambda made=made: made(notes),
        )


def _can(form: Callable, *arguments) -> bool:
    """Whether shapes fit."""
    try:
        form(*arguments)
    except ValueError:
        return False
    return True


def accuracy(y_hat: np.ndarray, y: np.ndarray) -> float:
    """The part of the examples whose largest output stands at the label."""
    return float(np.mean(y_hat.argmax(axis=1) == y.argmax(axis=1)))


NOTES: Forms = {
    HOW_MANY: (lambda y_hat, y: np.sum(y_hat.argmax(axis=1) == y.argmax(axis=1)),),
    ERRORS: (lambda y_hat, y: 1 - accuracy(y_hat, y),),
    WRONG_WAY: (
        lambda y_hat, y: np.mean(y_hat.argmax(axis=0) == y.argmax(axis=0)),
        lambda y_hat, y: float(y_hat.argmax() == y.argmax()),
    ),
}
