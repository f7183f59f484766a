"""A log as its file stands, for whoever looks whether it is what was written.

Nothing is made, mended or written, and no key is needed: a table that is gone stays gone, and is
told. Where the folder cannot be written to, either, the file is read as one that nobody changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ledger.record.access import FILE as ACCESS_FILE
from ledger.record.access_audit import audit_access
from ledger.record.access_file import AccessRecorder
from ledger.record.audit import NO_LEAF, Finding, Progress, audit
from ledger.record.leaves import Leaf, all_there
from ledger.record.sqlite import DurableRecorder
from ledger.record.sqlite_leaves import LeafRecorder
from ledger.record.sqlite_reading import ReadOnlyDatastore
from ledger.record.unavailable import Damaged, Unavailable, reading

FILE = "ledger.sqlite"
PATIENCE_SECONDS = 5

Audit = Callable[[Any, Progress], Finding | None]


class AsStored:
    """The log in a file that is there, read by way of `recorder`, and audited by `audit_of`."""

    def __init__(self, recorder: LeafRecorder, audit_of: Audit) -> None:
        self._recorder = recorder
        self._audit = audit_of

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._recorder.datastore.close()

    @property
    def size(self) -> int:
        """The size of the log: how many leaves it has.

        Raises:
            Unavailable: The file cannot be read, or is not made as this program makes it.
        """
        with reading():
            unlike = self._recorder.unlike()
            if unlike:
                raise Unavailable(f"the event store has {unlike}")
            return self._recorder.size()

    def leaves(self, start: int, limit: int) -> Sequence[Leaf]:
        """At most `limit` leaves from leaf `start`, inclusive, in order.

        Raises:
            Unavailable: The file cannot be read.
        """
        with reading():
            return self._recorder.leaves(start, limit)

    def lines(self, start: int, limit: int) -> Sequence[bytes]:
        """The lines of those leaves, byte for byte as stored.

        Raises:
            CorruptEntry: One of them is gone.
            Unavailable: The file cannot be read.
        """
        with reading():
            rows = self._recorder.lines(start, limit)
        return all_there(rows)

    def audit(self, progress: Progress = lambda _done: None) -> Finding | None:
        """The first place at which what is stored is not as it was written, if there is one.

        `progress` is told how many lines have been looked at.

        Raises:
            Unavailable: The file cannot be read.
        """
        try:
            with reading():
                return self._audit(self._recorder, progress)
        except Damaged as damaged:
            return Finding(NO_LEAF, 0, "", 0, str(damaged))


def ledger_as_stored(data: Path) -> AsStored:
    """The ledger in the directory `data`, where its file is there."""
    return AsStored(DurableRecorder(_opened(data / FILE)), audit)


def access_log_as_stored(data: Path) -> AsStored:
    """The access log in the directory `data`, where its file is there."""
    return AsStored(AccessRecorder(_opened(data / ACCESS_FILE)), audit_access)


def _opened(file: Path) -> ReadOnlyDatastore:
    return ReadOnlyDatastore(file, PATIENCE_SECONDS)
