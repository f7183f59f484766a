"""A person's page, and its entries as they were written."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from api.replies.basics import Coded, Reply
from api.replies.known import KnownReply
from api.replies.standing import StandingReply


class PersonReply(Reply):
    """Who the page is about; null is what is not known, or was left out for the caller's role."""

    family_name: str | None
    given_names: str | None
    born_on: date | None
    address: str | None
    ethnicity_self_defined: str | None
    ethnicity_officer_defined: str | None


class IdentifierReply(Reply):
    """An identifier as it was normalised when written."""

    kind: str
    value: str
    issuer: str


class PageReply(Reply):
    """A person's page, with every journey on it.

    `redacted` points at the fields that were left out for the caller's role; they are null.
    """

    participant_id: str
    as_at: date
    version: int
    force: str
    language: str
    restricted: bool
    died_on: date | None
    person: PersonReply
    identifiers: tuple[IdentifierReply, ...] | None
    former_identifiers: tuple[IdentifierReply, ...] | None
    links: tuple[str, ...]
    journeys: tuple[StandingReply, ...]
    known: KnownReply
    redacted: tuple[str, ...] = ()


class FoundJourney(Reply):
    """A journey on a page that was found, as it stands today."""

    journey: int
    arrested_on: date
    status: Coded
    record: Coded


class FoundPage(Reply):
    """A page that was found, and by which kinds of what was given."""

    participant_id: str
    found_by: tuple[str, ...]
    journeys: tuple[FoundJourney, ...]


class EventReply(Reply):
    """An entry of the page as it was written; one recorded in error stays, and does not count.

    `redacted` points at the fields that were left out for the caller's role; they are null.
    """

    reference: str
    line: int
    journey: int | None
    name: str
    on: date
    recorded_at: datetime
    by: str
    on_behalf_of: str
    system: str
    purpose: str
    correlation_id: str
    traceparent: str
    late_because: str | None
    counts: bool
    data: dict[str, Any]
    redacted: tuple[str, ...] = ()
