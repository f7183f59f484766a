"""Whether the access log is what was written: lines, leaves and index, one beside the other.

As with the ledger's audit, whoever changes line, leaf and index alike is found by a head that
somebody remembers, or by what the ledger saw of this log, not here. No key is needed: a box is part
of the line.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from eventsourcing.persistence import Notification

from ledger.record.access_file import AccessRecorder, AccessRows, IndexRow, indexed, paged
from ledger.record.access_mapper import read_row
from ledger.record.access_parts import Access, CorruptAccess
from ledger.record.audit import MOST, Finding, Progress, beside, of_the_file
from ledger.record.leaves import Leaf

_POSITION = 2
"""Where the position stands in a row of either index."""


def audit_access(
    recorder: AccessRecorder, progress: Progress = lambda _done: None
) -> Finding | None:
    """The first place at which lines, leaves and index do not agree, if there is one.

    All is looked at as it was at one moment. `progress` is told how many records have been.

    Raises:
        PersistenceError: The log cannot be read.
    """
    with recorder.everything() as stored:
        if stored.unlike:
            return of_the_file(stored.unlike)
        walk = _Walk(stored)
        for index, (row, leaf) in enumerate(zip_longest(stored.lines, stored.leaves)):
            what = walk.next(index, row, leaf)
            if what:
                position = row.id if row else leaf.position if leaf else 0
                return Finding(index, position, "", 0, what)
            if index % MOST == 0:
                progress(index)
        what = walk.end()
    return Finding(walk.size, 0, "", 0, what) if what else None


class _Walk:
    """Goes through the log in order, and says of each record what does not fit, if anything."""

    def __init__(self, stored: AccessRows) -> None:
        self.size = 0
        self._index, self._pages = _ByPosition(stored.index), _ByPosition(stored.pages)
        self._last: Access | None = None

    def next(self, index: int, row: Notification | None, leaf: Leaf | None) -> str:
        """What does not fit of the record and leaf `index`; empty if all does."""
        self.size = index + 1
        if row is None:
            return "a leaf without a record"
        what = beside(index, row, leaf)
        if what:
            return what
        try:
            access = read_row(row)
        except CorruptAccess:
            return "a record that cannot be read, or is stored under another id, part or kind"
        return self._out_of_turn(access) or self._wrongly_indexed(row.id, access)

    def end(self) -> str:
        """What is wanting or left over at the end; empty if nothing is."""
        if self._last and self._last.part != self._last.parts:
            return "the last parts of an access are missing"
        if self._index.is_left or self._pages.is_left:
            return "an index of a record that is not there"
        return ""

    def _out_of_turn(self, access: Access) -> str:
        before, self._last = self._last, access
        due = 1
        if before and before.part != before.parts:
            if (access.id, access.parts) != (before.id, before.parts):
                return "the last parts of the access before it are missing"
            due = before.part + 1
        return "" if access.part == due else f"part {due} of the access is missing before it"

    def _wrongly_indexed(self, position: int, access: Access) -> str:
        if self._index.upto(position) != {indexed(position, access)}:
            return "a record that is found by other things than it says"
        if self._pages.upto(position) != set(paged(position, access)):
            return "a record that is found by other pages than it names"
        return ""


class _ByPosition:
    """Rows of an index, in the order of their positions."""

    def __init__(self, rows: Iterator[IndexRow]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    @property
    def is_left(self) -> bool:
        return self._next is not None

    def upto(self, position: int) -> set[IndexRow]:
        """The rows that have not been given yet, of positions up to this one, inclusive."""
        rows = set()
        while self._next is not None and _is_upto(self._next[_POSITION], position):
            rows.add(self._next)
            self._next = next(self._rows, None)
        return rows


def _is_upto(found: object, position: int) -> bool:
    return isinstance(found, int | float) and found <= position  # SQLite keeps what it is given
