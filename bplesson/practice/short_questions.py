"""The short questions of the lessons, one to four numbers each: for recall, and for before and after."""

from dataclasses import dataclass, replace

from bplesson.errors import InputError, shown
from bplesson.kit.words import enumerated
from bplesson.practice.item import Case, Draw, item


@dataclass(frozen=True)
class Short:
    """A question of an item at its easiest; with `asks` it asks for these numbers alone, on which no other depends.

    `can` is what one can do who answers it, `sections` where that is taught.
    """

    item: str
    can: str
    sections: str
    level: int = 0
    asks: tuple[str, ...] = ()

    @property
    def lesson(self) -> int:
        """The lesson that teaches it."""
        return int(self.item[1])

    @property
    def see(self) -> str:
        """Where to look again."""
        return f"{self.sections} in lesson {self.lesson}"

    def case(self, seed: int) -> Case:
        """The case of that seed."""
        case = item(self.item).case(seed, self.level)
        if not self.asks:
            return case
        given, asked = case.says.rsplit(" What ", 1)[0], enumerated([case.label(name) for name in self.asks])
        return replace(case, asks=self.asks, says=f"{given} What are {asked}?")


OF_LAYERS = ("delta1_0", "delta1_1", "w01_10")
QUESTIONS = (
    Short("P1.1", "say how far off a prediction is, and what that costs", "1.3"),
    Short("P1.2", "say from a slope which way a step goes, how far, and where it ends", "1.8 and 1.9"),
    Short("P1.3", "say from a learning rate what the path will do", "1.10"),
    Short("P1.4", "find both derivatives of a straight line through three points", "1.13"),
    Short("P2.1", "find every derivative of a chain of three weights", "2.13 to 2.15"),
    Short("P2.2", "say which two numbers make the derivative of a weight", "2.14 and 2.15"),
    Short("P3.1", "take the slopes of a chain where they belong, at p", "3.3 and 3.12"),
    Short("P3.2", "find every derivative of a chain with activations", "3.14 and 3.15"),
    Short("P3.3", "tell with four numbers whether a function is linear", "3.1"),
    Short("P3.4", "find the node that keeps a chain from learning", "3.17"),
    Short("P4.1", "carry δ back through a matrix, and find the derivative of one of its entries", "4.6 and 4.7",
          asks=OF_LAYERS),
    Short("P4.2", "put δ, x and matrices into the right order, transposed where they must be", "4.11", level=1),
    Short("P4.3", "count the paths through a network of layers", "4.5 and 4.8"),
    Short("P5.1", "carry δ back through a layer with activations, and find the derivative of a weight", "5.1 and 5.2",
          asks=OF_LAYERS),
    Short("P5.5", "say what the derivative by a bias is", "5.4"),
    Short("P6.1", "say how large first weights must be", "6.2 and 6.3"),
    Short("P7.1", "make probabilities of numbers, and say what they cost", "7.2"),
)  # fmt: skip
EIGHT = ("P1.2", "P2.1", "P2.2", "P3.2", "P4.1", "P5.1", "P6.1", "P7.1")
BEFORE_AND_AFTER = tuple(each for each in QUESTIONS if each.item in EIGHT)
FIRST, LAST = 2, 7  # the lessons that can look back


def questions_before(lesson: int, seed: int) -> tuple[Short, ...]:
    """Three questions on the lessons before that one: on the last one, and two from further back where there is more.

    Those two are of two lessons where there are two; for lesson 2 all three are on lesson 1.
    """
    draw = Draw("recall", lesson, seed)
    chosen = [draw.pick([each for each in QUESTIONS if each.lesson == lesson - 1])]
    while len(chosen) < 3:
        left = [each for each in QUESTIONS if each.lesson < lesson and each not in chosen]
        further = [each for each in left if each.lesson < lesson - 1] or left
        others = [each for each in further if each.lesson not in {one.lesson for one in chosen}] or further
        chosen.append(draw.pick(others))
    return tuple(chosen)


def looks_back(lesson) -> int:
    """`lesson`, if there are lessons before it; InputError otherwise."""
    if type(lesson) is not int or not FIRST <= lesson <= LAST:
        raise InputError(f"lesson: expected the number of a lesson from {FIRST} to {LAST}, got {shown(lesson)}")
    return lesson
