"""Keep views up to date beside the API: a thread that catches up when nudged, and polls besides.

What is written within a moment is drawn together, unless somebody waits for it.

Whatever goes wrong is tried again after a pause; only the class of an error is logged, for its text
can hold what is personal.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from threading import Event, Thread
from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from projections.catch_up import catch_up
from projections.pages import Pages
from projections.source import Source
from projections.view import View

POLL_SECONDS = 0.03
MOMENT_SECONDS = 0.02
LONGEST_PAUSE_SECONDS = 5.0
STOP_WITHIN_SECONDS = 10.0

log = logging.getLogger(__name__)


class Runner:
    """Draws `views` from `source` on `engine` until stopped; `with` starts and stops it.

    `when_nudged` is called with each nudge, in the thread that nudges.
    """

    def __init__(
        self,
        source: Source,
        engine: Engine,
        views: Sequence[View],
        *,
        poll_seconds: float = POLL_SECONDS,
        when_nudged: Callable[[], None] = lambda: None,
    ) -> None:
        self._source = source
        self._engine = engine
        self._views = views
        self._pages = Pages(source)
        self._poll_seconds = poll_seconds
        self._pause_seconds = poll_seconds
        self._when_nudged = when_nudged
        self._nudged = Event()
        self._hurried = Event()
        self._stopped = Event()
        self._read_to = 0
        self._thread = Thread(target=self._run, name="views", daemon=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def lag(self) -> int:
        """How many positions the views were behind the ledger when they were last drawn to."""
        return max(0, self._source.position - self._read_to)

    @property
    def is_well(self) -> bool:
        """Whether the thread runs and its last attempt did not fail."""
        return self._thread.is_alive() and self._pause_seconds == self._poll_seconds

    def start(self) -> None:
        self._thread.start()

    def nudge(self) -> None:
        """Say that something was written, so that the next look is in a moment."""
        self._nudged.set()
        self._when_nudged()

    def hurry(self) -> None:
        """Say that somebody waits, so that the next look is at once."""
        self._hurried.set()
        self._nudged.set()

    def stop(self) -> None:
        """Let the batch at hand finish, and end the thread."""
        self._stopped.set()
        self.hurry()
        self._thread.join(STOP_WITHIN_SECONDS)

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._look()
            self._nudged.wait(self._pause_seconds)
            self._nudged.clear()
            self._hurried.wait(MOMENT_SECONDS)
            self._hurried.clear()

    def _look(self) -> None:
        try:
            self._read_to = catch_up(self._source, self._engine, self._views, pages=self._pages)
            self._pause_seconds = self._poll_seconds
        except Exception as error:  # noqa: BLE001  views must go on, whatever failed once
            self._pause_seconds = min(2 * self._pause_seconds, LONGEST_PAUSE_SECONDS)
            log.error("views: %s, next try in %.2f s", type(error).__name__, self._pause_seconds)  # noqa: TRY400  a trace holds values
