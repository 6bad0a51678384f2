"""The floors of the house: a file imports only from its own floor or from floors below."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "bplesson"
FILES = sorted(PACKAGE.rglob("*.py"))
FLOORS = {
    "errors": 0,
    "functions": 1,
    "activations": 1,
    "costs": 1,
    "curves": 1,
    "inputs": 1,
    "network": 2,
    "descent": 3,
    "landscape": 3,
    "gradcheck": 3,
    "kinks": 3,
    "curvature": 3,
    "datasets": 3,
    "digits": 3,
    "training": 3,
    "work": 3,
    "equations": 3,
    "draw": 4,
    "explore": 5,
    "exercises": 6,
    "__init__": 7,
}
KNOWN_ONLY_TO = {
    "matplotlib": {"draw"},
    "ipywidgets": {"explore"},
    "anywidget": {"explore"},
    "traitlets": {"explore"},
    "IPython": {"explore"},
}


def floor_of(path: Path) -> str:
    """The file or folder of the package that `path` belongs to: "network", "draw", …"""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports(source: str, folder: str = "bplesson") -> set[str]:
    """Every module that `source` names in an import, in full; `folder` is where relative imports start."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = folder.split(".")[: len(folder.split(".")) + 1 - node.level] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            names |= {f"{module}.{alias.name}" for alias in node.names}
    return names


def too_high(importer: str, names: set[str]) -> set[str]:
    """Those of the imported `names` that the floor `importer` must not know."""
    bad = set()
    for name in names:
        top, *rest = name.split(".")
        if top == "bplesson":
            imported = rest[0] if rest and rest[0] in FLOORS else "__init__"
            if FLOORS[imported] > FLOORS[importer]:
                bad.add(name)
        elif importer not in KNOWN_ONLY_TO.get(top, {importer}) or "pyplot" in name.split("."):
            bad.add(name)
    return bad


def test_every_file_has_a_floor():
    assert {floor_of(path) for path in FILES} <= set(FLOORS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_imports_only_from_its_own_floor_or_below(path):
    folder = ".".join(path.relative_to(PACKAGE.parent).parent.parts)
    assert too_high(floor_of(path), imports(path.read_text(encoding="utf-8"), folder)) == set()


@pytest.mark.parametrize(
    ("importer", "source"),
    [
        ("network", "from bplesson.draw import still"),
        ("network", "from . import descent"),
        ("errors", "def late():\n    import bplesson.functions"),
        ("descent", "import bplesson"),
        ("landscape", "from bplesson import Network"),
        ("landscape", "from matplotlib.figure import Figure"),
        ("explore", "import matplotlib"),
        ("draw", "import matplotlib.pyplot as plt"),
        ("draw", "from matplotlib import pyplot"),
        ("draw", "import ipywidgets"),
    ],
)
def test_an_import_upwards_is_noticed(importer, source):
    assert too_high(importer, imports(source))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_text_is_run_as_code(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not called & {"eval", "exec", "compile"}
    assert not {name.split(".")[0] for name in imports(path.read_text(encoding="utf-8"))} & {"pickle", "sympy"}
