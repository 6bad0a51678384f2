"""Switch off the question with which a first JupyterLab greets its user ("Would you like to get notified …?").

Does what `jupyter labextension disable` does, for the environment of the Python that runs it, but in no time and also
where JupyterLab itself is not at hand.
"""

import json
import sys
from pathlib import Path

ANNOUNCEMENTS = "@jupyterlab/apputils-extension:announcements"


def quiet(prefix: Path) -> Path:
    """Disable the announcements in the environment at `prefix`, leaving all other settings as they are."""
    path = prefix / "etc" / "jupyter" / "labconfig" / "page_config.json"
    settings = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    settings.setdefault("disabledExtensions", {})[ANNOUNCEMENTS] = True
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    quiet(Path(sys.prefix))
