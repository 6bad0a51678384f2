"""Cells that are run again and again in a real kernel: what an earlier run left is closed, unless somebody holds it."""

from queue import Empty

import pytest
from jupyter_client.manager import start_new_kernel

COUNT = """
import gc
gc.collect()
from ipywidgets import Widget
from matplotlib.figure import Figure
from bplesson.kit.explorer import Explorer
found = gc.get_objects()
print([sum(isinstance(each, kind) for each in found) for kind in (Explorer, Widget, Figure)],
      sum(each.comm is not None for each in found if isinstance(each, Widget)))
del found
"""

LOADED = """
import gc
import bplesson as bp
[getattr(bp, name) for name in bp.__all__]
gc.collect()
gc.freeze()
"""


class Notebook:
    """Cells with ids, as JupyterLab sends them, in a kernel of their own."""

    def __init__(self, client):
        self.client = client
        self.run("import bplesson as bp", "first")

    def run(self, code, cell=None, times=1):
        """What the cell prints, the last time that it runs."""
        for _ in range(times):
            content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}}
            metadata = {} if cell is None else {"cellId": cell}
            sent = self.client.session.msg("execute_request", content, metadata=metadata)
            self.client.shell_channel.send(sent)
            said = self._said(sent["header"]["msg_id"])
        return said

    def _said(self, run):
        said = []
        while True:
            message = self.client.get_iopub_msg(timeout=60)
            if message["parent_header"].get("msg_id") != run:
                continue
            kind, content = message["msg_type"], message["content"]
            assert kind != "error", content
            if kind == "stream":
                said.append(content["text"])
            if kind == "status" and content["execution_state"] == "idle":
                return "".join(said)

    def alive(self):
        """How many explorers, widgets and figures there are, and how many widgets the page knows."""
        explorers = self.run(COUNT, "count").replace("] ", ", ").strip("[\n")
        return [int(each) for each in explorers.split(", ")]


@pytest.fixture(scope="module")
def client():
    """A kernel; what it has imported is left out when its objects are counted, or that would take a second a time."""
    manager, client = start_new_kernel()
    Notebook(client).run(LOADED, "first")
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.fixture
def notebook(client):
    """The kernel, without what the cells of other tests left."""
    notebook = Notebook(client)
    notebook.run("%reset -f\nimport bplesson as bp", "first")
    notebook.run("from ipywidgets import Widget; Widget.close_all()", "first")
    return notebook


CELLS = {
    "shown": "bp.ChainExplorer()",
    "under a name": "e = bp.ChainExplorer()\ne",
    "its view": "bp.ChainExplorer().view",
    "two in a list": "[bp.ChainExplorer(), bp.SlopeExplorer()]",
    "two displayed": "display(bp.ChainExplorer(), bp.SlopeExplorer())",
    "playing": "e = bp.TrainingExplorer()\ne.play()\ne",
    "not shown": "e = bp.LayersExplorer()",
    "a page to draw on": "bp.DrawExplorer()",
}


@pytest.mark.parametrize("code", CELLS.values(), ids=CELLS)
def test_a_cell_run_again_and_again_leaves_as_much_as_one_run_once(notebook, code):
    notebook.run(code, "cell", times=2)
    once = notebook.alive()
    assert min(once[:2]) >= 1
    notebook.run(code, "cell", times=2)
    assert notebook.alive() == once


def test_a_box_of_the_learners_keeps_no_explorer_that_is_closed(notebook):
    code = "from ipywidgets import VBox\nVBox([bp.ChainExplorer().view, bp.SlopeExplorer().view])"
    notebook.run(code, "cell", times=2)
    explorers, _, figures, _ = notebook.alive()
    notebook.run(code, "cell", times=2)
    assert notebook.alive()[::2] == [explorers, figures] == [2, 2]


HELD = {
    "by another name": "e = bp.ChainExplorer()\nfirst = globals().get('first', e)",
    "in a list": "kept = globals().get('kept', [])\nkept.append(bp.ChainExplorer())\nfirst = lambda: kept[0]",
    "as an attribute": (
        "class Mine:\n    pass\nmine = globals().get('mine') or Mine()\n"
        "mine.all = [*getattr(mine, 'all', []), bp.ChainExplorer()]"
    ),
    "by a function": "def hold(e=bp.ChainExplorer()):\n    return e\nholds = [*globals().get('holds', []), hold]",
    "by a closure": (
        "def make():\n    e = bp.ChainExplorer()\n    return lambda: e\nholds = [*globals().get('holds', []), make()]"
    ),
    "by a method": "steps = [*globals().get('steps', []), bp.ChainExplorer().step]",
    "by its view": "views = [*globals().get('views', []), bp.ChainExplorer().view]",
    "in a box": (
        "from ipywidgets import VBox\nboxes = [*globals().get('boxes', []), VBox([bp.ChainExplorer().view])]\nboxes[-1]"
    ),
}


@pytest.mark.parametrize("code", HELD.values(), ids=HELD)
def test_what_a_variable_leads_to_stays_open(notebook, code):
    notebook.run(code, "cell")
    one = notebook.alive()
    notebook.run(code, "cell", times=2)
    many = notebook.alive()
    assert many[0] == (2 if code == HELD["by another name"] else 3)
    assert many[3] >= many[0] * (one[3] // one[0]) - 10  # and all their widgets are open
    notebook.run("%reset -f\nimport bplesson as bp", "other")
    notebook.run("e = bp.ChainExplorer()", "cell")  # once nobody holds them, the next run closes them
    assert notebook.alive()[0] == 1


def test_an_explorer_stands_in_every_cell_that_shows_it(notebook):
    notebook.run("e = bp.ChainExplorer()", "made")
    notebook.run("e", "shown")
    notebook.run("e = bp.ChainExplorer()", "made")
    assert notebook.alive()[0] == 2  # the first one is still to be seen
    notebook.run("e", "shown")
    assert notebook.alive()[0] == 1
    notebook.run("del e", "shown")
    notebook.run("1", "made")  # edited: it makes no explorer any more
    assert notebook.alive()[0] == 0


def test_other_cells_and_cells_without_a_name_close_nothing(notebook):
    for cell in ("one", "two", None, None):
        notebook.run("bp.SlopeExplorer()", cell)
    assert notebook.alive()[0] == 4


def test_a_cell_that_fails_leaves_nothing_behind_in_the_end(notebook):
    for _ in range(5):
        with pytest.raises(AssertionError):
            notebook.run("bp.SlopeExplorer()\n1 / 0", "cell")
        with pytest.raises(Empty):
            while True:
                notebook.client.get_iopub_msg(timeout=0.2)
    notebook.run("bp.SlopeExplorer()", "cell")
    notebook.run("import sys; sys.last_exc = sys.last_value = sys.last_traceback = None", "other")
    assert notebook.alive()[0] <= 2
