"""The drug education course, and the navigator's first steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ledger.journey.journey import Attendance
from ledger.journey.words import Pathway
from ledger.policy.clause import Clause
from ledger.policy.edition import Edition


def is_within_the_rebookings(asked: Attendance, edition: Edition) -> bool:
    rebookings = edition.course.rebookings
    return rebookings is None or asked.unexcused <= rebookings


BOOKING: tuple[Clause[Attendance], ...] = (
    Clause(
        "K1",
        is_within_the_rebookings,
        "The course can be booked again only as often as the scheme allows.",
        "Dim ond mor aml ag y mae'r cynllun yn ei ganiatáu y gellir ail-archebu'r cwrs.",
        ("course.rebookings",),
        firm=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Finishing:
    """A course about to be recorded as completed."""

    course: Attendance
    pathways: frozenset[Pathway]


def attended_every_session(asked: Finishing, edition: Edition) -> bool:
    sessions = edition.course.sessions
    return sessions is None or set(range(1, sessions + 1)) <= asked.course.attended


def was_assessed(asked: Finishing, edition: Edition) -> bool:
    return not edition.course.assessment_needed or bool(asked.pathways)


FINISHING: tuple[Clause[Finishing], ...] = (
    Clause(
        "K2",
        attended_every_session,
        "Every session of the course was attended.",
        "Mynychwyd pob sesiwn o'r cwrs.",
        ("course.sessions",),
        firm=True,
    ),
    Clause(
        "K3",
        was_assessed,
        "The person's needs were assessed as part of the course.",
        "Aseswyd anghenion y person fel rhan o'r cwrs.",
        ("course.assessment_needed",),
        firm=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A first appointment, and the civil day from which it is counted."""

    accepted_on: date
    appointment_on: date


def is_soon_enough(asked: Meeting, edition: Edition) -> bool:
    days = edition.navigator.appointment_within_days
    return days is None or asked.appointment_on <= asked.accepted_on + timedelta(days=days)


MEETING: tuple[Clause[Meeting], ...] = (
    Clause(
        "N1",
        is_soon_enough,
        "The first appointment with the navigator is as soon as the scheme asks.",
        "Mae'r apwyntiad cyntaf gyda'r llywiwr mor fuan ag y mae'r cynllun yn gofyn.",
        ("navigator.appointment_within_days",),
        firm=True,
    ),
)


def covers_the_pathways(asked: frozenset[Pathway], edition: Edition) -> bool:
    return (edition.navigator.pathways or frozenset()) <= asked


ASSESSING: tuple[Clause[frozenset[Pathway]], ...] = (
    Clause(
        "N2",
        covers_the_pathways,
        "The assessment at entry looks at every pathway that the scheme names.",
        "Mae'r asesiad wrth ddechrau yn edrych ar bob llwybr y mae'r cynllun yn ei enwi.",
        ("navigator.pathways",),
        firm=True,
    ),
)
