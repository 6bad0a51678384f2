"""A run of training on the digits: the network after every epoch, its costs and its right answers. No widgets here."""

import numpy as np

from bplesson.data.digits import CLASSES, PIXELS
from bplesson.engine.network import Network
from bplesson.engine.training import train
from bplesson.kit.controls import LARGEST

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
        self.said, self.label = self.y_hat.argmax(axis=1), y.argmax(axis=1)
        self.accuracy = float(((self.said == self.label) & np.isfinite(self.y_hat).all(axis=1)).mean())

    @property
    def confusion(self) -> np.ndarray:
        """How many images of each digit were taken for which digit, (10, 10): [is, said]."""
        return np.bincount(CLASSES * self.label + self.said, minlength=CLASSES**2).reshape(CLASSES, CLASSES)

    def wrong(self, digit: int | None = None) -> np.ndarray:
        """The images with a wrong answer, of one digit or of all, the surest answer first."""
        found = np.flatnonzero((self.said != self.label) & ((self.label == digit) | (digit is None)))
        return found[np.argsort(-self.y_hat[found, self.said[found]], kind="stable")]


class DigitsRun:
    """Epoch after epoch of `train`, from weights and orders that follow from `seed`; epoch e follows from e alone.

    `data` is x, y, x_test, y_test. What has been computed is kept, so that one can walk back.
    """

    def __init__(self, data, hidden, activation, eta: float, batch: int, seed: int):
        self.data, self.batch = data, batch
        rng = np.random.default_rng(seed)
        activations = ["identity", *[activation] * len(hidden), "softmax"]
        network = Network.random((PIXELS, *hidden, CLASSES), activations, rng, "cross-entropy", bias=True)
        self._rng, self._states = rng, [rng.bit_generator.state]
        self.networks, self._training = [network], None
        self.etas = {0: eta}  # from which epoch on which learning rate
        self.diverged = False  # the next epoch leads beyond all bounds
        self.costs, self.shares = ([], []), ([], [])  # of the training and of the test images
        self._note(*self._judge(network))

    @property
    def last(self) -> int:
        """The last epoch that has been computed."""
        return len(self.networks) - 1

    @property
    def steps(self) -> int:
        """Steps in an epoch."""
        return -(-len(self.data[0]) // self.batch)

    def answers(self, epoch: int) -> tuple[Answers, Answers]:
        """The answers to the training and to the test images after that epoch."""
        return self._judge(self.networks[epoch])

    def change_eta(self, epoch: int, eta: float) -> None:
        """Go on with another learning rate from that epoch; what lies beyond is dropped."""
        for each in (self.networks, self._states, *self.costs, *self.shares):
            del each[epoch + 1 :]
        self.diverged = False
        self.etas = {begin: each for begin, each in self.etas.items() if begin < epoch} | {epoch: eta}
        self._rng.bit_generator.state = self._states[epoch]
        self._training = None  # begun when it is needed

    def go_on(self) -> bool:
        """One epoch more; False where the numbers would run away."""
        if self.diverged:
            return False
        if self._training is None:
            x, y = self.data[:2]
            eta = list(self.etas.values())[-1]
            self._training = train(self.networks[-1], x, y, eta, EPOCHS, self.batch, self._rng)
        network = next(self._training)
        training, test = self._judge(network)
        within = all(np.abs(W).max() <= LARGEST for W in network.weights)
        self.diverged = not (within and np.isfinite(training.cost + test.cost))
        if self.diverged:
            return False
        self.networks.append(network)
        self._states.append(self._rng.bit_generator.state)
        self._note(training, test)
        return True

    def _judge(self, network: Network) -> tuple[Answers, Answers]:
        x, y, x_test, y_test = self.data
        return Answers(network, x, y), Answers(network, x_test, y_test)

    def _note(self, *answers: Answers) -> None:
        for costs, shares, each in zip(self.costs, self.shares, answers):
            costs.append(each.cost)
            shares.append(each.accuracy)
