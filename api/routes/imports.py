"""Imports: many commands at once, and how far they have come. Everybody's own only."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response

from api import clock
from api.answer import REPLAYED
from api.callers import permitted
from api.command_routes import ARREST, OF_A_JOURNEY, Tag
from api.desk import TheDesk
from api.examples import EXAMPLES
from api.headers import TheSaid, said
from api.identities import new_idempotency_key
from api.imports.files import file_of, remove
from api.imports.jobs import cancel
from api.imports.lines import LineForm
from api.imports.replying import accepted_reply, import_reply, own_job
from api.imports.results import counts
from api.imports.running import Importer
from api.imports.taking import MEDIA_TYPE, taken_in
from api.problems import Problem
from api.replies.imports import ImportReply
from api.requests import UUID, IdempotencyKey
from api.roles import Caller, Permission

KEYS = ("8e03978e-40d5-43e8-bc93-6894a57f9324", "0d6a1c56-9f0e-4a36-8dd4-2f8a4c1d7b11")
SCREENING = OF_A_JOURNEY[0]
EXAMPLE_LINES: tuple[dict[str, Any], ...] = (
    {"key": KEYS[0], "operation": ARREST.operation, "body": EXAMPLES[ARREST.kind]},
    {
        "key": KEYS[1],
        "operation": SCREENING.operation,
        "participantOf": KEYS[0],
        "body": EXAMPLES[SCREENING.kind],
    },
)
LINES: Any = {
    "requestBody": {
        "required": True,
        "description": "Up to 100,000 lines and 64 MB, each line at most 256 kB.\n\n"
        + (LineForm.__doc__ or ""),
        "content": {
            MEDIA_TYPE: {
                "schema": {"type": "string", "minLength": 1, "pattern": r"\S"},
                "example": "".join(f"{json.dumps(line)}\n" for line in EXAMPLE_LINES),
            }
        },
    }
}
TAKEN: dict[int | str, Any] = {
    202: {
        "headers": {
            name: {"$ref": f"#/components/headers/{name}"} for name in ("Location", REPLAYED)
        }
    }
}

router = APIRouter(prefix="/v1/imports", tags=[Tag.IMPORTS])

ImportingCaller = Annotated[Caller, Depends(permitted(Permission.IMPORT))]
ImportId = Annotated[str, Path(alias="importId", max_length=64, description="An import's id.")]
DryRun = Annotated[
    bool, Query(alias="dryRun", description="Write nothing; say what would become of each line.")
]
KeyIfAny = Annotated[
    str | None, Header(pattern=UUID, description="A UUID; needed unless it is a dry run.")
]


async def keyed(idempotency_key: IdempotencyKey) -> str:
    """The key of a request that comes to the same however often it is carried out."""
    return idempotency_key


@router.post(
    "",
    status_code=202,
    summary="Import many commands",
    operation_id="importCommands",
    response_description="Taken in, durably; carried out from now on.",
    openapi_extra=LINES,
    responses=TAKEN,
)
async def import_commands(
    request: Request,
    response: Response,
    desk: TheDesk,
    caller: ImportingCaller,
    told: TheSaid,
    dry_run: DryRun = False,
    idempotency_key: KeyIfAny = None,
) -> ImportReply:
    """Each line is put forward as if it were sent alone, in its order; a bad one harms no other.

    A line's own key makes it safe to send it again, in the same import, another, or alone. What
    cannot be done at the moment is tried again. The imports of a client run one after another.
    A dry run decides each line on its page as the lines before it would leave it. It cannot know
    what others write meanwhile, nor whether a key that was used before was for the same command.
    """
    if idempotency_key is None and not dry_run:
        raise Problem("idempotency-key-missing")
    key = (idempotency_key or new_idempotency_key()).lower()
    job, replayed = await taken_in(request, desk, caller, told, key, dry_run=dry_run)
    importer: Importer = request.app.state.importer
    importer.nudge()
    response.headers["Location"] = f"/v1/imports/{job.id}"
    if replayed:
        response.headers[REPLAYED] = "true"
    return accepted_reply(job)


@router.get(
    "/{importId}",
    summary="How far an import has come",
    operation_id="importProgress",
    response_description="Its status, and how many lines came to what.",
)
def progress(import_id: ImportId, desk: TheDesk, caller: ImportingCaller) -> ImportReply:
    """An import of the caller's own client; any other, and one that is not there, are 404 alike."""
    job = own_job(desk, caller, import_id)
    return import_reply(job, counts(desk.jobs, job.id))


@router.post(
    "/{importId}/cancellation",
    summary="Cancel an import",
    operation_id="cancelImport",
    response_description="How it stands: cancelled, about to be, or ended before.",
    dependencies=[Depends(said), Depends(keyed)],
)
def cancel_import(import_id: ImportId, desk: TheDesk, caller: ImportingCaller) -> ImportReply:
    """Go no further. What was recorded stays, with its results; the lines are removed."""
    cancel(desk.jobs, own_job(desk, caller, import_id).id, clock.now())
    job = own_job(desk, caller, import_id)
    if not job.is_unfinished:
        remove(file_of(desk.settings.data, job.id))
    return import_reply(job, counts(desk.jobs, job.id))
