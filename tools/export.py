"""Write the stored notebooks as pages for any browser, to read and as slides, with an index: no kernel, no network.

python -m tools.export     into export/

Pictures have their sentence as alternative text, explorers stand still, answers are folded, formulas are MathML.
"""

import re
import shutil
import sys
from dataclasses import dataclass
from html import escape
from importlib.util import find_spec
from pathlib import Path

import nbformat
from jinja2 import pass_context
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode
from pygments.formatters import HtmlFormatter

from tools.build_notebooks import DEAD, NOTEBOOKS, ROOT
from tools.mathml import mathml

HERE = Path(__file__).parent
FONT = "STIXTwoMath-Regular.ttf"  # beside the pages: many machines have no font for formulas
STYLE = (HERE / "export.css").read_text(encoding="utf-8") + HtmlFormatter(style="friendly").get_style_defs(".highlight")
STILL = "This is a copy to read: explorers stand still. To move them, open notebooks/{name}.ipynb in JupyterLab."
TURN = """<span class="place"></span>
<button class="before" aria-label="the part before">←</button>
<button class="after" aria-label="the next part">→</button>"""
# What is taken of an output, the first that it has: whatever asks for a kernel is not among them.
KINDS = ["text/html", "image/png", "text/plain"]
ANSWER = re.compile(r"\. Question: .*", re.DOTALL)  # in the text of an explorer: a picture must not give it away


class Renderer(IPythonRenderer):
    """Markdown as nbconvert renders it, with formulas that need no script."""

    def block_math(self, body: str) -> str:
        return mathml(body, block=True)

    def inline_math(self, body: str) -> str:
        return mathml(body, block=False)


class Exporter(HTMLExporter):
    """Cells as HTML without a page around them."""

    def __init__(self):
        super().__init__(template_name="basic", exclude_input_prompt=True, exclude_output_prompt=True)
        self.config.NbConvertBase.display_data_priority = KINDS

    @pass_context
    def markdown2html(self, context, source: str) -> str:
        return MarkdownWithMath(renderer=Renderer(escape=False, exclude_anchor_links=True)).render(source)


@dataclass(frozen=True)
class Lesson:
    """A notebook by its name, and its parts as (heading, HTML); the heading of the first part is the title."""

    name: str
    parts: list[tuple[str, str]]

    @property
    def title(self) -> str:
        return self.parts[0][0]


def read(path: Path) -> Lesson:
    """The notebook at `path`, a part for each heading of the second level. ValueError for what cannot be shown."""
    exporter, parts = Exporter(), []
    for cell in nbformat.read(path, as_version=4).cells:
        if "remove-cell" in cell.metadata.get("tags", []):  # as on top of every notebook, for a copy in Colab
            continue
        cell.source = cell.source.replace(DEAD, "")
        if heading := re.match(r"##? (.*)", cell.source if cell.cell_type == "markdown" else ""):
            parts.append((heading[1], []))
        parts[-1][1].append(described(cell))
    html = [exporter.from_notebook_node(nbformat.v4.new_notebook(cells=cells))[0] for _, cells in parts]
    return Lesson(path.stem, [(heading, named(heading, linked(each))) for (heading, _), each in zip(parts, html)])


def described(cell: NotebookNode) -> NotebookNode:
    """The cell, its pictures with what they show in words, its formulas as HTML."""
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        if "image/png" in data:
            own = output.metadata.setdefault("image/png", {})
            own["alt"] = ANSWER.sub(".", own.get("alt") or data["text/plain"])
        if "text/latex" in data:
            data["text/html"] = mathml(data["text/latex"].strip().strip("$"), block=True)
    return cell


def named(heading: str, html: str) -> str:
    """The part with the name that links to it have, as in JupyterLab: its heading with - between the words."""
    return re.sub("<h2[^>]*>", f'<h2 id="{escape(heading.replace(" ", "-"))}">', html, count=1)


def linked(html: str) -> str:
    """Links to other notebooks, or to a part of them, lead to their pages."""
    return re.sub(r'href="(\w+)\.ipynb([#"])', r'href="\1.html\2', html)


def page(title: str, nav: str, body: str, slides: bool = False) -> str:
    """A whole page, which needs nothing but the font."""
    script = f"<script>{(HERE / 'export.js').read_text(encoding='utf-8')}</script>" if slides else ""
    return f"""<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{escape(title)}</title>
<style>{STYLE}</style></head>
<body{' class="slides"' if slides else ""}>
<nav>{nav}</nav>
<main>
{body}
</main>
{script}</body>
</html>
"""


def sections(lesson: Lesson, slides: bool = False) -> str:
    """The parts of the lesson, below the first heading what this copy is."""
    aside = f'</h1>\n<p class="aside">{STILL.format(name=lesson.name)}</p>'
    focus = ' tabindex="0"' if slides else ""
    parts = [f'<section id="part-{k}"{focus}>{html}</section>' for k, (_, html) in enumerate(lesson.parts)]
    return "\n".join([parts[0].replace("</h1>", aside, 1), *parts[1:]])


def index(lessons: list[Lesson]) -> str:
    """A page with every lesson, its slides and its parts."""
    rows = []
    for lesson in lessons:
        parts = "".join(
            f'<li><a href="{lesson.name}.html#part-{k}">{escape(heading)}</a></li>'
            for k, (heading, _) in enumerate(lesson.parts[1:], start=1)
        )
        rows.append(
            f'<h2><a href="{lesson.name}.html">{escape(lesson.title)}</a></h2>\n'
            f'<p><a href="{lesson.name}.slides.html">as slides</a></p>\n'
            f"<details><summary>{len(lesson.parts) - 1} parts</summary><ul>{parts}</ul></details>"
        )
    head = "<h1>bplesson</h1>\n<p>Learn backpropagation by moving it: the lessons, to read and to show.</p>"
    return page("bplesson", "<span>The lessons</span>", "\n".join([head, *rows]))


def bar(*links: tuple[str, str]) -> str:
    """What stands on top of a page: the index, and these links as (address, words)."""
    every = [("index.html", "All lessons"), *links]
    return "".join(f'<a href="{address}">{escape(words)}</a>' for address, words in every)


def export(folder: Path, notebooks: Path = NOTEBOOKS) -> list[Path]:
    """Write into `folder`, which is emptied, a page and slides for each of the notebooks, and an index; their paths."""
    lessons = [read(path) for path in sorted(notebooks.glob("*.ipynb"))]
    pages = {"index.html": index(lessons)}
    for k, lesson in enumerate(lessons):
        own, slides = f"{lesson.name}.html", f"{lesson.name}.slides.html"
        near = [(f"{each.name}.html", each.title) for each in lessons[max(k - 1, 0) : k + 2] if each is not lesson]
        pages[own] = page(lesson.title, bar((slides, "Slides"), *near), sections(lesson))
        nav = bar((own, lesson.title)) + TURN
        pages[slides] = page(lesson.title, nav, sections(lesson, slides=True), slides=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(Path(find_spec("ziamath").origin).parent / "fonts" / FONT, folder)
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in pages]


if __name__ == "__main__":
    try:
        written = export(ROOT / "export")
    except ValueError as problem:
        sys.exit(str(problem))
    print(f"{len(written)} pages; open {written[0].relative_to(ROOT)}")
