"""How breaches, reoffences and those who prosecute move a journey on."""

from __future__ import annotations

from datetime import date

from ledger.journey.changing import replace
from ledger.journey.facts import breach as b
from ledger.journey.facts import ending as e
from ledger.journey.journey import Found, Journey
from ledger.journey.stations import (
    AwaitingCompletion,
    BreachFound,
    Closed,
    Prosecuted,
    ReoffenceFound,
    Returned,
    UnderContract,
    WithProsecutor,
)
from ledger.journey.words import ReturnReason

LEFT = (ReturnReason.WITHDRAWN, ReturnReason.BREACH, ReturnReason.COURSE_NOT_ATTENDED)

Breached = (
    b.BreachAlleged
    | b.BreachConfirmed
    | b.BreachExcused
    | b.BreachRescinded
    | b.ReturnedForDecision
)


def breached(journey: Journey, fact: Breached) -> Journey:
    match fact:
        case b.BreachAlleged():
            return journey.alleged(fact)
        case b.BreachConfirmed(allegation=number):
            return journey.found(number, Found.CONFIRMED).moved(BreachFound(), fact.on)
        case b.BreachExcused(allegation=number):
            warnings = journey.work.warnings + fact.warned
            excused = journey.found(number, Found.EXCUSED)
            return replace(excused, work=replace(journey.work, warnings=warnings))
        case b.BreachRescinded(allegation=number):
            return _restored(journey.found(number, Found.RESCINDED), fact.on)
        case b.ReturnedForDecision(because=because):
            left = because in LEFT or journey.disengaged
            return replace(journey.moved(Returned(because), fact.on), disengaged=left)


Reoffended = b.ReoffenceAlleged | b.ReoffenceConfirmed | b.ReoffenceExcused | b.ReoffenceCleared


def reoffended(journey: Journey, fact: Reoffended) -> Journey:
    match fact:
        case b.ReoffenceAlleged():
            return journey.alleged(fact)
        case b.ReoffenceConfirmed(allegation=number):
            confirmed = journey.found(number, Found.CONFIRMED)
            at_work = isinstance(journey.station, UnderContract | AwaitingCompletion)
            return confirmed.moved(ReoffenceFound(), fact.on) if at_work else confirmed
        case b.ReoffenceExcused(allegation=number):
            return journey.found(number, Found.EXCUSED)
        case b.ReoffenceCleared(allegation=number):
            return _restored(journey.found(number, Found.CLEARED), fact.on)


def _restored(journey: Journey, on: date) -> Journey:
    """Back under contract, once nothing confirmed is left that took the journey out of it.

    Where its completion was taken back for that, a person decides on completion anew.
    """
    fallen = (ReturnReason.BREACH, ReturnReason.REOFFENCE)
    match journey.station:
        case BreachFound() | ReoffenceFound() if not journey.confirmed:
            return journey.moved(UnderContract(), on)
        case Returned(because=because) if because in fallen and not journey.confirmed:
            return journey.moved(UnderContract(), on)
        case Returned(ReturnReason.COMPLETION_RESCINDED) if not journey.confirmed:
            return journey.moved(AwaitingCompletion(), on)
        case _:
            return journey


Prosecution = e.Charged | e.ReferredToProsecutor | e.CautionGiven | e.Convicted | e.NotProsecuted


def prosecuted(journey: Journey, fact: Prosecution) -> Journey:
    verdicts = journey.verdicts
    match fact, journey.station:
        case e.Charged(), Closed():
            return replace(journey, verdicts=replace(verdicts, charged=True))
        case e.Charged(), _:
            charged = replace(journey, verdicts=replace(verdicts, charged=True))
            return charged.moved(Prosecuted(), fact.on)
        case e.ReferredToProsecutor(), Returned(because=because):
            return journey.moved(WithProsecutor(because), fact.on)
        case e.ReferredToProsecutor(), _:
            return journey
        case e.CautionGiven(), _:
            return replace(journey, verdicts=replace(verdicts, cautioned=True))
        case e.Convicted(), _:
            return replace(journey, verdicts=replace(verdicts, convicted=True))
        case _:
            return replace(journey, verdicts=replace(verdicts, dropped=True))
