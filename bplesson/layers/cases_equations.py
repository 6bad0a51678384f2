"""Which networks the equations of lessons 4 and 5 speak of: their Layers, or a sentence of what is expected."""

from math import prod

from bplesson.layers.case_equations import BATCH, Layers
from bplesson.layers.paths_equations import MOST_PATHS, NODES


def any_network(network, x, y, eta):
    """Any network, cost and number of examples."""
    return Layers(network, x, y, eta)


def squared_error(network, x, y, eta):
    """Any number of examples."""
    return Layers(network, x, y, eta) if network.cost.name == "squared error" else "the squared error as cost"


def one_example(network, x, y, eta):
    """Without biases and for one example."""
    fits = not network.bias and len(x) == 1
    return squared_error(network, x, y, eta) if fits else "a network without biases, and one example"


def with_biases(network, x, y, eta):
    """With biases and for one example."""
    fits = network.bias and len(x) == 1
    return squared_error(network, x, y, eta) if fits else "a network with biases (bias=True), and one example"


def several_examples(network, x, y, eta):
    """Enough examples for more than one batch."""
    return squared_error(network, x, y, eta) if len(x) > BATCH else f"more than {BATCH} examples"


def linear_examples(network, x, y, eta):
    """Identity everywhere, no biases, any number of examples."""
    fits = not network.bias and {each.name for each in network.activations} == {"identity"}
    return squared_error(network, x, y, eta) if fits else "a linear network (identity, squared error, no bias)"


def linear_layers(network, x, y, eta):
    """The same for one example."""
    return linear_examples(network, x, y, eta) if len(x) == 1 else "one example"


def few_paths(network, x, y, eta):
    """The same where it does not take forever to walk along all paths."""
    fits = prod(network.sizes) <= MOST_PATHS and len(network.weights) <= len(NODES)
    wanted = f"a network of at most {MOST_PATHS:,} paths and {len(NODES)} layers of weights"
    return linear_layers(network, x, y, eta) if fits else wanted


def one_or_two_matrices(network, x, y, eta):
    """The matrices A, or A and B, of (4.10): A is the last one."""
    return linear_layers(network, x, y, eta) if len(network.weights) < 3 else "one or two layers of weights"
