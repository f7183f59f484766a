"""Pages as a caller may see them: their own force's, as told of a civil day, and as known then.

Whether a page is restricted or erased is always told from everything that is written: no earlier
moment opens what is closed now.

A page of another force, and one that is not there, get the same answer, and cost as much: of either
the first entry is looked for, and no more. Whoever reads for somebody goes through `gate`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from api.desk import Desk
from api.problems import Problem
from api.roles import Caller, Permission
from ledger.evidence.known import Known
from ledger.journey.facts.protection import (
    PersonalDataErased,
    RestrictionApplied,
    RestrictionLifted,
)
from ledger.journey.journey import Journey
from ledger.journey.page import Line, Page, replay
from ledger.record.streams import is_persons

NOTHING_YET = "Nothing had happened by that day."
NOTHING_KNOWN = "Nothing was known of it then."
PROTECTING = (PersonalDataErased, RestrictionApplied, RestrictionLifted)


@dataclass(frozen=True, slots=True)
class Told:
    """A page as told of a day, from what was `known` of the ledger.

    `protected_since`: it was restricted, opened again or erased by an entry that was not known.
    """

    page: Page
    as_at: date
    known: Known
    protected_since: bool


def page_of(desk: Desk, caller: Caller, page_id: str, known: int | None = None) -> Page:
    """The page whole, if it is of the caller's force; from the ledger's first `known` entries.

    Raises:
        Problem: There is no such page, or it is not the caller's to see.
        CorruptEntry, Unavailable: As `Ledger.page` says.
    """
    if desk.ledger.force_of(page_id) != caller.force or not is_persons(page_id):
        raise Problem("no-such-page")
    page = desk.ledger.page(page_id, known=known)
    if page.force != caller.force:
        raise Problem("no-such-page")
    return replace(page, erased=page.erased or desk.ledger.is_erased(page_id))


def see_that_it_is_open(whole: Page, caller: Caller) -> None:
    """Look whether the caller may read the page as it stands now.

    Raises:
        Problem: It is restricted.
    """
    if whole.restricted and not caller.may(Permission.READ_RESTRICTED):
        raise Problem("page-restricted")


def see_that_it_is_not_erased(page: Page) -> None:
    """Look whether there is a person yet for the page to tell of.

    Raises:
        Problem: What is personal on it was erased.
    """
    if page.erased:
        raise Problem("erased")


def as_told(whole: Page, lines: Sequence[Line], caller: Caller, as_at: date, known: Known) -> Told:
    """The page as those of its `lines` that were `known` tell it of `as_at`, inclusive.

    Raises:
        Problem: The page is restricted, or there is no such page by then.
    """
    see_that_it_is_open(whole, caller)
    told = replay(lines, as_at)
    if not told.journeys:
        raise Problem("no-such-page", NOTHING_YET if lines else NOTHING_KNOWN)
    since = (fact for _, fact in whole.written[len(lines) :])
    return Told(
        page=replace(told, restricted=whole.restricted, erased=whole.erased),
        as_at=as_at,
        known=known,
        protected_since=any(isinstance(fact, PROTECTING) for fact in since),
    )


def journey_of(page: Page, number: int) -> Journey:
    """Journey `number` of a page as it is told.

    Raises:
        Problem: There is none, or not yet.
    """
    journey = page.journey(number)
    if journey is None:
        raise Problem("no-such-journey")
    return journey
