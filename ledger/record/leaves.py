"""The leaves of the log: every line in one dense order from 0, hashed as it is stored.

A leaf is written in the line's own transaction. The store's own ids prove nothing: they are used
again once the last rows are gone, and have gaps. Only the index, which has neither, is the log's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ledger.record.entry import CorruptEntry


@dataclass(frozen=True, slots=True)
class Leaf:
    """Leaf `index`, from 0: the hash of the line at `position` of the store (RFC 6962)."""

    index: int
    position: int
    hash: bytes


class BeyondTheLog(LookupError):
    """The log has no such size: it is negative, or larger than the log is."""


class Log(Protocol):
    """Lines in one order with their leaves: the ledger, or the access log.

    Each raises `Unavailable` where it cannot be read.
    """

    @property
    def size(self) -> int:
        """The number of leaves."""

    def leaves(self, start: int, limit: int) -> Sequence[Leaf]:
        """At most `limit` leaves from leaf `start`, inclusive, in order."""

    def lines(self, start: int, limit: int) -> Sequence[bytes]:
        """The lines of those leaves, byte for byte as stored.

        Raises:
            CorruptEntry: One of them is gone.
        """


def all_there(rows: Sequence[tuple[int, object]]) -> Sequence[bytes]:
    """The lines of `rows`, of which each has a position too.

    Raises:
        CorruptEntry: One of them is gone, or is no bytes any more.
    """
    lines = []
    for position, line in rows:
        if not isinstance(line, bytes):
            raise CorruptEntry("", 0, position)
        lines.append(line)
    return lines
