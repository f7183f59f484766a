"""Answers on a socket in this process until it is interrupted."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Mapping
from typing import Any

import uvicorn
from starlette.applications import Starlette

from api.desk import Desk
from api.logs import keep_quiet
from api.protocol import MOST_HEAD_BYTES, Http
from api.settings import Settings

ANSWER_WITHIN_SECONDS = 3
STOP_WITHIN_SECONDS = 5
"""From the signal to the end: to answer who is waiting, and then to close what is open."""


class NotStarted(Exception):
    """The service came to an end before it answered anybody."""


def serve_in_this_process(
    settings: Settings,
    logging: Mapping[str, Any],
    listener: socket.socket,
    when_started: Callable[[], None],
    worker: int = 0,
) -> None:
    """Serve on `listener` until SIGINT or SIGTERM.

    Raises:
        NotStarted: It failed while starting; the log says how.
    """
    from api.app import create_app  # here, for every other command does without the routes

    serve_application(create_app(settings, worker=worker), logging, listener, when_started)


def serve_application(
    application: Starlette,
    logging: Mapping[str, Any],
    listener: socket.socket,
    when_started: Callable[[], None],
) -> None:
    """Serve any application of ours on `listener` until SIGINT or SIGTERM.

    Raises:
        NotStarted: It failed while starting; the log says how.
    """
    config = uvicorn.Config(
        application,
        http=Http,
        ws="none",
        h11_max_incomplete_event_size=MOST_HEAD_BYTES,
        log_config=dict(logging),
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=ANSWER_WITHIN_SECONDS,
    )
    keep_quiet()
    server = _Server(config, when_started)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        return
    except SystemExit:
        raise NotStarted("the service did not start") from None


class _Server(uvicorn.Server):
    """Says so once it has started; lets those go who follow the feed before it stops."""

    def __init__(self, config: uvicorn.Config, when_started: Callable[[], None]) -> None:
        super().__init__(config)
        self._when_started = when_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._when_started()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        desk: Desk | None = getattr(self.config.app.state, "desk", None)  # type: ignore[union-attr]
        if desk is not None:
            desk.feed.head.stop()
        await super().shutdown(sockets)
