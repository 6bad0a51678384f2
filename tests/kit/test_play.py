"""Explorers that walk by themselves: one player, wherever they are shown."""

import asyncio

import pytest

import bplesson as bp
from bplesson.kit import player

MAKERS = [bp.ChainExplorer, bp.SlopeExplorer, bp.LayersExplorer]


def played(explorer, seconds, then=lambda explorer: None, views=1):
    """Play for so long, with as many views that report every frame; `then` is done while it plays.

    Returns the step at the moment of every frame.
    """
    steps = []

    def draw(change):
        steps.append(explorer.t)
        for _ in range(views):
            explorer._picture._handle_custom_msg({"drawn": change.new}, [])

    async def session():
        explorer._picture.observe(draw, "asked")
        explorer._buttons["play"].click()
        await asyncio.sleep(seconds)
        then(explorer)
        await asyncio.sleep(0.5)
        explorer._picture.unobserve(draw, "asked")

    asyncio.run(session())
    return steps


@pytest.mark.parametrize("views", [0, 2])
@pytest.mark.parametrize("make", MAKERS)
def test_play_takes_five_steps_a_second_however_many_places_show_it(make, views, monkeypatch):
    monkeypatch.setattr(player, "PATIENCE", 0.01)
    explorer = make()
    steps = played(explorer, 1.0, lambda explorer: explorer.pause(), views)
    assert steps == list(range(len(steps))) and 3 <= explorer.t == len(steps) <= 6
    assert not explorer.playing and explorer._buttons["play"].description == "play"


@pytest.mark.parametrize("make", MAKERS)
def test_pause_and_play_in_a_hurry_leave_one_player(make):
    def hurry(explorer):
        assert explorer.playing and explorer._buttons["play"].description == "pause"
        for _ in range(6):
            explorer._buttons["play"].click()
        assert explorer.playing

    explorer = make()
    steps = played(explorer, 0.3, hurry)  # goes on for half a second
    assert len(steps) <= 6


def test_a_weight_moved_while_it_plays_begins_a_path_of_its_own():
    explorer = bp.ChainExplorer()

    def move(explorer):
        explorer.w01 = 0.9
        assert explorer.t == 0 and explorer.playing

    steps = played(explorer, 0.9, move)
    assert explorer.t <= 3 and max(steps) >= 3


def test_play_stops_where_nothing_moves_any_more_and_where_numbers_run_away():
    still = bp.SlopeExplorer("parabola", w=1.0, eta=1.0)  # one step to the minimum of (w − 1)²/2
    played(still, 0.7)
    assert still.status == "converged" and not still.playing and still._buttons["play"].description == "play"
    wild = bp.ChainExplorer([3.0, 3.0, 3.0], x=2.0, eta=1.0)
    played(wild, 0.7)
    assert wild.status == "diverged" and not wild.playing


@pytest.mark.parametrize("make", MAKERS)
def test_when_nobody_looks_it_stops_and_the_button_says_so(make, monkeypatch):
    monkeypatch.setattr(player, "PATIENCE", 0.01)
    monkeypatch.setattr(player, "DESERTED", 0.3)
    explorer = make()
    played(explorer, 1.0, lambda explorer: explorer.playing and pytest.fail("still playing"), views=0)
    assert explorer._buttons["play"].description == "play"


@pytest.mark.parametrize("make", [*MAKERS, bp.TrainingExplorer, lambda: bp.DigitsExplorer(hidden=(4,))])
def test_without_a_running_loop_play_is_one_sentence(make):
    explorer = make()
    with pytest.raises(bp.InputError, match=r"^play: expected a notebook .*, got none; use step\(\) instead$"):
        explorer.play()
    explorer._buttons["play"].click()
    assert "That cannot be done" in explorer._sentence.value and not explorer.playing
    explorer.step()
