"""What moves by itself: a picture, a moment for everything else, the next picture."""

import asyncio
from time import perf_counter

from bplesson.errors import InputError

RATE = 16  # pictures a second at most
AHEAD = 2  # pictures that may be on their way to the browser
PATIENCE = 1.0  # seconds to wait for a browser that draws nothing
DESERTED = 10.0  # seconds after which nobody seems to be looking


class Player:
    """Calls the `_beat` of an explorer, which draws one picture, again and again in the event loop until `pause`.

    Between two calls the loop is free for whatever the reader presses. A browser that is slower than the pictures sets
    the pace, since it reports each one that it has drawn. However many places of a page show it, there is one player.
    """

    def __init__(self, explorer):
        self.explorer, self.picture, self.beat = explorer, explorer._picture, explorer._guard(self._try_beat)
        self.playing = False

    def play(self) -> None:
        """Begin; needs a running event loop, as every notebook has one."""
        if self.playing:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            raise InputError(
                "play: expected a notebook with a running event loop, got none; use step() instead"
            ) from None
        self.playing = True
        self._task = loop.create_task(self._go())  # the loop itself would not keep it alive
        self.explorer._label_play()

    def pause(self) -> None:
        """No picture after this one."""
        if self.playing:
            self.playing = False
            self.explorer._label_play()

    async def _go(self) -> None:
        task = asyncio.current_task()

        def on() -> bool:
            return self.playing and self._task is task  # not begun anew while this one slept

        seen, looked = self.picture.drawn, perf_counter()
        try:
            while on():
                began = perf_counter()
                with self.explorer._lock, self.picture.hold_sync():
                    self.picture.asked += 1
                    self.beat()
                while on() and self._far_ahead() and perf_counter() < began + PATIENCE:
                    await asyncio.sleep(0.004)
                await asyncio.sleep(max(0.002, began + 1 / self.explorer.rate - perf_counter()))
                if self.picture.drawn != seen:
                    seen, looked = self.picture.drawn, perf_counter()
                elif perf_counter() > looked + DESERTED:
                    break
        finally:
            if on():
                self.explorer.pause()

    def _far_ahead(self) -> bool:
        return self.picture.asked - self.picture.drawn >= AHEAD

    def _try_beat(self) -> None:
        try:
            self.explorer._beat()
        except Exception:
            self.pause()
            raise
