"""What a chain says about the selected weight or node: where its number comes from, in two or three lines."""

from bplesson.chain.product_equations import derivative
from bplesson.engine.network import Network
from bplesson.kit.scene import Filling, Runs
from bplesson.kit.seen import FORWARD_ONLY, Seen
from bplesson.kit.words import cut, number, slope_name, sub
from bplesson.kit.worked import delta_times_value, meeting, product_equals


def tell_weight(fill: Filling, network, passes: Seen, i: int, phase: str) -> None:
    """∂C/∂w_{i,i+1} = δ_{L-i} q_i: the chain up to the weight's source, the chain back to its end, itself missing."""
    N, L, edge = len(network.weights), network.hidden, f"w{i}{i + 1}"
    others = [f"{kind}w{j}{j + 1}" for j in range(N) if j != i for kind in ("from-q-", "from-d-")]
    backward = [f"back-w{j}{j + 1}" for j in range(N) if j <= i]
    backward += [f"times-w{j}{j + 1}" for j in range(N) if j <= i]
    early = [f"{kind}{j}" for j in range(i + 1) for kind in ("dpill-", "d", "down-", "slope-")]
    late = [f"{kind}{j}" for j in range(i + 1, N + 1) for kind in ("pill-", "q", "p", "s")]
    for mark, ids in {
        "forward": [f"pill-{j}" for j in range(i + 1)] + [f"line-w{j}{j + 1}" for j in range(i)] + [f"from-q-{edge}"],
        "backward": [f"dpill-{j}" for j in range(i + 1, N + 1)] + [f"back-w{j}{j + 1}" for j in range(i + 1, N)]
        + [f"down-{j}" for j in range(i + 1, N + 1)] + [f"from-d-{edge}", "from-cost"],
        "missing": [f"line-{edge}", edge, f"g{i}{i + 1}"],
        "dim": [*others, *backward, *early, *late, *[f"g{j}{j + 1}" for j in range(N) if j != i]],
    }.items():  # fmt: skip
        fill.mark(mark, *[each for each in ids if fill.marks.get(each) != "hidden"])
    if phase in FORWARD_ONLY:
        fill.words["story-1"] = [("muted", "The derivatives come with the backward sub-step.")]
        return
    delta, q, gradient = (each[0, 0] for each in (passes.delta[L - i], passes.q[i], passes.gradients[i]))
    fill.words["story-1"] = [
        *delta_times_value(sub("w", i, i + 1), sub("δ", L - i), node_name(network, i)), *meeting(delta, q, gradient)
    ]  # fmt: skip
    fill.words["story-2"] = [("plain", "= "), *derivative(i, N, is_linear(network)).runs]


def tell_node(fill: Filling, network, passes: Seen, i: int, phase: str) -> None:
    """p and q of node i, its δ with all factors, and what its slope has to do with it."""
    N, name = len(network.weights), node_name(network, i)
    fill.mark("forward", f"pill-{i}", *([f"line-w{i - 1}{i}", f"pill-{i - 1}"] if i else []))
    q = [float(each[0, 0]) for each in passes.q]
    linear = is_linear(network)
    if i == 0:
        first: Runs = [("forward", f"{sub('x', 0)} = {number(passes.p[0][0, 0])}"), ("plain", " is the input")]
    else:
        w = float(network.weights[i - 1][0, 0])
        first = [("forward", f"{name if linear else sub('p', i)} = {sub('w', i - 1, i)} · {node_name(network, i - 1)}"
                             f" = {product_equals([w, q[i - 1]], passes.p[i].item())}")]  # fmt: skip
    if not linear:
        first.append(
            ("forward", f",  {sub('q', i)} = {cut(network.activations[i].name)}({sub('p', i)}) = {number(q[i])}")
        )
    fill.words["story-1"] = first
    if phase in FORWARD_ONLY:
        fill.words["story-2"] = [("muted", "Its backward value comes with the backward sub-step.")]
        return
    k, delta = N - i, [float(each[0, 0]) for each in passes.delta]
    slope = passes.slopes[i].item()
    tail, with_slope = ("", []) if linear else (f" · {slope_name(i)}", [slope])
    fill.mark("backward", f"dpill-{i}", f"down-{i}")
    if not linear:
        last = f" to {sub('δ', N)}" if i else ", which no weight uses"
        fill.words["story-3"] = [
            ("backward", f"{slope_name(i)} = {number(slope)}"),
            ("plain", f": the slope of the green tangent, a factor of {sub('δ', k)}{last}"),
        ]
    if i == N:
        fill.mark("backward", "from-cost")
        factors = number(delta[0]) if linear else product_equals([passes.error.item(), slope], delta[0])
        fill.words["story-2"] = [("backward", f"{sub('δ', 0)} = ({name} − y){tail} = {factors}")]
    else:
        w = float(network.weights[i][0, 0])
        fill.mark("backward", f"back-w{i}{i + 1}", f"dpill-{i + 1}")
        if linear and i == 0:
            first.append(("plain", f";  no weight uses its {sub('δ', N)}"))
        fill.words["story-2"] = [
            ("backward", f"{sub('δ', k)} = {sub('w', i, i + 1)} · {sub('δ', k - 1)}{tail}"
                         f" = {product_equals([w, delta[k - 1], *with_slope], delta[k])}")
        ]  # fmt: skip


def is_linear(network: Network) -> bool:
    """Identity everywhere: p_i = q_i, and both are called x_i (lesson 2)."""
    return all(activation.name == "identity" for activation in network.activations)


def node_name(network: Network, i: int) -> str:
    return sub("x" if is_linear(network) else "q", i)
