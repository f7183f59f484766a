"""A force's own page: which editions it adopts, and from when."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Response

from api.callers import Adopter
from api.command_routes import ADOPTION
from api.desk import TheDesk
from api.forms import CommandForm
from api.presenting import edition_named
from api.problems import Problem
from api.replies.written import Adopted
from api.requests import AskedBy
from api.routes.endpoints import add
from api.writing import entry_written, headers, recorded
from ledger.journey.facts.institution import PolicyAdopted
from ledger.record.book import force_page

router = APIRouter(prefix="/v1/forces/{force}")

Force = Annotated[str, Path(description="The force's code: the caller's own.")]


def adoption(
    force: Force,
    told: CommandForm,
    asked: AskedBy,
    desk: TheDesk,
    caller: Adopter,
    response: Response,
) -> Adopted:
    if force != caller.force:
        raise Problem("another-force")
    written = recorded(desk, asked, force_page(force), told.told(force=force), told.why_late)
    headers(response, written, "/v1/policies")
    adopted = next(e.fact for e in written.entries if isinstance(e.fact, PolicyAdopted))
    return Adopted(
        force=force,
        edition=edition_named(adopted.edition, desk.rulebook),
        from_on=adopted.from_on,
        version=written.page.version,
        entries=tuple(entry_written(entry) for entry in written.entries),
        recorded_at=written.entries[-1].recorded_at,
    )


add(router, f"/{ADOPTION.path}", ADOPTION, adoption, Adopted)
