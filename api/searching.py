"""Who somebody is to the ledger: pages found by what is known of a person, without it in a URL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from api.desk import Desk
from api.problems import Problem
from api.roles import Caller, Permission
from ledger.decisions.arrest import normalised
from ledger.decisions.refusals import WrongIdentifier
from ledger.journey.identifiers import NotAnIdentifier, WrongCheckLetter, asn
from ledger.journey.page import Page
from ledger.journey.parts import ArrestPapers, Identifier, Person
from projections.lookup import find
from projections.tokens import (
    ARREST_SUMMONS_NUMBER,
    CUSTODY_RECORD,
    NAME_AND_BIRTH,
    Identifying,
    name_and_birth,
)


@dataclass(frozen=True, slots=True)
class Led:
    """A page that was found, and which kinds of what was given led there."""

    page_id: str
    page: Page
    by: tuple[str, ...]


def search(
    desk: Desk,
    caller: Caller,
    identifiers: tuple[Identifier, ...],
    person: Person,
    papers: ArrestPapers,
    day: date,
) -> list[Led]:
    """Pages of the caller's force that anything given leads to, by their ids.

    Identifiers are as typed, and `day` tells the century of a two-digit year; a name counts where
    the day of birth is given too.

    Raises:
        Problem: Nothing is given that a person could be found by.
        WrongIdentifier: An identifier is malformed, or its check letter is wrong.
    """
    sought = [*_identifiers(identifiers, day), *_person(person), *_papers(papers)]
    if not sought:
        raise Problem("nothing-to-search-by")
    led: dict[str, dict[str, None]] = {}
    with desk.reading("lookup", desk.ledger.position) as connection:
        for kind, value, issuer in sought:
            for page_id in find(connection, desk.lookup_key, kind, value, issuer):
                led.setdefault(page_id, {})[kind] = None
    seen = ((page_id, _page(desk, caller, page_id)) for page_id in sorted(led))
    return [Led(page_id, page, tuple(led[page_id])) for page_id, page in seen if page is not None]


def _page(desk: Desk, caller: Caller, page_id: str) -> Page | None:
    if desk.ledger.force_of(page_id) != caller.force or desk.ledger.is_erased(page_id):
        return None
    page = desk.ledger.page(page_id)
    may_see = not page.restricted or caller.may(Permission.READ_RESTRICTED)
    return page if may_see else None


def _identifiers(identifiers: tuple[Identifier, ...], day: date) -> Iterator[Identifying]:
    for i, identifier in enumerate(identifiers):
        one = normalised(identifier, day, f"/identifiers/{i}/value")
        yield one.kind, one.value, one.issuer


def _person(person: Person) -> Iterator[Identifying]:
    if person.family_name and person.born_on:
        sought = name_and_birth(person.family_name, person.given_names, person.born_on)
        yield NAME_AND_BIRTH, sought, ""


def _papers(papers: ArrestPapers) -> Iterator[Identifying]:
    if papers.custody_record:
        yield CUSTODY_RECORD, papers.custody_record, ""
    if papers.arrest_summons_number:
        yield ARREST_SUMMONS_NUMBER, _asn(papers.arrest_summons_number), ""


def _asn(text: str) -> str:
    try:
        return asn(text)
    except NotAnIdentifier as error:
        expected = error.expected if isinstance(error, WrongCheckLetter) else ""
        pointer = "/papers/arrest_summons_number"
        raise WrongIdentifier("The arrest summons number is wrong.", pointer, expected) from None
