"""Which part of an explorer stands where: on one screen, in lines that belong together."""

import numpy as np
import pytest

import bplesson as bp
from bplesson.kit.controls import everything
from bplesson.kit.picture import NOTHING


def lines(explorer):
    """The words on each line of buttons and boxes to tick."""
    children = explorer.view.children
    below = children[children.index(explorer._sentence) + 1 :]
    return [[getattr(each, "description", "") or None for each in line.children] for line in below if _is_line(line)]


def _is_line(view):
    return view.layout.flex_flow == "row wrap"


def test_the_words_of_a_step_have_a_line_of_their_own_and_what_folds_stands_last():
    explorer = bp.ChainExplorer()
    _, words, others = lines(explorer)
    assert words == [None, "◂ sub-step", "sub-step ▸", "number by number"]
    assert others[0] == "step ▸▸" and others[-2:] == ["plots ▴", "more ▾"]


def test_what_shows_the_same_numbers_otherwise_stands_with_the_controls_of_layers():
    controls, *others = lines(bp.LayersExplorer())
    assert controls[-4:] == ["all paths", "as matrices", "◂ entry", "entry ▸"]
    assert not any("entry ▸" in line for line in others)


def test_plots_that_are_folded_are_not_drawn_and_come_back_as_they_have_to_be():
    explorer = bp.SlopeExplorer()
    explorer._picture.seen = True  # as a browser says
    first = explorer._picture.parts
    explorer._plots_button.click()
    assert explorer._picture.layout.display == "none" and explorer._plots_button.description == "plots ▾"
    explorer.w = 2.0
    assert explorer._picture.parts == NOTHING
    explorer._plots_button.click()
    assert explorer._picture.layout.display == "" and explorer._plots_button.description == "plots ▴"
    assert explorer._picture.parts not in (NOTHING, first)


def test_a_picture_of_the_state_has_its_plots_also_where_they_are_folded():
    explorer, other = bp.SlopeExplorer(), bp.SlopeExplorer()
    explorer._plots_button.click()
    explorer.w = other.w = 2.0
    assert explorer._still().png() == other._still().png()


def test_where_plots_are_all_there_is_they_do_not_fold():
    explorer = bp.TrainingExplorer()
    assert explorer._plots_button not in [each for line in explorer.view.children[:-1] for each in line_of(line)]


def line_of(view):
    return getattr(view, "children", ())


def test_what_is_folded_away_comes_up_above_the_plots():
    explorer = bp.ChainExplorer()
    assert explorer.view.children[-2:] == (explorer._more, explorer._picture)
    explorer._more_button.click()
    assert explorer._more.layout.display == "" and explorer._more_button.description == "less ▴"
    explorer._more_button.click()
    assert explorer._more.layout.display == "none" and explorer._more_button.description == "more ▾"


@pytest.mark.parametrize("make", [bp.ChainExplorer, bp.LayersExplorer])
def test_menus_are_made_once_when_they_are_unfolded_and_stand_where_the_explorer_does(make):
    own = bp.Function.own(np.arctan, lambda p: 1 / (1 + p**2))
    explorer = make(activations=["identity", own, *["identity"] * (len(make().network.activations) - 2)])
    explorer.selected, explorer.activations = explorer.selected_choices[1], "relu"
    assert everything(explorer._menus.view)[1:] == [explorer._menus.view.layout]
    explorer._more_button.click()
    made = everything(explorer._menus.view)
    assert explorer.labels.get(explorer.selected, explorer.selected) == explorer._menus.story.view.value
    chosen = [menu.view.value for menu in explorer._menus.layers]
    assert chosen == [each.name for each in explorer.network.activations] and "relu" in chosen
    assert own.name in explorer._menus.layers[1].view.options  # and back again
    explorer._more_button.click()
    explorer._more_button.click()
    assert everything(explorer._menus.view) == made


@pytest.mark.parametrize("make", [bp.ChainExplorer, bp.LayersExplorer])
def test_a_function_of_ones_own_is_offered_for_every_layer_also_if_it_was_set_later(make):
    own = bp.Function.own(np.arctan, lambda p: 1 / (1 + p**2))
    explorer = make()
    middle = len(explorer.network.activations) - 2
    explorer.activations = ["identity", *[own] * middle, "identity"]
    explorer.activations = "tanh"
    explorer._more_button.click()
    assert all(own.name in menu.view.options for menu in [*explorer._menus.hidden, *explorer._menus.layers])


def test_what_is_wrong_is_said_until_the_next_move_and_not_lost_by_unfolding():
    explorer = bp.ChainExplorer()
    next(iter(explorer._controls.values())).box.text = "abc"
    said = explorer._sentence.value
    assert "cannot be done" in said
    explorer._more_button.click()
    assert explorer._sentence.value == said


def test_every_part_that_can_be_folded_is_closed_with_the_explorer():
    explorer = bp.TrainingExplorer()
    explorer.close()
    assert explorer._plots_button.comm is None and explorer._more_button.comm is None


def test_the_words_of_a_step_are_pressed_in_the_browser_and_follow_the_state():
    explorer = bp.ChainExplorer()
    assert explorer._words.value == "backward" and explorer._words.options == list(explorer.phase_choices)
    explorer._words.value = "forward"  # as a press does
    assert explorer.phase == "forward"
    explorer.substep()
    assert explorer._words.value == "cost"


def test_explorers_say_where_they_stand_when_they_open():
    for explorer, stands in ((bp.ChainExplorer(), "Backward"), (bp.SlopeExplorer(), "Update")):
        assert f"<b>Step 0.</b> <b>{stands}</b>" in explorer._sentence.value
