"""The repository as a whole: working links, one public address, and nothing that belongs to one machine."""

import os
import re
import stat
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tools import links
from tools.quiet_lab import ANNOUNCEMENTS, keep_unedited, quiet

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
        if page == "README.md":
            text = text.split(links.BEGIN)[0] + text.split(links.END)[1]
        assert "mybinder.org/v2/" not in text, f"{page}: launch links belong between the two comments of README.md"
        assert not re.search(r"\]\(https?://(?:example|OWNER|your)|github\.com/(?:OWNER|USER|your)", text), page
        assert repository is None or repository not in text.replace(f"{repository}/", ""), page


def test_the_links_follow_the_address():
    address, lessons = "https://github.com/someone/lessons", ["00_start_here", "01_cost"]
    block = links.block(address, "1.2.0", lessons)
    assert "(https://mybinder.org/v2/gh/someone/lessons/v1.2.0?urlpath=lab/tree/notebooks/01_cost.ipynb)" in block
    assert "](" not in links.block(None, "1.2.0", lessons)
    page = f"Before\n{links.BEGIN}\nold\n{links.END}\nafter"
    assert links.readme(page, "new") == f"Before\n{links.BEGIN}\nnew\n{links.END}\nafter"
    assert links.citation(links.citation("a: b\n", address), None) == "a: b\n"
    for wrong in ["someone/lessons", "https://github.com/someone"]:
        with pytest.raises(ValueError, match="Repository: expected an address"):
            links.block(wrong, "1.2.0", lessons)


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


def test_the_hook_that_keeps_notebooks_is_renewed_and_settings_of_someone_else_stay(tmp_path):
    path = keep_unedited(tmp_path)
    hook = path.with_name("keep_language.py")
    hook.write_text("old")
    assert keep_unedited(tmp_path) == path
    assert hook.read_text(encoding="utf-8") == TEXTS["tools/keep_language.py"]
    path.write_text("get_config().ServerApp.port = 1\n", encoding="utf-8")
    assert keep_unedited(tmp_path).read_text(encoding="utf-8") == "get_config().ServerApp.port = 1\n"


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
