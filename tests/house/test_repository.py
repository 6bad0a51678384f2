"""The repository as a whole: working links, one public address, and nothing that belongs to one machine."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tarfile
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tools import links
from tools.quiet_lab import ANNOUNCEMENTS, NOTEBOOKS, advise, keep_texts, keep_toolbar, keep_unedited, quiet

ROOT = Path(__file__).resolve().parents[2]
IGNORED = [line.rstrip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split()] + [".git"]


def files() -> list[Path]:
    """Every file of the repository: whatever .gitignore does not name."""
    found = []
    for folder, below, names in os.walk(ROOT):
        below[:] = [name for name in below if not any(fnmatch(name, pattern) for pattern in IGNORED)]
        found += [Path(folder, name) for name in names if not any(fnmatch(name, pattern) for pattern in IGNORED)]
    return sorted(found)


def texts() -> dict[str, str]:
    """The text files of the repository by their path, without the pictures in notebooks."""
    found = {}
    for path in files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found[str(path.relative_to(ROOT))] = re.sub(r'"image/png": "[^"]*"', "", text)
    return found


TEXTS = texts()
PAGES = [name for name in TEXTS if name.endswith(".md")]


def places(pattern: str, names=TEXTS) -> list[str]:
    """Where `pattern` occurs, as file:line: text."""
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name in names
        for number, line in enumerate(TEXTS[name].split("\n"), start=1)
        if re.search(pattern, line)
    ]


def test_no_file_names_a_folder_of_one_machine():
    folders = "|".join(["wo" + "rk", "ro" + "ot", "ho" + "me"])
    assert places(rf"(?<![\w.:/}}-])/(?:{folders})\b(?![.\w-])") == []


def test_no_file_names_a_registry_or_an_index():
    hosts = ["pypi" + r"\.org", "python" + r"hosted\.org", "anaconda" + r"\.org", "npmjs" + r"\.", "index" + "[-_]url"]
    assert places("|".join(hosts)) == []


def test_no_check_is_switched_off_and_nothing_is_left_for_later():
    words = ["# no" + "qa", "type: " + "ignore", r"pytest\.(?:mark\.)?" + "skip", "import" + "orskip", "x" + "fail"]
    words += ["TO" + "DO", "FIX" + "ME"]
    code = [name for name in TEXTS if name.endswith((".py", ".md", ".ipynb", ".js", ".toml")) or name == "Makefile"]
    assert places("|".join(words), code) == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_to_a_file_of_the_repository_leads_somewhere(page):
    prose = re.sub(r"(?ms)^```.*?^```$", "", TEXTS[page])  # in code f[0](x) is a call, and not a link
    for target in re.findall(r"\]\(([^)\s]+)\)|<img[^>]*src=\"([^\"]+)\"", prose):
        target = "".join(target)
        if re.match(r"[a-z]+:|#", target):
            continue
        folder = ROOT / ("notebooks" if page.startswith("lessons/") else Path(page).parent)
        assert (folder / target.split("#")[0]).exists(), f"{page} links to {target}"


def test_readme_and_citation_say_the_address_that_pyproject_says_and_no_other():
    for path, text in links.written().items():
        assert path.read_text(encoding="utf-8") == text, "run make links"
    repository = links.project().get("urls", {}).get("Repository")
    for page in PAGES:
        text = TEXTS[page]
        if page in ("README.md", "docs/description.md"):
            text = text.split(links.BEGIN)[0] + text.split(links.END)[1]
        assert "mybinder.org/v2/" not in text, f"{page}: launch links belong between the two comments of README.md"
        assert not re.search(r"\]\(https?://(?:example|OWNER|your)|github\.com/(?:OWNER|USER|your)", text), page
        assert repository is None or repository not in text.replace(f"{repository}/", ""), page


def test_the_links_follow_the_address():
    address, lessons = "https://github.com/someone/lessons", ["00_start_here", "01_cost"]
    block = links.block(address, "1.2.0", lessons)
    assert "(https://mybinder.org/v2/gh/someone/lessons/v1.2.0?urlpath=lab/tree/my-lessons/01_cost.ipynb)" in block
    assert "](" not in links.block(None, "1.2.0", lessons)
    page = f"Before\n{links.BEGIN}\nold\n{links.END}\nafter"
    assert links.readme(page, "new") == f"Before\n{links.BEGIN}\nnew\n{links.END}\nafter"
    assert links.citation(links.citation("a: b\n", address), None) == "a: b\n"
    for wrong in ["someone/lessons", "https://github.com/someone"]:
        with pytest.raises(ValueError, match="Repository: expected an address"):
            links.block(wrong, "1.2.0", lessons)


def test_the_description_of_the_package_leads_to_its_files_from_anywhere():
    page = "![A](docs/a.gif) [b](notebooks/b.ipynb) [c](https://c.org) [![d](https://d.org/d.svg)](https://d.org)"
    for address in ("https://github.com/someone/lessons", "https://github.com/someone/lessons.git"):
        assert links.description(page, address, "1.2.0").removeprefix(links.WRITTEN) == (
            "![A](https://github.com/someone/lessons/raw/v1.2.0/docs/a.gif) "
            "[b](https://github.com/someone/lessons/blob/v1.2.0/notebooks/b.ipynb) "
            "[c](https://c.org) [![d](https://d.org/d.svg)](https://d.org)"
        )
    alone = links.description(page, None, "1.2.0").removeprefix(links.WRITTEN)
    assert alone == " b [c](https://c.org) [![d](https://d.org/d.svg)](https://d.org)"


@pytest.fixture(scope="module")
def sdist(tmp_path_factory) -> dict[str, bytes]:
    """What is packed for others to build and change the package, by path."""
    folder = tmp_path_factory.mktemp("sdist")
    for path in files():
        copy = folder / "copy" / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    system = tomllib.loads(TEXTS["pyproject.toml"])["build-system"]
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--target",
        str(folder / "build"),
        *system["requires"],
    ]
    subprocess.run(install, check=True)
    build = f"import {system['build-backend']} as backend; backend.build_sdist({str(folder)!r})"
    own = {**os.environ, "PYTHONPATH": str(folder / "build")}
    subprocess.run([sys.executable, "-c", build], cwd=folder / "copy", env=own, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(next(folder.glob("*.tar.gz"))) as packed:
        members = [member for member in packed.getmembers() if member.isfile()]
        return {member.name.partition("/")[2]: packed.extractfile(member).read() for member in members}


def test_what_is_packed_is_the_whole_repository(sdist):
    made = {name for name in sdist if name in ("PKG-INFO", "setup.cfg") or ".egg-info/" in name}
    assert set(sdist) - made == {path.relative_to(ROOT).as_posix() for path in files()}
    assert {"README.md", "docs/path.gif", "lessons/02_linear_chain.md", "notebooks/02_linear_chain.ipynb"} <= set(sdist)


def test_no_link_of_the_packed_description_is_dead(sdist):
    said = sdist["PKG-INFO"].decode()
    assert "Learn backpropagation by moving it." in said and "minutes |" in said
    assert [link for link in re.findall(r"\]\(([^)]*)\)", said) if not link.startswith("https://")] == []


def test_every_command_that_a_page_names_is_one_of_make_and_explained():
    explained = set(re.findall(r'@echo "make (\w+)', TEXTS["Makefile"]))
    assert explained == set(re.search(r"\.PHONY: help (.*)", TEXTS["Makefile"])[1].split())
    for page in ("README.md", "CONTRIBUTING.md"):
        named = set(re.findall(r"(?m)(?:`|^ *)make (\w+)", TEXTS[page]))
        assert {"lab", "check", "test"} <= named <= explained, page


def test_a_page_names_no_program_that_its_own_lines_do_not_install():
    for page in ("README.md", "CONTRIBUTING.md"):
        assert not re.search(r"(?m)(?:`|^ *)(?:pytest|jupyter|jupytext|ruff|playwright)\b", TEXTS[page]), page


def test_the_version_is_the_same_everywhere():
    version = links.project()["version"]
    assert f"\nversion: {version}\n" in TEXTS["CITATION.cff"]
    assert f"\n## {version}\n" in TEXTS["CHANGELOG.md"]


def test_what_is_run_can_be_run():
    for name in [".ci/run", "binder/postBuild"]:
        assert (ROOT / name).stat().st_mode & stat.S_IXUSR, name


def test_the_news_question_is_switched_off_and_other_settings_stay(tmp_path):
    path = quiet(tmp_path)
    path.write_text('{"disabledExtensions": {"other": true}, "more": 1}')
    assert quiet(tmp_path) == path
    assert f'"{ANNOUNCEMENTS}": true' in path.read_text()
    assert '"other": true' in path.read_text() and '"more": 1' in path.read_text()


def test_the_texts_of_lessons_stay_texts_the_toolbar_rests_and_other_settings_stay(tmp_path):
    path = keep_texts(tmp_path)
    path.write_text('{"other": {"more": 1}}')
    assert keep_texts(tmp_path) == keep_toolbar(tmp_path) == path
    own = {"showEditorForReadOnlyMarkdown": False, "kernelStatus": {"showOnStatusBar": True}}
    assert json.loads(path.read_text()) == {"other": {"more": 1}, NOTEBOOKS: own}


def test_the_hook_that_keeps_notebooks_is_renewed_and_settings_of_someone_else_stay(tmp_path):
    path = keep_unedited(tmp_path)
    hook = path.with_name("keep_language.py")
    hook.write_text("old")
    assert keep_unedited(tmp_path) == path
    assert hook.read_text(encoding="utf-8") == TEXTS["tools/keep_language.py"]
    path.write_text("get_config().ServerApp.port = 1\n", encoding="utf-8")
    assert keep_unedited(tmp_path).read_text(encoding="utf-8") == "get_config().ServerApp.port = 1\n"


def said_by_a_kernel(folder: Path, *cells: str) -> list[str]:
    """What each of the cells ends with in a fresh kernel whose advice was put below `folder`: the last words."""
    copied = advise(folder / "etc")
    startup = folder / "ipython" / "profile_default" / "startup"
    shutil.copytree(copied.parent, startup)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    client = NotebookClient(notebook, kernel_name="python3", allow_errors=True)
    with client.setup_kernel(env={**os.environ, "IPYTHONDIR": str(folder / "ipython")}):
        for index, cell in enumerate(notebook.cells):
            client.execute_cell(cell, index)
    return ["\n".join(cell.outputs[-1].get("traceback", [cell.outputs[-1].get("text")])) for cell in notebook.cells]


def test_a_name_that_is_not_there_after_a_restart_brings_what_to_do(tmp_path):
    too_early = "def f():\n    a = b\n    b = 1\nf()"
    names = "print([name for name in dir() if 'install' in name])"
    first, inside, early, other, left = said_by_a_kernel(
        tmp_path, "bp.xor()", "def g(): return w\ng()", too_early, "1/0", names
    )
    assert "'bp'? It has not been run" in first and "Run All Above Selected Cell" in first
    assert "'w'? It has not been run" in inside and "NameError" in inside
    assert "UnboundLocalError" in early and "ZeroDivisionError" in other
    assert "Run All Above" not in early + other and left == "[]\n"


def python(folder: Path, version: str, modules: bool) -> str:
    """A stand-in for a Python of that version, with or without the modules venv and ensurepip."""
    path = folder / "python"
    new = tuple(map(int, version.split("."))) >= (3, 11)
    path.write_text(
        f'#!/bin/sh\ncase "$*" in\n'
        f"  --version) echo Python {version} ;;\n"
        f"  *version_info*) exit {0 if new else 1} ;;\n"
        f"  *ensurepip*) exit {0 if modules else 1} ;;\n"
        f'  *) exec "{sys.executable}" "$@" ;;\nesac\n'
    )
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(
    ("version", "modules", "said"),
    [
        ("3.9.2", True, "needs Python 3.11 or newer, but .* is Python 3.9.2"),
        ("3.12.1", False, "comes without its venv module: install it"),
        (None, False, "needs Python 3.11 or newer, but there is no "),
    ],
)
def test_a_python_that_cannot_be_used_is_said_in_one_sentence(tmp_path, version, modules, said):
    command = python(tmp_path, version, modules) if version else str(tmp_path / "nowhere")
    done = subprocess.run(
        ["sh", "tools/venv.sh", command, str(tmp_path / "venv")], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1
    assert re.search(said, done.stderr)
    assert not (tmp_path / "venv").exists()
