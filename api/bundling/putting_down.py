"""What the access log says of a bundle, before there is one: who is given it, of whom, and why."""

from __future__ import annotations

from api import clock
from api.cli_access import SYSTEM, operator
from api.headers import Purpose
from api.identities import new_access_id
from api.keys import accesses
from api.settings import Settings
from ledger.evidence.bundles.exporting import forces_in
from ledger.record.access import Access, AccessKind
from ledger.record.book import Ledger, NoSuchPage

OPERATION = "exportBundle"


def put_down_disclosed(
    settings: Settings,
    ledger: Ledger,
    size: int,
    page: str | None,
    purpose: Purpose,
    recipient: str,
    reason: str,
) -> None:
    """Write that a page is disclosed; or, of each force that has pages, that all of them are.

    Raises:
        NoSuchPage: Nothing is written on the page.
        Unavailable: It cannot be written: nothing may be exported.
    """
    forces = sorted(forces_in(ledger, size)) if page is None else [ledger.force_of(page)]
    if page is not None and not forces[0]:
        raise NoSuchPage(page)
    with accesses(settings) as log:
        for force in forces:
            log.append(
                Access(
                    id=new_access_id(),
                    at=clock.now(),
                    kind=AccessKind.DISCLOSURE,
                    by=operator(),
                    role="operator",
                    force=force,
                    operation=OPERATION,
                    purpose=purpose,
                    system=SYSTEM,
                    pages=() if page is None else (page,),
                    recipients=(recipient,),
                    count=size if page is None else 1,
                    justification=reason,
                )
            )
