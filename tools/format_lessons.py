"""Format the code cells of lessons/*.md with ruff, and write their numbered formulas from the package.

python -m tools.format_lessons     rewrites the cells and the formulas that have a number, and nothing else of a lesson
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from bplesson.equations import EQUATIONS

LESSONS = Path(__file__).resolve().parent.parent / "lessons"
CELL = re.compile(r"(?m)(^```\{code-cell\}.*\n(?::.*\n)*\n*)((?:.*\n)*?)(^```$)")
FORMULA = re.compile(r"(?s)\$\$( \\small)?(?:(?!\$\$).)*?\\tag\{([\d.]+)\}\s*\$\$")


def formatted(cells: list[str]) -> list[str]:
    """Each piece of code as ruff writes it."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{number}.py") for number in range(len(cells))]
        for path, cell in zip(paths, cells, strict=True):
            path.write_text(cell, encoding="utf-8")
        settings = f"--config={LESSONS.parent / 'notebooks' / 'ruff.toml'}"
        subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", settings, folder], check=True)
        return [path.read_text(encoding="utf-8") for path in paths]


def formula(tag: str, size: str = "") -> str:
    """The numbered formula as it stands in a lesson: one of several lines is a block of its own."""
    latex = EQUATIONS[tag].latex
    space = "\n" if "\n" in latex else " "
    return rf"$${size}{space}{latex} \tag{{{tag}}}{space}$$"


def with_formulas(text: str) -> str:
    """The lesson `text` with every formula that has a number of ours as bp.equation(number).latex writes it."""
    return FORMULA.sub(lambda match: formula(match[2], match[1] or "") if match[2] in EQUATIONS else match[0], text)


def format_lesson(text: str) -> str:
    """The lesson `text` with its formulas written and its code cells formatted."""
    cells = iter(formatted([match[2] for match in CELL.finditer(text)]))
    return with_formulas(CELL.sub(lambda match: match[1] + next(cells) + match[3], text))


if __name__ == "__main__":
    for lesson in sorted(LESSONS.glob("*.md")):
        before = lesson.read_text(encoding="utf-8")
        after = format_lesson(before)
        if after != before:
            lesson.write_text(after, encoding="utf-8")
            print(f"lessons/{lesson.name} is formatted; make notebooks builds its notebook anew")
