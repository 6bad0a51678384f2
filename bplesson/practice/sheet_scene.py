"""The sheet on which a case is worked: its diagram with blanks, and below it what has no place there."""

from dataclasses import replace

from bplesson.kit.scene import Blank, Filling, Scene
from bplesson.practice.chain_scene import of_chain, of_lane, places
from bplesson.practice.item import Case
from bplesson.practice.layers_scene import of_layers_sheet
from bplesson.practice.layers_scene import places as places_on_layers
from bplesson.practice.rows_scene import of_rows


def sheet_of(case: Case) -> tuple[Scene, Filling]:
    """The layout of a case, and what it tells."""
    network = case.network
    if network is not None and max(network.sizes) > 1 and set(case.asks) <= set(places_on_layers(case)):
        return of_layers_sheet(case)
    if case.lane is not None:
        (scene, filling), rest = of_lane(case.lane), case.asks
    elif network is None or max(network.sizes) > 1:
        return of_rows(case)
    else:
        scene, filling = of_chain(case)
        rest = [name for name in case.asks if name not in places(network)]
    return _below(scene, filling, *of_rows(case, rest, scene.height, scene.width)) if rest else (scene, filling)


def _below(scene: Scene, filling: Filling, more: Scene, others: Filling) -> tuple[Scene, Filling]:
    """Both as one; the blanks last."""
    items = sorted((*scene.items, *more.items), key=lambda item: isinstance(item, Blank))
    merged = replace(filling, words=filling.words | others.words)
    return Scene(max(scene.width, more.width), more.height, tuple(items)), merged
