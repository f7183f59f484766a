"""A ledger in a list: what the views ask of one, with corruption where a test wants it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from ledger.journey.facts import Fact
from ledger.record.entry import Attribution, CorruptEntry, Entry

NOON = datetime(2020, 1, 1, 12, tzinfo=UTC)


class ListedLedger:
    """Entries in the order written, each a second after the one before."""

    def __init__(self, *pages: tuple[str, Sequence[Fact]]) -> None:
        self._entries: list[tuple[int, Entry | CorruptEntry]] = []
        self._lines: Counter[str] = Counter()
        for page, facts in pages:
            self.write(page, *facts)

    @property
    def position(self) -> int:
        return len(self._entries)

    def write(self, page: str, *facts: Fact) -> int:
        for fact in facts:
            line, position = self._next(page)
            at = NOON + timedelta(seconds=position)
            entry = Entry(page, line, at, Attribution(by="sgt-1"), fact)
            self._entries.append((position, entry))
        return self.position

    def corrupt(self, page: str) -> int:
        line, position = self._next(page)
        self._entries.append((position, CorruptEntry(page, line, position)))
        return self.position

    def since(self, position: int, limit: int) -> Sequence[tuple[int, Entry | CorruptEntry]]:
        return self._entries[position : position + limit]

    def entries(self, page_id: str) -> tuple[Entry, ...]:
        entries = [entry for _, entry in self._entries if entry.page == page_id]
        for entry in entries:
            if isinstance(entry, CorruptEntry):
                raise entry
        return tuple(entry for entry in entries if isinstance(entry, Entry))

    def _next(self, page: str) -> tuple[int, int]:
        self._lines[page] += 1
        return self._lines[page], self.position + 1
