"""Where in the ledger an instant falls: entries are recorded in the order of their instants."""

from __future__ import annotations

from datetime import datetime

from ledger.record.book import Ledger
from ledger.record.entry import Entry


def position_before(ledger: Ledger, at: datetime) -> int:
    """The position of the last entry recorded before `at`, exclusive; 0 if there is none.

    Clocks of several processes may disagree by a little, and then so may this.

    Raises:
        Unavailable: The ledger cannot be read.
    """
    low, high = 0, ledger.position
    while low < high:
        middle = (low + high + 1) // 2
        if _is_before(ledger, middle, at):
            low = middle
        else:
            high = middle - 1
    return low


def _is_before(ledger: Ledger, position: int, at: datetime) -> bool:
    """Whether the entry there was recorded before `at`, or the next before it that can be read."""
    for place in range(position, 0, -1):
        for _, entry in ledger.since(place - 1, 1):
            if isinstance(entry, Entry):
                return entry.recorded_at < at
    return True
