"""The whole ledger told again under another edition, page by page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ledger.decisions.otherwise import Otherwise, WhatIf
from ledger.decisions.what_if import what_if
from ledger.journey.facts.decision import EligibilityDecided
from ledger.journey.facts.person import PagesLinked
from ledger.journey.page import Line, Page, replay
from ledger.journey.parts import EditionRef
from ledger.policy.edition import Edition
from ledger.policy.rulebook import Rulebook
from ledger.record.book import Ledger
from ledger.record.entry import CorruptEntry

MOST_READ = 1_000
Progress = Callable[[int, int], None]
"""Told how much is done, of how much in all."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Under which edition, of which civil day, inclusive; whose journeys, every force's if empty.

    `against` is the only edition whose journeys are told again; all others' of the scheme if None.
    """

    edition: Edition
    as_at: date
    force: str = ""
    against: EditionRef | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """A journey of a page, under its own edition and under the other."""

    page_id: str
    force: str
    restricted: bool
    answer: WhatIf

    def is_listed(self, with_same_answer: bool) -> bool:
        """Whether another answer would be given; or, if asked, the same by other clauses."""
        same = with_same_answer and self.answer.is_same_by_other_clauses
        return self.answer.differs or same


def compared(
    ledger: Ledger,
    asked: Asked,
    rulebook: Rulebook,
    progress: Progress = lambda _done, _of_all: None,
) -> Sequence[Compared]:
    """Every journey that entered under another edition of the scheme, by page and number.

    Args:
        ledger: Read once, whole.
        asked: What is compared.
        rulebook: Where all editions are.
        progress: Told of every page that is told again, and while the ledger is read.

    Raises:
        CorruptEntry: An entry cannot be read.
        EditionUnknown: An entry cites an edition that is not in `rulebook` as it was.
        Unavailable: The ledger cannot be read.
    """
    pages = _pages(ledger, progress)
    of_scheme = [name for name, written in sorted(pages.items()) if _concerns(written, asked)]
    told_again: list[Compared] = []
    for done, name in enumerate(of_scheme, 1):
        told_again += _of_page(name, pages, asked, rulebook)
        progress(done, len(of_scheme))
    return told_again


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
    position, done, size = 0, 0, ledger.size
    while rows := ledger.since(position, MOST_READ):
        for _, entry in rows:
            if isinstance(entry, CorruptEntry):
                raise entry
            pages[entry.page].append((entry.line, entry.fact))
        position, done = rows[-1][0], done + len(rows)
        progress(done, max(done, size))
    return pages


def _concerns(written: Sequence[Line], asked: Asked) -> bool:
    """Whether the page is of the force, and has been decided on under the scheme."""
    if asked.force not in {"", _force_of(written)}:
        return False
    return any(
        isinstance(fact, EligibilityDecided) and fact.edition.scheme == asked.edition.ref.scheme
        for _, fact in written
    )


def _force_of(written: Sequence[Line]) -> str:
    _, first = written[0]
    return getattr(first, "force", "")


def _of_page(
    name: str, pages: Mapping[str, Sequence[Line]], asked: Asked, rulebook: Rulebook
) -> Iterator[Compared]:
    written = pages[name]
    page = replay(written)
    others = {fact.other for _, fact in written if isinstance(fact, PagesLinked)}
    linked: dict[str, Page] = {other: replay(pages[other]) for other in others if other in pages}
    for answer in what_if(written, asked.edition, rulebook, asked.as_at, linked):
        if asked.against in {None, answer.edition}:
            yield Compared(name, page.force, page.restricted, answer)
