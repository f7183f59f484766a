"""A stretch of the ledger as views are told it: its entries, and each page as they left it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ledger.journey.facts import Fact
from ledger.journey.page import Page
from ledger.record.entry import CorruptEntry, Entry


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as the batch left it, at `line`, written at `position`; `facts` are the batch's own.

    A page that cannot be `told`, for an entry that cannot be read, is blank: nothing that follows
    from the whole of it is known.
    """

    page_id: str
    page: Page
    line: int
    position: int
    facts: tuple[Fact, ...]
    is_new: bool
    told: bool

    def moved_by_more_than(self, quiet: Collection[type[Fact]]) -> bool:
        """Whether the batch brought a fact of another type, or the page cannot be told."""
        return not self.told or any(type(fact) not in quiet for fact in self.facts)


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries by position, those that cannot be read apart; `sheets` by page id."""

    entries: Sequence[tuple[int, Entry]]
    unreadable: Sequence[tuple[int, CorruptEntry]]
    sheets: Mapping[str, Sheet]

    def sheets_moved(self, quiet: Collection[type[Fact]]) -> list[Sheet]:
        """The pages that were touched by any fact of another type than `quiet`."""
        return [sheet for sheet in self.sheets.values() if sheet.moved_by_more_than(quiet)]

    def sheets_not_moved(self, quiet: Collection[type[Fact]]) -> list[Sheet]:
        """The pages that were touched by facts of the types `quiet` only."""
        return [sheet for sheet in self.sheets.values() if not sheet.moved_by_more_than(quiet)]
