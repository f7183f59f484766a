"""What the views need of the ledger; `ledger.record.book.Ledger` is it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ledger.record.entry import CorruptEntry, Entry


class Source(Protocol):
    """The whole ledger in its one order, from position 1, and each page by itself."""

    @property
    def position(self) -> int:
        """The position of the last entry, 0 if there is none."""
        ...

    def since(self, position: int, limit: int) -> Sequence[tuple[int, Entry | CorruptEntry]]:
        """At most `limit` entries after `position`, which is exclusive, with their positions."""
        ...

    def entries(self, page_id: str) -> tuple[Entry, ...]:
        """All of a page's entries, oldest first.

        Raises:
            CorruptEntry: One of them cannot be read.
        """
        ...
