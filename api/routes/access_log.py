"""The access log for those who supervise access, and handed over for the Information Commissioner.

Reading it is itself put into it. No name is in a URL: who looks for what one caller did says so in
a body.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import Field, Strict

from api import clock, fields
from api.accounting import lines
from api.command_routes import Tag
from api.forms import Form
from api.gate import Gate, Kind, PersonalRoute, gate_for
from api.headers import Purpose
from api.lists import Cursor, Limit, cursor_of, key_in, link_next
from api.problems import Problem
from api.replies.access import AccessListed, AccessReply
from api.roles import Permission
from ledger.record.access import Access, Sought
from ledger.record.access_parts import EVER, NEVER_YET

MEDIA_TYPE = "application/x-ndjson"
LAST_POSITION = 2**53
AT = re.compile(r"[0-9TZ:.-]{20,30}")

ConsultingGate = Annotated[Gate, Depends(gate_for(Permission.READ_ACCESS_LOG, Kind.CONSULTATION))]
DisclosingGate = Annotated[Gate, Depends(gate_for(Permission.READ_ACCESS_LOG, Kind.DISCLOSURE))]

Text = Annotated[str, Strict(), Field(max_length=200)]
ParticipantId = Annotated[
    str, Query(alias="participantId", max_length=64, description="Whose page was seen.")
]
Client = Annotated[str, Query(max_length=200, description="Which client asked.")]
ForPurpose = Annotated[Purpose | None, Query(description="What for, by their own word.")]
From = Annotated[
    fields.PastInstant | None, Query(alias="from", description="The first instant, inclusive.")
]
To = Annotated[
    fields.PastInstant | None, Query(alias="to", description="The last instant, exclusive.")
]

router = APIRouter(prefix="/v1/access-log", tags=[Tag.ACCESS], route_class=PersonalRoute)


class AccessSearchForm(Form):
    """Which records; what is left out is left open. `from` is inclusive, `to` exclusive."""

    by: Text = Field("", description="Who saw it.")
    participant_id: Text = Field("", description="Whose page was seen.")
    client: Text = ""
    purpose: Purpose | None = None
    first_at: fields.PastInstant | None = Field(None, alias="from")
    until_at: fields.PastInstant | None = Field(None, alias="to")


class ExportForm(Form):
    """Which period is handed over, to whom and why. `from` is inclusive, `to` exclusive."""

    first_at: fields.PastInstant = Field(alias="from")
    until_at: fields.PastInstant = Field(alias="to")
    recipient: fields.Name
    reason: fields.Name


SEARCH_EXAMPLE: Any = {"summary": "What one caller saw", "value": {"by": "mair.pugh"}}
EXPORT_EXAMPLE: Any = {
    "summary": "A month",
    "value": {
        "from": "2026-10-01T00:00:00+01:00",
        "to": "2026-11-01T00:00:00Z",
        "recipient": "Information Commissioner's Office",
        "reason": "Requested under section 62(5), reference IC-4471.",
    },
}
EXPORTED: dict[int | str, Any] = {
    200: {
        "description": "A JSON object on each line; the last tells how much came before it.",
        "content": {MEDIA_TYPE: {"schema": {"type": "string"}}},
    }
}


@router.get(
    "",
    summary="Who saw what",
    operation_id="accessLog",
    response_description="Records of the caller's force, oldest first.",
)
def accesses(
    gate: ConsultingGate,
    request: Request,
    response: Response,
    participant_id: ParticipantId = "",
    client: Client = "",
    purpose: ForPurpose = None,
    first_at: From = None,
    until_at: To = None,
    cursor: Cursor = "",
    limit: Limit = 100,
) -> AccessListed:
    """Every access to persons of the caller's force. Looking is put down, too."""
    told = AccessSearchForm.model_construct(
        by="",
        participant_id=participant_id,
        client=client,
        purpose=purpose,
        first_at=first_at,
        until_at=until_at,
    )
    listed = _listed(gate, told, cursor, limit)
    link_next(request, response, listed.next_cursor)
    return listed


@router.post(
    "/search",
    summary="Search the access log",
    operation_id="searchAccessLog",
    response_description="Records of the caller's force, oldest first.",
)
def searched(
    told: Annotated[AccessSearchForm, Body(openapi_examples={"example": SEARCH_EXAMPLE})],
    gate: ConsultingGate,
    cursor: Cursor = "",
    limit: Limit = 100,
) -> AccessListed:
    """The same, also by who it was: a name does not belong in a URL."""
    return _listed(gate, told, cursor, limit)


@router.post(
    "/export",
    summary="Hand the access log over",
    operation_id="exportAccessLog",
    response_class=StreamingResponse,
    responses=EXPORTED,
)
def exported(
    told: Annotated[ExportForm, Body(openapi_examples={"example": EXPORT_EXAMPLE})],
    gate: DisclosingGate,
) -> StreamingResponse:
    """Every record of a period, for the Information Commissioner (section 62(5)).

    A line for each, and one at the end with their number and the SHA-256 of what came before it:
    without that line the export is not complete. Before the first line leaves, it is put down to
    whom the log is handed over, and why. What is being put down at this moment may come too late.
    """
    sought = _sought(gate, told.first_at, min(told.until_at, clock.now()))
    gate.asked(
        count=gate.desk.access.count(sought),
        first_at=sought.first_at,
        until_at=sought.until_at,
        recipient=told.recipient,
        because=told.reason,
    )
    gate.write_now()
    parts = (part for _, part in lines(gate.desk.access, sought))
    return StreamingResponse(parts, media_type=MEDIA_TYPE)


def _listed(gate: Gate, told: AccessSearchForm, cursor: str, limit: int) -> AccessListed:
    sought = _sought(
        gate,
        told.first_at or NEVER_YET,
        told.until_at or EVER,
        page=told.participant_id,
        by=told.by,
        client=told.client,
        purpose=told.purpose.value if told.purpose else "",
        after=_place(cursor) if cursor else ("", 0),
    )
    found = gate.desk.access.find(sought, limit + 1)
    shown = found[:limit]
    gate.asked(
        pages=[told.participant_id] if told.participant_id else [],
        count=len(shown),
        first_at=told.first_at,
        until_at=told.until_at,
    )
    return AccessListed(
        items=tuple(
            AccessReply.of(one.position, one.told) for one in shown if isinstance(one.told, Access)
        ),
        next_cursor=cursor_of(list(shown[-1].place)) if len(found) > limit else None,
        unreadable=tuple(one.position for one in shown if not isinstance(one.told, Access)),
    )


def _sought(gate: Gate, first_at: datetime, until_at: datetime, **more: Any) -> Sought:
    return Sought(force=gate.caller.force, first_at=first_at, until_at=until_at, **more)


def _place(cursor: str) -> tuple[str, int]:
    match key_in(cursor):
        case [str(at), int(position)] if AT.fullmatch(at) and 0 <= position <= LAST_POSITION:
            return at, position
        case _:
            raise Problem("cursor-invalid")
