"""An import taken in: its lines go to the disk as they arrive, and nothing is said before they are.

What does not arrive whole leaves nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import ClientDisconnect

from api import clock
from api.desk import Desk
from api.headers import Said
from api.identities import new_import_id
from api.imports.files import MOST_FILE_BYTES, Draft, file_of
from api.imports.jobs import Job, take_on
from api.limits import CLOSE
from api.problems import Problem
from api.roles import Caller

MEDIA_TYPE = "application/x-ndjson"
WITHIN_SECONDS = 900.0
WRITTEN_AT_ONCE_BYTES = 256 * 1024


async def taken_in(
    request: Request, desk: Desk, caller: Caller, said: Said, key: str, *, dry_run: bool
) -> tuple[Job, bool]:
    """The job, durably kept with its lines, and whether the key had it already.

    Raises:
        Problem: The body is not NDJSON, too large, empty, late or torn; the key had another
            content; or nothing can be kept now.
    """
    _check_head(request)
    job_id = new_import_id()
    file = file_of(desk.settings.data, job_id)
    try:
        draft = await run_in_threadpool(Draft, file, desk.lookup_key)
        try:
            await _written(request, draft, desk.settings.body_within_seconds)
            lines = await run_in_threadpool(draft.make_durable)
            job = Job(
                id=job_id,
                caller=caller,
                said=said,
                key=key,
                digest=draft.digest,
                dry_run=dry_run,
                lines=lines,
                accepted_at=clock.now(),
            )
            kept = await run_in_threadpool(take_on, desk.jobs, job)
            if kept.id == job_id:
                draft.keep()
        finally:
            draft.close()
    except (OSError, SQLAlchemyError):
        raise Problem("import-not-kept", headers=CLOSE) from None
    if (kept.digest, kept.dry_run) != (job.digest, dry_run):
        raise Problem("idempotency-key-reused")
    return kept, kept.id != job_id


def _check_head(request: Request) -> None:
    media_type, *parameters = request.headers.get("content-type", "").lower().split(";")
    charsets = {one.strip().removeprefix("charset=").strip('"') for one in parameters}
    if media_type.strip() != MEDIA_TYPE or not charsets <= {"utf-8"}:
        sentence = f"The body has to be NDJSON: {MEDIA_TYPE}."
        raise Problem("content-type-unknown", sentence, headers=CLOSE)
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > MOST_FILE_BYTES:
        raise Problem("body-too-large", headers=CLOSE)


async def _written(request: Request, draft: Draft, within_seconds: float) -> None:
    try:
        async with asyncio.timeout(WITHIN_SECONDS):
            async with aclosing(_gathered(request, within_seconds)) as pieces:
                async for piece in pieces:
                    await run_in_threadpool(draft.add, piece)
    except TimeoutError:
        raise Problem("body-late", headers=CLOSE) from None
    except ClientDisconnect:
        raise Problem("body-cut-off", headers=CLOSE) from None


async def _gathered(request: Request, within_seconds: float) -> AsyncGenerator[bytes, None]:
    """The body in pieces that are worth writing; each of its own has to come in time."""
    gathered = bytearray()
    stream = request.stream()
    while True:
        async with asyncio.timeout(within_seconds):
            piece = await anext(stream, None)
        if piece is None:
            break
        gathered += piece
        if len(gathered) >= WRITTEN_AT_ONCE_BYTES:
            yield bytes(gathered)
            gathered.clear()
    yield bytes(gathered)
