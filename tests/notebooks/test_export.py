"""The exported pages: every lesson, every picture in words, every formula set, and nothing from a network."""

import logging
import re

import nbformat
import pytest
from bs4 import BeautifulSoup

from tools.build_notebooks import DEAD, NOTEBOOKS
from tools.export import export, read
from tools.mathml import mathml

NAMES = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
PAGES = [f"{name}{kind}.html" for name in NAMES for kind in ("", ".slides")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The pages, which were written without a warning."""
    folder, warned = tmp_path_factory.mktemp("pages") / "export", []
    logging.getLogger("traitlets").addHandler(handler := logging.Handler(logging.WARNING))
    handler.emit = warned.append
    export(folder)
    logging.getLogger("traitlets").removeHandler(handler)
    assert warned == []
    return folder


@pytest.fixture(scope="module")
def pages(folder):
    return {path.name: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser") for path in folder.glob("*.html")}


def cells(name):
    return nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4).cells


def test_the_index_leads_to_every_lesson_its_slides_and_its_parts(pages):
    assert set(pages) == {"index.html", *PAGES}
    links = [link["href"] for link in pages["index.html"].select("a")]
    assert [link for link in links if "#" not in link] == PAGES
    parts = [
        len(re.findall(r"(?m)^## ", "\n".join(each.source for each in cells(name) if each.cell_type == "markdown")))
        for name in NAMES
    ]
    assert sum("#" in link for link in links) == sum(parts) > 80


@pytest.mark.parametrize("name", ["index.html", *PAGES])
def test_no_link_within_is_dead_and_nothing_is_fetched(pages, folder, name):
    for link in pages[name].select("a[href]"):
        file, _, part = link["href"].partition("#")
        if not file.startswith("https://"):  # what a reader may follow, if there is a network
            assert not part or pages[file or name].find(id=part), link
            assert (folder / (file or name)).is_file(), link
    assert pages[name].select("link, iframe, script[src], object, embed") == []
    assert all(image["src"].startswith("data:image/png;base64,") for image in pages[name].select("img"))
    assert re.findall(r"url\([^)]*\)|@import", str(pages[name].style)) == ['url("STIXTwoMath-Regular.ttf")']
    assert (folder / "STIXTwoMath-Regular.ttf").stat().st_size > 500_000


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_is_there_with_its_text(pages, name):
    outputs = [output for cell in cells(name) for output in cell.get("outputs", [])]
    drawn = sum("image/png" in output.get("data", {}) for output in outputs)
    for page in (f"{name}.html", f"{name}.slides.html"):
        texts = [image["alt"] for image in pages[page].select("img")]
        assert len(texts) == drawn > 0
        assert all(len(text) > 20 and "No description" not in text and "Answer:" not in text for text in texts)


@pytest.mark.parametrize("name", PAGES)
def test_formulas_are_set_and_answers_are_folded(pages, name):
    page, text = pages[name], pages[name].main.get_text()
    for code in page.select("pre, code"):
        code.extract()
    assert not re.search(r"\$|\\[a-z]", page.main.get_text())
    source = "\n".join(cell.source for cell in cells(name.partition(".")[0]) if cell.cell_type == "markdown")
    assert len(page.select("details:not([open]) > summary")) == source.count("<details>") > 0
    assert {f"({tag})" for tag in re.findall(r"\\tag\{(.*?)\}", source)} <= {
        each.text for each in page.select(".number")
    }
    assert DEAD.strip("*").partition("?")[0] not in text


@pytest.mark.parametrize("name", NAMES)
def test_every_part_is_a_section_that_begins_with_its_heading(pages, name):
    for page in (f"{name}.html", f"{name}.slides.html"):
        sections = pages[page].select("main > section")
        assert [each.find(["h1", "h2"]).name for each in sections] == ["h1"] + ["h2"] * (len(sections) - 1)
        assert all(len(each.select("h1, h2")) == 1 for each in sections)


def notebook(tmp_path, data, **metadata):
    output = nbformat.v4.new_output("execute_result", data=data, metadata=metadata, execution_count=1)
    code = nbformat.v4.new_code_cell("bp.figure()", outputs=[output], execution_count=1)
    path = tmp_path / "09_small.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Small"), code]), path)
    return BeautifulSoup(read(path).parts[0][1], "html.parser")


def test_a_text_in_the_metadata_goes_before_and_an_answer_is_not_in_it(tmp_path):
    data = {"image/png": "AAAA", "text/plain": "An explorer. Question: falls it? Answer: yes"}
    assert notebook(tmp_path, data).img["alt"] == "An explorer."
    assert notebook(tmp_path, data, **{"image/png": {"alt": "A <line>."}}).img["alt"] == "A <line>."


def test_a_live_widget_is_shown_as_its_picture(tmp_path):
    live = {
        "application/vnd.jupyter.widget-view+json": {"model_id": "1"},
        "image/png": "AAAA",
        "text/plain": "A chain.",
    }
    page = notebook(tmp_path, live)
    assert page.img["alt"] == "A chain." and not page.select("script")


def test_a_formula_has_its_number_its_colour_and_its_rows():
    page = BeautifulSoup(
        mathml(r"\begin{aligned} {\color{#0072B2}{x}} &= -1 \cr y &= \ln x \end{aligned} \tag{2.1}", True),
        "html.parser",
    )
    assert page.select_one(".number").text == "(2.1)" and len(page.select("mtr")) == 2
    assert page.select_one("[mathcolor='#0072B2']").text == "x"
    assert page.select_one("mo[form=prefix]").text == "−" and page.select_one("mi + mspace")


def test_what_cannot_be_set_is_named():
    with pytest.raises(ValueError, match=r"cannot be set in MathML: .*unheard"):
        mathml(r"\unheard{x}", False)
