"""P5.4: `numeric_gradients(cost, weights)`, a check by nudges; `cost` takes a list of matrices, as `weights` is one."""

from dataclasses import replace

from bplesson.practice.item import Item
from bplesson.practice.nudges import ASKED, judge

ITEM = Item("P5.4", "a check by nudges", functions={"numeric_gradients": replace(ASKED, judge=judge)})
