"""One journey: where it stands, why, what the clauses advise, and every entry of it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.advising import advice_reply
from api.command_routes import Tag
from api.days import On
from api.explanation import explanation
from api.gate import PersonalRoute, TheGate
from api.lists import Cursor, Limit
from api.matter import journey_reply
from api.page_replies import events_reply
from api.presenting import standing_of, standing_reply
from api.reading import journey_of
from api.replaying.moments import TheMoment, known_reply
from api.replies.advice import AdviceReply
from api.replies.known import ListedAsKnown
from api.replies.page import EventReply
from api.replies.standing import Explanation, JourneyReply
from api.routes.endpoints import GONE, JourneyNumber, ParticipantId
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
    participant_id: ParticipantId,
    n: JourneyNumber,
    moment: TheMoment,
    gate: TheGate,
    version: TheVersion,
) -> JourneyReply:
    """Where they stand on the day `asAt`, and whether a conviction or caution is avoided.

    With the entries that make it so, the edition that governs, what the answer does not mean, and
    what is due next; told from what was known at `asKnownAt`.
    """
    told = gate.told(participant_id, moment)
    journey_of(told.page, n)
    version.tell(told)
    return journey_reply(participant_id, told, n, gate.desk.rulebook)


@router.get(
    "/explanation",
    tags=[Tag.STANDING],
    summary="The answer explained",
    operation_id="journeyExplanation",
    response_description="The standing in sentences, and the same as data.",
    responses=UNCHANGED,
)
def explained(
    participant_id: ParticipantId,
    n: JourneyNumber,
    moment: TheMoment,
    gate: TheGate,
    version: TheVersion,
) -> Explanation:
    """Why the answer is what it is, in sentences: entries, clauses, edition and limits."""
    told = gate.told(participant_id, moment)
    journey = journey_of(told.page, n)
    version.tell(told)
    stands = standing_of(told.page, n, told.as_at)
    reply = standing_reply(participant_id, told.page, stands, gate.desk.rulebook)
    return explanation(reply, journey, known_reply(told.known))


@router.get(
    "/advice",
    tags=[Tag.STANDING, Tag.DECISION],
    summary="What the clauses advise",
    operation_id="journeyAdvice",
    response_description="Advice under every scheme that the force has adopted.",
    responses=GONE,
)
def advised(
    participant_id: ParticipantId, n: JourneyNumber, day: On, moment: TheMoment, gate: TheGate
) -> AdviceReply:
    """Every adopted scheme, clause by clause, for a decision on the day `on`; none is written.

    As known at `asKnownAt`, with the schemes that the force had adopted by then.
    """
    told = gate.told_of_somebody(participant_id, moment)
    gate.saw(*sorted(told.page.links))
    return advice_reply(gate.desk, participant_id, told, n, day)


@router.get(
    "/events",
    tags=[Tag.STANDING],
    summary="The entries of a journey",
    operation_id="journeyEvents",
    response_description="Entries in the order in which they were written.",
    responses=UNCHANGED | GONE,
)
def events(
    participant_id: ParticipantId,
    n: JourneyNumber,
    moment: TheMoment,
    gate: TheGate,
    version: TheVersion,
    request: Request,
    response: Response,
    cursor: Cursor = "",
    limit: Limit = 100,
) -> ListedAsKnown[EventReply]:
    """Every entry of the journey of a day up to `asAt`, as known at `asKnownAt`."""
    told = gate.told_of_somebody(participant_id, moment)
    journey_of(told.page, n)
    version.tell(told)
    written = gate.desk.ledger.entries(participant_id, told.known.size)
    return events_reply(written, n, told, gate.caller, cursor, limit, request, response)
