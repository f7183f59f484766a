"""What is no HTTP, or never becomes a request, is answered with a problem document all the same."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from api.app import create_app
from api.asgi import Message
from api.metrics import Counters
from api.protocol import MOST_HEAD_BYTES, Http
from api.settings import Settings
from api.watch import Watch
from tests.service import running

CANARY = "Bronwen-Canary"


class Hasty(Http):
    head_within_seconds = 0.2


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    app = create_app(Settings(data=tmp_path_factory.mktemp("ledger")))
    with running(app, Hasty) as address:
        yield address


def answer_to(address: str, sent: bytes) -> tuple[int, dict[str, str], dict[str, Any]]:
    """The status, headers and body of the last answer to what was sent, when all is said."""
    url = urlsplit(address)
    with socket.create_connection((url.hostname or "", url.port or 0), timeout=20) as connection:
        connection.sendall(sent)
        said = b"".join(iter(lambda: connection.recv(65536), b"")).decode()
    last = said[said.rindex("HTTP/1.1 ") :]
    head, _, body = last.partition("\r\n\r\n")
    status, *lines = head.split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    return int(status.split()[1]), {k.lower(): v for k, v in headers.items()}, json.loads(body)


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (f"{CANARY}\r\n\r\n", 400, "request-malformed"),
        (f"GET /{CANARY} HTTP/9.9.9\r\n\r\n", 400, "request-malformed"),
        (f"GET / HTTP/1.1\r\nHost: x\r\n{CANARY}\r\n\r\n", 400, "request-malformed"),
        ("GET / HTTP/1.1\r\n\r\n", 400, "request-malformed"),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n", 400, "request-malformed"),
        (f"GET /{'a' * 2 * MOST_HEAD_BYTES}", 431, "headers-too-large"),
        (f"GET /{CANARY} HTTP/1.1\r\nHo", 408, "request-late"),
    ],
    ids=["words", "version", "header", "no host", "length", "without end", "late"],
)
def test_what_is_no_http_is_a_problem_too(address: str, sent: str, status: int, code: str) -> None:
    told, headers, problem = answer_to(address, sent.encode())
    assert (told, problem["status"], problem["code"]) == (status, status, code)
    assert headers["content-type"] == "application/problem+json"
    assert headers["connection"] == "close"
    assert headers["cache-control"] == "no-store"
    assert len(problem["traceId"]) == 32
    assert CANARY not in json.dumps(problem)


def test_a_body_that_turns_out_to_be_no_http_is_refused_once(address: str) -> None:
    head = "POST /v1/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    status, _, problem = answer_to(address, f"{head}{CANARY}\r\n".encode())
    assert (status, problem["code"]) == (400, "request-malformed")


def test_what_follows_an_answer_on_the_same_connection_is_judged_for_itself(address: str) -> None:
    good = "GET /health/liveness HTTP/1.1\r\nHost: x\r\n\r\n"
    status, _, problem = answer_to(address, f"{good}{CANARY}\r\n\r\n".encode())
    assert (status, problem["code"]) == (400, "request-malformed")


def test_whoever_is_cut_off_when_the_service_stops_is_told() -> None:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def for_ever(*_: object) -> None:
        await asyncio.Event().wait()

    async def stopped(method: str) -> None:
        scope = {"type": "http", "method": method, "headers": []}
        asking = asyncio.create_task(Watch(for_ever, Counters())(scope, receive, send))
        await asyncio.sleep(0)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking

    asyncio.run(stopped("POST"))
    asyncio.run(stopped("GET"))
    codes = [json.loads(one["body"])["code"] for one in sent if "body" in one]
    assert codes == ["write-uncertain", "not-ready"]
