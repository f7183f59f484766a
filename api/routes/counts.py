"""Counts of the whole force: nobody is named in them, so nobody's record is opened for them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from api.callers import Counter
from api.command_routes import Tag
from api.desk import TheDesk
from api.fields import Day
from api.list_replies import outcome_count, refusal_count
from api.lists import After, reached
from api.replies.basics import Listed
from api.replies.lists import OutcomeCount, RefusalCount
from projections import outcomes, refusals

MONTH = r"^[0-9]{4}-(0[1-9]|1[0-2])$"
LAST = date.max.isoformat()

Basis = Annotated[
    outcomes.Basis, Query(description="Count by the month of the arrest, or of the closing.")
]
FirstMonth = Annotated[
    str, Query(alias="firstMonth", pattern=MONTH, description="As in `2019-10`, inclusive.")
]
LastMonth = Annotated[
    str, Query(alias="lastMonth", pattern=MONTH, description="As in `2019-12`, inclusive.")
]
FirstOn = Annotated[Day | None, Query(alias="firstOn", description="A civil day, inclusive.")]
LastOn = Annotated[Day | None, Query(alias="lastOn", description="A civil day, inclusive.")]

router = APIRouter(prefix="/v1", tags=[Tag.LISTS])


@router.get(
    "/outcomes",
    summary="Outcomes counted",
    operation_id="outcomes",
    response_description="By month, offence, edition and Home Office code.",
)
def counted_outcomes(
    desk: TheDesk,
    caller: Counter,
    basis: Basis = outcomes.Basis.ARREST,
    first_month: FirstMonth = "0001-01",
    last_month: LastMonth = LAST[:7],
    after: After = 0,
) -> Listed[OutcomeCount]:
    """How many offences came to which outcome; an open journey has none yet."""
    with desk.reading("outcomes", reached(desk, after)) as connection:
        found = outcomes.counts(
            connection,
            basis,
            force=caller.force,
            first_month=first_month,
            last_month=last_month,
        )
    return Listed(items=tuple(outcome_count(one) for one in found))


@router.get(
    "/refusals",
    summary="Refusals counted",
    operation_id="refusals",
    response_description="By clause and edition.",
)
def counted_refusals(
    desk: TheDesk,
    caller: Counter,
    first_on: FirstOn = None,
    last_on: LastOn = None,
    after: After = 0,
) -> Listed[RefusalCount]:
    """Which clauses stood in the way of people, and how often somebody decided against them."""
    with desk.reading("refusals", reached(desk, after)) as connection:
        found = refusals.counts(
            connection,
            force=caller.force,
            first_on=first_on or date.min,
            last_on=last_on or date.max,
        )
    return Listed(items=tuple(refusal_count(one) for one in found))
