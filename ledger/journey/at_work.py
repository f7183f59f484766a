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
from ledger.journey.journey import Attendance, Entered, Journey, Signed, Unsigned
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
            booked = replace(course, held_on=held_on)
            if _starts_course(journey):
                return replace(journey, course=booked, station=OnCourse(), since=fact.on)
            return replace(journey, course=booked)
        case k.CourseAttended(session=session):
            attended = replace(course, attended=course.attended | {session}, held_on=None)
            return replace(journey, course=attended)
        case k.CourseMissed(absence=absence):
            unexcused = course.unexcused + (absence == Absence.UNEXCUSED)
            return replace(journey, course=replace(course, unexcused=unexcused, held_on=None))
        case k.CourseCompleted():
            done = replace(course, completed=True, held_on=None)
            contract = _kept(journey.contract, ConditionKind.DRUG_EDUCATION)
            station = _after_course(journey)
            since = journey.since if station is journey.station else fact.on
            return replace(journey, course=done, contract=contract, station=station, since=since)


def _starts_course(journey: Journey) -> bool:
    match journey:
        case Journey(station=Offered(), entered=Entered(route=route)):
            return route != Route.CONTRACT
        case Journey(station=Accepted(), entered=Entered(route=Route.COURSE_ONLY)):
            return True
        case _:
            return False


def _after_course(journey: Journey) -> Station:
    match journey:
        case Journey(station=OnCourse(), entered=Entered(route=Route.COURSE_ONLY)):
            return AwaitingCompletion()
        case Journey(station=OnCourse(), entered=Entered(route=Route.COURSE_THEN_CONTRACT)):
            return CourseKept()
        case _:
            return journey.station


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
            if isinstance(journey.station, Accepted):
                return replace(journey, work=work, station=Assessed(), since=fact.on)
            return replace(journey, work=work)
        case c.NeedsAssessed():
            return journey
        case c.ContractSigned(signed_at=signed_at, last_on=last_on):
            signed = Signed(_term(signed_at, last_on), fact.conditions, fact.assurance)
            return replace(
                journey,
                contract=_already_kept(signed, journey.course),
                work=replace(journey.work, navigator=fact.navigator),
                station=UnderContract(),
                since=fact.on,
            )
        case c.ContractVaried():
            return _varied(journey, fact)


def _term(signed_at: datetime, last_on: date) -> Term:
    """The term as recorded; one that is said to end before the signing ends on its day."""
    return Term(signed_at, max(last_on, london_day(signed_at)))


def _already_kept(contract: Signed, course: Attendance) -> Unsigned | Signed:
    """A course completed before the signing keeps the condition to complete it."""
    return _kept(contract, ConditionKind.DRUG_EDUCATION) if course.completed else contract


def _kept(contract: Unsigned | Signed, kind: ConditionKind) -> Unsigned | Signed:
    match contract:
        case Signed():
            return replace(contract, kept=contract.kept | contract.numbers(kind))
        case _:
            return contract


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
