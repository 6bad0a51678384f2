"""A notebook that nobody edited is saved as it was: a hook for Jupyter's server, which quiet_lab puts where it is read.

JupyterLab writes into every notebook that it opens which Python its kernel runs on, and how the kernel is called here.
The lessons are stored without, so that they are the same for everybody, and this keeps them so.
"""

import json
from pathlib import Path


def keep_language(model: dict, path: str, contents_manager, **_) -> None:
    """Before a notebook is saved: a file that names its language without a version keeps it, and its kernel's name."""
    file = Path(contents_manager.root_dir, path.lstrip("/"))
    if model["type"] != "notebook" or not file.is_file():
        return
    stored, new = json.loads(file.read_text(encoding="utf-8"))["metadata"], model["content"]["metadata"]
    if set(stored.get("language_info", {})) == {"name"}:
        for key in ("language_info", "kernelspec"):
            if stored.get(key, {}).get("name") == new.get(key, {}).get("name"):
                new[key] = stored[key]
