"""How the decision, the course and the contract move a journey on."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime

from ledger.journey.calendar import Term, london_day
from ledger.journey.changing import replace
from ledger.journey.facts import arrest as a
from ledger.journey.facts import contract as c
from ledger.journey.facts import course as k
from ledger.journey.facts import decision as d
from ledger.journey.journey import Entered, Journey, Signed
from ledger.journey.parts import Condition, Offence
from ledger.journey.stations import (
    Accepted,
    Assessed,
    AwaitingCompletion,
    CourseKept,
    Eligible,
    Ineligible,
    Offered,
    OnCourse,
    Returned,
    Station,
    UnderContract,
    Withdrew,
)
from ledger.journey.words import Absence, Admission, ConditionKind, Phase, ReturnReason, Route

Decided = (
    d.EligibilityDecided | d.DiversionOffered | d.OfferAccepted | d.OfferDeclined | d.OfferLapsed
)


def decided(journey: Journey, fact: Decided) -> Journey:
    match fact:
        case d.EligibilityDecided():
            entered = Entered(fact.edition, fact.route, frozenset(fact.split))
            station: Station = Eligible() if fact.eligible else Ineligible()
            return replace(journey, entered=entered, station=station, since=fact.on)
        case d.DiversionOffered():
            return journey.moved(Offered(), fact.on)
        case d.OfferAccepted():
            return journey.moved(Accepted(), fact.on)
        case d.OfferDeclined():
            returned = Returned(ReturnReason.DECLINED)
            return replace(journey, station=returned, since=fact.on, declined=True)
        case d.OfferLapsed():
            return journey.moved(Returned(ReturnReason.LAPSED), fact.on)


Schooled = k.CourseBooked | k.CourseAttended | k.CourseMissed | k.CourseCompleted


def schooled(journey: Journey, fact: Schooled) -> Journey:
    course = journey.course
    match fact:
        case k.CourseBooked(held_on=held_on):
            booked = replace(journey, course=replace(course, held_on=held_on))
            return booked.moved(OnCourse(), fact.on) if _starts_course(journey) else booked
        case k.CourseAttended(session=session):
            attended = replace(course, attended=course.attended | {session}, held_on=None)
            return replace(journey, course=attended)
        case k.CourseMissed(absence=absence):
            unexcused = course.unexcused + (absence == Absence.UNEXCUSED)
            return replace(journey, course=replace(course, unexcused=unexcused, held_on=None))
        case k.CourseCompleted():
            done = replace(journey, course=replace(course, completed=True, held_on=None))
            return _after_course(_kept(done, ConditionKind.DRUG_EDUCATION), fact.on)


def _starts_course(journey: Journey) -> bool:
    match journey:
        case Journey(station=Offered(), entered=Entered(route=route)):
            return route != Route.CONTRACT
        case Journey(station=Accepted(), entered=Entered(route=Route.COURSE_ONLY)):
            return True
        case _:
            return False


def _after_course(journey: Journey, on: date) -> Journey:
    match journey:
        case Journey(station=OnCourse(), entered=Entered(route=Route.COURSE_ONLY)):
            return journey.moved(AwaitingCompletion(), on)
        case Journey(station=OnCourse(), entered=Entered(route=Route.COURSE_THEN_CONTRACT)):
            return journey.moved(CourseKept(), on)
        case _:
            return journey


Learnt = a.AdmissionWithdrawn | a.OffenceReclassified | a.SafeguardingScreened | a.VictimViewsSought


def learnt(journey: Journey, fact: Learnt) -> Journey:
    match fact:
        case a.AdmissionWithdrawn():
            return replace(journey, admission=Admission.NO_REPLY)
        case a.OffenceReclassified():
            return replace(journey, offences=_reclassified(journey, fact), barred=fact.refused_for)
        case a.SafeguardingScreened(result=result):
            return replace(journey, screening=result)
        case a.VictimViewsSought():
            return replace(journey, victim=fact)


def _reclassified(journey: Journey, fact: a.OffenceReclassified) -> tuple[Offence, ...]:
    return tuple(
        dataclasses.replace(
            offence,
            code=fact.code,
            title=fact.title,
            mode=fact.mode,
            drug=fact.drug,
            drug_class=fact.drug_class,
        )
        if number == fact.offence
        else offence
        for number, offence in enumerate(journey.offences, 1)
    )


Engaged = c.NavigatorAssigned | c.NeedsAssessed | c.ContractSigned | c.ContractVaried


def engaged(journey: Journey, fact: Engaged) -> Journey:
    match fact:
        case c.NavigatorAssigned(navigator=navigator, appointment_on=appointment_on):
            work = replace(journey.work, navigator=navigator, appointment_on=appointment_on)
            return replace(journey, work=work)
        case c.NeedsAssessed(phase=Phase.ENTRY, pathways=pathways):
            work = replace(journey.work, pathways=frozenset(pathways), appointment_on=None)
            assessed = replace(journey, work=work)
            accepted = isinstance(journey.station, Accepted)
            return assessed.moved(Assessed(), fact.on) if accepted else assessed
        case c.NeedsAssessed():
            return journey
        case c.ContractSigned(signed_at=signed_at, last_on=last_on):
            contract = Signed(_term(signed_at, last_on), fact.conditions, fact.assurance)
            work = replace(journey.work, navigator=fact.navigator)
            signed = replace(journey, contract=contract, work=work)
            return _already_kept(signed).moved(UnderContract(), fact.on)
        case c.ContractVaried():
            return _varied(journey, fact)


def _term(signed_at: datetime, last_on: date) -> Term:
    """The term as recorded; one that is said to end before the signing ends on its day."""
    return Term(signed_at, max(last_on, london_day(signed_at)))


def _already_kept(journey: Journey) -> Journey:
    """A course completed before the signing keeps the condition to complete it."""
    if not journey.course.completed:
        return journey
    return _kept(journey, ConditionKind.DRUG_EDUCATION)


def _kept(journey: Journey, kind: ConditionKind) -> Journey:
    match journey.contract:
        case Signed() as contract:
            kept = contract.kept | contract.numbers(kind)
            return replace(journey, contract=replace(contract, kept=kept))
        case _:
            return journey


def _varied(journey: Journey, fact: c.ContractVaried) -> Journey:
    match journey:
        case Journey(contract=Signed() as contract, entered=Entered() as entered):
            varied = replace(
                contract,
                term=_term(contract.term.signed_at, fact.last_on),
                conditions=fact.conditions,
                kept=_renumbered(contract.kept, contract.conditions, fact.conditions),
                discharged=_renumbered(contract.discharged, contract.conditions, fact.conditions),
            )
            governed = replace(entered, edition=fact.edition)
            return replace(journey, contract=varied, entered=governed)
        case _:
            return journey


def _renumbered(
    numbers: frozenset[int], before: tuple[Condition, ...], after: tuple[Condition, ...]
) -> frozenset[int]:
    """What the conditions that had `numbers` before are numbered now, those that are unchanged."""
    settled = [condition for number, condition in enumerate(before, 1) if number in numbers]
    found = set()
    for number, condition in enumerate(after, 1):
        if condition in settled:
            settled.remove(condition)
            found.add(number)
    return frozenset(found)


Worked = c.ContractPaused | c.ContractResumed | c.ConditionMet | c.ConditionDischarged | c.Withdrawn


def worked(journey: Journey, fact: Worked) -> Journey:
    match fact, journey.contract:
        case c.ContractPaused(), _:
            return replace(journey, paused=True)
        case c.ContractResumed(), _:
            return replace(journey, paused=False)
        case c.ConditionMet(condition=number), Signed() as contract:
            return replace(journey, contract=replace(contract, kept=contract.kept | {number}))
        case c.ConditionDischarged(condition=number), Signed() as contract:
            discharged = contract.discharged | {number}
            return replace(journey, contract=replace(contract, discharged=discharged))
        case c.Withdrawn(on=on), _:
            return journey.moved(Withdrew(), on)
        case _:
            return journey
