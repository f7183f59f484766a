"""What would be otherwise under another edition: line by line, and for a journey as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ledger.journey.parts import EditionRef
from ledger.journey.words import Record


class Otherwise(StrEnum):
    """In what way a line would have been otherwise.

    refused: clauses would have stood in the way; here the ways part.
    out-of-turn: no clause, but the journey would not have stood where the line fits; the same.
    no-longer-refused: the clauses named would not have stood in the way of diversion; the same.
    would-be-returned: with the admission the matter would have gone back; the same.
    other-clauses: the same was decided, with other clauses in the way.
    another-term: the contract would have bound to another day.
    falls-away: what the line says would not have come about by itself, or not have stood.
    would-be-alleged: an offence of that arrest would have fallen into the contract's term.
    """

    REFUSED = "refused"
    OUT_OF_TURN = "out-of-turn"
    NO_LONGER_REFUSED = "no-longer-refused"
    WOULD_BE_RETURNED = "would-be-returned"
    OTHER_CLAUSES = "other-clauses"
    ANOTHER_TERM = "another-term"
    FALLS_AWAY = "falls-away"
    WOULD_BE_ALLEGED = "would-be-alleged"


PARTING = frozenset(
    {
        Otherwise.REFUSED,
        Otherwise.OUT_OF_TURN,
        Otherwise.NO_LONGER_REFUSED,
        Otherwise.WOULD_BE_RETURNED,
    }
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A line, the fact on it, and what would be otherwise there, by which clauses.

    `last_on` is the day to which the contract would have bound, inclusive, where that is meant.
    """

    line: int
    name: str
    on: date
    otherwise: Otherwise
    clauses: tuple[str, ...] = ()
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Where a journey stands."""

    station: str
    record: Record


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A journey under its own edition, and as it would stand under the other one."""

    journey: int
    edition: EditionRef
    now: Answer
    then: Answer
    differences: tuple[Difference, ...]

    @property
    def differs(self) -> bool:
        """Whether another answer would be given: another record, or another station."""
        return self.now != self.then

    @property
    def record_differs(self) -> bool:
        """Whether the answer on a conviction or caution would be another."""
        return self.now.record != self.then.record

    @property
    def is_same_by_other_clauses(self) -> bool:
        """Whether the same answer would be given, although clauses make a difference."""
        return not self.differs and bool(self.differences)

    @property
    def parted(self) -> Difference | None:
        """Where the ways part, if they do."""
        return next((one for one in self.differences if one.otherwise in PARTING), None)

    @property
    def clauses(self) -> tuple[str, ...]:
        """Every clause that makes a difference, in order."""
        return tuple(dict.fromkeys(code for one in self.differences for code in one.clauses))
