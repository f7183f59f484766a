"""Serves the API on a socket of our own until it is interrupted, which is no fault.

Whatever would keep it from starting is found out first, so that it is told in a sentence; every
database is in the shape of this version before anybody is answered.
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable, Mapping
from typing import Any

from api.desk import open_desk
from api.metrics import Counters
from api.server import NotStarted, serve_in_this_process
from api.settings import Settings
from api.telemetry import telemetry
from api.workers import serve_with_workers

__all__ = ["NotStarted", "PortTaken", "address_of", "listening", "serve_until_interrupted"]

Tell = Callable[[str], None]


class PortTaken(Exception):
    """Another program listens there already."""


def serve_until_interrupted(settings: Settings, logging: Mapping[str, Any], tell: Tell) -> None:
    """Serve until SIGINT or SIGTERM; `tell` is told the address once it answers.

    Raises:
        PortTaken: Another program listens on the port.
        OSError: The host or port cannot be had.
        NotStarted: It failed while starting; the log says how.
        NotASetting, KeyMissing, KeyTooShort, EditionChanged, Unavailable: As `telemetry` and
            `open_desk` say.
    """
    _see_that_it_can(settings)
    serve = serve_in_this_process if settings.workers == 1 else serve_with_workers
    with listening(settings.host, settings.port) as listener:
        serve(settings, logging, listener, lambda: tell(address_of(listener)))


def _see_that_it_can(settings: Settings) -> None:
    telemetry(settings)
    with open_desk(settings, Counters()):
        pass


def listening(host: str, port: int) -> socket.socket:
    """A socket on which connections can be accepted; port 0 is any that is free.

    Raises:
        PortTaken: Another program listens on the port.
        OSError: The host or port cannot be had.
    """
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


def address_of(listener: socket.socket) -> str:
    """Where it listens, as a URL."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
