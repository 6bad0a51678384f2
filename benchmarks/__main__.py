"""python -m benchmarks           measures everything, prints each row as it comes, writes benchmarks/results.json
python -m benchmarks engine depth   only these parts, printed and not written
"""

import sys
import time

from benchmarks.digits import digits
from benchmarks.engine import depth, engine, relief
from benchmarks.growth import growth
from benchmarks.kernel import change, imports, memory
from benchmarks.latency import latency
from benchmarks.lessons import lessons
from benchmarks.table import bars, machine, printed, save, versions

PARTS = {
    part.__name__: part for part in (latency, lessons, change, engine, relief, imports, memory, depth, growth, digits)
}


def main(names: list[str]) -> None:
    if unknown := set(names) - set(PARTS):
        sys.exit(f"parts: expected some of {', '.join(PARTS)}, got {', '.join(sorted(unknown))}")
    print(", ".join(f"{name} {version or 'missing'}" for name, version in versions().items()))
    print(", ".join(str(value) for value in machine().values()))
    rows = []
    for name in names or PARTS:
        start = time.perf_counter()
        rows += printed(PARTS[name]())
        print(f"{name}: measured in {time.perf_counter() - start:.0f} s", file=sys.stderr, flush=True)
    print(f"\n{bars(rows)}")
    if not names:
        save(rows)


if __name__ == "__main__":
    main(sys.argv[1:])
