"""What a class gets: every answer is a cell of its own, learners get none, and all else is the same for all."""

import re

import nbformat
import pytest

from tools.build_notebooks import DEAD, LESSONS, SOLUTION, read_lesson
from tools.make_class import make_class

NAMES = sorted(path.stem for path in LESSONS.glob("*.md"))
each_lesson = pytest.mark.parametrize("name", NAMES)
NO_ANSWERS = {"The other 14 rows: come back when you meet a letter that you do not know"}  # folded all the same


def is_answer(cell) -> bool:
    return SOLUTION in cell.metadata.get("tags", [])


def parts(cells) -> list[str]:
    """The headings, with the numbers of the parts, and the equations."""
    said = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown" and not is_answer(cell))
    return re.findall(r"(?m)^#+ .*|\\tag\{.*?\}", said)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The notebooks, not yet run, that a class was made from, and where its folders are."""
    notebooks, folder = tmp_path_factory.mktemp("notebooks"), tmp_path_factory.mktemp("class")
    for name in NAMES:
        nbformat.write(read_lesson(LESSONS / f"{name}.md"), notebooks / f"{name}.ipynb")
    (folder / "learners").mkdir()
    (folder / "learners" / "08_old.ipynb").write_text("{}")
    return notebooks, dict(zip(("learners", "teacher", "slides"), make_class(folder, notebooks), strict=True))


def read(folder, name):
    notebook = nbformat.read(folder / f"{name}.ipynb", as_version=4)
    nbformat.validate(notebook)
    return notebook.cells


@each_lesson
def test_every_answer_is_a_cell_of_its_own(name):
    for cell in read_lesson(LESSONS / f"{name}.md").cells:
        folded = re.findall(r"<details>\s*<summary>(.*?)</summary>", cell.source)
        answers = [each for each in folded if each not in NO_ANSWERS]
        assert len(answers) == is_answer(cell), cell.source
        if answers:
            assert re.fullmatch(r"(?s)<details>.*</details>", cell.source), "an answer stands with other text"


@each_lesson
def test_learners_get_all_but_the_answers_and_the_teacher_gets_all(made, name):
    notebooks, folders = made
    lesson, teacher, learners = (read(each, name) for each in (notebooks, folders["teacher"], folders["learners"]))
    assert teacher == lesson
    assert [cell.id for cell in learners] == [cell.id for cell in teacher if not is_answer(cell)]
    assert [cell.source for cell in learners] == [cell.source for cell in teacher if not is_answer(cell)]
    assert len(learners) < len(teacher) and parts(learners) == parts(teacher)
    folded = {each for cell in learners for each in re.findall(r"<summary>(.*?)</summary>", cell.source)}
    assert folded <= NO_ANSWERS


def test_what_was_there_before_is_gone_and_every_lesson_has_its_slides(made):
    folders = made[1]
    for part in ("learners", "teacher"):
        assert sorted(path.name for path in folders[part].iterdir()) == [f"{name}.ipynb" for name in NAMES]
    for name in NAMES:
        slides = (folders["slides"] / f"{name}.slides.html").read_text(encoding="utf-8")
        headings = [each for each in parts(read(made[0], name)) if re.match("##? ", each)]
        assert slides.count("<section") == len(headings) > 1


def test_results_are_for_the_teacher_and_questions_keep_their_boxes(tmp_path):
    shown = nbformat.v4.new_output("execute_result", {"text/plain": "boxes"}, execution_count=2)
    said = nbformat.v4.new_output("stream", text="3")
    cells = [
        nbformat.v4.new_markdown_cell("# Small"),
        nbformat.v4.new_code_cell("print(3)", outputs=[said], execution_count=1),
        nbformat.v4.new_code_cell('bp.guess(lambda: 3, "sum")', outputs=[shown], execution_count=2),
        nbformat.v4.new_markdown_cell("<details><summary>One answer</summary>\n\n3\n\n</details>"),
    ]
    cells[3].metadata.tags = [SOLUTION]
    (tmp_path / "notebooks").mkdir()
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "notebooks" / "09_small.ipynb")
    learners, teacher, _ = make_class(tmp_path / "class", tmp_path / "notebooks")
    assert read(teacher, "09_small") == cells
    title, code, question = read(learners, "09_small")
    assert title.source == "# Small" and (code.outputs, code.execution_count) == ([], None)
    assert question.outputs == [shown | {"execution_count": None}] and question.metadata.jupyter.source_hidden


def test_a_bad_notebook_is_named_before_anything_is_deleted(tmp_path):
    (tmp_path / "class" / "learners").mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "09_bad.ipynb").write_text("{")
    with pytest.raises(ValueError, match="no notebook"):
        make_class(tmp_path / "class", tmp_path / "notebooks")
    assert (tmp_path / "class" / "learners").is_dir()


def test_the_line_below_an_explorer_that_is_dead_is_no_part_of_an_answer(tmp_path):
    head = "---\njupytext:\n  text_representation: {extension: .md, format_name: myst}\n---\n\n"
    explorer = "```{code-cell} ipython3\nbp.ChainExplorer()\n```\n\n"
    answer = '+++ {"tags": ["solution"]}\n\n<details><summary>Why</summary>\n\nSo.\n\n</details>\n\n+++\n\nOn.\n'
    (tmp_path / "09.md").write_text(f"{head}{explorer}{answer}", encoding="utf-8")
    said = [(cell.source, is_answer(cell)) for cell in read_lesson(tmp_path / "09.md").cells[2:]]
    assert said == [(DEAD, False), ("<details><summary>Why</summary>\n\nSo.\n\n</details>", True), ("On.", False)]
