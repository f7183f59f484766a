"""What follows from a command: drafted, answered, and written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from ledger.journey.facts import Fact
from ledger.journey.page import Page, turn
from ledger.record.entry import Attribution, Entry
from ledger.record.once import Answered, Once


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a command led to: the new entries, the page with them, and the last one's position.

    The position is 0 until they are written.
    """

    entries: tuple[Entry, ...]
    page: Page
    position: int


@dataclass(frozen=True, slots=True)
class Answering:
    """A request, and how it is answered: what `answer` makes is written with the entries."""

    once: Once
    answer: Callable[[Recorded], bytes]

    def of(self, drafted: Recorded) -> Answered:
        return Answered(self.once, self.answer(drafted))


@dataclass(frozen=True, slots=True)
class Draft:
    """What a command leads to on the page, before it is written."""

    page_id: str
    page: Page
    facts: Sequence[Fact]
    attribution: Attribution

    def entries(self, at: datetime) -> tuple[Entry, ...]:
        return tuple(
            Entry(self.page_id, line, at, self.attribution, fact)
            for line, fact in enumerate(self.facts, start=self.page.version + 1)
        )

    def recorded(self, entries: tuple[Entry, ...], position: int = 0) -> Recorded:
        page = self.page
        for entry in entries:
            page = turn(page, entry.line, entry.fact)
        return Recorded(entries, page, position)
