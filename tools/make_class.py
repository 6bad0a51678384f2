"""Write what a class needs, all from the stored notebooks: class/learners/, class/teacher/ and class/slides/.

python -m tools.make_class

learners   notebooks as if no cell had been run, without the answers: cells with the tag `solution`
teacher    the same notebooks with answers and results
slides     the lessons as slides, with a break at each part, and as pages; answers are folded

A cell has the same id in all of them, and a part the same number.
"""

import json
import shutil
import sys
from pathlib import Path

from tools.build_notebooks import NOTEBOOKS, ROOT, SOLUTION
from tools.copy_lessons import for_learners, parse
from tools.export import export


def without_answers(notebook: dict) -> dict:
    """The learner's copy of a notebook, without its answers.

    Questions keep the picture of their empty boxes, as in every learner's copy: their code, which knows the answer, is
    folded away.
    """
    cells = [cell for cell in notebook["cells"] if SOLUTION not in cell["metadata"].get("tags", [])]
    return for_learners(notebook | {"cells": cells})


def make_class(folder: Path, notebooks: Path = NOTEBOOKS) -> list[Path]:
    """Write the three folders into `folder`, anew; their paths. ValueError, and nothing written, for a bad notebook."""
    lessons = {path.name: parse(path.read_bytes()) for path in sorted(notebooks.glob("*.ipynb"))}
    parts = [folder / name for name in ("learners", "teacher", "slides")]
    for part, change in zip(parts, (without_answers, dict), strict=False):
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        for name, lesson in lessons.items():
            # as Jupyter writes it: what a learner saves differs from it by what the learner did alone
            text = json.dumps(change(lesson), indent=1, ensure_ascii=False, sort_keys=True)
            (part / name).write_text(text + "\n", encoding="utf-8")
    export(parts[2], notebooks)
    return parts


if __name__ == "__main__":
    try:
        written = make_class(ROOT / "class")
    except ValueError as problem:
        sys.exit(f"{problem}: run make notebooks")
    print("\n".join(f"{path.relative_to(ROOT)}: {sum(1 for _ in path.iterdir())} files" for path in written))
    print("Slides: begin at class/slides/index.html.")
