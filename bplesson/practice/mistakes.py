"""The catalogue: every mistake that is named, with what was done, what belongs there, and its one wrong rule.

A new mistake is one entry. Its `forms` are the ways in which it is made: each replaces rules of the backward pass by
wrong ones. One without forms lies in something else than the eight rules; the items that can show it say how.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bplesson.practice import rules

Form = dict[str, Callable]


@dataclass(frozen=True)
class Mistake:
    """`says`: what was done, and what belongs there; `equation`: the number of the equation that it breaks."""

    id: str
    says: str
    equation: str
    forms: tuple[Form, ...] = ()

    @property
    def sentence(self) -> str:
        """What a learner reads."""
        return f"{self.says} ({self.equation})."


# start: δ at the output ----------------------------------------------------------------------------------------------
def _error(run):
    return run.q[run.N] - run.y


def _q_slope(run):
    return run.q[run.N] * (1 - run.q[run.N])


def _is(run, *names: str) -> bool:
    return run.network.activations[run.N].name in names


def _only_if(condition: Callable, value: Callable) -> Callable:
    """A rule that is wrong where the condition holds, and right elsewhere."""
    return lambda run: value(run) if condition(run) else rules.start(run)


# slope: σ' of a hidden layer -----------------------------------------------------------------------------------------
def _for(names: tuple[str, ...], wrong: Callable) -> Callable:
    """A slope rule that is wrong for layers with these activations only; at a layer without one it is right."""
    return lambda run, i, came: (
        wrong(run, i, came) if run.network.activations[i].name in names else rules.slope(run, i, came)
    )


def _hidden(wrong: Callable) -> Callable:
    """A slope rule that is wrong at the hidden layers; the input has none to be wrong about."""
    return lambda run, i, came: wrong(run, i, came) if i else rules.slope(run, i, came)


def _of_neighbour(run, i, came):
    return came * run.network.activations[i + 1].slope(run.p[i], np.asarray(run.network.activations[i + 1](run.p[i])))


# back: through a matrix ----------------------------------------------------------------------------------------------
def _not_crossed(run, i):
    delta = run.delta[-1]
    same = delta.shape[1] == run.network.sizes[i]
    return delta if same else np.repeat(delta.sum(axis=1, keepdims=True), run.network.sizes[i], axis=1)


def _own_gradient(run, i):
    each = rules.outer(run.delta[-1], run.sources(i)).mean(axis=0)
    return run.delta[-1] @ each[:, : run.network.sizes[i]]


def _updated(run, i):
    each = rules.outer(run.delta[-1], run.sources(i)).mean(axis=0)
    return run.delta[-1] @ (run.weights[i] - run.eta * each)[:, : run.network.sizes[i]]


def _other_matrix(step: int) -> Callable:
    def wrong(run, i):
        return run.delta[-1] @ run.matrix(i + step) if 0 <= i + step < run.N else rules.back(run, i)

    return wrong


# mean over the examples, biases --------------------------------------------------------------------------------------
def _bias(wrong: Callable) -> Callable:
    """A mean that is wrong in the column of biases only; `wrong` makes it of the right gradient and of δ."""

    def mean(run, i, each):
        g = rules.mean(run, i, each)
        if run.network.bias:
            g[:, -1] = wrong(run, g, each)
        return g

    return mean


def _zero_stays(run, i, each):
    """Right but for biases of 0, whose derivative is taken for 0."""
    g = rules.mean(run, i, each)
    if run.network.bias:
        g[:, -1] *= run.weights[i][:, -1] != 0
    return g


def _sum_only(last: bool) -> Callable:
    """Of several matrices all are averaged but one: the last, or the first."""
    return lambda run, i, each: each.sum(axis=0) if (i == run.L) == last else each.mean(axis=0)


def _delta(step: int) -> Callable:
    def end(run, i):
        return run.delta[min(max(run.L - i + step, 0), run.N)]

    return end


CATALOGUE = (
    Mistake("S1", "The sign of the error is turned round: it is ŷ − y, prediction minus label", "1.12",
            ({"start": lambda run: -rules.start(run)},)),
    Mistake("S2", "A factor 2 too much or too little: the ½ of the cost and the 2 of the square cancel", "1.12",
            ({"start": lambda run: 2 * rules.start(run)}, {"start": lambda run: rules.start(run) / 2})),
    Mistake("S3", "The cost was taken for its derivative: δ₀ begins with the error ŷ − y, not with its square", "1.12",
            ({"start": lambda run: _error(run) ** 2 / 2}, {"start": lambda run: _error(run) ** 2})),
    Mistake("S4", "The slope of the output's activation was left out: δ₀ is the error times σ'(p)", "3.14",
            ({"start": _error},)),
    Mistake("S5", "A slope too many at the output: its activation is the identity, whose slope is 1", "3.14",
            ({"start": _only_if(lambda run: _is(run, "identity"), lambda run: _error(run) * _q_slope(run))},)),
    Mistake("S6", "A slope too many: with softmax or sigmoid and cross-entropy δ₀ is ŷ − y, and no slope is left", "1.12",
            ({"start": _only_if(lambda run: run.cross_entropy, lambda run: _error(run) * _q_slope(run))},)),
    Mistake("S7", "Only the true class got an error: δ₀ is ŷ − y for every class", "7.2",
            ({"start": _only_if(lambda run: _is(run, "softmax"), lambda run: -run.y * (1 - run.q[run.N]))},)),
    Mistake("S8", "The slope was taken at the error: σ' belongs to the p of its node", "3.14",
            ({"start": lambda run: _error(run) * run.slopes(run.N, at=_error(run))},)),
    Mistake("S9", "Labels and predictions have other shapes, so every label met every prediction: one row an example", "4.9"),
    # slope
    Mistake("L1", "The slopes of the hidden nodes were left out: each δ takes the σ'(p) of its own node", "3.14",
            ({"slope": _hidden(lambda run, i, came: came)},)),
    Mistake("L2", "The slope was used for the derivative but not carried on: what goes back further is δ with its slope", "3.14",
            ({"back": lambda run, i: run.came[-1] @ run.matrix(i)},)),
    Mistake("L3", "The slope was taken at q: it belongs to p, the value before the activation", "3.14",
            ({"slope": _hidden(lambda run, i, came: came * run.slopes(i, at=run.q[i]))},)),
    Mistake("L4", "The short form of the slope was given p: written with q it takes the value after the activation", "3.14",
            ({"slope": _for(("sigmoid", "tanh"), lambda run, i, came: came * run.slopes(i, q=run.p[i]))},)),
    Mistake("L5", "The activation was taken for its slope: δ takes σ'(p), not σ(p)", "3.14",
            ({"slope": _hidden(lambda run, i, came: came * run.q[i])},)),
    Mistake("L6", "Half of the slope is missing: that of a sigmoid is q times 1 − q", "3.14",
            ({"slope": _for(("sigmoid",), lambda run, i, came: came * (1 - run.q[i]))},)),
    Mistake("L7", "The slope of a neighbouring layer was taken: each δ gets that of its own node", "3.14",
            ({"slope": _hidden(_of_neighbour)}, {"slope": _hidden(lambda run, i, came: came * run.slopes(i + 1))})),
    Mistake("L8", "A ReLU lets δ through where its own p is above 0; the sign of δ does not matter", "3.14",
            ({"slope": _for(("relu",), lambda run, i, came: came * (came > 0))},)),
    Mistake("L9", "The slope took the place of δ: what came back is multiplied by it", "3.14",
            ({"slope": _hidden(lambda run, i, came: np.array(run.slopes(i)))},)),
    Mistake("L10", "The slope of ReLU was 1 everywhere: it is 0 where p is not above 0 (q is never below it)", "3.14",
            ({"slope": _for(("relu",), lambda run, i, came: came)},)),
    Mistake("L11", "The small slope of the leaky ReLU is missing or on the wrong side: 0.1 where p is below 0", "3.14",
            ({"slope": _for(("leaky relu",), lambda run, i, came: came * (run.p[i] > 0))},
             {"slope": _for(("leaky relu",), lambda run, i, came: came * np.where(run.p[i] > 0, 0.1, 1.0))},
             {"slope": _for(("leaky relu",), lambda run, i, came: came)})),
    Mistake("L12", "A matrix product in place of ⊙: the slope belongs to its own node, number by number (`*`)", "5.1"),
    Mistake("L13", "Multiplied by p as well: δ takes what came back times σ'(p), and nothing else", "3.14",
            ({"slope": _hidden(lambda run, i, came: came * run.slopes(i) * run.p[i])},)),
    Mistake("L14", "The square was a matrix product: q² is taken number by number (`q * q`, not `q @ q.T`)", "5.1"),
    # back
    Mistake("B1", "The weight's own value was left in: it is the one factor that is missing in its derivative", "2.12",
            ({"mean": lambda run, i, each: rules.mean(run, i, each) * run.weights[i]},)),
    Mistake("B2", "A weight was not crossed: on the way back δ is multiplied by every weight between two layers", "2.13",
            ({"back": _not_crossed},)),
    Mistake("B3", "The derivatives were taken for the weights on the way back: δ goes back through W", "4.6",
            ({"back": _own_gradient},)),
    Mistake("B4", "The transpose is missing: δ goes back through Wᵀ", "4.6",
            ({"back": lambda run, i: run.delta[-1] @ run.matrix(i).T},)),
    Mistake("B5", "Added up over the wrong number: the sum runs over the nodes b behind, W[b, a] δ[b]", "4.6",
            ({"back": lambda run, i: run.delta[-1] * run.matrix(i).sum(axis=1)},)),
    Mistake("B6", "Another layer's weights were crossed: back to layer i lead the weights from i to i + 1", "2.13",
            ({"back": _other_matrix(-1)}, {"back": _other_matrix(1)})),
    Mistake("B7", "A weight was crossed that had been updated already: first all derivatives, then all steps", "2.17",
            ({"back": _updated},)),
    Mistake("B8", "`*` in place of `@`: through a matrix δ goes by sums of products", "4.6"),
    Mistake("B9", "The column of biases was carried back: nothing leads to the node that is always 1", "5.4"),
    Mistake("B10", "Only one path was counted: what comes back on all weights of a node is added up", "4.6",
            ({"back": lambda run, i: run.delta[-1][:, -1:] * run.matrix(i)[-1:]},
             {"back": lambda run, i: run.delta[-1][:, :1] * run.matrix(i)[:1]})),
    # source and end, outer product
    Mistake("O1", "The value at the end of the weight was taken for the one at its source", "2.15",
            ({"source": lambda run, i: run.sources(i + 1)},)),
    Mistake("O2", "p was taken for q: the forward value of a weight is what its source sends, after the activation", "3.15",
            ({"source": lambda run, i: np.pad(run.p[i], ((0, 0), (0, int(run.network.bias))), constant_values=1.0)},)),
    Mistake("O3", "The forward value was left out: a derivative is δ at the end times the value at the source", "2.15",
            ({"source": lambda run, i: np.ones_like(run.sources(i))},)),
    Mistake("O4", "The forward values are those from before the step: after a step both passes begin anew", "2.17"),
    Mistake("E1", "The δ of another layer: it is counted from the output, and a weight takes δ_{L−i}", "2.15",
            ({"end": _delta(1)}, {"end": _delta(-1)}, {"end": lambda run, i: run.delta[i]})),
    Mistake("E2", "The outer product is turned round: rows for the nodes at the end, columns for those at the source", "4.7",
            ({"outer": lambda ends, sources: sources[:, :, None] * ends[:, None, :]},)),
    Mistake("E3", "An inner product in place of the outer one: every end times every source is a table", "4.7"),
    # mean over the examples
    Mistake("M1", "The sum over the examples was taken: the cost is their mean, so divide by their number", "1.4",
            ({"mean": lambda run, i, each: each.sum(axis=0)},)),
    Mistake("M2", "Divided by the number of examples once more in each layer: the mean is taken once, at the end", "1.4",
            ({"back": lambda run, i: rules.back(run, i) / len(run.x)},)),
    Mistake("M3", "The mean was taken over the output nodes too: their costs are added up", "1.4",
            ({"mean": lambda run, i, each: rules.mean(run, i, each) / run.network.sizes[-1]},)),
    Mistake("M4", "The derivatives by the biases are not averaged over the examples", "5.4"),
    Mistake("M5", "All δ were added up for the biases: each bias takes the δ of its own node", "5.4",
            ({"mean": _bias(lambda run, g, each: g[:, -1].sum())},)),
    Mistake("M6", "The mean was taken twice for the biases", "5.4",
            ({"mean": _bias(lambda run, g, each: g[:, -1] / len(each))},)),
    Mistake("M7", "The derivatives by the biases were made of those by the weights: they are δ alone", "5.4",
            ({"mean": _bias(lambda run, g, each: g[:, :-1].sum(axis=1))},)),
    Mistake("M8", "Only the last example counts: the derivatives of all of them are averaged", "1.4",
            ({"mean": lambda run, i, each: each[-1] / len(each)},)),
    Mistake("M9", "One matrix is averaged over the examples, another is not", "1.4",
            ({"mean": _sum_only(True)}, {"mean": _sum_only(False)})),
    Mistake("M10", "Everything is 0: a whole division (`//`) makes 1 // n of 1 / n", "1.4",
            ({"mean": lambda run, i, each: 0 * each.mean(axis=0)},)),
    # paths and multiplications
    Mistake("W1", "The nodes of the layers were added up: from layer to layer the paths are multiplied", "4.8"),
    Mistake("W2", "A layer too many or too few: a path leads through one node of every layer on its way", "4.8"),
    Mistake("W3", "Path by path, all P paths are walked once for the prediction and once for each matrix", "4.8"),
    Mistake("W4", "The first matrix is not crossed on the way back: its weights are not counted there", "4.8"),
    # update, arrays, form
    Mistake("U1", "The step went uphill: it is w minus η times the derivative", "1.9",
            ({"update": lambda run, i: run.weights[i] + run.eta * run.gradients[i]},)),
    Mistake("U2", "The learning rate is missing in the step, or the step was divided by the number of examples again", "1.9",
            ({"update": lambda run, i: run.weights[i] - run.gradients[i]},
             {"update": lambda run, i: run.weights[i] - run.eta * run.gradients[i] / len(run.x)})),
    Mistake("U3", "The caller's weights were changed in place: make new arrays (`W - eta * g`, not `W -= eta * g`)", "2.17"),
    Mistake("U4", "Whole numbers stayed whole: arrays of integers cut off what comes after the point", "1.9"),
    Mistake("U5", "Derivatives pile up from call to call: each call begins with nothing", "2.15"),
    Mistake("U6", "The list is in reverse order: the first derivatives belong to the first weights", "2.15"),
    # softmax, cost, checking, first weights, data, ideas
    Mistake("C1", "exp overflows: subtract the largest p first, which leaves the result as it is", "7.1"),
    Mistake("C2", "The largest was subtracted after exp: it belongs inside, exp(p − max)", "7.1"),
    Mistake("C3", "Added up over the wrong direction: each row, one example, has the sum 1", "7.1"),
    Mistake("C4", "The logarithm of 0: where the label is 0 nothing is to be added, and a probability of 0 needs care", "1.12"),
    Mistake("C5", "Half of the cross-entropy is missing, or its minus sign", "1.12"),
    Mistake("G1", "The output was nudged: it is the cost whose change is measured", "2.8"),
    Mistake("G2", "The nudge is too small: the two costs differ only in their rounding", "3.16"),
    Mistake("G3", "The weights are whole numbers, and a nudge is cut off: make them floats first", "2.8"),
    Mistake("I1", "All first weights of a layer are equal, so its nodes stay twins", "6.1"),
    Mistake("I2", "The number of nodes behind was taken: the spread follows from the number that comes in, d_in", "6.3"),
    Mistake("I3", "The brackets are missing: the whole sum stands under the fraction", "6.3"),
    Mistake("I4", "The factor of a uniform distribution was taken for a normal one, or the other way round: √3 for √2", "6.3"),
    Mistake("I5", "The variance was given as the standard deviation: take the root", "6.3"),
    Mistake("I6", "Another rule of thumb was taken: 2/(d_in + d_out) is not 1/d_in", "6.3"),
    Mistake("D1", "reshape in place of the transpose: it keeps the order of the numbers and scrambles rows and columns", "4.9"),
    Mistake("K1", "A bias of 0 has a derivative all the same: it is δ, whatever the bias is", "5.4",
            ({"mean": _zero_stays},)),
    Mistake("K2", "That it learns does not make it right: compare with nudges", "5.6"),
)  # fmt: skip
MISTAKES = {mistake.id: mistake for mistake in CATALOGUE}
OF_PASSES = tuple(mistake for mistake in CATALOGUE if mistake.forms)
