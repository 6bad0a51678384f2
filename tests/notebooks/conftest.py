"""A learner runs a notebook, and then runs it again without a restart: both times nbval compares what it shows.

The second time no picture is painted, for nbval compares none of their pixels, and the wrong answers that a question
knows are worked out too: a learner is not told of one that breaks.
"""

import re
from itertools import groupby

import psutil
from nbval.plugin import IPyNbCell

QUESTION = re.compile(r"^bp\.guess\(", re.MULTILINE)
UNPAINTED = "__import__('bplesson.kit.figure', fromlist=['']).Still.png = lambda still: b''"  # leaves no name behind
SLIPS = "[_.case._numbers(answer) for answer in _.case.slips.values()]"  # `_` is what the cell showed, the question


class CellAgain(IPyNbCell):
    """A cell that is run for the second time. Both runs take less than 40 s of processor time, the first one 30 s."""

    def runtest(self):
        if self.first:
            assert self.spent() < 30
        self.ask(UNPAINTED)
        super().runtest()
        assert all(output.get("name") != "stderr" for output in self.test_outputs or []), "it wrote to stderr"
        assert self.spent() < 2 * 20
        if QUESTION.search(self.cell.source):
            self.work_out_slips()

    def spent(self) -> float:
        """Seconds of processor time of the kernel."""
        taken = psutil.Process(self.parent.kernel.km.provisioner.pid).cpu_times()
        return taken.user + taken.system

    def ask(self, code: str = "", **wanted: str) -> dict:
        """Run the code beside the cells, and say what became of these expressions."""
        found = self.parent.kernel.kc.execute(code, silent=True, user_expressions=wanted, reply=True, timeout=60)
        assert found["content"]["status"] == "ok", found["content"]
        return found["content"]["user_expressions"]

    def work_out_slips(self):
        made = self.ask(slips=SLIPS)["slips"]
        assert made["status"] == "ok", f"a slip cannot be worked out ({made['ename']}: {made['evalue']})"


def pytest_collection_modifyitems(items):
    """After the last cell of a notebook come all of its cells once more, in the same kernel."""
    twice = []
    for _, group in groupby(items, key=lambda item: item.parent):
        cells = list(group)
        more = [again(cell) for cell in cells if isinstance(cell, IPyNbCell)]
        twice += [*cells, *more]
        for each in more:
            each.first = each is more[0]
    items[:] = twice


def again(cell: IPyNbCell) -> CellAgain:
    name = f"{cell.name}, again"
    return CellAgain.from_parent(cell.parent, name=name, cell_num=cell.cell_num, cell=cell.cell, options=cell.options)
