"""The moving picture of the README: python -m tools.readme_picture"""

from pathlib import Path

import bplesson as bp

PATH = Path(__file__).resolve().parent.parent / "docs" / "path.gif"

if __name__ == "__main__":
    explorer = bp.ChainExplorer(weights=[1.0, 2.4, -0.6], x=1.0, y=1.0, eta=0.06, select="w12")
    explorer.save(PATH, steps=36)
