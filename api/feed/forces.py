"""Which force each stream is of: said once, by its page's first entry, and never changed.

A page of which that entry cannot be read is of no force: nobody is shown it.
"""

from __future__ import annotations

from threading import Lock

from ledger.record.book import Ledger
from ledger.record.entry import CorruptEntry, Entry
from ledger.record.streams import person_of

MOST_REMEMBERED = 100_000


class Forces:
    """The force of every page that was asked for, looked up in `ledger` once, and remembered."""

    def __init__(self, ledger: Ledger, most_remembered: int = MOST_REMEMBERED) -> None:
        self._ledger = ledger
        self._most_remembered = most_remembered
        self._lock = Lock()
        self._remembered: dict[str, str | None] = {}

    def of(self, entry: Entry | CorruptEntry) -> str | None:
        """The force that the entry's page is of; None if that cannot be told.

        Raises:
            Unavailable: The ledger cannot be read.
        """
        with self._lock:
            if entry.page in self._remembered:
                return self._remembered[entry.page]
        force = self._looked_up(entry)
        with self._lock:
            self._remembered[entry.page] = force
            if len(self._remembered) > self._most_remembered:
                del self._remembered[next(iter(self._remembered))]
        return force

    def _looked_up(self, entry: Entry | CorruptEntry) -> str | None:
        if entry.line == 1 and person_of(entry.page) in {None, entry.page}:
            return getattr(entry.fact, "force", None) if isinstance(entry, Entry) else None
        try:
            return self._ledger.force_of(entry.page) or None
        except CorruptEntry:
            return None
