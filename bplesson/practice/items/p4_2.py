"""P4.2: the shape of every factor, and which order and which transposes a derivative by a matrix has."""

from dataclasses import replace

from bplesson.kit.words import SUBSCRIPTS, enumerated, sub
from bplesson.practice.by_hand import chosen, constant, key_of
from bplesson.practice.item import Case, Draw, Item, Way

NODES = range(2, 21)
FORMULAS = (  # of (4.10): the number C, the matrix by which, the right derivative, and what mistakes make of it
    ("yᵀ A x", "A", "y xᵀ", {"E2": "x yᵀ", "E3": "yᵀ x", "B1": "A y xᵀ"}),
    ("yᵀ A B x", "A", "y xᵀ Bᵀ", {"B4": "y xᵀ B", "E2": "B x yᵀ", "E3": "yᵀ B x", "B1": "A y xᵀ Bᵀ"}),
    ("yᵀ A B x", "B", "Aᵀ y xᵀ",
     {"B4": "A y xᵀ", "E2": "x yᵀ A", "E3": "yᵀ A x", "B1": "Bᵀ Aᵀ y xᵀ", "B2": "y xᵀ", "B6": "Bᵀ y xᵀ"}),
    ("½ xᵀ Aᵀ A x", "A", "A x xᵀ", {"S2": "2 A x xᵀ", "B4": "Aᵀ x xᵀ", "E2": "x xᵀ Aᵀ", "E3": "xᵀ A x"}),
    ("½ xᵀ Bᵀ Aᵀ A B x", "A", "A B x xᵀ Bᵀ",
     {"S2": "2 A B x xᵀ Bᵀ", "B4": "A B x xᵀ B", "E2": "B x xᵀ Bᵀ Aᵀ", "E3": "xᵀ Bᵀ A B x"}),
    ("½ xᵀ Bᵀ Aᵀ A B x", "B", "Aᵀ A B x xᵀ",
     {"S2": "2 Aᵀ A B x xᵀ", "B4": "A A B x xᵀ", "E2": "x xᵀ Bᵀ Aᵀ A", "E3": "xᵀ Bᵀ Aᵀ A x", "B2": "A B x xᵀ"}),
)  # fmt: skip
WORDS = {  # of mistakes, where there are no layers
    "S2": "The ½ was forgotten: it meets the 2 of the square (4.10).",
    "B1": "The matrix by which one derives was left in: it is the one that is missing (4.10).",
    "B2": "A factor was left out: only the matrix by which one derives is missing (4.10).",
    "B4": "A transpose is missing, or one is too many: what stands on each side of the missing matrix is transposed"
    " (4.10).",
    "B6": "The matrix by which one derives stands in the place of the other one: it is the one that is missing (4.10).",
    "E2": "The product is turned round: this is the transpose of the derivative (4.10).",
    "E3": "A row in front and a column at the end make a number. The derivative by a matrix is a table (4.10).",
}
PUT = "What stands left of {M} stays left, what stands right of it stays right, and both are transposed"


# the shapes of all factors -------------------------------------------------------------------------------------------
def _shapes(draw: Draw) -> Case | None:
    sizes = [draw.pick(NODES) for _ in range(4)]
    if len(set(sizes)) < len(sizes):
        return None
    i = draw.pick((0, 1, 2))
    source, end = sizes[i], sizes[i + 1]
    lines = {
        "W_rows": constant(end),
        "W_columns": constant(source),
        "back_rows": lambda found: found["W_columns"],
        "back_columns": lambda found: found["W_rows"],
        "delta_entries": constant(end),
        "x_entries": constant(source),
        "gradient_rows": lambda found: found["delta_entries"],
        "gradient_columns": lambda found: found["x_entries"],
    }
    W, delta, x = _layers(i)
    says = (
        f"Layers 0 to 3 have {enumerated([str(size) for size in sizes])} nodes, without activations. {W} leads from"
        f" layer {i} to layer {i + 1}. On the way back δ goes from layer {i + 1} to layer {i} through a matrix B."
        f" ∂C/∂{W} is made of {delta} and {x}. How many rows and columns do the matrices have, and how many entries"
        f" {delta} and {x}?"
    )
    key = key_of(lines, _wrong_shapes(source, end, [source, *sizes[i + 2 : i + 3]]))
    return Case(tuple(lines), key, says, labels=_labels(i), called=_called(i), ways=_ways_of_shapes(i))


def _wrong_shapes(source: int, end: int, neighbours: list[int]) -> dict:
    turned = {
        "gradient_rows": lambda found: found["x_entries"],
        "gradient_columns": lambda found: found["delta_entries"],
    }
    table = {"W_rows": constant(source), "W_columns": constant(end)}
    return {
        "B4": ({"back_rows": lambda found: found["W_rows"], "back_columns": lambda found: found["W_columns"]},),
        "E2": (turned, table | turned, table),
        "E3": ({"gradient_rows": constant(1), "gradient_columns": constant(1)},),
        "O1": ({"x_entries": constant(end)},),
        "E1": tuple({"delta_entries": constant(d)} for d in neighbours),
    }


def _layers(i: int) -> tuple[str, str, str]:
    """W, δ and x of the weights from layer i to layer i + 1 of four layers, as the lesson writes them."""
    return sub("W", i, i + 1), sub("δ", 2 - i), sub("x", i)


def _labels(i: int) -> dict[str, str]:
    W, delta, x = _layers(i)
    return _of_tables(W, "B", f"∂C/∂{W}") | {"delta_entries": f"entries of {delta}", "x_entries": f"entries of {x}"}


def _called(i: int) -> dict[str, str]:
    """The same as a screen reader says it."""
    W = f"W {i} {i + 1}"
    entries = {"delta_entries": f"entries of delta {2 - i}", "x_entries": f"entries of x {i}"}
    return _of_tables(W, "B", f"the derivative by {W}") | entries


def _of_tables(W: str, back: str, gradient: str) -> dict[str, str]:
    tables = {"W": W, "back": back, "gradient": gradient}
    return {f"{name}_{what}": f"{what} of {table}" for name, table in tables.items() for what in ("rows", "columns")}


def _ways_of_shapes(i: int) -> dict[str, Way]:
    W, delta, x = _layers(i)
    rules = {
        "W_rows": f"{W} has a row for each node to which it leads, those of layer {i + 1} (4.2).",
        "W_columns": f"{W} has a column for each node from which it comes, those of layer {i} (4.2).",
        "back_rows": f"B is the transpose of {W}: it has as many rows as {W} has columns (4.6).",
        "back_columns": f"B is the transpose of {W}: it has as many columns as {W} has rows (4.6).",
        "delta_entries": f"{delta} is the δ at the end of {W}: an entry for each node of layer {i + 1} (4.6).",
        "x_entries": f"{x} is what enters {W}: an entry for each node of layer {i} (4.2).",
        "gradient_rows": f"∂C/∂{W} is a column of δ times a row of x: a row for each entry of {delta} (4.7).",
        "gradient_columns": f"∂C/∂{W} is a column of δ times a row of x: a column for each entry of {x} (4.7).",
    }
    return {name: Way(rule) for name, rule in rules.items()}


# which product -------------------------------------------------------------------------------------------------------
def _in_chain(draw: Draw) -> Case:
    """Which product of (4.11) is the derivative by one matrix of a chain of matrices."""
    N = draw.pick((2, 3, 4))
    i = draw.pick(range(N))
    right, wrong = products(N, i)
    words = " ".join(f"W{k}{k + 1}" for k in reversed(range(N)))
    says = f"x{N} = {words} x0 and C = ½ ‖x{N} − y‖². Which of these products is ∂C/∂W{i}{i + 1}?"
    rule = (
        f"Think of (x{N} − y)ᵀ {words} x0, and x{i} for what stands right of W{i}{i + 1}."
        f" {PUT.format(M=f'W{i}{i + 1}')}"
    ).translate(SUBSCRIPTS)
    case = _choice(draw, says.translate(SUBSCRIPTS), sub("W", i, i + 1), (right, wrong), Way(f"{rule} (4.11)."), {})
    return replace(case, called={"choice": f"derivative of C by W {i} {i + 1}"})


def _choice(draw: Draw, says: str, by: str, products: tuple, way: Way, words: dict[str, str]) -> Case:
    """The choice among these products: the right one, and what mistakes make of it."""
    right, wrong = products
    key, options = chosen(draw, right, wrong.items(), words)
    return Case(
        ("choice",),
        key,
        says,
        labels={"choice": f"∂C/∂{by}"},
        called={"choice": f"derivative of C by {by}"},
        options={"choice": options},
        ways={"choice": way},
    )


def products(N: int, i: int) -> tuple[str, dict[str, str]]:
    """The derivative by matrix i of N as a product (4.11), and what mistakes make of it."""

    def product(*factors: str) -> str:
        return " ".join(factors).translate(SUBSCRIPTS)

    behind = [f"W{k}{k + 1}" for k in range(i + 1, N)]
    back, error, x = [f"{W}ᵀ" for W in behind], f"(x{N} − y)", f"x{i}ᵀ"
    wrong = {
        "B1": product(f"W{i}{i + 1}ᵀ", *back, error, x),
        "E2": product(f"x{i}", f"{error}ᵀ", *reversed(behind)),
        "O1": product(*back, error, f"x{i + 1}ᵀ"),
    }
    if behind:
        wrong |= {"B4": product(*behind, error, x), "B2": product(*back[1:], error, x)}
        wrong |= {"B6": product(*back[:-1], f"W{i}{i + 1}ᵀ", error, x)}
    else:
        wrong |= {"E3": product(f"{error}ᵀ", f"x{i}")}
    return product(*back, error, x), wrong


def _of_formula(draw: Draw) -> Case:
    """Which product of (4.10) is the derivative of a number by a matrix."""
    C, by, right, wrong = draw.pick(FORMULAS)
    says = f"C = {C}, with x and y as columns. Which of these products is ∂C/∂{by}?"
    if "½" in C:
        says = says.replace("x and y as columns", "x as a column")
        v = "A" + C.rpartition("A")[2]
        rule = (
            f"C is ½ ‖v‖² with v = {v}. Its derivative is that of vᵀ {v} with v held still. {PUT.format(M=by)} (4.10)."
        )
    else:
        rule = f"{PUT.format(M=by)} (4.10)."
    return _choice(draw, says, by, (right, wrong), Way(rule), WORDS)


def make(draw: Draw, level: int) -> Case | None:
    """First the shapes, then the product in a chain of matrices, then that of any number."""
    return (_shapes, _in_chain, _of_formula)[level](draw)


ITEM = Item("P4.2", "shapes, and which order and transposes", make, 3)
