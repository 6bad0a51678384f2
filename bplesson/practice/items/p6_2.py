"""P6.2: `first_weights(sizes, rng)`, as lesson 6 asks for it: a ReLU behind every matrix but the last."""

from dataclasses import replace

from bplesson.practice.item import Item
from bplesson.practice.starts import ASKED, judge

ITEM = Item("P6.2", "first weights of the right size", functions={"first_weights": replace(ASKED, judge=judge)})
