"""P7.1: softmax of small numbers, the cross-entropy, δ at the output; the p are logarithms of whole numbers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from bplesson.errors import InputError, finite_array, shown, whole_number
from bplesson.kit.words import short
from bplesson.practice.diagnosis import Key, Numbers
from bplesson.practice.given import asked, finished, what
from bplesson.practice.item import Case, Draw, Item, Way, is_seen
from bplesson.practice.outputs import BY_SHARE

CLASSES = range(3)
SUMS = (4, 5, 8, 10, 20, 25)  # by which one divides in one's head
POWERS = [row for row in product(range(1, 13), repeat=len(CLASSES)) if sum(row) in SUMS and len(set(row)) > 1]  # e^p
LETTERS = {"y_hat": "ŷ", "C_is_ln": "z", "delta0": "δ₀"}  # by how the names of numbers begin
WORDS = {"C5": "The minus sign of the cost is missing: −ln ŷ of the right class is ln(1/ŷ) (7.2)."}
POWERS_ALONE = "Those are the powers: divide each by the sum of all three (7.2)."
COST_ALONE = "That is C itself. Its logarithm is taken already: z = 1/ŷ of the right class (7.2)."
NO_LABEL = "That is ŷ alone: subtract the label, which is 1 for the right class (7.2)."
WHICH = "Three classes, 0, 1 and 2, with softmax and the cross-entropy."


def _delta(y_hat: np.ndarray, y: np.ndarray) -> np.ndarray:
    return y_hat - y


@dataclass(frozen=True)
class Rules:
    """How the numbers follow from each other; `powers` are e^p, one example a row."""

    share: Callable = lambda powers: powers / powers.sum(axis=1, keepdims=True)
    inside: Callable = lambda right: 1 / right  # C = −ln ŷ = ln(1/ŷ), for the ŷ of the right class
    start: Callable = _delta


RIGHT = Rules()
WRONG = {
    "C2": (  # the largest subtracted after exp
        {"share": lambda powers: RIGHT.share(powers - powers.max(axis=1, keepdims=True))},
        {"share": lambda powers: RIGHT.share(powers - np.log(powers.max(axis=1, keepdims=True)))},
    ),
    "C3": (
        {"share": lambda powers: powers / powers.sum()},
        {"share": lambda powers: powers / powers.sum(axis=0)},
    ),
    "C5": ({"inside": lambda right: right},),
    "S1": ({"start": lambda y_hat, y: y - y_hat},),
    "S2": ({"start": lambda y_hat, y: 2 * (y_hat - y)}, {"start": lambda y_hat, y: (y_hat - y) / 2}),
    "S3": ({"start": lambda y_hat, y: (y_hat - y) ** 2 / 2}, {"start": lambda y_hat, y: (y_hat - y) ** 2}),
    "S6": ({"start": lambda y_hat, y: (y_hat - y) * y_hat * (1 - y_hat)},),
    "S7": ({"start": lambda y_hat, y: -y * (1 - y_hat)},),
}


def _names(letter: str, n: int) -> list[list[str]]:
    """Names of numbers, row by row: of one example by the class, of several by the example and the class."""
    return [[f"{letter}_{b}" if n == 1 else f"{letter}_{a}{b}" for b in CLASSES] for a in range(n)]


def numbers(powers: np.ndarray, classes: list[int], asks: tuple[str, ...], rules: Rules) -> Callable:
    """All numbers by these rules, as a function of those that stand."""
    n, y = len(powers), np.eye(len(CLASSES))[classes]
    shares, deltas = (sum(_names(letter, n), []) for letter in ("y_hat", "delta0"))
    with np.errstate(all="ignore"):
        made_of_powers = rules.share(powers)

    def make(held: Numbers) -> Mapping[str, float]:
        y_hat = _held(shares, made_of_powers, held)
        with np.errstate(all="ignore"):  # a share that was typed may be huge
            delta = _held(deltas, rules.start(y_hat, y), held)
        made = dict(zip(shares + deltas, y_hat.ravel().tolist() + delta.ravel().tolist()))
        if "C_is_ln" in asks:
            share = float(y_hat[0, classes[0]])
            made["C_is_ln"] = float(held.get("C_is_ln", rules.inside(share) if share else np.nan))
        return {name: made[name] if abs(made[name]) < np.inf else np.nan for name in asks}  # no number is nobody's

    return make


def _held(names: list[str], values: np.ndarray, held: Numbers) -> np.ndarray:
    """The values, but for those that stand."""
    if not held:
        return values
    return np.reshape([held.get(name, value) for name, value in zip(names, values.flat)], values.shape)


def _asked(level: int) -> tuple[str, ...]:
    if level == 0:
        return (*_names("y_hat", 1)[0], "C_is_ln")
    if level == 1:
        return (*_names("y_hat", 1)[0], "C_is_ln", *_names("delta0", 1)[0])
    return (*sum(_names("y_hat", 2), []), *sum(_names("delta0", 2), []))


def make(draw: Draw, level: int) -> Case:
    """One example, at the last level two; three powers that are not all the same, with a sum that is easily divided."""
    rows = draw.picks(POWERS, 1 if level < 2 else 2)
    classes = [draw.pick(CLASSES) for _ in rows]
    asks = _asked(level)
    return case_of(rows, classes, asks, _says(rows, classes, asks))


def case_of(rows: list[list[float]], classes: list[int], asks: tuple[str, ...], says: str) -> Case:
    """The case of these powers of e, one example a row, in which these numbers are asked."""
    powers = np.array(rows, float)
    right = numbers(powers, classes, asks, RIGHT)
    wrong, of_shares = {}, ("C2", "C3")
    for id, forms in WRONG.items():
        if id in of_shares and not asks[0].startswith("y_hat"):
            continue  # that shows in the shares, which are not asked
        made = (numbers(powers, classes, asks, replace(RIGHT, **form)) for form in forms)
        if seen := tuple(
            form for form in made if is_seen(form, right({})) and all(map(np.isfinite, form({}).values()))
        ):
            wrong[id] = seen
    whole = numbers(powers, classes, _asked(1 if len(rows) == 1 else 2), RIGHT)({})
    return Case(
        asks,
        Key(right, wrong, words=WORDS),
        says,
        labels=_labels(asks),
        called=_called(asks),
        ways={name: _way(name, rows, classes, whole) for name in asks},
        notes=_notes(powers, np.eye(len(CLASSES))[classes]),
    )


def _notes(powers: np.ndarray, y: np.ndarray) -> dict[str, Numbers]:
    """What else is often taken for a number: by the sentence that says so."""
    n, y_hat = len(powers), RIGHT.share(powers)
    shares, deltas = (sum(_names(letter, n), []) for letter in ("y_hat", "delta0"))
    share = float(y_hat[0] @ y[0])
    made = {POWERS_ALONE: dict(zip(shares, powers.ravel())), COST_ALONE: {"C_is_ln": -np.log(share)}}
    return made | {NO_LABEL: dict(zip(deltas, y_hat.ravel())), BY_SHARE: dict(zip(deltas, (-y / y_hat).ravel()))}


def own(powers, label, ask=None) -> Case:
    """The case of somebody's own e^p of three classes, of which `label` is right; "z" is that of C = ln z."""
    row = finite_array("powers", powers).ravel().tolist()
    if len(row) != len(CLASSES) or min(row) <= 0:
        raise InputError(f"powers: expected the e^p of three classes, all above 0, got {shown(powers)}")
    if whole_number("label", label, least=0) not in CLASSES:
        raise InputError(f"label: expected the class that is right, 0, 1 or 2, got {shown(label)}")
    called = {name: "z" if name == "C_is_ln" else name for name in _asked(1)}
    found = asked(ask, called.values())
    asks = tuple(name for name in called if called[name] in found)
    letters = [letter for start, letter in LETTERS.items() if any(name.startswith(start) for name in asks)]
    cost = " The cost is the logarithm of a number z, C = ln z." if "C_is_ln" in asks else ""
    says = f"{WHICH} p = {_logs(row)}, and class {label} is right.{cost} {what(letters)}"
    return finished(case_of([row], [label], asks, says))


def _logs(row: list[float]) -> str:
    return f"({', '.join(f'ln {short(power)}' for power in row)})"


def _says(rows: list[list[int]], classes: list[int], asks: tuple[str, ...]) -> str:
    logs = [_logs(row) for row in rows]
    if len(rows) == 1:
        delta = " And what is δ₀?" if "delta0_0" in asks else ""
        return (
            f"{WHICH} p = {logs[0]}, and class {classes[0]} is right. What is ŷ?"
            f" The cost is the logarithm of a number z, C = ln z: what is z?{delta}"
        )
    each = [
        f"Example {a} has p = {log}, and class {right} is right." for a, (log, right) in enumerate(zip(logs, classes))
    ]
    return f"{WHICH} {' '.join(each)} What are ŷ and δ₀ of both?"


def _places(name: str) -> tuple[str, list[str]]:
    """The letter of a number, and its places: of y_hat_01 that is y_hat, and the example 0 and the class 1."""
    letter, _, places = name.rpartition("_")
    return letter, list(places)


def _labels(asks: tuple[str, ...]) -> dict[str, str]:
    """ŷ[1] for y_hat_1; of two examples, "ŷ[1] of example 0" for y_hat_01."""
    labels = {"C_is_ln": "z"} if "C_is_ln" in asks else {}
    for name in asks:
        letter, places = _places(name)
        if letter in ("y_hat", "delta0"):
            entry = f"{'ŷ' if letter == 'y_hat' else 'δ₀'}[{places[-1]}]"
            labels[name] = f"{entry} of example {places[0]}" if len(places) > 1 else entry
    return labels


def _called(asks: tuple[str, ...]) -> dict[str, str]:
    """The same as a screen reader says it."""
    called = {"C_is_ln": "z, the number whose logarithm is C"} if "C_is_ln" in asks else {}
    for name in asks:
        letter, (*example, node) = _places(name)
        if letter in ("y_hat", "delta0"):
            words = ["y hat" if letter == "y_hat" else "delta 0", *(f"example {a}" for a in example), f"class {node}"]
            called[name] = ", ".join(words)
    return called


def _way(name: str, rows: list[list[int]], classes: list[int], found: Numbers) -> Way:
    """How a number is found, from those before it."""
    if name == "C_is_ln":
        right = f"y_hat_{classes[0]}"
        return Way("C = −ln ŷ of the right class (7.2), and −ln ŷ is ln(1/ŷ).", f"1 / {short(found[right])}")
    letter, places = _places(name)
    example, node = int("".join(places[:-1]) or 0), int(places[-1])
    if letter == "y_hat":
        row = rows[example]
        rule = (
            "ŷ[b] is e to the power of p[b], divided by the sum of all three powers (7.2). e to the power of ln 5 is 5."
        )
        return Way(rule, f"{short(row[node])} / ({' + '.join(map(short, row))})")
    rule = "δ₀ = ŷ − y, where y is 1 for the right class and 0 for the others (7.2)."
    return Way(rule, f"{short(found['y_hat_' + ''.join(places)])} − {int(node == classes[example])}")


ITEM = Item("P7.1", "softmax, cross-entropy and the δ with which the way back begins", make, 3, own=own)
