"""The end of the ledger, for whoever waits for it to grow; no thread stands still meanwhile.

What this process writes is told at once by a nudge. What others write on the same ledger is found
by looking, four times a second, and only while somebody waits: one look serves them all.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from fastapi.concurrency import run_in_threadpool

from ledger.record.store import Unavailable

LOOK_SECONDS = 0.25
SETTLE_SECONDS = 0.02
"""How long a look keeps from the one before that found something, so that bursts come together."""


class Head:
    """Waits until `position`, the last entry's, goes beyond the one that is known."""

    def __init__(self, position: Callable[[], int], look_seconds: float = LOOK_SECONDS) -> None:
        self._position = position
        self._look_seconds = look_seconds
        self._known = 0
        self._waiting = 0
        self._stopped = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._looking: asyncio.Task[None] | None = None
        self._nudged = asyncio.Event()
        self._changed = asyncio.Event()

    @property
    def stopped(self) -> bool:
        """Whether the service is about to end: whoever follows is to let go."""
        return self._stopped

    def nudge(self) -> None:
        """Say, from any thread, that something was written."""
        self._on_the_loop(self._nudged.set)

    def stop(self) -> None:
        """Let everybody go who waits, now and from now on; from any thread."""
        self._stopped = True
        self._on_the_loop(self._tell)

    async def beyond(self, position: int, within_seconds: float) -> None:
        """Return once the ledger goes beyond `position`, the time is up, or the service ends."""
        self._loop = asyncio.get_running_loop()
        self._waiting += 1
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look(), name="feed")
        try:
            async with asyncio.timeout(within_seconds):
                while self._known <= position and not self._stopped:
                    await self._changed.wait()
        except TimeoutError:
            pass
        finally:
            self._waiting -= 1
            if not self._waiting:
                self._nudged.set()

    async def _look(self) -> None:
        while self._waiting:
            self._nudged.clear()
            with suppress(Unavailable):
                known = await run_in_threadpool(self._position)
                if known > self._known:
                    self._known = known
                    self._tell()
                    await asyncio.sleep(SETTLE_SECONDS)
            with suppress(TimeoutError):
                async with asyncio.timeout(self._look_seconds):
                    await self._nudged.wait()

    def _tell(self) -> None:
        """Wake whoever waits at this moment; whoever comes later waits for the next time."""
        self._changed.set()
        self._changed = asyncio.Event()

    def _on_the_loop(self, act: Callable[[], None]) -> None:
        loop = self._loop
        if loop is not None:
            with suppress(RuntimeError):  # the loop has come to its end: nobody waits there
                loop.call_soon_threadsafe(act)
