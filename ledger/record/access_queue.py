"""Accesses that wait to be written: whoever comes first writes for all who wait.

So there is one wait for the disk, and not one for each of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

from eventsourcing.persistence import PersistenceError, StoredEvent

from ledger.record.access_file import AccessRecorder
from ledger.record.access_parts import Access

Parts = Sequence[tuple[StoredEvent, Access]]


class _Waiting:
    """An access that waits to be written, in its parts, with what became of it."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.position = 0
        self.error: PersistenceError | None = None
        self.is_done = False


class Queue:
    """Writes what is given to it by way of `recorder`, from many threads."""

    def __init__(self, recorder: AccessRecorder) -> None:
        self._recorder = recorder
        self._pen, self._lock = Lock(), Lock()
        self._waiting: list[_Waiting] = []

    def write(self, parts: Parts) -> int:
        """Write the parts, at least one, next to each other; the last one's position.

        Raises:
            PersistenceError: They could not be written, or those that were written with them.
        """
        mine = _Waiting(parts)
        with self._lock:
            self._waiting.append(mine)
        with self._pen:
            if not mine.is_done:
                with self._lock:
                    batch, self._waiting = self._waiting, []
                self._write(batch)
        if not mine.position:
            raise PersistenceError("the parts may not be written") from mine.error
        return mine.position

    def _write(self, batch: Sequence[_Waiting]) -> None:
        rows = [row for one in batch for row in one.parts]
        try:
            positions = self._recorder.insert_events(
                [stored for stored, _ in rows], accesses=[access for _, access in rows]
            )
        except PersistenceError as error:
            for one in batch:
                one.error, one.is_done = error, True
            return
        left = iter(positions or ())
        for one in batch:
            one.position = [next(left) for _ in one.parts][-1]
            one.is_done = True
