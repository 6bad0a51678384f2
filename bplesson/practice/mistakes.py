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


def _slopes(wrong: Callable, *names: str) -> tuple[Form, Form]:
    """Wrong slopes at the hidden nodes, or at the output too; where activations are named, only at nodes with them."""

    def slopes(run, i):
        return wrong(run, i) if not names or run.network.activations[i].name in names else run.slopes(i)

    def started(run):
        return rules.start(run) if run.cross_entropy else _error(run) * slopes(run, run.N)

    hidden = {"slope": _hidden(lambda run, i, came: came * slopes(run, i))}
    return hidden, {"start": started} | hidden


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
    Mistake("S1", "The sign of the error is turned round: it is prediction minus label, ŷ − y", "2.13",
            ({"start": lambda run: -rules.start(run)},)),
    Mistake("S2", "A factor 2 too much or too little: δ₀ begins with the error ŷ − y, neither doubled nor "
            "halved", "2.13",
            ({"start": lambda run: 2 * rules.start(run)}, {"start": lambda run: rules.start(run) / 2})),
    Mistake("S3", "The cost, or the square of the error, was taken for its slope: δ₀ begins with the error ŷ − y "
            "itself", "2.13",
            ({"start": lambda run: _error(run) ** 2 / 2}, {"start": lambda run: _error(run) ** 2})),
    Mistake("S4", "The slope at the output was left out: δ₀ is the error times σ'(p) of the output node", "3.14",
            ({"start": _error},)),
    Mistake("S5", "A slope too many at the output: q(1 − q) belongs to a sigmoid, and the slope of the identity is "
            "1", "3.14",
            ({"start": _only_if(lambda run: _is(run, "identity"), lambda run: _error(run) * _q_slope(run))},)),
    Mistake("S6", "A slope too many at the output: with cross-entropy behind a sigmoid or softmax, δ₀ is ŷ − y "
            "alone", "1.12",
            ({"start": _only_if(lambda run: run.cross_entropy, lambda run: _error(run) * _q_slope(run))},)),
    Mistake("S7", "Only the true class was given an error: δ₀ is ŷ − y at every output node", "7.2",
            ({"start": _only_if(lambda run: _is(run, "softmax"), lambda run: -run.y * (1 - run.q[run.N]))},)),
    Mistake("S8", "The slope at the output was taken at the error: it is taken at p, the value before the "
            "activation", "3.14",
            ({"start": lambda run: _error(run) * run.slopes(run.N, at=_error(run))},)),
    Mistake("S9", "Labels and predictions have different shapes, so every label met every prediction: both take one "
            "row an example", "4.9"),
    # slope
    Mistake("L1", "The slopes of the hidden nodes were left out: each δ is multiplied by σ'(p) of its own "
            "node", "3.14",
            ({"slope": _hidden(lambda run, i, came: came)},)),
    Mistake("L2", "The slope was used for the derivative but not carried on: the δ that goes further back has its "
            "slope in it", "3.14",
            ({"back": lambda run, i: run.came[-1] @ run.matrix(i)},)),
    Mistake("L3", "The slope was taken at q: it is taken at p, the value before the activation", "3.14",
            _slopes(lambda run, i: run.slopes(i, at=run.q[i]))),
    Mistake("L4", "The short form of the slope was given p: q(1 − q) and 1 − q² take q, the value after the "
            "activation", "3.14",
            _slopes(lambda run, i: run.slopes(i, q=run.p[i]), "sigmoid", "tanh")),
    Mistake("L5", "The activation was taken for its slope: δ is multiplied by σ'(p), not by σ(p)", "3.14",
            _slopes(lambda run, i: run.q[i])),
    Mistake("L6", "Half of the slope is missing: the slope of a sigmoid is q times 1 − q", "3.14",
            _slopes(lambda run, i: 1 - run.q[i], "sigmoid")),
    Mistake("L7", "The slope of another layer was taken: each δ is multiplied by the slope of its own node", "3.14",
            ({"slope": _hidden(_of_neighbour)}, {"slope": _hidden(lambda run, i, came: came * run.slopes(i + 1))})),
    Mistake("L8", "The sign of δ decided what a ReLU lets through: what comes back passes where p of the node is "
            "above 0", "3.14",
            ({"slope": _for(("relu",), lambda run, i, came: came * (came > 0))},)),
    Mistake("L9", "The slope took the place of δ: what comes back is multiplied by it", "3.14",
            ({"slope": _hidden(lambda run, i, came: np.array(run.slopes(i)))},)),
    Mistake("L10", "The slope of ReLU was 1 everywhere: it is 0 where p is below 0 (ask p, for q is never below "
            "0)", "3.14",
            _slopes(lambda run, i: 1.0, "relu")),
    Mistake("L11", "The small slope of the leaky ReLU is missing or on the wrong side: it is 0.1 where p is below "
            "0", "3.14",
            (*_slopes(lambda run, i: run.p[i] > 0, "leaky relu"),
             *_slopes(lambda run, i: np.where(run.p[i] > 0, 0.1, 1.0), "leaky relu"),
             *_slopes(lambda run, i: 1.0, "leaky relu"))),
    Mistake("L12", "A matrix product stands in place of ⊙: each slope belongs to the δ of its own node, number by "
            "number", "5.1"),
    Mistake("L13", "Multiplied by p as well: what comes back is multiplied by σ'(p) and by nothing else", "3.14",
            _slopes(lambda run, i: run.slopes(i) * run.p[i])),
    Mistake("L14", "The square was a matrix product: q² is taken number by number, `q * q` and not `q @ q.T`", "5.1"),
    # back
    Mistake("B1", "The weight's own value was left in: in the derivative by a weight, that weight is the missing "
            "factor", "2.12",
            ({"mean": lambda run, i, each: rules.mean(run, i, each) * run.weights[i]},)),
    Mistake("B2", "A weight was not crossed: on its way back δ is multiplied by every weight that it passes", "2.13",
            ({"back": _not_crossed},)),
    Mistake("B3", "The derivatives were taken for the weights on the way back: δ is multiplied by the weights "
            "themselves", "2.13",
            ({"back": _own_gradient},)),
    Mistake("B4", "The transpose is missing: δ goes back through Wᵀ", "4.6",
            ({"back": lambda run, i: run.delta[-1] @ run.matrix(i).T},)),
    Mistake("B5", "Added up over the wrong index: node a collects W[b, a] δ[b] from all nodes b behind it", "4.6",
            ({"back": lambda run, i: run.delta[-1] * run.matrix(i).sum(axis=1)},)),
    Mistake("B6", "Another layer's weights were crossed: from layer i + 1 back to layer i lead the weights between "
            "these two", "2.13",
            ({"back": _other_matrix(-1)}, {"back": _other_matrix(1)})),
    Mistake("B7", "A weight was crossed that had been updated already: first all derivatives, then the steps", "2.17",
            ({"back": _updated},)),
    Mistake("B8", "`*` stands in place of `@`: what comes back to a node is a sum over all nodes behind it", "4.6"),
    Mistake("B9", "The column of biases was carried back: nothing goes back to the node that is always 1", "5.4"),
    Mistake("B10", "Only one path was counted: what comes back to a node along all its weights is added up", "4.6",
            ({"back": lambda run, i: run.delta[-1][:, -1:] * run.matrix(i)[-1:]},
             {"back": lambda run, i: run.delta[-1][:, :1] * run.matrix(i)[:1]})),
    # source and end, outer product
    Mistake("O1", "The value at the end of the weight was taken: the derivative takes the value at its source", "2.15",
            ({"source": lambda run, i: run.sources(i + 1)},)),
    Mistake("O2", "p was taken for q: the derivative takes what the source sends, its value after the "
            "activation", "3.15",
            ({"source": lambda run, i: rules.with_one(run.p[i]) if run.network.bias else run.p[i]},)),
    Mistake("O3", "The forward value was left out: a derivative is δ at the end of the weight times the value at "
            "its source", "2.15",
            ({"source": lambda run, i: np.ones_like(run.sources(i))},)),
    Mistake("O4", "The forward values are those from before the step: with new weights both passes begin anew", "2.17"),
    Mistake("E1", "The δ of another layer was taken: the derivative takes the δ at the end of the weight", "2.15",
            ({"end": _delta(1)}, {"end": _delta(-1)}, {"end": lambda run, i: run.delta[i]})),
    Mistake("E2", "The outer product is turned round: its rows belong to the nodes at the end, its columns to those "
            "at the source", "4.7",
            ({"outer": lambda ends, sources: sources[:, :, None] * ends[:, None, :]},)),
    Mistake("E3", "An inner product stands in place of the outer one: every δ at the end meets every value at the "
            "source", "4.7"),
    # mean over the examples
    Mistake("M1", "The sum over the examples was taken: the cost is their mean, so divide by the number of "
            "examples", "1.4",
            ({"mean": lambda run, i, each: each.sum(axis=0)},)),
    Mistake("M2", "Divided by the number of examples again in each layer: the mean is taken once, in the "
            "derivatives", "4.9",
            ({"back": lambda run, i: rules.back(run, i) / len(run.x)},)),
    Mistake("M3", "The mean was taken over the output nodes too: what they cost is added up", "4.4",
            ({"mean": lambda run, i, each: rules.mean(run, i, each) / run.network.sizes[-1]},)),
    Mistake("M4", "The derivatives by the biases have a row for every example: the mean of the rows is what belongs "
            "there", "5.4"),
    Mistake("M5", "The δ of all nodes were added up for the biases: each bias takes the δ of its own node", "5.4",
            ({"mean": _bias(lambda run, g, each: g[:, -1].sum())},)),
    Mistake("M6", "The derivatives by the biases were divided by the number of examples twice: the mean is taken "
            "once", "5.4",
            ({"mean": _bias(lambda run, g, each: g[:, -1] / len(each))},)),
    Mistake("M7", "The derivatives by the biases were made from those by the weights: a bias takes δ alone", "5.4",
            ({"mean": _bias(lambda run, g, each: g[:, :-1].sum(axis=1))},)),
    Mistake("M8", "Only the last example was counted: the mean is taken over the derivatives of all examples", "1.4",
            ({"mean": lambda run, i, each: each[-1] / len(each)}, {"mean": lambda run, i, each: each[-1]})),
    Mistake("M9", "One matrix was divided by the number of examples and another was not: every derivative is a "
            "mean", "4.9",
            ({"mean": _sum_only(True)}, {"mean": _sum_only(False)})),
    Mistake("M10", "All derivatives are 0, which they need not be: in code look for `//`, which makes 0 of a half "
            "or of 1 / n", "1.4",
            ({"mean": lambda run, i, each: 0 * each.mean(axis=0)},)),
    # paths and multiplications
    Mistake("W1", "The nodes of the layers were added up: from layer to layer the paths are multiplied", "4.8"),
    Mistake("W2", "A layer too many or too few: a path leads through one node of every layer on its way", "4.8"),
    Mistake("W3", "Path by path, all P paths are walked once for the prediction and once for each matrix", "4.8"),
    Mistake("W4", "The first matrix is not crossed on the way back: its weights are not counted there", "4.8"),
    # update, arrays, form
    Mistake("U1", "The step went uphill: the new weight is w minus η times the derivative", "1.9",
            ({"update": lambda run, i: run.weights[i] + run.eta * run.gradients[i]},)),
    Mistake("U2", "The learning rate is missing, or the step was divided by the number of examples again: it is η "
            "times the derivative", "1.9",
            ({"update": lambda run, i: run.weights[i] - run.gradients[i]},
             {"update": lambda run, i: run.weights[i] - run.eta * run.gradients[i] / len(run.x)})),
    Mistake("U3", "What was handed in was changed in place: make new arrays, `W - eta * g` and not `W -= eta * "
            "g`", "2.17"),
    Mistake("U4", "Whole numbers stayed whole: an array of whole numbers cuts off what comes after the point, so "
            "make it floats", "1.9"),
    Mistake("U5", "The results pile up from call to call: each call begins anew", "2.15"),
    Mistake("U6", "The list is in reverse order: what has the lowest number (x₀, w₀₁, δ₀) stands first", "2.15"),
    # softmax, cost, checking, first weights, data, ideas
    Mistake("C1", "exp overflows: subtract the largest p first, which leaves the result as it is", "7.2"),
    Mistake("C2", "The largest was subtracted after exp: it belongs inside, exp(p − max)", "7.2"),
    Mistake("C3", "Added up in the wrong direction: the probabilities of one example, a row, have the sum 1", "7.2"),
    Mistake("C4", "The logarithm of 0 is −∞, and 0 times −∞ is no number: what has the label 0 is left out", "1.12"),
    Mistake("C5", "A part of the cross-entropy is missing, or its minus sign: for one node it is −y ln ŷ − (1 − y) "
            "ln(1 − ŷ)", "1.12"),
    Mistake("G1", "The change of the output was measured: it is the change of the cost that a derivative is made "
            "of", "5.3"),
    Mistake("G2", "The nudge is too small: what is left of the difference of the two costs is their rounding", "5.3"),
    Mistake("G3", "The weights are whole numbers, which cut off a nudge: make them floats first", "5.3"),
    Mistake("I1", "All first weights of a layer are equal: its nodes then get equal derivatives and stay twins", "6.1"),
    Mistake("I2", "The number of nodes that the weights lead to was taken: the spread follows from the number they "
            "come from, d_in", "6.3"),
    Mistake("I3", "Brackets are missing: all that stands below the line of the fraction belongs into them", "6.3"),
    Mistake("I4", "√3 was taken for √2, or the other way round: √3 makes the bounds of a uniform distribution of a "
            "spread", "6.3"),
    Mistake("I5", "The variance was given as the standard deviation: that is the root of the variance", "6.3"),
    Mistake("I6", "Another rule of thumb was taken, 2/(d_in + d_out): the spread follows from d_in alone", "6.3"),
    Mistake("I7", "A ReLU was forgotten: it halves the mean square, and 2/d_in in front of it makes up for "
            "that", "6.3"),
    Mistake("D1", "reshape in place of the transpose: it keeps the order of the numbers and scrambles rows and "
            "columns", "4.9"),
    # what is linear, and what slopes do
    Mistake("N1", "A straight line that misses (0, 0) is affine, and not linear: a linear g takes 0 to 0", "3.1"),
    Mistake("N2", "Linear means that both sides agree for all numbers: one case in which they do says nothing", "3.1"),
    Mistake("N3", "The sides are mixed up: on the left g is taken once, of ax + by, on the right of x and of y", "3.1"),
    Mistake("V1", "Dead is a ReLU whose slope is 0, saturated is one node with a slope next to 0, "
            "vanishing takes many slopes below 1 in a row", "3.17"),
    Mistake("K1", "A bias of 0 has a derivative all the same: it is δ, whatever the bias is", "5.4",
            ({"mean": _zero_stays},)),
    Mistake("K2", "That it learns does not make it right: a comparison with nudges does", "5.3"),
)  # fmt: skip
MISTAKES = {mistake.id: mistake for mistake in CATALOGUE}
OF_PASSES = tuple(mistake for mistake in CATALOGUE if mistake.forms)
