"""What-if: the force's journeys under another edition of their scheme. Nothing is written."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends
from pydantic import Field

from api import clock, fields
from api.command_routes import Tag
from api.forms import Form
from api.gate import Gate, Kind, PersonalRoute, gate_for
from api.lists import Cursor, Key, Limit, part
from api.problems import Problem
from api.replies.what_if import WhatIfReply
from api.roles import Permission
from api.what_if.comparing import Compared, compared
from api.what_if.replying import what_if_reply

MOST_ENTRIES = 200_000
"""In a ledger that is told again over HTTP: some seconds of one core."""

NAME = r"^[a-z0-9]+(-[a-z0-9]+)*/[0-9]{4}(-[0-9]{2})?$"

router = APIRouter(prefix="/v1/policies", tags=[Tag.POLICY], route_class=PersonalRoute)

TheGate = Annotated[Gate, Depends(gate_for(Permission.WHAT_IF, Kind.CONSULTATION))]


class WhatIfForm(Form):
    """Under which edition, and as at which civil day; today if it is left out."""

    edition: str = Field(max_length=100, pattern=NAME, examples=["checkpoint-cymru/2019-12"])
    as_at: fields.Day | None = None


EXAMPLE: Any = {
    "summary": "As launched, instead of as announced",
    "value": {"edition": "checkpoint-cymru/2019-12"},
}


@router.post(
    "/what-if",
    summary="The same entries under another edition",
    operation_id="whatIf",
    response_description="Counts by clause; and whose answer would differ, for who may read pages.",
)
def what_if(
    told: Annotated[WhatIfForm, Body(openapi_examples={"example": EXAMPLE})],
    gate: TheGate,
    cursor: Cursor = "",
    limit: Limit = 100,
) -> WhatIfReply:
    """Whose answer would differ had they entered under another edition, and by which clause.

    A ledger of more than 200,000 entries is told again from the command line only.
    """
    desk, day = gate.desk, told.as_at or clock.today()
    edition = desk.rulebook.editions.get(told.edition)
    if edition is None:
        raise Problem.at("/edition", "edition-unknown", "There is no such edition.")
    if desk.ledger.size > MOST_ENTRIES:
        raise Problem("ledger-too-large")
    found = compared(desk.ledger, edition, desk.rulebook, day, gate.caller.force)
    if not gate.caller.may(Permission.READ):
        gate.asked(count=len(found))
        return what_if_reply(found, edition, day, desk.rulebook, None)
    differing = [one for one in found if one.answer.differs and _may_see(gate, one)]
    shown, next_cursor = part(differing, _place, cursor, limit)
    gate.asked(pages=[one.page_id for one in shown], count=len(shown))
    return what_if_reply(found, edition, day, desk.rulebook, shown, next_cursor)


def _may_see(gate: Gate, one: Compared) -> bool:
    return not one.restricted or gate.caller.may(Permission.READ_RESTRICTED)


def _place(one: Compared) -> Key:
    return [one.page_id, one.answer.journey]
