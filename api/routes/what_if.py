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
from api.what_if.comparing import Asked, Compared, compared
from api.what_if.replying import what_if_reply

NAME = r"^[a-z0-9]+(-[a-z0-9]+)*/[0-9]{4}(-[0-9]{2})?$"

router = APIRouter(prefix="/v1/policies", tags=[Tag.POLICY], route_class=PersonalRoute)

TheGate = Annotated[Gate, Depends(gate_for(Permission.WHAT_IF, Kind.CONSULTATION))]


Named = Annotated[str, Field(max_length=100, pattern=NAME, examples=["checkpoint-cymru/2019-12"])]


class WhatIfForm(Form):
    """Under which edition, and as at which civil day; today if it is left out.

    `against`, an edition of the same scheme, leaves only journeys that entered under that one.
    `sameAnswer` lists those, too, whose answer would be the same by other clauses.
    """

    edition: Named
    as_at: fields.Day | None = None
    against: Named | None = None
    same_answer: fields.Truth = False


EXAMPLE: Any = {
    "summary": "As launched, instead of as announced",
    "value": {"edition": "checkpoint-cymru/2019-12"},
}


@router.post(
    "/what-if",
    summary="The same entries under another edition",
    operation_id="whatIf",
    responses={409: {"description": "The ledger is too large for that."}},
    response_description="Counts by clause; and whose answer would differ, for who may read pages.",
)
def what_if(
    told: Annotated[WhatIfForm, Body(openapi_examples={"example": EXAMPLE})],
    gate: TheGate,
    cursor: Cursor = "",
    limit: Limit = 100,
) -> WhatIfReply:
    """Whose answer would differ had they entered under another edition, and by which clause.

    The ledger is read whole for every part of the list, for one request at a time. One of more
    entries than the service allows, 50,000 if it is not told otherwise, is told again from the
    command line only.
    """
    desk, asked = gate.desk, _asked(gate, told)
    if desk.ledger.size > desk.settings.what_if_entries:
        raise Problem("ledger-too-large")
    with desk.running.heavy():
        found = compared(desk.ledger, asked, desk.rulebook)
    if not gate.caller.may(Permission.READ):
        gate.asked(count=len(found))
        return what_if_reply(found, asked, desk.rulebook, None)
    listed = [one for one in found if one.is_listed(told.same_answer) and _may_see(gate, one)]
    shown, next_cursor = part(listed, _place, cursor, limit)
    gate.asked(pages=[one.page_id for one in shown], count=len(shown))
    return what_if_reply(found, asked, desk.rulebook, shown, next_cursor)


def _asked(gate: Gate, told: WhatIfForm) -> Asked:
    editions = gate.desk.rulebook.editions
    edition, against = editions.get(told.edition), editions.get(told.against or told.edition)
    if edition is None:
        raise Problem.at("/edition", "edition-unknown", "There is no such edition.")
    if against is None or against.ref.scheme != edition.ref.scheme:
        raise Problem.at("/against", "edition-unknown", "The scheme has no such edition.")
    day = told.as_at or clock.today()
    return Asked(edition, day, gate.caller.force, against.ref if told.against else None)


def _may_see(gate: Gate, one: Compared) -> bool:
    return not one.restricted or gate.caller.may(Permission.READ_RESTRICTED)


def _place(one: Compared) -> Key:
    return [one.page_id, one.answer.journey]
