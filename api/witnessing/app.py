"""`add-checkpoint` over HTTP, as C2SP tlog-witness has it; whoever asks needs no other permission.

A checkpoint that a known log signed is all that speaks for a request. Answers are plain text.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ledger.evidence.durable import StillLocked
from ledger.evidence.remembered import MemoryUnusable
from ledger.evidence.witness import NotCosigned, Witness
from ledger.evidence.witness_request import MOST_BYTES

SIZE = "text/x.tlog.size"
BODY_WITHIN_SECONDS = 10.0
UNAVAILABLE = 503

log = logging.getLogger(__name__)


def witness_app(witness: Witness, now: Callable[[], datetime]) -> Starlette:
    """The application of `witness`; it answers to `POST /add-checkpoint` and nothing else."""

    async def add_checkpoint(request: Request) -> Response:
        try:
            async with asyncio.timeout(BODY_WITHIN_SECONDS):
                body = await _body(request)
        except (TimeoutError, ClientDisconnect):
            return PlainTextResponse("a request that did not arrive\n", 408)
        return await run_in_threadpool(_answer, witness, body, now)

    return Starlette(routes=[Route("/add-checkpoint", add_checkpoint, methods=["POST"])])


async def _body(request: Request) -> bytes:
    """The body, or as much of it as already is too much."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            break
    return bytes(body)


def _answer(witness: Witness, body: bytes, now: Callable[[], datetime]) -> Response:
    try:
        return PlainTextResponse(witness.cosignature(body, lambda: int(now().timestamp())))
    except NotCosigned as refusal:
        if refusal.size is not None:
            content = f"{refusal.size}\n"
            return Response(content, refusal.status, {"Content-Type": SIZE})
        return PlainTextResponse(f"{refusal.what}\n", refusal.status)
    except (MemoryUnusable, StillLocked, OSError):
        log.exception("the witness cannot remember")
        return PlainTextResponse("the witness cannot remember at the moment\n", UNAVAILABLE)
