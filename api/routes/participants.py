"""A person's page: who it is about, and every entry on it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.command_routes import Tag
from api.days import AsAt
from api.gate import PersonalRoute, TheGate
from api.lists import Cursor, Limit
from api.page_replies import events_reply, page_reply
from api.replies.basics import Listed
from api.replies.page import EventReply, PageReply
from api.routes.endpoints import ParticipantId
from api.versions import UNCHANGED, TheVersion

router = APIRouter(prefix="/v1/participants/{participantId}", route_class=PersonalRoute)


@router.get(
    "",
    tags=[Tag.STANDING],
    summary="A person's page",
    operation_id="participant",
    response_description="The page, as told of the day.",
    responses=UNCHANGED,
)
def participant(
    participant_id: ParticipantId, day: AsAt, gate: TheGate, version: TheVersion
) -> PageReply:
    """Who the page is about, and where every journey on it stands on the day `asAt`."""
    page = gate.page_as_at(participant_id, day)
    version.tell(page)
    return page_reply(participant_id, page, day, gate.desk.rulebook, gate.caller)


@router.get(
    "/events",
    tags=[Tag.STANDING],
    summary="The entries of a page",
    operation_id="participantEvents",
    response_description="Entries in the order in which they were written.",
    responses=UNCHANGED,
)
def events(
    participant_id: ParticipantId,
    day: AsAt,
    gate: TheGate,
    version: TheVersion,
    request: Request,
    response: Response,
    cursor: Cursor = "",
    limit: Limit = 100,
) -> Listed[EventReply]:
    """Every entry of a day up to `asAt`; what was recorded in error is marked, and stays."""
    version.tell(gate.page_as_at(participant_id, day))
    written = [e for e in gate.desk.ledger.entries(participant_id) if e.fact.on <= day]
    return events_reply(written, gate.caller, cursor, limit, request, response)
