"""Work that another process does meanwhile."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from enum import StrEnum
from multiprocessing import get_context
from multiprocessing.connection import Connection
from signal import SIG_IGN, SIGINT, signal
from sys import platform
from threading import active_count
from typing import Any, Generic, TypeVar

from ledger.evidence.verifying.verdict import Undecided

T = TypeVar("T")
FORKS = platform == "linux"
"""Whether a process can begin as a copy of this one, with all that it has in memory."""


class Way(StrEnum):
    """How a process begins: as a copy of this one, or anew, with another salt to its hashes."""

    COPIED = "fork"
    ANEW = "spawn"


def way() -> Way:
    """As a copy, if this process has no thread that could be torn."""
    return Way.COPIED if FORKS and active_count() == 1 else Way.ANEW


class Beside(Generic[T]):
    """Work that has begun in another process; `result` waits for what comes next of it."""

    def __init__(self, way: Way, work: Callable[..., Iterable[T]], *arguments: Any) -> None:
        """Begin, in that way."""
        context: Any = get_context(way.value)
        self._taken = deque[tuple[Any, Exception | None]]()
        self._here, there = context.Pipe(duplex=False)
        ends = (self._here, there)
        self._process = context.Process(target=_do, args=(*ends, work, *arguments))
        self._process.start()
        there.close()

    def take(self, within_seconds: float) -> bool:
        """Take what comes next, for which the work waits; wait for it if nothing else was taken.

        Whether there is something for `result` to give, or the process was killed.
        """
        if self._here.poll(0 if self._taken else within_seconds):
            with suppress(EOFError):
                self._taken.append(self._here.recv())
            return True
        return bool(self._taken)

    def result(self) -> T:
        """What comes next of it.

        Raises:
            Exception: What the work raised.
            Undecided: The process was killed, or there was no more to come.
        """
        try:
            found, fault = self._taken.popleft() if self._taken else self._here.recv()
        except EOFError:
            raise Undecided("a process that read the entries was killed") from None
        if fault is not None:
            raise fault
        return found  # type: ignore[no-any-return]

    def close(self) -> None:
        """Let it not go on, whether or not it is done."""
        self._process.terminate()
        self._process.join()
        self._here.close()


def _do(
    here: Connection, there: Connection, work: Callable[..., Iterable[T]], *arguments: Any
) -> None:
    """Send what comes of the work; whoever interrupts is heard by the process that waits for it.

    A copy has both ends. It would wait for ever to be read if it kept the one that it reads not.
    """
    here.close()
    signal(SIGINT, SIG_IGN)
    with suppress(BrokenPipeError):
        try:
            for found in work(*arguments):
                there.send((found, None))
        except Exception as fault:  # noqa: BLE001 - raised again where it is waited for
            there.send((None, fault))
