"""A path of gradient descent over the cost, and the explorer that stands on it: steps, sub-steps, and the way back."""

from collections.abc import Callable
from copy import copy

import numpy as np

from bplesson.errors import InputError, one_of, whole_number
from bplesson.kit.controls import Choice, Menu, Tick
from bplesson.kit.predict import Prediction
from bplesson.kit.saving import save
from bplesson.kit.seen import FORWARD_ONLY
from bplesson.kit.toggles import Toggles
from bplesson.kit.trainer import Trainer, place

TIPS = {
    "forward": "every value, from the input to the prediction",
    "cost": "the prediction is compared with the label",
    "backward": "every δ, from the output back to the input, and every derivative",
    "update": "every weight moves",
}
SPEEDS = {  # of the play: pictures a second, and steps a picture; "slowly" it goes number by number
    "slowly": (0.7, 0),
    "×1": (5, 1),
    "×10": (5, 10),
    "×100": (5, 100),
    "to the end": (16, 1000),
}
WITHIN_STEP = "words", "back", "on", "fine"
BEFORE_SPEED = (*WITHIN_STEP, "step", "play")
FLAT = 1e-5  # where no derivative is larger, nothing moves that could be seen
ANOTHER = {"activations", "backward", "curve", "predict"}  # whose change begins another count of right guesses
Point = tuple[float, ...]  # the weights, as a point of weight space


class Path:
    """The points of a path from `start`, as far as they were asked for; `after` tells the point one step on from one.

    It is None where there is none: every derivative is 0, or numbers have run away.
    """

    def __init__(self, start: Point, after: Callable[[Point], Point | None]):
        self.points, self._after = [start], after

    def go_to(self, place: int, seconds: float = np.inf) -> int:
        """Compute up to that place; returns the place that was reached."""
        while len(self.points) <= place and (point := self._after(self.points[-1])) is not None:
            self.points.append(point)
        return min(place, len(self.points) - 1)

    def cut(self, place: int) -> None:
        """Drop what has been computed beyond that place."""
        del self.points[place + 1 :]

    def change_eta(self, place: int, eta: float) -> "Path":
        """The path that goes on with another learning rate from there; `after` asks for it, none is kept here."""
        other = copy(self)
        other.points = self.points[: place + 1]
        return other


class PathExplorer(Trainer):
    """An explorer that takes steps of gradient descent, and parts of steps.

    A subclass names its weights in `names`, and says what follows from them in the methods that raise
    NotImplementedError. The path is kept as the points visited so far: step t is reproducible from t alone.
    """

    phase = Choice("backward")
    phase_choices = ("forward", "cost", "backward", "update")
    own_line = WITHIN_STEP
    rest = "backward"  # the sub-step that shows the whole state, where the learner is between steps
    moment = Choice("")  # the number that was found last, where the way leads number by number; "": the whole sub-step
    fine = Choice(False)  # whether it does
    fine_choices = (False, True)
    speed = Choice("×1")
    speed_choices = tuple(SPEEDS)
    flat = FLAT
    plays_on = True  # from a weight that was moved
    predict = Choice("")  # what is asked before every step
    predict_choices = ("", "cost", "direction", "landing")
    names: tuple[str, ...] = ()  # of the traits that are weights
    labels: dict[str, str] = {}  # what a reader sees of them
    data: tuple[str, ...] = ()  # of the traits that change the cost, so that a path cannot go on
    buttons = {
        "back": ("◂ sub-step", "one sub-step back", "substep_back"),
        "on": ("sub-step ▸", "forward, cost, backward, update: one of them", "substep"),
        "step": ("step ▸▸", "one whole step of gradient descent", "step"),
        "play": ("play", "step after step, until you pause", "_toggle"),
        "undo": ("undo", "take the last move back", "undo"),
        "reset": ("reset", "back to the start: the state that you were given or have chosen", "reset"),
        "new": ("new start", "other random weights", "new_start"),
        "restore": ("back to the best step", "the lowest cost on this path", "restore"),
    }
    t = place("t", "The number of steps taken on this path; setting it walks there.")

    def _next(self, point: Point) -> Point | None:
        """The point one step on, or None where there is none."""
        raise NotImplementedError

    def _cost_at(self, point: Point) -> float:
        """The cost of the weights `point`."""
        raise NotImplementedError

    def _derivative(self, name: str) -> float:
        """The derivative that the step of that weight goes by."""
        raise NotImplementedError

    def _limits(self) -> dict[str, tuple[float, float]]:
        """How far the plots reach for every weight."""
        raise NotImplementedError

    def _random_point(self) -> Point:
        """Weights for a new start."""
        raise NotImplementedError

    def _moments(self, phase: str) -> tuple[str, ...]:
        """The numbers of a sub-step in the order in which they are found; none where all come at once."""
        return ()

    @property
    def moment_choices(self) -> tuple[str, ...]:
        return ("", *(moment for phase in self.phase_choices for moment in self._moments(phase)))

    @property
    def ahead(self) -> tuple[str, ...]:
        """The numbers of the present sub-step that are not found yet."""
        moments = self._moments(self.phase)
        return moments[moments.index(self.moment) + 1 :] if self.moment else ()

    def _open(self, seed=0, **state) -> None:
        self._prediction = Prediction(self)
        self._rng = np.random.default_rng(whole_number("seed", seed, least=0))
        super()._open(**state)

    # state -----------------------------------------------------------------------------------------------------------
    def _point(self) -> Point:
        return tuple(getattr(self, name) for name in self.names)

    def _begin_run(self) -> Path:
        return Path(self._point(), self._next)

    @property
    def anew(self) -> frozenset[str]:
        """What begins another path: a weight, and what changes the cost."""
        return frozenset({*self.names, *self.data})

    def _react(self, changed: set[str]) -> None:
        if changed & self.anew and self.phase == "update":
            self._put(phase=self.rest)
        if "moment" in changed and (of := [each for each in self.phase_choices if self.moment in self._moments(each)]):
            self._put(phase=of[0])
        elif self.moment not in self._moments(self.phase) or "fine" in changed or changed & self.anew:
            self._put(moment="")
        if changed & ANOTHER:
            self._prediction.clear()
        super()._react(changed)
        if self.predict:
            self._pause()

    def _arrive(self, **state) -> None:
        point = dict(zip(self.names, self._run.points[self._place], strict=True))
        self._put(**{"phase": self.rest, "moment": ""} | point | state)

    def _make_buttons(self) -> dict:
        """First the four words of a step, the present one marked; a press goes there."""
        self._words = Toggles(self.phase_choices, [TIPS[phase] for phase in self.phase_choices])
        self._words.observe(self._guard(lambda change: self._stand((change.new, ""))), "value")
        self._tick = Tick("number by number", self._to("fine")) if any(map(self._moments, self.phase_choices)) else None
        made = super()._make_buttons()
        for name in ("back", "on"):
            made[name].layout.min_width = "82px"  # for either of their words: the tick beside them stays there
        fine = {"fine": self._tick.view} if self._tick else {}
        made = {"words": self._words, "back": made.pop("back"), "on": made.pop("on"), **fine, **made}
        self._pace = Menu("", self.speed_choices, self._to("speed"), width="92px", tip="pace")
        return {
            **{name: made.pop(name) for name in list(made) if name in BEFORE_SPEED},
            "speed": self._pace.view,
            **made,
        }

    def _follow(self) -> None:
        self._words.value = self.phase
        if self._tick:
            self._tick.show(self.fine)
        self._pace.show(self.speed)
        what = "number" if self.fine else "sub-step"
        self._buttons["back"].description, self._buttons["on"].description = f"◂ {what}", f"{what} ▸"
        self._prediction.follow()
        self._buttons["play"].disabled = bool(self.predict)
        self._buttons["back"].disabled = self._place == 0 and self._stop() == 0
        self._buttons["restore"].layout.display = "" if self.status == "diverged" else "none"

    def _brief(self) -> str:
        return self._notice()  # which then says step and sub-step alone

    def _from_preset(self, state: dict) -> dict:
        return {"phase": self.rest} | super()._from_preset(state)

    # play ------------------------------------------------------------------------------------------------------------
    @property
    def rate(self) -> float:
        """Pictures a second."""
        return SPEEDS[self.speed][0]

    @property
    def pace(self) -> int:
        """Steps a picture."""
        return SPEEDS[self.speed][1]

    def _beat(self) -> None:
        if self.pace:
            super()._beat()
        else:
            self._put(fine=True)
            self.substep()

    # steps -----------------------------------------------------------------------------------------------------------
    def walk_to(self, t: int, phase: str | None = None) -> None:
        """Go to step t of the path, on or back; it ends earlier where nothing moves any more or numbers run away."""
        phase = self.rest if phase is None else one_of("phase", phase, self.phase_choices)
        self._go_to(whole_number("t", t, least=0), phase=phase)

    def _stops(self) -> list[tuple[str, str]]:
        """Where one may stand within a step, sub-step and moment, in their order."""
        if not self.fine:
            return [(phase, "") for phase in self.phase_choices]
        return [(phase, moment) for phase in self.phase_choices for moment in self._moments(phase) or ("",)]

    def _stop(self) -> int:
        """Which of them is the present one; a sub-step as a whole stands at its last."""
        stops = self._stops()
        here = self.phase, self.moment
        return stops.index(here) if here in stops else max(k for k, (phase, _) in enumerate(stops) if phase == here[0])

    def step(self) -> None:
        """One step of gradient descent; with `predict` it waits where a guess is asked for."""
        if self._prediction.open:
            self._prediction.wait()
        else:
            super().step()

    def substep(self) -> None:
        """The next of forward, cost, backward, update, or, number by number, the next number; then the next step.

        With `predict` the update waits for a guess, which takes the whole step.
        """
        stops, here = self._stops(), self._stop()
        last = here + 1 == len(stops)
        if self._prediction.open and (last or stops[here + 1][0] == "update"):
            self._prediction.wait()
        elif not last:
            self._stand(stops[here + 1])
        else:
            self._go_to(self._place + 1, **dict(zip(("phase", "moment"), stops[0])))

    def substep_back(self) -> None:
        """The sub-step before, or the number before."""
        here = self._stop()
        if here > 0:
            self._stand(self._stops()[here - 1])
        elif self._place > 0:
            self.walk_to(self._place - 1, "update")

    def _stand(self, stop: tuple[str, str]) -> None:
        """Stand there within the step."""
        self._put(phase=stop[0], moment=stop[1])
        self._react({"phase", "moment"})

    def reset(self) -> None:
        """Back to the start: the state that was given or chosen; a sub-step of the forward pass stays one."""
        self._pause()
        self._prediction.clear()
        phase = {"phase": self.phase} if self.phase in FORWARD_ONLY else {}
        self._put(**self._origin | phase | {"predict": self.predict})
        self._react(set(self.anew))

    def play(self) -> None:
        """Step after step until `pause`, or until nothing moves any more; not while guesses are asked for."""
        if self.predict:
            raise InputError(f"play: expected predict = '', got {self.predict!r}: each step waits for a guess")
        super().play()

    def new_start(self) -> None:
        """Other random weights."""
        self._pause()
        self._put(**dict(zip(self.names, self._random_point(), strict=True)), phase=self.rest)
        self._react(set(self.names))

    def restore(self) -> None:
        """The step of this path with the lowest cost, after one that ran away."""
        self._pause()
        self.walk_to(int(np.argmin([self._cost_at(point) for point in self._run.points])))

    def save(self, path: str, steps: int = 40) -> None:
        """Write what is on the screen to a .png, or the path as a moving .gif, of at least `steps` steps if it can."""
        known = len(self._run.points) - 1
        save(self, path, whole_number("steps", steps))
        if self.predict and len(self._run.points) > known + 1:
            self._run.cut(known)  # steps that have been taken for the file alone are still asked for
            self._react(set())

    # predictions -----------------------------------------------------------------------------------------------------
    def guess(self, answer) -> None:
        """Say what the next step will do, and take it: what `predict` asks for, and it tells whether that was so.

        "cost": "falls", "rises" or "stays". "direction", of the weight in question: "smaller", "larger" or "stays".
        "landing": a number for that weight, or two for the weights of the landscape, right if off by a tenth of the
        step's length or a hundredth of the axis at most. Without a guess `step()` waits: it does nothing, and raises
        nothing; so a notebook runs to its end though nobody is there. Setting `t` asks nothing.
        """
        self._prediction.guess(answer)

    def pass_over(self) -> None:
        """Take the next step without a guess; it does not count."""
        if self._prediction.open:
            self._prediction.pass_over()
        else:
            super().step()

    @property
    def tally(self) -> tuple[int, int]:
        """How many guesses were right, and how many there were: since the last preset, network or reset."""
        return self._prediction.right, self._prediction.tried

    @property
    def _phase_seen(self) -> str:
        """The sub-step on the screen: an update would show what is asked."""
        return "backward" if self.phase == "update" and self._prediction.open else self.phase

    def _asked(self) -> str:
        """The question, at the end of a text."""
        asked = self._prediction.asked
        return f". {asked}" if asked else ""
