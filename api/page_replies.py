"""A person's page, and its entries, put into the shapes of the API."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import Request, Response

from api.lists import link_next, part
from api.presenting import standing_of, standing_reply
from api.reading import Told
from api.redactions import redacted
from api.replaying.moments import known_reply
from api.replies.known import ListedAsKnown
from api.replies.page import EventReply, IdentifierReply, PageReply, PersonReply
from api.roles import Caller
from api.telling import event_replies
from ledger.journey.parts import Identifier
from ledger.policy.rulebook import Rulebook
from ledger.record.entry import Entry


def page_reply(page_id: str, told: Told, rulebook: Rulebook, caller: Caller) -> PageReply:
    """The page as told to `caller`, with where each journey stands then."""
    return redacted(_whole(page_id, told, rulebook), caller)


def _whole(page_id: str, told: Told, rulebook: Rulebook) -> PageReply:
    page, day, person = told.page, told.as_at, told.page.person
    return PageReply(
        participant_id=page_id,
        as_at=day,
        version=page.version,
        force=page.force,
        language=page.language,
        restricted=page.restricted,
        died_on=page.died_on,
        person=PersonReply(
            family_name=person.family_name,
            given_names=person.given_names,
            born_on=person.born_on,
            address=person.address,
            ethnicity_self_defined=person.ethnicity_self_defined,
            ethnicity_officer_defined=person.ethnicity_officer_defined,
        ),
        identifiers=_identifiers(page.identifiers),
        former_identifiers=_identifiers(page.former_identifiers),
        links=tuple(sorted(page.links)),
        journeys=tuple(
            standing_reply(page_id, page, standing_of(page, journey.number, day), rulebook)
            for journey in page.journeys
        ),
        known=known_reply(told.known),
    )


def events_reply(
    entries: Sequence[Entry],
    journey: int | None,
    told: Told,
    caller: Caller,
    cursor: str,
    limit: int,
    request: Request,
    response: Response,
) -> ListedAsKnown[EventReply]:
    """A part of the entries as told to `caller`, in the order in which they were written.

    `entries` are all that were known; those of `journey` are told, of the whole page if it is None.
    """
    by_then = [
        event
        for event in event_replies(entries)
        if event.on <= told.as_at and journey in {None, event.journey}
    ]
    shown, next_cursor = part(by_then, lambda one: [one.line], cursor, limit)
    link_next(request, response, next_cursor)
    return ListedAsKnown[EventReply](
        items=tuple(redacted(one, caller) for one in shown),
        next_cursor=next_cursor,
        known=known_reply(told.known),
    )


def _identifiers(identifiers: Sequence[Identifier]) -> tuple[IdentifierReply, ...]:
    return tuple(
        IdentifierReply(kind=one.kind, value=one.value, issuer=one.issuer) for one in identifiers
    )
