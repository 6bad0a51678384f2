"""The key of a course for the teacher: key.csv, and for each lesson a notebook with all answers worked out."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import nbformat
import nbformat.v4 as v4

from bplesson.practice.mistakes import MISTAKES
from bplesson.teach.assignment import name_of
from bplesson.teach.class_list import folded
from bplesson.teach.lessons import TITLES, functions_of, numbers_of
from bplesson.teach.sheets import Sheet

COLUMNS = ("id", "item", "name", "label", "answer", "wrong answers, with the mistakes behind them")
ALL = "everybody"
FILE = "key.csv"


def write_key(folder: Path, lessons: Sequence[int], sheets: Mapping[str, Mapping[str, Sheet]]) -> None:
    """Write the key for these learners, by their ids, each with the tasks by item; the folder is made."""
    folder.mkdir(parents=True)
    with (folder / FILE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for id, tasks in sheets.items():
            for sheet in tasks.values():
                rows = sheet.answers
                writer.writerows((id or ALL, sheet.item, a.name, a.label, a.right, a.wrong) for a in rows)
    for lesson in lessons:
        nbformat.write(_worked(lesson, sheets), folder / f"{name_of(lesson)}.ipynb")


def is_of_another(folder: Path, item: str, id: str, typed: Mapping[str, str]) -> bool:
    """Whether these numbers of an item, as the key writes them, are all that is right for another learner than `id`."""
    found: dict[str, dict[str, str]] = {}
    try:
        with (folder / FILE).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["item"] == item and row["name"] in typed and folded(row["id"]) != folded(id):
                    found.setdefault(row["id"], {})[row["name"]] = row["answer"]
    except FileNotFoundError:  # a key that was moved away: nobody is suspected
        return False
    return any(answers == typed for answers in found.values())


def _worked(lesson: int, sheets: Mapping[str, Mapping[str, Sheet]]) -> nbformat.NotebookNode:
    """All tasks of a lesson with their answers, learner by learner, and the mistakes that key.csv names."""
    texts = [f"# Lesson {lesson}: {TITLES[lesson]}, the answers worked out\n\nNot for learners."]
    for id, tasks in sheets.items():
        lines = [f"## {id or ALL}"]
        for item, _ in numbers_of(lesson):
            sheet = tasks[item.id]
            lines += [f"**{item.id}: {item.skill}.** {sheet.task}", "\n".join(f"* {line}" for line in sheet.working)]
        texts.append("\n\n".join(lines))
    if functions_of(lesson):
        texts.append("## Functions\n\nThe right functions stand in the assignment below `source/`.")
    texts.append("## Mistakes\n\n" + "\n".join(f"* {id}: {MISTAKES[id].sentence}" for id in MISTAKES))
    cells = [v4.new_markdown_cell(text, id=f"key_{k}") for k, text in enumerate(texts)]
    return v4.new_notebook(cells=cells)
