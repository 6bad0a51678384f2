"""The teacher's picture of the README, of an invented class of 60: python -m tools.marks_picture"""

from pathlib import Path
from random import Random

from bplesson.kit.figure import Still
from bplesson.teach.mark_plots import picture_of
from bplesson.teach.points import Result
from bplesson.teach.tally import mistakes

PATH = Path(__file__).resolve().parent.parent / "docs" / "marks.png"
LEARNERS = 60
MADE = {  # how often each mistake is made, by item
    "P4.1": {"B4": 0.16, "E2": 0.08, "E1": 0.05, "S1": 0.05},
    "P4.4": {"B4": 0.08, "M1": 0.15, "L1": 0.1, "U6": 0.03},
}


def invented() -> dict[str, list[Result]]:
    """What the checks of two items might find in such a class, the same each time."""
    random = Random(23).random
    return {
        f"learner{k}": [
            Result(item, "all", 0.0 if made else 1.0, 1.0, made)
            for item, shares in MADE.items()
            for made in [tuple(id for id, share in shares.items() if random() < share)[:1]]
        ]
        for k in range(LEARNERS)
    }


def picture() -> Still:
    """What the command draws of them."""
    results = invented()
    return picture_of(mistakes(results), f"lesson_04: which mistakes {len(results)} learners made")


if __name__ == "__main__":
    picture().save(PATH)
