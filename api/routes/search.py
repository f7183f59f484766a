"""Search by what is known of a person: in the body, never in a URL."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body
from pydantic import Field

from api import clock, words
from api.command_routes import Tag
from api.fields import MOST_ITEMS
from api.forms import Form, form
from api.gate import PersonalRoute, TheGate
from api.lists import Cursor, Limit, part
from api.presenting import coded
from api.replies.basics import Listed
from api.replies.page import FoundJourney, FoundPage
from api.searching import Led, search
from ledger.decisions.standing import standing
from ledger.journey.parts import ArrestPapers, Identifier, Person

router = APIRouter(prefix="/v1/participants", route_class=PersonalRoute)

IdentifierForm: Any = form(Identifier)
PersonForm: Any = form(Person)
PapersForm: Any = form(ArrestPapers)


class SearchForm(Form):
    """What is known of a person. A name counts with the day of birth."""

    identifiers: tuple[IdentifierForm, ...] = Field((), max_length=MOST_ITEMS)
    person: PersonForm = PersonForm()
    papers: PapersForm = PapersForm()


EXAMPLE: Any = {
    "summary": "By a PNC id",
    "value": {"identifiers": [{"kind": "pnc-id", "value": "2003/0062845E"}]},
}


@router.post(
    "/search",
    tags=[Tag.PAGE],
    summary="Search for a person",
    operation_id="searchParticipants",
    response_description="Pages of the caller's force, and what led to each.",
)
def searched(
    told: Annotated[SearchForm, Body(openapi_examples={"example": EXAMPLE})],
    gate: TheGate,
    cursor: Cursor = "",
    limit: Limit = 100,
) -> Listed[FoundPage]:
    """Pages that any of what is given leads to. Case and spacing of names do not matter.

    Restricted pages are left out. That nobody was found is an answer too: it is put down.
    """
    identifiers = tuple(one.told() for one in told.identifiers)
    sought = identifiers, told.person.told(), told.papers.told()
    found = search(gate.desk, gate.caller, *sought, clock.today())
    shown, next_cursor = part(found, lambda one: [one.page_id], cursor, limit)
    gate.asked(pages=[one.page_id for one in shown], count=len(shown))
    return Listed(items=tuple(_found(one) for one in shown), next_cursor=next_cursor)


def _found(led: Led) -> FoundPage:
    today, page = clock.today(), led.page
    stood = (standing(page, journey.number, today) for journey in page.journeys)
    return FoundPage(
        participant_id=led.page_id,
        found_by=led.by,
        journeys=tuple(
            FoundJourney(
                journey=stands.journey,
                arrested_on=journey.arrest.on,
                status=coded(stands.station, words.STATIONS),
                record=coded(stands.record, words.RECORDS),
            )
            for journey, stands in zip(page.journeys, stood, strict=True)
            if stands is not None
        ),
    )
