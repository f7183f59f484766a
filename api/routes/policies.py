"""Editions of every scheme, as dated data with their sources."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from api.callers import TheCaller
from api.command_routes import Tag
from api.desk import Desk, TheDesk
from api.presenting import edition_named
from api.problems import Problem
from api.replies.basics import Listed, Words
from api.replies.policy import ClauseReply, EditionListed, EditionReply, ParameterReply
from api.roles import Caller
from ledger.policy.edition import Edition
from ledger.policy.table import CLAUSES

router = APIRouter(prefix="/v1/policies", tags=[Tag.POLICY])

Scheme = Annotated[str, Path(description="The scheme, as in `checkpoint-cymru`.")]
EditionName = Annotated[str, Path(description="The edition, as in `2019-10`.")]


@router.get(
    "",
    summary="Every edition of every scheme",
    operation_id="policies",
    response_description="Editions in alphabetical order.",
)
def policies(desk: TheDesk, caller: TheCaller) -> Listed[EditionListed]:
    """Which editions there are, and from when the caller's force has adopted them."""
    editions = (desk.rulebook.editions[name] for name in sorted(desk.rulebook.editions))
    return Listed(items=tuple(_listed(desk, caller, edition) for edition in editions))


@router.get(
    "/{scheme}/{edition}",
    summary="An edition",
    operation_id="policy",
    response_description="Its parameters and clauses, each with its source.",
)
def policy(scheme: Scheme, edition: EditionName, desk: TheDesk, caller: TheCaller) -> EditionReply:
    """Every parameter with its unit and source, and every clause. What is unset is not listed."""
    found = desk.rulebook.editions.get(f"{scheme}/{edition}")
    if found is None:
        raise Problem("not-found")
    return EditionReply(
        **dict(_listed(desk, caller, found)),
        source=found.source.strip(),
        parameters=tuple(
            ParameterReply(
                name=name,
                value=parameter.text,
                unit=parameter.unit,
                source=parameter.source,
                clauses=tuple(c.code for c in CLAUSES.values() if name in c.parameters),
            )
            for name, parameter in found.parameters.items()
        ),
        clauses=tuple(
            ClauseReply(
                code=clause.code,
                words=Words(en=clause.words, cy=clause.words_cy),
                applies=clause.applies_in(found),
                firm=clause.firm,
                source=clause.source_in(found),
            )
            for clause in CLAUSES.values()
        ),
    )


def _listed(desk: Desk, caller: Caller, edition: Edition) -> EditionListed:
    adoptions = desk.ledger.rulebook_for(caller.force).adoptions
    return EditionListed(
        **dict(edition_named(edition.ref, desk.rulebook)),
        route=edition.route,
        adopted_from=tuple(sorted(a.from_on for a in adoptions if a.edition == edition.ref)),
    )
