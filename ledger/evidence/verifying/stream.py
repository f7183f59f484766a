"""What stands on one page: every line, and what it comes to.

Most pages were written in the order of their days, and are told so; the others by their days.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from ledger.decisions.agreement import Placed, Publication, answer_of, publications
from ledger.evidence.verifying.lines import Said, fact_of
from ledger.journey.evolve import STAGES, evolve, opened, unmoved
from ledger.journey.facts import Fact
from ledger.journey.facts.arrest import ArrestRecorded
from ledger.journey.facts.institution import StatusPublished
from ledger.journey.journey import Journey
from ledger.journey.page import Line as Written
from ledger.journey.page import replay

_MOVING = {kind for kind, stage in STAGES.items() if stage is not unmoved}
TELLING = frozenset({*_MOVING, ArrestRecorded, StatusPublished})
"""The kinds of fact that matter to where journeys stand, or say it."""


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
    """What stands on one page, line by line.

    Attributes:
        commitment: To the page's key.
        force: That opened the page, if it is a person's; else empty.
        indexes: Which leaf each line is.
        latest: The last day told.
        in_order: Whether no day was told after a later one, and nothing was recorded in error.
    """

    __slots__ = ("_kinds", "_said", "commitment", "force", "in_order", "indexes", "latest")

    def __init__(self, commitment: str, force: str) -> None:
        self.commitment = commitment
        self.force = force
        self.indexes = array("Q")
        self.latest = date.min
        self.in_order = True
        self._kinds: list[type[Fact]] = []
        self._said: list[Said] = []

    def add(self, index: int, kind: type[Fact], said: Said) -> int:
        """The number that the next line has, from 1, which is put to those before."""
        self.indexes.append(index)
        self._kinds.append(kind)
        self._said.append(said)
        return len(self._said)

    def written(self) -> list[Written]:
        """Every line with its fact."""
        facts = list(map(fact_of, self._kinds, self._said))
        self._said = list(facts)
        return list(enumerate(facts, start=1))

    def kept(self) -> Kept:
        """Every line with its fact and its leaf."""
        return Kept(self.indexes, self.written())

    def told(self, as_at: date) -> Told:
        """What a person's page comes to on a civil day, inclusive."""
        in_order = self._told_in_order() if self.in_order and self.latest <= as_at else None
        return in_order or self._told_by_days(as_at)

    def _told_in_order(self) -> Told | None:
        """The same, where every status was told from all that was written before it.

        None where one was not, or where two journeys have one number.
        """
        journeys, latest, published = dict[int, Journey](), date.min, list[Publication]()
        for line, (kind, said) in enumerate(zip(self._kinds, self._said, strict=True), start=1):
            if kind not in TELLING:
                continue
            fact: Any = fact_of(kind, said)
            number = fact.journey
            if kind is StatusPublished:
                if fact.as_at < latest or not self._is_told_all(line, fact):
                    return None
                published.append(self._published(line, fact, journeys.get(number)))
                continue
            latest = fact.on
            if kind is ArrestRecorded:
                if number in journeys:
                    return None
                journeys[number] = opened(fact)
            elif number in journeys:
                journeys[number] = evolve(journeys[number], fact)
        return Told([journeys[number] for number in sorted(journeys)], published)

    def _is_told_all(self, line: int, fact: StatusPublished) -> bool:
        return line == 1 or self.indexes[line - 2] < fact.size

    def _published(self, line: int, fact: StatusPublished, told: Journey | None) -> Publication:
        answer = answer_of(told, fact.as_at)
        return Publication(self.indexes[line - 1], line, fact, line - 1, line - 1, answer)

    def _told_by_days(self, as_at: date) -> Told:
        written = self.written()
        lines = zip(self.indexes, written, strict=True)
        placed = [Placed(index, line, fact) for index, (line, fact) in lines]
        return Told(replay(written, as_at).journeys, tuple(publications(placed)))
