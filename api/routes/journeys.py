"""One journey: where it stands, why, what the clauses advise, and every entry of it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.advising import advice_reply
from api.command_routes import Tag
from api.days import AsAt, On
from api.explanation import explanation
from api.gate import PersonalRoute, TheGate
from api.lists import Cursor, Limit
from api.matter import journey_reply
from api.page_replies import events_reply
from api.presenting import standing_of, standing_reply
from api.reading import journey_of
from api.replies.advice import AdviceReply
from api.replies.basics import Listed
from api.replies.page import EventReply
from api.replies.standing import Explanation, JourneyReply
from api.routes.endpoints import JourneyNumber, ParticipantId
from api.versions import UNCHANGED, TheVersion

router = APIRouter(
    prefix="/v1/participants/{participantId}/journeys/{n}", route_class=PersonalRoute
)


@router.get(
    "",
    tags=[Tag.STANDING],
    summary="Where a person stands with one arrest",
    operation_id="journey",
    response_description="The standing, with its reasons and limits, and the matter.",
    responses=UNCHANGED,
)
def journey(
    participant_id: ParticipantId, n: JourneyNumber, day: AsAt, gate: TheGate, version: TheVersion
) -> JourneyReply:
    """Where they stand on the day `asAt`, and whether a conviction or caution is avoided.

    With the entries that make it so, the edition that governs, what the answer does not mean, and
    what is due next.
    """
    page = gate.page_as_at(participant_id, day)
    journey_of(page, n)
    version.tell(page)
    return journey_reply(participant_id, page, n, day, gate.desk.rulebook)


@router.get(
    "/explanation",
    tags=[Tag.STANDING],
    summary="The answer explained",
    operation_id="journeyExplanation",
    response_description="The standing in sentences, and the same as data.",
    responses=UNCHANGED,
)
def explained(
    participant_id: ParticipantId, n: JourneyNumber, day: AsAt, gate: TheGate, version: TheVersion
) -> Explanation:
    """Why the answer is what it is, in sentences: entries, clauses, edition and limits."""
    page = gate.page_as_at(participant_id, day)
    told = journey_of(page, n)
    version.tell(page)
    stands = standing_reply(participant_id, page, standing_of(page, n, day), gate.desk.rulebook)
    return explanation(stands, told)


@router.get(
    "/advice",
    tags=[Tag.STANDING, Tag.DECISION],
    summary="What the clauses advise",
    operation_id="journeyAdvice",
    response_description="Advice under every scheme that the force has adopted.",
)
def advised(
    participant_id: ParticipantId, n: JourneyNumber, day: On, as_at: AsAt, gate: TheGate
) -> AdviceReply:
    """Every adopted scheme, clause by clause, for a decision on the day `on`; none is written."""
    page = gate.page_as_at(participant_id, as_at)
    gate.saw(*sorted(page.links))
    return advice_reply(gate.desk, participant_id, page, n, day, as_at)


@router.get(
    "/events",
    tags=[Tag.STANDING],
    summary="The entries of a journey",
    operation_id="journeyEvents",
    response_description="Entries in the order in which they were written.",
    responses=UNCHANGED,
)
def events(
    participant_id: ParticipantId,
    n: JourneyNumber,
    day: AsAt,
    gate: TheGate,
    version: TheVersion,
    request: Request,
    response: Response,
    cursor: Cursor = "",
    limit: Limit = 100,
) -> Listed[EventReply]:
    """Every entry of the journey of a day up to `asAt`."""
    page = gate.page_as_at(participant_id, day)
    journey_of(page, n)
    version.tell(page)
    written = [
        entry
        for entry in gate.desk.ledger.entries(participant_id)
        if entry.fact.on <= day and getattr(entry.fact, "journey", None) == n
    ]
    return events_reply(written, gate.caller, cursor, limit, request, response)
