"""Do the lessons run with the oldest versions that pyproject.toml admits, and with the newest that there are?

python -m tools.versions            every row of ROWS: an environment of its own under .venv-versions/, three lessons
                                    compared with what is stored in them, and the tests of the explorers
python -m tools.versions oldest-7   only that one

An environment that was made before is used again, as long as nothing that it was made of has changed.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.links import ROOT, project

BOUNDS = [each.replace(">=", "==") for each in project()["dependencies"]]
NEWEST = [each.partition(">=")[0] for each in project()["dependencies"]]
# What the tests need; what jupytext and nbgrader bring into JupyterLab does not go with JupyterLab 3.
TOOLS = [
    line
    for line in (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith(("#", "jupytext", "jupyter-repo2docker", "nbgrader", "ruff"))
]
LESSONS = [f"notebooks/{name}.ipynb" for name in ("00_start_here", "02_linear_chain", "06_initial_weights")]
# test_room.py measures words to the pixel, and Matplotlib 3.9 sets them a pixel wider: the rest is the same everywhere.
TESTS = [
    "tests/kit",
    "tests/chain",
    "tests/practice/test_practice.py",
    "tests/practice/test_hunt.py",
    "--ignore=tests/kit/test_room.py",
]
IN_LAB = ["tests/browser/test_places.py"]


@dataclass(frozen=True)
class Row:
    """An environment: what is installed, into the first of these Pythons that is here, and what is tried in it."""

    packages: list[str]
    pythons: tuple[str, ...]
    tries: list[list[str]]


def other(packages: list[str], *instead: str) -> list[str]:
    """The packages, with those in the place of what has the same name."""
    names = {each.partition("==")[0] for each in instead}
    return [each for each in packages if each.partition("==")[0] not in names] + list(instead)


OLDEST = [*BOUNDS, "pyparsing<3.3"]  # of a later one Matplotlib 3.9 uses what it warns of
OLD = "python3.12", "python3.11"  # later ones have no NumPy 2.0
ROWS = {
    # what Colab has; in JupyterLab 3, since the controls of ipywidgets 7 are not in that of JupyterLab 4
    "oldest-7": Row([*OLDEST, "jupyterlab<4", "jupyterlab-widgets<2"], OLD, [LESSONS, TESTS, IN_LAB]),
    "oldest-8": Row(other(OLDEST, "ipywidgets==8.1.0"), OLD, [LESSONS, TESTS]),
    "newest": Row([*NEWEST, "jupyterlab"], ("python3.14", "python3.13", *OLD), [LESSONS, TESTS, IN_LAB]),
}


def first_of(pythons: tuple[str, ...]) -> str | None:
    """The first of these commands that is here and can make an environment."""
    for python in pythons:
        probe = [python, "-c", "import ensurepip, venv"]
        if shutil.which(python) and subprocess.run(probe, stderr=subprocess.DEVNULL).returncode == 0:
            return python
    return None


def made(name: str, row: Row) -> Path:
    """The Python of the environment of `row`, made anew if it is not of these packages."""
    folder = ROOT / ".venv-versions" / name
    python, stamp, packages = folder / "bin" / "python", folder / "made-of.txt", [*row.packages, *TOOLS]
    made_of = "\n".join(packages)
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != made_of:
        shutil.rmtree(folder, ignore_errors=True)
        base = first_of(row.pythons)
        if base is None:
            sys.exit(f"{name}: expected one of {', '.join(row.pythons)} with its venv module, found none")
        subprocess.run(["sh", "tools/venv.sh", base, str(folder)], cwd=ROOT, check=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"]
        subprocess.run([*pip, *packages], cwd=ROOT, check=True)
        stamp.write_text(made_of, encoding="utf-8")
    return python


def works(name: str) -> bool:
    """Whether everything that is to be tried in that row is as it should be; what is not, is printed."""
    row = ROWS[name]
    python = str(made(name, row))
    say = "import sys, numpy, matplotlib, PIL, ipywidgets, anywidget\nprint('Python', sys.version.split()[0], *("
    say += (
        "f'{each.__name__} {each.__version__}' for each in (numpy, matplotlib, PIL, ipywidgets, anywidget)), sep=', ')"
    )
    print(f"{name}: ", end="", flush=True)
    subprocess.run([python, "-c", say], check=True)
    own = os.environ | {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}
    test = [python, "-m", "pytest", "--quiet", "--no-header", "--numprocesses", "2", "--dist", "loadfile"]
    compare = ["--nbval", "--nbval-cell-timeout", "120"]
    results = []
    for what in row.tries:
        command = [*test, *(compare if what == LESSONS else []), *what]
        results.append(subprocess.run(command, cwd=ROOT, env=own).returncode == 0)
    return all(results)


def main(names: list[str]) -> None:
    unknown = set(names) - set(ROWS)
    if unknown:
        sys.exit(f"expected {', '.join(ROWS)}, got {', '.join(sorted(unknown))}")
    wrong = [name for name in names or ROWS if not works(name)]
    if wrong:
        sys.exit(f"not as it should be: {', '.join(wrong)}")


if __name__ == "__main__":
    main(sys.argv[1:])
