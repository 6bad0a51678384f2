"""A question in running text: its boxes in one low row, or its options."""

from bplesson.kit.scene import OPTION, SIGN, SIZE, Blank, Filling, Scene, Text
from bplesson.practice.letters import width_of
from bplesson.practice.question import Question
from bplesson.practice.rows_scene import spoken

WIDTH, EDGE = 640.0, 4.0  # at most, so that it is not made smaller beside a small window; free at its edges
BLANK, HEIGHT, PITCH = 84.0, 28.0, 36.0  # of a blank; from row to row
NEXT, GAP, RING = 8.0, 20.0, 32.0  # after a name; between boxes; around the words of an option


def guess_sheet(case: Question) -> tuple[Scene, Filling]:
    """The blanks side by side, in as many rows as it takes, each behind its name."""
    return _choice(case) if case.options else _boxes(case)


def _boxes(case: Question) -> tuple[Scene, Filling]:
    texts, blanks, words = [], [], {}
    x, y, right = EDGE, PITCH / 2, 0.0
    for name in case.asks:
        before = f"{case.labels[name]} =" if name in case.labels else ""
        wide = width_of(before, SIZE) + NEXT * bool(before)
        if x > EDGE and x + wide + BLANK > WIDTH:
            x, y = EDGE, y + PITCH
        if before:
            texts.append(Text(f"words-{name}", x + wide - NEXT, y, anchor="end", size=SIZE))
            words[f"words-{name}"] = before
        middle = x + wide + BLANK / 2
        blanks.append(Blank(f"ask-{name}", name, middle, y, BLANK, HEIGHT, spoken(case, name), size=SIZE))
        x += wide + BLANK + GAP
        right = max(right, x - GAP + EDGE)
    return Scene(right, y + PITCH / 2, (*texts, *blanks)), Filling(words)


def _choice(case: Question) -> tuple[Scene, Filling]:
    [name] = case.asks
    options = case.options[name]
    share = RING + max(width_of(words, SIZE) for words in options)
    beside = share * len(options) + SIGN <= WIDTH
    width, height = (share * len(options), OPTION) if beside else (share, OPTION * len(options))
    width += SIGN
    blank = Blank(
        f"ask-{name}", name, EDGE + width / 2, height / 2 + 4, width, height, spoken(case, name), options, SIZE
    )
    return Scene(width + 2 * EDGE, height + 8, (blank,)), Filling()
