"""A log at a URL that answers ever so slowly is given up: who reads it keeps others waiting."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from threading import Thread
from time import monotonic, sleep

import pytest

from ledger.evidence.shown import AtUrl, NotShown

HEADERS = b"HTTP/1.1 200 OK\r\nContent-Length: 8192\r\n\r\n"


@contextmanager
def dripping(at_once: bytes) -> Iterator[str]:
    """A server that says so much at once, and then a byte each twentieth of a second; its URL."""
    server = socket.create_server(("127.0.0.1", 0))

    def drip(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.recv(65_536)
            connection.sendall(at_once)
            while True:
                connection.sendall(b"x")
                sleep(0.05)

    def serve() -> None:
        with suppress(OSError):
            while True:
                Thread(target=drip, args=(server.accept()[0],), daemon=True).start()

    Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()


@pytest.mark.parametrize("at_once", [HEADERS, b"HTTP/1.1 200 OK\r\nX: "], ids=["body", "headers"])
def test_a_file_is_waited_for_no_longer_than_its_limit(at_once: bytes) -> None:
    with dripping(at_once) as url, closing(AtUrl(url, within_seconds=0.5)) as log:
        begun = monotonic()
        for path in ("checkpoint", "tile/0/000"):
            with pytest.raises(NotShown, match=f"{path} was not answered: TimeoutError"):
                log.file(path, 10_000)
        assert monotonic() - begun < 5


def test_all_files_together_have_a_limit_too() -> None:
    with dripping(HEADERS) as url, closing(AtUrl(url, 20.0, in_all_seconds=0.5)) as log:
        begun = monotonic()
        for path in ("checkpoint", "tile/0/000"):
            with pytest.raises(NotShown):
                log.file(path, 10_000)
        assert monotonic() - begun < 5


def test_what_is_too_much_is_not_waited_for() -> None:
    with dripping(HEADERS + b"y" * 100) as url, closing(AtUrl(url)) as log:
        assert (log.file("checkpoint", 100) or b"").startswith(b"y" * 100)
