"""Whether the service is well, and what it is. Open to everybody; nothing here is about anyone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse
from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from api import metrics, pages
from api.command_routes import Tag
from api.desk import Desk, TheDesk
from api.problem_types import TYPES
from api.problems import Problem
from api.replies.service import Front, Health, Information, ProblemPage
from api.version import NAME, VERSION
from api.webhooks.tables import deliveries
from ledger.record.access import AccessLog
from ledger.record.book import Ledger
from ledger.record.keys import Keystore, KeystoreUnavailable
from ledger.record.store import Unavailable

PUBLIC = {"Cache-Control": "public, max-age=300"}
NEGOTIATED = {**PUBLIC, "Vary": "Accept"}
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)
SHOWN = {**NEGOTIATED, "Content-Security-Policy": POLICY}
MOST_LAG = 1_000
"""Positions the views may be behind the ledger for the service to be ready."""

Accept = Annotated[str, Header(include_in_schema=False)]

router = APIRouter(tags=[Tag.SERVICE])


@router.get("/", summary="What this is", operation_id="front", response_model=Front)
async def front(accept: Accept = "") -> Response:
    """The service's name and version, and where to read on."""
    reply = Front.here()
    if pages.wanted(accept):
        return HTMLResponse(pages.front(reply), headers=SHOWN)
    return JSONResponse(reply.model_dump(by_alias=True, mode="json"), headers=NEGOTIATED)


@router.get(
    "/v1/problems/{code}",
    summary="A kind of problem",
    operation_id="problem",
    response_model=ProblemPage,
)
async def problem(code: str, accept: Accept = "") -> Response:
    """What a problem document's `type` means."""
    if code not in TYPES:
        raise Problem("not-found")
    kind = TYPES[code]
    reply = ProblemPage(type=kind.page, code=kind.code, status=kind.status, title=kind.title)
    if pages.wanted(accept):
        return HTMLResponse(pages.problem(reply), headers=SHOWN)
    return JSONResponse(reply.model_dump(by_alias=True, mode="json"), headers=NEGOTIATED)


@router.get("/health", summary="Whether it is well", operation_id="health")
def health(desk: TheDesk, request: Request) -> Health:
    """Whether ledger, keys, access log and jobs can be used, views are drawn, and the loops run.

    Raises:
        Problem: One of them is not well.
    """
    state = request.app.state
    loops = {"webhooks": state.deliverer.is_well, "imports": state.importer.is_well}
    return _told({**_components(desk), **loops})


@router.get("/health/liveness", summary="Whether it runs", operation_id="liveness")
async def liveness() -> Health:
    """Always, if it answers at all."""
    return Health(status="UP", components={})


@router.get("/health/readiness", summary="Whether to send requests", operation_id="readiness")
def readiness(desk: TheDesk) -> Health:
    """Whether the ledger, its keys, the access log and the jobs can be used, and views are drawn.

    Raises:
        Problem: One of them is not well.
    """
    return _told(_components(desk))


@router.get("/info", summary="What runs", operation_id="info")
async def info(desk: TheDesk) -> Information:
    """Version and build, mode, and the editions that it knows."""
    return Information(
        name=NAME,
        version=VERSION,
        build=desk.settings.build,
        mode=desk.settings.mode,
        editions=tuple(sorted(desk.rulebook.editions)),
    )


@router.get(
    "/metrics",
    summary="Counts for Prometheus",
    operation_id="metrics",
    response_class=PlainTextResponse,
)
def counted(desk: TheDesk) -> Response:
    """The ledger's head, the lag of each view, queues, answers and how long they took, refusals.

    Each process tells of itself; where several serve one ledger, the label `worker` says which.
    """
    return Response(desk.counters.text(), media_type=metrics.CONTENT_TYPE)


def _components(desk: Desk) -> dict[str, bool]:
    components = {
        "ledger": _can_be_read(desk.ledger),
        "access": _can_be_read(desk.access),
        "views": desk.runner.is_well,
        "jobs": _can_be_written(desk.jobs),
        "keys": _can_be_asked(desk.ledger.keys),
    }
    if components["ledger"]:
        components["lag"] = desk.runner.lag <= MOST_LAG
    return components


def _told(components: Mapping[str, bool]) -> Health:
    told = {name: "UP" if well else "DOWN" for name, well in components.items()}
    if not all(components.values()):
        raise Problem("not-ready", extras={"components": told})
    return Health(status="UP", components=told)


def _can_be_read(kept: Ledger | AccessLog) -> bool:
    try:
        return kept.position >= 0
    except Unavailable:
        return False


def _can_be_asked(keys: Keystore) -> bool:
    try:
        keys.destroyed()
    except KeystoreUnavailable:
        return False
    return True


def _can_be_written(jobs: Engine) -> bool:
    try:
        with jobs.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.execute(select(deliveries.c.number).limit(1))
            connection.rollback()
    except SQLAlchemyError:
        return False
    return True
