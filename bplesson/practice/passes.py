"""The numbers of both passes that are asked, by right rules or by wrong ones."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from bplesson.practice.diagnosis import Numbers
from bplesson.practice.rules import Rules, Run


@dataclass(frozen=True)
class ByRules:
    """The numbers `asks` by these rules, if those that are held stand; `run(rules, held)` makes it."""

    rules: Rules
    asks: tuple[str, ...]
    run: Callable[[Rules, Numbers], Run]

    def __call__(self, held: Numbers) -> dict[str, float]:
        return self._asked(self.run(self.rules, held)) if held else dict(self._alone)

    def each(self, held: Numbers) -> dict[str, float]:
        """Every number as it follows from those that are held before it: one run tells it of all."""
        run = self.run(self.rules, held)
        numbers = self._asked(run)
        return {name: run.follows.get(name, value) for name, value in numbers.items()}

    @cached_property
    def _alone(self) -> dict[str, float]:
        return self._asked(self.run(self.rules, {}))

    def _asked(self, run: Run) -> dict[str, float]:
        if any(name.startswith("dq") for name in self.asks):
            values = run.with_came
        else:
            after = any(name == "C" or name.startswith("new_w") for name in self.asks)
            values = run.values if after else run.forward_values | run.backward_values
        return {name: values[name] for name in self.asks}
