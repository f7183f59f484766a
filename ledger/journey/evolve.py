"""How each fact moves a journey on.

`evolve` never refuses: what was recorded has happened, whatever today's rules say.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

from ledger.journey.at_work import (
    Decided,
    Engaged,
    Learnt,
    Schooled,
    Worked,
    decided,
    engaged,
    learnt,
    schooled,
    worked,
)
from ledger.journey.changing import replace
from ledger.journey.facts import JourneyFact
from ledger.journey.facts import arrest as a
from ledger.journey.facts import contract as c
from ledger.journey.facts import ending as e
from ledger.journey.gone_wrong import (
    Breached,
    Prosecution,
    Reoffended,
    breached,
    prosecuted,
    reoffended,
)
from ledger.journey.journey import Journey
from ledger.journey.stations import (
    AwaitingCompletion,
    Closed,
    Completed,
    Returned,
    Transferred,
    UnderContract,
    Void,
)
from ledger.journey.words import ReturnReason

DIVERSION = frozenset({"8", "22"})
"""Outcomes that say diversion was undertaken: community resolution, and diversionary activity."""

DIED = "5"


def opened(arrest: a.ArrestRecorded) -> Journey:
    """The journey that `arrest` opens."""
    return Journey(
        number=arrest.journey,
        arrest=arrest,
        offences=arrest.offences,
        admission=arrest.admission,
        since=arrest.on,
    )


Unmoving = (
    a.ArrestRecorded
    | a.VictimNotified
    | c.SessionAttended
    | c.SessionMissed
    | c.TreatmentReferred
    | e.TransferredOut
)
"""What leaves a journey as it is, once that was opened."""


def unmoved(journey: Journey, _fact: Unmoving) -> Journey:
    return journey


Ending = (
    e.TermEnded
    | e.ContractCompleted
    | e.CompletionRescinded
    | e.OutcomeRecorded
    | e.JourneyVoided
    | e.TransferAccepted
    | e.ProceedingsNotified
    | e.ProceedingsConcluded
)


def _ended(journey: Journey, fact: Ending) -> Journey:
    match fact:
        case e.TermEnded():
            ended = isinstance(journey.station, UnderContract)
            return journey.moved(AwaitingCompletion(), fact.on) if ended else journey
        case e.ContractCompleted():
            return replace(journey, station=Completed(), since=fact.on, completed_on=fact.on)
        case e.CompletionRescinded():
            return journey.moved(Returned(ReturnReason.COMPLETION_RESCINDED), fact.on)
        case e.OutcomeRecorded(code=code):
            done_elsewhere = isinstance(journey.station, Transferred) and code in DIVERSION
            diverted = isinstance(journey.station, Completed) and code != DIED
            return journey.moved(Closed(code, diverted or done_elsewhere), fact.on)
        case e.JourneyVoided(reason=reason):
            return journey.moved(Void(reason), fact.on)
        case e.TransferAccepted(by_force=by_force):
            return journey.moved(Transferred(by_force), fact.on)
        case e.ProceedingsNotified(kind=kind):
            return replace(journey, proceedings=journey.proceedings | {kind})
        case e.ProceedingsConcluded(kind=kind):
            return replace(journey, proceedings=journey.proceedings - {kind})


TOLD_BY: tuple[tuple[Callable[[Journey, Any], Journey], Any], ...] = (
    (unmoved, Unmoving),
    (decided, Decided),
    (schooled, Schooled),
    (learnt, Learnt),
    (engaged, Engaged),
    (worked, Worked),
    (breached, Breached),
    (reoffended, Reoffended),
    (prosecuted, Prosecution),
    (_ended, Ending),
)
STAGES = {fact: stage for stage, facts in TOLD_BY for fact in get_args(facts)}
"""What each kind of fact is told by. Looked up, for a replay asks it hundreds of thousands of times
a second; that no kind is missing is a test's to see, and each stage's `match` is exhaustive."""


def evolve(journey: Journey, fact: JourneyFact) -> Journey:
    """The journey after `fact`."""
    return STAGES[type(fact)](journey, fact)
