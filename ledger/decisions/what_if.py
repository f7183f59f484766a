"""The same page under another edition: whose answer would differ, from which line on, by what.

The page is told again, line by line. Each line of a journey of the edition's scheme is put forward
as the command that it once was, and decided as `decide` does, but under the other edition. A
contract is taken for the other edition's length, from the same signing. The route stays: who went
to a course first did so. Arrests, and what is of the page as a whole, stay. Where the other edition
refuses a line that its own did not, the ways part: later lines of that journey are left out, for
nobody knows what people would have done. An allegation that would not stand falls away with what
was found on it, and one that a longer term would have brought is added. Both answers are told of
the same day. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ledger.decisions.refusals import Refused, RefusedByPolicy
from ledger.decisions.standing import standing
from ledger.decisions.telling_again import Again
from ledger.journey.facts import Fact
from ledger.journey.facts.arrest import ArrestRecorded
from ledger.journey.facts.breach import (
    BreachAlleged,
    BreachConfirmed,
    BreachExcused,
    BreachRescinded,
    ReoffenceAlleged,
    ReoffenceCleared,
    ReoffenceConfirmed,
    ReoffenceExcused,
)
from ledger.journey.facts.contract import ContractSigned
from ledger.journey.facts.decision import EligibilityDecided
from ledger.journey.facts.institution import StatusPublished
from ledger.journey.facts.protection import PersonalDataErased, RecordedInError
from ledger.journey.page import Line, Page, replay, struck_lines
from ledger.journey.parts import EditionRef
from ledger.journey.words import Record
from ledger.policy.edition import Edition
from ledger.policy.rulebook import Rulebook

ALLEGATIONS = (BreachAlleged, ReoffenceAlleged)
FINDINGS = (
    BreachConfirmed,
    BreachExcused,
    BreachRescinded,
    ReoffenceCleared,
    ReoffenceConfirmed,
    ReoffenceExcused,
)
OUTSIDE_THE_TERM = "B3"
OF_ANOTHER_LENGTH = "C7"
"""Clauses by whose meaning an allegation falls away, and a contract is for another length."""


class Otherwise(StrEnum):
    """In what way a line would have been otherwise.

    refused: clauses would have stood in the way; here the ways part.
    out-of-turn: no clause, but the journey would not have stood where the line fits; the same.
    no-longer-refused: the clauses named would not have stood in the way of diversion; the same.
    other-clauses: the same was decided, with other clauses in the way.
    another-term: the contract would have bound to another day.
    falls-away: the allegation would not have stood.
    would-be-alleged: an offence of that arrest would have fallen into the contract's term.
    """

    REFUSED = "refused"
    OUT_OF_TURN = "out-of-turn"
    NO_LONGER_REFUSED = "no-longer-refused"
    OTHER_CLAUSES = "other-clauses"
    ANOTHER_TERM = "another-term"
    FALLS_AWAY = "falls-away"
    WOULD_BE_ALLEGED = "would-be-alleged"


PARTING = frozenset({Otherwise.REFUSED, Otherwise.OUT_OF_TURN, Otherwise.NO_LONGER_REFUSED})


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
    def parted(self) -> Difference | None:
        """Where the ways part, if they do."""
        return next((one for one in self.differences if one.otherwise in PARTING), None)

    @property
    def clauses(self) -> tuple[str, ...]:
        """Every clause that makes a difference, in order."""
        return tuple(dict.fromkeys(code for one in self.differences for code in one.clauses))


def what_if(
    written: Sequence[Line],
    edition: Edition,
    rulebook: Rulebook,
    as_at: date,
    linked: tuple[Page, ...] = (),
) -> tuple[WhatIf, ...]:
    """The journeys of `edition`'s scheme that entered under another edition of it, under this one.

    Args:
        written: Every line of one page.
        edition: The other edition.
        rulebook: Where the editions and reference lists are; what it has adopted does not matter.
        as_at: The civil day of which both answers are told, inclusive.
        linked: Other pages of the same person, as they are.

    Raises:
        EditionUnknown: An entry cites an edition that is not in `rulebook` as it was.
    """
    telling = _Telling(written, edition, rulebook, as_at, linked)
    return tuple(telling.compared())


class _Telling:
    """A page as it was written, and beside it as it would be under the other edition."""

    def __init__(
        self,
        written: Sequence[Line],
        edition: Edition,
        rulebook: Rulebook,
        as_at: date,
        linked: tuple[Page, ...],
    ) -> None:
        struck = struck_lines(written)
        self._written = [
            (line, fact)
            for line, fact in written
            if fact.on <= as_at and line not in struck and not isinstance(fact, _NOT_TOLD)
        ]
        self._as_at = as_at
        self._rulebook = rulebook
        self._again = Again(edition, rulebook, linked)
        self._own = Again(None, rulebook, linked)
        self._entered = _entered(self._written, edition.ref)
        self._differences: dict[int, list[Difference]] = {number: [] for number in self._entered}
        self._parted: set[int] = set()
        self._fallen: set[tuple[int, int]] = set()

    def compared(self) -> Iterator[WhatIf]:
        for line, fact in self._written if self._entered else ():
            self._tell(line, fact)
            self._own.keep(line, fact)
        as_it_is = replay(self._own.page.written, self._as_at)
        as_it_would_be = replay(self._again.page.written, self._as_at)
        for number, edition in self._entered.items():
            stands = (standing(page, number, self._as_at) for page in (as_it_is, as_it_would_be))
            now, then = (Answer(one.station, one.record) for one in stands if one)
            yield WhatIf(number, edition, now, then, tuple(self._differences[number]))

    def _tell(self, line: int, fact: Fact) -> None:
        number = getattr(fact, "journey", 0)
        if isinstance(fact, ArrestRecorded):
            self._again.keep(line, fact)
            self._allege(line, fact)
        elif number not in self._entered:
            self._again.keep(line, fact)
        elif number not in self._parted:
            self._tell_of(number, line, fact)

    def _tell_of(self, number: int, line: int, fact: Fact) -> None:
        if isinstance(fact, FINDINGS) and (number, fact.allegation) in self._fallen:
            return
        if isinstance(fact, ReoffenceAlleged) and fact.arising_from:
            self._alleged_by_arrest(number, line, fact)
            return
        try:
            self._note(number, line, fact, self._again.put(line, fact))
        except Refused as refused:
            self._refused(number, line, fact, refused)

    def _note(self, number: int, line: int, fact: Fact, told: Fact) -> None:
        last_on = told.last_on if isinstance(told, ContractSigned) else None
        if isinstance(fact, ContractSigned) and last_on != fact.last_on:
            clauses = (OF_ANOTHER_LENGTH,)
            self._add(number, line, fact, Otherwise.ANOTHER_TERM, clauses, last_on)
        before, after = (getattr(one, "refused_for", ()) for one in (fact, told))
        if set(before) != set(after):
            changed = tuple(sorted(set(before) ^ set(after)))
            self._add(number, line, fact, Otherwise.OTHER_CLAUSES, changed)

    def _refused(self, number: int, line: int, fact: Fact, refused: Refused) -> None:
        if not self._own.allows(fact):
            self._again.keep(line, fact)  # it came about otherwise than by being put forward
            return
        clauses = _in_the_way(fact, refused)
        if isinstance(fact, ALLEGATIONS):
            self._fallen.add((number, fact.allegation))
            self._add(number, line, fact, Otherwise.FALLS_AWAY, clauses)
            return
        self._parted.add(number)
        if clauses:
            self._add(number, line, fact, Otherwise.REFUSED, clauses)
        elif isinstance(fact, EligibilityDecided):
            self._add(number, line, fact, Otherwise.NO_LONGER_REFUSED, fact.refused_for)
        else:
            self._add(number, line, fact, Otherwise.OUT_OF_TURN)

    def _alleged_by_arrest(self, number: int, line: int, fact: ReoffenceAlleged) -> None:
        if self._again.holds(number, fact.offence_on, fact.offence_at):
            self._again.keep(line, fact)
            return
        self._fallen.add((number, fact.allegation))
        self._add(number, line, fact, Otherwise.FALLS_AWAY, (OUTSIDE_THE_TERM,))

    def _allege(self, line: int, arrest: ArrestRecorded) -> None:
        """Add what the arrest would have alleged, and did not, on journeys told again."""
        recorded = {
            (fact.journey, fact.offence_code, fact.offence_on)
            for _, fact in self._written
            if isinstance(fact, ReoffenceAlleged) and fact.arising_from == arrest.journey
        }
        for fact in self._again.alleged(arrest):
            place = fact.journey, fact.offence_code, fact.offence_on
            if place not in recorded and fact.journey in self._entered:
                self._again.add(fact)
                clauses = (OUTSIDE_THE_TERM,)
                self._add(fact.journey, line, arrest, Otherwise.WOULD_BE_ALLEGED, clauses)

    def _add(
        self,
        number: int,
        line: int,
        fact: Fact,
        otherwise: Otherwise,
        clauses: tuple[str, ...] = (),
        last_on: date | None = None,
    ) -> None:
        told = Difference(line, fact.NAME, fact.on, otherwise, clauses, last_on)
        self._differences[number].append(told)


_NOT_TOLD = (StatusPublished, PersonalDataErased, RecordedInError)


def _entered(written: Sequence[Line], other: EditionRef) -> dict[int, EditionRef]:
    """By journey, the edition under which it was last decided, of the scheme and not the other."""
    last = {f.journey: f.edition for _, f in written if isinstance(f, EligibilityDecided)}
    return {
        number: ref for number, ref in last.items() if ref.scheme == other.scheme and ref != other
    }


def _in_the_way(fact: Fact, refused: Refused) -> tuple[str, ...]:
    """The clauses that refused it, but for those that are overridden by name."""
    if not isinstance(refused, RefusedByPolicy):
        return ()
    override = getattr(fact, "override", None)
    named = override.clauses if override else ()
    return tuple(c.code for c in refused.clauses if c.firm or c.code not in named)
