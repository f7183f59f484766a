"""A force's own page: which editions it has adopted, and from when."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Response

from api.answer import etag
from api.callers import TheCaller
from api.command_routes import Tag
from api.desk import TheDesk
from api.presenting import edition_named
from api.problems import Problem
from api.replies.basics import Listed
from api.replies.written import Adoption
from ledger.record.book import force_page

router = APIRouter(prefix="/v1/forces/{force}", tags=[Tag.POLICY])

Force = Annotated[str, Path(description="The force's code: the caller's own.")]


@router.get(
    "/adoptions",
    summary="Editions that the force has adopted",
    operation_id="adoptions",
    response_description="Adoptions that stand, by the day from which they count.",
)
def adoptions(
    force: Force, desk: TheDesk, caller: TheCaller, response: Response
) -> Listed[Adoption]:
    """Which editions the force has adopted; the `ETag` is what its next adoption's If-Match takes.

    Version 0 is a force that has adopted none.
    """
    if force != caller.force:
        raise Problem("no-such-page")
    response.headers["ETag"] = etag(len(desk.ledger.entries(force_page(force))))
    stand = desk.ledger.rulebook_for(force).adoptions
    return Listed(
        items=tuple(
            Adoption(edition=edition_named(one.edition, desk.rulebook), from_on=one.from_on)
            for one in sorted(stand, key=lambda one: one.from_on)
        )
    )
