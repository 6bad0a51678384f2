"""Put the public address, once `[project.urls]` in pyproject.toml names it, where a reader looks for it.

python -m tools.links     rewrites the block between two comments in README.md, `repository-code` in CITATION.cff, and
                          docs/description.md, which is the README for a page of the package: no file stands beside it

With `Repository = "https://github.com/OWNER/NAME"` the block launches the lessons on Binder at the tag of the present
version; without it the block says so, and nothing looks like a link that works.
"""

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- links: written by `make links` -->", "<!-- end of links -->"
WRITTEN = "<!-- written by `make links` from README.md -->\n"
NO_ADDRESS = (
    "*This copy has no public address yet. When `Repository` stands under `[project.urls]` in `pyproject.toml`, "
    "`make links` puts the launch links here.*"
)


def project() -> dict:
    """The table [project] of pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def block(repository: str | None, version: str, lessons: list[str]) -> str:
    """The launch links for the lessons, whose names are like 02_linear_chain, or why there are none."""
    if repository is None:
        return NO_ADDRESS
    match = re.fullmatch(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?", repository)
    if match is None:
        raise ValueError(f"Repository: expected an address like https://github.com/OWNER/NAME, got {repository!r}")
    binder = f"https://mybinder.org/v2/gh/{match[1]}/v{version}?urlpath=lab/tree/my-lessons"
    badge = f"[![Open the lessons on Binder](https://mybinder.org/badge_logo.svg)]({binder}/{lessons[0]}.ipynb)"
    links = " · ".join(f"[{name[:2]}]({binder}/{name}.ipynb)" for name in lessons)
    return f"{badge}\n\nOr straight to a lesson: {links}"


def readme(text: str, new_block: str) -> str:
    """The README `text` with `new_block` between its two comments."""
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        raise ValueError(f"README.md: expected the lines {BEGIN} and {END}, once each, around its launch links")
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n{new_block}\n{END}{rest.split(END)[1]}"


def citation(text: str, repository: str | None) -> str:
    """CITATION.cff with that address in `repository-code`, or without one."""
    text = re.sub(r"^repository-code:.*\n", "", text, flags=re.MULTILINE)
    return text if repository is None else f'{text}repository-code: "{repository}"\n'


def description(text: str, repository: str | None, version: str) -> str:
    """The README `text` with links that lead to its files from anywhere; without an address, only with their words."""

    def from_anywhere(match: re.Match) -> str:
        picture, words, target = match.groups()
        if repository is None:
            return "" if picture else words
        address = repository.rstrip("/").removesuffix(".git")
        return f"{picture}[{words}]({address}/{'raw' if picture else 'blob'}/v{version}/{target})"

    return WRITTEN + re.sub(r"(!?)\[([^]]*)\]\((?![a-z]+:|#)([^)\s]+)\)", from_anywhere, text)


def written() -> dict[Path, str]:
    """What README.md, CITATION.cff and docs/description.md ought to say."""
    facts = project()
    repository, version = facts.get("urls", {}).get("Repository"), facts["version"]
    lessons = sorted(path.stem for path in (ROOT / "lessons").glob("*.md"))
    page, cited = ROOT / "README.md", ROOT / "CITATION.cff"
    text = readme(page.read_text(encoding="utf-8"), block(repository, version, lessons))
    return {
        page: text,
        cited: citation(cited.read_text(encoding="utf-8"), repository),
        ROOT / "docs" / "description.md": description(text, repository, version),
    }


if __name__ == "__main__":
    try:
        for path, text in written().items():
            path.write_text(text, encoding="utf-8")
    except ValueError as error:
        sys.exit(str(error))
