"""The same page under another edition: whose answer would differ, from which line on, by what.

The page is told again, line by line. Each line of a journey of the edition's scheme is put forward
as the command that it once was, and decided as `decide` does, but under the other edition. A
contract is taken for the other edition's length, from the same signing. The route stays: who went
to a course first did so. Arrests, deaths, and what is of the page as a whole, stay; what follows
from them by itself is told from where the journey would then stand. Where the other edition refuses
a line for what its own did not, the ways part: later lines of that journey are left out, for nobody
knows what people would have done; that the journey proved void stays. An allegation that would not
stand falls away with what was found on it, and one that a longer term would have brought is added.
Both answers are told of the same day. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ledger.decisions.otherwise import PARTING, Answer, Difference, Otherwise, WhatIf
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
    ReturnedForDecision,
)
from ledger.journey.facts.contract import ContractSigned
from ledger.journey.facts.decision import EligibilityDecided
from ledger.journey.facts.ending import JourneyVoided, OutcomeRecorded, TermEnded
from ledger.journey.facts.institution import StatusPublished
from ledger.journey.facts.protection import PersonalDataErased, RecordedInError
from ledger.journey.page import Line, Page, replay, struck_lines
from ledger.journey.parts import EditionRef
from ledger.policy.edition import Edition
from ledger.policy.rulebook import Rulebook

FINDINGS = (
    BreachConfirmed,
    BreachExcused,
    BreachRescinded,
    ReoffenceCleared,
    ReoffenceConfirmed,
    ReoffenceExcused,
)
NOT_TOLD = (StatusPublished, PersonalDataErased, RecordedInError)

ON_ADMISSION = "E5"
OUTSIDE_THE_TERM = "B3"
OF_ANOTHER_LENGTH = "C7"
"""Clauses by whose meaning something follows by itself, or a contract is for another length."""

FOLLOWING: Mapping[type[Fact], tuple[str, ...]] = {
    ReoffenceAlleged: (OUTSIDE_THE_TERM,),
    ReturnedForDecision: (ON_ADMISSION,),
    OutcomeRecorded: (),
}
"""What follows by itself: from an arrest, a withdrawn admission, a death. By which clauses."""


def what_if(
    written: Sequence[Line],
    edition: Edition,
    rulebook: Rulebook,
    as_at: date,
    linked: Mapping[str, Page] | None = None,
) -> tuple[WhatIf, ...]:
    """The journeys of `edition`'s scheme that entered under another edition of it, under this one.

    Args:
        written: Every line of one page.
        edition: The other edition.
        rulebook: Where the editions and reference lists are; what it has adopted does not matter.
        as_at: The civil day of which both answers are told, inclusive.
        linked: Other pages of the same person by their ids, as they are; each decision looks at
            those that were linked by then, as they stood on its day.

    Raises:
        EditionUnknown: An entry cites an edition that is not in `rulebook` as it was.
    """
    return tuple(_Telling(written, edition, rulebook, as_at, linked or {}).compared())


class _Telling:
    """A page as it was written, and beside it as it would be under the other edition."""

    def __init__(
        self,
        written: Sequence[Line],
        edition: Edition,
        rulebook: Rulebook,
        as_at: date,
        linked: Mapping[str, Page],
    ) -> None:
        struck = struck_lines(written)
        self._written = [
            (line, fact)
            for line, fact in written
            if fact.on <= as_at and line not in struck and not isinstance(fact, NOT_TOLD)
        ]
        self._as_at = as_at
        self._again = Again(edition, rulebook, linked)
        self._own = Again(None, rulebook, linked)
        self._entered = _entered(self._written, edition.ref)
        self._differences: dict[int, list[Difference]] = {number: [] for number in self._entered}
        self._parted: set[int] = set()
        self._fallen: set[tuple[int, int]] = set()
        self._following: dict[object, bool] = {}

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
        if number not in self._entered or isinstance(fact, ArrestRecorded):
            self._tell_of_page(line, fact)
        elif (stays := self._following.get(_follower(fact))) is not None:
            self._tell_follower(number, line, fact, stays)
        elif number not in self._parted:
            added = self._follows(fact)
            self._tell_of(number, line, fact)
            self._add(line, fact, added)
        elif isinstance(fact, JourneyVoided):
            self._again.keep(line, fact)

    def _tell_of_page(self, line: int, fact: Fact) -> None:
        added = self._follows(fact)
        self._again.keep(line, fact)
        self._add(line, fact, added)

    def _follows(self, fact: Fact) -> list[Fact]:
        """What would follow by itself only under the other edition; what did is expected."""
        again = self._again.follows(fact)
        did, would = (set(map(_follower, one)) for one in (self._own.follows(fact), again))
        self._following |= {one: one in would for one in did}
        added = (one for one in again if _follower(one) not in did)
        return [one for one in added if getattr(one, "journey", 0) in self._entered]

    def _tell_follower(self, number: int, line: int, fact: Fact, stays: bool) -> None:
        if stays:
            self._again.keep(line, fact)
            return
        self._fallen.add((number, getattr(fact, "allegation", 0)))
        if number not in self._parted:
            self._note(number, line, fact, Otherwise.FALLS_AWAY, FOLLOWING[type(fact)])

    def _add(self, line: int, fact: Fact, added: Sequence[Fact]) -> None:
        for one in added:
            self._again.add(one)
            match one:
                case ReoffenceAlleged():
                    otherwise = Otherwise.WOULD_BE_ALLEGED
                case ReturnedForDecision():
                    otherwise = Otherwise.WOULD_BE_RETURNED
                case _:
                    continue  # a death closes whatever is open: no clause makes that difference
            self._note(one.journey, line, fact, otherwise, FOLLOWING[type(one)])

    def _tell_of(self, number: int, line: int, fact: Fact) -> None:
        if isinstance(fact, FINDINGS) and (number, fact.allegation) in self._fallen:
            return
        try:
            told = self._again.put(line, fact)
        except Refused as refused:
            self._refused(number, line, fact, refused)
        else:
            self._compare(number, line, fact, told)

    def _compare(self, number: int, line: int, fact: Fact, told: Fact) -> None:
        last_on = told.last_on if isinstance(told, ContractSigned) else None
        if isinstance(fact, ContractSigned) and last_on != fact.last_on:
            clauses = (OF_ANOTHER_LENGTH,)
            self._note(number, line, fact, Otherwise.ANOTHER_TERM, clauses, last_on)
        before, after = (getattr(one, "refused_for", ()) for one in (fact, told))
        if set(before) != set(after):
            changed = tuple(sorted(set(before) ^ set(after)))
            self._note(number, line, fact, Otherwise.OTHER_CLAUSES, changed)

    def _refused(self, number: int, line: int, fact: Fact, refused: Refused) -> None:
        own = self._own.refusal(fact)
        clauses = _in_the_way(fact, refused)
        if own:
            # It came about although today it would be refused: only what is refused besides counts.
            clauses = tuple(code for code in clauses if code not in _in_the_way(fact, own))
            if not clauses or not isinstance(own, RefusedByPolicy):
                self._compare(number, line, fact, self._again.take(line, fact))
                return
        match fact:
            case BreachAlleged(allegation=allegation) | ReoffenceAlleged(allegation=allegation):
                self._fallen.add((number, allegation))
                self._note(number, line, fact, Otherwise.FALLS_AWAY, clauses)
            case TermEnded():
                self._note(number, line, fact, Otherwise.FALLS_AWAY, (OF_ANOTHER_LENGTH,))
            case _ if clauses:
                self._note(number, line, fact, Otherwise.REFUSED, clauses)
            case EligibilityDecided(eligible=False):
                self._note(number, line, fact, Otherwise.NO_LONGER_REFUSED, fact.refused_for)
            case _:
                self._note(number, line, fact, Otherwise.OUT_OF_TURN)

    def _note(
        self,
        number: int,
        line: int,
        fact: Fact,
        otherwise: Otherwise,
        clauses: tuple[str, ...] = (),
        last_on: date | None = None,
    ) -> None:
        one = Difference(line, fact.NAME, fact.on, otherwise, clauses, last_on)
        self._differences[number].append(one)
        if otherwise in PARTING:
            self._parted.add(number)


def _entered(written: Sequence[Line], other: EditionRef) -> dict[int, EditionRef]:
    """By journey, the edition under which it was last decided, of the scheme and not the other."""
    last = {f.journey: f.edition for _, f in written if isinstance(f, EligibilityDecided)}
    return {
        number: ref for number, ref in last.items() if ref.scheme == other.scheme and ref != other
    }


def _follower(fact: Fact) -> object:
    """What tells something that followed by itself from all else on the page."""
    told = (getattr(fact, name, None) for name in ("journey", "arising_from", "offence_on"))
    return (fact.NAME, fact.on, *told, getattr(fact, "offence_at", None))


def _in_the_way(fact: Fact, refused: Refused) -> tuple[str, ...]:
    """The clauses that refused it, but for those that are overridden by name."""
    if not isinstance(refused, RefusedByPolicy):
        return ()
    named = getattr(getattr(fact, "override", None), "clauses", ())
    return tuple(c.code for c in refused.clauses if c.firm or c.code not in named)
