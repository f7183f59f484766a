"""Deciding on entry: eligibility, the offer, and the course."""

from __future__ import annotations

from dataclasses import replace

from ledger.decisions.arrest import candidate
from ledger.decisions.matter import Matter
from ledger.decisions.refusals import NotAdopted, NotFound, OutOfTurn
from ledger.decisions.weigh import Decided, check_override, check_rationale, weigh
from ledger.journey.commands import DecideEligibility
from ledger.journey.facts import Fact
from ledger.journey.facts.course import CourseBooked, CourseCompleted
from ledger.journey.facts.decision import DiversionOffered, EligibilityDecided, OfferAccepted
from ledger.journey.stations import CourseKept
from ledger.journey.words import Route
from ledger.policy.clause import failing
from ledger.policy.clauses import authority, course, eligibility, offer
from ledger.policy.edition import Edition


def decide_eligibility(matter: Matter, command: DecideEligibility) -> tuple[Fact, ...]:
    """The decision, with every clause that stood in the way.

    Raises:
        NotAdopted: The force has adopted no edition of the scheme by that day.
        NotFound: An offence to be split off is not there, or none would be left.
        RefusedByPolicy: The decider may not decide; or clauses stand in the way of what was
            decided and are not overridden by name.
        NeedsRationale: The decision, or the override, comes without a rationale.
        OutOfTurn: The person is refused although no clause stands in the way and nobody overrides.
    """
    edition = matter.rulebook.in_force(command.scheme, command.on)
    if edition is None:
        raise NotAdopted("The force has not adopted the scheme by that day.", "/scheme")
    check_rationale(command.rationale)
    deciding = authority.Deciding(command.decided_by, command.override, bool(command.split))
    weigh(authority.CLAUSES, deciding, edition)
    asked = candidate(matter, command.scheme, command.on, command.split)
    if not asked.offences or max(command.split, default=0) > len(matter.journey.offences):
        raise NotFound("The offences split off are not there, or leave none.", "/split")
    decided = EligibilityDecided(
        journey=command.journey,
        on=command.on,
        edition=edition.ref,
        route=edition.route,
        eligible=command.eligible,
        refused_for=_stood_in_the_way(command, asked, edition),
        findings=asked.findings,
        decided_by=command.decided_by,
        rationale=command.rationale,
        split=command.split,
        override=command.override,
    )
    return (decided,)


def _stood_in_the_way(
    command: DecideEligibility, asked: eligibility.Candidate, edition: Edition
) -> tuple[str, ...]:
    against = tuple(c.code for c in failing(eligibility.CLAUSES, asked, edition))
    if command.eligible:
        decided = Decided(command.decided_by, command.override, command.rationale)
        return weigh(eligibility.CLAUSES, asked, edition, decided)
    if command.override:
        check_override(command.override, command.rationale, edition)
    elif not against:
        raise OutOfTurn("No clause stands in the way: a refusal needs a named override.")
    return against


def make_offer(matter: Matter, command: DiversionOffered) -> tuple[Fact, ...]:
    """The offer.

    Raises:
        RefusedByPolicy: The person was not screened, the victim not asked, or the journey is held.
    """
    asked = offer.Offering(matter.journey.screening, matter.journey.victim)
    decided = Decided(command.offered_by, command.override, command.rationale)
    refused_for = weigh(offer.CLAUSES, asked, matter.edition, decided)
    return (replace(command, refused_for=refused_for),)


def accept_offer(matter: Matter, command: OfferAccepted) -> tuple[Fact, ...]:
    """The person's decision to take part.

    Raises:
        OutOfTurn: The scheme asks for the decision after the course, which is not completed.
    """
    course_first = matter.edition.route == Route.COURSE_THEN_CONTRACT
    if course_first and not isinstance(matter.journey.station, CourseKept):
        raise OutOfTurn("The person attends the course first, and then decides.")
    return (command,)


def book_course(matter: Matter, command: CourseBooked) -> tuple[Fact, ...]:
    """The booking.

    Raises:
        RefusedByPolicy: The course was missed without excuse more often than the scheme allows.
    """
    weigh(course.BOOKING, matter.journey.course, matter.edition)
    return (command,)


def complete_course(matter: Matter, command: CourseCompleted) -> tuple[Fact, ...]:
    """The course's completion.

    Raises:
        RefusedByPolicy: A session was not attended, or the needs were not assessed.
    """
    asked = course.Finishing(matter.journey.course, matter.journey.work.pathways)
    weigh(course.FINISHING, asked, matter.edition)
    return (command,)
