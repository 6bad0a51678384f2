"""How thick a line is that carries a number, on a logarithmic scale, which stands once on the diagram."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isnan, log10

from bplesson.kit.scene import Filling, Line, Text
from bplesson.kit.words import tick

FLAT = 0.05  # below such a slope a node is saturated: not a twentieth of what arrives at it comes through


def stopped(slope: float) -> str:
    """What is said of a node whose slope lets nothing, or hardly anything, come back through it; "" of others."""
    if abs(slope) > FLAT:
        return ""
    return "saturated" if slope else "dead"


@dataclass(frozen=True)
class Scale:
    """`sizes` of what a thinnest and a thickest line carry, their `widths`, and the sizes of the sample lines."""

    sizes: tuple[float, float]
    widths: tuple[float, float]
    samples: tuple[float, ...]

    def thickness(self, size: float) -> float:
        """How thick a line is that carries a number of that size; as thin as can be if it is none."""
        (small, large), (thin, thick) = self.sizes, self.widths
        if isnan(size):
            return thin
        within = min(max(abs(size), small), large)
        return round(thin + (thick - thin) * log10(within / small) / log10(large / small), 1)

    def carry(self, fill: Filling, size: float, ids: Iterable[str], least: float = 0.0) -> None:
        """These lines carry a number of that size: as thick as it is large, and broken if it is `least` or smaller."""
        fill.widths.update(dict.fromkeys(ids, self.thickness(size)))
        if abs(size) <= least:
            fill.broken.update(ids)

    def unknown(self, fill: Filling, line: str) -> None:
        """The number that this line carries is not found yet."""
        fill.widths[line] = self.widths[0]
        fill.broken.discard(line)

    def items(self, x: float, top: float) -> list[Line | Text]:
        """The sample lines with their sizes, one below the other."""
        items: list[Line | Text] = []
        for k in range(len(self.samples)):
            y = top + 15 * k
            items.append(Line(f"scale-{k}", ((x, y), (x + 20, y)), "muted", arrow=False))
            items.append(Text(f"scale-of-{k}", x + 26, y, "muted", "start"))
        return items

    def show(self, fill: Filling) -> None:
        """Put words and widths on the sample lines."""
        for k, size in enumerate(self.samples):
            self.carry(fill, size, [f"scale-{k}"])
            fill.words[f"scale-of-{k}"] = f"size {tick(size)}"
