"""A learner runs a notebook, and then runs it again without a restart: both times nbval compares what it shows.

The second time the wrong answers that a question knows are worked out too: a learner is not told of one that breaks.
"""

import re
from itertools import groupby

import psutil
from nbval.plugin import IPyNbCell

QUESTION = re.compile(r"^bp\.guess\(", re.MULTILINE)
SLIPS = "[_.case._numbers(answer) for answer in _.case.slips.values()]"  # `_` is what the cell showed, the question


class CellAgain(IPyNbCell):
    """A cell that is run for the second time. A run takes less than 20 s of processor time, whatever else goes on."""

    def runtest(self):
        super().runtest()
        assert all(output.get("name") != "stderr" for output in self.test_outputs or []), "it wrote to stderr"
        spent = psutil.Process(self.parent.kernel.km.provisioner.pid).cpu_times()
        assert spent.user + spent.system < 2 * 20
        if QUESTION.search(self.cell.source):
            self.work_out_slips()

    def work_out_slips(self):
        client = self.parent.kernel.kc
        found = client.execute("", silent=True, user_expressions={"slips": SLIPS}, reply=True, timeout=60)
        made = found["content"]["user_expressions"]["slips"]
        assert made["status"] == "ok", f"a slip cannot be worked out ({made['ename']}: {made['evalue']})"


def pytest_collection_modifyitems(items):
    """After the last cell of a notebook come all of its cells once more, in the same kernel."""
    twice = []
    for _, group in groupby(items, key=lambda item: item.parent):
        cells = list(group)
        twice += [*cells, *(again(cell) for cell in cells if isinstance(cell, IPyNbCell))]
    items[:] = twice


def again(cell: IPyNbCell) -> CellAgain:
    name = f"{cell.name}, again"
    return CellAgain.from_parent(cell.parent, name=name, cell_num=cell.cell_num, cell=cell.cell, options=cell.options)
