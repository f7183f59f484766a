"""What became of the lines of an import. It names participants, so it is read through the gate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse

from api.command_routes import Tag
from api.gate import Gate, Kind, PersonalRoute, gate_for
from api.imports.jobs import Job
from api.imports.replying import line_reply, own_job
from api.imports.results import LineStatus, Result, results_of
from api.imports.taking import MEDIA_TYPE
from api.lists import Cursor, Limit, cursor_of, key_in, link_next
from api.problems import Problem
from api.replies.basics import Listed
from api.replies.imports import LineReply
from api.roles import Permission
from api.routes.imports import ImportId

MOST_AT_ONCE = 500
LAST_LINE = 2**53

ImportingGate = Annotated[Gate, Depends(gate_for(Permission.IMPORT, Kind.CONSULTATION))]
OfStatus = Annotated[
    LineStatus | None, Query(alias="status", description="Only lines that came to this.")
]
ALSO_LINES: dict[int | str, Any] = {200: {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}}}

router = APIRouter(prefix="/v1/imports", tags=[Tag.IMPORTS], route_class=PersonalRoute)


@router.get(
    "/{importId}/results",
    summary="What became of each line",
    operation_id="importResults",
    response_model=Listed[LineReply],
    response_description="Results in the order of lines, as far as the import has come.",
    responses=ALSO_LINES,
)
def results(
    import_id: ImportId,
    gate: ImportingGate,
    request: Request,
    response: Response,
    status: OfStatus = None,
    cursor: Cursor = "",
    limit: Limit = 100,
) -> Any:
    """Codes and places, and nothing of what the line said.

    With `Accept: application/x-ndjson` it is all of them, each on a line of its own.
    """
    job, after = own_job(gate.desk, gate.caller, import_id), _line_in(cursor)
    if MEDIA_TYPE in request.headers.get("accept", ""):
        gate.saw()
        return StreamingResponse(_lines(gate, job, after, status), media_type=MEDIA_TYPE)
    with gate.desk.jobs.connect() as connection:
        found = results_of(connection, job.id, after=after, limit=limit + 1, status=status)
    shown = found[:limit]
    _saw(gate, shown)
    next_cursor = cursor_of([shown[-1].line]) if len(found) > limit else None
    link_next(request, response, next_cursor)
    return Listed[LineReply](items=tuple(map(line_reply, shown)), next_cursor=next_cursor)


def _lines(gate: Gate, job: Job, after: int, status: LineStatus | None) -> Iterator[str]:
    while True:
        with gate.desk.jobs.connect() as connection:
            found = results_of(connection, job.id, after=after, limit=MOST_AT_ONCE, status=status)
        if not found:
            return
        after = found[-1].line
        _saw(gate, found)
        yield "".join(f"{line_reply(one).model_dump_json(by_alias=True)}\n" for one in found)


def _saw(gate: Gate, shown: tuple[Result, ...]) -> None:
    gate.saw(*(one.participant_id for one in shown if one.participant_id))


def _line_in(cursor: str) -> int:
    if not cursor:
        return 0
    match key_in(cursor):
        case [int(line)] if 0 <= line <= LAST_LINE:
            return line
        case _:
            raise Problem("cursor-invalid")
