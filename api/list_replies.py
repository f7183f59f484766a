"""Rows of the views put into the shapes and words of the API."""

from __future__ import annotations

from datetime import date

from api import words
from api.presenting import clauses, coded
from api.replies.lists import CaseReply, DueReply, OutcomeCount, RefusalCount
from ledger.decisions.standing import held_by
from ledger.journey.stations import AwaitingCompletion, UnderContract
from projections import outcomes, refusals
from projections.caseload import OpenJourney
from projections.due import Due


def case_reply(one: OpenJourney, day: date) -> CaseReply:
    """An open journey, as it stands on `day`."""
    return CaseReply(
        participant_id=one.page,
        journey=one.journey,
        navigator=one.navigator,
        navigator_number=one.navigator_number,
        police_station=one.police_station,
        status=coded(held_by(one.holds, _station(one, day)), words.STATIONS),
        last_on=one.last_on,
        holds=tuple(coded(hold, words.HOLDS) for hold in one.holds),
        appointment_on=one.appointment_on,
    )


def due_reply(one: Due) -> DueReply:
    """A thing that is due."""
    return DueReply(
        participant_id=one.page,
        journey=one.journey,
        kind=one.kind,
        due_on=one.due_on,
        deadline_on=one.deadline_on,
        police_station=one.police_station,
        navigator=one.navigator,
        navigator_number=one.navigator_number,
    )


def outcome_count(one: outcomes.Count) -> OutcomeCount:
    """Offences that came to an outcome."""
    return OutcomeCount(
        month=one.month,
        offence_code=one.offence_code,
        edition=one.edition,
        home_office_code=one.home_office_code,
        offences=one.offences,
        journeys=one.journeys,
    )


def refusal_count(one: refusals.Count) -> RefusalCount:
    """How often a clause stood in the way."""
    (clause,) = clauses((one.clause,))
    return RefusalCount(
        clause=clause, edition=one.edition, overridden=one.overridden, times=one.times
    )


def _station(one: OpenJourney, day: date) -> str:
    """A term that has run out awaits its completion decision; the view keeps what facts made."""
    if one.station == UnderContract.NAME and one.last_on is not None and one.last_on < day:
        return AwaitingCompletion.NAME
    return one.station
