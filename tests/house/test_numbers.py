"""Numbers become text in kit/words.py, by formats that have names; elsewhere no format of a number is spelled."""

import ast

import pytest

from tests.house.test_floors import FILES, PACKAGE

BELOW = {"engine", "checks", "data"}  # rooms that know nothing of the kit: their errors say numbers as Python does
SPELLED = {  # files in which formats are spelled, and why
    "kit/words.py": "they stand here",
    "kit/number_box.py": "what stands in a box can be typed there",
    "chain/nudge.py": "h is said as it would be typed: 1e-05",
    "descent/curves.py": "the name of a parabola has its settings as they would be typed",
    "descent/slope.py": "an error says what came as Python does",
    "digits/draw_settings.py": "an error says what came as Python does",
    "start/figures.py": "sizes from 1e-22 to 1e+18 in one sentence, two digits of each",
}
WRITE = {"format", "array2string", "format_float_positional", "format_float_scientific"}


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or isinstance(node, ast.Constant) and isinstance(node.value, str)


def formats(source: str) -> list[str]:
    """Where `source` spells how a number is written."""
    found = []
    for node in ast.walk(ast.parse(source)):
        spelled = isinstance(node, ast.FormattedValue) and node.format_spec is not None
        spelled |= isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and is_text(node.left)
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            by_names = name == "format" and isinstance(node.func, ast.Attribute) and not node.args  # of printed code
            spelled |= name in WRITE and not by_names
        if spelled:
            found.append(ast.unparse(node))
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_number_is_written_by_a_format_of_the_kit(path):
    place = path.relative_to(PACKAGE)
    if place.parts[0] not in BELOW and place.as_posix() not in SPELLED:
        assert formats(path.read_text(encoding="utf-8")) == [], "use a format of kit/words.py, which has a name"


def test_every_file_that_spells_formats_does_so():
    assert {name for name in SPELLED if not formats((PACKAGE / name).read_text(encoding="utf-8"))} == set()


@pytest.mark.parametrize(
    "source",
    ['f"{x:.3g}"', 'f"{x:,} weights"', '"{:.3g}".format(x)', '"%.3g" % x', 'format(x, ".3g")', "np.array2string(x)"],
)
def test_a_format_that_is_spelled_is_noticed(source):
    assert formats(source)


def test_printed_code_with_names_put_in_is_no_format_of_a_number():
    assert formats('"{p} * 2".format(p="p[i]"); f"{x}"; 7 % k') == []
