"""The whole ledger told again under another edition, page by page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ledger.decisions.what_if import Otherwise, WhatIf, what_if
from ledger.journey.page import Line, Page, replay
from ledger.policy.edition import Edition
from ledger.policy.rulebook import Rulebook
from ledger.record.book import Ledger
from ledger.record.entry import CorruptEntry

MOST_READ = 1_000
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Compared:
    """A journey of a page, under its own edition and under the other."""

    page_id: str
    force: str
    restricted: bool
    answer: WhatIf


def compared(
    ledger: Ledger,
    edition: Edition,
    rulebook: Rulebook,
    as_at: date,
    force: str = "",
    progress: Progress = lambda _done: None,
) -> Sequence[Compared]:
    """Every journey of the edition's scheme that entered under another edition, by page and number.

    Args:
        ledger: Read once, whole.
        edition: The other edition.
        rulebook: Where all editions are.
        as_at: The civil day of which the answers are told, inclusive.
        force: Whose pages; every force's if empty.
        progress: Told how many entries have been read.

    Raises:
        CorruptEntry: An entry cannot be read.
        EditionUnknown: An entry cites an edition that is not in `rulebook` as it was.
        Unavailable: The ledger cannot be read.
    """
    pages = _pages(ledger, progress)
    told = {page_id: replay(written) for page_id, written in pages.items()}
    return [
        Compared(page_id, page.force, page.restricted, answer)
        for page_id, page in sorted(told.items())
        if page.journeys and force in {"", page.force}
        for answer in what_if(pages[page_id], edition, rulebook, as_at, _linked(page, told))
    ]


def counted(answers: Iterable[WhatIf]) -> Sequence[tuple[Otherwise, str, int]]:
    """How many journeys each clause makes a difference to, and in what way; most first.

    A difference that no clause makes has none.
    """
    counts = Counter(
        place
        for answer in answers
        for place in {
            (one.otherwise, code) for one in answer.differences for code in one.clauses or ("",)
        }
    )
    ordered = sorted(counts.items(), key=lambda item: (-item[1], *item[0]))
    return [(otherwise, code, number) for (otherwise, code), number in ordered]


def _pages(ledger: Ledger, progress: Progress) -> dict[str, list[Line]]:
    pages: dict[str, list[Line]] = defaultdict(list)
    position, done = 0, 0
    while rows := ledger.since(position, MOST_READ):
        for _, entry in rows:
            if isinstance(entry, CorruptEntry):
                raise entry
            pages[entry.page].append((entry.line, entry.fact))
        position, done = rows[-1][0], done + len(rows)
        progress(done)
    return pages


def _linked(page: Page, told: dict[str, Page]) -> tuple[Page, ...]:
    return tuple(told[other] for other in sorted(page.links) if other in told)
