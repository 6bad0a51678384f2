"""What a Binder launch does: the Dockerfile that repo2docker makes of binder/, and the steps of binder/ taken here."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.quiet_lab import ADVICE, CONFIG, HOOK

ROOT = Path(__file__).resolve().parents[2]
NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv*", "*.egg-info", "__pycache__", ".*_cache", ".hypothesis", "build", "my-lessons"
)


def run(*command, cwd, **variables) -> str:
    """What `command` prints; its whole output in the message if it fails."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": "", **variables},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def pins(path: Path) -> set[str]:
    """The lines of a requirements file that name a package."""
    return {line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")}


def test_the_pins_are_those_of_requirements_txt_without_jupyterlab():
    everything = pins(ROOT / "requirements.txt")
    assert pins(ROOT / "binder" / "requirements.txt") == {pin for pin in everything if "jupyterlab" not in pin}
    assert all(re.fullmatch(r"[\w-]+==[\d.]+", pin) for pin in everything | pins(ROOT / "requirements-dev.txt"))


def test_the_dockerfile_has_the_right_python_the_requirements_and_the_post_build():
    assert (ROOT / "binder" / "runtime.txt").read_text(encoding="utf-8").strip() == "python-3.12"
    printed = run(sys.executable, "-m", "repo2docker", "--no-build", "--debug", ".", cwd=ROOT)
    assert "python=3.12" in printed
    install = printed.index('pip install --no-cache-dir -r "binder/requirements.txt"')
    assert install < printed.index("RUN ./binder/postBuild")


@pytest.fixture(scope="module")
def launched(tmp_path_factory) -> Path:
    """A fresh environment in which the steps of binder/ were taken for a copy of this checkout, and what they said."""
    folder = tmp_path_factory.mktemp("binder")
    copy, environment = folder / "a checkout" / "bplesson", folder / "environment"
    shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
    run("sh", str(ROOT / "tools" / "venv.sh"), sys.executable, str(environment), cwd=folder)
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", "binder/requirements.txt"]
    once = {"PIP_NO_COMPILE": "0"}  # pip's way to say true: what is imported once need not be compiled
    run(str(environment / "bin" / "python"), *install, cwd=copy, **once)
    said = run("./binder/postBuild", cwd=copy, PATH=f"{environment / 'bin'}:{os.environ['PATH']}", **once)
    (environment / "said.txt").write_text(said, encoding="utf-8")
    return environment


def test_a_launch_ends_with_a_package_that_can_be_imported(launched):
    say = "import bplesson; print(bplesson.__file__)"
    assert "a checkout" in run(str(launched / "bin" / "python"), "-c", say, cwd=launched)


def test_a_notebook_beside_the_folder_of_the_clone_finds_the_package(launched):
    say = "import bplesson; print(bplesson.__file__, bplesson.xor()[1].shape)"
    command = [str(launched / "bin" / "python"), "-m", "IPython", "--quick", "-c", say]  # its path is that of a kernel
    printed = run(*command, cwd=launched.parent / "a checkout", IPYTHONDIR=str(launched / "ipython"))
    assert re.search(r"checkout/bplesson/bplesson/__init__\.py \(4, 1\)", printed)


def test_an_installation_has_nothing_to_warn_of(launched):
    said = (launched / "said.txt").read_text(encoding="utf-8")
    assert "***" not in said and "Warning" not in said


def test_a_launch_begins_without_a_question_about_news(launched):
    settings = json.loads((launched / "etc" / "jupyter" / "labconfig" / "page_config.json").read_text())
    assert settings["disabledExtensions"]["@jupyterlab/apputils-extension:announcements"] is True


def test_a_launch_opens_a_copy_without_results(launched):
    copies = sorted((launched.parent / "a checkout" / "bplesson" / "my-lessons").iterdir())
    assert [path.name for path in copies] == sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
    cells = [cell for path in copies for cell in json.loads(path.read_text())["cells"] if cell["cell_type"] == "code"]
    shown = [cell for cell in cells if cell["outputs"]]
    assert 0 < len(shown) < len(cells) and all("bp.guess(" in "".join(cell["source"]) for cell in shown)


def test_the_server_of_a_launch_keeps_what_nobody_edited(launched):
    config = launched / "etc" / "jupyter" / "jupyter_server_config.py"
    assert config.read_text(encoding="utf-8") == CONFIG
    assert config.with_name("keep_language.py").read_bytes() == HOOK.read_bytes()


def test_a_kernel_of_a_launch_says_what_to_do_about_a_lost_name(launched):
    assert (launched / "etc" / "ipython" / "startup" / ADVICE.name).read_bytes() == ADVICE.read_bytes()
    command = [str(launched / "bin" / "python"), "-m", "IPython", "-c", "bp"]
    done = subprocess.run(
        command,
        cwd=launched,
        env={**os.environ, "IPYTHONDIR": str(launched / "ipython")},
        capture_output=True,
        text=True,
    )
    assert "Run All Above Selected Cell" in done.stdout + done.stderr


def test_a_post_build_that_fails_stops_the_launch(tmp_path):
    shutil.copytree(ROOT / "binder", tmp_path / "binder")
    (tmp_path / "pip").write_text("#!/bin/sh\nexit 3\n")
    (tmp_path / "pip").chmod(0o755)
    done = subprocess.run(["./binder/postBuild"], cwd=tmp_path, env={**os.environ, "PATH": f"{tmp_path}:/bin:/usr/bin"})
    assert done.returncode == 3
