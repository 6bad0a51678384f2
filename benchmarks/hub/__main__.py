"""python -m benchmarks.hub        a class of 20 in lesson 2, and one learner alone before it, as a table
python -m benchmarks.hub 3      a smaller class

Everything runs on this machine, the learners too, and ends after twelve minutes at the latest.
"""

import asyncio
import json
import signal
import statistics
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.hub.learner import DRAG, LESSON, LOOK, PACE, Learner
from benchmarks.hub.server import PROXY, hub
from benchmarks.table import Row, bars, machine, printed
from tools.copy_lessons import NOTEBOOKS, for_learners

LIMIT = 720  # seconds for everything
OPENING = 450  # seconds for the lesson to be opened and run by all
ALONE, MOVING, HURRY = 20, 60, 10  # seconds that a slider is moved: by one alone, by a class, by all without a rest
MOST_TIMES, MOST_MEMORY = 10, 250  # what a change may take beside that of one alone; MB a learner
MOVED = f"a change: {DRAG} with the mouse held down, {1 / PACE:.0f} a second at most, then {LOOK:.0f} s to look"


async def in_class(folder: Path, count: int) -> list[Row]:
    """The table of a class of that many, each row printed as soon as it is known."""
    first, names = "alone", [f"learner{k:02}" for k in range(1, count + 1)]
    lesson = json.dumps(for_learners(json.loads((NOTEBOOKS / LESSON).read_text(encoding="utf-8"))))
    for name in (first, *names):
        home = folder / "homes" / name
        home.mkdir(parents=True)
        (home / LESSON).write_text(lesson, encoding="utf-8")
    async with asyncio.timeout(LIMIT), hub(folder, [first, *names]) as made:
        alone = await together([Learner(made, first)], ALONE)
        rows = list(printed(measured("one learner alone", alone)))
        if not alone.learners:
            return rows
        await alone.learners[0].leave()
        everyone = await together([Learner(made, name) for name in names], MOVING)
        return rows + list(printed(measured(f"{count} learners at once", everyone, alone)))


@dataclass
class Class:
    """The learners who came to the end, and of every other one what went wrong."""

    learners: list[Learner]
    failures: list[str] = field(default_factory=list)

    async def all(self, act: Callable[[Learner], Awaitable], limit: float | None = None) -> None:
        """Let all of them do this at once, until the last is done; whoever fails does nothing any more.

        Whoever is not done after `limit` seconds has failed.
        """
        acts = [asyncio.wait_for(act(learner), limit) for learner in self.learners]
        done = await asyncio.gather(*acts, return_exceptions=True)
        found = list(zip(self.learners, done, strict=True))
        self.learners = [learner for learner, problem in found if problem is None]
        self.failures += [
            f"{learner.name}, {learner.at}: {problem!r}" for learner, problem in found if problem is not None
        ]


async def together(learners: list[Learner], seconds: float) -> Class:
    """These learners, after all of them have opened the lesson and then moved a slider for so long."""
    made = Class(learners)
    await made.all(Learner.open, OPENING)
    await made.all(lambda learner: learner.move(seconds))
    await made.all(Learner.weigh)
    await made.all(lambda learner: learner.hurry(HURRY))
    return made


def measured(case: str, made: Class, alone: Class | None = None) -> Iterator[Row]:
    """What was measured of them, beside one who was alone."""
    everyone, failures = made.learners, len(made.failures)
    why = "; ".join(made.failures[:3])
    yield Row(case, "failures", failures, "", bar="none", met=not failures, note=why)
    if not everyone:
        return
    yield Row(case, "connections that broke, and were made again", sum(each.kernel.lost for each in everyone), "")
    yield of(case, "the server starts", [each.start for each in everyone], "s")
    yield of(case, "then, to the first explorer", [each.explorer for each in everyone], "s")
    yield of(case, "then, to the end of the lesson: all cells run", [each.lesson for each in everyone], "s")
    rested = of(case, MOVED, changes(made), "ms")
    if alone:
        times = rested.value / statistics.median(changes(alone))
        bar = {"bar": f"under {MOST_TIMES} × alone", "met": times < MOST_TIMES}
        rested = replace(rested, compared=f"{times:.1f} × alone", **bar)
    yield rested
    yield of(case, "a change, where nobody ever rests", [1e3 * each for one in everyone for each in one.hurried], "ms")
    memory = [each.memory for each in everyone]
    row = of(case, "memory: server and kernel", memory, "MB")
    if alone:  # a class shares what one alone has to itself
        row = replace(row, bar=f"each at most {MOST_MEMORY} MB", met=max(memory) <= MOST_MEMORY)
    yield row


def changes(made: Class) -> list[float]:
    """Milliseconds of every change of all of them."""
    return [1e3 * taken for each in made.learners for taken in each.changes]


def of(case: str, what: str, values: list[float], unit: str) -> Row:
    """The median, and with it the 95th percentile, of more than one value."""
    p95 = statistics.quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else None
    return Row(case, what, statistics.median(values), unit, p95=p95)


def main(count: str = "20") -> None:
    if not count.isdecimal() or not 1 <= int(count) <= 200:
        sys.exit(f"learners: expected a whole number from 1 to 200, got {count}")
    if not PROXY.exists():
        sys.exit("JupyterHub needs its proxy, and is not here: make hub installs it")
    for each in (signal.SIGTERM, signal.SIGHUP):  # as after Ctrl-C, all that was started is ended
        signal.signal(each, lambda *_: sys.exit("ended from outside"))
    print(", ".join(f"{key}: {value}" for key, value in machine().items()))
    with tempfile.TemporaryDirectory() as folder:
        try:
            rows = asyncio.run(in_class(Path(folder), int(count)))
        except TimeoutError:
            sys.exit(f"The class was not over after {LIMIT} s: everything was ended.")
        except KeyboardInterrupt:
            sys.exit("Everything was ended.")
        except RuntimeError as problem:
            sys.exit(str(problem))
    print(f"\n{bars(rows)}")


if __name__ == "__main__":
    main(*sys.argv[1:2])
