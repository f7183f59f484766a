"""Serves the API on a socket of our own until it is interrupted, which is no fault.

Whatever would keep it from starting is found out first, so that it is told in a sentence.
"""

from __future__ import annotations

import errno
import signal
import socket
from collections.abc import Callable, Mapping
from typing import Any

import uvicorn

from api.app import create_app
from api.desk import open_desk
from api.metrics import Counters
from api.settings import Settings

STOP_WITHIN_SECONDS = 5

Tell = Callable[[str], None]


class PortTaken(Exception):
    """Another program listens there already."""


class NotStarted(Exception):
    """The service came to an end before it answered anybody."""


def serve_until_interrupted(settings: Settings, logging: Mapping[str, Any], tell: Tell) -> None:
    """Serve until SIGINT or SIGTERM; `tell` is told the address once it answers.

    Raises:
        PortTaken: Another program listens on the port.
        OSError: The host or port cannot be had.
        NotStarted: It failed while starting; the log says how.
        KeyMissing, KeyTooShort, EditionChanged, Unavailable: As `open_desk` says.
    """
    _see_that_it_can(settings)
    with _listening(settings.host, settings.port) as listener:
        config = uvicorn.Config(
            create_app(settings),
            log_config=dict(logging),
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=STOP_WITHIN_SECONDS,
        )
        server = _Server(config, lambda: tell(_address(listener)))
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            server.run(sockets=[listener])
        except KeyboardInterrupt:
            return
        except SystemExit:
            raise NotStarted("the service did not start") from None


class _Server(uvicorn.Server):
    """Says so once it has started."""

    def __init__(self, config: uvicorn.Config, when_started: Callable[[], None]) -> None:
        super().__init__(config)
        self._when_started = when_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._when_started()


def _see_that_it_can(settings: Settings) -> None:
    with open_desk(settings, Counters()):
        pass


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends small answers without delay only on sockets that say they are TCP.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(f"{host}:{port} is taken") from None
        raise
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
