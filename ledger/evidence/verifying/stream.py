"""What stands on one page: what tells where its journeys stand, or every line of it.

Most pages are written in the order of their days, and are told by the lines that matter, in their
order. Of the others every line is kept, and told by its day.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from msgspec import Raw

from ledger.decisions.agreement import Placed, Publication, answer_of, publications
from ledger.evidence.verifying.days import OF_NO_DAY, UNRECKONED, unreckoned
from ledger.evidence.verifying.lines import Said, fact_of
from ledger.evidence.verifying.verdict import Refuted
from ledger.journey.evolve import STAGES, opened, unmoved
from ledger.journey.facts import Fact
from ledger.journey.facts.arrest import ArrestRecorded
from ledger.journey.facts.institution import StatusPublished
from ledger.journey.facts.protection import RecordedInError
from ledger.journey.journey import Journey
from ledger.journey.page import Line as Written
from ledger.journey.page import replay

_MOVING = {kind for kind, stage in STAGES.items() if stage is not unmoved}
_TELLING = frozenset({*_MOVING, ArrestRecorded, StatusPublished})
"""The kinds of fact that matter to where journeys stand, or say it."""

UNTOLD = "an entry of which it cannot be told where it leaves a journey"


class Kept(NamedTuple):
    """Every line of a page, and which leaf each is."""

    indexes: Sequence[int]
    written: Sequence[Written]


class Told(NamedTuple):
    """The journeys of a page on a day, and the statuses that were published of it.

    Which lines of the page tell the journeys is not looked at.
    """

    journeys: Sequence[Journey]
    publications: Sequence[Publication]


class Stream:
    """What stands on one page, or on it from some line on.

    Attributes:
        commitment: To the page's key; empty until a line is sealed with it.
        force: That opened the page, if it is a person's; else empty.
        before: How many lines of it stand before those that are met, where another walk met them.
        first: The first day told, if there are lines before.
        indexes: Which leaf each line is.
        latest: The last day told.
        in_order: Whether it can be told in the order of its lines: no day came after a later one,
            nothing was recorded in error, no journey opened twice, no status told from less than
            what was written before it, and nothing says what is for no person's page.
        keeps: Whether every line is kept.
        is_told: Whether what it comes to has been told, or is told by whoever has those lines.
    """

    __slots__ = (
        *("_facts", "_opened", "_telling", "before", "commitment", "first", "force"),
        *("in_order", "indexes", "is_told", "keeps", "latest"),
    )

    def __init__(
        self, commitment: str, force: str, before: int = 0, first: date = date.min
    ) -> None:
        self.commitment = commitment
        self.force = force
        self.before = before
        self.first = first
        self.indexes = array("Q")
        self.latest = date.min
        self.in_order = True
        self.keeps = False
        self.is_told = before > 0
        self._facts: list[Fact] = []
        self._opened: frozenset[int] = frozenset()
        self._telling: list[tuple[int, type[Fact], Said]] = []

    def __reduce__(self) -> tuple[Any, ...]:
        """For another process, which is told only what it needs to go on with the page."""
        begun = self.commitment, self.force, self.before, self.first
        if not self.before:
            return _handed_over, (begun, self.indexes, self._facts)
        more = self.latest, self.in_order, self._opened, self._telling
        return _handed_over, (begun, self.indexes, self._facts, *more)

    def goes_on_in(self, stream: Stream) -> bool:
        """Whether `stream` has lines of this page, from the one after its last."""
        return (stream.before, stream.commitment) == (len(self.indexes), self.commitment)

    def go_on(self, stream: Stream) -> None:
        """Let the lines of `stream` be this page's, which is to be told anew."""
        number = len(self.indexes)
        self.in_order = self.in_order and not self.keeps and stream._is_in_order_after(self)
        self.is_told = self.keeps = False
        self.indexes += stream.indexes
        self.latest = max(self.latest, stream.latest)
        self._opened |= stream._opened
        self._telling += [(number + line, kind, said) for line, kind, said in stream._telling]

    def begin_to_keep(self) -> None:
        """Let every line be kept, from the first on."""
        self.keeps, self.latest = True, date.min
        self._facts, self._telling = [], []

    def keep(self, fact: Fact) -> None:
        """Keep what the next line says of those that are kept."""
        self._facts.append(fact)

    def follow(self, kind: type[Fact], clear: Any, said: Said) -> None:
        """See whether the last line is in order, and keep it if it tells something.

        Args:
            kind: Of the fact that it says.
            clear: Its clear fields.
            said: The fact.
        """
        if kind not in OF_NO_DAY:
            self.in_order = clear.on >= self.latest and kind is not RecordedInError
            self.latest = clear.on
        elif kind is not StatusPublished:
            self.in_order = False
        if kind in _TELLING:
            number = len(self.indexes)
            if kind is ArrestRecorded:
                self.in_order = self.in_order and clear.journey not in self._opened
                self._opened |= {clear.journey}
            elif kind is StatusPublished:
                self.in_order = clear.as_at >= self.latest and self._is_told_from_all(clear)
            self._telling.append((number, kind, said.copy() if isinstance(said, Raw) else said))

    def is_told_on(self, as_at: date) -> bool:
        """Whether what it comes to on a civil day, inclusive, can be told of what is known here."""
        return self.keeps or (self.in_order and self.latest <= as_at)

    def told(self, as_at: date) -> Told:
        """What a person's page comes to on a civil day, inclusive, if `is_told_on` it.

        Raises:
            Refuted: An entry says a day that cannot be reckoned with.
        """
        return self._told_by_days(as_at) if self.keeps else self._told_in_order()

    def written(self) -> Iterator[Written]:
        """Every line with its fact, if they are kept."""
        return enumerate(self._facts, start=1)

    def kept(self) -> Kept:
        """Every line with its fact and its leaf, if they are kept."""
        return Kept(self.indexes, list(self.written()))

    def _is_told_from_all(self, status: Any) -> bool:
        """Whether the status on the last line was told from all that was written before it."""
        return len(self.indexes) == 1 or self.indexes[-2] < status.size

    def _is_in_order_after(self, known: Stream) -> bool:
        """Whether the lines from here on come in order after those that are known before."""
        days_in_order = self.in_order and self.first >= known.latest
        return days_in_order and not self._opened & known._opened and self._is_told_from(known)

    def _is_told_from(self, known: Stream) -> bool:
        """Whether every status here was told from all that is known before, at least."""
        told = (fact_of(kind, said) for _, kind, said in self._telling if kind is StatusPublished)
        statuses = [fact for fact in told if isinstance(fact, StatusPublished)]
        last = known.indexes[-1]
        return all(one.size > last and one.as_at >= known.latest for one in statuses)

    def _told_in_order(self) -> Told:
        journeys, published, line = dict[int, Journey](), list[Publication](), 0
        try:
            for line, kind, said in self._telling:
                fact: Any = fact_of(kind, said)
                number = fact.journey
                if kind is ArrestRecorded:
                    journeys[number] = opened(fact)
                elif kind is StatusPublished:
                    published.append(self._publication(line, fact, journeys.get(number)))
                elif number in journeys:
                    journeys[number] = STAGES[kind](journeys[number], fact)
        except UNRECKONED:
            raise Refuted(UNTOLD, self.indexes[line - 1]) from None
        return Told([journeys[number] for number in sorted(journeys)], published)

    def _publication(self, line: int, fact: StatusPublished, told: Journey | None) -> Publication:
        answer = answer_of(told, fact.as_at)
        return Publication(self.indexes[line - 1], line, fact, line - 1, line - 1, answer)

    def _told_by_days(self, as_at: date) -> Told:
        lines = list(zip(self.indexes, self.written(), strict=True))
        placed = [Placed(index, line, fact) for index, (line, fact) in lines]
        try:
            journeys = replay((written for _, written in lines), as_at).journeys
            return Told(journeys, tuple(publications(placed)))
        except UNRECKONED:
            raise Refuted(UNTOLD, self.indexes[unreckoned(self.written()) - 1]) from None


def _handed_over(
    begun: tuple[str, str, int, date],
    indexes: array[int],
    facts: list[Fact],
    latest: date = date.min,
    in_order: bool = False,
    opened_: frozenset[int] = frozenset(),
    telling: Sequence[tuple[int, type[Fact], Said]] = (),
) -> Stream:
    stream = Stream(*begun)
    stream.is_told, stream.indexes = True, indexes
    stream.keeps, stream._facts = bool(facts), facts
    stream.latest, stream.in_order = latest, in_order
    stream._opened, stream._telling = opened_, list(telling)
    return stream
