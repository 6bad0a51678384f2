"""Build notebooks/*.ipynb from lessons/*.md: run in a fresh kernel, keep what it shows, drop what varies by itself.

python -m tools.build_notebooks          all lessons
python -m tools.build_notebooks 02       the lessons whose names begin so
"""

import base64
import hashlib
import io
import os
import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from PIL import Image

from bplesson.kit.figure import described
from tools.links import project

ROOT = Path(__file__).resolve().parent.parent
LESSONS, NOTEBOOKS = ROOT / "lessons", ROOT / "notebooks"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
# Below every cell that shows an explorer: without a kernel its controls do nothing.
EXPLORER = re.compile(r"^bp\.\w+Explorer\(", re.MULTILINE)
DEAD = (
    '*Sliders dead, or only "Loading widget…"? Click into the cell above, choose **Run › Run All Above Selected Cell**,'
    " then run the cell.*"
)
SOLUTION = "solution"  # the tag of a cell that is an answer, and nothing else: the copy for a class leaves it out
# On top of every notebook; PLACE and ADVICE depend on whether the project has a public address.
COLAB = """# For a copy in Google Colab: installs bplesson there. Elsewhere this does nothing.
import sys
from importlib.util import find_spec
from subprocess import run

if "google.colab" in sys.modules and find_spec("bplesson") is None:
    place = "PLACE"
    done = run([sys.executable, "-m", "pip", "install", "--quiet", place])
    if done.returncode != 0:
        print("bplesson could not be installed from", place)
        ADVICE"""
ONLINE = 'print("Open that address in your browser. If it is there, run this cell again.")'
BRING = """print("Pack its folder into a file of that name, upload it (the folder symbol")
        print("on the left, then the arrow), and run this cell again.")"""
CELL_TIME = 120  # seconds a cell may take
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


class BuildError(Exception):
    """A lesson that must not become a notebook, and why."""


def read_lesson(path: Path) -> NotebookNode:
    """The lesson at `path` as a notebook without outputs; every cell has an id that follows from what it says."""
    cells, seen = [], Counter()
    facts = project()
    first = for_colab(facts.get("urls", {}).get("Repository"), facts["version"])
    for cell in [first, *with_what_to_do(jupytext.read(path, fmt="md:myst").cells)]:
        digest = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:12]
        seen[digest] += 1
        cell.id = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
        if cell.cell_type == "markdown":
            cell.metadata.editable = False  # or a double click would turn the text into its source
        cells.append(cell)
    return nbformat.v4.new_notebook(cells=cells, metadata=METADATA)


def for_colab(repository: str | None, version: str) -> NotebookNode:
    """The cell on top of every notebook: in a copy that was opened in Colab it installs the package.

    JupyterLab and Colab fold it; whatever makes a page of a notebook is told to leave it out. Without a public address
    there is nothing to install from but a file that the reader brings.
    """
    place = f"git+{repository}@v{version}" if repository else "bplesson.zip"
    cell = nbformat.v4.new_code_cell(COLAB.replace("PLACE", place).replace("ADVICE", ONLINE if repository else BRING))
    cell.metadata = {"jupyter": {"source_hidden": True}, "cellView": "form", "tags": ["remove-cell"]}
    return cell


def with_what_to_do(cells: list[NotebookNode]) -> list[NotebookNode]:
    """The cells, and below each explorer the line that says what to do when it is dead, unless it is said above it."""
    told, shown, above = [], False, ""
    for cell in [*cells, nbformat.v4.new_markdown_cell()]:
        source = cell.source
        if shown and (cell.cell_type == "code" or SOLUTION in cell.metadata.get("tags", [])):
            told.append(nbformat.v4.new_markdown_cell(DEAD))
        elif shown and not source.startswith(DEAD):
            cell.source = f"{DEAD}\n\n{source}".rstrip()
        told.append(cell)
        shown, above = bool(EXPLORER.search(source)) and "Loading widget" not in above, source
    return told if told[-1].source else told[:-1]


def execute(notebook: NotebookNode, folder: Path) -> NotebookNode:
    """The notebook after all its cells were run in a fresh kernel that works in `folder`.

    Settings that the user has made for IPython do not reach the kernel.
    """
    client = NotebookClient(
        nbformat.from_dict(notebook),
        timeout=CELL_TIME,
        kernel_name="python3",
        store_widget_state=False,
        record_timing=False,
        resources={"metadata": {"path": str(folder)}},
    )
    with tempfile.TemporaryDirectory() as settings:
        with client.setup_kernel(env={**os.environ, "IPYTHONDIR": settings}):
            for index, cell in enumerate(client.nb.cells):
                client.execute_cell(cell, index)
    return client.nb


def normalise(notebook: NotebookNode) -> None:
    """Keep of the outputs only what is the same in every build. Raises BuildError for anything written to stderr."""
    code_cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number, cell in enumerate(code_cells, start=1):
        cell.execution_count = number
        cell.metadata.pop("execution", None)
        outputs = []
        for output in cell.outputs:
            if output.output_type == "stream":
                if output.name == "stderr":
                    raise BuildError(f"this cell wrote to stderr:\n\n{cell.source}\n\n{output.text}")
                if outputs and outputs[-1].output_type == "stream":  # where a stream is cut is chance
                    outputs[-1].text += output.text
                    continue
            else:
                output.data.pop(WIDGET_VIEW, None)
                output.metadata = {}
                if "image/png" in output.data:
                    output.data["image/png"] = small(output.data["image/png"])
                if output.output_type == "execute_result":
                    output.execution_count = number
                if not output.data:
                    continue
            outputs.append(output)
        cell.outputs = outputs


def small(image: str) -> str:
    """A base64 PNG in 256 colours: a third of the bytes, the same to the eye; of words only what it shows."""
    opened = Image.open(io.BytesIO(base64.b64decode(image)))
    few = opened.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    says, out = opened.text.get("Description"), io.BytesIO()
    few.save(out, "png", optimize=True, pnginfo=described(says) if says else None)
    return base64.b64encode(out.getvalue()).decode()


def build(lesson: Path, folder: Path = NOTEBOOKS) -> Path:
    """Build the notebook of `lesson` in `folder`. Raises BuildError where a cell fails; nothing is written then."""
    notebook = read_lesson(lesson)
    folder.mkdir(exist_ok=True)
    try:
        notebook = execute(notebook, folder)
        normalise(notebook)
    except (CellExecutionError, BuildError) as error:
        raise BuildError(f"{lesson.name}: {error}") from None
    path = folder / f"{lesson.stem}.ipynb"
    nbformat.validate(notebook)
    nbformat.write(notebook, path)
    return path


def main(names: list[str]) -> None:
    chosen = [path for path in sorted(LESSONS.glob("*.md")) if path.name.startswith(tuple(names) or "")]
    if not chosen:
        sys.exit(f"no lesson in lessons/ begins with {' or '.join(names) or 'any name'}")
    for lesson in chosen:
        start = time.perf_counter()
        try:
            path = build(lesson)
        except BuildError as error:
            sys.exit(str(error))
        print(f"notebooks/{path.name}: {time.perf_counter() - start:.1f} s, {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
