"""Which reoffences follow from what is written: new arrests for offences in a contract's term.

It does not matter what comes first. An arrest alleges a reoffence as it is recorded; or else when
the contract comes to bind the journey (again), as by a finding taken back, or binds for longer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count, permutations

from ledger.decisions.matter import Matter
from ledger.decisions.refusals import OutOfTurn
from ledger.journey.facts import Fact
from ledger.journey.facts.breach import ReoffenceAlleged
from ledger.journey.journey import NO_OFFENCE, Journey, Signed
from ledger.journey.page import Page, turn
from ledger.journey.parts import Offence
from ledger.journey.stations import (
    AwaitingCompletion,
    Closed,
    Completed,
    ReoffenceFound,
    Transferred,
    UnderContract,
    Void,
)

NOT_SAID = date.min


def alleged(page: Page, facts: tuple[Fact, ...]) -> tuple[ReoffenceAlleged, ...]:
    """Allegations for each offence that falls in a contract's term by `facts`, and did not before.

    Those of an arrest are written once. One that is written later than its arrest, because it was
    not asked before, is of the day of `facts`; it is never of an earlier day than its arrest.
    """
    if not page.journeys:
        return ()
    after = page
    for line, fact in enumerate(facts, page.version + 1):
        after = turn(after, line, fact)
    new = Counter(_falling(after)) - Counter(_falling(page))
    known = Counter(one for journey in after.journeys for one in _known(journey))
    wanting = new & (Counter(_falling(after)) - known)
    numbers = {j.number: count(after.next_allegation(j.number)) for j in after.journeys}
    arrested = {j.number: j.arrest.on for j in after.journeys}
    return tuple(
        replace(
            one,
            on=max(facts[-1].on, arrested[one.arising_from]),
            allegation=next(numbers[one.journey]),
        )
        for one in wanting.elements()
    )


def see_that_all_is_alleged(matter: Matter) -> None:
    """Check that what linked pages tell of was looked at, before the matter ends as diverted.

    An arrest on another page alleges nothing here by itself, for it is written there. Whatever was
    found of an allegation of that offence, it was looked at.

    Raises:
        OutOfTurn: A linked page tells of an offence in the term that nobody has alleged.
    """
    arrests = (arrested for page in matter.linked for arrested in page.journeys)
    told = Counter(
        (offence.code, offence.last_on)
        for arrested in arrests
        for offence in offences_in(matter.journey, arrested)
    )
    looked_at = Counter((one.offence_code, one.offence_on) for one in _known(matter.journey))
    if told - looked_at:
        raise OutOfTurn("A linked page tells of an offence in the term: allege it first.")


def _falling(page: Page) -> Iterator[ReoffenceAlleged]:
    """What the arrests on the page allege, not numbered and of no day."""
    for journey, arrested in permutations(page.journeys, 2):
        for offence in offences_in(journey, arrested):
            yield ReoffenceAlleged(
                journey=journey.number,
                on=NOT_SAID,
                offence_code=offence.code,
                offence_on=offence.last_on,
                offence_at=offence.ended_at,
                gravity=offence.gravity,
                arising_from=arrested.number,
            )


def _known(journey: Journey) -> Iterator[ReoffenceAlleged]:
    """What is alleged on the journey, not numbered and of no day."""
    for one in journey.allegations:
        if isinstance(one.alleged, ReoffenceAlleged):
            yield replace(one.alleged, on=NOT_SAID, allegation=0)


def offences_in(journey: Journey, arrested: Journey) -> Iterator[Offence]:
    """What the arrest was for in the term of the journey's contract, if a diversion is at stake.

    As it was recorded, but for what proved to be no offence; a void arrest was for nothing.
    """
    match journey.contract, journey.station, arrested.station:
        case _, _, Void():
            return
        case (
            Signed(term=term),
            UnderContract()
            | ReoffenceFound()
            | AwaitingCompletion()
            | Completed()
            | Closed(diverted=True)
            | Transferred(),
            _,
        ):
            for told, proved in zip(arrested.arrest.offences, arrested.offences, strict=True):
                if proved.code != NO_OFFENCE and term.holds(told.last_on, told.ended_at):
                    yield told
        case _:
            return
