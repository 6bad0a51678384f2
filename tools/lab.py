"""Real JupyterLab on a folder of notebooks, opened in real Chromium: for the browser tests and the benchmarks."""

import json
import os
import re
import secrets
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

import nbformat
import psutil
from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright

from tools.browser import HOW_TO, find_browser
from tools.quiet_lab import describe, keep_texts, keep_toolbar, keep_unedited

NOISE = re.compile(
    r"favicon|ERR_INTERNET_DISCONNECTED|net::ERR|language pack|WebSocket|preload|Permissions policy", re.I
)


@contextmanager
def browser():
    """A headless Chromium; AssertionError with one sentence if the machine has none."""
    path = find_browser()
    assert path, HOW_TO
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        started = playwright.chromium.launch(executable_path=path, args=flags)
        try:
            yield started
        finally:
            started.close()


@contextmanager
def lab(folder: Path, settings: Path):
    """JupyterLab serving `folder`; yields its address, with the token, as a function of a notebook's name, or none."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    options = {
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.root_dir": folder,
        "IdentityProvider.token": token,
        "LabApp.workspaces_dir": settings / "workspaces",
        "LabApp.user_settings_dir": settings / "user",
        "LabApp.expose_app_in_browser": True,  # for `open_in_page`
    }
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        *(f"--{key}={value}" for key, value in options.items()),
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # a container of a test runner; never for a learner
    keep_texts(settings)
    keep_toolbar(settings)
    describe(settings)
    own = {
        "JUPYTER_PATH": str(settings / "share" / "jupyter"),
        "JUPYTER_RUNTIME_DIR": str(settings / "runtime"),  # what is left there is nobody's
        "JUPYTER_CONFIG_PATH": str(keep_unedited(settings).parent),  # as in the environment of a learner
    }
    log = settings / "lab.log"
    with log.open("w") as out:
        server = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=os.environ | own)
    try:
        _wait_for(f"http://127.0.0.1:{port}/api/status?token={token}", server, log)
        # a workspace for each opening: JupyterLab would bring back the tabs of the one before
        home = f"http://127.0.0.1:{port}/lab/workspaces"
        yield lambda name="": f"{home}/{secrets.token_hex(4)}{name and f'/tree/{name}'}?token={token}"
    finally:
        for each in (server, *psutil.Process(server.pid).children(recursive=True)):  # it would end kernels in turn
            with suppress(psutil.NoSuchProcess):  # some end by themselves once the others are gone
                each.kill()
        server.wait()


def _wait_for(address: str, server, log: Path) -> None:
    for _ in range(600):
        assert server.poll() is None, f"JupyterLab ended:\n{log.read_text()[-2000:]}"
        try:
            with urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"JupyterLab did not answer:\n{log.read_text()[-2000:]}")


def use_theme(settings: Path, dark: bool) -> None:
    """Let JupyterLab start in its light or its dark theme, without news."""
    folder = settings / "user" / "@jupyterlab" / "apputils-extension"
    folder.mkdir(parents=True, exist_ok=True)
    theme = "JupyterLab Dark" if dark else "JupyterLab Light"
    (folder / "themes.jupyterlab-settings").write_text(json.dumps({"theme": theme}))
    (folder / "notification.jupyterlab-settings").write_text(json.dumps({"fetchNews": "false"}))


def lay_out_all_cells(settings: Path) -> None:
    """Let JupyterLab lay out every cell at once, also those that are off the screen."""
    folder = settings / "user" / "@jupyterlab" / "notebook-extension"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tracker.jupyterlab-settings").write_text(json.dumps({"windowingMode": "none"}))


def write_notebook(path: Path, cells: list[str]) -> None:
    """A notebook of these code cells, not yet run."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    nbformat.write(notebook, path)


# Only the status bar says "Idle" of a connected kernel alone: the notebook says it before, and loses what is run then.
READY = """() => [...document.querySelectorAll("#jp-main-statusbar span")].some(
  (each) => each.textContent.endsWith("| Idle"))"""


def open_notebook(driver: Browser, address: str, width: int = 1440, height: int = 900) -> tuple[Page, list[str]]:
    """The notebook, open and its kernel idle, and the list that collects errors of the page from now on."""
    page = driver.new_page(viewport={"width": width, "height": height})
    errors = listen(page)
    page.goto(address)
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    page.wait_for_function(READY, polling=200, timeout=60_000)
    return page, errors


def listen(page: Page) -> list[str]:
    """A list that collects the errors of the page from now on."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda said: errors.append(said.text) if said.type == "error" and not NOISE.search(said.text) else None,
    )
    return errors


NOTEBOOKS = """(() => {
  const found = window.jupyterapp.shell.widgets("main"), all = found[Symbol.iterator] ? [...found] : [];
  if (!found[Symbol.iterator]) for (let each; (each = found.next()) !== undefined; ) all.push(each); // JupyterLab 3
  return all.filter((each) => each.sessionContext);
})()"""
CLOSE = f"""async () => {{
  for (const panel of {NOTEBOOKS}) {{
    await panel.sessionContext.shutdown();
    panel.context.model.dirty = false; // or it would ask whether to save
    panel.close();
  }}
}}"""
OPEN = """async ([path, theme]) => {
  const { commands } = window.jupyterapp;
  await commands.execute("apputils:change-theme", { theme });
  await commands.execute("docmanager:open", { path, factory: "Notebook" });
}"""
CONNECTED = f"""() => {{
  const {{ shell }} = window.jupyterapp, panel = {NOTEBOOKS}[0], kernel = panel?.sessionContext.session?.kernel;
  if (panel && shell.currentWidget !== panel) shell.activateById(panel.id); // or commands would reach no notebook
  return shell.currentWidget === panel && kernel?.connectionStatus === "connected" && kernel.status === "idle"
    && document.querySelector(".jp-Notebook .jp-Cell") !== null;
}}"""


def close_notebooks(page: Page) -> None:
    """Close what is open in a page of JupyterLab, unsaved, and end the kernels."""
    page.evaluate(CLOSE)
    page.wait_for_function("() => document.querySelector('.jp-NotebookPanel') === null", polling=200)


def open_in_page(page: Page, name: str, dark: bool) -> None:
    """Open this notebook in that theme, its kernel idle, in a page of JupyterLab in which no other is open.

    That takes a third of what it takes to load JupyterLab anew.
    """
    page.evaluate(OPEN, [name, f"JupyterLab {'Dark' if dark else 'Light'}"])
    page.wait_for_selector(f'[data-jp-theme-light="{str(not dark).lower()}"]', state="attached")
    page.wait_for_function(CONNECTED, polling=200, timeout=60_000)


# JupyterLab puts a cell that is off the screen into the page only when it has time.
LEFT = f"""() => {NOTEBOOKS}[0].content.widgets.map((cell) => [cell.model, cell.isPlaceholder?.() ?? false])
  .map(([model, hidden], k) => ({{ cell: k, type: model.type, number: model.executionCount, hidden }}))
  .filter(({{ type, number, hidden }}) => type === "code" && (number === null || hidden))"""


def run_all(page: Page, timeout: float = 120) -> None:
    """Run every cell of the open notebook, which has not been run, and wait until each stands in the page, done."""
    page.evaluate("() => void window.jupyterapp.commands.execute('notebook:run-all-cells')")
    try:
        page.wait_for_function(f"() => ({LEFT})().length === 0", polling=200, timeout=timeout * 1000)
    except TimeoutError:
        raise AssertionError(f"after {timeout} s not done: {page.evaluate(LEFT)}") from None
