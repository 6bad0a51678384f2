"""Does every number of the notebooks come out again? Run each in a fresh kernel, and compare with what is stored in it.

python -m tools.check          all notebooks
python -m tools.check 02       those whose names begin so

Pictures are not compared, nor is what a cell with the tag nbval-ignore-output shows: how long something took.
"""

import subprocess
import sys
from pathlib import Path

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
COMPARE = ["-m", "pytest", "--quiet", "--no-header", "--nbval", "--nbval-cell-timeout", "120"]
DIFFERENCES = 1  # how pytest says that it ran to the end, and that something was not as expected


def check(notebook: Path) -> str | None:
    """What is wrong with the notebook, in a sentence, or None. Which cells differ, and how, is printed."""
    done = subprocess.run([sys.executable, *COMPARE, str(notebook)], stdout=subprocess.PIPE, text=True)
    if done.returncode == 0:
        return None
    print(done.stdout)
    return "differs, see above" if done.returncode == DIFFERENCES else "could not be run, see above"


def main(names: list[str], folder: Path = NOTEBOOKS) -> None:
    chosen = [path for path in sorted(folder.glob("*.ipynb")) if path.name.startswith(tuple(names) or "")]
    if not chosen:
        sys.exit(f"no notebook in notebooks/ begins with {' or '.join(names) or 'any name'}")
    wrong = 0
    for path in chosen:
        trouble = check(path)
        wrong += trouble is not None
        print(f"notebooks/{path.name}: {trouble or 'every number came out again, timings aside'}", flush=True)
    if wrong:
        sys.exit(f"{wrong} of {len(chosen)} notebooks did not come out as they are stored.")


if __name__ == "__main__":
    main(sys.argv[1:])
