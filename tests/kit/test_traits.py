"""A class declares its controls: they are the arguments of its constructor, its sliders and menus, and its presets."""

from inspect import signature

import pytest

import bplesson as bp
from bplesson.kit.controls import Knob, Menu, Tick

QUICK = {bp.StartsExplorer: {"steps": 10}, bp.DigitsExplorer: {"hidden": ()}}  # what makes a slow one quick
ALL = [getattr(bp, name) for name in bp.__all__ if name.endswith("Explorer")]
DECLARED = [  # all that can be made without an argument
    cls for cls in ALL if all(each.default is not each.empty for each in signature(cls).parameters.values())
]


@pytest.mark.parametrize(
    ("explorer", "given"),
    [
        (bp.DepthExplorer, "(depth=10, activation='sigmoid', w=1.0, x=0.5)"),
        (bp.LinearityExplorer, "(g='tanh', a=2.0, b=-1.0, x1=0.5, x2=1.0)"),
        (bp.StartExplorer, "(depth=20, width=64, activation='tanh', scale=1.0, seed=0, draw='normal')"),
        (bp.FitExplorer, "(x=None, y=None, w=2.0)"),
        (bp.SlopeExplorer, "(curve='parabola', w=-1.0, eta=0.2, probes=None, reach=None, seed=0, predict='')"),
        (
            bp.ChainExplorer,
            "(weights=(0.5, -1.2, 0.8), x=1.0, y=0.3, activations='identity', eta=0.1, select='', axes=None, seed=0,"
            " backward=None, predict='')",
        ),
        (bp.NudgeExplorer, "(weights=(0.5, -1.2, 0.8), x=1.0, y=0.3, activations='tanh', weight='w01', h=0.1)"),
        (
            bp.TrainingExplorer,
            "(data='xor', hidden=(3,), activation='tanh', output='identity', eta=0.5, batch=None, seed=0, pace=1,"
            " backward=None, across='steps')",
        ),
        (bp.DigitsExplorer, "(hidden=(32,), activation='tanh', eta=0.5, batch=32, epochs=60, seed=0)"),
        (bp.DrawExplorer, "(network=None, image=None)"),
    ],
)
def test_the_arguments_are_the_traits_in_the_order_of_the_class(explorer, given):
    assert str(signature(explorer)) == given


def test_three_scales_are_one_argument():
    assert list(signature(bp.StartsExplorer).parameters)[2:5] == ["activation", "scales", "eta"]
    assert bp.StartsExplorer("xor", (2,), scales=(1, 2, 3), steps=2).scales == (1, 2, 3)


def test_an_argument_that_does_not_exist_is_refused_with_the_name_of_the_explorer():
    with pytest.raises(TypeError, match=r"DepthExplorer\(\) got an unexpected keyword argument 'width'"):
        bp.DepthExplorer(width=3)
    with pytest.raises(TypeError, match=r"DepthExplorer\(\) too many positional arguments"):
        bp.DepthExplorer(1, "tanh", 1, 1, 1)


@pytest.mark.parametrize("cls", ALL)
def test_every_explorer_has_buttons_to_take_a_move_back_and_to_begin_again(cls):
    assert {"undo", "reset"} <= set(cls.buttons)


@pytest.mark.parametrize("cls", DECLARED)
def test_every_declared_trait_has_a_control_that_shows_its_default(cls):
    explorer = cls(**QUICK.get(cls, {}))
    assert set(explorer._controls) == {*explorer.declared, *explorer.also} and set(cls.declared) <= set(
        explorer.declared
    )
    for name, trait in (explorer.declared | explorer.also).items():
        control = explorer._controls[name]
        if isinstance(control, Menu):
            assert control.values[control.view.value] == getattr(explorer, name)
        elif isinstance(control, Tick):
            assert control.view.value is getattr(explorer, name)
        else:
            assert isinstance(control, Knob) and control.box.value == getattr(explorer, name)
            assert (control.slider.min, control.slider.max) == (trait.low, trait.high)


def test_a_preset_of_a_few_numbers_begins_at_the_defaults():
    explorer = bp.StartExplorer(depth=3, width=4, scale=2.0, draw="coins", seed=5)
    explorer.preset = "too large"
    assert (explorer.depth, explorer.width, explorer.scale, explorer.draw) == (20, 64, 3.0, "normal")
    assert explorer.seed == 5  # the weights in hand stay
