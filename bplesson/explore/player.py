"""What moves by itself: a picture, a moment for everything else, the next picture."""

import asyncio
from collections.abc import Callable
from time import perf_counter

from bplesson.errors import InputError
from bplesson.explore.picture import Picture

RATE = 16  # pictures a second at most
AHEAD = 2  # pictures that may be on their way to the browser
PATIENCE = 1.0  # seconds to wait for a browser that draws nothing
DESERTED = 10.0  # seconds after which nobody seems to be looking


class Player:
    """Calls `beat`, which draws one picture, again and again in the event loop until `pause`.

    Between two calls the loop is free for whatever the reader presses. A browser that is slower than the pictures sets
    the pace, since it reports each one that it has drawn.
    """

    def __init__(self, beat: Callable[[], None], picture: Picture, changed: Callable[[], None]):
        self.beat, self.picture, self.changed = beat, picture, changed
        self.playing = False

    def play(self) -> None:
        """Begin; needs a running event loop, as every notebook has one."""
        if self.playing:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            raise InputError("play: expected a notebook with a running event loop, got none; set t instead") from None
        self.playing = True
        self._task = loop.create_task(self._go())  # the loop itself would not keep it alive
        self.changed()

    def pause(self) -> None:
        """No picture after this one."""
        if self.playing:
            self.playing = False
            self.changed()

    async def _go(self) -> None:
        seen, looked = self.picture.drawn, perf_counter()
        try:
            while self.playing:
                began = perf_counter()
                with self.picture.hold_sync():
                    self.picture.asked += 1
                    self.beat()
                while self.playing and self._far_ahead() and perf_counter() < began + PATIENCE:
                    await asyncio.sleep(0.004)
                await asyncio.sleep(max(0.002, began + 1 / RATE - perf_counter()))
                if self.picture.drawn != seen:
                    seen, looked = self.picture.drawn, perf_counter()
                elif perf_counter() > looked + DESERTED:
                    self.pause()
        finally:
            self.pause()

    def _far_ahead(self) -> bool:
        return self.picture.asked - self.picture.drawn >= AHEAD
