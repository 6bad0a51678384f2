"""What a lesson asks is heard: every item has its place, answers are typed, or said before the run."""

import re

import pytest

from bplesson.practice.item import items
from tools.build_notebooks import LESSONS, read_lesson

NAMES = sorted(path.stem for path in LESSONS.glob("*.md"))
each_lesson = pytest.mark.parametrize("name", NAMES[1:])
HEARD = re.compile(r"bp\.(guess|practice|whose_mistake|bug_hunt|check|recall|before|after)\(|predict=")
FOLDED = re.compile(r"<details>.*?</details>", re.DOTALL)


def cells(name: str, kind: str) -> list[str]:
    return [cell.source for cell in read_lesson(LESSONS / f"{name}.md").cells if cell.cell_type == kind]


def code(name: str) -> str:
    return "\n".join(cells(name, "code"))


def before_your_turn(name: str) -> str:
    """The code of what comes before the exercises."""
    whole = (LESSONS / f"{name}.md").read_text(encoding="utf-8")
    taught, _ = whole.split("\n## Your turn")
    return "\n".join(re.findall(r"```\{code-cell\}[^\n]*\n(.*?)```", taught, re.DOTALL))


@pytest.mark.parametrize("item", sorted(items()))
def test_every_item_is_asked_in_its_lesson(item):
    (lesson,) = [name for name in NAMES if name.startswith(f"0{item[1]}")]
    assert re.search(rf'bp\.(practice|whose_mistake|bug_hunt|check)\(\s*"{item}"', code(lesson))


@each_lesson
def test_questions_are_heard_where_they_are_asked_and_not_only_at_the_end(name):
    assert len(HEARD.findall(before_your_turn(name))) >= 8
    assert code(name).count("bp.guess(") >= 5


@each_lesson
def test_the_lesson_begins_with_questions_on_those_before_it(name):
    number = int(name[1])
    assert (f"bp.recall({number})" in code(name)) == (number > 1)


def test_what_one_could_do_before_stands_beside_what_one_can_do_after():
    assert "bp.before(" in code(NAMES[0]) and "bp.after(" in code(NAMES[-1])


@pytest.mark.parametrize("name", NAMES[1:6])
def test_a_step_waits_for_a_prediction_twice(name):
    assert code(name).count("predict=") >= 2


@pytest.mark.parametrize("name", NAMES[2:6])
def test_the_function_that_the_lesson_builds_drives_the_picture(name):
    assert "backward=" in code(name)


@each_lesson
def test_every_break_says_how_to_come_back(name):
    prose = "\n\n".join(cells(name, "markdown"))
    breaks = [part for part in re.split(r"\n\s*\n", prose) if re.search(r"place for a break", part)]
    assert breaks[1:] or breaks and "top" not in breaks[0]
    for each in breaks[1:] if "How long" in breaks[0] else breaks:
        assert "Run All Above" in " ".join(each.split())


@each_lesson
def test_formulas_that_the_learner_is_to_write_down_are_folded(name):
    for cell in cells(name, "markdown"):
        for rest in re.split(r"\*\*Now you", cell)[1:]:
            assert "$$" not in FOLDED.sub("", rest.split("\n## ")[0]) or "<details>" in rest
