"""The stages of a way, each from the arrest on, with one rhythm in every scheme.

Needs are assessed on the sixteenth day after the arrest, a contract is signed on the twenty-first.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from api.demo_forces import SUPPLIER
from api.demo_way import FOUND, Way
from ledger.journey.calendar import months_after, months_in
from ledger.journey.facts import arrest as a
from ledger.journey.facts import contract as c
from ledger.journey.facts import course as k
from ledger.journey.facts import decision as d
from ledger.journey.words import ConditionKind, Route, Screening, VictimViews
from ledger.policy.edition import Edition

TO_ASSESSMENT, TO_CONTRACT = timedelta(days=16), timedelta(days=21)
DAYS_BETWEEN_SESSIONS, DAYS_BETWEEN_COURSES = 30, 7
SOME_WANT_A_MEETING = 0.5
NOBODY_HARMED = {*FOUND, "drunk-and-disorderly"}


def arrested_for_term_end(last_on: date, edition: Edition) -> date:
    """The arrest after which a contract ends on `last_on`, or just before it at a month's end."""
    return months_after(last_on, -months_in(edition.contract.length or "P4M")) - TO_CONTRACT


def to_eligibility(way: Way, code: str = "", **arrest: Any) -> Way:
    """From the arrest to the decision that the person is eligible, on the same day."""
    code = code or way.rng.choice(way.force.offences)
    views = VictimViews.NO_VICTIM if code in NOBODY_HARMED else VictimViews.SUPPORTS
    wanted = views == VictimViews.SUPPORTS and way.rng.random() < SOME_WANT_A_MEETING
    way.arrest(code, **arrest)
    way.does(a.SafeguardingScreened, result=Screening.NEGATIVE, screened_by=way.force.decider)
    way.does(a.VictimViewsSought, views=views, restorative_wanted=wanted)
    return way.decide(eligible=True)


def to_offer(way: Way, code: str = "", **arrest: Any) -> Way:
    """From the arrest to the offer, on the same day."""
    to_eligibility(way, code, **arrest)
    return way.does(d.DiversionOffered, offered_by=way.force.decider)


def to_booking(way: Way, code: str = "", **arrest: Any) -> Way:
    """From the arrest to a place on a course, booked after two days for five days later."""
    to_offer(way, code, **arrest).after(2)
    if way.edition.route == Route.COURSE_ONLY:
        way.does(d.OfferAccepted)
    return way.book(5)


def to_course_end(way: Way, code: str = "", **arrest: Any) -> Way:
    """From the arrest to a completed course."""
    to_booking(way, code, **arrest).after(5)
    if way.edition.course.assessment_needed:
        way.assess()
    for session in range(1, (way.edition.course.sessions or 1) + 1):
        way.after(DAYS_BETWEEN_COURSES if session > 1 else 0)
        way.does(k.CourseAttended, session=session)
    return way.does(k.CourseCompleted, provider=SUPPLIER)


def to_acceptance(way: Way, code: str = "", **arrest: Any) -> Way:
    """From the arrest to the decision to take part, and an appointment with the navigator."""
    course_first = way.edition.route == Route.COURSE_THEN_CONTRACT
    (to_course_end if course_first else to_offer)(way, code, **arrest).after(2)
    return way.does(d.OfferAccepted).meet_navigator(way.arrested_on + TO_ASSESSMENT)


def to_assessment(way: Way, code: str = "", **arrest: Any) -> Way:
    """From the arrest to the needs assessed."""
    return to_acceptance(way, code, **arrest).until(way.arrested_on + TO_ASSESSMENT).assess()


def to_contract(way: Way, code: str = "", **arrest: Any) -> Way:
    """From the arrest to a signed contract."""
    return to_assessment(way, code, **arrest).until(way.arrested_on + TO_CONTRACT).sign()


def kept_up(way: Way, until: date) -> Way:
    """Sessions with the navigator every thirty days before `until`, exclusive."""
    while way.on + timedelta(days=DAYS_BETWEEN_SESSIONS) < until:
        way.after(DAYS_BETWEEN_SESSIONS).does(c.SessionAttended, hours=1)
    return way


def to_term_end(way: Way) -> Way:
    """From a signed contract to the day after its last, everything kept."""
    kept_up(way, way.last_on)
    for number, condition in enumerate(way.conditions, 1):
        if condition.kind != ConditionKind.NOT_TO_REOFFEND:
            way.does(c.ConditionMet, condition=number)
    return way.until(way.last_on + timedelta(days=1))


def to_work_done(way: Way, code: str = "", **arrest: Any) -> Way:
    """From the arrest to the end of the course or contract that the scheme's route asks for."""
    if way.edition.route == Route.COURSE_ONLY:
        return to_course_end(way, code, **arrest)
    return to_term_end(to_contract(way, code, **arrest))
