"""Where is a Chromium for the browser tests and the benchmarks?

python -m tools.browser     prints its path, or says in one sentence how to get one
"""

import shutil
import sys
from pathlib import Path

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]
HOW_TO = (
    "The tests drive a real browser and found none: "
    "install chromium with the system's package manager, or run .venv/bin/python -m playwright install chromium"
)


def find_browser() -> str | None:
    """The path of the system's Chromium or Chrome, else of playwright's own, else None."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    from playwright.sync_api import sync_playwright  # takes a moment, and only this line needs it

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


if __name__ == "__main__":
    found = find_browser()
    sys.exit(HOW_TO) if found is None else print(found)
