"""Put the service together: its routes, what stands before them, and what they work with."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from opentelemetry.sdk.trace.export import SpanExporter

from api import answers
from api.command_routes import ABOUT
from api.desk import open_desk
from api.gauges import observe
from api.imports.running import importing
from api.lifecycle import Lifecycle
from api.limits import Limits
from api.logs import telling_of_faults
from api.openapi import DESCRIPTION
from api.rates import Rates
from api.routes import (
    access_log,
    commands,
    comparison,
    counts,
    documents,
    feed,
    forces,
    import_results,
    imports,
    journeys,
    ledger,
    lists,
    login,
    participants,
    policies,
    reference,
    schemas,
    scrutiny,
    scrutiny_packs,
    search,
    service,
    webhook_deliveries,
    webhooks,
    what_if,
)
from api.sealing.gauges import observe_logs
from api.settings import Settings
from api.telemetry import telemetry
from api.version import NAME, VERSION
from api.watch import Watch
from api.webhooks.delivering import delivering

ALWAYS = (
    search,
    journeys,
    comparison,
    participants,
    commands,
    forces,
    lists,
    counts,
    feed,
    access_log,
    scrutiny,
    scrutiny_packs,
    ledger,
    webhooks,
    webhook_deliveries,
    imports,
    import_results,
    what_if,
    policies,
    reference,
    schemas,
    documents,
    service,
)
IN_DEVELOPMENT = (login,)


def create_app(
    settings: Settings, *, spans_to: Sequence[SpanExporter] = (), worker: int = 0
) -> FastAPI:
    """The service on the ledger in `settings.data`, which is opened when it starts.

    `worker` is its number where several processes serve one ledger, and 0 where it is alone.
    What keeps it from starting is raised then: see `open_desk`.
    """
    told = telemetry(settings, spans_to, worker)
    counters = told.counters

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        opened = open_desk(settings, counters)
        with telling_of_faults("it cannot start"):
            app.state.desk = await run_in_threadpool(opened.__enter__)
        observe(app.state.desk)
        observe_logs(app.state.desk)
        try:
            async with (
                delivering(app.state.desk) as deliverer,
                importing(app.state.desk) as importer,
            ):
                app.state.deliverer, app.state.importer = deliverer, importer
                yield
        finally:
            await run_in_threadpool(opened.__exit__, None, None, None)

    rooms = ALWAYS if settings.is_production else (*IN_DEVELOPMENT, *ALWAYS)
    app = FastAPI(
        # As they are: those of a router that is included are made anew at the first request.
        routes=[route for room in rooms for route in room.router.routes],
        title=NAME,
        version=VERSION,
        description=DESCRIPTION,
        lifespan=lifespan,
        openapi_url=None,
        openapi_tags=[{"name": tag, "description": about} for tag, about in ABOUT.items()],
        redirect_slashes=False,
        telemetry=told.of_the_framework(),
    )
    answers.install(app)
    app.add_middleware(Limits, within_seconds=settings.body_within_seconds)
    app.add_middleware(Rates, settings=settings, counters=counters)
    app.add_middleware(Lifecycle)
    app.add_middleware(Watch, counters=counters)
    return app
