"""What a sample shows of persons: the pack, where its decisions stand, and what panels said.

Nobody's page is named but to an auditor: whoever serves a panel goes by numbers. A pack is a
disclosure of every page that it tells of, and is put down as one.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from api.command_routes import Tag
from api.gate import Gate, Kind, PersonalRoute, gate_for
from api.problems import Problem
from api.redactions import Part, sees
from api.replies.basics import Listed
from api.replies.scrutiny import PackReply, PlaceReply, VerdictReply
from api.roles import Permission
from api.routes.scrutiny import SampleId
from api.scrutiny import putting
from api.scrutiny.formats import HEADERS, WRITERS, Format, wanted
from api.scrutiny.samples import said_of
from api.scrutiny.verdicts import verdicts_csv
from ledger.evidence.scrutiny.drawing import Draw
from ledger.evidence.scrutiny.pack import packed

PackGate = Annotated[Gate, Depends(gate_for(Permission.READ_PACK, Kind.DISCLOSURE))]
VerdictsGate = Annotated[Gate, Depends(gate_for(Permission.READ_PACK, Kind.CONSULTATION))]
PlacesGate = Annotated[Gate, Depends(gate_for(Permission.READ_RESTRICTED, Kind.CONSULTATION))]

WithRationale = Annotated[
    bool,
    Query(
        alias="withRationale",
        description="Show the rationale of each decision, in the words of whoever made it. It can"
        " name people, and is for roles that see it on a page.",
    ),
]

TEXT: Any = {"schema": {"type": "string"}}
PACK: dict[int | str, Any] = {
    200: {
        "model": PackReply,
        "content": {Format.CSV.value: TEXT, Format.HTML.value: TEXT},
        "description": "The pack: JSON, a row for each decision, or a page to print.",
    }
}
VERDICTS: dict[int | str, Any] = {200: {"content": {Format.CSV.value: TEXT}}}
router = APIRouter(
    prefix=f"{putting.SAMPLES}/{{sampleId}}", tags=[Tag.SCRUTINY], route_class=PersonalRoute
)


@router.get(
    "/pack",
    summary="The pack of a sample",
    operation_id="samplePack",
    responses=PACK,
)
def pack(
    sample_id: SampleId, gate: PackGate, request: Request, with_rationale: WithRationale = False
) -> Response:
    """Each decision with what was known when it was made, anonymised; as JSON, CSV or HTML.

    The same sample gives the same pack for ever, byte for byte, whatever comes to light later; but
    for rationales, which are shown to some roles only, and can be erased.
    """
    if with_rationale and not sees(gate.caller.role, Part.DECISIONS):
        raise Problem("not-permitted")
    draw = _seen(gate, sample_id)
    told = packed(gate.desk.ledger, draw, with_rationale=with_rationale)
    written = wanted(request)
    media_type = written.value if written is Format.JSON else f"{written.value}; charset=utf-8"
    return Response(
        WRITERS[written](told),
        headers={**HEADERS[written], "Vary": "Accept"},
        media_type=media_type,
    )


@router.get(
    "/decisions",
    summary="Where the decisions of a sample stand",
    operation_id="sampleDecisions",
    response_description="Page and line of each decision, by its number in the pack.",
)
def decisions(sample_id: SampleId, gate: PlacesGate) -> Listed[PlaceReply]:
    """Which decisions they are: for an auditor, who may read the pages. A panel needs no such list.

    All of them at once, for a sample has 500 at most.
    """
    places = enumerate(_seen(gate, sample_id).places, start=1)
    return Listed(
        items=tuple(
            PlaceReply(decision=number, participant_id=place.page, line=place.line)
            for number, place in places
        )
    )


@router.get(
    "/verdicts",
    summary="What panels said",
    operation_id="sampleVerdicts",
    response_description="Every verdict on the sample's decisions, in their order.",
    response_model=Listed[VerdictReply],
    responses=VERDICTS,
)
def verdicts(sample_id: SampleId, gate: VerdictsGate, request: Request) -> Response:
    """Every verdict, the latest of each panel marked as the one that counts; as JSON or CSV."""
    said = said_of(gate.desk.ledger, _seen(gate, sample_id))
    with_observations = sees(gate.caller.role, Part.SCRUTINY)
    told = tuple(
        putting.verdict_reply(sample_id, one, with_observations=with_observations) for one in said
    )
    if wanted(request, (Format.JSON, Format.CSV)) is Format.CSV:
        return Response(
            verdicts_csv(told),
            headers={**HEADERS[Format.CSV], "Vary": "Accept"},
            media_type="text/csv; charset=utf-8",
        )
    listed = Listed[VerdictReply](items=told)
    return Response(
        listed.model_dump_json(by_alias=True),
        headers={"Vary": "Accept"},
        media_type=Format.JSON.value,
    )


def _seen(gate: Gate, sample_id: str) -> Draw:
    """The sample drawn again; it is put down whose decisions they are."""
    draw = putting.redrawn_for(gate.desk, gate.caller.force, sample_id)
    gate.asked(
        pages=tuple(dict.fromkeys(place.page for place in draw.places)), count=len(draw.places)
    )
    return draw
