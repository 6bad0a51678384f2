"""Settings for JupyterLab and its kernels: no question at the first start, no change to a notebook that nobody edited,
no text of a lesson turned into its source by a double click, no toolbar that is laid out anew with each move of a
slider, a word of advice where a name is lost after a restart, and alternative texts for the figures of the lessons.

python -m tools.quiet_lab     puts them into the environment of the Python that runs it

The question ("Would you like to get notified …?") is switched off as `jupyter labextension disable` does it, but in no
time and also where JupyterLab itself is not at hand.
"""

import json
import shutil
import sys
from pathlib import Path

ANNOUNCEMENTS = "@jupyterlab/apputils-extension:announcements"
NOTEBOOKS = "@jupyterlab/notebook-extension:tracker"
HOOK = Path(__file__).with_name("keep_language.py")
ADVICE = Path(__file__).with_name("lost_names.py")
DESCRIBED = Path(__file__).parents[1] / "bplesson" / "kit" / "described.js"
PICTURES = "bplesson-pictures"  # an extension of JupyterLab, in the form in which it is loaded without a build
PACKAGE = {
    "name": PICTURES,
    "version": "1.0.0",
    "jupyterlab": {"_build": {"load": "static/remoteEntry.js", "extension": "./extension"}},
}
ENTRY = """
const plugin = { id: "bplesson:pictures", autoStart: true, activate: () => keepDescribed(document.body) };
(window._JUPYTERLAB ??= {})["bplesson-pictures"] = {
  init: () => {},
  get: async () => () => ({ __esModule: true, default: plugin }),
};
"""
CONFIG = """import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
get_config().FileContentsManager.pre_save_hook = "keep_language.keep_language"
"""


def quiet(prefix: Path) -> Path:
    """Disable the announcements in the environment at `prefix`, leaving all other settings as they are."""
    return _set(prefix, "page_config.json", "disabledExtensions", ANNOUNCEMENTS, True)


def keep_texts(prefix: Path) -> Path:
    """Show the texts of lessons, which are not `editable`, always as texts in the environment at `prefix`."""
    return _set(prefix, "default_setting_overrides.json", NOTEBOOKS, "showEditorForReadOnlyMarkdown", False)


def keep_toolbar(prefix: Path) -> Path:
    """Show the status of the kernel in the status bar, in the environment at `prefix`.

    In the toolbar of a notebook each message of the kernel changes it, whereupon the toolbar looks for what can take
    the focus: twice for each move of a slider the page is laid out anew.
    """
    return _set(prefix, "default_setting_overrides.json", NOTEBOOKS, "kernelStatus", {"showOnStatusBar": True})


def _set(prefix: Path, name: str, part: str, key: str, value: bool | dict) -> Path:
    path = prefix / "etc" / "jupyter" / "labconfig" / name
    settings = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    settings.setdefault(part, {})[key] = value
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    return path


def keep_unedited(prefix: Path) -> Path:
    """Let the server of the environment at `prefix` call `keep_language` before it saves a notebook.

    A copy of it goes there too, so that the server starts also when this folder has gone. Settings of someone else stay
    as they are.
    """
    path = prefix / "etc" / "jupyter" / "jupyter_server_config.py"
    if not path.exists() or path.read_text(encoding="utf-8") == CONFIG:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(CONFIG, encoding="utf-8")
        shutil.copy(HOOK, path.parent)
    return path


def advise(prefix: Path) -> Path:
    """Let every kernel of the environment at `prefix` run a copy of `lost_names` when it starts."""
    folder = prefix / "etc" / "ipython" / "startup"
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(ADVICE, folder))


def describe(prefix: Path) -> Path:
    """Let JupyterLab, from the environment at `prefix`, give each figure the sentence that its PNG carries."""
    folder = prefix / "share" / "jupyter" / "labextensions" / PICTURES
    (folder / "static").mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text(json.dumps(PACKAGE, indent=2) + "\n", encoding="utf-8")
    code = f"(() => {{\n{DESCRIBED.read_text(encoding='utf-8')}{ENTRY}}})();\n"
    (folder / "static" / "remoteEntry.js").write_text(code, encoding="utf-8")
    return folder


if __name__ == "__main__":
    quiet(Path(sys.prefix))
    keep_texts(Path(sys.prefix))
    keep_toolbar(Path(sys.prefix))
    keep_unedited(Path(sys.prefix))
    advise(Path(sys.prefix))
    describe(Path(sys.prefix))
