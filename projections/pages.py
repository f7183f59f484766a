"""Pages held folded between batches, so that an entry costs one turn and not a replay.

Pages not touched for longest make room; one that is missed is read from the ledger, up to the
batch and no further. A page that cannot be told is blank, and harms no other; one that was erased
is not held, for its facts as they were read before say what is gone.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ledger.journey.facts import Fact
from ledger.journey.page import BLANK, Page, replay, turn
from ledger.record.entry import CorruptEntry, Entry
from projections.batch import Batch, Sheet
from projections.source import Source

MOST_PAGES = 10_000

Numbered = tuple[int, Entry | CorruptEntry]


@dataclass(slots=True)
class Touched:
    """What a batch brought to one page, from line `first` to `line`, the last at `position`."""

    first: int
    line: int
    position: int
    facts: list[Fact] = field(default_factory=list)
    readable: bool = True


class Pages:
    """At most `most` folded pages of the ledger `source`."""

    def __init__(self, source: Source, most: int = MOST_PAGES) -> None:
        self._source = source
        self._most = most
        self._held: OrderedDict[str, Page] = OrderedDict()

    def batch(self, numbered: Sequence[Numbered]) -> Batch:
        """The stretch `numbered` of the ledger, with each page that it touches told to its end."""
        touched = _by_page(numbered)
        sheets = {page_id: self._sheet(page_id, it) for page_id, it in touched.items()}
        while len(self._held) > self._most:
            self._held.popitem(last=False)
        return Batch(
            entries=[(at, entry) for at, entry in numbered if isinstance(entry, Entry)],
            unreadable=[(at, entry) for at, entry in numbered if isinstance(entry, CorruptEntry)],
            sheets=sheets,
        )

    def _sheet(self, page_id: str, touched: Touched) -> Sheet:
        page = self._told(page_id, touched)
        if page is None or page.erased:
            self._held.pop(page_id, None)
        else:
            self._held[page_id] = page
            self._held.move_to_end(page_id)
        return Sheet(
            page_id=page_id,
            page=page or BLANK,
            line=touched.line,
            position=touched.position,
            facts=tuple(touched.facts),
            is_new=touched.first == 1,
            told=page is not None,
        )

    def _told(self, page_id: str, touched: Touched) -> Page | None:
        """The page to the end of the batch; None if it cannot be told."""
        if not touched.readable:
            return None
        held = self._held.get(page_id, BLANK) if touched.first > 1 else BLANK
        if held.version != touched.first - 1:
            return self._read(page_id, touched.line)
        for line, fact in enumerate(touched.facts, touched.first):
            held = turn(held, line, fact)
        return held

    def _read(self, page_id: str, line: int) -> Page | None:
        try:
            entries = self._source.entries(page_id)[:line]
        except CorruptEntry:
            return None
        return replay((entry.line, entry.fact) for entry in entries)


def _by_page(numbered: Sequence[Numbered]) -> Mapping[str, Touched]:
    pages: dict[str, Touched] = {}
    for position, entry in numbered:
        touched = pages.get(entry.page)
        if touched is None:
            touched = pages[entry.page] = Touched(entry.line, entry.line - 1, position)
        follows = entry.line == touched.line + 1
        touched.line, touched.position = entry.line, position
        if isinstance(entry, Entry) and follows:
            touched.facts.append(entry.fact)
        else:
            touched.readable = False
    return pages
