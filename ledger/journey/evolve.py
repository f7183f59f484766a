"""How each fact moves a journey on.

`evolve` never refuses: what was recorded has happened, whatever today's rules say.
"""

from __future__ import annotations

from ledger.journey.at_work import decided, engaged, learnt, schooled, worked
from ledger.journey.changing import replace
from ledger.journey.facts import JourneyFact
from ledger.journey.facts import arrest as a
from ledger.journey.facts import breach as b
from ledger.journey.facts import contract as c
from ledger.journey.facts import course as k
from ledger.journey.facts import decision as d
from ledger.journey.facts import ending as e
from ledger.journey.gone_wrong import breached, prosecuted, reoffended
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


def evolve(journey: Journey, fact: JourneyFact) -> Journey:
    """The journey after `fact`."""
    match fact:
        case c.SessionAttended() | c.SessionMissed() | c.TreatmentReferred() | a.VictimNotified():
            return journey
        case a.ArrestRecorded() | e.TransferredOut():
            return journey
        case (
            d.EligibilityDecided()
            | d.DiversionOffered()
            | d.OfferAccepted()
            | d.OfferDeclined()
            | d.OfferLapsed()
        ):
            return decided(journey, fact)
        case k.CourseBooked() | k.CourseAttended() | k.CourseMissed() | k.CourseCompleted():
            return schooled(journey, fact)
        case (
            a.AdmissionWithdrawn()
            | a.OffenceReclassified()
            | a.SafeguardingScreened()
            | a.VictimViewsSought()
        ):
            return learnt(journey, fact)
        case c.NavigatorAssigned() | c.NeedsAssessed() | c.ContractSigned() | c.ContractVaried():
            return engaged(journey, fact)
        case (
            c.ContractPaused()
            | c.ContractResumed()
            | c.ConditionMet()
            | c.ConditionDischarged()
            | c.Withdrawn()
        ):
            return worked(journey, fact)
        case (
            b.BreachAlleged()
            | b.BreachConfirmed()
            | b.BreachExcused()
            | b.BreachRescinded()
            | b.ReturnedForDecision()
        ):
            return breached(journey, fact)
        case (
            b.ReoffenceAlleged()
            | b.ReoffenceConfirmed()
            | b.ReoffenceExcused()
            | b.ReoffenceCleared()
        ):
            return reoffended(journey, fact)
        case (
            e.Charged()
            | e.ReferredToProsecutor()
            | e.CautionGiven()
            | e.Convicted()
            | e.NotProsecuted()
        ):
            return prosecuted(journey, fact)
        case _:
            return _ended(journey, fact)


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
