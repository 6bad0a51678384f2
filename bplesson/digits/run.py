"""The run of lesson 7, epoch by epoch, and what a network answers to many images. No widgets here."""

import numpy as np

from bplesson.data.digits import CLASSES, PIXELS
from bplesson.engine.network import Network
from bplesson.engine.training import largest, table, train
from bplesson.kit.run import Run

LAYERS, NODES, EPOCHS = 2, 128, 200  # hidden layers, nodes in one of them, and epochs, at most
BLOCK = 120  # images at once: for more, matrix products start threads, which wait for each other on a busy machine
GUESS = float(np.log(CLASSES))  # the cost of answering every image with ten times 0.1


class Answers:
    """What a network says to the images x (n, 64) with labels y (n, 10), those with a wrong answer, and its cost."""

    def __init__(self, network: Network, x, y):
        parts = [network.forward(some) for some in np.array_split(x, -(-len(x) // BLOCK))]
        p, self.y_hat = (np.concatenate(each) for each in zip(*((part.p[-1], part.y_hat) for part in parts)))
        self.hidden = [np.concatenate(q) for q in zip(*(part.q[1:-1] for part in parts))]
        with np.errstate(all="ignore"):  # beyond all bounds is a result
            self.cost = float(network.cost.value(p, self.y_hat, y).mean())
        self.said, self.label = largest(self.y_hat), y.argmax(axis=1)
        self.accuracy = float((self.said == self.label).mean())

    @property
    def confusion(self) -> np.ndarray:
        """How many images of each digit were taken for which digit, (10, 10): [is, said]."""
        return table(self.said, self.label, CLASSES)

    def wrong(self, digit: int | None = None) -> np.ndarray:
        """The images with a wrong answer, of one digit or of all, the surest answer first."""
        found = np.flatnonzero((self.said != self.label) & ((self.label == digit) | (digit is None)))
        return found[np.argsort(-self.y_hat[found, self.said[found]], kind="stable")]


class EpochRun(Run):
    """Epoch after epoch of `train`, from weights and orders that follow from `seed`; of every epoch are noted the costs
    of the training and of the test images, and the shares of right answers to both.

    `data` is x, y, x_test, y_test.
    """

    def __init__(self, data, hidden: tuple[int, ...], activation: str, eta: float, batch: int, seed: int):
        self.data, self._rng = data, np.random.default_rng(seed)
        activations = ["identity", *[activation] * len(hidden), "softmax"]
        sizes = (PIXELS, *hidden, CLASSES)
        network = Network.random(sizes, activations, self._rng, "cross-entropy", bias=True)
        self._orders = [self._rng.bit_generator.state]  # of the generator before each epoch, whatever η is
        super().__init__(network, *data[:2], eta, batch, seed)

    def answers(self, epoch: int) -> tuple[Answers, Answers]:
        """The answers to the training and to the test images after that epoch."""
        return self._answers(self.network(epoch))

    def _after(self, network: Network, place: int) -> Network:
        self._rng.bit_generator.state = self._orders[place]
        (network,) = train(network, self.x, self.y, self.eta(place), 1, self.batch, self._rng)
        if place + 1 == len(self._orders):
            self._orders.append(self._rng.bit_generator.state)
        return network

    def _note(self, network: Network) -> tuple[float, ...]:
        training, test = self._answers(network)
        return training.cost, test.cost, training.accuracy, test.accuracy

    def _answers(self, network: Network) -> tuple[Answers, Answers]:
        x, y, x_test, y_test = self.data
        return Answers(network, x, y), Answers(network, x_test, y_test)
