"""Whose page an arrest belongs on: the one named, the one its identifiers lead to, or a new one.

Two arrests of a person whom nobody has met must not open two pages, and two pages of one person
must not pass for one. So whoever comes with identifiers waits until the lookup has read everything
written so far, and meanwhile holds them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from api.desk import Desk
from api.identities import new_page_id
from api.problems import Problem
from api.reading import page_of
from api.roles import Caller
from ledger.decisions.arrest import normalised
from ledger.journey.commands import RecordArrest
from ledger.journey.parts import Identifier
from projections.lookup import find


@contextmanager
def page_for(desk: Desk, caller: Caller, command: RecordArrest, named: str = "") -> Iterator[str]:
    """The id of the page, held for as long as the block lasts; `named` by the caller, or empty.

    Raises:
        Problem: The page named is not there, or the identifiers lead to more than one.
        WrongIdentifier: An identifier is malformed, or its check letter is wrong.
    """
    identifiers = tuple(
        normalised(identifier, command.on, f"/identifiers/{i}/value")
        for i, identifier in enumerate(command.identifiers)
    )
    if named:
        page_of(desk, caller, named)
        yield named
        return
    if not identifiers:
        yield new_page_id()
        return
    names = [f"{caller.force}\0{one.kind}\0{one.value}" for one in identifiers]
    with desk.ledger.held(names):
        yield _found(desk, caller, identifiers) or new_page_id()


def _found(desk: Desk, caller: Caller, identifiers: tuple[Identifier, ...]) -> str | None:
    pages: set[str] = set()
    with desk.reading("lookup", desk.ledger.position) as connection:
        for one in identifiers:
            led = find(connection, desk.lookup_key, one.kind, one.value, one.issuer)
            pages.update(page for page in led if _is_of(desk, caller, page))
    if len(pages) > 1:
        raise Problem("several-pages", extras={"participantIds": sorted(pages)})
    return pages.pop() if pages else None


def _is_of(desk: Desk, caller: Caller, page_id: str) -> bool:
    return desk.ledger.force_of(page_id) == caller.force
