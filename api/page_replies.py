"""A person's page, and its entries, put into the shapes of the API."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fastapi import Request, Response

from api.lists import link_next, part
from api.presenting import standing_of, standing_reply
from api.redactions import redacted
from api.replies.basics import Listed
from api.replies.page import EventReply, IdentifierReply, PageReply, PersonReply
from api.roles import Caller
from api.telling import event_replies
from ledger.journey.page import Page
from ledger.journey.parts import Identifier
from ledger.policy.rulebook import Rulebook
from ledger.record.entry import Entry


def page_reply(
    page_id: str, page: Page, day: date, rulebook: Rulebook, caller: Caller
) -> PageReply:
    """The page as told of `day` to `caller`, with where each journey stands then."""
    return redacted(_whole(page_id, page, day, rulebook), caller)


def _whole(page_id: str, page: Page, day: date, rulebook: Rulebook) -> PageReply:
    person = page.person
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
    )


def events_reply(
    entries: Sequence[Entry],
    caller: Caller,
    cursor: str,
    limit: int,
    request: Request,
    response: Response,
) -> Listed[EventReply]:
    """A part of the entries as told to `caller`, in the order in which they were written."""
    shown, next_cursor = part(event_replies(entries), lambda one: [one.line], cursor, limit)
    link_next(request, response, next_cursor)
    told = tuple(redacted(one, caller) for one in shown)
    return Listed[EventReply](items=told, next_cursor=next_cursor)


def _identifiers(identifiers: Sequence[Identifier]) -> tuple[IdentifierReply, ...]:
    return tuple(
        IdentifierReply(kind=one.kind, value=one.value, issuer=one.issuer) for one in identifiers
    )
