"""In JupyterLab controls live in one thread and cells in another: both may move an explorer at the same moment."""

import sys
from threading import Thread

import pytest

import bplesson as bp
from tests.kit.test_left_behind import MAKERS

MOVES = {  # what one thread sets, and what the other
    "FitExplorer": ({"w": (1.0, 5.0)}, {"data": ("one walk alone", "three walks")}),
    "SlopeExplorer": ({"w": (0.5, 2.0), "t": (3, 0)}, {"curve": ("two minima", "parabola"), "eta": (0.1, 0.3)}),
    "ChainExplorer": ({"t": (4, 1), "phase": ("cost", "backward")}, {"w12": (0.5, -0.5), "eta": (0.1, 0.3)}),
    "ChainExplorer, one weight": ({"t": (4, 1), "y": (0.1, 0.5)}, {"w01": (0.5, -0.5), "eta": (0.1, 0.3)}),
    "LinearityExplorer": ({"a": (1.0, 2.0)}, {"g": ("sine", "tanh")}),
    "NudgeExplorer": ({"log_h": (-3.0, -1.0)}, {"weight": ("w12", "w01"), "w": (0.4, 0.6)}),
    "DepthExplorer": ({"depth": (12, 3)}, {"w": (0.5, 1.5)}),
    "LayersExplorer": ({"t": (3, 1), "view_as": ("matrices", "numbers")}, {"w01_20": (0.5, -0.5), "eta": (0.01, 0.03)}),
    "TrainingExplorer": ({"hidden": ((2,), (4, 4)), "t": (5, 2)}, {"eta": (0.3, 0.6), "data": ("line", "xor")}),
    "DirectionsExplorer": ({"t": (3, 10)}, {"up": ("main", "random"), "reach": (0.5, 1.0)}),
    "StartExplorer": ({"depth": (3, 5)}, {"width": (4, 8), "scale": (0.5, 1.0)}),
    "StartsExplorer": ({"steps": (2, 5)}, {"hidden": ((2,), (4, 4)), "data": ("xor", "sine")}),
    "DigitsExplorer": ({"hidden": ((2,), (3,)), "epoch": (1, 0)}, {"eta": (0.3, 0.6), "batch": (200, 400)}),
    "DrawExplorer": ({"example": (1, 2)}, {"image": ([0.0] * 64, [1.0] * 64)}),
}  # fmt: skip
MOVES["ChainExplorer, tanh"] = MOVES["ChainExplorer"]


def test_no_explorer_is_forgotten_here():
    assert set(MOVES) == set(MAKERS), "MOVES, above, is to move every explorer that test_left_behind makes"


@pytest.fixture
def restless():
    """Threads take turns as often as they can."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("restless")
@pytest.mark.parametrize("name", MAKERS)
def test_two_threads_may_set_the_traits_of_an_explorer_at_once(name):
    explorer, trouble = MAKERS[name](), []

    def move(values):
        try:
            for k in range(12):
                for trait, (*choices,) in values.items():
                    setattr(explorer, trait, choices[k % len(choices)])
        except Exception as problem:
            trouble.append(problem)

    threads = [Thread(target=move, args=[values]) for values in MOVES[name]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert trouble == []
    said = repr(explorer)
    explorer._refresh()
    assert repr(explorer) == said  # the results are those of the state


@pytest.mark.usefixtures("restless")
def test_a_press_waits_until_a_cell_has_done_its_change():
    explorer, trouble = bp.ChainExplorer(), []

    def press():
        for name in ("step", "reset", "new", "on", "back") * 6:
            explorer._buttons[name].click()
            trouble.extend([explorer._sentence.value] * ("cannot be done" in explorer._sentence.value))

    presser = Thread(target=press)
    presser.start()
    while presser.is_alive():
        explorer.walk_to(7)
        explorer.substep_back()
        explorer.reset()
    assert trouble == []
