"""Put the service together: its routes, what stands before them, and what they work with."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool

from api import answers
from api.command_routes import ABOUT
from api.desk import open_desk
from api.limits import Limits
from api.metrics import Counters
from api.openapi import DESCRIPTION
from api.routes import (
    arrests,
    commands,
    documents,
    forces,
    journeys,
    lists,
    login,
    participants,
    policies,
    reference,
    search,
    service,
)
from api.settings import Settings
from api.version import NAME, VERSION
from api.watch import Watch

ALWAYS = (
    arrests,
    search,
    journeys,
    participants,
    commands,
    forces,
    lists,
    policies,
    reference,
    service,
)
IN_DEVELOPMENT = (login, documents)


def create_app(settings: Settings) -> FastAPI:
    """The service on the ledger in `settings.data`, which is opened when it starts.

    What keeps it from starting is raised then: see `open_desk`.
    """
    counters = Counters()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        opened = open_desk(settings, counters)
        app.state.desk = await run_in_threadpool(opened.__enter__)
        try:
            yield
        finally:
            await run_in_threadpool(opened.__exit__, None, None, None)

    app = FastAPI(
        title=NAME,
        version=VERSION,
        description=DESCRIPTION,
        lifespan=lifespan,
        openapi_url=None,
        openapi_tags=[{"name": tag, "description": about} for tag, about in ABOUT.items()],
        redirect_slashes=False,
        telemetry={"logs": False, "auto_configure": False},
    )
    for room in ALWAYS if settings.is_production else (*IN_DEVELOPMENT, *ALWAYS):
        app.include_router(room.router)
    answers.install(app)
    app.add_middleware(Limits, within_seconds=settings.body_within_seconds)
    app.add_middleware(Watch, counters=counters)
    return app
