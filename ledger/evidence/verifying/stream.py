"""What stands on one page, told as it is met.

Most pages were written in the order of their days, and are told so, line by line: no line is kept.
A page that was not is read again, and told from all its lines.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from ledger.decisions.agreement import Placed, Publication, answer_of, publications
from ledger.evidence.verifying.lines import Line, fact_of, read
from ledger.journey.facts.institution import StatusPublished
from ledger.journey.journey import Journey
from ledger.journey.page import Line as Written
from ledger.journey.page import Telling, replay

LineOf = Callable[[int], bytes]
"""The line of a leaf that was met before, by its index."""


class Kept(NamedTuple):
    """Every line of a page, and which leaf each is."""

    indexes: Sequence[int]
    written: Sequence[Written]


class Stream:
    """What stands on one page, line by line.

    Attributes:
        commitment: To the page's key.
        force: That opened the page, if it is a person's; else empty.
        indexes: Which leaf each line is.
        latest: The last day told.
        written: Every line; None while the page can be told without.
    """

    __slots__ = (
        *("_line_of", "_published", "_telling"),
        *("commitment", "force", "indexes", "latest", "written"),
    )

    def __init__(self, commitment: str, force: str, line_of: LineOf, *, is_persons: bool) -> None:
        self.commitment = commitment
        self.force = force
        self.indexes = array("Q")
        self.latest = date.min
        self.written: list[Written] | None = None if is_persons else []
        self._line_of = line_of
        self._telling = Telling()
        self._published: list[Publication] = []

    def lines(self) -> list[Written]:
        """Every line, from now on kept; those that were not are read again."""
        if self.written is None:
            again = [read(self._line_of(index), index) for index in self.indexes]
            self.written = [(line.line, fact_of(line)) for line in again]
        return self.written

    def kept(self) -> Kept:
        """The page, line by line."""
        return Kept(self.indexes, self.lines())

    def tell(self, line: Line) -> None:
        """Let the last line be told, of a kind that is not still, and of no day before the last."""
        if isinstance(line.fact, StatusPublished):
            self._publish(line.line, line.fact)
        else:
            self._telling.tell(line.line, line.fact)

    def journeys(self, as_at: date) -> tuple[Journey, ...]:
        """Those of the page as it is told of a civil day, inclusive."""
        if self.written is None and self.latest <= as_at:
            return self._telling.journeys
        return replay(self.lines(), as_at).journeys

    def publications(self) -> Iterable[Publication]:
        """Every status published on the page, and what the page told of it then."""
        if self.written is None:
            return self._published
        lines = zip(self.indexes, self.written, strict=True)
        return publications([Placed(index, line, fact) for index, (line, fact) in lines])

    def _publish(self, line: int, fact: StatusPublished) -> None:
        *before, index = self.indexes[-2:]
        if fact.as_at < self.latest or fact.size <= max(before, default=-1):
            self.lines()
            return
        journeys = self._telling.journeys
        journey = next((one for one in journeys if one.number == fact.journey), None)
        answer = answer_of(journey, fact.as_at)
        self._published.append(Publication(index, line, fact, line - 1, line - 1, answer))
