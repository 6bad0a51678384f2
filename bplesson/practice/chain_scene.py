"""A case on a chain: the diagram of lessons 2 and 3, with blanks where numbers are asked, the rest hidden."""

from dataclasses import replace

from bplesson.chain.scene import STORY, chain_filling, chain_scene, is_linear
from bplesson.engine.network import Network
from bplesson.kit.parts import Weight
from bplesson.kit.scene import Blank, Filling, Scene, Text
from bplesson.kit.seen import as_seen
from bplesson.kit.words import fitting
from bplesson.practice.item import Case
from bplesson.practice.spoken import called

LETTER, GAP, HEIGHT = 0.52, 4, 23  # of a letter, in its size; between a name and its blank; of a blank


def places(network: Network) -> dict[str, str]:
    """The id of the text at which each number of a case stands, by its name in the case."""
    N, linear = len(network.weights), is_linear(network)
    found = {"C": "cost"}
    for i in range(N + 1):
        found |= {f"x{i}": f"q{i}"} if linear else {f"p{i}": f"p{i}", f"q{i}": f"q{i}", f"slope{i}": f"slope-{i}"}
        found[f"delta{N - i}"] = f"d{i}"
    return found | {weight.name: weight.gradient for weight in map(Weight, range(N))}


def of_chain(case: Case) -> tuple[Scene, Filling]:
    """The diagram of the case's chain; what is neither asked nor shown is hidden."""
    network, at = case.network, places(case.network)
    scene, y = chain_scene(network), 0.0 if case.y is None else float(case.y[0, 0])
    filling = chain_filling(network, as_seen(network, network.backward(case.x, y), y), y, "backward", "")
    asked = {at[name]: name for name in case.asks if name in at}
    further = {"C", f"delta{len(network.weights)}"}  # what follows from the rest, and would give it away
    told = {at[name]: value for name, value in case.shown.items() if name in at.keys() - further}
    seen = {*asked, *told, *(at.get(name, "") for name in ("x0", "p0"))}
    _hide(filling, network, seen, case.y is None)
    items = []
    for item in scene.items:
        if item.id in asked:
            items += _with_blank(item, filling.words[item.id], case, asked[item.id])
        elif not item.id.startswith("story-"):
            items.append(replace(item, select="") if hasattr(item, "select") else item)
        if item.id in told:
            name, equals, _ = filling.words[item.id].partition("= ")
            filling.words[item.id] = f"{name}{equals}{fitting(told[item.id])}"
    filling.words |= {id: _name(filling.words[id]) for id in asked}
    order = {id: k for k, id in enumerate(case.asks)}
    blanks = sorted((item for item in items if isinstance(item, Blank)), key=lambda blank: order[blank.name])
    others = [item for item in items if not isinstance(item, Blank)]
    return Scene(scene.width, STORY - 20, (*others, *blanks)), filling


def _hide(filling: Filling, network: Network, seen: set[str], no_label: bool) -> None:
    """Hide the boxes and lines of numbers that are not seen."""
    linear = is_linear(network)
    for i in range(len(network.weights) + 1):
        if f"d{i}" not in seen:
            filling.mark("hidden", f"d{i}", f"dpill-{i}")
        if not linear and f"slope-{i}" not in seen:
            filling.mark("hidden", f"slope-{i}")
        if not linear and not seen & {f"slope-{i}", f"d{i}"}:
            filling.mark("hidden", f"down-{i}")
        for id in (f"p{i}", f"q{i}"):
            if id not in seen:
                filling.mark("hidden", id)
    for weight in map(Weight, range(len(network.weights))):
        i, name = weight.i, weight.name
        if weight.gradient not in seen:
            filling.mark("hidden", weight.gradient, f"from-q-{name}", f"from-d-{name}")
        if not seen >= {f"d{i}", f"d{i + 1}"}:
            filling.mark("hidden", f"back-{name}", f"times-{name}")
    last = f"d{len(network.weights)}"
    if last not in seen:
        filling.mark("hidden", "from-cost")
    if no_label:
        filling.mark("hidden", "label", "cost-box", "cost-name", "cost", "to-cost")
    elif "cost" not in seen:
        filling.words["cost"] = ""


def _name(words: str) -> str:
    """What stands before a blank: "x₁ =" of "x₁ = 2"."""
    return words.partition("= ")[0] + "="


def _with_blank(text: Text, words: str, case: Case, name: str) -> list[Text | Blank]:
    """The name of the number and a blank beside it, where the text stood."""
    blank = Blank(
        f"ask-{name}", name, 0, text.y, height=HEIGHT, label=case.called.get(name) or called(name), size=text.size
    )
    width = LETTER * text.size * len(_name(words))
    left = text.x if text.anchor == "start" else text.x - (width + GAP + blank.width) / 2
    named = replace(text, x=left + width, anchor="end", select="")
    return [named, replace(blank, x=left + width + GAP + blank.width / 2)]
