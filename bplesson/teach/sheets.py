"""One task with its numbers as plain text: what a learner reads, the answers and how they are found, wrong ones."""

from dataclasses import dataclass

from bplesson.kit.words import short
from bplesson.practice.item import Case, Item

TYPED = "Numbers may be typed as `-2.5` (with a point, not a comma), `1/3` or `2 * (-4)`."


@dataclass(frozen=True)
class Answer:
    """A number that is asked: its name in the answer cell, its label, the right one, and what mistakes make of it."""

    name: str
    label: str
    right: str
    wrong: str


@dataclass(frozen=True)
class Sheet:
    """A task: `task` tells two with other numbers apart, `text` is Markdown, `working` has a line for each answer."""

    item: str
    task: str
    text: str
    answers: tuple[Answer, ...]
    working: tuple[str, ...]


def sheet_of(item: Item, case: Case) -> Sheet:
    """The sheet of a case of this item."""
    answers = tuple(Answer(name, case.label(name), case.right_in_words(name), _wrong(case, name)) for name in case.asks)
    return Sheet(item.id, case.task, _text(item, case), answers, tuple(case.working()))


def dictionary(item: str) -> str:
    """The name under which the answers of an item stand in a notebook: P2_1."""
    return item.replace(".", "_")


def answer_cell(item: str, names: tuple[str, ...]) -> str:
    """The code cell into which a learner types numbers."""
    return "\n".join([f"{dictionary(item)} = {{", *(f'    "{name}": ...,' for name in names), "}"])


def _text(item: Item, case: Case) -> str:
    points = "1 point" if len(case.asks) == 1 else f"{len(case.asks)} points"
    lines = [f"### {item.id}: {item.skill} ({points})", "", case.says, "", "| name | what it is |", "|---|---|"]
    lines += [f"| `{name}` | {_asked(case, name)} |" for name in case.asks]
    return "\n".join([*lines, "", f"Put your answers in place of the dots. {TYPED}"])


def _asked(case: Case, name: str) -> str:
    options = "; ".join(f"{k}: {words}" for k, words in enumerate(case.options.get(name, ()), start=1))
    label = case.label(name) + (f", one of these numbers: {options}" if options else "")
    return label.replace("|", "\\|").replace("\n", " ")


def _wrong(case: Case, name: str) -> str:
    """What each mistake alone makes of this number, where it changes it."""
    made = {}
    for id, forms in case.key.wrong.items():
        for form in forms:
            value = form({}).get(name)
            if value is not None and short(value) != short(case.right[name]):
                made.setdefault(short(value), []).append(id)
    return "; ".join(f"{value} ({', '.join(dict.fromkeys(ids))})" for value, ids in made.items())
