"""Scrutiny: samples of decisions drawn at random, and the verdicts of panels on them.

No route here shows anything of a person; those of `scrutiny_packs` do.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Path, Request, Response

from api.answer import POSITION, REPLAYED
from api.callers import permitted
from api.command_routes import Tag
from api.desk import TheDesk
from api.lists import Cursor, Limit, link_next, part
from api.replies.basics import Listed
from api.replies.scrutiny import SampleReply, VerdictReply
from api.roles import Caller, Permission
from api.scrutiny import putting
from api.scrutiny.asking import (
    SAMPLE_EXAMPLE,
    VERDICT_EXAMPLE,
    AskedBy,
    SampleForm,
    VerdictForm,
)
from api.scrutiny.samples import Recorded, sample_of, samples_of

_P = Permission
Drawing = Depends(permitted(_P.DRAW_SAMPLE))
Judging = Depends(permitted(_P.WRITE_VERDICT))
Reader = Annotated[Caller, Depends(permitted(_P.READ_PACK))]
SampleId = Annotated[str, Path(alias="sampleId", max_length=64, description="A sample's id.")]
WRITTEN: dict[int | str, Any] = {
    201: {
        "headers": {
            name: {"$ref": f"#/components/headers/{name}"}
            for name in ("Location", POSITION, REPLAYED)
        }
    }
}

router = APIRouter(prefix=putting.SAMPLES, tags=[Tag.SCRUTINY])


@router.post(
    "",
    status_code=201,
    summary="Draw a sample",
    operation_id="drawSample",
    response_description="Drawn, and recorded.",
    response_model=SampleReply,
    responses=WRITTEN,
    dependencies=[Drawing],
)
def draw(
    told: Annotated[SampleForm, Body(openapi_examples={"example": SAMPLE_EXAMPLE})],
    asked: AskedBy,
    desk: TheDesk,
) -> Response:
    """Draw decisions of the caller's force at random, by a seed that is recorded with the draw.

    Whoever has the entries and the answer to this can draw the same: docs/scrutiny.md.
    """
    return putting.draw(desk, asked, told).response()


@router.get(
    "",
    summary="Samples that were drawn",
    operation_id="samples",
    response_description="The force's samples, oldest first.",
)
def samples(
    desk: TheDesk,
    caller: Reader,
    request: Request,
    response: Response,
    cursor: Cursor = "",
    limit: Limit = 100,
) -> Listed[SampleReply]:
    """Every sample of the caller's force, whoever drew it: none is drawn unseen."""
    found = samples_of(desk.ledger, caller.force)
    shown, next_cursor = part(found, _line, cursor, limit)
    link_next(request, response, next_cursor)
    return Listed(items=tuple(map(putting.sample_reply, shown)), next_cursor=next_cursor)


@router.get(
    "/{sampleId}",
    summary="A sample",
    operation_id="sample",
    response_description="What it takes to draw it again.",
)
def sample(sample_id: SampleId, desk: TheDesk, caller: Reader) -> SampleReply:
    """What was asked for, by which seed it was drawn, and from which entries."""
    return putting.sample_reply(sample_of(desk.ledger, caller.force, sample_id))


@router.post(
    "/{sampleId}/verdicts",
    status_code=201,
    summary="Record a panel's verdict",
    operation_id="recordVerdict",
    response_description="Recorded, and durable.",
    response_model=VerdictReply,
    responses=WRITTEN,
    dependencies=[Judging],
)
def give(
    sample_id: SampleId,
    told: Annotated[VerdictForm, Body(openapi_examples={"example": VERDICT_EXAMPLE})],
    asked: AskedBy,
    desk: TheDesk,
) -> Response:
    """What a panel thinks of a decision; no journey changes by it.

    A panel may reconsider: its latest verdict on a decision counts, and those before it stay.
    """
    return putting.give_verdict(desk, asked, sample_id, told).response()


def _line(recorded: Recorded) -> list[str | int]:
    return [recorded.entry.line]
