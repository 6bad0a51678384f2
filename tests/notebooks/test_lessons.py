"""What every lesson keeps, checked on the text of lessons/ and on the stored notebooks, without a kernel."""

import ast
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from jupyter_server.services.contents.largefilemanager import LargeFileManager
from nbformat.sign import NotebookNotary

import bplesson as bp
from tools.build_notebooks import DEAD, LESSONS, METADATA, NOTEBOOKS, WIDGET_VIEW, read_lesson
from tools.keep_language import keep_language

NAMES = sorted(path.stem for path in LESSONS.glob("*.md"))
each_lesson = pytest.mark.parametrize("name", NAMES)
ITEMS = {
    "01_cost_and_gradient_descent": [f"1.{k}" for k in range(1, 14)],
    "02_linear_chain": [f"2.{k}" for k in range(1, 18)],
    "03_non_linear_chain": [f"3.{k}" for k in range(1, 19)],
    "04_layers_of_several_nodes": [f"4.{k}" for k in range(1, 12)],
    "05_the_whole_algorithm": [f"5.{k}" for k in range(1, 8)],
    "06_initial_weights": [f"6.{k}" for k in range(1, 5)],
    "07_handwritten_digits": [f"7.{k}" for k in range(1, 6)],
}
FIRST_CELL = "import numpy as np\nimport bplesson as bp"
FORBIDDEN = re.compile(r"^\s*[%!]|import \*|sys\.path|warnings\.filterwarnings", re.MULTILINE)
WIDTH = 88  # of a line of code: what a narrow window shows without scrolling
PERSONAL = re.compile(
    r"(?<![\w.:/])/(?:home|root|work|tmp|usr|opt|var|Users|mnt)/|\b[A-Z]:\\|(?<![\w+/])0x[0-9a-fA-F]{4,}"
)


def stored(name: str):
    return nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)


def code_cells(name: str):
    return [cell for cell in stored(name).cells if cell.cell_type == "code"]


def prose(name: str) -> str:
    return "\n\n".join(
        cell.source for cell in read_lesson(LESSONS / f"{name}.md").cells if cell.cell_type == "markdown"
    )


def texts(output) -> list[str]:
    """All that an output says in words."""
    if output.output_type == "stream":
        return [output.text]
    return [str(value) for kind, value in output.get("data", {}).items() if not kind.startswith("image/")]


def test_the_lessons_are_there_and_each_has_its_notebook():
    assert {"00_start_here", *ITEMS} == set(NAMES), "ITEMS, above, is to name every lesson"
    assert sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb")) == NAMES, "run make notebooks"


@each_lesson
def test_the_notebook_holds_the_cells_of_its_lesson(name):
    def said(notebook):
        return [(cell.id, cell.cell_type, cell.source, cell.metadata.get("tags", [])) for cell in notebook.cells]

    assert said(stored(name)) == said(read_lesson(LESSONS / f"{name}.md")), "run make notebooks"


@each_lesson
def test_the_notebook_was_run_from_top_to_bottom_without_an_error(name):
    assert [cell.execution_count for cell in code_cells(name)] == list(range(1, len(code_cells(name)) + 1))
    for cell in code_cells(name):
        for output in cell.outputs:
            assert output.output_type != "error", cell.source
            assert output.get("name") != "stderr", cell.source


@each_lesson
def test_the_notebook_keeps_no_widget_and_no_trace_of_where_it_was_made(name):
    assert stored(name).metadata == METADATA
    assert (NOTEBOOKS / f"{name}.ipynb").stat().st_size < 1_000_000
    for cell in stored(name).cells:
        assert not PERSONAL.search(cell.source), cell.source
        for output in cell.get("outputs", []):
            assert WIDGET_VIEW not in output.get("data", {})
            assert not PERSONAL.search("\n".join(texts(output))), cell.source


def save_as_lab(path: Path, change=lambda content: None) -> None:
    """Open the notebook and save it as JupyterLab does: with what its kernel says of itself, and with that change."""
    server = LargeFileManager(root_dir=str(path.parent), notary=NotebookNotary(db_file=":memory:"))
    server.register_pre_save_hook(keep_language)
    model = server.get(path.name)
    here = {"version": "3.99.1", "codemirror_mode": {"name": "ipython", "version": 3}, "file_extension": ".py"}
    model["content"]["metadata"]["language_info"].update(here)
    model["content"]["metadata"]["kernelspec"]["display_name"] = "Python of this machine"
    change(model["content"])
    server.save(model, path.name)


@each_lesson
def test_what_jupyterlab_saves_of_a_notebook_that_nobody_edited_is_the_same_bytes(name, tmp_path):
    copy = Path(shutil.copy(NOTEBOOKS / f"{name}.ipynb", tmp_path))
    save_as_lab(copy)
    assert copy.read_bytes() == (NOTEBOOKS / f"{name}.ipynb").read_bytes()


def test_what_jupyterlab_saves_of_an_edited_notebook_is_the_edit_alone(tmp_path):
    copy = Path(shutil.copy(NOTEBOOKS / f"{NAMES[0]}.ipynb", tmp_path))
    before = copy.read_text(encoding="utf-8")
    save_as_lab(copy, lambda content: content["cells"][0].update(source="# Mine"))
    after = nbformat.read(copy, as_version=4)
    assert after.cells[0].source == "# Mine" and after.metadata == METADATA
    after.cells[0].source = nbformat.reads(before, as_version=4).cells[0].source
    assert nbformat.writes(after) + "\n" == before


def test_a_notebook_that_names_its_version_or_changes_its_kernel_gets_what_jupyterlab_says(tmp_path):
    path, notebook = tmp_path / "mine.ipynb", nbformat.v4.new_notebook(metadata=METADATA)
    notebook.metadata.language_info.version = "3.11.0"
    nbformat.write(notebook, path)
    save_as_lab(path)
    assert nbformat.read(path, as_version=4).metadata.language_info.version == "3.99.1"
    nbformat.write(nbformat.v4.new_notebook(metadata=METADATA), path)
    save_as_lab(path, lambda content: content["metadata"]["kernelspec"].update(name="other"))
    saved = nbformat.read(path, as_version=4).metadata
    assert saved.kernelspec.name == "other" and saved.kernelspec.display_name == "Python of this machine"


def makes_explorer(code: str) -> bool:
    """Whether a cell makes an explorer when it is run, and not only a function that does when it is called."""
    later = ast.FunctionDef | ast.Lambda
    waiting = [ast.parse(code)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Explorer"):
            return True
        waiting += [each for each in ast.iter_child_nodes(node) if not isinstance(each, later)]
    return False


@each_lesson
def test_every_explorer_leaves_a_picture_and_a_line_of_text(name):
    for cell in code_cells(name):
        if makes_explorer(cell.source):
            shown = [output.data for output in cell.outputs if "image/png" in output.get("data", {})]
            assert shown, cell.source
            assert all(data["text/plain"].strip() and "\n" not in data["text/plain"] for data in shown), cell.source


@each_lesson
def test_code_cells_are_short_and_never_three_in_a_row(name):
    cells = stored(name).cells  # a question stands there as boxes, and is no code to be read
    kinds = ["question" if cell.source.startswith("bp.guess(") else cell.cell_type for cell in cells]
    assert ["code"] * 3 not in [kinds[i : i + 3] for i in range(len(kinds))]
    for cell in code_cells(name):
        assert len(cell.source.splitlines()) <= 15, cell.source


@each_lesson
def test_code_cells_are_plain_python(name):
    assert stored(name).cells[0].cell_type == "code" and code_cells(name)[1].source == FIRST_CELL  # [0] is for Colab
    for cell in code_cells(name):
        assert not FORBIDDEN.search(cell.source), cell.source


def hard_to_read(code: str) -> list[str]:
    """The lines of `code` that are too wide, and the stars that take a list apart."""
    stars = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Starred)]
    return [line for line in code.splitlines() if len(line) > WIDTH] + [ast.unparse(star) for star in stars]


@each_lesson
def test_code_cells_are_narrow_and_have_no_stars(name):
    for cell in read_lesson(LESSONS / f"{name}.md").cells:
        if cell.cell_type == "code":
            assert hard_to_read(cell.source) == []


@each_lesson
def test_what_the_build_adds_is_left_to_the_build(name):
    text = (LESSONS / f"{name}.md").read_text(encoding="utf-8")
    assert DEAD not in text and "google.colab" not in text


@each_lesson
def test_every_tagged_equation_is_the_one_of_the_package(name):
    displays = re.findall(r"\$\$(.*?)\$\$", prose(name), re.DOTALL)
    for display in displays:
        for tag in re.findall(r"\\tag\{(.*?)\}", display):
            assert bp.equation(tag).latex in display, f"({tag}) differs from bp.equation({tag!r}).latex"
    in_displays = sum(display.count(r"\tag") for display in displays)
    assert prose(name).count(r"\tag") == in_displays, "a tag stands outside $$ … $$"


@each_lesson
def test_a_number_below_a_single_w_is_a_step_and_i_is_no_example(name):
    text = prose(name)
    if name.startswith("05"):  # an example with published numbers has letters of its own, and says so
        text, begun, published = text.partition("numbers its weights $w_1$ to $w_8$ (no steps")
        assert begun and "w_1" not in text
        text += published.partition("\n## ")[2]
    for paragraph in text.split("\n\n"):
        if re.search(r"(?<![A-Za-z])w_(?:\d(?!\d)|\{\d+\})(?<!\{\d\d\})", paragraph):
            assert re.search(r"ticks|start|begin", paragraph) and "w_1 x" not in paragraph, paragraph
    assert not re.search(r"\\sum_\{?i\b|number the weights", text)


def test_a_cost_over_a_weight_has_square_brackets_in_the_pictures_as_in_the_text():
    curve, nudged = bp.SlopeExplorer("parabola"), bp.NudgeExplorer()
    shown = [curve._diagram.filling["words"]["cost-name"], curve._panel.title.get_text(), nudged._notice()]
    assert [re.findall(r"C(.)w", each)[:1] for each in shown] == [["["]] * 3
    figure = bp.figure_1_13().figure
    assert [figure.axes[1].get_xlabel()[:6], figure.axes[1].get_ylabel()[:6]] == ["$w[0]$", "$w[1]$"]


@pytest.mark.parametrize(("name", "item"), [(name, item) for name, items in ITEMS.items() for item in items])
def test_every_item_of_the_outline_stands_in_its_lesson(name, item):
    number = re.escape(item)
    heading, margin, tag = rf"^#+ .*\b{number}\b", rf"\*\*\(?{number}\)?\b|\({number}\)", rf"\\tag\{{{number}\}}"
    assert re.search(rf"{heading}|{margin}|{tag}", prose(name), re.MULTILINE)


def test_a_wrong_cell_would_be_noticed():
    for bad in ["%matplotlib inline", "x = 1\n!pip list", "from numpy import *", "import sys; sys.path.append('.')"]:
        assert FORBIDDEN.search(bad)
    for bad in ["see " + str(Path("/", "home", "me")) + "/x", "<object at 0x7f21aa>", "C:\\Users"]:
        assert PERSONAL.search(bad)
    for bad in ["print(*[1, 2])", "*_, last = [1, 2]", "[only] = [*[1]]", f"print('{'x' * 80}')"]:
        assert hard_to_read(bad)
    assert hard_to_read("print(2 * 3, 2**3)") == []
    assert not FORBIDDEN.search("print(7 % 2 != 1)")
    assert not PERSONAL.search("the ratio 1/work/2")
