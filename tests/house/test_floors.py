"""The floor plan: a room imports from the engine and the kit, and of other rooms only what an earlier lesson wrote."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "bplesson"
FILES = sorted(PACKAGE.rglob("*.py"))
SHARED = ["errors", "engine", "checks", "data", "kit"]
LESSONS = ["descent", "chain", "layers", "training", "start", "digits"]  # in the order of the article
ROOMS = [*SHARED, *LESSONS, "practice", "teach", "equations", "__init__"]
OF_EARLIER_LESSONS = {"equations", "scene"}  # what a later lesson may take from an earlier one's room
PLAIN, SCENE, DRAWN, WIDGETS = range(4)
FLOORS = {  # by the last word of a file's name; any other name is a file of widgets
    **dict.fromkeys(["presets", "equations", "equation", "symbols", "product", "palette", "curves"], PLAIN),
    **dict.fromkeys(["words", "axis", "record"], PLAIN),
    **dict.fromkeys(["scene", "sizes", "parts", "story", "seen", "worked", "plane"], SCENE),
    **dict.fromkeys(["plots", "figures", "figure", "pen", "live", "strokes", "glyphs", "pixels", "panels"], DRAWN),
}
PURE = {"errors", "engine", "checks", "data", "equations"}  # no widgets, no matplotlib in their files
SCREENS = {"practice", "guess", "hunt", "people", "recall", "before"}  # in the practice room, by their last words
DESKS = {"check", "grading", "marks", "__main__"}  # in the room of teachers, what knows a kernel or a picture
OWN = ("kit", "own"), "practice"  # the one file that judges what a learner wrote for an explorer, by practice
KNOWN_ONLY_ON = {"matplotlib": {DRAWN}, "PIL": {DRAWN, WIDGETS}}
KNOWN_ONLY_ON |= dict.fromkeys(["ipywidgets", "anywidget", "traitlets", "IPython"], {WIDGETS})


def place_of(name: str) -> tuple[str, str]:
    """The room and the file of a module or of a name in it: "bplesson.chain.scene.sub" is ("chain", "scene")."""
    parts = name.split(".")[1:]
    room = parts[0] if parts and parts[0] in ROOMS else "__init__"
    return room, parts[1] if len(parts) > 1 and room in (*SHARED[1:], *LESSONS, "practice", "teach") else ""


def floor_of(room: str, file: str) -> int:
    """The floor on which a file stands."""
    if room in PURE or file in ("", "__init__"):
        return PLAIN
    last = file.split("_")[-1]
    if room == "teach":
        return FLOORS.get(last, WIDGETS if file in DESKS else PLAIN)
    return FLOORS.get(last, PLAIN if room == "practice" and last not in SCREENS else WIDGETS)


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


def not_to_be_known(importer: str, names: set[str]) -> set[str]:
    """Those of the imported `names` that the file `importer`, "bplesson.chain.scene", must not know."""
    room, file = place_of(importer)
    floor, bad = floor_of(room, file), set()
    for name in names:
        top = name.split(".")[0]
        if top == "bplesson":
            other, its_file = place_of(name)
            upstairs = floor_of(other, its_file) > floor
            if room == "__init__" or room == other and not upstairs:
                continue
            if room == "equations":
                allowed = other in ("errors", "kit") or its_file.split("_")[-1] == "equations"
            elif room == "practice":
                allowed = other in (*SHARED, room) or its_file.split("_")[-1] in OF_EARLIER_LESSONS
            elif room == "teach":  # knows what is judged, and nobody knows it: `import bplesson` needs no nbgrader
                allowed = other in (*SHARED, "practice")
            elif room in SHARED:
                allowed = room != "errors" and (other in SHARED[:-1] or room == other == "kit")
            else:
                earlier = other in LESSONS and LESSONS.index(other) < LESSONS.index(room)
                allowed = other in SHARED or earlier and its_file.split("_")[-1] in OF_EARLIER_LESSONS
            if upstairs or not (allowed or ((room, file), other) == OWN):
                bad.add(name)
        elif floor not in KNOWN_ONLY_ON.get(top, {floor}) or "pyplot" in name.split("."):
            bad.add(name)
    return bad


def module(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_imports_only_what_its_room_and_its_floor_may_know(path):
    assert path.relative_to(PACKAGE).with_suffix("").parts[0] in ROOMS
    folder = ".".join(path.relative_to(PACKAGE.parent).parent.parts)
    assert not_to_be_known(module(path), imports(path.read_text(encoding="utf-8"), folder)) == set()


@pytest.mark.parametrize(
    ("importer", "source"),
    [
        ("bplesson.engine.network", "from bplesson.kit.figure import Still"),
        ("bplesson.errors", "def late():\n    import bplesson.checks.functions"),
        ("bplesson.engine.descent", "import bplesson"),
        ("bplesson.engine.landscape", "from bplesson import Network"),
        ("bplesson.engine.landscape", "from matplotlib.figure import Figure"),
        ("bplesson.chain.chain", "import matplotlib"),
        ("bplesson.chain.figures", "import matplotlib.pyplot as plt"),
        ("bplesson.chain.plots", "import ipywidgets"),
        ("bplesson.chain.scene", "from bplesson.chain.plots import stage"),
        ("bplesson.chain.scene", "from bplesson.layers.scene import Shape"),
        ("bplesson.layers.scene", "from bplesson.chain.plots import stage"),
        ("bplesson.kit.panels", "from bplesson.chain.scene import is_linear"),
        ("bplesson.practice.item", "from bplesson.teach.judge import Mark"),
        ("bplesson.teach.judge", "from bplesson.teach.check import numbers"),
    ],
)
def test_what_must_not_be_known_is_noticed(importer, source):
    assert not_to_be_known(importer, imports(source))


def private_to_a_network(source: str) -> set[str]:
    """What `source` takes from a network that belongs to the network alone: `network._at`, `run.network._at`."""
    attributes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)]
    inside = [node for node in attributes if node.attr.startswith("_") and not node.attr.endswith("__")]
    owners = [(ast.unparse(node.value).lower(), node.attr) for node in inside]
    return {f"{owner}.{name}" for owner, name in owners if owner.split("(")[0].split(".")[-1] in ("network", "single")}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_network_is_used_by_its_public_names(path):
    assert private_to_a_network(path.read_text(encoding="utf-8")) == set()


def test_a_private_name_of_a_network_is_noticed():
    source = (
        "network._a(w); self.network._b(w); self._run.network._c; single(network)._d(x, y); self._network; network.e"
    )
    assert {each.split(".")[-1] for each in private_to_a_network(source)} == {"_a", "_b", "_c", "_d"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_text_is_run_as_code(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not called & {"eval", "exec", "compile"}
    assert not {name.split(".")[0] for name in imports(path.read_text(encoding="utf-8"))} & {"pickle", "sympy"}


def test_the_engine_is_short_enough_to_be_read():
    files = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in (PACKAGE / "engine").glob("*.*")}
    names = ["activations", "costs", "network", "descent", "landscape", "gradcheck", "training"]
    assert set(files) == {"README.md", "__init__.py", *(f"{name}.py" for name in names)}
    assert sum(files.values()) <= 700 and files["README.md"] <= 12
