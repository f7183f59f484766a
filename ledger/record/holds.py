"""Names that one thread of one process holds at a time, on one machine.

Names are held as stripes, by their hash: none is written anywhere. Stripes are taken in their
order, so that nobody waits for somebody who waits for them.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from threading import Lock
from time import monotonic, sleep

STRIPES = 64
_AGAIN_SECONDS = 0.002


class StillHeld(Exception):
    """Others held one of the names for too long."""


class Holds:
    """Stripes in `folder`, a file each, that every process on it shares; none if it is None."""

    def __init__(self, folder: Path | None, patience_seconds: float) -> None:
        self._folder = folder
        self._patience_seconds = patience_seconds
        self._threads = tuple(Lock() for _ in range(STRIPES))

    @contextmanager
    def held(self, names: Iterable[str]) -> Iterator[None]:
        """Hold all of `names` for as long as the block lasts.

        Raises:
            StillHeld: Somebody else did not let go in time.
        """
        until = monotonic() + self._patience_seconds
        with ExitStack() as held:
            for stripe in sorted({_stripe(name) for name in names}):
                held.enter_context(self._thread(stripe, until))
                if self._folder is not None:
                    held.enter_context(_process(self._folder / str(stripe), until))
            yield

    @contextmanager
    def _thread(self, stripe: int, until: float) -> Iterator[None]:
        lock = self._threads[stripe]
        if not lock.acquire(timeout=max(0.0, until - monotonic())):
            raise StillHeld
        try:
            yield
        finally:
            lock.release()


@contextmanager
def _process(file: Path, until: float) -> Iterator[None]:
    file.parent.mkdir(mode=0o700, exist_ok=True)
    with file.open("ab") as opened:
        while not _taken(opened.fileno()):
            if monotonic() > until:
                raise StillHeld
            sleep(_AGAIN_SECONDS)
        yield


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _stripe(name: str) -> int:
    return sha256(name.encode()).digest()[0] % STRIPES
