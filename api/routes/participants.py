"""A person's page: who it is about, and every entry on it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.command_routes import Tag
from api.gate import PersonalRoute, TheGate
from api.lists import Cursor, Limit
from api.page_replies import events_reply, page_reply
from api.replaying.moments import TheMoment
from api.replies.known import ListedAsKnown
from api.replies.page import EventReply, PageReply
from api.routes.endpoints import GONE, ParticipantId
from api.versions import UNCHANGED, TheVersion

router = APIRouter(prefix="/v1/participants/{participantId}", route_class=PersonalRoute)


@router.get(
    "",
    tags=[Tag.STANDING],
    summary="A person's page",
    operation_id="participant",
    response_description="The page, as told of the day.",
    responses=UNCHANGED | GONE,
)
def participant(
    participant_id: ParticipantId, moment: TheMoment, gate: TheGate, version: TheVersion
) -> PageReply:
    """Who the page is about, and where every journey on it stands on the day `asAt`.

    Told from what was known at `asKnownAt`; but whether it is restricted is told as of now.
    """
    told = gate.told_of_somebody(participant_id, moment)
    version.tell(told)
    return page_reply(participant_id, told, gate.desk.rulebook, gate.caller)


@router.get(
    "/events",
    tags=[Tag.STANDING],
    summary="The entries of a page",
    operation_id="participantEvents",
    response_description="Entries in the order in which they were written.",
    responses=UNCHANGED | GONE,
)
def events(
    participant_id: ParticipantId,
    moment: TheMoment,
    gate: TheGate,
    version: TheVersion,
    request: Request,
    response: Response,
    cursor: Cursor = "",
    limit: Limit = 100,
) -> ListedAsKnown[EventReply]:
    """Every entry of a day up to `asAt`; what was recorded in error is marked, and stays.

    Only what was written by `asKnownAt` is there, and what was found to be an error by then marked.
    """
    told = gate.told_of_somebody(participant_id, moment)
    version.tell(told)
    written = gate.desk.ledger.entries(participant_id, told.known.size)
    return events_reply(written, None, told, gate.caller, cursor, limit, request, response)
