"""A command that is refused is put down as an access: its answer, too, tells of the page.

What a command led to stands in the ledger with whoever asked. A refusal leaves nothing there, and
says where the journey stands, or which clause stands in the way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from api import clock
from api.command_routes import ERASURE, CommandRoute
from api.desk import Desk
from api.identities import new_access_id
from api.problems import Problem
from api.requests import Asked
from ledger.record.access import Access, AccessKind, AccessOutcome
from ledger.record.store import Unavailable
from ledger.record.streams import is_persons

SYSTEM = "http"
NAMED = "participantIds"
"""What a refusal that names pages calls them."""


@contextmanager
def put_down_if_refused(
    desk: Desk, asked: Asked, route: CommandRoute, page_id: str = ""
) -> Iterator[None]:
    """Put down that the command in the block was refused, on the page or with pages named.

    Of a page that is not the caller's force's, or not there, nothing was opened or is put down.

    Raises:
        Problem: It cannot be put down: the refusal may not leave.
        Exception: The refusal.
    """
    try:
        yield
    except Exception as refusal:
        pages = refusal.extras.get(NAMED, ()) if isinstance(refusal, Problem) else ()
        if page_id and is_persons(page_id) and desk.ledger.force_of(page_id) == asked.caller.force:
            pages = (page_id,)
        if pages:
            _put_down(desk, asked, route, pages)
        raise


def _put_down(desk: Desk, asked: Asked, route: CommandRoute, pages: Sequence[str]) -> None:
    said, caller = asked.said, asked.caller
    try:
        desk.access.append(
            Access(
                id=new_access_id(),
                at=clock.now(),
                kind=AccessKind.ERASURE if route is ERASURE else AccessKind.ALTERATION,
                by=caller.name,
                role=caller.role.value,
                force=caller.force,
                operation=route.operation,
                purpose=said.purpose,
                client=caller.client,
                on_behalf_of=said.on_behalf_of,
                system=SYSTEM,
                pages=tuple(pages),
                outcome=AccessOutcome.REFUSED,
                correlation_id=said.correlation_id,
                justification=said.justification,
            )
        )
    except Unavailable:
        raise Problem("access-not-logged") from None
